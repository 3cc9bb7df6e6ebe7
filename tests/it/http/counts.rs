use serde_json::{Value, json};

use super::{Site, check_problem, ids};

#[tokio::test]
async fn facets_count_what_the_filter_leaves() {
    let site = Site::sample();
    assert_eq!(
        site.get("/facets?bbox=56,37,73,46").await.json(),
        json!({
            "total": 3, "located": 3, "undated": 0,
            "event_type": {"battle": 1, "protest": 1, "military_deployment_or_base": 1},
            "group": {"conflict": 1, "contention": 1, "military_posture": 1},
            "status": {"candidate": 3},
            "geo_precision": {"1": 3},
            "source": {"Toshkent xabarlari": 1},
            "extent": [65.9215, 38.8336, 72.7985, 40.7821],
            "dates": ["2005-01-01", "2010-06-30"],
        })
    );
    assert_eq!(
        site.get("/facets?event_type=riot").await.json(),
        json!({
            "total": 0, "located": 0, "undated": 0, "event_type": {}, "group": {}, "status": {},
            "geo_precision": {}, "source": {}, "extent": null, "dates": null,
        })
    );
}

#[tokio::test]
async fn the_histogram_counts_by_first_days() {
    let site = Site::sample();
    assert_eq!(
        site.get("/histogram?by=month&datetime=2010-01-01/..")
            .await
            .json(),
        json!({
            "by": "month",
            "bins": [
                {"start": "2010-06-01", "end": "2010-06-30", "count": 1, "groups": {"conflict": 1}},
                {"start": "2018-10-01", "end": "2018-10-31", "count": 2, "groups": {"diplomacy": 1, "hazard_and_civil": 1}},
            ],
            "undated": 0,
        })
    );
    assert_eq!(site.get("/histogram?by=auto").await.json()["by"], "year");
    assert_eq!(
        site.get("/histogram?datetime=2018-10-12").await.json()["by"],
        "day"
    );
    assert_eq!(
        site.get("/histogram?q=levuka").await.json(),
        json!({"by": "day", "bins": [], "undated": 1})
    );
    let week = site.get("/histogram?by=week&q=apia").await.json();
    assert_eq!(
        (&week["bins"][0]["start"], &week["bins"][0]["end"]),
        (&json!("2018-10-08"), &json!("2018-10-14"))
    );
    check_problem(
        &site.get("/histogram?by=hour").await,
        400,
        "parameter by is \"hour\": expected day, week, month, year or auto",
    );
}

/// How many events each of the ways to ask counts under a filter; tiles show those with a place alone.
async fn counted(site: &Site, filter: &str) -> [usize; 7] {
    let ask = async |path: &str| site.get(&format!("{path}?{filter}")).await;
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let items = ask("/collections/events/items").await.json();
    let facets = ask("/facets").await.json();
    let histogram = ask("/histogram").await.json();
    let bins = histogram["bins"].as_array().unwrap().iter();
    let table = ask("/layers/events.csv").await.body;
    let tile = ask("/tiles/events/0/0/0.geojson").await.json();
    [
        number(&items["numberMatched"]),
        number(&facets["total"]),
        bins.map(|bin| number(&bin["count"])).sum::<usize>() + number(&histogram["undated"]),
        ids(&ask("/layers/events.geojson").await.json()).len(),
        ask("/layers/events.geojsonl").await.text().lines().count(),
        csv::Reader::from_reader(&table[..]).records().count(),
        ids(&tile).len() + number(&facets["total"]) - number(&facets["located"]),
    ]
}

#[tokio::test]
async fn a_filter_leaves_the_same_events_wherever_it_is_given() {
    let site = Site::sample();
    let cases = [
        ("", 6),
        ("bbox=170,-20,-170,0", 2),
        ("bbox=170,-20,180,0", 1),
        ("bbox=-180,-20,-170,0", 1),
        ("bbox=-170,-20,170,0", 0),
        ("bbox=56,37,73,46", 3),
        ("datetime=2018-10-12", 2),
        ("event_type=other,battle", 3),
        ("group=contention", 1),
        ("status=candidate", 6),
        ("status=confirmed", 0),
        ("geo_precision=1", 5),
        ("located=true", 5),
        ("located=false", 1),
        ("dataset=sample", 6),
        ("doc_id=doc-0", 0),
        ("q=khanabad", 1),
        (
            "bbox=170,-20,-170,0&datetime=2018-10-12&group=hazard_and_civil",
            1,
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(counted(&site, filter).await, [expected; 7], "{filter}");
    }
}
