use super::*;
use crate::{
    gazetteer::{NameKind, OwnName, OwnPlace, PlaceKind},
    space::LonLat,
};

fn place(id: &str, name: &str, lon: f64) -> OwnPlace {
    OwnPlace {
        id: id.to_owned(),
        kind: Some(PlaceKind::Village),
        name: name.to_owned(),
        country: String::new(),
        admin1: String::new(),
        admin2: String::new(),
        position: LonLat::new(lon, 40.0).unwrap(),
        uncertainty_m: None,
        population: 0,
        names: vec![],
        source: "notes".to_owned(),
    }
}

/// Takes places into a list; what became of each.
fn take(own: &OwnPlaces, standing: Standing, label: &str, places: &[OwnPlace]) -> Vec<Outcome> {
    let mut intake = own.intake(standing, label).unwrap();
    let outcomes = places
        .iter()
        .map(|place| intake.place(place).unwrap())
        .collect();
    intake.finish(own).unwrap();
    outcomes
}

#[test]
fn without_lists_the_gazetteer_is_the_bundled_one_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let own = OwnPlaces::beside(folder.path());
    assert!(std::ptr::eq(own.open().unwrap(), Gazetteer::bundled()));
    assert_eq!(own.lists().unwrap(), []);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn every_place_is_new_merged_changed_or_known() {
    let folder = tempfile::tempdir().unwrap();
    let own = OwnPlaces::beside(folder.path());
    let first = [
        place("own:1", "Qoratepa Yangi", 66.0),
        place("geonames:1527534", "Osh", 72.8),
    ];
    assert_eq!(
        take(&own, Standing::Own, "mine", &first),
        [Outcome::New, Outcome::Merged]
    );
    let second = [
        place("own:1", "Qoratepa Yangi", 66.0),
        place("geonames:1527534", "Osh", 72.9),
    ];
    assert_eq!(
        take(&own, Standing::Own, "mine", &second),
        [Outcome::Known, Outcome::Changed]
    );
    let gazetteer = own.open().unwrap();
    assert_eq!(gazetteer.len(), Gazetteer::bundled().len() + 1);
    let osh = gazetteer.by_id("geonames:1527534").unwrap();
    assert_eq!(gazetteer.position(osh), LonLat::new(72.9, 40.0).unwrap());
    assert_eq!(own.remove("mine").unwrap(), 2);
    assert!(std::ptr::eq(own.open().unwrap(), Gazetteer::bundled()));
}

#[test]
fn names_join_a_place_of_the_list_or_any_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let own = OwnPlaces::beside(folder.path());
    let known = Gazetteer::bundled();
    let name = |text: &str| OwnName {
        lang: "ky".to_owned(),
        kind: NameKind::Alias,
        text: text.to_owned(),
    };
    let mut intake = own.intake(Standing::Reference, "names").unwrap();
    let mut take = |id, text| intake.name(id, &name(text), known);
    assert_eq!(take("geonames:1527534", "Ош шаары"), Ok(Outcome::New));
    assert_eq!(take("geonames:1527534", "Ош калаасы"), Ok(Outcome::New));
    assert_eq!(take("geonames:1527534", "Ош шаары"), Ok(Outcome::Known));
    assert_eq!(take("geonames:1", "Ош шаары"), Ok(Outcome::Elsewhere));
    let refused = take("geonames:1527534", "a|b").unwrap_err();
    assert_eq!(
        refused,
        "name is \"a|b\", expected some text without tab, line break or |"
    );
    intake.finish(&own).unwrap();
    let gazetteer = own.open().unwrap();
    let found = gazetteer.lookup("ош калаасы");
    assert_eq!(gazetteer.place(found[0].place).id, "geonames:1527534");
}

#[test]
fn a_list_that_cannot_be_compiled_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let own = OwnPlaces::beside(folder.path());
    take(
        &own,
        Standing::Own,
        "mine",
        &[place("own:1", "Qoratepa Yangi", 66.0)],
    );
    let broken = own.folder.join("own/broken.tsv");
    let before = std::fs::read_to_string(own.folder.join("own/mine.tsv")).unwrap();
    let mut intake = own.intake(Standing::Own, "mine").unwrap();
    intake.place(&place("own:2", "Oqtepa Yangi", 66.0)).unwrap();
    std::fs::write(broken, "no list\n").unwrap();
    assert!(matches!(intake.finish(&own), Err(OwnError::Table { .. })));
    assert_eq!(
        std::fs::read_to_string(own.folder.join("own/mine.tsv")).unwrap(),
        before
    );
}

#[test]
fn a_list_has_a_name_that_a_file_can_have() {
    let own = OwnPlaces::beside(Path::new("never made"));
    let long = "x".repeat(65);
    for label in ["", "../x", ".x", "a b", "a:b", &long] {
        assert!(
            matches!(own.intake(Standing::Own, label), Err(OwnError::Label(_))),
            "{label}"
        );
    }
    assert!(own.list(Standing::Own, &"ў".repeat(64)).is_ok());
}

#[test]
fn whoever_follows_the_lists_sees_them_change_and_keeps_what_it_has_where_one_is_broken() {
    let folder = tempfile::tempdir().unwrap();
    let own = OwnPlaces::beside(folder.path());
    let followed = Followed::of(own.clone()).unwrap();
    let has = |id: &str| followed.gazetteer().by_id(id).is_some();
    assert_eq!((followed.refresh().unwrap(), has("own:1")), (false, false));
    let first = place("own:1", "Qoratepa Yangi", 66.0);
    take(&own, Standing::Own, "mine", &[first]);
    assert!(!has("own:1"), "nothing changes before it is asked");
    assert_eq!((followed.refresh().unwrap(), has("own:1")), (true, true));
    assert!(!followed.refresh().unwrap());
    let intake = own.intake(Standing::Own, "mine").unwrap();
    std::fs::write(own.folder.join("own/broken.tsv"), "no list\n").unwrap();
    assert!(!followed.refresh().unwrap(), "somebody is at it");
    drop(intake);
    assert!(matches!(followed.refresh(), Err(OwnError::Table { .. })));
    assert_eq!((followed.refresh().unwrap(), has("own:1")), (false, true));
    std::fs::remove_file(own.folder.join("own/broken.tsv")).unwrap();
    own.remove("mine").unwrap();
    assert_eq!((followed.refresh().unwrap(), has("own:1")), (true, false));
}
