//! The user's own places: taken, found, kept, removed.

use std::fs;

use serde_json::Value;

use super::Desk;
use crate::files::packed;

const BASES: &str = "Name;Longitude;Latitude;Kind;Country;name_ru;names;uncertainty_m;remarks\r\n\
    Karshi-Khanabad Air Base;65,93;38,84;air base;UZ;База К2;en:K2|Stronghold Freedom;300;seen\r\n\
    Morguzar range;68,1;39,85;mountain;;Моргузарский хребет;;;\r\n\
    Yangi Lager;69,24;41,35;military_site;Узбекистан;;;500;\r\n";

/// What an import says last, without the name of the file.
fn counts(words: &str) -> Vec<&str> {
    let counts = words
        .lines()
        .filter_map(|line| Some(line.split_once(" read = ")?.1));
    counts.collect()
}

/// The best candidate of a name: its id and its reasons.
#[track_caller]
fn best(desk: &Desk, name: &str) -> (String, String) {
    let said = desk.run(&["geocode", "--json", "--limit", "1", name], "");
    let answer: Value =
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{name}: {error} {said:?}"));
    let candidate = &answer["candidates"][0];
    (
        candidate["id"].as_str().unwrap_or_default().to_owned(),
        candidate["why"].to_string(),
    )
}

#[track_caller]
fn check_found(desk: &Desk, name: &str, expected: &str) {
    let (id, why) = best(desk, name);
    assert_eq!(id, expected, "{name}: {why}");
    assert!(why.contains("your own place"), "{name}: {why}");
}

/// An import that takes nothing: its exit code and its first words.
#[track_caller]
fn check_refused(file: &str, content: impl AsRef<[u8]>, code: i32, expected: &str) {
    let desk = Desk::new();
    desk.file(file, content);
    let said = desk.run(&["gazetteer", "import", file], "");
    let first = said.words.lines().next().unwrap_or_default();
    assert_eq!((said.code, first), (code, expected), "{file}");
}

#[test]
fn own_places_win_and_are_taken_once() {
    let desk = Desk::new();
    desk.file("bases.csv", BASES);
    let first = desk.run(&["gazetteer", "import", "bases.csv"], "");
    let expected = "2 new + 1 taken as places known below + 0 changed + 0 as before + 0 left out + 0 refused; \
                    own list bases";
    assert_eq!((first.code, counts(&first.words)), (0, vec![expected]));
    let columns = "columns: Name as name, Longitude as lon, Latitude as lat, Kind as kind, Country as country, \
                   name_ru as name in a language, names, uncertainty_m, remarks not read";
    assert_eq!(first.words.lines().next(), Some(columns));
    check_found(&desk, "К2", "zij:khanabad-air-base");
    check_found(&desk, "stronghold freedom", "zij:khanabad-air-base");
    check_found(
        &desk,
        "моргузарский ХРЕБЕТ",
        "own:morguzar-range@68.1000,39.8500",
    );
    check_found(&desk, "Yangi Lager", "own:yangi-lager@69.2400,41.3500");
    let again = desk.run(&["gazetteer", "import", "bases.csv"], "");
    let expected = "0 new + 0 taken as places known below + 0 changed + 3 as before + 0 left out + 0 refused; \
                    own list bases";
    assert_eq!((again.code, counts(&again.words)), (0, vec![expected]));
    let text = "Self-defence units trained at Yangi Lager on 12 October 2018.";
    let said = desk.run(&["geoparse"], text);
    let line: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        line["mentions"][0]["place"]["id"],
        "own:yangi-lager@69.2400,41.3500"
    );
    let nowhere = desk.run(
        &["geocode", "--store", "elsewhere", "Yangi Lager", "--json"],
        "",
    );
    assert!(!nowhere.out.contains("own:"), "{nowhere:?}");
}

