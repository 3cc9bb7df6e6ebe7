use serde_json::{Value, json};

use super::{Site, check_problem};

const REPORT: &str = "Protesters gathered in Andijan on 13 May 2005.";

#[tokio::test]
async fn a_report_is_taken_once_and_its_event_is_on_the_map_at_once() {
    let site = Site::sample();
    let path = "/documents?published=2005-05-14&name=andijan.txt&source=Eyewitness";
    let first = site.post(path, "text/plain; charset=utf-8", REPORT).await;
    assert_eq!(first.status.as_u16(), 201, "{}", first.text());
    let report = first.json();
    assert_eq!(
        report["taken"],
        json!({"documents": 1, "records": 0, "events": 1, "duplicates": 0, "merged": 0, "may_be": 0})
    );
    assert_eq!(report["refused"], json!([]));
    let id = report["events"][0].as_str().unwrap();
    let event = site.get(&format!("/events/{id}")).await.json();
    assert_eq!(event["event"]["properties"]["event_date"], "2005-05-13");
    assert_eq!(event["event"]["properties"]["location_raw"], "Andijan");
    assert_eq!(event["evidence"]["quote"], REPORT);
    assert_eq!(event["document"]["source"], "Eyewitness");
    let document = report["documents"][0].as_str().unwrap();
    let stored = site.get(&format!("/documents/{document}")).await.json();
    assert_eq!(
        (&stored["text"], &stored["mentions"][0]["text"]),
        (&json!(REPORT), &json!("Andijan"))
    );
    assert_eq!(
        site.ids(&format!("/collections/events/items?doc_id={document}"))
            .await,
        [id]
    );

    let again = site.post(path, "text/plain", REPORT).await;
    assert_eq!(again.status.as_u16(), 200);
    assert_eq!(
        again.json()["taken"],
        json!({"documents": 0, "records": 0, "events": 0, "duplicates": 1, "merged": 0, "may_be": 0})
    );
}

