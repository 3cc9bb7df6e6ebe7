use crate::space::{LonLat, SpaceError};

/// A position given as `65.9,38.8`.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn position(text: &str) -> Result<LonLat, String> {
    let degrees = |part: &str| part.trim().parse::<f64>().ok();
    let numbers = text
        .split_once(',')
        .and_then(|(lon, lat)| degrees(lon).zip(degrees(lat)));
    let (lon, lat) = numbers.ok_or("expected longitude,latitude in degrees")?;
    LonLat::new(lon, lat).map_err(|error: SpaceError| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_checked() {
        assert_eq!(
            position("65.9, 38.8"),
            LonLat::new(65.9, 38.8).map_err(|error| error.to_string())
        );
        assert_eq!(
            position("65.9").unwrap_err(),
            "expected longitude,latitude in degrees"
        );
        assert_eq!(
            position("38.8,165").unwrap_err(),
            "latitude 165 is outside -90..=90 degrees"
        );
    }
}
