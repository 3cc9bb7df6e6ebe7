use serde_json::{Value, json};

use super::{Site, check_problem};

#[tokio::test]
async fn the_base_map_is_collections_of_areas() {
    let site = Site::sample();
    for (id, count) in [("countries", 239), ("regions", 83), ("lakes", 171)] {
        let path = format!("/collections/{id}");
        let collection = site.get(&path).await.json();
        assert_eq!(collection["itemCount"], count, "{id}");
        let items = site.get(&format!("{path}/items?limit=1000")).await.json();
        assert_eq!(items["numberMatched"], count);
        let mut ids = super::ids(&items);
        assert!(ids.is_sorted());
        ids.dedup();
        assert_eq!(ids.len(), count);
        let schema = site.get(&format!("{path}/schema")).await.json();
        assert_eq!(schema["properties"]["name"], json!({"type": "string"}));
        assert_eq!(site.get(&format!("{path}/queryables")).await.status, 200);
        assert_eq!(site.get(&format!("{path}/items?f=html")).await.status, 200);
    }
}

#[track_caller]
fn names(items: &Value) -> Vec<&str> {
    let features = items["features"].as_array().unwrap().iter();
    features
        .map(|it| it["properties"]["name"].as_str().unwrap_or("-"))
        .collect()
}

#[tokio::test]
async fn a_box_holds_the_areas_that_reach_into_it() {
    let site = Site::sample();
    // East of Fergana, where three countries meet; the box of Tajikistan reaches farther than it does.
    let items = site
        .get("/collections/countries/items?bbox=72.5,40.4,72.9,40.6")
        .await
        .json();
    assert_eq!(names(&items), ["Kyrgyzstan", "Uzbekistan"]);
    let items = site
        .get("/collections/lakes/items?bbox=77,42.3,77.5,42.6")
        .await
        .json();
    assert_eq!(names(&items), ["Issyk-Kul"]);
    let items = site
        .get("/collections/countries/items?bbox=179,-18,-179,-16")
        .await
        .json();
    assert_eq!(names(&items), ["Fiji"]);
    let items = site
        .get("/collections/countries/items?bbox=-120,-35,-115,-30")
        .await
        .json();
    assert_eq!(
        (names(&items), &items["numberMatched"]),
        (vec![], &json!(0))
    );
}

#[tokio::test]
async fn areas_come_page_by_page_in_any_reference_system() {
    let site = Site::sample();
    let mut path = "/collections/regions/items?limit=40&properties=name".to_owned();
    let mut seen = 0;
    loop {
        let page = site.get(&path).await.json();
        seen += page["numberReturned"].as_u64().unwrap();
        let links = page["links"].as_array().unwrap();
        let Some(next) = links.iter().find(|it| it["rel"] == "next") else {
            break;
        };
        next["href"].as_str().unwrap().clone_into(&mut path);
        assert!(path.contains("properties=name"));
    }
    assert_eq!(seen, 83);
    let uz = site.get("/collections/countries/items/UZ").await.json();
    assert_eq!(uz["properties"]["name_ru"], "Узбекистан");
    let first = |item: &Value| {
        let mut at = &item["geometry"]["coordinates"];
        while at[0].is_array() {
            at = &at[0];
        }
        [at[0].clone(), at[1].clone()]
    };
    let path = "/collections/countries/items/UZ?properties=name&crs=http://www.opengis.net/def/crs/EPSG/0/4326";
    let reply = site.get(path).await;
    let [lat, lon] = first(&reply.json());
    assert_eq!([lon, lat], first(&uz));
    assert_eq!(reply.json()["properties"], json!({"name": "Uzbekistan"}));
    assert_eq!(
        reply.header("content-crs"),
        "<http://www.opengis.net/def/crs/EPSG/0/4326>"
    );
    check_problem(
        &site.get("/collections/countries/items/XX").await,
        404,
        "area \"XX\" is not here",
    );
    let reply = site.get("/collections/lakes/items?q=Issyk").await;
    check_problem(
        &reply,
        400,
        "parameter q is \"Issyk\": not known here, expected one of bbox, bbox-crs, crs, cursor, f, limit, properties",
    );
    check_problem(
        &site.get("/collections/lakes/tiles").await,
        404,
        "layer \"lakes\" is not here",
    );
}
