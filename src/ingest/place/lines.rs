use std::io::{BufRead, Read};

use super::{PlaceItem, PlacesError};
use crate::document::{LINE_BYTES_MAX, Origin, Refusal};

/// Calls with every line of a dump that is not empty and UTF-8, without its end; other lines are refused.
pub(super) fn each_line(
    mut input: impl BufRead,
    source_name: &str,
    take: &mut dyn FnMut(PlaceItem),
    mut each: impl FnMut(&str, Origin) -> PlaceItem,
) -> Result<(), PlacesError> {
    let mut buffer = vec![];
    for line in 1.. {
        buffer.clear();
        let mut bounded = input.by_ref().take(LINE_BYTES_MAX + 1);
        let read = bounded.read_until(b'\n', &mut buffer);
        let read = read.map_err(|source| PlacesError::Read {
            source_name: source_name.to_owned(),
            source,
        })?;
        if read == 0 {
            break;
        }
        let origin = Origin {
            source: source_name.to_owned(),
            line: Some(line),
            ..Origin::default()
        };
        if buffer.len() as u64 > LINE_BYTES_MAX {
            let reason =
                format!("longer than {LINE_BYTES_MAX} bytes, the most that a line may have");
            return Err(PlacesError::Read {
                source_name: source_name.to_owned(),
                source: std::io::Error::other(reason),
            });
        }
        let item = match str::from_utf8(&buffer) {
            Ok(text) => each_text(text, origin, &mut each),
            Err(error) => Some(not_utf8(origin, error.valid_up_to())),
        };
        item.into_iter().for_each(&mut *take);
    }
    Ok(())
}

fn each_text(
    text: &str,
    origin: Origin,
    each: &mut impl FnMut(&str, Origin) -> PlaceItem,
) -> Option<PlaceItem> {
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_end_matches(['\n', '\r']);
    if text.trim().is_empty() {
        return None;
    }
    Some(each(text, origin))
}

fn not_utf8(origin: Origin, at: usize) -> PlaceItem {
    PlaceItem::Refused(Refusal {
        origin,
        value: None,
        reason: format!(
            "the byte at {at} of the line is not UTF-8, expected a text saved as UTF-8"
        ),
    })
}
