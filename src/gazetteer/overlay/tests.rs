use super::*;
use crate::{
    gazetteer::{self, NameEntry, OWN_HEADER, Tables, Walk, compile},
    space::LonLat,
    text,
};

/// The bundled gazetteer with a layer of these lines over it.
fn layered(standing: Standing, lines: &[&str]) -> Gazetteer {
    over(Gazetteer::bundled(), standing, lines)
}

fn over(base: &Gazetteer, standing: Standing, lines: &[&str]) -> Gazetteer {
    let text = format!("{OWN_HEADER}\n{}", lines.join("\n"));
    let table = OwnTable {
        name: "own.tsv",
        text: &text,
    };
    let blob = compile_own(base, standing, &[table], "a stamp").unwrap();
    gazetteer::check(&blob).unwrap();
    assert_eq!(gazetteer::stamp(&blob).unwrap(), "a stamp");
    base.with_layer(blob.leak()).unwrap()
}

/// Every place called so, as `id standing name country admin1`.
#[track_caller]
fn check(gazetteer: &Gazetteer, name: &str, expected: &[&str]) {
    let described = |index| {
        let place = gazetteer.place(index);
        let standing = place.standing.as_str();
        format!(
            "{} {standing} {} {} {}",
            place.id, place.name, place.country, place.admin1
        )
    };
    let places = |found: Vec<NameEntry<'_>>| {
        let mut places: Vec<_> = found.iter().map(|entry| entry.place).collect();
        places.dedup();
        places.into_iter().map(described).collect::<Vec<_>>()
    };
    assert_eq!(places(gazetteer.lookup(name)), expected, "{name}");
    let folded = fold(name);
    let walk = folded.split(' ').try_fold(gazetteer.walk(), Walk::step);
    let walked = walk.into_iter().flat_map(Walk::entries);
    assert_eq!(places(walked.collect()), expected, "{name}, walked");
}

const RANGE: &str = "own:morguzar\tmountain\tMorguzar range\t\t\t\t68.1\t39.85\t5000\t0\tru:Моргузарский хребет|uz-Cyrl.preferred:Морғузар тизмаси\tfield notes";

#[test]
fn a_place_that_nobody_knew_is_found_by_all_its_names_and_lies_in_its_region() {
    let gazetteer = layered(Standing::Own, &[RANGE]);
    let expected = ["own:morguzar own Morguzar range UZ UZ-JI"];
    check(&gazetteer, "Morguzar range", &expected);
    check(&gazetteer, "моргузарский хребет", &expected);
    check(&gazetteer, "Морғузар тизмаси", &expected);
    let range = gazetteer.by_id("own:morguzar").unwrap();
    let regions = gazetteer.chain(range).into_iter();
    let names: Vec<_> = regions.map(|region| gazetteer.place(region).name).collect();
    assert_eq!(names, ["Jizzakh Region", "Uzbekistan"]);
    assert_eq!(gazetteer.len(), Gazetteer::bundled().len() + 1);
    let nearest = gazetteer.nearest(gazetteer.position(range), 1, |_| true);
    assert_eq!(nearest, [(range, 0.0)]);
    assert_eq!(gazetteer.complete("m", 1)[0].place, range);
    let (entry, letters) = gazetteer.alike("Morguzar rangee")[0];
    assert_eq!((entry.place, letters), (range, 1));
    assert_eq!(gazetteer.complete("morguzar ra", 3)[0].place, range);
    let stems = ["моргузарский", "хребет"]
        .iter()
        .try_fold(gazetteer.walk_stems(), |walk, stem| {
            walk.step(text::stem(stem))
        });
    assert_eq!(stems.into_iter().flat_map(Walk::entries).count(), 1);
}

