use super::{EXACT_M_MAX, location, nearby::is_pointlike};
use crate::{
    event::{Location, WherePrecision},
    gazetteer::Gazetteer,
    space::LonLat,
};

/// An event farther than this from its point, in metres, is in a part of a country: UCDP's precision 2 ends
/// at about 25 km.
const NEAR_M_MAX: u32 = 25_000;

/// A position that a person has put, as an event's place: it keeps the name as written, else takes that of
/// the nearest place, and the regions of that place. `uncertainty_m` is the radius in metres.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geocode::pinned, space::LonLat};
/// let place = pinned(Gazetteer::bundled(), LonLat::new(65.92, 38.83)?, 1_000, Some("Khanabad"));
/// assert_eq!((place.name.as_str(), place.country.as_deref(), place.place_id), ("Khanabad", Some("UZ"), None));
/// # Ok::<(), zij::space::SpaceError>(())
/// ```
#[must_use]
pub fn pinned(
    gazetteer: &Gazetteer,
    position: LonLat,
    uncertainty_m: u32,
    raw: Option<&str>,
) -> Location {
    let is_near = |index| is_pointlike(gazetteer.place(index).kind);
    let nearest = gazetteer.nearest(position, 1, is_near);
    let around = nearest
        .first()
        .map(|(index, _)| location(gazetteer, *index, raw, 1.0));
    let (lon, lat) = (position.lon(), position.lat());
    let nearest_name = around.as_ref().map(|it| it.name.clone());
    let name = raw.map(str::to_owned).or(nearest_name);
    let region =
        |of: fn(&Location) -> &Option<String>| around.as_ref().and_then(|it| of(it).clone());
    Location {
        name: name.unwrap_or_else(|| format!("{lat}, {lon}")),
        raw: raw.map(str::to_owned),
        position,
        uncertainty_m,
        where_prec: precision(uncertainty_m),
        score: 1.0,
        place_id: None,
        kind: None,
        country: region(|it| &it.country),
        admin1: region(|it| &it.admin1),
        admin2: region(|it| &it.admin2),
    }
}

fn precision(uncertainty_m: u32) -> WherePrecision {
    if uncertainty_m <= EXACT_M_MAX {
        WherePrecision::Exact
    } else if uncertainty_m <= NEAR_M_MAX {
        WherePrecision::Near
    } else {
        WherePrecision::Part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(position: (f64, f64), uncertainty_m: u32, raw: Option<&str>, expected: &str) {
        let at = LonLat::new(position.0, position.1).unwrap();
        let place = pinned(Gazetteer::bundled(), at, uncertainty_m, raw);
        let actual = format!(
            "{} {} {} {}",
            place.name,
            place.where_prec as u8,
            place.admin1.as_deref().unwrap_or("-"),
            place.country.as_deref().unwrap_or("-")
        );
        assert_eq!(actual, expected);
        assert_eq!((place.position, place.place_id), (at, None));
    }

    #[test]
    fn a_pin_keeps_the_name_as_written_and_takes_the_regions_around() {
        let fergana = "Fergana Region UZ";
        check(
            (71.783, 40.386),
            100,
            Some("Margʻilon yaqini"),
            &format!("Margʻilon yaqini 1 {fergana}"),
        );
        check(
            (71.7864, 40.3842),
            7_500,
            None,
            &format!("Fergana 1 {fergana}"),
        );
    }

    #[test]
    fn the_wider_a_pin_the_less_exact_is_the_place() {
        for (uncertainty_m, code) in [(7_500, 1), (7_501, 2), (25_000, 2), (25_001, 5)] {
            let expected = format!("x {code} Fergana Region UZ");
            check((71.783, 40.386), uncertainty_m, Some("x"), &expected);
        }
    }
}
