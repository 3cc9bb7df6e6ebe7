use super::{Gazetteer, PlaceIndex, PlaceKind, layer::Layer};
use crate::space::LonLat;

/// Metres in a degree of latitude, on the sphere that [`LonLat::distance_m`] measures on.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// A position further than this from every town, in metres, is nowhere that a report would tell of.
const NOWHERE_M_MIN: f64 = 100_000.0;

/// An exchanged position within this of a place, in metres, is at that place.
const THERE_M_MAX: f64 = 50_000.0;

impl Gazetteer {
    /// The nearest of the wanted places with their distances in metres, the nearest first; places equally
    /// near by id. Countries and regions count by their central point, as all others do.
    #[must_use]
    pub fn nearest(
        &self,
        position: LonLat,
        count: usize,
        wanted: impl Fn(PlaceIndex) -> bool,
    ) -> Vec<(PlaceIndex, f64)> {
        let mut nearest = Nearest {
            position,
            count,
            found: vec![],
        };
        for (level, layer) in self.levels() {
            let is_wanted = |place| self.is_shown(level, place) && wanted(place);
            let middle = layer.first_north_of(position.lat());
            layer.sweep((0..middle).rev(), &mut nearest, &is_wanted);
            layer.sweep(middle..layer.blob.places(), &mut nearest, &is_wanted);
        }
        nearest.found
    }

    /// The place in Central Asia that is meant by a position whose longitude and latitude are exchanged; none
    /// if the position is somewhere as it is. Such positions are valid ones, mostly in the Arctic, that no
    /// range check finds.
    #[must_use]
    pub fn meant_if_swapped(&self, position: LonLat) -> Option<PlaceIndex> {
        let exchanged = LonLat::new(position.lat(), position.lon()).ok()?;
        let (place, away_m) = self.nearest_town(exchanged)?;
        let meant = away_m <= THERE_M_MAX && self.place(place).is_central_asian();
        let nowhere = || {
            self.nearest_town(position)
                .is_none_or(|(_, m)| m >= NOWHERE_M_MIN)
        };
        (meant && nowhere()).then_some(place)
    }

    fn nearest_town(&self, position: LonLat) -> Option<(PlaceIndex, f64)> {
        let is_town = |place| {
            use PlaceKind as K;
            let kind = self.place(place).kind;
            !matches!(
                kind,
                K::Country | K::Admin1 | K::Admin2 | K::Macroregion | K::Sea
            )
        };
        self.nearest(position, 1, is_town).first().copied()
    }

    /// The regions that hold a place: its second-level region, first-level region and country, the smallest
    /// first, the place itself left out.
    #[must_use]
    pub fn chain(&self, place: PlaceIndex) -> Vec<PlaceIndex> {
        let of = self.place(place);
        let codes = [of.admin2, of.admin1, of.country]
            .into_iter()
            .filter(|code| !code.is_empty());
        codes
            .filter_map(|code| self.by_code(code))
            .filter(|region| *region != place)
            .collect()
    }
}

impl Layer {
    /// Offers places from the latitude of the position outwards, until no other can be near enough.
    fn sweep(
        &self,
        ranks: impl Iterator<Item = usize>,
        nearest: &mut Nearest,
        wanted: &impl Fn(PlaceIndex) -> bool,
    ) {
        for place in ranks.filter_map(|rank| self.blob.by_latitude(rank)) {
            let at = self.position(place);
            if nearest.is_beyond((at.lat() - nearest.position.lat()).abs()) {
                break;
            }
            if wanted(self.index(place)) {
                nearest.offer(self.index(place), at);
            }
        }
    }

    /// The rank by latitude of the first place that is not south of a latitude.
    fn first_north_of(&self, lat: f64) -> usize {
        let (mut low, mut high) = (0, self.blob.places());
        while low < high {
            let middle = low.midpoint(high);
            let place = self.blob.by_latitude(middle);
            if place.is_some_and(|place| self.position(place).lat() < lat) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// The nearest places so far.
struct Nearest {
    position: LonLat,
    count: usize,
    found: Vec<(PlaceIndex, f64)>,
}

impl Nearest {
    /// Whether no place so many degrees further north or south can be among the nearest.
    fn is_beyond(&self, degrees: f64) -> bool {
        if self.found.len() < self.count {
            return false;
        }
        let farthest = self.found.last().map_or(0.0, |(_, distance_m)| *distance_m);
        degrees * METRES_PER_DEGREE > farthest + 1.0
    }

    fn offer(&mut self, place: PlaceIndex, at: LonLat) {
        let distance_m = self.position.distance_m(at);
        let rank = self.found.partition_point(|(other, other_m)| {
            other_m
                .total_cmp(&distance_m)
                .then(other.cmp(&place))
                .is_lt()
        });
        if rank < self.count {
            self.found.insert(rank, (place, distance_m));
            self.found.truncate(self.count);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_place_underfoot_is_the_nearest() {
        let gazetteer = Gazetteer::bundled();
        let khanabad = LonLat::new(65.9215, 38.8336).unwrap();
        let nearest = gazetteer.nearest(khanabad, 1, |_| true);
        let found = nearest
            .iter()
            .map(|(place, distance_m)| (gazetteer.place(*place).id, *distance_m));
        assert_eq!(found.collect::<Vec<_>>(), [("zij:khanabad-air-base", 0.0)]);
        assert_eq!(gazetteer.nearest(khanabad, 0, |_| true), []);
    }

    #[test]
    fn regions_come_from_the_smallest_to_the_country() {
        let gazetteer = Gazetteer::bundled();
        let chain = |id: &str| {
            let place = gazetteer.by_id(id).unwrap();
            gazetteer
                .chain(place)
                .into_iter()
                .map(|region| gazetteer.place(region).code)
                .collect::<Vec<_>>()
        };
        assert_eq!(chain("zij:khanabad-air-base"), ["UZ-QA", "UZ"]);
        assert_eq!(chain("geonames:1512440"), Vec::<&str>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_nearest_are_those_of_a_plain_scan(lon in -180.0..180.0, lat in -90.0..90.0, count in 1_usize..6) {
            let gazetteer = Gazetteer::bundled();
            let position = LonLat::new(lon, lat).unwrap();
            let mut all: Vec<_> = gazetteer.places().map(|place| (place, position.distance_m(gazetteer.position(place)))).collect();
            all.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
            all.truncate(count);
            prop_assert_eq!(gazetteer.nearest(position, count, |_| true), all);
        }
    }
}
