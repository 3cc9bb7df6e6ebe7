//! HTML: the article of a web page, without its menus.

use std::{collections::HashSet, io::BufRead};

use ego_tree::{NodeId, iter::Edge};
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

use super::{
    DOCUMENT_BYTES_MAX, Defaults, Document, ReadError, article::Article, day::read_day, input,
    prose::Prose, tags,
};
use crate::time::Date;

/// Elements whose words are no part of an article.
pub(super) const SKIPPED: [&str; 16] = [
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button",
    "select", "iframe", "svg", "head", "dialog", "menu", "textarea",
];

/// Elements that begin and end a paragraph.
pub(super) const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "header",
    "hr",
    "address",
    "dl",
];

/// Elements that begin and end a line.
const LINES: [&str; 5] = ["li", "tr", "br", "dt", "dd"];

/// Where the day of publication is looked for, the surest first: a selector and the attribute.
const PUBLISHED: [(&str, &str); 7] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    (
        "meta[name='DC.date.issued'], meta[name='dc.date'], meta[name='DC.date']",
        "content",
    ),
    (
        "meta[name='pubdate'], meta[name='publishdate'], meta[name='date']",
        "content",
    ),
    ("time[itemprop='datePublished']", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
) -> Result<Document, ReadError> {
    let (_, html) = input::declared(input, DOCUMENT_BYTES_MAX, "a document")?;
    tags::check(&html)?;
    let page = Page(Html::parse_document(&html));
    let text = page.text();
    if text.is_empty() {
        return Err(ReadError::NoText);
    }
    let known = Defaults {
        published: page.published(),
        lang: page.attribute("html", "lang"),
        source: page.attribute("meta[property='og:site_name']", "content"),
        source_url: page
            .attribute("link[rel='canonical']", "href")
            .or_else(|| page.attribute("meta[property='og:url']", "content")),
        ..Defaults::default()
    };
    Ok(known.or(defaults).document(source, page.title(), text))
}

/// The words of a page, or of a piece of one, without its menus; empty if it has none.
pub(super) fn text(html: &str) -> Result<String, ReadError> {
    tags::check(html)?;
    Ok(Page(Html::parse_document(html)).text())
}

struct Page(Html);

impl Page {
    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector);
        selector.map_or_else(
            |_| Vec::new(),
            |selector| self.0.select(&selector).collect(),
        )
    }

    /// The first non-empty value of the attribute.
    fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let values = self
            .all(selector)
            .into_iter()
            .filter_map(|found| found.attr(name));
        let mut words = values.map(|value| value.trim().to_owned());
        words.find(|value| !value.is_empty())
    }

    fn title(&self) -> Option<String> {
        let words = |selector| {
            let first = self.all(selector).into_iter().next()?;
            let first = shown(first);
            (!first.is_empty()).then_some(first)
        };
        self.attribute("meta[property='og:title']", "content")
            .or_else(|| words("article h1"))
            .or_else(|| words("h1"))
            .or_else(|| words("title"))
    }

    fn published(&self) -> Option<Date> {
        let day = |text: String| read_day(&text).ok().map(crate::time::DateSpan::first);
        let stated = PUBLISHED
            .iter()
            .find_map(|(selector, name)| self.attribute(selector, name).and_then(day));
        stated.or_else(|| self.linked_data_date().and_then(day))
    }

    /// `datePublished` of the page's JSON-LD.
    fn linked_data_date(&self) -> Option<String> {
        let scripts = self.all("script[type='application/ld+json']");
        scripts.into_iter().find_map(|script| {
            let json: Value = serde_json::from_str(&script.text().collect::<String>()).ok()?;
            date_published(&json)
        })
    }

    /// The words of the article.
    fn text(&self) -> String {
        let Article { root, beside } = Article::of(&self.0);
        words(root, &beside)
    }
}

/// The day in an object, in its `@graph`, or in a list of objects.
fn date_published(json: &Value) -> Option<String> {
    match json {
        Value::Array(items) => items.iter().find_map(date_published),
        Value::Object(object) => match object.get("datePublished").and_then(Value::as_str) {
            Some(day) => Some(day.to_owned()),
            None => date_published(object.get("@graph")?),
        },
        _ => None,
    }
}

/// All words of an element that are shown.
fn shown(element: ElementRef<'_>) -> String {
    words(element, &HashSet::new())
}

/// The element's words in paragraphs, without what is skipped or stands beside.
fn words(element: ElementRef<'_>, beside: &HashSet<NodeId>) -> String {
    let mut prose = Prose::default();
    let mut skipped = 0_usize;
    for edge in element.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && skipped == 0 => prose.push(text),
            Node::Element(found)
                if SKIPPED.contains(&found.name()) || beside.contains(&node.id()) =>
            {
                skipped = if opens { skipped + 1 } else { skipped - 1 };
                prose.end_paragraph();
            }
            Node::Element(found) if BLOCKS.contains(&found.name()) => prose.end_paragraph(),
            Node::Element(found) if LINES.contains(&found.name()) => prose.end_line(),
            _ => {}
        }
    }
    prose.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!DOCTYPE html><html lang=ru><head><title>Сайт</title>
        <link rel=canonical href='https://example.org/nukus'>
        <meta property='article:published_time' content='2022-07-02T10:00:00+05:00'>
        <meta property='og:site_name' content='Пример'><style>p{}</style></head>
        <body><nav>Меню Москва</nav><article><h1>Нукус</h1><p>Люди <b>вышли</b>
        на улицу.</p><aside>Реклама</aside><ul><li>Чимбай<li>Муйнак</ul><script>x()</script>
        </article><article>Ещё</article><footer>Ташкент</footer></body></html>";

    #[test]
    fn the_article_is_taken_without_menus_and_with_its_head() {
        let document = read(PAGE.as_bytes(), "a.html", &Defaults::default()).unwrap();
        let known = Defaults {
            published: Date::new(2022, 7, 2).ok(),
            lang: Some("ru".to_owned()),
            source: Some("Пример".to_owned()),
            source_url: Some("https://example.org/nukus".to_owned()),
            ..Defaults::default()
        };
        let text = "Нукус\n\nЛюди вышли на улицу.\n\nЧимбай\nМуйнак".to_owned();
        let title = Some("Нукус".to_owned());
        assert_eq!(document, known.document("a.html", title, text));
    }

    #[track_caller]
    fn published(head: &str, expected: Option<&str>) {
        let page = format!("<html><head>{head}</head><body><p>Termez</p></body></html>");
        let document = read(page.as_bytes(), "a.html", &Defaults::default()).unwrap();
        let actual = document.published.map(|day| day.to_string());
        assert_eq!(actual.as_deref(), expected, "{head}");
    }

    #[test]
    fn the_day_of_publication_is_found_in_meta_time_and_linked_data() {
        published("<meta name=date content=2018-10-12>", Some("2018-10-12"));
        published(
            "<script type='application/ld+json'>{\"@graph\":[{\"datePublished\":\"2018-10-12T08:00\"}]}\
             </script>",
            Some("2018-10-12"),
        );
        published("<script type='application/ld+json'>{broken</script>", None);
        published("<meta name=date content='10/12/2018'>", None);
        published("", None);
    }

    #[test]
    fn a_page_without_words_is_refused() {
        let page = b"<html><body><script>let a = 1</script></body></html>";
        let error = read(page.as_slice(), "a.html", &Defaults::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the page has no article, expected words beside its menus and links"
        );
    }
}
