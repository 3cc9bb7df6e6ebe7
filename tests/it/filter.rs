//! Expressions of CQL2: what each means, what is refused, and that narrowing the search changes nothing.

use std::{fmt::Write, thread};

use proptest::prelude::*;
use zij::{
    event::{Event, EventType, Evidence, Status, WherePrecision},
    filter::{Expression, Filter, Language, Params},
    index::Snapshot,
    layer::Feature,
    space::Crs,
    store::Stored,
};

use crate::sample;

fn stored(event: Event) -> Stored {
    let now = sample::clock();
    Stored {
        event,
        created_at: now,
        updated_at: now,
        revision: 1,
    }
}

fn osh() -> Event {
    let mut osh = sample::event(
        "osh",
        EventType::Riot,
        Some(("Ош", 72.7985, 40.5283)),
        Some("2010-06-10"),
    );
    "Clashes in 100% of Osh's Şahar quarter".clone_into(&mut osh.title);
    osh.fatalities = Some(420);
    osh.actor1 = Some("Özbek youths".to_owned());
    osh.status = Status::Confirmed;
    osh
}

fn andijan() -> Event {
    let mut andijan = sample::andijan();
    andijan.fatalities = Some(187);
    andijan.planned = true;
    andijan.evidence = None::<Evidence>;
    andijan
}

fn talks() -> Event {
    sample::event("talks", EventType::Agreement, None, Some("2018-10"))
}

fn levuka() -> Event {
    let mut levuka = sample::event(
        "levuka",
        EventType::Other,
        Some(("Levuka", 178.8333, -17.6833)),
        None,
    );
    levuka.location.as_mut().unwrap().where_prec = WherePrecision::Admin1;
    levuka
}

/// The ids of the events that meet an expression, or what is wrong with it. Each event is asked by itself,
/// and the index for all of them.
fn ids(text: &str, language: &str, crs: Crs) -> String {
    let events = [osh(), andijan(), talks(), levuka()];
    let read = Expression::read(text, language.parse().unwrap(), crs);
    let expression = match read {
        Ok(expression) => expression,
        Err(error) => return error.to_string(),
    };
    let mut scanned: Vec<_> = events
        .iter()
        .filter(|it| expression.holds(it))
        .map(|it| it.id.clone())
        .collect();
    scanned.sort_unstable();
    let snapshot = Snapshot::of(events.into_iter().map(stored).collect());
    let filter = filter(&[
        ("filter", text),
        ("filter-lang", language),
        ("filter-crs", crs.uri()),
    ]);
    let rows = snapshot.rows(&filter);
    assert_eq!(snapshot.count(&filter), rows.len());
    let mut found: Vec<_> = rows
        .iter()
        .map(|row| snapshot.entry(*row).event.id.clone())
        .collect();
    found.sort_unstable();
    assert_eq!(found, scanned, "{text}");
    scanned.join(" ")
}

fn filter(pairs: &[(&str, &str)]) -> Filter {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let mut params = Params::parse(&query).unwrap();
    let filter = Filter::take(&mut params).unwrap();
    params.finish().unwrap();
    filter
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(ids(text, "cql2-text", Crs::Crs84), expected, "{text}");
}

#[test]
fn values_are_compared_and_an_unknown_one_meets_nothing() {
    check("fatalities = 420", "osh");
    check("fatalities <> 420", "andijan");
    check("NOT fatalities = 420", "andijan");
    check("fatalities > 1e2 AND fatalities <= 187", "andijan");
    check("fatalities IS NULL", "levuka talks");
    check("fatalities IS NOT NULL", "andijan osh");
    check("fatalities = 1 OR planned", "andijan");
    check("planned = false AND located = true", "levuka osh");
    check("187 = fatalities", "andijan");
    check(
        "fatalities BETWEEN 100 AND 200 OR id = 'talks'",
        "andijan talks",
    );
    check("fatalities NOT BETWEEN 100 AND 200", "osh");
    check("event_type = 'riot'", "osh");
    check(
        "event_type IN ('riot', 'agreement') AND id <> 'osh'",
        "talks",
    );
    check("event_type NOT IN ('riot', 'agreement')", "andijan levuka");
    check("group = 'contention' AND status = 'confirmed'", "osh");
    check("geo_precision IN (1, 7)", "andijan osh");
    check(
        "country = 'Uzbekistan' AND iso = 'UZB' AND kind = 'town'",
        "andijan levuka osh",
    );
    check("event_type = 'riot' AND event_type = 'agreement'", "");
    check("title = 'Clashes in 100% of Osh''s Şahar quarter'", "osh");
    check("\"location\" = 'Ош'", "osh");
    check("true", "andijan levuka osh talks");
    check("false OR NOT true", "");
}