#[test]
fn an_own_place_of_a_known_name_comes_first_and_the_other_stays() {
    let desk = Desk::new();
    let added = desk.run(
        &[
            "gazetteer",
            "add",
            "Osh",
            "--at",
            "69.5,41.2",
            "--kind",
            "village",
        ],
        "",
    );
    assert_eq!(
        (added.code, added.out.as_str()),
        (0, "own:osh@69.5000,41.2000\n")
    );
    check_found(&desk, "Osh", "own:osh@69.5000,41.2000");
    let parsed = desk.run(&["geoparse"], "Soldiers trained in Osh on 12 October 2018.");
    let line: Value = serde_json::from_str(&parsed.out).unwrap();
    let mention = &line["mentions"][0];
    assert_eq!(mention["place"]["id"], "own:osh@69.5000,41.2000", "{line}");
    let all = desk.run(&["geocode", "Osh", "--json"], "");
    assert!(all.out.contains("geonames:1527534"), "{all:?}");
    let kyrgyz = desk.run(
        &[
            "geocode",
            "Osh",
            "--country",
            "KG",
            "--json",
            "--limit",
            "1",
        ],
        "",
    );
    assert!(kyrgyz.out.contains("geonames:1527534"), "{kyrgyz:?}");
    let removed = desk.run(&["gazetteer", "remove", "own:osh@69.5000,41.2000"], "");
    assert_eq!(
        (removed.code, removed.words.as_str()),
        (0, "1 place removed\n")
    );
    assert_eq!(best(&desk, "Osh").0, "geonames:1527534");
    let twice = desk.run(&["gazetteer", "remove", "own:osh@69.5000,41.2000"], "");
    let expected = "zij: there is no list and no place of yours called \"own:osh@69.5000,41.2000\"; see zij gazetteer list\n";
    assert_eq!((twice.code, twice.words.as_str()), (2, expected));
}

const DUMP: &str = "1513578\tXonobod\tXonobod\tKhanabad,Ханабад,TAS,One\t40.8026\t72.97499\tP\tPPL\tUZ\t\t01\t\t\t\t33000\t\t900\tAsia/Tashkent\t2020-01-01\n\
    99000001\tOqtepa Yangi\tOqtepa Yangi\tОктепа Янги\t40.81\t72.99\tP\tPPL\tUZ\t\t01\t\t\t\t0\t\t900\tAsia/Tashkent\t2020-01-01\n\
    99000002\tHotel Andijon\tHotel Andijon\t\t40.78\t72.35\tS\tHTL\tUZ\t\t01\t\t\t\t0\t\t900\tAsia/Tashkent\t2020-01-01\n\
    99000003\tNowhere\tNowhere\t\t140.8\t72.99\tP\tPPL\tUZ\t\t01\t\t\t\t0\t\t900\tAsia/Tashkent\t2020-01-01\n\
    broken\tline\n";

const NAMES: &str = "1\t99000001\tru\tОктепа Новая\t1\t\t\t\t\t\n\
    2\t1513578\tuz\tХонобод қалъаси\t\t\t\t\t\t\n\
    3\t99000001\tlink\thttps://example.org\t\t\t\t\t\t\n\
    4\t12345\ten\tFar away\t\t\t\t\t\t\n\
    5\t99000001\tru\tСтарый Кишлак\t\t\t\t1\t\t\n";

#[test]
fn a_dump_is_read_as_geonames_packs_it() {
    let desk = Desk::new();
    let readme = ("readme.txt", "Readme for GeoNames, extract\n".as_bytes());
    let codes = b"ISO 639-3\tISO 639-2\tISO 639-1\tLanguage Name\n";
    desk.file("UZ.zip", packed(&[readme, ("UZ.txt", DUMP.as_bytes())]));
    let names = ("alternateNamesV2.txt", NAMES.as_bytes());
    desk.file(
        "names.zip",
        packed(&[("iso-languagecodes.txt", codes), names]),
    );
    let said = desk.run(&["gazetteer", "import", "names.zip", "UZ.zip"], "");
    let places = "1 new + 1 taken as places known below + 0 changed + 0 as before + 1 left out + 2 refused; \
                  reference list UZ";
    let names = "3 new + 0 taken as places known below + 0 changed + 0 as before + 2 left out + 0 refused; \
                 reference list alternateNamesV2";
    assert_eq!((said.code, counts(&said.words)), (1, vec![places, names]));
    assert_eq!(best(&desk, "Октепа Новая").0, "geonames:99000001");
    check_refused(
        "a.zip",
        packed(&[readme]),
        2,
        "zij: a.zip is no list of places, expected a GeoNames dump of 19 columns, alternateNamesV2.txt, a table with a header (name, lon, lat), GeoJSON, or a file that is a ZIP archive of them",
    );
    check_refused(
        "a.zip",
        b"PK\x03\x04 and no more",
        2,
        "zij: a.zip: a damaged ZIP archive: invalid Zip archive: Could not find EOCD",
    );
}

