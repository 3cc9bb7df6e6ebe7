use super::{
    ListDefaults,
    columns::{self, Meaning},
    geonames, refusal,
};
use crate::{
    document::{Origin, Refusal},
    gazetteer::{Gazetteer, NameKind, OwnName, OwnPlace, PlaceIndex, PlaceKind},
    space::LonLat,
    text::fold,
};

/// A row of a table, or the properties of a feature.
pub(super) struct Row<'r> {
    pub(super) origin: Origin,
    /// The column's name, what it is read as, and what stands there.
    pub(super) cells: Vec<(&'r str, &'r Meaning, String)>,
    pub(super) defaults: &'r ListDefaults<'r>,
    pub(super) gazetteer: &'r Gazetteer,
}

/// Where a feature is, and the radius in metres that holds it, if its geometry tells.
pub(super) type Outline = (LonLat, Option<u32>);

impl Row<'_> {
    /// The place, at its coordinates if its geometry does not tell.
    pub(super) fn place(&self, outline: Option<Outline>) -> Result<OwnPlace, Refusal> {
        let name = self.text(&Meaning::Name).unwrap_or_default().to_owned();
        if name.is_empty() || fold(&name).is_empty() {
            return Err(refusal(&self.origin, "name", &name, "expected letters"));
        }
        let (position, radius_m) = match outline {
            Some(outline) => outline,
            None => (self.position()?, None),
        };
        let country = self.country()?;
        let admin1 = self.admin1(&country)?;
        let source = self.text(&Meaning::Source).unwrap_or(self.defaults.source);
        Ok(OwnPlace {
            id: self.id(&name, position),
            kind: self.kind()?.or(self.defaults.kind),
            name,
            country,
            admin1,
            admin2: String::new(),
            position,
            uncertainty_m: self.whole(&Meaning::Uncertainty)?.or(radius_m),
            population: self.whole(&Meaning::Population)?.map_or(0, u64::from),
            names: self.names(),
            source: source.to_owned(),
        })
    }

    fn text(&self, meaning: &Meaning) -> Option<&str> {
        let cell = self.cells.iter().find(|(_, of, _)| *of == meaning)?;
        Some(cell.2.trim()).filter(|text| !text.is_empty())
    }

    fn refused(&self, meaning: &Meaning, value: &str, reason: impl Into<String>) -> Refusal {
        let cell = self.cells.iter().find(|(_, of, _)| *of == meaning);
        let field = cell.map_or(columns::word(meaning), |(name, _, _)| name);
        refusal(&self.origin, field, value, reason)
    }

    /// An id with its scheme as it is, a number of `GeoNames` with the scheme of those, another within the
    /// list; without one, made of name and position.
    fn id(&self, name: &str, position: LonLat) -> String {
        let cell = self.cells.iter().find(|(_, of, _)| **of == Meaning::Id);
        let is_geonames = cell.is_some_and(|(name, _, _)| name.to_lowercase().contains("geoname"));
        match self.text(&Meaning::Id) {
            Some(id) if id.contains(':') => id.to_owned(),
            Some(id) if is_geonames => format!("geonames:{id}"),
            Some(id) => format!("own:{}:{id}", self.defaults.label),
            None => own_id(name, position),
        }
    }

    fn kind(&self) -> Result<Option<PlaceKind>, Refusal> {
        let Some(word) = self.text(&Meaning::Kind) else {
            return Ok(None);
        };
        let plain = word.to_lowercase().replace([' ', '-'], "_");
        let code = || geonames::kind(&word.to_uppercase(), 0);
        let kind = PlaceKind::of(&plain).or_else(code);
        let refused = || self.refused(&Meaning::Kind, word, format!("expected one of {}", kinds()));
        kind.map(Some).ok_or_else(refused)
    }

    fn position(&self) -> Result<LonLat, Refusal> {
        let text = |meaning| self.text(&meaning).unwrap_or_default();
        checked_position(text(Meaning::Lon), text(Meaning::Lat), &self.origin)
    }

    fn whole(&self, meaning: &Meaning) -> Result<Option<u32>, Refusal> {
        let Some(text) = self.text(meaning) else {
            return Ok(None);
        };
        let whole = text.strip_suffix(".0").unwrap_or(text);
        let refused = |_| self.refused(meaning, text, "expected a whole number, 0 or more");
        whole.parse().map(Some).map_err(refused)
    }

    /// The code of the country.
    fn country(&self) -> Result<String, Refusal> {
        let named = self.region(&Meaning::Country, |_| true, PlaceKind::Country);
        Ok(named?.map_or_else(String::new, |country| {
            self.gazetteer.place(country).code.to_owned()
        }))
    }

    /// The code of the region, of the country if that is told.
    fn admin1(&self, country: &str) -> Result<String, Refusal> {
        let is_there = |place: PlaceIndex| {
            country.is_empty() || self.gazetteer.place(place).country == country
        };
        let named = self.region(&Meaning::Admin1, is_there, PlaceKind::Admin1);
        Ok(named?.map_or_else(String::new, |region| {
            self.gazetteer.place(region).code.to_owned()
        }))
    }

    /// What a code or name of a region means.
    fn region(
        &self,
        meaning: &Meaning,
        is_there: impl Fn(PlaceIndex) -> bool,
        kind: PlaceKind,
    ) -> Result<Option<PlaceIndex>, Refusal> {
        let Some(text) = self.text(meaning) else {
            return Ok(None);
        };
        let coded = self.gazetteer.by_code(&text.to_uppercase()).into_iter();
        let named = self
            .gazetteer
            .lookup(text)
            .into_iter()
            .map(|entry| entry.place);
        let is_it =
            |place: &PlaceIndex| self.gazetteer.place(*place).kind == kind && is_there(*place);
        let found = coded.chain(named).find(is_it);
        let expected = "expected a code or name that the gazetteer knows";
        found
            .map(Some)
            .ok_or_else(|| self.refused(meaning, text, expected))
    }

    fn names(&self) -> Vec<OwnName> {
        let tagged = self
            .cells
            .iter()
            .filter_map(|(_, meaning, text)| match meaning {
                Meaning::NameIn(lang) => Some(own_name(lang, text)),
                _ => None,
            });
        let others = self
            .text(&Meaning::Names)
            .unwrap_or_default()
            .split([';', '|']);
        let names = tagged.chain(others.map(other_name));
        names.filter(|name| !name.text.is_empty()).collect()
    }
}

