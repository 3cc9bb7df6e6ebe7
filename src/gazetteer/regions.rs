use std::collections::HashMap;

use super::{Gazetteer, Place, PlaceIndex, PlaceKind, borders::Borders, own::OwnRow};

/// A settlement further than this, in metres, tells nothing of the country of a position.
const COUNTRY_M_MAX: f64 = 300_000.0;

/// A settlement further than this, in metres, tells nothing of the region of a position.
const ADMIN1_M_MAX: f64 = 100_000.0;

/// In which regions the user's places lie.
pub(super) struct Regions<'g> {
    base: &'g Gazetteer,
    /// Codes of `GeoNames` to the codes of the gazetteer, each with the places that bear it out.
    learned: HashMap<&'g str, HashMap<&'g str, u32>>,
}

/// The country and region of a place; empty if they cannot be told.
pub(super) struct Around<'g> {
    pub(super) country: &'g str,
    pub(super) admin1: &'g str,
}

impl<'g> Regions<'g> {
    pub(super) fn of(base: &'g Gazetteer) -> Self {
        Self {
            base,
            learned: HashMap::new(),
        }
    }

    /// Takes from a place that both sides know by which code the gazetteer knows its region.
    pub(super) fn learn(&mut self, row: &OwnRow<'g>, known: &Place<'g>) {
        let code = if known.kind == PlaceKind::Admin1 {
            known.code
        } else {
            known.admin1
        };
        if !row.admin1.is_empty() && !code.is_empty() {
            let codes = self.learned.entry(row.admin1).or_default();
            *codes.entry(code).or_default() += 1;
        }
    }

    /// The gazetteer's code of the region that a row names, or the row's own.
    pub(super) fn admin1(&self, row: &OwnRow<'g>) -> &'g str {
        let codes = self.learned.get(row.admin1).into_iter().flatten();
        let most = codes.max_by_key(|(code, places)| (**places, **code));
        most.map_or(row.admin1, |(code, _)| code)
    }

    /// Where a place lies: as its row says, else within whose borders, else as the nearest settlement.
    pub(super) fn around(&self, row: &OwnRow<'g>) -> Around<'g> {
        let (country, admin1) = (row.country, self.admin1(row));
        if !admin1.is_empty() && !country.is_empty() || is_region(row.kind) {
            return Around { country, admin1 };
        }
        let inside = self.inside(row);
        let or = |given: &'g str, told: &'g str| if given.is_empty() { told } else { given };
        Around {
            country: or(country, inside.country),
            admin1: or(admin1, inside.admin1),
        }
    }

    /// The country and region of a position by the borders of the base map, else by the nearest settlement.
    /// A region of another country than the row's is none.
    fn inside(&self, row: &OwnRow<'g>) -> Around<'g> {
        let region = Borders::regions().at(row.position);
        let region = region.and_then(|code| self.base.by_code(code));
        if let Some(region) = region.map(|region| self.base.place(region))
            && [region.country, ""].contains(&row.country)
        {
            return Around {
                country: region.country,
                admin1: region.code,
            };
        }
        let near = self.nearest(row);
        let within = |limit_m| near.as_ref().filter(move |(_, away_m)| *away_m <= limit_m);
        let country = Borders::countries().at(row.position);
        let country = country.or_else(|| Some(within(COUNTRY_M_MAX)?.0.country));
        let admin1 = within(ADMIN1_M_MAX).filter(|(place, _)| Some(place.country) == country);
        Around {
            country: country.unwrap_or_default(),
            admin1: admin1.map_or("", |(place, _)| place.admin1),
        }
    }

    /// The nearest settlement, of the row's country if it names one, with its distance in metres.
    fn nearest(&self, row: &OwnRow<'g>) -> Option<(Place<'g>, f64)> {
        let fits = |index: PlaceIndex| {
            let place = self.base.place(index);
            let settlement = place.kind.is_settled() && !is_region(Some(place.kind));
            settlement && (row.country.is_empty() || row.country == place.country)
        };
        let nearest = self.base.nearest(row.position, 1, fits);
        nearest
            .first()
            .map(|(index, away_m)| (self.base.place(*index), *away_m))
    }
}

fn is_region(kind: Option<PlaceKind>) -> bool {
    use PlaceKind as K;
    matches!(
        kind,
        Some(K::Country | K::Admin1 | K::Macroregion | K::Sea | K::Admin2)
    )
}
