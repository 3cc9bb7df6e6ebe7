use serde_json::{Value, json};

use super::{Reply, Site, check_problem};

const TABLE: &str = "when,hudud,iso\n2022-07-01,Nukus,860\n2022-07-32,Nukus,860\n2022-07-03,Khanabad,860\n\
                     2022-07-04,Qwxyzzy,860\n";

/// `date=when` and `place=hudud`, as a query has it.
const SAID: &str = "columns=date%3Dwhen%0Aplace%3Dhudud";

async fn preview(site: &Site, query: &str, table: &str) -> Reply {
    let path = format!("/documents/preview?{query}");
    site.post(&path, "text/csv", table.to_owned()).await
}

/// The fields of the columns, in their order.
fn fields(told: &Value) -> Vec<&Value> {
    let columns = told["columns"].as_array().unwrap();
    columns.iter().map(|column| &column["field"]).collect()
}

#[tokio::test]
async fn columns_that_tell_nothing_are_shown_with_the_rows_and_the_problem() {
    let told = preview(&Site::sample(), "rows=1", TABLE).await.json();
    assert_eq!(fields(&told), [&Value::Null; 3]);
    let problem = "the columns are \"when\", \"hudud\", \"iso\"; expected coordinates (latitude and longitude, \
                   lat and lon, y and x) or the name of a place (location, place, city, where_coordinates)";
    assert_eq!(told["problem"], problem);
    let row = json!({
        "line": 2, "cells": ["2022-07-01", "Nukus", "860"],
        "event": null, "candidates": [], "doubt": null, "refused": null,
    });
    assert_eq!(
        (&told["rows"], &told["more"]),
        (&json!([row]), &json!(true))
    );
    let first = &told["fields"].as_array().unwrap()[0];
    assert_eq!(first, &json!({"field": "id", "means": "The row's own id"}));
}

#[tokio::test]
async fn each_row_shows_what_it_would_become_or_why_it_would_be_refused() {
    let site = Site::sample();
    let told = preview(&site, SAID, TABLE).await.json();
    assert_eq!(
        fields(&told),
        [&json!("date"), &json!("place"), &Value::Null]
    );
    assert_eq!(
        (&told["problem"], &told["more"]),
        (&Value::Null, &json!(false))
    );
    let [nukus, broken, doubtful, unknown] = told["rows"].as_array().unwrap().as_slice() else {
        panic!("{told}");
    };
    let event = &nukus["event"];
    assert_eq!(event["properties"]["event_date"], "2022-07-01");
    assert_eq!(event["properties"]["place_id"], "geonames:601294");
    assert_eq!(
        (&broken["event"], &broken["refused"]["line"]),
        (&Value::Null, &json!(3))
    );
    assert_eq!(
        (&broken["refused"]["field"], &broken["refused"]["value"]),
        (&json!("when"), &json!("2022-07-32"))
    );
    let places = doubtful["candidates"].as_array().unwrap().len();
    assert!(places > 1, "{doubtful}");
    let waits =
        format!("the name may mean {places} places: the event waits for a person to choose one");
    assert_eq!(
        (&doubtful["doubt"], &doubtful["event"]["geometry"]),
        (&json!(waits), &Value::Null)
    );
    let nowhere = "no place of the gazetteer is called so: the event stays without a point";
    assert_eq!(unknown["doubt"], nowhere);
    assert_eq!(site.get("/readyz").await.json()["events"], 6);
}

#[tokio::test]
async fn what_is_said_of_columns_is_kept_for_the_next_table_that_has_them() {
    let site = Site::sample();
    let path = format!("/documents?name=first.csv&{SAID}");
    let taken = site.post(&path, "text/csv", TABLE).await;
    assert_eq!(taken.json()["taken"]["records"], 3, "{}", taken.text());
    let next = "when,hudud,iso\n2023-01-01,Osh,417\n";
    let told = preview(&site, "", next).await.json();
    assert_eq!(
        (&told["remembered"], &told["mapping"]),
        (&json!(true), &json!("date=when\nplace=hudud"))
    );
    let taken = site
        .post("/documents?name=next.csv", "text/csv", next)
        .await;
    assert_eq!(taken.status.as_u16(), 201, "{}", taken.text());
    let told = preview(&site, "columns=date%3Diso", next).await.json();
    assert_eq!(
        fields(&told),
        [&Value::Null, &json!("place"), &json!("date")]
    );
}

#[tokio::test]
async fn a_preview_says_what_is_wrong_with_a_request() {
    let site = Site::sample();
    let no_table = "the body is no table, expected CSV whose first line names the columns";
    let text = site
        .post("/documents/preview", "text/plain", "Protests in Osh.")
        .await;
    check_problem(&text, 422, no_table);
    let rows = "parameter rows is \"101\": expected a whole number from 1 to 100";
    check_problem(&preview(&site, "rows=101", TABLE).await, 400, rows);
    let pair =
        "parameter columns is \"when\": column is \"when\", expected FIELD=NAME, as in date=when";
    check_problem(&preview(&site, "columns=when", TABLE).await, 400, pair);
    let absent = preview(&site, "columns=date%3Dday", TABLE).await.json();
    let problem = absent["problem"].as_str().unwrap();
    assert!(problem.contains("\"day\""), "{problem}");
}
