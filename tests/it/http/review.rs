use serde_json::{Value, json};
use zij::event::EventType;

use super::{Site, check_problem, ids};
use crate::sample;

async fn decide(site: &Site, decision: Value) -> super::Reply {
    site.post("/review", "application/json", decision.to_string())
        .await
}

#[tokio::test]
async fn an_event_shows_its_evidence_and_what_was_weighed() {
    let detail = Site::sample().get("/events/ev-k2").await.json();
    let document = sample::report().document;
    assert_eq!(detail["event"]["id"], "ev-k2");
    assert_eq!(
        detail["evidence"],
        json!({
            "doc_id": document.id.as_str(),
            "quote": "The base at Khanabad was closed in 2005.", "quote_start": 38, "quote_end": 78,
            "trigger": {"start": 63, "end": 69}, "place": {"start": 50, "end": 58},
            "before": "Soʻnggi yillarda koʻp narsa oʻzgardi. ", "after": "",
        })
    );
    assert_eq!(detail["candidates"][0]["id"], "geonames:1513578");
    assert_eq!(
        detail["document"],
        json!({
            "id": document.id.as_str(), "title": "Base \"K2\"", "published": "2018-10-12", "lang": "en",
            "source": "Toshkent xabarlari", "source_url": "https://example.org/k2?a=1&b=2",
        })
    );
    assert_eq!(detail["siblings"], json!([]));
    assert_eq!(
        detail["history"],
        json!([
            {"revision": 1, "at": "2018-10-12T09:00:00Z", "who": "test", "change": "added"}
        ])
    );
}

