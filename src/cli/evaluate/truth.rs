//! What gold says of a place, and how far a place that was found is from it.

use crate::{
    cli::gold::{GoldPlace, PlaceClass},
    gazetteer::{Gazetteer, PlaceIndex},
    space::LonLat,
};

/// The places of gold in the terms of a gazetteer.
#[derive(Clone, Copy)]
pub(super) struct Truth<'g> {
    pub(super) gazetteer: &'g Gazetteer,
}

impl<'g> Truth<'g> {
    /// The place of the gazetteer that gold names by its id or code.
    pub(super) fn index(self, gold: &GoldPlace) -> Option<PlaceIndex> {
        let id = match gold {
            GoldPlace::Id(id) => id,
            GoldPlace::Both(known) => &known.id,
            GoldPlace::At(_) | GoldPlace::Unknown => return None,
        };
        let gazetteer = self.gazetteer;
        gazetteer.by_id(id).or_else(|| gazetteer.by_code(id))
    }

    /// Where it is; none when gold does not know, or names a place that the gazetteer lacks by id only.
    pub(super) fn position(self, gold: &GoldPlace) -> Option<LonLat> {
        match gold {
            GoldPlace::At(position) => Some(*position),
            GoldPlace::Both(known) => Some(known.position),
            _ => Some(self.gazetteer.position(self.index(gold)?)),
        }
    }

    /// What sort of place it is: as the gazetteer has it, or else as gold says.
    pub(super) fn class(self, gold: &GoldPlace) -> PlaceClass {
        match (self.index(gold), gold) {
            (Some(index), _) => self.class_of(index),
            (None, GoldPlace::Both(known)) => known.class,
            _ => PlaceClass::Other,
        }
    }

    /// The sort of a place of the gazetteer.
    pub(super) fn class_of(self, index: PlaceIndex) -> PlaceClass {
        PlaceClass::of_kind(self.gazetteer.place(index).kind)
    }

    /// The code of the country that it lies in: of the place, of the country that gold names, or of the
    /// nearest settlement.
    pub(super) fn country(self, gold: &GoldPlace) -> Option<&'g str> {
        let of = |index| self.gazetteer.place(index).country;
        if let Some(index) = self.index(gold) {
            return Some(of(index));
        }
        let named = match gold {
            GoldPlace::Both(known) => self.gazetteer.lookup(&known.country),
            _ => vec![],
        };
        let countries = named.into_iter().map(|name| name.place);
        let country = countries
            .into_iter()
            .find(|at| self.class_of(*at) == PlaceClass::Country);
        country.or_else(|| self.nearest(gold)).map(of)
    }

    fn nearest(self, gold: &GoldPlace) -> Option<PlaceIndex> {
        let position = self.position(gold)?;
        let settled = |index| matches!(self.class_of(index), PlaceClass::City | PlaceClass::Town);
        let nearest = self.gazetteer.nearest(position, 1, settled);
        nearest.first().map(|(index, _)| *index)
    }

    /// The distance in metres between the place found and that of gold; infinite when none was found, none
    /// when gold does not know where its place is.
    pub(super) fn distance_m(self, found: Option<PlaceIndex>, gold: &GoldPlace) -> Option<f64> {
        let at = self.position(gold)?;
        Some(found.map_or(f64::INFINITY, |found| {
            self.gazetteer.position(found).distance_m(at)
        }))
    }

    /// A place that was found, in words.
    pub(super) fn found(self, found: Option<PlaceIndex>) -> String {
        found.map_or_else(
            || "no place".to_owned(),
            |index| {
                let place = self.gazetteer.place(index);
                format!("{} {} {}", place.name, place.country, place.id)
            },
        )
    }

    /// A place of gold in words.
    pub(super) fn told(self, gold: &GoldPlace) -> String {
        match (self.index(gold), gold) {
            (Some(index), _) => self.found(Some(index)),
            (None, GoldPlace::Id(id)) => format!("{id}, which the gazetteer lacks"),
            (None, GoldPlace::Both(known)) => {
                let at = degrees(known.position);
                format!("{} {} at {at}", known.country, known.id)
            }
            (None, GoldPlace::At(position)) => format!("the place at {}", degrees(*position)),
            (None, GoldPlace::Unknown) => "a place not known".to_owned(),
        }
    }
}

fn degrees(position: LonLat) -> String {
    format!("{},{}", position.lon(), position.lat())
}