#[test]
fn texts_are_compared_by_pattern_case_and_accents() {
    check("location LIKE 'And%'", "andijan");
    check("location LIKE 'and%'", "");
    check("CASEI(location) LIKE CASEI('aND%')", "andijan");
    check("location LIKE '_ш'", "osh");
    check("CASEI(location) = CASEI('ОШ')", "osh");
    check("title LIKE '%100\\%%'", "osh");
    check("title NOT LIKE 'Event%'", "osh");
    check("ACCENTI(actor1) = ACCENTI('Ozbek youths')", "osh");
    check(
        "CASEI(ACCENTI(title)) LIKE CASEI(ACCENTI('%sahar%'))",
        "osh",
    );
    check("CASEI(id) IN (CASEI('OSH'), CASEI('Talks'))", "osh talks");
}

#[test]
fn a_position_lies_to_a_geometry() {
    check(
        "S_INTERSECTS(geometry, BBOX(72, 40, 73, 41))",
        "andijan osh",
    );
    check("S_INTERSECTS(geometry, BBOX(170, -20, -170, 0))", "levuka");
    check("S_INTERSECTS(POINT(72.7985 40.5283), geometry)", "osh");
    check(
        "S_WITHIN(geometry, POLYGON((72 40.6, 73 40.6, 73 41, 72 41, 72 40.6)))",
        "andijan",
    );
    check("S_DISJOINT(geometry, BBOX(72, 40, 73, 41))", "levuka");
    check("NOT S_INTERSECTS(geometry, BBOX(72, 40, 73, 41))", "levuka");
    check("S_CONTAINS(BBOX(72.5, 40, 73, 41), geometry)", "osh");
    check("S_EQUALS(geometry, POINT(72.7985 40.5283))", "osh");
    check(
        "S_TOUCHES(geometry, LINESTRING(72.7985 40.5283, 73 41))",
        "osh",
    );
    check(
        "S_INTERSECTS(geometry, MULTIPOINT((1 1), (72.3442 40.7821)))",
        "andijan",
    );
    check("geometry IS NULL", "talks");
    let hole = "POLYGON((72 40, 73 40, 73 41, 72 41, 72 40), (72.7 40.5, 72.9 40.5, 72.9 40.6, 72.7 40.6, 72.7 40.5))";
    check(&format!("S_INTERSECTS(geometry, {hole})"), "andijan");
}

#[test]
fn coordinates_are_those_of_the_filters_reference_system() {
    let crs = |crs, text| ids(text, "cql2-text", crs);
    let [_, latlon, metres] = Crs::ALL;
    assert_eq!(
        crs(latlon, "S_INTERSECTS(geometry, BBOX(40, 72, 41, 73))"),
        "andijan osh"
    );
    assert_eq!(
        crs(latlon, "S_INTERSECTS(geometry, POINT(40.5283 72.7985))"),
        "osh"
    );
    assert_eq!(
        crs(
            metres,
            "S_INTERSECTS(geometry, BBOX(8090000, 4935000, 8110000, 4950000))"
        ),
        "osh"
    );
}

