use serde_json::json;

use super::{Site, check_problem, ids};

const ITEMS: &str = "/collections/places/items";
const OSH: &str = "geonames:1527534";

#[tokio::test]
async fn the_gazetteer_is_listed_beside_the_events() {
    let site = Site::sample();
    let collections = site.get("/collections").await.json();
    let listed = collections["collections"].as_array().unwrap();
    let names: Vec<_> = listed.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["events", "places", "countries", "regions", "lakes"]);
    let places = site.get("/collections/places").await.json();
    assert_eq!(places, listed[1]);
    let links = places["links"].as_array().unwrap();
    let links: Vec<_> = links
        .iter()
        .map(|it| {
            [&it["rel"], &it["type"], &it["href"]]
                .map(|it| it.as_str().unwrap())
                .join(" ")
        })
        .collect();
    assert_eq!(
        links,
        [
            "self application/json /collections/places",
            "alternate text/html /collections/places?f=html",
            "items application/geo+json /collections/places/items",
            "items text/html /collections/places/items?f=html",
            "describedby application/schema+json /collections/places/schema",
            "http://www.opengis.net/def/rel/ogc/1.0/queryables application/schema+json /collections/places/queryables",
        ]
    );
    let nowhere = site.get("/collections/rivers").await;
    check_problem(&nowhere, 404, "collection \"rivers\" is not here");
}

#[tokio::test]
async fn a_place_is_a_feature_whose_address_is_its_encoded_id() {
    let site = Site::sample();
    let asked = "/collections/places/items?q=Osh&kind=city&country=KG";
    let page = site.get(asked).await.json();
    assert_eq!(ids(&page), [OSH]);
    assert_eq!(
        (&page["numberMatched"], &page["numberReturned"]),
        (&json!(1), &json!(1))
    );
    let address = format!("{ITEMS}/geonames%3A1527534");
    let reply = site.get(&address).await;
    assert_eq!(reply.header("content-type"), "application/geo+json");
    let mut osh = reply.json();
    let links = osh.as_object_mut().unwrap().remove("links").unwrap();
    assert_eq!(osh, page["features"][0]);
    assert_eq!(
        links,
        json!([
            {"rel": "self", "type": "application/geo+json", "title": "this place", "href": address},
            {"rel": "alternate", "type": "text/html", "title": "this place for people", "href": format!("{address}?f=html")},
            {"rel": "collection", "type": "application/json", "title": "places", "href": "/collections/places"},
        ])
    );
    let told = [
        "name",
        "name_ru",
        "name_uz",
        "kind",
        "country",
        "admin1",
        "admin1_code",
    ];
    assert_eq!(
        told.map(|name| osh["properties"][name].as_str().unwrap_or("-")),
        ["Osh", "Ош", "Oʻsh", "city", "KG", "Osh Region", "KG-O"]
    );
    assert_eq!(
        site.get(&format!("{ITEMS}/{OSH}")).await.status.as_u16(),
        200
    );
    let nobody = site.get(&format!("{ITEMS}/geonames%3A0%2F1")).await;
    check_problem(&nobody, 404, "place \"geonames:0/1\" is not here");
}

#[tokio::test]
async fn following_next_links_sees_every_place_once_and_keeps_the_filter() {
    let site = Site::sample();
    let asked = "kind=capital,airport,air_base&bbox=46,35,88,56";
    let whole = site.ids(&format!("{ITEMS}?{asked}&limit=10000")).await;
    assert!(whole.len() > 20 && whole.is_sorted(), "{whole:?}");
    let mut next = Some(format!("{ITEMS}?{asked}&limit=7"));
    let mut seen = vec![];
    while let Some(path) = next {
        let page = site.get(&path).await.json();
        assert_eq!(page["numberMatched"], whole.len());
        seen.extend(ids(&page));
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen, whole);
    let beyond = site
        .get(&format!("{ITEMS}?{asked}&cursor=zzz"))
        .await
        .json();
    assert_eq!(
        (ids(&beyond), &beyond["numberMatched"]),
        (vec![], &json!(whole.len()))
    );
}

#[tokio::test]
async fn places_say_what_is_wrong_with_a_parameter() {
    let site = Site::sample();
    let cases = [
        (
            "limit=0",
            "parameter limit is \"0\": expected a whole number from 1 to 10000",
        ),
        (
            "country=Narnia",
            "parameter country is \"Narnia\": expected one or more of ISO 3166-1 alpha-2 codes such as UZ, separated by commas",
        ),
        (
            "bbox=1,2,3",
            "parameter bbox is \"1,2,3\": bbox has 3 numbers, expected 4 (west,south,east,north) or 6 (with heights)",
        ),
        ("f=kml", "parameter f is \"kml\": expected json or html"),
        (
            "datetime=2018",
            "parameter datetime is \"2018\": not known here, expected one of bbox, country, crs, cursor, f, kind, limit, properties, q",
        ),
    ];
    for (query, detail) in cases {
        check_problem(&site.get(&format!("{ITEMS}?{query}")).await, 400, detail);
    }
}

#[tokio::test]
async fn a_schema_names_the_properties_and_queryables_are_parameters() {
    let site = Site::sample();
    for collection in ["events", "places"] {
        let path = format!("/collections/{collection}");
        let reply = site.get(&format!("{path}/schema")).await;
        assert_eq!(reply.header("content-type"), "application/schema+json");
        let schema = reply.json();
        let page = site.get(&format!("{path}/items?limit=1")).await.json();
        let feature = page["features"][0]["properties"].as_object().unwrap();
        let described = schema["properties"].as_object().unwrap();
        let names = described.keys().filter(|name| *name != "geometry");
        assert!(names.eq(feature.keys()), "{collection}");
        let queryables = site.get(&format!("{path}/queryables")).await.json();
        let queryables = queryables["properties"].as_object().unwrap();
        let refused = site.get(&format!("{path}/items?colour=red")).await.json();
        let known = refused["expected"].as_str().unwrap();
        for name in queryables.keys().filter(|name| *name != "geometry") {
            assert!(known.contains(name), "{collection} {name}: {known}");
        }
    }
    check_problem(
        &site.get("/collections/rivers/schema").await,
        404,
        "collection \"rivers\" is not here",
    );
}
