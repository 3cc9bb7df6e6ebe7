//! The reasons of a candidate's score, in words.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::gazetteer::{Gazetteer, PlaceIndex, PlaceKind, PlaceRecord};

use super::{PlaceFeature, Weight};
use crate::geoparse::linear::Linear;

/// How many reasons a candidate keeps.
const REASONS_MAX: usize = 4;
/// A feature that moves the score by less is no reason.
const MOVES_MIN: f64 = 0.2;

/// Why a place was weighed as it was; put into words when somebody asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Why {
    /// The word is a demonym of it.
    Demonym,
    /// The word is short for its name, which the text has said before.
    ShortName,
    /// What moved the score.
    Moved {
        /// The features that moved it most, the strongest first.
        by: [Option<PlaceFeature>; REASONS_MAX],
        /// The nearest of the places that the text is about, and its distance in metres.
        nearest: Option<(PlaceIndex, f64)>,
        /// The place in the same first-level region that the text is most about.
        neighbour: Option<PlaceIndex>,
    },
}

impl Why {
    /// The features that moved a score most.
    pub(super) fn of(model: &Linear<PlaceFeature>, weight: &Weight<'_>) -> Self {
        let mut by = [None; REASONS_MAX];
        let mut by_how_much = [MOVES_MIN; REASONS_MAX];
        for (feature, value) in weight.values() {
            let moved = (model.weight(feature) * value).abs();
            if moved < MOVES_MIN {
                continue;
            }
            let weaker = |at: &usize| {
                by[*at].is_none() && moved >= by_how_much[*at] || moved > by_how_much[*at]
            };
            if let Some(at) = (0..REASONS_MAX).find(weaker) {
                by[at..].rotate_right(1);
                by_how_much[at..].rotate_right(1);
                (by[at], by_how_much[at]) = (Some(feature), moved);
            }
        }
        Self::Moved {
            by,
            nearest: weight.nearest,
            neighbour: weight.neighbour,
        }
    }

    /// The reasons, none twice.
    pub(super) fn reasons<'g>(
        &self,
        gazetteer: &'g Gazetteer,
        place: PlaceRecord<'g>,
    ) -> Vec<Reason<'g>> {
        match self {
            Self::Demonym => vec![Reason::Demonym],
            Self::ShortName => vec![Reason::ShortFor(place.name())],
            Self::Moved {
                by,
                nearest,
                neighbour,
            } => {
                let of = |feature: &PlaceFeature| match feature {
                    PlaceFeature::Nearness | PlaceFeature::NearAgain => near(gazetteer, *nearest),
                    PlaceFeature::Admin1Company | PlaceFeature::Admin1Again => {
                        same_region(gazetteer, place, *neighbour)
                    }
                    feature => reason(gazetteer, *feature, place),
                };
                let mut said = Vec::with_capacity(REASONS_MAX);
                for reason in by.iter().flatten().map(of) {
                    if !said.contains(&reason) {
                        said.push(reason);
                    }
                }
                said
            }
        }
    }
}

