use super::*;
use crate::gazetteer::NameKind;

/// What is read of a list, a line a piece.
fn read_all(format: PlaceFormat, text: &[u8]) -> Vec<String> {
    let defaults = ListDefaults {
        label: "list",
        source: "notes",
        kind: None,
    };
    let mut told = vec![];
    let mut take = |item| {
        told.push(match item {
            PlaceItem::Columns(_) => return,
            PlaceItem::Place(_, place) => place.line().unwrap().replace('\t', " "),
            PlaceItem::Name(_, id, name) => format!("{id} {name}"),
            PlaceItem::LeftOut(what) => format!("left out: {what}"),
            PlaceItem::Refused(refusal) => refusal.to_string(),
        });
    };
    let gazetteer = Gazetteer::bundled();
    if let Err(error) = read_places(text, "a", format, &defaults, gazetteer, &mut take) {
        told.push(error.to_string());
    }
    told
}

#[track_caller]
fn check(format: PlaceFormat, text: &str, expected: &[&str]) {
    assert_eq!(read_all(format, text.as_bytes()), expected, "{text}");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read_all(format, windows.as_bytes()), expected, "{windows}");
}

#[track_caller]
fn check_format(head: &str, expected: Option<PlaceFormat>) {
    assert_eq!(PlaceFormat::of(head.as_bytes()), expected, "{head}");
}

const OSH: &str = "1527534\tOsh\tOsh\tOSS,Och,Ош\t40.52828\t72.7985\tP\tPPLA\tKG\t\t08\t123\t\t\t322164\t\t963\tAsia/Bishkek\t2022-01-13";

#[test]
fn a_list_shows_by_its_first_line_what_it_is() {
    check_format(OSH, Some(PlaceFormat::GeoNames));
    let name = "1\t1527534\tky\tОш\t1\t\t\t\t\t";
    check_format(name, Some(PlaceFormat::AlternateNames));
    check_format("\u{feff}\nname,lon,lat\n", Some(PlaceFormat::Table));
    check_format("название;долгота;широта", Some(PlaceFormat::Table));
    check_format(
        " {\"type\": \"FeatureCollection\"",
        Some(PlaceFormat::GeoJson),
    );
    check_format("", None);
    check_format("Clashes near Osh", None);
    check_format("PK\u{3}\u{4}\u{14}\u{0}\u{0}\u{0},", None);
}

#[test]
fn a_line_of_geonames_becomes_a_place_without_its_codes() {
    let expected = "geonames:1527534 city Osh KG KG.08 KG.08.123 72.7985 40.52828  322164 und:Och|und:Ош notes";
    check(PlaceFormat::GeoNames, OSH, &[expected]);
    let hotel = OSH.replace("\tP\tPPLA", "\tS\tHTL");
    check(
        PlaceFormat::GeoNames,
        &hotel,
        &["left out: feature code S.HTL"],
    );
    let unknown = OSH.replace("322164", "0");
    let expected = expected
        .replace(" city ", " village ")
        .replace("322164", "0");
    check(PlaceFormat::GeoNames, &unknown, &[&expected]);
    check(
        PlaceFormat::GeoNames,
        &format!(
            "{OSH}\tmore\n\n{}\n{}",
            OSH.replace("1527534", "x"),
            OSH.replace("72.7985", "0").replace("40.52828", "0.0")
        ),
        &[
            "a:1: 20 columns, expected 19",
            "a:3: geonameid \"x\": expected a whole number",
            "a:4: lon, lat \"0, 0\": 0, 0 stands for a missing position in many lists, expected a position",
        ],
    );
    let bytes = [OSH.as_bytes(), b"\n\xff\xfe\n"].concat();
    let bad = "a:2: the byte at 0 of the line is not UTF-8, expected a text saved as UTF-8";
    assert_eq!(read_all(PlaceFormat::GeoNames, &bytes)[1], bad);
}

