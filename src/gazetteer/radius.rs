use super::PlaceKind;

/// The radius in metres of a place whose user gave none: a town's from its inhabitants, 3,000 of them on a
/// square kilometre, at least 1 km, 2 km if they are unknown, as the bundled towns have it; of the other kinds
/// what most bundled places of that kind lie within.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the root of a population is small and positive"
)]
pub(super) fn uncertainty_m(kind: PlaceKind, population: u64) -> u32 {
    use PlaceKind as K;
    match kind {
        K::Capital | K::City | K::Town | K::Village if population > 0 => {
            let square_km = population as f64 / 3_000.0;
            ((square_km / std::f64::consts::PI).sqrt() * 1_000.0).max(1_000.0) as u32
        }
        K::Country | K::Macroregion | K::Sea => 500_000,
        K::Admin1 => 150_000,
        K::Admin2 | K::Desert => 50_000,
        K::River | K::Valley | K::Canal | K::Mountain | K::Lake | K::Reservoir => 20_000,
        K::OilField | K::GasField => 15_000,
        K::Island | K::TrainingRange | K::TestSite | K::Cosmodrome | K::BorderIncidentSite => {
            10_000
        }
        _ => 2_000,
    }
}
