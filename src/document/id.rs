use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::time::Date;

/// Identifies a document by its content: `doc-` and the first 16 hexadecimal digits of the SHA-256
/// digest of its day of publication and text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(String);

impl DocumentId {
    /// The id of a text published on a day, which is part of it because dates in the text hang on it.
    #[must_use]
    pub fn of(text: &str, published: Option<Date>) -> Self {
        let day = published.map(|day| day.to_string()).unwrap_or_default();
        Self(format!("doc-{}", digest([day.as_str(), text])))
    }

    /// An id that the source gave.
    #[must_use]
    pub fn given(id: String) -> Self {
        Self(id)
    }

    /// The id as written in addresses and columns.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an id is written as those that we give to events: `ev-`, 16 hexadecimal digits, and for one of
/// several places of a report `-` and a number.
#[must_use]
pub fn is_event_id(id: &str) -> bool {
    let Some((digits, place)) = id
        .strip_prefix("ev-")
        .and_then(|id| id.split_at_checked(16))
    else {
        return false;
    };
    let number = place.strip_prefix('-').unwrap_or("0");
    digits
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && (place.is_empty() || place.starts_with('-'))
}

/// The first 16 hexadecimal digits of the SHA-256 digest of the parts, each closed by a zero byte.
#[must_use]
pub fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    let mut digits = String::with_capacity(16);
    for byte in hasher.finalize().iter().take(8) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_follows_the_content_and_the_day() {
        let id = |text, day| DocumentId::of(text, day).to_string();
        let day = Date::new(2018, 10, 12).ok();
        assert_eq!(id("Andijan", day), id("Andijan", day));
        assert_ne!(id("Andijan", day), id("Andijan", None));
        assert_ne!(id("Andijan", day), id("Andijon", day));
        assert_eq!(id("", None).len(), "doc-".len() + 16);
    }

    #[test]
    fn our_ids_of_events_are_known() {
        let ours = ["ev-1ce504ac2ac28acf", "ev-1ce504ac2ac28acf-64"].map(is_event_id);
        let others = [
            "KGZ1234",
            "ev-",
            "ev-1ce504ac2ac28acf-",
            "ev-1ce504ac2ac28acfx",
            "ev-ўўўўўўўўўўўўўўўў",
        ];
        assert_eq!((ours, others.map(is_event_id)), ([true; 2], [false; 5]));
    }
}
