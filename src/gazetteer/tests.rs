use super::*;

const PLACES: &str =
    "id\tkind\tname\tcountry\tcode\tadmin1\tadmin2\tlon\tlat\tuncertainty_m\tpopulation\tsource\n";
const NAMES: &str = "place_id\tlang\tkind\tname\n";
const OSH: &str =
    "geonames:1527534\tcity\tOsh\tKG\t\tKG-O\t\t72.7985\t40.52828\t3000\t322164\tgeonames\n";

#[track_caller]
fn check(places: &str, names: &str, expected: &str) {
    let tables = Tables {
        places: &format!("{PLACES}{places}"),
        names: &format!("{NAMES}{names}"),
        ambiguous: "",
    };
    let actual = match compile(&tables).map(Gazetteer::from_bytes) {
        Ok(Ok(gazetteer)) => format!("{} places", gazetteer.len()),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(actual, expected);
}

#[test]
fn a_wrong_line_is_named_with_its_value_and_what_was_expected() {
    check("", "", "0 places");
    check(OSH, "geonames:1527534\tru\tpreferred\tОш\n", "1 places");
    check(
        &OSH.replace("72.7985", "272.7985"),
        "",
        "places.tsv line 2: lon is \"272.7985\", expected degrees from -180 to 180",
    );
    check(
        &OSH.replace("40.52828", "NaN"),
        "",
        "places.tsv line 2: lat is \"NaN\", expected degrees from -90 to 90",
    );
    check(
        &OSH.replace("3000", "3 km"),
        "",
        "places.tsv line 2: uncertainty_m is \"3 km\", expected a whole number",
    );
    check(
        &OSH.repeat(2),
        "",
        "places.tsv line 3: id is \"geonames:1527534\", expected an id that no other place has",
    );
    check(
        "geonames:1\tcity\n",
        "",
        "places.tsv line 2: the count of fields is \"2\", expected 12",
    );
    check(
        OSH,
        "geonames:1\tru\tpreferred\tОш\n",
        "names.tsv line 2: place_id is \"geonames:1\", expected an id of places.tsv",
    );
    check(
        OSH,
        "geonames:1527534\tru\tusual\tОш\n",
        "names.tsv line 2: kind is \"usual\", expected one of preferred, alias, historic, generated, abbreviation, listed",
    );
    let kinds = PlaceKind::ALL
        .iter()
        .map(|kind| kind.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    check(
        &OSH.replace("\tcity", "\tkishlak"),
        "",
        &format!("places.tsv line 2: kind is \"kishlak\", expected one of {kinds}"),
    );
}

#[test]
fn a_place_reads_as_it_was_written() {
    let tables = Tables {
        places: &format!("{PLACES}{OSH}"),
        names: &format!(
            "{NAMES}geonames:1527534\tru\tpreferred\tОш\ngeonames:1527534\ten\tpreferred\tOsh\n"
        ),
        ambiguous: "name\tlang\treason\nOsh\ten\ta cry\n",
    };
    let gazetteer = Gazetteer::from_bytes(compile(&tables).unwrap()).unwrap();
    let osh = gazetteer.by_id("geonames:1527534").unwrap();
    let expected = Place {
        id: "geonames:1527534",
        name: "Osh",
        kind: PlaceKind::City,
        country: "KG",
        code: "",
        admin1: "KG-O",
        admin2: "",
        position: LonLat::new(72.7985, 40.52828).unwrap(),
        uncertainty_m: 3000,
        population: 322_164,
        source: "geonames",
        standing: Standing::Bundled,
    };
    assert_eq!(gazetteer.place(osh), expected);
    let names: Vec<_> = gazetteer
        .names(osh)
        .map(|entry| (entry.text, entry.lang, entry.kind))
        .collect();
    assert_eq!(
        names,
        [
            ("Osh", "en", NameKind::Preferred),
            ("Ош", "ru", NameKind::Preferred)
        ]
    );
    assert_eq!(gazetteer.ambiguous("osh"), Some("a cry"));
    assert_eq!(
        (
            gazetteer.by_id("geonames:2"),
            gazetteer.by_code("KG"),
            gazetteer.ambiguous("ош")
        ),
        (None, None, None)
    );
}

#[test]
fn damaged_blobs_are_refused_and_never_panic() {
    let tables = Tables {
        places: &format!("{PLACES}{OSH}"),
        names: NAMES,
        ambiguous: "",
    };
    let blob = compile(&tables).unwrap();
    for at in 0..blob.len() {
        assert!(
            Gazetteer::from_bytes(blob[..at].to_vec()).is_err(),
            "cut at {at}"
        );
        let mut damaged = blob.clone();
        damaged[at] ^= 0xff;
        if let Ok(gazetteer) = Gazetteer::from_bytes(damaged) {
            read_all(&gazetteer);
        }
    }
    let error = Gazetteer::from_bytes(b"PK\x03\x04".to_vec()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "not a compiled gazetteer of this version: it begins with [80, 75, 3, 4], expected [122, 105, 106, 103, 97, 122, 0, 2]"
    );
}

fn read_all(gazetteer: &Gazetteer) {
    for place in gazetteer.places().take(10) {
        let _ = (
            gazetteer.place(place),
            gazetteer.names(place).take(10).count(),
            gazetteer.chain(place),
        );
    }
    let _ = (
        gazetteer.lookup("osh"),
        gazetteer.complete("o", 3),
        gazetteer.nearest(LonLat::ORIGIN, 2, |_| true),
    );
}

#[test]
fn the_bundled_gazetteer_is_sound() {
    let gazetteer = Gazetteer::bundled();
    gazetteer.layers[0].blob.verify().unwrap();
    for place in gazetteer.places() {
        let place = gazetteer.place(place);
        assert_eq!(
            gazetteer
                .by_id(place.id)
                .map(|found| gazetteer.place(found).id),
            Some(place.id)
        );
        let folded = gazetteer.lookup(place.name);
        assert!(
            folded
                .iter()
                .any(|entry| gazetteer.place(entry.place).id == place.id),
            "{}",
            place.name
        );
    }
}

#[test]
fn completion_puts_the_likeliest_place_first() {
    let gazetteer = Gazetteer::bundled();
    let names = |prefix: &str, limit| {
        gazetteer
            .complete(prefix, limit)
            .into_iter()
            .map(|entry| gazetteer.place(entry.place).id)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("Tashke", 1), ["geonames:1512569"]);
    assert_eq!(names("Таш", 1), ["geonames:1512569"]);
    assert_eq!(names("Uzb", 1), ["geonames:1512440"]);
    assert_eq!(names("", 5), Vec::<&str>::new());
    assert_eq!(names("zzzzz", 5), Vec::<&str>::new());
}

#[test]
fn the_likeliest_completions_are_the_first_of_all() {
    let gazetteer = Gazetteer::bundled();
    for prefix in ["o", "k", "sa", "т", "ک", "tashkent"] {
        let all = gazetteer.complete(prefix, usize::MAX);
        for limit in [0, 1, 7, 100, 1_000] {
            let first = &all[..limit.min(all.len())];
            assert_eq!(gazetteer.complete(prefix, limit), first, "{prefix} {limit}");
        }
    }
}
