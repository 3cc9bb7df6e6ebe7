//! Event lists whose longitudes and latitudes stand in each other's columns.
//!
//! Swapped positions of Central Asia are valid ones, mostly in the Arctic: no range check finds them.

use crate::{
    document::{Origin, Record, Refusal},
    gazetteer::Gazetteer,
    space::LonLat,
};

/// Refuses every row with a position if all of them lie nowhere as given and in Central Asia when
/// exchanged. Nothing is exchanged for the user: a list with such a mistake may have others.
pub(super) fn refuse_swapped(
    gazetteer: &Gazetteer,
    records: Vec<Record>,
) -> (Vec<Record>, Vec<Refusal>) {
    let mut positions = records
        .iter()
        .filter_map(|record| record.position)
        .peekable();
    let is_list_swapped =
        positions.peek().is_some() && positions.all(|at| gazetteer.meant_if_swapped(at).is_some());
    if !is_list_swapped {
        return (records, Vec::new());
    }
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for record in records {
        match record.position {
            Some(position) => refused.push(refusal(gazetteer, &record, position)),
            None => kept.push(record),
        }
    }
    (kept, refused)
}

fn refusal(gazetteer: &Gazetteer, record: &Record, position: LonLat) -> Refusal {
    let (lat, lon) = (position.lat(), position.lon());
    let place = gazetteer.meant_if_swapped(position);
    let name = place.map_or("Central Asia", |place| gazetteer.place(place).name);
    Refusal {
        origin: Origin {
            field: Some("latitude, longitude".to_owned()),
            ..record.origin.clone()
        },
        value: Some(format!("{lat}, {lon}")),
        reason: format!(
            "latitude {lat} and longitude {lon} look swapped: every row lies far from any town, and \
             with the two exchanged this one is near {name}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows at positions given latitude first, as a table with swapped columns has them.
    #[track_caller]
    fn check(positions: &[Option<(f64, f64)>], expected: &[&str]) {
        let at = |(lat, lon)| LonLat::new(lon, lat).unwrap();
        let row = |position: &Option<(f64, f64)>| Record {
            origin: Origin {
                source: "list.csv".to_owned(),
                ..Origin::default()
            },
            position: position.map(at),
            ..Record::default()
        };
        let records = positions.iter().map(row).collect();
        let (kept, refused) = refuse_swapped(Gazetteer::bundled(), records);
        let messages: Vec<_> = refused.iter().map(ToString::to_string).collect();
        assert_eq!(messages, expected, "{positions:?}");
        assert_eq!(kept.len() + refused.len(), positions.len());
    }

    #[test]
    fn a_list_whose_rows_all_lie_in_the_arctic_is_refused() {
        check(
            &[Some((69.2401, 41.2995)), None, Some((72.3442, 40.7821))],
            &[
                "list.csv: latitude, longitude \"69.2401, 41.2995\": latitude 69.2401 and longitude \
                 41.2995 look swapped: every row lies far from any town, and with the two exchanged \
                 this one is near Tashkent",
                "list.csv: latitude, longitude \"72.3442, 40.7821\": latitude 72.3442 and longitude \
                 40.7821 look swapped: every row lies far from any town, and with the two exchanged \
                 this one is near Andijon",
            ],
        );
    }

    #[test]
    fn lists_of_other_parts_of_the_world_and_mixed_lists_are_taken() {
        let moscow = Some((55.7558, 37.6173));
        let murmansk = Some((68.9585, 33.0827));
        let donetsk = Some((48.0159, 37.8028));
        check(&[moscow], &[]);
        check(&[murmansk], &[]);
        check(&[donetsk], &[]);
        check(&[Some((69.2401, 41.2995)), Some((41.2995, 69.2401))], &[]);
        check(&[None], &[]);
        check(&[], &[]);
    }
}