#[test]
fn a_dump_of_geonames_covers_more_and_changes_no_bundled_place() {
    let desk = Desk::new();
    let before = best(&desk, "Xonobod");
    desk.file("UZ.txt", DUMP);
    desk.file("alternateNamesV2.txt", NAMES);
    let said = desk.run(
        &["gazetteer", "import", "alternateNamesV2.txt", "UZ.txt"],
        "",
    );
    let places = "1 new + 1 taken as places known below + 0 changed + 0 as before + 1 left out + 2 refused; \
                  reference list UZ";
    let names = "3 new + 0 taken as places known below + 0 changed + 0 as before + 2 left out + 0 refused; \
                 reference list alternateNamesV2";
    assert_eq!((said.code, counts(&said.words)), (1, vec![places, names]));
    let refused: Vec<_> = said
        .words
        .lines()
        .filter(|line| line.starts_with("UZ.txt:"))
        .take(2)
        .collect();
    assert_eq!(
        refused,
        [
            "UZ.txt:4: lon, lat \"72.99, 140.8\": latitude 140.8 is outside -90..=90 degrees; longitude and latitude look swapped",
            "UZ.txt:5: 2 columns, expected 19",
        ]
    );
    assert_eq!(best(&desk, "Xonobod"), before);
    for name in [
        "Oqtepa Yangi",
        "Октепа Янги",
        "Октепа Новая",
        "Старый Кишлак",
    ] {
        let (id, why) = best(&desk, name);
        assert_eq!(id, "geonames:99000001", "{name}: {why}");
        assert!(
            why.contains("known only from an imported list"),
            "{name}: {why}"
        );
    }
    assert_eq!(best(&desk, "Хонобод қалъаси").0, "geonames:1513578");
    let told = desk.run(&["geocode", "Oqtepa Yangi", "--json"], "");
    let answer: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(answer["candidates"][0]["admin1"], "UZ-AN");
    let parsed = desk.run(&["geoparse"], "One of the guards left Xonobod.");
    let line: Value = serde_json::from_str(&parsed.out).unwrap();
    let mentions = line["mentions"].as_array().unwrap().iter();
    let texts: Vec<_> = mentions.map(|mention| &mention["text"]).collect();
    assert_eq!(texts, ["Xonobod"]);
    let listed = desk.run(&["gazetteer", "list", "--json"], "");
    let lists: Vec<Value> = listed
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<_> = lists
        .iter()
        .map(|list| format!("{} {} {}", list["name"], list["as"], list["places"]))
        .collect();
    assert_eq!(
        told,
        [
            "\"UZ\" \"reference\" 2",
            "\"alternateNamesV2\" \"reference\" 2"
        ]
    );
    assert_eq!(desk.run(&["gazetteer", "remove", "UZ"], "").code, 0);
    assert_eq!(
        desk.run(&["gazetteer", "remove", "alternateNamesV2"], "")
            .code,
        0
    );
    assert_eq!(best(&desk, "Oqtepa Yangi").0, "");
}

#[test]
fn points_and_areas_of_geojson_are_places() {
    let desk = Desk::new();
    desk.file(
        "sites.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[\n\
         {\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"Point\",\"coordinates\":[67.1,40.4]},\"properties\":{\"name\":\"Qizilcha ovoz\",\"kind\":\"village\",\"country\":\"Uzbekistan\"}},\n\
         {\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[67,40],[67.2,40],[67.2,40.2],[67,40.2],[67,40]]]},\"properties\":{\"name\":\"Oqtosh polygon\",\"kind\":\"training_range\"}},\n\
         {\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"name\":\"Nowhere\"}},\n\
         {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[67.1,40.4]},\"properties\":{}}\n]}",
    );
    let said = desk.run(&["gazetteer", "import", "sites.geojson"], "");
    let expected = "2 new + 0 taken as places known below + 0 changed + 0 as before + 0 left out + 2 refused; \
                    own list sites";
    assert_eq!((said.code, counts(&said.words)), (1, vec![expected]));
    check_found(&desk, "Qizilcha ovoz", "own:sites:7");
    let told = desk.run(&["geocode", "Oqtosh polygon", "--json"], "");
    let answer: Value = serde_json::from_str(&told.out).unwrap();
    let area = &answer["candidates"][0];
    assert_eq!((&area["lon"], &area["lat"]), (&67.1.into(), &40.1.into()));
    let uncertainty_m = area["uncertainty_m"].as_u64().unwrap();
    assert!((13_900..14_100).contains(&uncertainty_m), "{uncertainty_m}");
}

