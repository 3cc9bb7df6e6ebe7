//! E-mail: one message, and what is attached to it.

use std::io::BufRead;

use mail_parser::{Addr, MessageParser, MimeHeaders};

use super::{Defaults, FILE_BYTES_MAX, ReadError, archive, html, input, sink::Sink};
use crate::time::Date;

/// What messages call it.
const WHAT: &str = "e-mail message";

pub(super) fn read(
    input: impl BufRead,
    source: &str,
    defaults: &Defaults,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let bytes = input::bytes(input, FILE_BYTES_MAX, "an e-mail message")?;
    let message = MessageParser::default().parse(&bytes);
    let broken = || ReadError::Broken {
        what: WHAT,
        reason: "it has no head".to_owned(),
    };
    let message = message.ok_or_else(broken)?;
    let known = Defaults {
        published: message.date().and_then(day),
        source: message.from().and_then(|from| from.first()).and_then(name),
        ..Defaults::default()
    };
    let known = known.or(defaults);
    let title = message
        .subject()
        .map(str::trim)
        .filter(|words| !words.is_empty());
    let text = text(&message).trim().to_owned();
    if !text.is_empty() {
        sink.document(known.document(source, title.map(str::to_owned), text))?;
    }
    let attached = message.attachments().enumerate();
    for (at, part) in attached {
        let number = at + 1;
        let extension = if part.is_message() { ".eml" } else { "" };
        let called = part.attachment_name().filter(|_| !part.is_message());
        let called = called.map_or_else(|| format!("{number}{extension}"), str::to_owned);
        archive::entry(&format!("{source}/{called}"), part.contents(), &known, sink)?;
    }
    if sink.is_empty() {
        return Err(ReadError::NoWords { what: WHAT });
    }
    Ok(())
}

/// The words of the message as its writer wrote them; of a message in HTML those of the page.
fn text(message: &mail_parser::Message<'_>) -> String {
    let is_text = |part: &mail_parser::MessagePart<'_>| part.is_text() && !part.is_text_html();
    let plain = message.text_bodies().filter(|part| is_text(part));
    let plain: Vec<&str> = plain.filter_map(|part| part.text_contents()).collect();
    if !plain.is_empty() {
        return plain.join("\n\n");
    }
    let pages = message
        .html_bodies()
        .filter_map(|part| part.text_contents());
    let words = pages.filter_map(|page| html::text(page).ok());
    words.collect::<Vec<_>>().join("\n\n")
}

fn day(date: &mail_parser::DateTime) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Date::new(year, month, day).ok()
}

/// The sender's name, or address.
fn name(sender: &Addr<'_>) -> Option<String> {
    let words = sender.name().or(sender.address())?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Whether a file begins as a message does: with a field of its head.
pub(super) fn is_message(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default();
    let begins = BEGINNINGS.iter().any(|field| {
        first
            .get(..field.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(field))
    });
    begins
        && head
            .lines()
            .any(|line| line.to_ascii_lowercase().starts_with("from:"))
        && head
            .lines()
            .any(|line| line.to_ascii_lowercase().starts_with("date:"))
}

/// Fields of which one begins nearly every message.
const BEGINNINGS: [&str; 8] = [
    "return-path:",
    "received:",
    "delivered-to:",
    "mime-version:",
    "from:",
    "date:",
    "message-id:",
    "subject:",
];