/// A reason of a candidate's score; written, it is in words: "population 159,467".
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason<'g> {
    /// The word is a demonym of the place.
    Demonym,
    /// The word is short for this name of the place.
    ShortFor(&'g str),
    /// So many people live there.
    Population(u64),
    /// It lies in Central Asia or Afghanistan.
    InRegion,
    /// The word is its usual name.
    UsualName,
    /// The word is a name that it had.
    HistoricName,
    /// The word is a spelling made of its name.
    DerivedSpelling,
    /// The text speaks of a place of its kind.
    KindFits(PlaceKind),
    /// The text speaks of another kind of place than its own.
    KindClashes(PlaceKind),
    /// The list that names it speaks of places of its kind.
    KindShared(PlaceKind),
    /// It is named together with another place of its kind.
    NamedWith(PlaceKind),
    /// The words before it go with its kind.
    WordsBefore(PlaceKind),
    /// The words around it go with its kind.
    WordsAround(PlaceKind),
    /// Nothing beside it speaks of its kind.
    Unprompted(PlaceKind),
    /// It is large for its kind.
    Large(PlaceKind),
    /// The word is its name in another case.
    Inflected,
    /// It lies in the region or country named next.
    InsideNext,
    /// The place named before lies in it.
    AroundBefore,
    /// Other places of the text lie in the same country or region, of this name.
    OthersIn(&'g str),
    /// The place of this name, in the text too, lies in the same region.
    SameRegion(&'g str),
    /// Other places of the text lie in the same district.
    SameDistrict,
    /// It lies near other places of the text.
    Near,
    /// It lies so many metres from the place of this name in the text.
    NearTo(f64, &'g str),
    /// It is a place of the user's own.
    Own,
    /// It is known from an imported list alone.
    Reference,
    /// The text says elsewhere that it is so called.
    SameName,
    /// What it is.
    Kind(PlaceKind),
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Demonym => out.write_str("demonym"),
            Self::ShortFor(name) => write!(out, "short for {name}, named before"),
            Self::Population(number) => write!(out, "population {}", Grouped(number)),
            Self::InRegion => out.write_str("in Central Asia or Afghanistan"),
            Self::UsualName => out.write_str("its usual name"),
            Self::HistoricName => out.write_str("a historic name"),
            Self::DerivedSpelling => out.write_str("a derived spelling"),
            Self::KindFits(kind) => {
                let kind = Spaced(kind);
                write!(out, "the text speaks of a place of this kind: {kind}")
            }
            Self::KindClashes(kind) => {
                let kind = Spaced(kind);
                write!(out, "the text speaks of another kind of place than {kind}")
            }
            Self::KindShared(kind) => {
                let kind = Spaced(kind);
                write!(out, "the list speaks of places of this kind: {kind}")
            }
            Self::NamedWith(kind) => write!(out, "named together with another {}", Spaced(kind)),
            Self::WordsBefore(kind) => {
                write!(out, "the words before it go with a {}", Spaced(kind))
            }
            Self::WordsAround(kind) => write!(out, "the words around speak of a {}", Spaced(kind)),
            Self::Unprompted(kind) => write!(out, "nothing beside it speaks of a {}", Spaced(kind)),
            Self::Large(kind) => write!(out, "a large {}", Spaced(kind)),
            Self::Inflected => out.write_str("its name in another case"),
            Self::InsideNext => out.write_str("in the region or country named next"),
            Self::AroundBefore => out.write_str("the place named before lies in it"),
            Self::OthersIn(name) => write!(out, "other places of this text are in {name}"),
            Self::SameRegion(name) => write!(out, "same region as {name} in this text"),
            Self::SameDistrict => {
                out.write_str("other places of this text are in the same district")
            }
            Self::Near => out.write_str("near other places of this text"),
            Self::NearTo(distance_m, name) => {
                write!(
                    out,
                    "{:.0} km from {name} in this text",
                    distance_m / 1000.0
                )
            }
            Self::Own => out.write_str("your own place"),
            Self::Reference => out.write_str("known only from an imported list"),
            Self::SameName => out.write_str("so called elsewhere in this text"),
            Self::Kind(kind) => Spaced(kind).fmt(out),
        }
    }
}

impl Serialize for Reason<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn reason<'g>(
    gazetteer: &'g Gazetteer,
    feature: PlaceFeature,
    place: PlaceRecord<'g>,
) -> Reason<'g> {
    use PlaceFeature as F;
    match feature {
        F::Population => Reason::Population(place.population()),
        F::Region => Reason::InRegion,
        F::Preferred => Reason::UsualName,
        F::Historic => Reason::HistoricName,
        F::Generated => Reason::DerivedSpelling,
        F::Inflected => Reason::Inflected,
        F::KindFits => Reason::KindFits(place.kind()),
        F::KindClashes => Reason::KindClashes(place.kind()),
        F::KindShared => Reason::KindShared(place.kind()),
        F::ListAlike => Reason::NamedWith(place.kind()),
        F::Article | F::Upon => Reason::WordsBefore(place.kind()),
        F::TopicNature | F::TopicSite => Reason::WordsAround(place.kind()),
        F::Unprompted => Reason::Unprompted(place.kind()),
        F::Extent => Reason::Large(place.kind()),
        F::InsideNext => Reason::InsideNext,
        F::AroundBefore => Reason::AroundBefore,
        F::CountryCompany | F::CountryAgain => Reason::OthersIn(country(gazetteer, place)),
        F::Admin2Again => Reason::SameDistrict,
        F::Own => Reason::Own,
        F::Reference => Reason::Reference,
        F::SameName | F::SameNameInside => Reason::SameName,
        _ => Reason::Kind(place.kind()),
    }
}

fn country<'g>(gazetteer: &'g Gazetteer, place: PlaceRecord<'g>) -> &'g str {
    let country = gazetteer.by_code(place.country());
    country.map_or(place.country(), |country| gazetteer.record(country).name())
}

fn same_region<'g>(
    gazetteer: &'g Gazetteer,
    place: PlaceRecord<'g>,
    neighbour: Option<PlaceIndex>,
) -> Reason<'g> {
    let name = |index| gazetteer.record(index).name();
    let region = || gazetteer.by_code(place.admin1()).map(name);
    match neighbour {
        Some(neighbour) => Reason::SameRegion(name(neighbour)),
        None => Reason::OthersIn(region().unwrap_or(place.name())),
    }
}

fn near(gazetteer: &Gazetteer, nearest: Option<(PlaceIndex, f64)>) -> Reason<'_> {
    nearest.map_or(Reason::Near, |(anchor, distance_m)| {
        Reason::NearTo(distance_m, gazetteer.record(anchor).name())
    })
}

/// The word for a kind of place, with spaces.
struct Spaced(PlaceKind);

impl fmt::Display for Spaced {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, word) in self.0.as_str().split('_').enumerate() {
            out.write_str(if at > 0 { " " } else { "" })?;
            out.write_str(word)?;
        }
        Ok(())
    }
}

/// A number with a comma between thousands.
struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (thousands, rest) = (self.0 / 1000, self.0 % 1000);
        if thousands == 0 {
            write!(out, "{rest}")
        } else {
            write!(out, "{},{rest:03}", Self(thousands))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [0, 999, 1000, 2_571_068].map(|number| Grouped(number).to_string()),
            ["0", "999", "1,000", "2,571,068"]
        );
    }

    #[test]
    fn kinds_are_written_with_spaces() {
        let kinds = [PlaceKind::AirBase, PlaceKind::City];
        let reasons = kinds.map(|kind| Reason::Kind(kind).to_string());
        assert_eq!(reasons, ["air base", "city"]);
    }
}