#[test]
fn days_lie_to_times() {
    check(
        "event_date > DATE('2010-06-09') AND event_date < '2010-06-11'",
        "osh",
    );
    check("event_date = TIMESTAMP('2010-06-10T21:00:00Z')", "osh");
    check(
        "event_date BETWEEN DATE('2005-05-13') AND DATE('2010-06-10')",
        "andijan osh",
    );
    check("T_AFTER(event_date, DATE('2010-06-10'))", "talks");
    check(
        "T_BEFORE(event_date, TIMESTAMP('2010-06-10T00:00:00Z'))",
        "andijan",
    );
    check(
        "T_DURING(event_date, INTERVAL('2005-05-13', '2010-06-11'))",
        "osh",
    );
    check(
        "T_INTERSECTS(event_date, INTERVAL('2005-05-13', '2010-06-10'))",
        "andijan osh",
    );
    check(
        "T_INTERSECTS(event_date, INTERVAL('..', '2010-06-10'))",
        "andijan osh",
    );
    check(
        "T_INTERSECTS(INTERVAL(event_date, event_date_end), DATE('2018-10-20'))",
        "talks",
    );
    check(
        "T_CONTAINS(INTERVAL('2010-01-01', '..'), event_date)",
        "osh talks",
    );
    check("T_EQUALS(event_date, DATE('2005-05-13'))", "andijan");
    check(
        "NOT T_DISJOINT(event_date, INTERVAL('2010-01-01', '2010-12-31'))",
        "osh",
    );
    check(
        "event_date < DATE('2006-01-01') AND event_date > DATE('2017-01-01')",
        "",
    );
    check("event_date IS NULL", "levuka");
}

#[test]
fn json_says_the_same_as_text() {
    let json = |json| ids(json, "cql2-json", Crs::Crs84);
    assert_eq!(
        json(r#"{"op":"=","args":[{"property":"event_type"},"riot"]}"#),
        "osh"
    );
    assert_eq!(
        json(
            r#"{"op":"and","args":[
                {"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[72,40,73,41]}]},
                {"op":"t_before","args":[{"property":"event_date"},{"date":"2010-01-01"}]}]}"#
        ),
        "andijan"
    );
    assert_eq!(
        json(
            r#"{"op":"s_within","args":[{"property":"geometry"},
                {"type":"Polygon","coordinates":[[[72,40.6],[73,40.6],[73,41],[72,41],[72,40.6]]]}]}"#
        ),
        "andijan"
    );
    assert_eq!(
        json(r#"{"op":"like","args":[{"op":"casei","args":[{"property":"location"}]},"lev%"]}"#),
        "levuka"
    );
    assert_eq!(
        json("{"),
        "is no CQL2 JSON: EOF while parsing an object at line 1 column 1"
    );
}

#[test]
fn what_is_wrong_is_named() {
    let refused = |text: &str| ids(text, "cql2-text", Crs::Crs84);
    let unknown = refused("colour = 'red'");
    assert!(
        unknown.starts_with("property \"colour\" is not known, expected one of geometry, id, "),
        "{unknown}"
    );
    check(
        "fatalities = 'many'",
        "= is given \"many\", a text, expected a number beside fatalities, a number",
    );
    check(
        "title > 3",
        "> is given 3, a number, expected a text beside title, a text",
    );
    check(
        "planned < true",
        "< is given planned, true or false, expected what has an order",
    );
    check(
        "fatalities LIKE '4%'",
        "like is given fatalities, a number, expected a text",
    );
    check(
        "title LIKE location",
        "like is given location, a text, expected a pattern in quotes",
    );
    check(
        "title",
        "the filter is given title, a text, expected a condition",
    );
    check(
        "event_date > 'soon'",
        "date is \"soon\", expected a date (2018-10-12) or an RFC 3339 date-time (2018-10-12T08:30:00Z)",
    );
    check(
        "geometry = 'Osh'",
        "= is given geometry, expected a property that is no geometry",
    );
    check(
        "S_INTERSECTS(title, POINT(1 1))",
        "s_intersects is given title, expected geometry",
    );
    check(
        "S_INTERSECTS(geometry, POINT(1 91))",
        "latitude 91 is outside -90..=90 degrees",
    );
    check(
        "S_INTERSECTS(geometry, BBOX(1, 2, 3))",
        "BBOX has 3 arguments, expected 4 or 6",
    );
    check(
        "S_INTERSECTS(geometry)",
        "s_intersects has 1 arguments, expected 2",
    );
    check(
        "T_AFTER(title, DATE('2018-01-01'))",
        "t_after is given title, a text, expected a date",
    );
    check("sqrt(fatalities) = 2", "function \"sqrt\" is not known");
    check("fatalities + 1 = 2", "function \"+\" is not known");
    check("fatalities = ", "is no CQL2 text, line and column 1:14");
    check("", "is no CQL2 text, line and column 1:1");
    let word = refused("status = 'maybe'");
    assert_eq!(
        word,
        "status is never \"maybe\", expected one of candidate, confirmed, rejected, merged, deleted"
    );
}

