//! Names in the other languages of the region, inside English, Russian and Uzbek texts.

use zij::{gazetteer::Gazetteer, geoparse::Geoparser, text::Analysed};

/// Compares the words and the place ids of a text's mentions.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let gazetteer = Gazetteer::bundled();
    let mentions = Geoparser::new(gazetteer).parse(&Analysed::new(text, None));
    let id = |place| gazetteer.place(place).id;
    let actual: Vec<(&str, &str)> = mentions
        .iter()
        .map(|mention| (mention.span.of(text), mention.place.map_or("-", id)))
        .collect();
    assert_eq!(actual, expected, "{text}");
}

#[test]
fn kazakh_and_kyrgyz_names_are_known() {
    let karaganda = [("Қарағанды", "geonames:609655")];
    check("Protesters gathered in Қарағанды on Monday.", &karaganda);
    let oskemen = [("Өскемен", "geonames:1520316")];
    check("Пожар произошёл в Өскемен, сообщили власти.", &oskemen);
    let taldykorgan = [("Талдықорғана", "geonames:1518542")];
    check("Мэр Талдықорғана подал в отставку.", &taldykorgan);
    let kokshetau = [("Көкшетау", "geonames:1522203")];
    check("Kecha Көкшетау shahrida yong'in chiqdi.", &kokshetau);
    let jalal_abad = [("Жалал-Абад", "geonames:1528249")];
    check("A fire broke out in Жалал-Абад on Sunday.", &jalal_abad);
    check(
        "В Ысык-Көл приехали туристы.",
        &[("Ысык-Көл", "zij:issyk-kul")],
    );
    let two = [("Talas", "geonames:1527299"), ("Өзгөн", "geonames:1527513")];
    check("Kecha Talas va Өзгөн shaharlarida sel keldi.", &two);
}

#[test]
fn tajik_and_turkmen_names_are_known() {
    let bokhtar = [("Қӯрғонтеппа", "geonames:1220747")];
    check("Police closed the road near Қӯрғонтеппа.", &bokhtar);
    let khujand = [("Хуҷанд", "geonames:1514879")];
    check("Взрыв прогремел в Хуҷанд вечером.", &khujand);
    let inflected = [("Хуҷандда", "geonames:1514879")];
    check("Кеча Хуҷандда йиғилиш ўтди.", &inflected);
    check(
        "A quake hit Кӯлоб on Friday.",
        &[("Кӯлоб", "geonames:1221194")],
    );
    let two = [
        ("Türkmenbaşy", "geonames:601594"),
        ("Aşgabat", "geonames:162183"),
    ];
    check("Gas flows from Türkmenbaşy to Aşgabat.", &two);
    check(
        "Пожар в Daşoguz потушен.",
        &[("Daşoguz", "geonames:601734")],
    );
    let two = [
        ("Mary", "geonames:1218667"),
        ("Türkmenabat", "geonames:1219649"),
    ];
    check("Kecha Mary va Türkmenabat orasida poyezd to'xtadi.", &two);
}

#[test]
fn dari_and_pashto_names_are_known() {
    check(
        "The Taliban took کندز on Monday.",
        &[("کندز", "geonames:1135689")],
    );
    let mazar = [("مزار شریف", "geonames:1133616")];
    check("Rockets fell on مزار شریف in August.", &mazar);
    let jalalabad = [("جلال\u{200c}آباد", "geonames:1139715")];
    check("Взрыв произошёл в جلال\u{200c}آباد утром.", &jalalabad);
    check(
        "Kecha هرات shahrida portlash bo'ldi.",
        &[("هرات", "geonames:1140026")],
    );
    let kandahar = [("کندهار", "geonames:1138336")];
    check("Fighting went on in کندهار all day.", &kandahar);
    check(
        "Shelling hit خوست on Tuesday.",
        &[("خوست", "geonames:1136469")],
    );
    let lashkargah = [("لښکرګاه", "geonames:1134720")];
    check("Kecha لښکرګاه shahrida portlash bo'ldi.", &lashkargah);
}