#[tokio::test]
async fn an_event_without_evidence_says_so() {
    let detail = Site::sample().get("/events/osh").await.json();
    assert_eq!(
        (&detail["evidence"], &detail["document"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn a_document_shows_its_text_mentions_and_events() {
    let site = Site::sample();
    let report = sample::report();
    let detail = site
        .get(&format!("/documents/{}", report.document.id))
        .await
        .json();
    assert_eq!(detail["text"], report.document.text);
    assert_eq!(detail["mentions"], json!(report.mentions));
    assert_eq!(detail["events"][0]["id"], "ev-k2");
    check_problem(
        &site.get("/documents/doc-0").await,
        404,
        "document \"doc-0\" is not here",
    );
}

#[tokio::test]
async fn a_decision_changes_the_event_everywhere_and_undo_takes_it_back() {
    let site = Site::sample();
    let chosen = decide(
        &site,
        json!({"id": "ev-k2", "decision": "choose", "place_id": "geonames:1513578"}),
    )
    .await;
    assert_eq!(chosen.status.as_u16(), 200, "{}", chosen.text());
    assert_eq!(
        chosen.json()["geometry"]["coordinates"],
        json!([72.97499, 40.8026])
    );
    assert_eq!(
        site.ids("/collections/events/items?status=confirmed&bbox=72,40,73,41")
            .await,
        ["ev-k2"]
    );
    let undone = decide(&site, json!({"id": "ev-k2", "decision": "undo"}))
        .await
        .json();
    assert_eq!(undone["geometry"]["coordinates"], json!([65.9215, 38.8336]));
    assert_eq!(undone["properties"]["status"], "candidate");
    check_problem(
        &decide(&site, json!({"id": "ev-k2", "decision": "undo"})).await,
        409,
        "event \"ev-k2\" has no decision to undo",
    );
}

#[tokio::test]
async fn an_event_is_moved_to_a_pin_and_its_place_before_can_be_chosen_again() {
    let site = Site::sample();
    let pin = json!({"id": "ev-k2", "decision": "move", "lon": 65.95, "lat": 38.9, "uncertainty_m": 10_000});
    let moved = decide(&site, pin).await.json();
    assert_eq!(moved["geometry"]["coordinates"], json!([65.95, 38.9]));
    let told = &moved["properties"];
    assert_eq!(
        json!([
            told["status"],
            told["location"],
            told["country"],
            told["place_id"],
            told["uncertainty_m"],
            told["where_prec"]
        ]),
        json!(["confirmed", "Khanabad", "Uzbekistan", null, 10_000, 2])
    );
    let detail = site.get("/events/ev-k2").await.json();
    assert_eq!(detail["candidates"][0]["id"], "zij:khanabad-air-base");
    let undone = decide(&site, json!({"id": "ev-k2", "decision": "undo"})).await;
    assert_eq!(
        undone.json()["geometry"]["coordinates"],
        json!([65.9215, 38.8336])
    );
}

#[tokio::test]
async fn an_event_that_is_true_somewhere_loses_its_place_until_that_is_undone() {
    let site = Site::sample();
    let nowhere = json!({"id": "ev-k2", "decision": "no_place"});
    let left = decide(&site, nowhere).await.json();
    assert_eq!(
        (&left["geometry"], &left["properties"]["status"]),
        (&Value::Null, &json!("confirmed"))
    );
    let detail = site.get("/events/ev-k2").await.json();
    assert_eq!(detail["history"][1]["change"], "place removed");
    let undone = decide(&site, json!({"id": "ev-k2", "decision": "undo"})).await;
    assert_eq!(undone.json()["properties"]["status"], "candidate");
}

#[tokio::test]
async fn the_queue_holds_what_nobody_has_decided_most_doubtful_first() {
    let site = Site::sample();
    decide(&site, json!({"id": "osh", "decision": "reject"})).await;
    let queue = site.ids("/review").await;
    assert_eq!(queue.last().map(String::as_str), Some("talks"));
    assert_eq!(queue.len(), 5);
    assert!(!queue.contains(&"osh".to_owned()));
}

#[tokio::test]
async fn the_queue_shows_the_first_hundred_and_counts_all() {
    let event = |number: u32| sample::event(&format!("ev-{number}"), EventType::Other, None, None);
    for (others, shown) in [(98, 99), (99, 100), (100, 100)] {
        let site = Site::with((0..others).map(event).collect());
        let queue = site.get("/review").await.json();
        let told = (&queue["numberMatched"], &queue["numberReturned"]);
        assert_eq!(told, (&json!(others + 1), &json!(shown)));
        assert_eq!(queue["features"].as_array().map(Vec::len), Some(shown));
    }
}

#[tokio::test]
async fn following_the_queue_sees_every_open_event_once_while_others_are_decided() {
    let site = Site::sample();
    let all = site.ids("/review").await;
    let mut next = Some("/review?limit=2&located=true".to_owned());
    let mut seen = Vec::new();
    while let Some(path) = next {
        let page = site.get(&path).await.json();
        seen.extend(ids(&page));
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| link["href"].as_str().unwrap().to_owned());
        decide(&site, json!({"id": seen[0], "decision": "confirm"})).await;
    }
    let located = all.into_iter().filter(|id| id != "talks");
    assert_eq!(seen, located.collect::<Vec<_>>());
    for cursor in ["x", "1~", "NaN~2018-01-01~x", "0.5~2018-02-30~x"] {
        let detail =
            format!("parameter cursor is {cursor:?}: expected the cursor of a next or prev link");
        check_problem(
            &site.get(&format!("/review?cursor={cursor}")).await,
            400,
            &detail,
        );
    }
}

#[tokio::test]
async fn a_decision_that_cannot_be_taken_says_why() {
    let site = Site::sample();
    let cases = [
        (
            json!({"id": "nobody", "decision": "confirm"}),
            404,
            "event is \"nobody\", expected the id of an event in the store",
        ),
        (
            json!({"id": "osh", "decision": "choose"}),
            422,
            "place_id is missing, expected the id of a place",
        ),
        (
            json!({"id": "osh", "decision": "reject", "place_id": "x"}),
            422,
            "place_id is given, expected only with decision \"choose\"",
        ),
        (
            json!({"id": "osh", "decision": "merge"}),
            422,
            "into is missing, expected the id of an event",
        ),
        (
            json!({"id": "osh", "decision": "merge", "into": "nobody"}),
            404,
            "event is \"nobody\", expected the id of an event in the store",
        ),
        (
            json!({"id": "osh", "decision": "merge", "into": "osh"}),
            409,
            "event \"osh\" cannot be merged into \"osh\": it is the same event",
        ),
        (
            json!({"id": "osh", "decision": "undo", "into": "apia"}),
            422,
            "into is given, expected only with decision \"merge\"",
        ),
        (
            json!({"id": "osh", "decision": "move", "lon": 72.8}),
            422,
            "lat is missing, expected degrees",
        ),
        (
            json!({"id": "osh", "decision": "move", "lon": 40.5, "lat": 99, "uncertainty_m": 1}),
            422,
            "latitude 99 is outside -90..=90 degrees",
        ),
        (
            json!({"id": "osh", "decision": "move", "lon": 72.8, "lat": 40.5, "uncertainty_m": 0}),
            422,
            "uncertainty_m is 0, expected 1 to 10000000 metres",
        ),
        (
            json!({"id": "osh", "decision": "no_place", "lat": 40.5}),
            422,
            "lat is given, expected only with decision \"move\"",
        ),
        (
            json!({"id": "osh", "decision": "burn"}),
            400,
            "the body is no decision: unknown variant `burn`, expected one of `confirm`, `reject`, `choose`, `move`, `no_place`, `merge`, `undo` at line 1 column 29",
        ),
        (
            json!({"decision": "undo"}),
            400,
            "the body is no decision: missing field `id` at line 1 column 19",
        ),
        (
            json!([]),
            400,
            "the body is no decision: invalid length 0, expected an object with id, decision, and what the decision needs at line 1 column 2",
        ),
    ];
    for (body, status, detail) in cases {
        check_problem(&decide(&site, body).await, status, detail);
    }
    check_problem(
        &site.post("/review", "text/plain", "reject").await,
        415,
        "Content-Type is \"text/plain\", expected application/json",
    );
    check_problem(
        &site.post("/review", "application/json", "{\"id\": ").await,
        400,
        "the body is no decision: EOF while parsing a value at line 1 column 7",
    );
}