/// `ru:Ош`, or a name whose language is not told.
#[must_use]
pub fn other_name(text: &str) -> OwnName {
    match text.trim().split_once(':') {
        Some((lang, name)) if is_tag(lang) => own_name(lang, name),
        _ => own_name("und", text),
    }
}

fn own_name(lang: &str, text: &str) -> OwnName {
    OwnName {
        lang: lang.to_owned(),
        kind: NameKind::Alias,
        text: text.trim().to_owned(),
    }
}

fn is_tag(lang: &str) -> bool {
    let first = lang.split('-').next().unwrap_or_default();
    matches!(first.len(), 2 | 3)
        && lang
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The id of a place that has none: the same for the same name and position, to about 10 m.
#[must_use]
pub fn own_id(name: &str, position: LonLat) -> String {
    let name = fold(name).replace(' ', "-");
    format!("own:{name}@{:.4},{:.4}", position.lon(), position.lat())
}

/// A position of two numbers as written, with a point or a comma before the decimals.
pub(super) fn checked_position(lon: &str, lat: &str, origin: &Origin) -> Result<LonLat, Refusal> {
    let degrees = |field: &str, text: &str| {
        let number = text.trim().replacen(',', ".", 1).parse::<f64>().ok();
        let number = number.filter(|number| number.is_finite());
        number.ok_or_else(|| refusal(origin, field, text, "expected degrees as a decimal number"))
    };
    let (lon, lat) = (degrees("lon", lon)?, degrees("lat", lat)?);
    position_of(lon, lat, origin)
}

/// A position of two numbers; nothing is swapped in silence.
pub(super) fn position_of(lon: f64, lat: f64, origin: &Origin) -> Result<LonLat, Refusal> {
    let value = format!("{lon}, {lat}");
    let refused = |reason: String| refusal(origin, "lon, lat", &value, reason);
    if lon == 0.0 && lat == 0.0 {
        let reason = "0, 0 stands for a missing position in many lists, expected a position";
        return Err(refused(reason.to_owned()));
    }
    let swapped = LonLat::new(lat, lon).is_ok();
    LonLat::new(lon, lat).map_err(|error| {
        let exchanged = "; longitude and latitude look swapped";
        refused(format!("{error}{}", if swapped { exchanged } else { "" }))
    })
}

fn kinds() -> String {
    let words: Vec<&str> = PlaceKind::ALL.iter().map(|kind| kind.as_str()).collect();
    words.join(", ")
}
