//! The bundled gazetteer: what must be in it, and the traps of its sources.

use zij::{
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    space::LonLat,
};

/// A place of that kind called by the name lies within a distance of a position that others publish.
#[track_caller]
fn check(name: &str, kind: PlaceKind, [lon, lat]: [f64; 2], within_km: f64) {
    let gazetteer = Gazetteer::bundled();
    let expected = LonLat::new(lon, lat).unwrap();
    let found: Vec<_> = gazetteer
        .lookup(name)
        .iter()
        .map(|entry| gazetteer.place(entry.place))
        .collect();
    let near = |place: &zij::gazetteer::Place<'_>| {
        place.position.distance_m(expected) <= within_km * 1000.0
    };
    assert!(
        found.iter().any(|place| place.kind == kind && near(place)),
        "{name}: {found:#?}"
    );
}

#[test]
fn the_places_that_news_of_the_region_names_are_there() {
    use PlaceKind as K;
    // Positions: GeoNames, airportsdata, and for the range Tass and Podrobno, as geodata/README.md says.
    for name in ["Tashkent", "Toshkent", "Ташкент", "Тошкент", "تاشکند"] {
        check(name, K::Capital, [69.2163, 41.2646], 5.0);
    }
    for name in ["Andijan", "Andijon", "Andizhan", "Андижан", "Андижон"] {
        check(name, K::City, [72.344, 40.782], 5.0);
    }
    for name in [
        "Khanabad",
        "Karshi-Khanabad",
        "Ханабад",
        "Xonobod aviabazasi",
    ] {
        check(name, K::AirBase, [65.9215, 38.8336], 2.0);
    }
    check("Khanabad", K::Town, [72.975, 40.8026], 2.0);
    check("Khanabad", K::Town, [69.1128, 36.683], 2.0);
    for name in ["Forish range", "Forish poligoni", "полигон Фориш"] {
        check(name, K::TrainingRange, [66.75, 40.52], 10.0);
    }
    for name in [
        "Andijan Region",
        "Андижанская область",
        "Andijon viloyati",
        "Андижон вилояти",
    ] {
        check(name, K::Admin1, [72.3, 40.75], 40.0);
    }
    for name in [
        "Forish tumani",
        "Фаришский район",
        "Forish District",
        "Фориш тумани",
    ] {
        check(name, K::Admin2, [66.9, 40.5], 80.0);
    }
    for name in [
        "Mazar-i-Sharif",
        "Mazar-e Sharif",
        "Мазари-Шариф",
        "مزار شریف",
    ] {
        check(name, K::City, [67.1109, 36.709], 5.0);
    }
    check("Алма-Ата", K::City, [76.9286, 43.2567], 10.0);
    check("Leninabad", K::City, [69.6222, 40.2826], 10.0);
    check("Фрунзе", K::Capital, [74.59, 42.87], 10.0);
    check("Hairatan", K::Town, [67.417, 37.217], 3.0);
    check("Vorukh", K::Exclave, [70.592, 39.835], 5.0);
    check("Sokh", K::Exclave, [71.097, 40.002], 5.0);
    check("Moscow", K::Capital, [37.6173, 55.7558], 10.0);
}

