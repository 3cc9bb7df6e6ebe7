use serde_json::json;

use super::{Site, check_problem};

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
