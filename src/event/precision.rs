use serde::{Deserialize, Serialize};

/// What a position stands for: `where_prec` of UCDP GED, the finest of the scales in use.
///
/// Source: UCDP GED codebook 24.1, section 4, <https://ucdp.uu.se/downloads/ged/ged241.pdf>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum WherePrecision {
    /// The place itself.
    Exact = 1,
    /// A limited area around a place.
    Near = 2,
    /// A second-level region.
    Admin2 = 3,
    /// A first-level region.
    Admin1 = 4,
    /// A part of a country larger than a first-level region, or between two places.
    Part = 5,
    /// A country.
    Country = 6,
    /// International waters or airspace.
    Waters = 7,
}

/// `geo_precision` of ACLED, derived: UCDP 1 is 1, 2 and 3 are 2, 4 to 7 are 3 (our rule).
///
/// Source of the codes: ACLED codebook, "Geo-precision", <https://acleddata.com/resources/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GeoPrecision {
    /// A particular town or site.
    Town = 1,
    /// A small part of a region, or near a town.
    Near = 2,
    /// A larger region.
    Region = 3,
}

impl WherePrecision {
    /// The coarser scale of ACLED.
    #[must_use]
    pub fn geo_precision(self) -> GeoPrecision {
        match self {
            Self::Exact => GeoPrecision::Town,
            Self::Near | Self::Admin2 => GeoPrecision::Near,
            Self::Admin1 | Self::Part | Self::Country | Self::Waters => GeoPrecision::Region,
        }
    }
}

impl From<WherePrecision> for u8 {
    fn from(precision: WherePrecision) -> Self {
        precision as Self
    }
}

impl TryFrom<u8> for WherePrecision {
    type Error = String;

    fn try_from(code: u8) -> Result<Self, String> {
        Ok(match code {
            1 => Self::Exact,
            2 => Self::Near,
            3 => Self::Admin2,
            4 => Self::Admin1,
            5 => Self::Part,
            6 => Self::Country,
            7 => Self::Waters,
            _ => return Err(format!("where_prec is {code}, expected 1 to 7")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_and_has_its_coarser_scale() {
        let coarse = (1..=7).map(|code| {
            let precision = WherePrecision::try_from(code).unwrap();
            assert_eq!(u8::from(precision), code);
            precision.geo_precision() as u8
        });
        assert_eq!(coarse.collect::<Vec<_>>(), [1, 2, 2, 3, 3, 3, 3]);
        assert_eq!(
            WherePrecision::try_from(8).unwrap_err(),
            "where_prec is 8, expected 1 to 7"
        );
    }
}