#[test]
fn every_uzbek_place_is_named_in_russian_and_in_both_uzbek_scripts() {
    let gazetteer = Gazetteer::bundled();
    let uzbek = gazetteer
        .places()
        .filter(|index| gazetteer.place(*index).country == "UZ");
    let lacks = |index: &PlaceIndex| {
        let has = |lang| gazetteer.names(*index).any(|name| name.lang == lang);
        !["ru", "uz", "uz-Cyrl"].into_iter().all(has)
    };
    let lacking: Vec<&str> = uzbek
        .filter(lacks)
        .map(|index| gazetteer.place(index).id)
        .collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn every_place_lies_in_regions_that_are_there() {
    let gazetteer = Gazetteer::bundled();
    for index in gazetteer.places() {
        let place = gazetteer.place(index);
        for code in [place.admin2, place.admin1, place.country]
            .into_iter()
            .filter(|code| !code.is_empty())
        {
            assert!(
                gazetteer.by_code(code).is_some(),
                "{}: nothing has the code {code}",
                place.id
            );
        }
        assert!(
            place.uncertainty_m > 0 && !place.source.is_empty(),
            "{}",
            place.id
        );
    }
}

#[test]
fn the_traps_of_the_sources_are_mended() {
    let gazetteer = Gazetteer::bundled();
    let place = |id| gazetteer.place(gazetteer.by_id(id).unwrap_or_else(|| panic!("no {id}")));
    let called = |name, id| {
        gazetteer
            .lookup(name)
            .iter()
            .any(|entry| gazetteer.place(entry.place).id == id)
    };
    // The source counts the district of Isfara, 274,000, as its town.
    assert!(place("geonames:1514896").population < 60_000);
    // Taloqan wrongly carried the alias Khanabad, Salor the alias Chirchik.
    assert!(!called("Khanabad", "geonames:1123004"));
    assert!(!called("Chirchik", "geonames:1512934"));
    // Codes of airports are no names.
    assert!(!called("TAS", "geonames:1512569"));
    // Natural Earth calls Panjshir Parwan and Daykundi Uruzgan.
    assert_eq!(place("geonames:6957555").name, "Panjshir Province");
    assert_eq!(place("geonames:6957553").name, "Daykundi Province");
    assert!(!called("Parwan", "geonames:6957555") && !called("Uruzgan", "geonames:6957553"));
    // GeoNames renders Jalal-Abad as Manas; the airport is a place of its own.
    assert_eq!(place("geonames:1528249").name, "Jalal-Abad");
    assert!(called("Manas", "zij:manas-airport"));
    // Not known is 0, and no reason to leave a place out.
    let unknown = |index: &PlaceIndex| {
        let place = gazetteer.place(*index);
        place.country == "UZ" && place.kind == PlaceKind::Town && place.population == 0
    };
    assert!(gazetteer.places().filter(unknown).count() > 50);
}

#[test]
fn towns_and_regions_are_known_by_their_names_in_the_languages_of_the_region() {
    use PlaceKind as K;
    // Positions: GeoNames.
    let towns = [
        (
            K::City,
            [73.1, 49.8],
            "Қарағанды Караганда Karaganda Qarağandy",
        ),
        (K::City, [82.61, 49.98], "Өскемен Усть-Каменогорск Öskemen"),
        (K::City, [69.6, 42.32], "Шымкент Чимкент Shymkent"),
        (K::City, [57.17, 50.28], "Ақтөбе Актюбинск Aktobe"),
        (
            K::Capital,
            [71.43, 51.13],
            "Астана Нұр-Сұлтан Целиноград Nur-Sultan",
        ),
        (
            K::City,
            [73.0, 40.93],
            "Жалал-Абад Джалал-Абад Jalal-Abad Jalolobod",
        ),
        (K::City, [72.8, 40.53], "Ош Ўш O‘sh Osh"),
        (K::Town, [78.39, 42.49], "Каракол Пржевальск Karakol"),
        (K::Town, [73.3, 40.77], "Өзгөн Узген O‘zgan"),
        (
            K::City,
            [69.62, 40.28],
            "Хуҷанд Худжанд Xo‘jand Ленинабад Khujand",
        ),
        (K::Town, [71.55, 37.49], "Хоруғ Хорог Xorog‘ Khorog"),
        (K::City, [68.78, 37.84], "Бохтар Қӯрғонтеппа Курган-Тюбе"),
        (K::Town, [67.61, 39.5], "Панҷакент Пенджикент Panjakent"),
        (
            K::Capital,
            [58.38, 37.95],
            "Aşgabat Ашхабад Ashgabat عشق‌آباد",
        ),
        (K::City, [63.57, 39.1], "Türkmenabat Чарджоу Turkmenabat"),
        (K::City, [59.97, 41.83], "Daşoguz Дашогуз Toshhovuz"),
        (K::Capital, [69.17, 34.53], "کابل Кабул Kobul Kabul"),
        (K::City, [68.87, 36.73], "کندز قندوز Кундуз Қундуз Kunduz"),
        (K::City, [62.2, 34.35], "هرات Герат Hirot Herat"),
        (K::City, [65.7, 31.61], "کندهار قندهار Кандагар Kandahar"),
    ];
    for (kind, position, names) in towns {
        names
            .split(' ')
            .for_each(|name| check(name, kind, position, 15.0));
    }
    let regions = [
        (
            [77.0, 42.2],
            "Ысык-Көл облусу|Иссык-Кульская область|Issyk-Kul Region",
        ),
        (
            [72.9, 38.4],
            "Вилояти Мухтори Кӯҳистони Бадахшон|ГБАО|Gorno-Badakhshan",
        ),
        ([73.5, 49.0], "Қарағанды облысы|Карагандинская область"),
        ([63.0, 38.0], "Mary welaýaty|Марыйский велаят"),
        ([70.0, 37.0], "بدخشان|Бадахшан"),
    ];
    for (position, names) in regions {
        names
            .split('|')
            .for_each(|name| check(name, K::Admin1, position, 300.0));
    }
}

#[test]
fn rivers_passes_dams_and_crossings_of_the_news_are_there() {
    use PlaceKind as K;
    // Positions from memory, as `geodata/curated.tsv` says.
    let features = [
        (
            K::River,
            [66.0, 41.5],
            700.0,
            "Syr Darya|Сырдарья|Sirdaryo|Сырдария",
        ),
        (K::River, [72.0, 38.1], 80.0, "Bartang|Бартанг"),
        (
            K::River,
            [71.1, 40.0],
            50.0,
            "So‘x daryosi|река Сох|дарёи Сӯх",
        ),
        (K::Dam, [69.06, 38.05], 10.0, "Sangtuda|Сангтуда"),
        (
            K::Reservoir,
            [68.0, 41.2],
            40.0,
            "Shardara Reservoir|Чардаринское водохранилище",
        ),
        (K::Pass, [75.43, 36.85], 10.0, "Khunjerab Pass|Хунджераб"),
        (K::Pass, [73.57, 38.55], 10.0, "Ak-Baital|Ак-Байтал"),
        (
            K::Mountain,
            [80.17, 42.21],
            5.0,
            "Khan Tengri|Хан-Тенгри|Хан Тәңірі",
        ),
        (
            K::BorderCrossing,
            [71.09, 34.13],
            5.0,
            "Torkham|Торхам|تورخم",
        ),
        (
            K::BorderIncidentSite,
            [70.6, 39.87],
            10.0,
            "Golovnoy water intake|Головной водозабор",
        ),
    ];
    for (kind, position, within_km, names) in features {
        names
            .split('|')
            .for_each(|name| check(name, kind, position, within_km));
    }
}

#[test]
fn the_world_is_known_down_to_counties_and_small_towns() {
    use PlaceKind as K;
    // Positions: GeoNames; counties by the mean of their towns.
    check("Vorukh", K::Town, [70.59, 39.84], 10.0);
    check("Laurel County", K::Admin2, [-84.12, 37.11], 25.0);
    check("Alexandria", K::Town, [-92.445, 31.311], 5.0);
    check("Milaca", K::Town, [-93.65, 45.76], 5.0);
    check("Ga.", K::Admin1, [-83.5, 32.75], 60.0);
    check("Kursk Region", K::Admin1, [36.5, 51.7], 60.0);
    check("Russia", K::Country, [100.0, 60.0], 1.0);
}

/// Of the 1,074 second-level regions of a country, how many have the town of their name, a seat by
/// GeoNames' codes, a seat kept by hand, the mean of their towns, and no more than their region's point.
#[test]
fn districts_of_central_asia_lie_where_their_source_says() {
    let gazetteer = Gazetteer::bundled();
    let methods = ["town ", "seat ", "hand-kept seat", "mean of", "point of"];
    let counts = ["UZ", "KZ", "KG", "TJ", "TM", "AF"].map(|country| {
        let sources = gazetteer.places().filter_map(|index| {
            let place = gazetteer.place(index);
            let is_district = place.kind == PlaceKind::Admin2 && place.country == country;
            let (_, method) = place.source.split_once(", ").filter(|_| is_district)?;
            methods.iter().position(|start| method.starts_with(start))
        });
        let mut counts = [0; 5];
        sources.for_each(|method| counts[method] += 1);
        (country, counts)
    });
    assert_eq!(
        counts,
        [
            ("UZ", [159, 0, 49, 0, 13]),
            ("KZ", [156, 2, 99, 0, 22]),
            ("KG", [23, 3, 15, 0, 4]),
            ("TJ", [44, 0, 26, 0, 4]),
            ("TM", [47, 0, 7, 0, 3]),
            ("AF", [192, 99, 99, 8, 0]),
        ]
    );
}
