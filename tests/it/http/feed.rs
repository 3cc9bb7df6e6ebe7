use zij::{
    document::{Defaults, Format, read},
    event::EventType,
    http::LISTENERS_MAX,
};

use super::{Site, check_problem};
use crate::sample;

/// The texts of the elements with a name, in their order.
fn texts<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = xml.split(&*open).skip(1);
    parts
        .map(|part| part.split(&*close).next().unwrap())
        .collect()
}

/// The address of the next page.
fn next(xml: &str) -> Option<String> {
    let (_, rest) = xml.split_once("rel=\"next\" type=\"application/atom+xml\" href=\"")?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

#[tokio::test]
async fn a_feed_tells_the_newest_changes_first() {
    let site = Site::sample();
    let reply = site.get("/feed.atom").await;
    assert_eq!(reply.header("content-type"), "application/atom+xml");
    let feed = reply.text();
    let expected = [
        "Event talks",
        "Event apia",
        "Event levuka",
        "Event osh",
        "Event andijan",
        "The base at Khanabad was closed",
    ];
    assert_eq!(texts(feed, "title")[1..], expected);
    let at = [
        "-13.8333 -171.7667",
        "-17.6833 178.8333",
        "40.5283 72.7985",
        "40.7821 72.3442",
    ];
    assert_eq!(texts(feed, "georss:point")[..4], at);
    assert_eq!(texts(feed, "georss:point").len(), 5);
    let confirm = "{\"id\": \"osh\", \"decision\": \"confirm\"}";
    site.post("/review", "application/json", confirm).await;
    let again = site.get("/feed.atom?limit=1").await;
    assert_eq!(texts(again.text(), "title")[1..], ["Event osh"]);
}

#[tokio::test]
async fn an_entry_has_its_sentence_and_leads_to_the_event_and_its_source() {
    let reply = Site::sample().get("/feed.atom?q=khanabad").await;
    for told in [
        "<entry><title>The base at Khanabad was closed</title><id>/collections/events/items/ev-k2</id>",
        "<published>2018-10-12T09:00:00Z</published><updated>2018-10-12T09:00:00Z</updated>",
        "<author><name>Toshkent xabarlari</name></author>",
        "<link rel=\"alternate\" type=\"text/html\" href=\"/?id=ev-k2\"/>",
        "<link rel=\"via\" type=\"text/html\" href=\"https://example.org/k2?a=1&amp;b=2\"/>",
        "<summary>2005. Karshi-Khanabad Air Base. The base at Khanabad was closed in 2005.</summary>",
        "<georss:point>38.8336 65.9215</georss:point>",
    ] {
        assert!(
            reply.text().contains(told),
            "{told} is not in {}",
            reply.text()
        );
    }
}

#[tokio::test]
async fn pages_of_a_feed_hold_each_event_once_and_keep_the_filter() {
    let site = Site::sample();
    let mut titles = Vec::new();
    let mut path = Some("/feed.atom?limit=2&located=true".to_owned());
    while let Some(at) = path {
        let reply = site.get(&at).await;
        titles.extend(
            texts(reply.text(), "title")[1..]
                .iter()
                .map(|it| (*it).to_owned()),
        );
        path = next(reply.text());
    }
    let expected = [
        "Event apia",
        "Event levuka",
        "Event osh",
        "Event andijan",
        "The base at Khanabad was closed",
    ];
    assert_eq!(titles, expected);
}

#[tokio::test]
async fn a_feed_is_read_as_one_and_is_not_sent_again() {
    let mut event = sample::event("ош", EventType::Riot, None, None);
    "Ош & <b> \u{1}]]>".clone_into(&mut event.title);
    let site = Site::with(vec![event]);
    let reply = site.get("/feed.atom").await;
    let batch = read(
        &reply.body[..],
        "feed.atom",
        Format::Feed,
        &Defaults::default(),
    )
    .unwrap();
    assert_eq!((batch.documents.len(), batch.refused.len()), (2, 0));
    let again = site
        .get_with("/feed.atom", ("if-none-match", reply.header("etag")))
        .await;
    assert_eq!(again.status.as_u16(), 304);
    let empty = site.get("/feed.atom?event_type=election").await;
    assert_eq!(texts(empty.text(), "updated"), ["1970-01-01T00:00:00Z"]);
    check_problem(
        &site.get("/feed.atom?cursor=x").await,
        400,
        "parameter cursor is \"x\": expected the cursor of a next link",
    );
}

#[tokio::test]
async fn no_more_clients_listen_than_there_is_room_for() {
    let site = Site::sample();
    let mut open = Vec::new();
    for _ in 0..LISTENERS_MAX {
        open.push(site.open("/stream").await);
    }
    assert!(open.iter().all(|reply| reply.status() == 200));
    let detail = "256 clients listen already, which is the most; try again later";
    check_problem(&site.get("/stream").await, 503, detail);
    open.pop();
    assert_eq!(site.open("/stream").await.status(), 200);
    check_problem(
        &site.get("/stream?after=now").await,
        400,
        "parameter after is \"now\": expected the id of a message, a whole number",
    );
}