#[tokio::test]
async fn every_format_is_taken_with_the_day_that_the_request_gives() {
    let yesterday = "Protesters gathered in Andijan yesterday.";
    let markdown = format!("# Unrest\n\n{yesterday}\n");
    let page = format!("<html><body><article><p>{yesterday}</p></article></body></html>");
    let line = json!({"text": yesterday}).to_string();
    let row = "date,place,type\n2005-05-13,Andijan,protest\n";
    let feature = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [72.3442, 40.7821]},
        "properties": {"date": "2005-05-13", "type": "protest", "place": "Andijan"},
    });
    let cases = [
        ("text/plain", yesterday),
        ("text/markdown", &markdown),
        ("text/html", &page),
        ("text/csv", row),
        ("application/geo+json", &feature.to_string()),
        ("application/x-ndjson", &line),
        ("application/json", &line),
    ];
    for (media_type, body) in cases {
        let site = Site::with(vec![]);
        let path = "/documents?published=2005-05-14&name=report";
        let reply = site.post(path, media_type, body.to_owned()).await;
        assert_eq!(reply.status.as_u16(), 201, "{media_type}: {}", reply.text());
        let found = site
            .get("/collections/events/items?event_type=protest")
            .await;
        let event = &found.json()["features"][0];
        let told = (
            &event["properties"]["event_date"],
            &event["geometry"]["type"],
        );
        assert_eq!(
            told,
            (&json!("2005-05-13"), &json!("Point")),
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn rows_that_cannot_be_taken_are_told_beside_those_that_are() {
    let site = Site::sample();
    let table = "date,place,latitude,longitude,type\n\
        2010-06-10,Osh,40.5283,72.7985,riot\n\
        2010-06-10,Osh,95,72.7985,riot\n";
    let reply = site
        .post("/documents?name=osh.csv", "text/csv", table)
        .await;
    assert_eq!(reply.status.as_u16(), 201, "{}", reply.text());
    let report = reply.json();
    assert_eq!(
        report["taken"],
        json!({"documents": 0, "records": 1, "events": 1, "duplicates": 0, "merged": 0, "may_be": 0})
    );
    let refused = &report["refused"][0];
    let told = ["source", "line", "value", "reason"].map(|name| refused[name].clone());
    let reason = "latitude 95 is outside -90..=90 degrees and longitude 72.7985 would fit: latitude and longitude look swapped";
    assert_eq!(
        told,
        [json!("osh.csv"), json!(3), json!("95"), json!(reason)],
        "{refused}"
    );
    assert_eq!(site.get("/facets?dataset=osh").await.json()["total"], 1);
}

#[tokio::test]
async fn what_was_downloaded_can_be_sent_again() {
    let site = Site::sample();
    for (extension, media_type) in [
        ("csv", "text/csv"),
        ("geojson", "application/geo+json"),
        ("geojsonl", "application/x-ndjson"),
    ] {
        let file = site.get(&format!("/layers/events.{extension}")).await;
        let other = Site::with(vec![]);
        let reply = other
            .post("/documents?name=copy", media_type, file.body)
            .await;
        assert_eq!(
            reply.json()["refused"],
            json!([]),
            "{extension}: {}",
            reply.text()
        );
        assert_eq!(reply.json()["taken"]["records"], 5, "{extension}");
        let told = async |site: &Site| {
            let facets = site.get("/facets?dataset=sample").await.json();
            ["located", "undated", "event_type", "extent", "dates"].map(|name| facets[name].clone())
        };
        assert_eq!(told(&other).await, told(&site).await, "{extension}");
    }
}

#[tokio::test]
async fn an_input_that_holds_nothing_says_why() {
    let site = Site::sample();
    let cases: [(&str, &str, &[u8], &str); 9] = [
        (
            "a.txt",
            "text/plain",
            b"",
            "nothing was taken: a.txt: the input is empty, expected a report or an event list",
        ),
        (
            "a.txt",
            "text/plain",
            b"Osh \xFF\xFE",
            "nothing was taken: a.txt:1:5: byte 0xFF at byte 4 is not UTF-8, expected a text saved as UTF-8",
        ),
        (
            "a.csv",
            "text/csv",
            b"date,type\n2010-06-10,riot\n",
            "nothing was taken: a.csv:1: the columns are \"date\", \"type\"; expected coordinates (latitude and longitude, lat and lon, y and x) or the name of a place (location, place, city, where_coordinates)",
        ),
        (
            "a.csv",
            "text/csv",
            b"latitude,longitude\n95,40.5\n",
            "nothing was taken: a.csv:2:1: latitude \"95\": latitude 95 is outside -90..=90 degrees and longitude 40.5 would fit: latitude and longitude look swapped",
        ),
        (
            "a.csv",
            "text/csv",
            b"latitude,longitude\n95,170\n",
            "nothing was taken: a.csv:2:1: latitude \"95\": latitude 95 is outside -90..=90 degrees",
        ),
        (
            "a.csv",
            "text/csv",
            b"title,lat,lon\nTalks,69.2401,41.2995\n",
            "nothing was taken: a.csv:2: latitude, longitude \"69.2401, 41.2995\": latitude 69.2401 and longitude 41.2995 look swapped: every row lies far from any town, and with the two exchanged this one is near Tashkent",
        ),
        (
            "a.geojson",
            "application/geo+json",
            b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",",
            "nothing was taken: a.geojson:1:58: broken JSON: the input ends within an object",
        ),
        (
            "a.json",
            "application/json",
            b"{\"type\": \"Topology\"}",
            "nothing was taken: a.json:1: no document and no event: expected \"text\", or coordinates (latitude and longitude), or the name of a place (location, place, city)",
        ),
        (
            "a.pdf",
            "text/plain",
            b"%PDF-1.7 x",
            "nothing was taken: a.pdf: a damaged PDF file: it has no end (%%EOF), so that pages may be missing",
        ),
    ];
    for (name, media_type, body, detail) in cases {
        let reply = site
            .post(
                &format!("/documents?name={name}"),
                media_type,
                body.to_vec(),
            )
            .await;
        let problem = reply.json();
        assert_eq!(reply.status.as_u16(), 422, "{name}: {problem}");
        assert_eq!(problem["report"]["taken"]["events"], 0);
        assert_eq!(
            problem["report"]["refused"].as_array().map(Vec::len),
            Some(1),
            "{problem}"
        );
        check_problem(&reply, 422, detail);
    }
    assert_eq!(site.get("/readyz").await.json()["events"], 6);
}

#[tokio::test]
async fn a_line_or_a_body_that_is_too_long_is_refused_with_the_limit() {
    let site = Site::sample();
    let post = async |bytes| {
        let line = vec![b'x'; bytes];
        site.post("/documents?name=a.csv", "text/csv", line).await
    };
    check_problem(
        &post(25 << 20).await,
        422,
        "nothing was taken: a.csv:1: longer than 25165824 bytes, the most that a line may have",
    );
    check_problem(
        &post(100 << 20).await,
        413,
        "the body is larger than 33554432 bytes",
    );
}

#[tokio::test]
async fn intake_says_what_is_wrong_with_a_request() {
    let site = Site::sample();
    check_problem(
        &site.post("/documents", "image/png", "x").await,
        415,
        "Content-Type is \"image/png\", expected text/plain, text/markdown, text/html, application/pdf, message/rfc822, application/rss+xml, text/csv, application/geo+json, application/x-ndjson, application/zip, application/gzip or application/json",
    );
    check_problem(
        &site
            .post("/documents?published=2018-10", "text/plain", "x")
            .await,
        400,
        "parameter published is \"2018-10\": expected a day, YYYY-MM-DD",
    );
    check_problem(
        &site
            .post("/documents?publised=2018-10-12", "text/plain", "x")
            .await,
        400,
        "parameter publised is \"2018-10-12\": not known here, expected one of columns, lang, name, published, source, source_url",
    );
    check_problem(
        &site.get("/documents").await,
        405,
        "the method is not one of those in the Allow header",
    );
}

#[tokio::test]
async fn geoparse_reads_a_text_and_stores_nothing() {
    let site = Site::sample();
    let line = site
        .post("/geoparse?published=2005-05-14", "text/plain", REPORT)
        .await
        .json();
    let names = |list: &Value| {
        list.as_array()
            .unwrap()
            .iter()
            .map(|it| it["text"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&line["mentions"]), [json!("Andijan")]);
    assert_eq!(line["events"][0]["event_date"], "2005-05-13");
    assert_eq!(site.get("/readyz").await.json()["events"], 6);
    check_problem(
        &site
            .post("/geoparse", "text/csv", "place,date\nOsh,2010\n")
            .await,
        422,
        "the body holds 0 reports and 1 rows, expected one report",
    );
    check_problem(
        &site
            .post("/geoparse", "application/json", "{\"text\": 5}")
            .await,
        422,
        "upload:1: no document and no event: expected \"text\", or coordinates (latitude and longitude), or the name of a place (location, place, city)",
    );
    let unknown = r#"{"text": "Rain fell in Osh.", "langg": "en"}"#;
    check_problem(
        &site.post("/geoparse", "application/json", unknown).await,
        422,
        "member \"langg\" of the report is not known, expected doc_id, text, title, published, date, lang, source, source_url, url",
    );
    check_problem(
        &site.post("/geoparse", "text/plain", " \n").await,
        422,
        "upload: the input is empty, expected a report or an event list",
    );
}

#[tokio::test]
async fn what_was_downloaded_is_known_when_it_comes_back() {
    let site = Site::with(vec![]);
    let text = "Protesters gathered in Andijan on 13 May 2005. Troops exercised near Termez and in Osh in May 2010.";
    let report = site.post("/documents", "text/plain", text).await.json();
    let taken = report["events"].as_array().unwrap().len();
    assert!(taken >= 2, "{report}");
    for (extension, media_type) in [("csv", "text/csv"), ("geojson", "application/geo+json")] {
        let file = site
            .get(&format!("/layers/events.{extension}?dataset=reports"))
            .await;
        let reply = site.post("/documents", media_type, file.body).await;
        let expected = json!({"documents": 0, "records": 0, "events": 0, "duplicates": taken, "merged": 0, "may_be": 0});
        assert_eq!(
            (reply.status.as_u16(), &reply.json()["taken"]),
            (200, &expected),
            "{extension}: {}",
            reply.text()
        );
    }
}
