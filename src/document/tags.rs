//! How deep the elements of a page stand in each other, told before the page is parsed: the time that
//! an HTML parser takes grows with the depth times the length.

use super::ReadError;

/// The most elements that may stand in each other; browsers stop at 512.
pub(super) const DEPTH_MAX: usize = 512;

/// The most tags of a page.
pub(super) const TAGS_MAX: usize = 50_000;

/// Elements without an end tag, or whose end tag pages leave out.
const UNCLOSED: [&str; 36] = [
    "area", "base", "br", "circle", "col", "colgroup", "dd", "dt", "ellipse", "embed", "g", "hr",
    "image", "img", "input", "li", "line", "link", "meta", "optgroup", "option", "p", "param",
    "path", "polygon", "polyline", "rect", "source", "stop", "tbody", "td", "th", "thead", "tr",
    "track", "use",
];

/// Refuses a page with too many tags, or with elements too deep in each other.
pub(super) fn check(html: &str) -> Result<(), ReadError> {
    let (mut depth, mut tags) = (0_usize, 0_usize);
    for piece in html.split('<').skip(1) {
        let (name, opens) = match piece.strip_prefix('/') {
            Some(rest) => (name(rest), false),
            None => (name(piece), true),
        };
        if name.is_empty() {
            continue;
        }
        tags += 1;
        if !UNCLOSED
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
        {
            depth = if opens {
                depth + 1
            } else {
                depth.saturating_sub(1)
            };
        }
        if depth > DEPTH_MAX {
            return Err(ReadError::Depth);
        }
    }
    if tags > TAGS_MAX {
        return Err(ReadError::Tags { found: tags });
    }
    Ok(())
}

fn name(piece: &str) -> &str {
    let end = piece.find(|letter: char| !letter.is_ascii_alphanumeric());
    &piece[..end.unwrap_or(piece.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_page(page: &str, expected: &str) {
        let actual = check(page).map_or_else(|error| error.to_string(), |()| "fit".to_owned());
        assert_eq!(actual, expected);
    }

    #[test]
    fn depth_and_tags_have_limits() {
        let too_deep =
            "elements stand more than 512 deep in each other, the most that a page may have";
        check_page(&"<div>".repeat(DEPTH_MAX), "fit");
        check_page(&"<DIV >".repeat(DEPTH_MAX + 1), too_deep);
        check_page(&"<x/>".repeat(DEPTH_MAX + 1), too_deep);
        check_page(&"<p><br><img src=a>".repeat(10_000), "fit");
        check_page(&"<b>a</b>".repeat(TAGS_MAX / 2), "fit");
        check_page(
            &"<p>".repeat(TAGS_MAX + 1),
            "50001 tags, the most that a page may have is 50000",
        );
        check_page("a < b, <3, </", "fit");
    }
}