#[test]
fn an_expression_as_deep_as_is_allowed_fits_the_stack_of_a_thread() {
    let read = |text: String, language| {
        let thread = thread::Builder::new().stack_size(2 << 20);
        let read = thread.spawn(move || Expression::read(&text, language, Crs::Crs84).map(drop));
        read.unwrap()
            .join()
            .unwrap()
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        read(format!("{}planned", "NOT ".repeat(64)), Language::Text),
        Ok(())
    );
    assert_eq!(
        read(
            format!("{}planned{}", "(".repeat(10), ")".repeat(10)),
            Language::Text
        ),
        Ok(())
    );
    let broken = read(format!("{}planned", "(".repeat(10)), Language::Text);
    assert_eq!(
        broken,
        Err("is no CQL2 text, line and column 1:18".to_owned())
    );
    let mut nested = "true".to_owned();
    for _ in 0..32 {
        nested = format!(r#"{{"op":"not","args":[{nested}]}}"#);
    }
    assert_eq!(read(nested, Language::Json), Ok(()));
}

#[test]
fn parameters_stand_for_parts_of_an_expression() {
    let check = |pairs: &[(&str, &str)], expected: &[&str]| {
        let events = [osh(), andijan(), talks(), levuka()];
        let snapshot = Snapshot::of(events.into_iter().map(stored).collect());
        let filter = filter(pairs);
        let rows = snapshot.rows(&filter).into_iter();
        let found: Vec<_> = rows
            .map(|row| snapshot.entry(row).event.id.clone())
            .collect();
        assert_eq!(found, expected, "{pairs:?}");
    };
    check(&[("ids", "talks, osh,nobody")], &["talks", "osh"]);
    check(
        &[("confidence_min", "0.8")],
        &["talks", "osh", "andijan", "levuka"],
    );
    check(&[("confidence_min", "0.81")], &[]);
    check(&[("around", "72.8,40.53,50000")], &["osh", "andijan"]);
    check(&[("around", "72.8,40.53,5000")], &["osh"]);
    check(&[("around", "-179.9,-17.7,140000")], &["levuka"]);
    check(&[("around", "0,-90,9000000")], &["levuka"]);
    check(
        &[("bbox", "72,40,72.5,41;178,-18,179,-17")],
        &["andijan", "levuka"],
    );
    check(
        &[("bbox", "40,72,41,73"), ("bbox-crs", Crs::Epsg4326.uri())],
        &["osh", "andijan"],
    );
    check(&[("fatalities", "420")], &["osh"]);
    check(&[("iso", "UZB"), ("planned", "true")], &["andijan"]);
    check(&[("event_date", "2018-10-01")], &["talks"]);
    check(
        &[("location", "Ош"), ("filter", "event_type = 'riot'")],
        &["osh"],
    );
}

#[test]
fn a_wrong_value_of_a_parameter_is_named() {
    for (query, expected) in [
        (
            "fatalities=many",
            "parameter fatalities is \"many\": = is given \"many\", expected a number",
        ),
        (
            "event_date=soon",
            "parameter event_date is \"soon\": date is \"soon\", expected a date (2018-10-12) or an RFC 3339 date-time (2018-10-12T08:30:00Z)",
        ),
        (
            "around=1,2",
            "parameter around is \"1,2\": expected lon,lat,metres, the radius at most 20037508",
        ),
        (
            "around=1,92,5",
            "parameter around is \"1,92,5\": latitude 92 is outside -90..=90 degrees",
        ),
        (
            "confidence_min=2",
            "parameter confidence_min is \"2\": expected a number from 0 to 1",
        ),
        (
            "event_group=fun",
            "parameter event_group is \"fun\": event_group is never \"fun\", expected one of conflict, contention, diplomacy, military_posture, hazard_and_civil",
        ),
        (
            "filter-lang=sql",
            "parameter filter-lang is \"sql\": expected cql2-text or cql2-json",
        ),
    ] {
        let mut params = Params::parse(query).unwrap();
        let error = Filter::take(&mut params).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

fn number() -> impl Strategy<Value = String> {
    prop::sample::select(&["0", "1", "187", "420", "0.8"][..]).prop_map(str::to_owned)
}

fn leaf() -> impl Strategy<Value = String> {
    let comparison = || prop::sample::select(&["=", "<>", "<", "<=", ">", ">="][..]);
    let text = prop::sample::select(&["'osh'", "'Ош'", "'andijan'", "'sample'", "''"][..]);
    let day = prop::sample::select(
        &[
            "2005-05-13",
            "2010-06-10",
            "2018-10-01",
            "2018-10-31",
            "2020-01-01",
        ][..],
    );
    let numeric =
        prop::sample::select(&["fatalities", "where_prec", "confidence", "geo_precision"][..]);
    let textual = prop::sample::select(&["id", "location", "dataset", "actor1"][..]);
    prop_oneof![
        (numeric, comparison(), number())
            .prop_map(|(name, how, number)| format!("{name} {how} {number}")),
        (textual.clone(), comparison(), text)
            .prop_map(|(name, how, text)| format!("{name} {how} {text}")),
        textual.prop_map(|name| format!("{name} IS NULL")),
        (comparison(), day.clone())
            .prop_map(|(how, day)| format!("event_date {how} DATE('{day}')")),
        (day.clone(), day)
            .prop_map(|(a, b)| format!("T_INTERSECTS(event_date, INTERVAL('{a}','{b}'))")),
        (70..75, 38..42).prop_map(|(lon, lat)| format!(
            "S_INTERSECTS(geometry, BBOX({lon},{lat},{},{}))",
            lon + 2,
            lat + 1
        )),
        Just("event_type IN ('riot','other')".to_owned()),
        Just("status = 'confirmed'".to_owned()),
        Just("planned".to_owned()),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" AND "))),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.prop_map(|part| format!("(NOT {part})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_index_answers_what_asking_each_event_answers(text in expression()) {
        let found = ids(&text, "cql2-text", Crs::Crs84);
        prop_assert!(found.len() <= "andijan levuka osh talks".len(), "{text}: {found}");
    }

    /// The package that reads the language can answer too, from a feature's JSON, if slower; it knows
    /// no days, though, and nothing unknown.
    #[test]
    fn the_answer_is_that_of_another_evaluator(text in expression().prop_filter("days", |text| !text.contains("event_date"))) {
        let ours = Expression::read(&text, Language::Text, Crs::Crs84).unwrap();
        for mut event in [osh(), andijan(), levuka()] {
            event.fatalities.get_or_insert(1);
            event.actor1.get_or_insert_default();
            let stored = stored(event);
            let feature = serde_json::to_value(Feature::of(&stored)).unwrap();
            let theirs = cql2::parse_text(&text).unwrap().matches(Some(&feature));
            prop_assert_eq!(ours.holds(&stored.event), theirs.unwrap(), "{} {}", text, feature);
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[a-z_ ()',.0-9<>=%*-]{0,60}", json in r#"[{}\[\]":,a-z0-9 ]{0,60}"#) {
        let mut told = String::new();
        for (text, language) in [(&text, Language::Text), (&json, Language::Json)] {
            if let Err(error) = Expression::read(text, language, Crs::Crs84) {
                write!(told, "{error}").unwrap();
            }
        }
    }
}
