//! Events as features: the one mapping from an [`Event`](crate::event::Event) to the flat properties
//! of `GeoJSON` (RFC 7946), and the files that are made of it.

mod acled;
mod atom;
mod columns;
mod feature;
mod flatgeobuf;
mod geopackage;
mod gpx;
mod json;
mod kml;
mod known;
mod place;
mod plover;
mod qgis;
mod table;
mod timemap;
mod ucdp;
mod write;
mod xlsx;
mod xml;

pub use atom::AtomFeed;
pub use feature::{Feature, PROPERTIES, Properties, Shown, edtf};
pub use json::FeatureWriter;
pub use kml::group_colour;
pub use place::{PLACE_PROPERTIES, PlaceProperties};
pub use qgis::{QGIS_LAYER, write_qgis_layer};
pub use write::{Format, write_features};

/// Rounds degrees to the six decimals that every coordinate is written with: 11 cm at the equator.
#[must_use]
pub fn degrees(value: f64) -> f64 {
    rounded(value, 1e6)
}

/// Rounds a confidence to three decimals.
fn share(value: f64) -> f64 {
    rounded(value, 1e3)
}

/// Rounds to a fraction; adding zero turns -0 into 0.
fn rounded(value: f64, fractions: f64) -> f64 {
    (value * fractions).round() / fractions + 0.0
}
