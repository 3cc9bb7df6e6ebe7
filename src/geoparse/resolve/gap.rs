//! What stands between two names, and what it says of them.

use crate::{geoparse::Found, text::Analysed};

/// Whether words say that a place lies in the next: "Khanabad in Kunduz", "Jalalabad, the capital of Nangarhar".
fn is_inside_words(gap: &str) -> bool {
    const SEATS: [&str; 8] = [
        "the capital of",
        "capital of",
        "a town in",
        "a city in",
        "a village in",
        "столица",
        "столице",
        "столицу",
    ];
    let words = gap.strip_prefix(',').map_or(gap, str::trim_start);
    matches!(words, "in" | "в" | "во") || SEATS.contains(&words)
}

/// Whether only a comma or a bracket parts two names: "Vorukh, Isfara".
pub(in crate::geoparse) fn follows(
    text: &Analysed<'_>,
    first: &Found<'_>,
    second: &Found<'_>,
) -> bool {
    matches!(gap(text, first, second), "," | "(" | "/")
}

/// Whether the second of two names may tell where the first is: "Vorukh, Isfara", "Khanabad in Kunduz".
pub(super) fn tells_where(text: &Analysed<'_>, first: &Found<'_>, second: &Found<'_>) -> bool {
    follows(text, first, second) || is_inside_words(gap(text, first, second))
}

/// Whether only "and" or a comma joins two names.
pub(in crate::geoparse) fn is_listed(
    text: &Analysed<'_>,
    first: &Found<'_>,
    second: &Found<'_>,
) -> bool {
    let gap = gap(text, first, second);
    let joint = gap.trim_start_matches(',').trim_start();
    matches!(
        joint,
        "" | "and" | "or" | "и" | "или" | "а также" | "va" | "hamda" | "ва" | "ҳамда"
    )
}

/// What stands between two names, trimmed.
pub(in crate::geoparse) fn gap<'t>(
    text: &Analysed<'t>,
    first: &Found<'_>,
    second: &Found<'_>,
) -> &'t str {
    let gap = text.text().get(first.spot.span.end..second.spot.span.start);
    gap.map_or("…", str::trim)
}
