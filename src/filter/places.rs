use super::{ParamError, Params, take_list};
use crate::{
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    space::Bbox,
};

/// Conditions that a place of the gazetteer must all meet; the default has none and is met by every place.
///
/// ```
/// use zij::{filter::{Params, PlaceFilter}, gazetteer::Gazetteer};
/// let gazetteer = Gazetteer::bundled();
/// let mut params = Params::parse("country=KG&kind=capital")?;
/// let filter = PlaceFilter::take(&mut params, gazetteer)?;
/// let [bishkek] = filter.places(gazetteer)[..] else { panic!("one capital") };
/// assert_eq!(gazetteer.place(bishkek).name, "Bishkek");
/// # Ok::<(), zij::filter::ParamError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PlaceFilter {
    /// The central point lies in the box or on its edge.
    pub bbox: Option<Bbox>,
    /// One of its names begins so, whatever the case, accents and apostrophes.
    pub q: Option<String>,
    /// What it is, is one of these.
    pub kinds: Option<Vec<PlaceKind>>,
    /// Its country's ISO 3166-1 alpha-2 code is one of these.
    pub countries: Option<Vec<String>>,
}

impl PlaceFilter {
    /// Takes the filter's parameters: `bbox`, `q`, `kind`, `country`.
    ///
    /// # Errors
    ///
    /// When one of them is given twice or has no meaning.
    pub fn take(params: &mut Params, gazetteer: &Gazetteer) -> Result<Self, ParamError> {
        Ok(Self {
            bbox: params.take_exact("bbox")?,
            q: params.take("q")?.filter(|q| !q.trim().is_empty()),
            kinds: take_kinds(params)?,
            countries: take_countries(params, gazetteer)?,
        })
    }

    /// The places that meet every condition, by id.
    #[must_use]
    pub fn places(&self, gazetteer: &Gazetteer) -> Vec<PlaceIndex> {
        let mut places: Vec<PlaceIndex> = match &self.q {
            None => gazetteer.places().collect(),
            Some(q) => {
                let named = gazetteer.complete(q, usize::MAX).into_iter();
                named.map(|entry| entry.place).collect()
            }
        };
        places.retain(|place| self.matches(gazetteer, *place));
        // Runs that are sorted already, as those of each layer, cost no more than one look.
        places.sort_by_key(|place| gazetteer.place(*place).id);
        places
    }

    fn matches(&self, gazetteer: &Gazetteer, index: PlaceIndex) -> bool {
        let in_box = |bbox: Bbox| bbox.contains(gazetteer.position(index));
        if !self.bbox.is_none_or(in_box) {
            return false;
        }
        let place = gazetteer.record(index);
        let is_kind = |kinds: &Vec<_>| kinds.contains(&place.kind());
        let is_of = |countries: &Vec<String>| countries.iter().any(|code| code == place.country());
        self.kinds.as_ref().is_none_or(is_kind) && self.countries.as_ref().is_none_or(is_of)
    }
}

fn take_kinds(params: &mut Params) -> Result<Option<Vec<PlaceKind>>, ParamError> {
    let words = || PlaceKind::ALL.iter().map(|kind| kind.as_str());
    take_list(params, "kind", PlaceKind::of, || {
        words().collect::<Vec<_>>().join(", ")
    })
}

fn take_countries(
    params: &mut Params,
    gazetteer: &Gazetteer,
) -> Result<Option<Vec<String>>, ParamError> {
    let code = |word: &str| {
        let country = gazetteer.place(gazetteer.by_code(word)?);
        (country.kind == PlaceKind::Country).then(|| word.to_owned())
    };
    let expected = || "ISO 3166-1 alpha-2 codes such as UZ".to_owned();
    take_list(params, "country", code, expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let gazetteer = Gazetteer::bundled();
        let mut params = Params::parse(query).unwrap();
        let filter = PlaceFilter::take(&mut params, gazetteer).unwrap();
        params.finish().unwrap();
        let places = filter.places(gazetteer).into_iter();
        let ids: Vec<_> = places.map(|place| gazetteer.place(place).id).collect();
        assert_eq!(ids, expected, "{query}");
    }

    #[test]
    fn the_conditions_must_all_be_met() {
        check("country=KG&kind=capital", &["geonames:1528675"]);
        check(
            "country=UZ,KG&kind=capital",
            &["geonames:1512569", "geonames:1528675"],
        );
        check("q=Ханабад&country=UZ&kind=town", &["geonames:1513578"]);
        check(
            "bbox=65.9,38.8,65.95,38.85&kind=air_base",
            &["zij:khanabad-air-base"],
        );
        check("bbox=170,-60,-170,-59", &[]);
        check("q=xqzv", &[]);
    }

    #[test]
    fn every_place_meets_no_condition() {
        let gazetteer = Gazetteer::bundled();
        let all = PlaceFilter::default().places(gazetteer);
        assert_eq!(all.len(), gazetteer.places().count());
        assert!(all.is_sorted_by_key(|place| gazetteer.place(*place).id));
    }

    #[test]
    fn a_wrong_parameter_is_named_with_what_is_expected() {
        let wrong = |query: &str| {
            let mut params = Params::parse(query).unwrap();
            let error = PlaceFilter::take(&mut params, Gazetteer::bundled()).unwrap_err();
            error.to_string()
        };
        assert_eq!(
            wrong("country=UZ,Narnia"),
            "parameter country is \"UZ,Narnia\": expected one or more of ISO 3166-1 alpha-2 codes such as UZ, separated by commas"
        );
        assert_eq!(
            wrong("country=UZ-QA"),
            "parameter country is \"UZ-QA\": expected one or more of ISO 3166-1 alpha-2 codes such as UZ, separated by commas"
        );
        let kinds = wrong("kind=castle");
        assert!(
            kinds.starts_with(
                "parameter kind is \"castle\": expected one or more of country, admin1, admin2,"
            ),
            "{kinds}"
        );
    }
}