#[test]
fn a_place_called_and_lying_as_a_bundled_one_is_that_place_with_what_its_user_says() {
    let row = "base-12\tmilitary_site\tKarshi-Khanabad Air Base\t\t\t\t65.93\t38.84\t400\t0\ten:K2\tfield notes";
    let gazetteer = layered(Standing::Own, &[row]);
    let base = gazetteer.by_id("zij:khanabad-air-base").unwrap();
    let place = gazetteer.place(base);
    let told = (
        place.kind,
        place.uncertainty_m,
        place.country,
        place.admin1,
        place.source,
    );
    assert_eq!(
        told,
        (PlaceKind::MilitarySite, 400, "UZ", "UZ-QA", "field notes")
    );
    assert_eq!(place.position, LonLat::new(65.93, 38.84).unwrap());
    assert_eq!(
        (place.standing, gazetteer.by_id("base-12")),
        (Standing::Own, None)
    );
    assert_eq!(gazetteer.len(), Gazetteer::bundled().len());
    let bundled = Gazetteer::bundled();
    let below = bundled.by_id("zij:khanabad-air-base").unwrap();
    for name in bundled.names(below) {
        let found = gazetteer.lookup(name.text);
        assert!(found.iter().any(|entry| entry.place == base), "{name:?}");
        assert!(found.iter().all(|entry| entry.place != below), "{name:?}");
    }
    check(
        &gazetteer,
        "k2",
        &[
            "zij:khanabad-air-base own Karshi-Khanabad Air Base UZ UZ-QA",
            "zij:k2 bundled K2 PK ",
        ],
    );
}

#[test]
fn the_same_name_elsewhere_or_of_another_sort_is_another_place() {
    let far = "a\ttown\tOsh\t\t\t\t69.2\t41.3\t\t0\t\tnotes";
    let river = "b\triver\tOsh\t\t\t\t72.8\t40.53\t\t0\t\tnotes";
    let near = "c\t\tOsh\t\t\t\t72.81\t40.53\t\t0\t\tnotes";
    let gazetteer = layered(Standing::Own, &[far, river, near]);
    let ids: Vec<_> = ["a", "b", "c", "geonames:1527534"]
        .map(|id| gazetteer.by_id(id).is_some())
        .into();
    assert_eq!(ids, [true, true, false, true]);
    let osh = gazetteer.place(gazetteer.by_id("geonames:1527534").unwrap());
    assert_eq!(
        (osh.standing, osh.kind, osh.population > 0),
        (Standing::Own, PlaceKind::City, true)
    );
}

#[test]
fn a_reference_list_adds_places_and_names_and_changes_no_bundled_place() {
    let osh =
        "geonames:1527534\tvillage\tOsh Shahri\tKG\tKG.08\t\t10\t10\t\t5\tky:Ош шаары\tGeoNames";
    let village =
        "geonames:99999999\tvillage\tQumqishloq Yangi\tKG\tKG.08\t\t72.9\t40.6\t\t0\t\tGeoNames";
    let region = "geonames:99999998\tadmin1\tNew Region\tKG\tKG.77\t\t72.9\t40.6\t\t0\t\tGeoNames";
    let gazetteer = layered(Standing::Reference, &[osh, village, region]);
    let bundled = Gazetteer::bundled();
    let [now, then] = [&gazetteer, bundled]
        .map(|gazetteer| gazetteer.place(gazetteer.by_id("geonames:1527534").unwrap()));
    assert_eq!(now, then);
    check(
        &gazetteer,
        "Ош шаары",
        &[
            "geonames:1527534 bundled Osh KG KG-O",
            "geonames:10300944 bundled Osh City KG ",
        ],
    );
    check(
        &gazetteer,
        "Qumqishloq Yangi",
        &["geonames:99999999 reference Qumqishloq Yangi KG KG-O"],
    );
    assert_eq!(
        gazetteer.by_code("KG.77"),
        gazetteer.by_id("geonames:99999998")
    );
    let own = "x\tvillage\tQumqishloq Yangi\t\t\t\t72.91\t40.6\t100\t0\t\tnotes";
    let both = over(&gazetteer, Standing::Own, &[own]);
    check(
        &both,
        "Qumqishloq Yangi",
        &["geonames:99999999 own Qumqishloq Yangi KG KG-O"],
    );
    assert_eq!(both.len(), bundled.len() + 2);
    assert_eq!(both.places().count(), both.len());
}

