use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::Site;

const ENGLISH: &str = "Protesters gathered in Andijan on 13 May 2005.";
const RUSSIAN: &str = "13 мая 2005 года в Андижане прошёл митинг.";

/// Takes a report; its answer and the id of its one event.
async fn report(site: &Site, source: &str, text: &str) -> (Value, String) {
    let path = format!("/documents?published=2005-05-14&source={source}");
    let told = site.post(&path, "text/plain", text.to_owned()).await.json();
    let id = told["events"][0].as_str().unwrap_or_default().to_owned();
    (told, id)
}

async fn decide(site: &Site, decision: Value) -> Value {
    let reply = site
        .post("/review", "application/json", decision.to_string())
        .await;
    reply.json()
}

const SHOWN: &str = "/collections/events/items?dataset=reports";

#[tokio::test]
async fn one_event_in_two_languages_is_shown_once_with_both_sources_and_undone() {
    let site = Site::with(vec![]);
    let (_, english) = report(&site, "Eyewitness", ENGLISH).await;
    let before = site.get(&format!("/events/{english}")).await.json();
    let (told, russian) = report(&site, "Вестник", RUSSIAN).await;
    let taken = json!({"documents": 1, "records": 0, "events": 1, "duplicates": 0, "merged": 1, "may_be": 0});
    assert_eq!(told["taken"], taken);

    assert_eq!(site.ids(SHOWN).await, [english.as_str()]);
    assert_eq!(
        site.ids(&format!("{SHOWN}&status=merged")).await,
        [russian.as_str()]
    );
    let detail = site.get(&format!("/events/{english}")).await.json();
    let shown = &detail["event"]["properties"];
    assert_eq!(
        (&shown["source"], &shown["number_of_sources"]),
        (&json!("Eyewitness; Вестник"), &json!(2))
    );
    let reason = "same type, same day, both at Andijon, told in two languages";
    assert_eq!(
        (&detail["merged"][0]["id"], &detail["merged"][0]["reason"]),
        (&json!(russian), &json!(reason))
    );
    assert_eq!(detail["merged"][0]["event"]["properties"]["quote"], RUSSIAN);
    let other = site.get(&format!("/events/{russian}")).await.json();
    assert_eq!(
        other["merged_into"],
        json!({"id": english, "reason": reason})
    );
    assert_eq!(other["history"][1]["change"], "merged");

    let patch = Request::patch(format!("/collections/events/items/{english}"))
        .header("content-type", "application/json")
        .body(Body::from(r#"{"properties": {"title": "Osh"}}"#));
    assert_eq!(site.send(patch.unwrap()).await.status, 200);
    decide(&site, json!({"id": russian, "decision": "undo"})).await;
    assert_eq!(site.ids(SHOWN).await.len(), 2);
    // What the edit found of sources was not the event's own.
    decide(&site, json!({"id": english, "decision": "undo"})).await;
    let after = site.get(&format!("/events/{english}")).await.json();
    for property in ["source", "number_of_sources", "status"] {
        assert_eq!(
            after["event"]["properties"][property], before["event"]["properties"][property],
            "{property}"
        );
    }
    assert_eq!(after["merged"], json!([]));
    let other = site.get(&format!("/events/{russian}")).await.json();
    assert_eq!(
        (
            &other["event"]["properties"]["status"],
            &other["merged_into"]
        ),
        (&json!("candidate"), &Value::Null)
    );
}

#[tokio::test]
async fn reports_that_come_again_add_nothing() {
    let site = Site::with(vec![]);
    for _ in 0..2 {
        report(&site, "Eyewitness", ENGLISH).await;
        report(&site, "Вестник", RUSSIAN).await;
    }
    assert_eq!(site.ids(SHOWN).await.len(), 1);
    assert_eq!(site.get("/readyz").await.json()["events"], 3);
}

#[tokio::test]
async fn two_events_on_one_day_in_one_city_stay_two() {
    let site = Site::with(vec![]);
    let fire = "A fire in Tashkent killed three people at a market hall on 5 March 2005.";
    let crash = "Eleven students died when a bus crashed in Tashkent on 5 March 2005.";
    let quake = "An earthquake struck Tashkent on 5 March 2005.";
    for text in [fire, crash, quake] {
        let (told, _) = report(&site, "Herald", text).await;
        assert_eq!(told["taken"]["merged"], 0, "{text}");
    }
    assert_eq!(site.ids(SHOWN).await.len(), 3);
}

#[tokio::test]
async fn what_only_may_be_one_event_waits_for_a_person_who_can_merge_it() {
    let site = Site::with(vec![]);
    let (_, english) = report(
        &site,
        "Herald",
        "Police arrested two men in Osh on 5 March 2019.",
    )
    .await;
    let (told, russian) = report(
        &site,
        "Вестник",
        "5 марта 2019 года в Оше задержали мужчину.",
    )
    .await;
    assert_eq!(
        (&told["taken"]["merged"], &told["taken"]["may_be"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(site.ids("/review").await[0], russian);
    let detail = site.get(&format!("/events/{english}")).await.json();
    assert_eq!(detail["may_be"][0]["id"], json!(russian));

    let merged = decide(
        &site,
        json!({"id": russian, "decision": "merge", "into": english}),
    )
    .await;
    assert_eq!(merged["properties"]["status"], "merged");
    let detail = site.get(&format!("/events/{english}")).await.json();
    assert_eq!(
        (&detail["may_be"], &detail["merged"][0]["reason"]),
        (&json!([]), &json!("a person has said so"))
    );
    decide(&site, json!({"id": russian, "decision": "undo"})).await;
    assert_eq!(
        site.get(&format!("/events/{english}")).await.json()["merged"],
        json!([])
    );
}

#[tokio::test]
async fn a_confirmed_report_leaves_the_event_that_told_of_it() {
    let site = Site::with(vec![]);
    let (_, english) = report(&site, "Eyewitness", ENGLISH).await;
    let (_, russian) = report(&site, "Вестник", RUSSIAN).await;
    decide(&site, json!({"id": russian, "decision": "confirm"})).await;
    let detail = site.get(&format!("/events/{english}")).await.json();
    assert_eq!(detail["event"]["properties"]["number_of_sources"], 1);
    decide(&site, json!({"id": russian, "decision": "undo"})).await;
    let detail = site.get(&format!("/events/{english}")).await.json();
    assert_eq!(detail["event"]["properties"]["number_of_sources"], 2);
}
