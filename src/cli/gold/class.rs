//! What sort of place an answer is, as coarse as figures are told by.

use crate::gazetteer::PlaceKind;

/// Sorts of places that figures are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) enum PlaceClass {
    /// A country.
    Country,
    /// A region of several countries, a continent.
    Macroregion,
    /// A first-level region.
    Region,
    /// A second-level region or smaller.
    District,
    /// A capital, or a town of 100,000 inhabitants or more.
    City,
    /// Any smaller settlement, or a part of one.
    Town,
    /// A river, lake, mountain, pass and the like.
    Nature,
    /// A base, airport, dam, crossing, building and the like.
    Site,
    /// Given by its position alone, or not known.
    Other,
}

impl PlaceClass {
    /// The word in tables of figures.
    pub(in crate::cli) fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Macroregion => "macroregion",
            Self::Region => "region",
            Self::District => "district",
            Self::City => "city",
            Self::Town => "town",
            Self::Nature => "nature",
            Self::Site => "site",
            Self::Other => "other",
        }
    }

    /// The class of a kind of the gazetteer.
    pub(in crate::cli) fn of_kind(kind: PlaceKind) -> Self {
        use PlaceKind as K;
        match kind {
            K::Country => Self::Country,
            K::Macroregion => Self::Macroregion,
            K::Admin1 => Self::Region,
            K::Admin2 => Self::District,
            K::Capital | K::City => Self::City,
            K::Town | K::Village | K::Neighbourhood | K::Abandoned => Self::Town,
            kind if kind.is_natural() => Self::Nature,
            _ => Self::Site,
        }
    }

    /// The class of a [feature code of GeoNames](https://www.geonames.org/export/codes.html); settlements
    /// count as towns but for capitals, for the codes do not tell their size.
    pub(super) fn of_feature_code(code: &str) -> Self {
        const NATURE: [&str; 22] = [
            "BAY", "CAPE", "CHN", "DSRT", "GULF", "HBR", "ISL", "ISLS", "LK", "LKS", "MT", "MTS",
            "OCN", "PASS", "PEN", "RSV", "SEA", "STM", "STMS", "STRT", "VAL", "VLC",
        ];
        match code {
            "" => Self::Other,
            "CONT" | "RGN" | "AREA" => Self::Macroregion,
            "ADM1" => Self::Region,
            "PPLC" => Self::City,
            code if code.starts_with("PCL") => Self::Country,
            code if code.starts_with("ADM") => Self::District,
            code if code.starts_with("PPL") => Self::Town,
            code if NATURE.contains(&code) => Self::Nature,
            _ => Self::Site,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feature_codes_of_geonames_have_their_class() {
        let codes = [
            "PCLI", "ADM1", "ADMD", "PPLC", "PPLA2", "LK", "AIRP", "CONT", "",
        ];
        let classes = codes.map(|code| PlaceClass::of_feature_code(code).as_str());
        let expected = [
            "country",
            "region",
            "district",
            "city",
            "town",
            "nature",
            "site",
            "macroregion",
            "other",
        ];
        assert_eq!(classes, expected);
    }
}
