use super::{
    Place, PlaceIndex, PlaceKind, Standing, blob::PLACE_BYTES, is_central_asian, kind_of,
    layer::Layer,
};
use crate::space::LonLat;

/// A place that is read field by field: where a few fields of many places are wanted, this is cheaper than
/// the whole [`Place`].
///
/// ```
/// use zij::gazetteer::Gazetteer;
/// let gazetteer = Gazetteer::bundled();
/// let osh = gazetteer.record(gazetteer.lookup("Osh")[0].place);
/// assert_eq!(osh.country(), "KG");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PlaceRecord<'g> {
    layer: &'g Layer,
    /// The place's number in its layer.
    local: u32,
    record: &'g [u8; PLACE_BYTES],
}

impl<'g> PlaceRecord<'g> {
    pub(super) fn new(layer: &'g Layer, local: u32) -> Self {
        Self {
            layer,
            local,
            record: layer.blob.place_record(local),
        }
    }

    /// Its number in the gazetteer.
    #[must_use]
    pub fn index(self) -> PlaceIndex {
        self.layer.index(self.local)
    }

    /// Its stable id, see [`Place::id`].
    #[must_use]
    pub fn id(self) -> &'g str {
        self.text(0)
    }

    /// Its usual name in English.
    #[must_use]
    pub fn name(self) -> &'g str {
        self.text(1)
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> PlaceKind {
        kind_of(PlaceKind::ALL, PlaceKind::Town, self.word(2))
    }

    /// ISO 3166-1 alpha-2; empty for what belongs to none.
    #[must_use]
    pub fn country(self) -> &'g str {
        self.text(3)
    }

    /// Its own code, see [`Place::code`].
    #[must_use]
    pub fn code(self) -> &'g str {
        self.text(4)
    }

    /// The code of its first-level region, or empty.
    #[must_use]
    pub fn admin1(self) -> &'g str {
        self.text(5)
    }

    /// The code of its second-level region, or empty.
    #[must_use]
    pub fn admin2(self) -> &'g str {
        self.text(6)
    }

    /// Its central point, WGS 84.
    #[must_use]
    pub fn position(self) -> LonLat {
        self.layer.position(self.local)
    }

    /// The radius in metres around the point that holds it, see [`Place::uncertainty_m`].
    #[must_use]
    pub fn uncertainty_m(self) -> u32 {
        self.word(9)
    }

    /// Inhabitants; 0 is unknown or none.
    #[must_use]
    pub fn population(self) -> u64 {
        u64::from(self.word(10)) | (u64::from(self.word(11)) << u32::BITS)
    }

    /// Whose place it is.
    #[must_use]
    pub fn standing(self) -> Standing {
        kind_of(Standing::ALL, Standing::Bundled, self.word(15))
    }

    /// See [`Place::is_central_asian`].
    #[must_use]
    pub fn is_central_asian(self) -> bool {
        is_central_asian(self.country())
    }

    /// Whether it lies in a region or country, as their codes tell; no place lies in itself.
    #[must_use]
    pub fn is_inside(self, region: Self) -> bool {
        let code = region.code();
        let around = || [self.admin2(), self.admin1(), self.country()];
        !code.is_empty() && around().contains(&code) && self.index() != region.index()
    }

    pub(super) fn place(self) -> Place<'g> {
        Place {
            id: self.id(),
            name: self.name(),
            kind: self.kind(),
            country: self.country(),
            code: self.code(),
            admin1: self.admin1(),
            admin2: self.admin2(),
            position: self.position(),
            uncertainty_m: self.uncertainty_m(),
            population: self.population(),
            source: self.text(12),
            standing: self.standing(),
        }
    }

    fn word(self, word: usize) -> u32 {
        let mut words = self.record.as_chunks().0.iter();
        words.nth(word).map_or(0, |word| u32::from_le_bytes(*word))
    }

    fn text(self, word: usize) -> &'g str {
        self.layer.blob.text(self.word(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Gazetteer;

    /// Compares whether the place of an id lies in that of another.
    #[track_caller]
    fn check(place: &str, region: &str, expected: bool) {
        let gazetteer = Gazetteer::bundled();
        let [place, region] = [place, region].map(|id| {
            let index = gazetteer.by_id(id).unwrap_or_else(|| panic!("{id}"));
            gazetteer.record(index)
        });
        assert_eq!(place.is_inside(region), expected);
    }

    #[test]
    fn a_place_lies_in_its_region_and_country_and_not_in_itself() {
        let [khanabad, andijan, uzbekistan] =
            ["geonames:1513578", "geonames:1484846", "geonames:1512440"];
        check(khanabad, andijan, true);
        check(khanabad, uzbekistan, true);
        check(andijan, khanabad, false);
        check(uzbekistan, uzbekistan, false);
        check(khanabad, "geonames:1346798", false);
    }

    #[test]
    fn a_record_says_what_the_place_says() {
        let gazetteer = Gazetteer::bundled();
        for index in gazetteer.places().step_by(97) {
            let (record, place) = (gazetteer.record(index), gazetteer.place(index));
            assert_eq!(record.index(), index);
            assert_eq!((record.kind(), record.code()), (place.kind, place.code));
            assert_eq!(record.population(), place.population);
            assert_eq!(record.position(), place.position);
        }
    }
}
