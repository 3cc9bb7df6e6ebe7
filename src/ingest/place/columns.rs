/// What a column of a table, or a property of a feature, is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Id,
    Name,
    /// A name in a language.
    NameIn(String),
    Names,
    Lon,
    Lat,
    Kind,
    Country,
    Admin1,
    Uncertainty,
    Population,
    Source,
}

/// Names of columns in the form that [`plain`] gives them, the surest first.
const KNOWN: &[(Meaning, &str, &[&str])] = &[
    (
        Meaning::Id,
        "id",
        &["id", "geonameid", "geonames_id", "fid"],
    ),
    (
        Meaning::Name,
        "name",
        &[
            "name",
            "name_en",
            "title",
            "place",
            "place_name",
            "placename",
            "toponym",
            "location",
            "nomi",
            "nom",
            "название",
            "имя",
            "номи",
        ],
    ),
    (
        Meaning::Names,
        "names",
        &[
            "names",
            "alternates",
            "alternate_names",
            "alternatenames",
            "aliases",
            "alias",
            "also",
            "other_names",
            "alt_name",
        ],
    ),
    (
        Meaning::Lon,
        "lon",
        &["lon", "longitude", "lng", "long", "x", "долгота"],
    ),
    (Meaning::Lat, "lat", &["lat", "latitude", "y", "широта"]),
    (
        Meaning::Kind,
        "kind",
        &[
            "kind",
            "type",
            "category",
            "feature_type",
            "feature_code",
            "тип",
            "turi",
        ],
    ),
    (
        Meaning::Country,
        "country",
        &[
            "country",
            "country_code",
            "iso2",
            "iso_a2",
            "cc",
            "страна",
            "davlat",
        ],
    ),
    (
        Meaning::Admin1,
        "admin1",
        &[
            "admin1",
            "region",
            "province",
            "oblast",
            "viloyat",
            "область",
            "adm1",
        ],
    ),
    (
        Meaning::Uncertainty,
        "uncertainty_m",
        &[
            "uncertainty_m",
            "uncertainty",
            "radius_m",
            "accuracy_m",
            "accuracy",
            "error_m",
        ],
    ),
    (
        Meaning::Population,
        "population",
        &["population", "pop", "население", "aholi"],
    ),
    (
        Meaning::Source,
        "source",
        &["source", "sources", "reference", "источник", "manba"],
    ),
];

/// What each column is read as; none for one that nothing is taken from. Of several columns for one
/// meaning the surest is read.
pub(super) fn meanings(names: &[String]) -> Vec<Option<Meaning>> {
    let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let mut meanings: Vec<Option<Meaning>> = plain.iter().map(|name| name_in(name)).collect();
    for (meaning, _, known) in KNOWN {
        let mut found = known
            .iter()
            .filter_map(|known| plain.iter().position(|name| name == known));
        if let Some(at) = found.next() {
            meanings[at] = Some(meaning.clone());
        }
    }
    meanings
}

/// The word for a meaning, as users read it.
pub(super) fn word(meaning: &Meaning) -> &'static str {
    let known = KNOWN.iter().find(|(known, _, _)| known == meaning);
    known.map_or("name in a language", |(_, word, _)| word)
}

/// A name in a language: `name_ru`, `name:uz-Cyrl`.
fn name_in(plain: &str) -> Option<Meaning> {
    let lang = plain
        .strip_prefix("name_")
        .or_else(|| plain.strip_prefix("name:"))?;
    let mut parts = lang.split('_');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (lang, script) = (parts.next()?, parts.next());
    let is_tag = matches!(lang.len(), 2 | 3) && letters(lang) && parts.next().is_none();
    match script {
        None => is_tag.then(|| Meaning::NameIn(lang.to_owned())),
        Some(script) if is_tag && script.len() == 4 && letters(script) => {
            let (first, rest) = script.split_at(1);
            Some(Meaning::NameIn(format!(
                "{lang}-{}{rest}",
                first.to_uppercase()
            )))
        }
        Some(_) => None,
    }
}

/// Lower case, with `_` for white space and hyphens.
fn plain(name: &str) -> String {
    name.trim()
        .to_lowercase()
        .replace([' ', '-', '\u{a0}'], "_")
}