#[test]
fn alternate_names_have_their_language_and_sort() {
    check(
        PlaceFormat::AlternateNames,
        "1\t2\tuz\tО‘ш\t1\t\t\t\t\t\n2\t2\tuz\tOʻsh\t\t\t\t\t\t\n3\t2\t\tOsch\t\t\t\t1\t\t\n4\t2\ticao\tUCFO\t\t\t\t\n5\tx\ten\tOsh\t\t\t\t\n6\t2",
        &[
            "geonames:2 uz-Cyrl.preferred:О‘ш",
            "geonames:2 uz:Oʻsh",
            "geonames:2 und.historic:Osch",
            "left out: code or address: icao",
            "a:5: geonameid \"x\": expected a whole number",
            "a:6: 2 columns, expected 10",
        ],
    );
}

#[test]
fn columns_are_known_in_any_case_language_and_order() {
    check(
        PlaceFormat::Table,
        "Широта\tДолгота\tНазвание\tСтрана\tname_uz-Cyrl\tgeonameid\tТип\n40,53\t72,8\tОш\tКиргизия\tЎш\t1527534\tcity\n",
        &["geonames:1527534 city Ош KG   72.8 40.53  0 uz-Cyrl:Ўш notes"],
    );
    check(
        PlaceFormat::Table,
        "id,name,x,y,region,population,names,source\n7,\"Post \"\"1\"\"\",72.8,40.53,Osh Region,12,ru:Пост; Kordon | ,field notes\n",
        &["own:list:7  Post \"1\"  KG-O  72.8 40.53  12 ru:Пост|und:Kordon field notes"],
    );
    check(
        PlaceFormat::Table,
        "name,lon,lat,population\nA camp,72.8,40.53,many\nB camp,,40.53,\nC camp,72.8,40.53,7.0\n",
        &[
            "a:2: population \"many\": expected a whole number, 0 or more",
            "a:3: lon \"\": expected degrees as a decimal number",
            "own:c-camp@72.8000,40.5300  C camp    72.8 40.53  7  notes",
        ],
    );
}

#[test]
fn areas_lie_at_their_middle_with_the_way_to_their_farthest_corner() {
    let feature = |geometry: &str| {
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"name\":\"Area\"}},\"geometry\":{geometry}}}]}}"
        )
    };
    let polygon =
        "{\"type\":\"Polygon\",\"coordinates\":[[[70,40],[71,40],[71,41],[70,41],[70,40]]]}";
    let expected = "own:area@70.5000,40.5000  Area    70.5 40.5 69941 0  notes";
    check(PlaceFormat::GeoJson, &feature(polygon), &[expected]);
    let hook = "{\"type\":\"Polygon\",\"coordinates\":[[[70,40],[74,40],[74,44],[73.9,44],[73.9,40.1],[70,40.1],[70,40]]]}";
    let told = read_all(PlaceFormat::GeoJson, feature(hook).as_bytes());
    assert!(told[0].starts_with("own:area@73.9000,40.1000 "), "{told:?}");
    let line = "{\"type\":\"LineString\",\"coordinates\":[[70,40],[70.1,40],[70.2,40]]}";
    let told = read_all(PlaceFormat::GeoJson, feature(line).as_bytes());
    assert!(told[0].starts_with("own:area@70.1000,40.0000 "), "{told:?}");
    let multipoint = "{\"type\":\"MultiPoint\",\"coordinates\":[[70,40]]}";
    let refused =
        "a:1: geometry \"MultiPoint\": expected a Point, a LineString, a Polygon or a MultiPolygon";
    check(PlaceFormat::GeoJson, &feature(multipoint), &[refused]);
    let far = "{\"type\":\"Polygon\",\"coordinates\":[[[70,140],[71,140],[71,141],[70,140]]]}";
    assert!(
        read_all(PlaceFormat::GeoJson, feature(far).as_bytes())[0].contains("is outside -90..=90")
    );
    let empty = "{\"type\":\"Polygon\",\"coordinates\":[]}";
    assert_eq!(
        read_all(PlaceFormat::GeoJson, feature(empty).as_bytes()),
        ["a:1: geometry \"\": expected corners"]
    );
}

#[test]
fn another_name_may_say_its_language() {
    let named = |text: &str| {
        let OwnName { lang, kind, text } = other_name(text);
        assert_eq!(kind, NameKind::Alias);
        format!("{lang} {text}")
    };
    assert_eq!(named("ru: Ош "), "ru Ош");
    assert_eq!(named("uz-Cyrl:Ўш"), "uz-Cyrl Ўш");
    assert_eq!(named("Post: south"), "und Post: south");
}