#[test]
fn a_list_that_is_none_is_refused_with_what_was_expected() {
    check_refused(
        "a.csv",
        "place;date\nOsh;2020\n",
        2,
        "zij: a.csv: the columns are [\"place\", \"date\"], expected a name, lon and lat among them",
    );
    check_refused(
        "a.txt",
        "Just words.",
        2,
        "zij: a.txt is no list of places, expected a GeoNames dump of 19 columns, alternateNamesV2.txt, a table with a header (name, lon, lat), GeoJSON, or a file that is a ZIP archive of them",
    );
    check_refused(
        "a.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[",
        2,
        "zij: a.geojson: EOF while parsing a list at line 1 column 40, expected a GeoJSON FeatureCollection",
    );
    check_refused(
        "a.csv",
        "name,lon,lat\nOsh,40.53,72.8\nAndijan,40.78,72.34\n",
        2,
        "a.csv:2: \"40.53, 72.8\": longitude 40.53 and latitude 72.8 look swapped: every place lies far from any town, and with the two exchanged this one is near Osh",
    );
    check_refused(
        "a.csv",
        "name,lon,lat,kind\nX,66,40,kishlaq\n",
        2,
        &format!("a.csv:2: kind \"kishlaq\": expected one of {KINDS}"),
    );
    check_refused(
        "a.csv",
        "\u{feff}name,lon,lat,country\nX,66,40,Narnia\n",
        2,
        "a.csv:2: country \"Narnia\": expected a code or name that the gazetteer knows",
    );
    check_refused(
        "a.csv",
        b"name,lon,lat\nX\xff,66,40\n",
        2,
        "a.csv:2: name is not UTF-8: invalid utf-8 sequence of 1 bytes from index 1",
    );
    check_refused(
        "a.csv",
        "name,lon,lat\nX,66\n",
        2,
        "a.csv:2: 2 fields, expected 3 as in the header",
    );
    check_refused(
        "a.csv",
        "name,lon,lat\n!!,66,40\n",
        2,
        "a.csv:2: name \"!!\": expected letters",
    );
    check_refused(
        "a.csv",
        format!("name,lon,lat\n{},66,40\n", "x".repeat(65_536)),
        2,
        "a.csv:2: id is 65556 bytes long, expected at most 65535",
    );
}

const KINDS: &str = "country, admin1, admin2, capital, city, town, village, neighbourhood, abandoned, macroregion, \
    airport, airfield, air_base, training_range, test_site, cosmodrome, military_site, border_crossing, exclave, \
    dam, canal, reservoir, river, lake, sea, mountain, pass, valley, desert, island, border_incident_site, \
    oil_field, gas_field, mine";

#[test]
fn a_list_mended_by_hand_counts_at_once_and_a_wrong_line_is_named() {
    let desk = Desk::new();
    desk.file("bases.csv", BASES);
    assert_eq!(
        desk.run(&["gazetteer", "import", "bases.csv", "--name", "мои"], "")
            .code,
        0
    );
    let list = desk.path().join("zij-data/gazetteer/own/мои.tsv");
    let text = fs::read_to_string(&list).unwrap();
    fs::write(&list, text.replace("Yangi Lager", "Eski Lager Qalasi")).unwrap();
    check_found(
        &desk,
        "Eski Lager Qalasi",
        "own:yangi-lager@69.2400,41.3500",
    );
    fs::write(&list, text.replace("\t69.24\t", "\t269.24\t")).unwrap();
    let said = desk.run(&["geocode", "Osh"], "");
    let expected = "zij: in zij-data/gazetteer/own: мои.tsv line 4: lon is \"269.24\", expected degrees from -180 to 180";
    assert_eq!((said.code, said.words.lines().next()), (2, Some(expected)));
    let wrong = desk.run(&["gazetteer", "import", "bases.csv", "--name", "../x"], "");
    assert_eq!(wrong.code, 2);
}

#[test]
fn a_compiled_layer_of_an_older_program_or_damaged_is_made_anew() {
    let desk = Desk::new();
    desk.file("bases.csv", BASES);
    assert_eq!(desk.run(&["gazetteer", "import", "bases.csv"], "").code, 0);
    let layer = desk.path().join("zij-data/gazetteer/own.bin");
    let sound = fs::read(&layer).unwrap();
    let old = [b"zijgaz\0\x01".as_slice(), &sound[8..]].concat();
    let middle = sound.len() / 2;
    let damaged = [&sound[..middle], &[!sound[middle]], &sound[middle + 1..]].concat();
    for broken in [old, damaged, sound[..middle].to_vec(), vec![]] {
        fs::write(&layer, broken).unwrap();
        check_found(&desk, "Yangi Lager", "own:yangi-lager@69.2400,41.3500");
        assert_eq!(fs::read(&layer).unwrap(), sound);
    }
    fs::remove_file(&layer).unwrap();
    assert_eq!(
        desk.run(&["gazetteer", "list"], "").out,
        "bases  own  3 places  zij-data/gazetteer/own/bases.tsv\n"
    );
    assert_eq!(fs::read(&layer).unwrap(), sound);
}

#[test]
fn swapped_coordinates_of_one_place_are_named() {
    let said = Desk::new().run(&["gazetteer", "add", "Osh camp", "--at", "40.53,72.8"], "");
    let expected =
        "zij: longitude 40.53 and latitude 72.8 look swapped: exchanged they are near Osh\n";
    assert_eq!((said.code, said.words.as_str()), (2, expected));
}
