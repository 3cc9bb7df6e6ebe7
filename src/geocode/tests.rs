use super::*;

/// The best candidate of a name has this id.
#[track_caller]
fn check(name: &str, expected: &str) {
    let best = geocode(Gazetteer::bundled(), &Query::of(name))
        .into_iter()
        .next();
    assert_eq!(
        best.map_or("none".to_owned(), |best| best.id),
        expected,
        "{name}"
    );
}

#[track_caller]
fn check_all(names: &[&str], expected: &str) {
    for name in names {
        check(name, expected);
    }
}

#[test]
fn real_names_in_every_script_lead_to_their_places() {
    check_all(
        &[
            "Tashkent",
            "TOSHKENT",
            "Ташкент",
            "Тошкент",
            "تاشکند",
            "Taşkent",
        ],
        "geonames:1512569",
    );
    check_all(
        &["Andijan", "Andijon", "Андижан", "Андижон"],
        "geonames:1514588",
    );
    check_all(
        &[
            "Mazar-i-Sharif",
            "Mazar-e Sharif",
            "Мазари-Шариф",
            "مزار شریف",
        ],
        "geonames:1133616",
    );
    check_all(&["Osh", "Ош"], "geonames:1527534");
    check_all(&["Forish", "Фориш", "Farish"], "geonames:1514025");
    check_all(
        &["Qoʻqon", "Qo'qon", "Kokand", "Коканд", "Қўқон"],
        "geonames:1512979",
    );
    check_all(&["London", "Лондон"], "geonames:2643743");
    check_all(&["Moscow", "Москва", "Moskva"], "geonames:524901");
}

#[test]
fn inflected_names_and_names_after_a_preposition_are_found() {
    check_all(&["Алма-Атой", "в Алма-Ате"], "geonames:1526384");
    check_all(&["Ошской области", "в Ошской области"], "geonames:1346798");
    check_all(&["в Фергане", "Ферганой", "г. Фергана"], "geonames:1514019");
    check_all(
        &["Toshkentda", "Toshkentdan", "Тошкентда"],
        "geonames:1512569",
    );
    check_all(&["Jizzax viloyatidagi"], "geonames:1484844");
}

#[test]
fn the_first_words_of_a_name_and_misspelled_names_are_found() {
    check("Karshi-Khanabad", "zij:khanabad-air-base");
    check("Mirzaobod", "geonames:1513490");
    check("Samarqamd", "geonames:1216265");
}

#[test]
fn regions_after_a_comma_choose_among_places_of_one_name() {
    check("Khanabad", "geonames:1137168");
    check("Khanabad, Kunduz Province", "geonames:1137168");
    check("Khanabad, Afghanistan", "geonames:1137168");
    check("Khanabad, Andijan Region, Uzbekistan", "geonames:1513578");
    check("Ханабад, Узбекистан", "geonames:1513578");
    check("Khanabad air base", "zij:khanabad-air-base");
    check("Washington, D.C.", "geonames:4140963");
}

#[test]
fn nearness_and_region_move_the_belief() {
    let best = |query: &Query<'_>| geocode(Gazetteer::bundled(), query)[0].id.clone();
    let near = LonLat::new(65.8, 38.85).ok();
    assert_eq!(
        best(&Query {
            near,
            country: Some("UZ"),
            admin1: Some("UZ-QA"),
            ..Query::of("Khanabad")
        }),
        "zij:khanabad-air-base"
    );
    assert_eq!(
        best(&Query {
            country: Some("Узбекистан"),
            ..Query::of("Khanabad")
        }),
        "geonames:1513578"
    );
}

#[test]
fn what_no_place_is_called_has_no_candidate() {
    check_all(
        &[
            "",
            " ",
            "—",
            "Xyzzyq",
            "Ыъыъ",
            "in",
            "в",
            ",",
            "Khanabadland, Nowhere",
        ],
        "none",
    );
    check(&"Tashkent ".repeat(10_000), "none");
}

#[test]
fn scores_are_shares_and_come_in_order() {
    for name in ["Khanabad", "Osh", "Springfield", "Manas"] {
        let query = Query {
            limit: usize::MAX,
            ..Query::of(name)
        };
        let scores: Vec<_> = geocode(Gazetteer::bundled(), &query)
            .iter()
            .map(|candidate| candidate.score)
            .collect();
        assert!(
            scores.is_sorted_by(|one, other| one >= other),
            "{name} {scores:?}"
        );
        assert!(
            (scores.iter().sum::<f64>() - 1.0).abs() < 1e-9,
            "{name} {scores:?}"
        );
    }
}

#[test]
fn the_nearest_places_come_with_their_regions() {
    let at = LonLat::new(65.93, 38.84).unwrap();
    let nearest = reverse(Gazetteer::bundled(), at, 1);
    let expected = Nearby {
        id: "zij:khanabad-air-base".to_owned(),
        name: "Karshi-Khanabad Air Base".to_owned(),
        kind: "air_base".to_owned(),
        lon: 65.9215,
        lat: 38.8336,
        uncertainty_m: 1000,
        distance_m: 1024.0,
        regions: vec!["Qashqadaryo Region".to_owned(), "Uzbekistan".to_owned()],
    };
    assert_eq!(nearest, [expected]);
    assert_eq!(
        reverse(Gazetteer::bundled(), LonLat::new(180.0, 90.0).unwrap(), 3).len(),
        3
    );
}

#[test]
fn a_name_is_looked_for_up_to_the_longest_and_not_beyond() {
    let longest = format!("in {:>width$}", "Osh", width = NAME_CHARS_MAX - 3);
    check(&longest, "geonames:1527534");
    check(&format!("{longest} "), "none");
    check(&"in ".repeat(1_000_000), "none");
    check(&format!("Osh{}", ",a".repeat(1_000_000)), "none");
}
