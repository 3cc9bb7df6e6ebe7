//! RSS and Atom feeds: each entry is a report.

use std::io::BufRead;

use feed_rs::model::{Entry, Text};

use super::{
    DOCUMENT_BYTES_MAX, Defaults, Document, Origin, ReadError, Refusal, foreign::guarded, html,
    input, sink::Sink, tags,
};
use crate::time::{Date, DateSpan};

/// What messages call it.
const WHAT: &str = "feed";

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let (bytes, text) = input::declared(input, DOCUMENT_BYTES_MAX, "a feed")?;
    tags::check(&text)?;
    let feed = guarded(WHAT, || {
        feed_rs::parser::parse(bytes.as_slice()).map_err(|error| ReadError::Broken {
            what: WHAT,
            reason: error.to_string(),
        })
    })?;
    let known = Defaults {
        lang: feed.language.clone(),
        source: feed.title.as_ref().and_then(plain),
        ..Defaults::default()
    };
    let known = known.or(defaults);
    for entry in &feed.entries {
        match document(entry, &known, source) {
            Some(document) => sink.document(document)?,
            None => sink.refuse(without_words(source, entry))?,
        }
    }
    if sink.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(())
}

/// The entry as a report; none if it has no words.
fn document(entry: &Entry, known: &Defaults, source: &str) -> Option<Document> {
    let title = entry.title.as_ref().and_then(plain);
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| summary.content.as_str());
    let body = [content, summary].into_iter().flatten().find_map(words);
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref() != Some("self"));
    let stated = Defaults {
        published: entry.published.or(entry.updated).and_then(day),
        source_url: link.map(|link| link.href.clone()),
        ..Defaults::default()
    };
    let text = body.or_else(|| title.clone())?;
    Some(stated.or(known).document(source, title, text))
}

fn day(time: impl std::fmt::Display) -> Option<Date> {
    let written = time.to_string();
    let day = DateSpan::parse_edtf(written.get(..10)?).ok()?;
    day.known_day()
}

/// The words of a piece of HTML, or of plain text.
fn words(content: &str) -> Option<String> {
    let text = if content.contains('<') || content.contains('&') {
        html::text(content).ok()?
    } else {
        content.trim().to_owned()
    };
    (!text.is_empty()).then_some(text)
}

fn plain(text: &Text) -> Option<String> {
    words(&text.content).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn without_words(source: &str, entry: &Entry) -> Refusal {
    Refusal {
        origin: Origin {
            source: source.to_owned(),
            field: Some("entry".to_owned()),
            ..Origin::default()
        },
        value: Some(entry.id.clone()),
        reason: "it has neither content nor summary nor title, expected words".to_owned(),
    }
}

/// Whether a file of XML is a feed.
pub(super) fn is_feed(head: &str) -> bool {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let is_xml =
        start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed");
    is_xml
        && ["<rss", "<feed", "<rdf:RDF"]
            .iter()
            .any(|root| head.contains(root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Batch, Format};

    fn taken(feed: &str) -> Batch {
        let format = Format::Feed;
        document::read(feed.as_bytes(), "feed.xml", format, &Defaults::default()).unwrap()
    }

    const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Выдуманный вестник</title>\
        <language>ru</language><link>https://example.org/</link><description>x</description>\
        <item><title>Митинг в Нукусе</title><link>https://example.org/1</link>\
        <pubDate>Fri, 01 Jul 2022 18:00:00 +0500</pubDate>\
        <description>&lt;p&gt;Жители &lt;b&gt;Нукуса&lt;/b&gt; вышли на улицу.&lt;/p&gt;</description></item>\
        <item><title>Землетрясение в Андижане</title></item><item><guid>3</guid></item>\
        </channel></rss>";

    #[test]
    fn every_entry_of_a_feed_is_a_report_of_its_day() {
        let batch = taken(RSS);
        let told: Vec<_> = batch
            .documents
            .iter()
            .map(|it| {
                let day = it.published.map(|day| day.to_string());
                (
                    it.title.as_deref(),
                    it.text.as_str(),
                    day,
                    it.source_url.as_deref(),
                    it.lang.as_deref(),
                )
            })
            .collect();
        let first = "Жители Нукуса вышли на улицу.";
        let url = Some("https://example.org/1");
        let day = Some("2022-07-01".to_owned());
        assert_eq!(
            told,
            [
                (Some("Митинг в Нукусе"), first, day, url, Some("ru")),
                (
                    Some("Землетрясение в Андижане"),
                    "Землетрясение в Андижане",
                    None,
                    None,
                    Some("ru")
                ),
            ]
        );
        assert_eq!(
            batch.documents[0].source.as_deref(),
            Some("Выдуманный вестник")
        );
        let refused: Vec<_> = batch.refused.iter().map(ToString::to_string).collect();
        let expected =
            "feed.xml: entry \"3\": it has neither content nor summary nor title, expected words";
        assert_eq!(refused, [expected]);
    }

    #[test]
    fn atom_is_read_as_rss_is() {
        let batch = taken(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Made-up Wire</title><id>f</id>\
             <updated>2022-09-16T10:00:00Z</updated><entry><id>e</id><title>Batken</title>\
             <updated>2022-09-16T08:30:00Z</updated><link href=\"https://example.org/e\"/>\
             <content type=\"html\">&lt;p&gt;Shots were fired near Batken.&lt;/p&gt;</content></entry></feed>",
        );
        let report = &batch.documents[0];
        assert_eq!(report.text, "Shots were fired near Batken.");
        assert_eq!(report.published, Date::new(2022, 9, 16).ok());
    }

    #[test]
    fn what_is_no_feed_is_named() {
        let error = document::read(
            b"<?xml version=\"1.0\"?><kml/>".as_slice(),
            "a.xml",
            Format::Feed,
            &Defaults::default(),
        )
        .unwrap_err();
        assert!(error.to_string().starts_with("a damaged feed: "), "{error}");
        assert!(is_feed(RSS) && !is_feed("<html>") && !is_feed("<?xml version=\"1.0\"?><kml/>"));
    }
}