#[test]
fn the_nearest_over_layers_are_those_of_a_plain_scan() {
    let lines: Vec<String> = (0..60)
        .map(|at| {
            let (lon, lat) = (f64::from(at * 6 - 179), f64::from(at * 3 - 89));
            format!("own:{at}\tvillage\tPlace {at}\t\t\t\t{lon}\t{lat}\t\t0\t\tnotes")
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let gazetteer = layered(Standing::Own, &lines);
    for (lon, lat) in [(69.2, 41.3), (-180.0, -90.0), (180.0, 90.0), (0.0, 0.0)] {
        let position = LonLat::new(lon, lat).unwrap();
        let mut all: Vec<_> = gazetteer
            .places()
            .map(|place| (place, position.distance_m(gazetteer.position(place))))
            .collect();
        all.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
        all.truncate(7);
        assert_eq!(gazetteer.nearest(position, 7, |_| true), all);
    }
}

#[test]
fn rows_of_one_id_are_one_place_with_all_their_names() {
    let second = RANGE.replace("Morguzar range", "Morguzar ridge");
    let gazetteer = layered(Standing::Own, &[RANGE, &second]);
    check(
        &gazetteer,
        "Morguzar ridge",
        &["own:morguzar own Morguzar range UZ UZ-JI"],
    );
}

#[track_caller]
fn check_refused(text: &str, expected: &str) {
    let table = OwnTable {
        name: "own.tsv",
        text,
    };
    let error = compile_own(Gazetteer::bundled(), Standing::Own, &[table], "").unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_table_of_another_version_or_with_a_wrong_line_is_refused() {
    check_refused(
        "",
        &format!("own.tsv line 1: the header is \"\", expected {OWN_HEADER:?}"),
    );
    let wrong = |line: &str| format!("{OWN_HEADER}\n{line}");
    check_refused(
        &wrong("a\tb"),
        "own.tsv line 2: the count of fields is \"2\", expected 12",
    );
    check_refused(
        &wrong(&RANGE.replace("ru:", "")),
        "own.tsv line 2: names is \"Моргузарский хребет|uz-Cyrl.preferred:Морғузар тизмаси\", expected lang:name or lang.kind:name, with | between them",
    );
    check_refused(
        &wrong(&RANGE.replace("68.1\t", "268.1\t")),
        "own.tsv line 2: lon is \"268.1\", expected degrees from -180 to 180",
    );
    let long = RANGE.replace("field notes", &"x".repeat(65_536));
    check_refused(
        &wrong(&long),
        "own.tsv line 2: a field is \"65536 bytes long\", expected at most 65535 bytes",
    );
    let fits = RANGE.replace("field notes", &"x".repeat(65_535));
    layered(Standing::Own, &[&fits]);
}

#[test]
fn a_layer_made_over_other_places_is_refused() {
    let table = OwnTable {
        name: "own.tsv",
        text: OWN_HEADER,
    };
    let blob = compile_own(Gazetteer::bundled(), Standing::Own, &[table], "")
        .unwrap()
        .leak();
    let both = Gazetteer::bundled().with_layer(blob).unwrap();
    assert_eq!(both.len(), Gazetteer::bundled().len());
    let small = Gazetteer::from_bytes(
        compile(&Tables {
            places: "",
            names: "",
            ambiguous: "",
        })
        .unwrap(),
    )
    .unwrap();
    assert!(small.with_layer(blob).is_err());
    assert!(both.with_layer(blob).unwrap().with_layer(blob).is_err());
}
