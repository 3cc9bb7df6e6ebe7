//! Every JSON document as a page for people: the same content, linked like the JSON, readable without a
//! script.

use std::fmt::Write;

use axum::{http::HeaderMap, response::Response};
use serde_json::{Map, Value};

use super::{
    address::Base, answer, error::Answer, negotiation::HTML, request::NoQuery, transactions,
};

/// The style of the pages.
const STYLE: &str = include_str!("page.css");

/// Properties that a table of features begins with, if they are there.
const COLUMNS: [&str; 8] = [
    "event_date_edtf",
    "event_type",
    "title",
    "name",
    "kind",
    "location",
    "country",
    "status",
];

/// `GET /page.css`
pub(super) async fn style(headers: HeaderMap, _: NoQuery) -> Answer {
    let tag = answer::digest(STYLE.as_bytes());
    Ok(answer::tagged(
        &headers,
        tag,
        "text/css; charset=utf-8",
        STYLE,
    ))
}

/// A document in the media type that was chosen: as it is, or as a page.
pub(super) fn document(media_type: &'static str, document: &Value, base: &Base) -> Answer {
    if media_type == HTML {
        return Ok(page(document, base));
    }
    Ok(answer::varying(answer::body(
        media_type,
        serde_json::to_vec(document)?,
    )))
}

/// The same of a document with a version, told by the tag of all answers but the pages for people.
pub(super) fn versioned(
    headers: &HeaderMap,
    media_type: &'static str,
    document: &Value,
    version: i64,
    base: &Base,
) -> Answer {
    if media_type == HTML {
        return Ok(page(document, base));
    }
    let body = serde_json::to_vec(document)?;
    let tagged = transactions::tagged(headers, media_type, version, body);
    Ok(answer::varying(tagged))
}

/// The same of a document that has been written already; its tag tells the two apart.
pub(super) fn tagged(
    headers: &HeaderMap,
    tag: &str,
    media_type: &'static str,
    body: Vec<u8>,
    base: &Base,
) -> Answer {
    if media_type == HTML {
        return Ok(page(&serde_json::from_slice(&body)?, base));
    }
    Ok(answer::varying(answer::tagged(
        headers, tag, media_type, body,
    )))
}

fn page(document: &Value, base: &Base) -> Response {
    let title = title(document);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{0} - Zij</title>\n\
         <link rel=\"stylesheet\" href=\"{1}\">\n<nav><a href=\"{2}\">Zij</a> \
         <a href=\"{3}\">collections</a></nav>\n<h1>{0}</h1>\n",
        escaped(&title),
        escaped(&base.link("/page.css")),
        escaped(&base.link("/")),
        escaped(&base.link("/collections")),
    );
    write_value(&mut page, document, base);
    page.push_str("</html>\n");
    answer::varying(answer::body("text/html; charset=utf-8", page))
}

fn title(document: &Value) -> String {
    let told = |from: &Value, name: &str| from[name].as_str().map(str::to_owned);
    told(document, "title")
        .or_else(|| told(&document["properties"], "title"))
        .or_else(|| told(&document["properties"], "name"))
        .or_else(|| told(document, "id"))
        .unwrap_or_else(|| match document["numberMatched"].as_u64() {
            Some(count) => format!("{count} items"),
            None => "Zij".to_owned(),
        })
}

fn write_value(page: &mut String, value: &Value, base: &Base) {
    match value {
        Value::Object(members) => write_object(page, members, base),
        Value::Array(values) => write_list(page, values, base),
        Value::String(text) => page.push_str(&linked(text)),
        Value::Null => page.push('–'),
        other => page.push_str(&escaped(&other.to_string())),
    }
}

fn write_object(page: &mut String, members: &Map<String, Value>, base: &Base) {
    let items = collection(members).map(|href| format!("{href}/items"));
    page.push_str("<dl>");
    for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let _ = write!(page, "<dt>{}<dd>", escaped(name));
        match (name.as_str(), value) {
            ("links", Value::Array(links)) => write_links(page, links),
            ("features", Value::Array(features)) => {
                write_features(page, features, items.as_deref(), base);
            }
            _ => write_value(page, value, base),
        }
    }
    page.push_str("</dl>\n");
}

fn write_list(page: &mut String, values: &[Value], base: &Base) {
    if values.iter().any(Value::is_object) {
        page.push_str("<ul>");
        for value in values {
            page.push_str("<li>");
            write_value(page, value, base);
        }
        page.push_str("</ul>\n");
        return;
    }
    for (at, value) in values.iter().enumerate() {
        page.push_str(if at == 0 { "" } else { ", " });
        write_value(page, value, base);
    }
}

fn write_links(page: &mut String, links: &[Value]) {
    page.push_str("<ul>");
    for link in links {
        let told = |name: &str| link[name].as_str().unwrap_or_default();
        let (href, rel) = (told("href"), told("rel"));
        let title = if told("title").is_empty() {
            rel
        } else {
            told("title")
        };
        let rel = rel.rsplit('/').next().unwrap_or(rel);
        if href.contains('{') {
            let _ = write!(
                page,
                "<li>{} <code>{}</code>",
                escaped(title),
                escaped(href)
            );
        } else {
            let _ = write!(
                page,
                "<li><a href=\"{}\">{}</a> <small>{} {}</small>",
                escaped(href),
                escaped(title),
                escaped(rel),
                escaped(told("type"))
            );
        }
    }
    page.push_str("</ul>\n");
}

/// A table of the features' first properties, each with a link to the feature itself.
fn write_features(page: &mut String, features: &[Value], items: Option<&str>, base: &Base) {
    let has = |name: &&str| features.iter().any(|it| !it["properties"][*name].is_null());
    let columns: Vec<&str> = COLUMNS.into_iter().filter(has).collect();
    page.push_str("<table><tr><th>id");
    for column in &columns {
        let _ = write!(page, "<th>{column}");
    }
    page.push_str("<th>coordinates\n");
    for feature in features {
        write_feature(page, feature, &columns, items, base);
    }
    page.push_str("</table>\n");
}

/// The address of the collection that a page is of.
fn collection(members: &Map<String, Value>) -> Option<&str> {
    let mut links = members.get("links")?.as_array()?.iter();
    let link = links.find(|link| link["rel"] == "collection")?;
    link["href"].as_str()
}

fn write_feature(
    page: &mut String,
    feature: &Value,
    columns: &[&str],
    items: Option<&str>,
    base: &Base,
) {
    let id = feature["id"].as_str().unwrap_or_default();
    let segment = super::address::segment(id);
    let href = format!("{}/{segment}", items.unwrap_or_default());
    let _ = write!(
        page,
        "<tr><td><a href=\"{}\">{}</a>",
        escaped(&href),
        escaped(id)
    );
    for column in columns {
        page.push_str("<td>");
        write_value(page, &feature["properties"][*column], base);
    }
    page.push_str("<td>");
    if feature["geometry"]["type"] == "Point" {
        write_value(page, &feature["geometry"]["coordinates"], base);
    }
    page.push('\n');
}

/// A text, as a link if it is an address.
fn linked(text: &str) -> String {
    let text = escaped(text);
    if text.starts_with("http://") || text.starts_with("https://") {
        return format!("<a href=\"{text}\">{text}</a>");
    }
    text
}

/// A text with the letters that HTML reads as its own written as references.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
