//! The names that are hard in Central Asia, each in a sentence: cases, apostrophes, transliterations, former
//! names, namesakes, exclaves, rivers, lists and the other languages of the region.

use zij::{
    gazetteer::Gazetteer,
    geoparse::{Geoparser, Mention, Role},
    text::Analysed,
};

/// Compares the mentions of a text: words, role, name and kind of the place, and its country.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let gazetteer = Gazetteer::bundled();
    let mentions = Geoparser::new(gazetteer).parse(&Analysed::new(text, None));
    let shown = |mention: &Mention| {
        let role = match mention.role {
            Role::Literal => "is",
            Role::Associative => "stands for",
            Role::Demonym => "is of the people of",
        };
        let place = mention.place.map(|place| gazetteer.place(place));
        let place = place.map_or_else(
            || "no place".to_owned(),
            |place| format!("{}, {} {}", place.name, place.kind.as_str(), place.country),
        );
        format!("{} {role} {place}", mention.span.of(text))
    };
    let actual: Vec<String> = mentions.iter().map(shown).collect();
    assert_eq!(actual, expected, "{text}");
}

#[test]
fn russian_cases_of_every_kind_lead_to_their_places() {
    check(
        "Под Алма-Атой прошли учения.",
        &["Алма-Атой is Almaty, city KZ"],
    );
    check(
        "В Ошской области задержан контрабандист.",
        &["Ошской области is Osh Region, admin1 KG"],
    );
    check(
        "До Мангистауской области добрались через Актау.",
        &[
            "Мангистауской области is Mangystau Region, admin1 KZ",
            "Актау is Aktau, city KZ",
        ],
    );
    check(
        "Из Джалал-Абада в Ош, через Узген, к Ханабаду.",
        &[
            "Джалал-Абада is Jalal-Abad, city KG",
            "Ош is Osh, city KG",
            "Узген is Uzgen, town KG",
            "Ханабаду is Xonobod, town UZ",
        ],
    );
    check(
        "Над Ошем летал вертолёт, и жители Узгена видели его.",
        &["Ошем is Osh, city KG", "Узгена is Uzgen, town KG"],
    );
    check(
        "Под Ташкентом, за Самаркандом и перед Бухарой стоят посты.",
        &[
            "Ташкентом is Tashkent, capital UZ",
            "Самаркандом is Samarkand, city UZ",
            "Бухарой is Bukhara, city UZ",
        ],
    );
    check(
        "К Термезу подошёл эшелон, из Термеза ушли двое.",
        &["Термезу is Termiz, city UZ", "Термеза is Termiz, city UZ"],
    );
    check(
        "Между Душанбе и Худжандом закрыт перевал Анзоб.",
        &[
            "Душанбе is Dushanbe, capital TJ",
            "Худжандом is Khujand, city TJ",
            "Анзоб is Anzob Pass, pass TJ",
        ],
    );
    check(
        "Дорога от Нукуса до Муйнака занесена солью.",
        &["Нукуса is Nukus, city UZ", "Муйнака is Mo‘ynoq, town UZ"],
    );
    check(
        "В Баткене, Исфаре и Ворухе неспокойно.",
        &[
            "Баткене is Batken, town KG",
            "Исфаре is Isfara, town TJ",
            "Ворухе is Vorukh exclave, exclave TJ",
        ],
    );
    check(
        "Рейс из Нур-Султана в Алматы задержан.",
        &[
            "Нур-Султана is Astana, capital KZ",
            "Алматы is Almaty, city KZ",
        ],
    );
    check(
        "Он учился в Осаке, работал в Лагосе и умер в Торонто.",
        &[
            "Осаке is Osaka, city JP",
            "Лагосе is Lagos, city NG",
            "Торонто is Toronto, city CA",
        ],
    );
}

#[test]
fn uzbek_endings_and_apostrophes_lead_to_their_places() {
    check(
        "Toshkentda, Samarqandda va Buxoroda konsert bo‘ldi.",
        &[
            "Toshkentda is Tashkent, capital UZ",
            "Samarqandda is Samarkand, city UZ",
            "Buxoroda is Bukhara, city UZ",
        ],
    );
    check(
        "Farg'onadan Andijonga poyezd keldi.",
        &[
            "Farg'onadan is Fergana, city UZ",
            "Andijonga is Andijon, city UZ",
        ],
    );
    check(
        "Farg’onadan Andijonga poyezd keldi.",
        &[
            "Farg’onadan is Fergana, city UZ",
            "Andijonga is Andijon, city UZ",
        ],
    );
    check(
        "Fargʻonadan Andijonga poyezd keldi.",
        &[
            "Fargʻonadan is Fergana, city UZ",
            "Andijonga is Andijon, city UZ",
        ],
    );
    check(
        "Fargʼonadan Andijonga poyezd keldi.",
        &[
            "Fargʼonadan is Fergana, city UZ",
            "Andijonga is Andijon, city UZ",
        ],
    );
    check(
        "Farg‘onadan Andijonga poyezd keldi.",
        &[
            "Farg‘onadan is Fergana, city UZ",
            "Andijonga is Andijon, city UZ",
        ],
    );
    check(
        "Farg`onadan Andijonga poyezd keldi.",
        &[
            "Farg`onadan is Fergana, city UZ",
            "Andijonga is Andijon, city UZ",
        ],
    );
    check(
        "Qo'qonlik savdogar Marg'ilonda ushlandi.",
        &[
            "Qo'qonlik is Qo‘qon, city UZ",
            "Marg'ilonda is Marg‘ilon, city UZ",
        ],
    );
    check(
        "Фарғонадан Андижонга поезд келди, Тошкентда эса ёмғир ёғди.",
        &[
            "Фарғонадан is Fergana, city UZ",
            "Андижонга is Andijon, city UZ",
            "Тошкентда is Tashkent, capital UZ",
        ],
    );
    check(
        "Наманганлик талаба Қўқонда ўқийди.",
        &[
            "Наманганлик is Namangan, city UZ",
            "Қўқонда is Qo‘qon, city UZ",
        ],
    );
    check(
        "Toshkentning Chilonzor tumanida yong‘in chiqdi.",
        &[
            "Toshkentning stands for Tashkent, capital UZ",
            "Chilonzor tumanida is Chilonzor District, admin2 UZ",
        ],
    );
    check(
        "Душанбе ва Тошкентда учрашувлар ўтди.",
        &[
            "Душанбе is Dushanbe, capital TJ",
            "Тошкентда is Tashkent, capital UZ",
        ],
    );
    check(
        "Душанбе ва Тошкент келишувни имзолади.",
        &[
            "Душанбе stands for Dushanbe, capital TJ",
            "Тошкент stands for Tashkent, capital UZ",
        ],
    );
}

#[test]
fn transliterations_and_former_names_are_of_one_place() {
    check("Rain fell in Andijon.", &["Andijon is Andijon, city UZ"]);
    check("Rain fell in Andizhan.", &["Andizhan is Andijon, city UZ"]);
    check("Rain fell in Andijan.", &["Andijan is Andijon, city UZ"]);
    check(
        "In 1992 fighters came to Leninabad.",
        &["Leninabad is Khujand, city TJ"],
    );
    check(
        "In 1985 a plant opened in Frunze.",
        &["Frunze is Bishkek, capital KG"],
    );
    check(
        "A ferry left Krasnovodsk for Baku.",
        &[
            "Krasnovodsk is Türkmenbaşy, town TM",
            "Baku is Baku, capital AZ",
        ],
    );
    check(
        "Leaders met in Alma-Ata in December 1991.",
        &["Alma-Ata is Almaty, city KZ"],
    );
    check(
        "A plane from Nur-Sultan landed in Almaty.",
        &[
            "Nur-Sultan is Astana, capital KZ",
            "Almaty is Almaty, city KZ",
        ],
    );
    check(
        "Virgin lands were ploughed around Tselinograd.",
        &["Tselinograd is Astana, capital KZ"],
    );
}

#[test]
fn places_of_one_name_are_told_apart() {
    check(
        "A school opened in Khanabad, Andijan Region.",
        &[
            "Khanabad is Xonobod, town UZ",
            "Andijan Region is Andijan Region, admin1 UZ",
        ],
    );
    check(
        "Trucks left the Khanabad air base.",
        &["Khanabad air base is Karshi-Khanabad Air Base, air_base UZ"],
    );
    check(
        "Taliban fighters seized Khanabad in Kunduz.",
        &["Khanabad is Khanabad, town AF", "Kunduz is Kunduz, city AF"],
    );
    check(
        "Crowds gathered in Jalal-Abad and Osh.",
        &["Jalal-Abad is Jalal-Abad, city KG", "Osh is Osh, city KG"],
    );
    check(
        "A bomb went off in Jalalabad, the capital of Nangarhar Province.",
        &[
            "Jalalabad is Jalālābād, city AF",
            "Nangarhar Province is Nangarhar Province, admin1 AF",
        ],
    );
    check(
        "He flew from Jalal-Abad to Bishkek. A week later a bomb killed two in Jalalabad in Nangarhar.",
        &[
            "Jalal-Abad is Jalal-Abad, city KG",
            "Bishkek is Bishkek, capital KG",
            "Jalalabad is Jalālābād, city AF",
            "Nangarhar is Nangarhar Province, admin1 AF",
        ],
    );
    check(
        "Gas flows from Mary to the Caspian coast.",
        &["Mary is Mary, city TM", "Caspian is Caspian Sea, sea "],
    );
    check(
        "Balkan velayat borders the Caspian Sea.",
        &[
            "Balkan is Balkan Region, admin1 TM",
            "Caspian Sea is Caspian Sea, sea ",
        ],
    );
    check(
        "War in the Balkans ended in 1995.",
        &["Balkans is Balkans, macroregion "],
    );
    check(
        "Georgia and Armenia signed a pact; Tbilisi sent troops.",
        &[
            "Georgia stands for Georgia, country GE",
            "Armenia stands for Armenia, country AM",
            "Tbilisi stands for Tbilisi, capital GE",
        ],
    );
    check(
        "Floods hit Atlanta, Georgia.",
        &[
            "Atlanta is Atlanta, city US",
            "Georgia is Georgia, admin1 US",
        ],
    );
    check(
        "King Abdullah of Jordan arrived in Amman.",
        &[
            "Jordan stands for Jordan, country JO",
            "Amman is Amman, capital JO",
        ],
    );
    check(
        "Michael Jordan visited Almaty.",
        &["Almaty is Almaty, city KZ"],
    );
    check(
        "Residents of Osh cooked osh for the guests.",
        &["Osh is Osh, city KG"],
    );
}

#[test]
fn border_villages_and_exclaves_are_known() {
    check(
        "Border guards exchanged fire near Vorukh, an exclave of Tajikistan in Batken Region.",
        &[
            "Vorukh is Vorukh exclave, exclave TJ",
            "Tajikistan is Tajikistan, country TJ",
            "Batken Region is Batken Region, admin1 KG",
        ],
    );
    check(
        "The road to Sokh crosses Kyrgyz territory.",
        &[
            "Sokh is Sokh exclave, exclave UZ",
            "Kyrgyz is of the people of Kyrgyzstan, country KG",
        ],
    );
    check(
        "Shots were heard at Kok-Tash, Kapchygai and Ak-Sai in Batken Region.",
        &[
            "Kok-Tash is Golovnoi water intake, border_incident_site KG",
            "Kapchygai is Kapchygai, village KG",
            "Ak-Sai is Samarkandyk - Ak-Sai area, border_incident_site KG",
            "Batken Region is Batken Region, admin1 KG",
        ],
    );
    check(
        "Villages of Khojai Alo and Chorku in Isfara district were burnt.",
        &[
            "Khojai Alo is Khojai Alo, village TJ",
            "Chorku is Chorku, village TJ",
            "Isfara district is Isfara District, admin2 TJ",
        ],
    );
}

#[test]
fn rivers_lakes_passes_dams_and_bases_are_told_from_towns_of_their_names() {
    check(
        "The Naryn river froze.",
        &["Naryn river is Naryn River, river KG"],
    );
    check(
        "On the banks of the Ural, near Atyrau, fishermen waited.",
        &["Ural is Ural River, river KZ", "Atyrau is Atyrau, city KZ"],
    );
    check(
        "Снесён мост через Нарын, вода в реке поднялась.",
        &["Нарын is Naryn River, river KG"],
    );
    check(
        "Река Нарын вышла из берегов.",
        &["Река Нарын is Naryn River, river KG"],
    );
    check(
        "На Сырдарье построят плотину.",
        &["Сырдарье is Syr Darya, river KZ"],
    );
    check(
        "Сырдарья обмелела у Кызылорды.",
        &[
            "Сырдарья is Syr Darya, river KZ",
            "Кызылорды is Kyzylorda, city KZ",
        ],
    );
    check(
        "Sirdaryoda suv ko‘tarildi.",
        &["Sirdaryoda is Syr Darya, river KZ"],
    );
    check(
        "The Ishim flooded Petropavl.",
        &[
            "Ishim is Ishim River, river KZ",
            "Petropavl is Petropavl, city KZ",
        ],
    );
    check(
        "The Talas and the Chu lose water before they reach the sand.",
        &[
            "Talas is Talas River, river KZ",
            "Chu is Chu River, river KZ",
        ],
    );
    check(
        "Рыбаки на Балхаше жалуются на низкую воду.",
        &["Балхаше is Lake Balkhash, lake KZ"],
    );
    check("В Балхаше дымит завод.", &["Балхаше is Balqash, town KZ"]);
    check(
        "The Kamchik Pass was closed by snow.",
        &["Kamchik Pass is Kamchik Pass, pass UZ"],
    );
    check(
        "Traffic through the Salang tunnel stopped.",
        &["Salang tunnel is Salang Pass, pass AF"],
    );
    check(
        "Water in the Toktogul reservoir fell.",
        &["Toktogul reservoir is Toktogul Reservoir, reservoir KG"],
    );
    check("The Nurek dam holds.", &["Nurek dam is Nurek Dam, dam TJ"]);
    check(
        "The Rogun dam will be finished.",
        &["Rogun dam is Rogun Dam, dam TJ"],
    );
    check(
        "Oil from Kashagan and Tengiz flows to Atyrau.",
        &[
            "Kashagan is Kashagan oil field, oil_field KZ",
            "Tengiz is Tengiz oil field, oil_field KZ",
            "Atyrau is Atyrau, city KZ",
        ],
    );
    check(
        "На месторождении Галкыныш бурят скважины.",
        &["Галкыныш is Galkynysh gas field, gas_field TM"],
    );
}

#[test]
fn lists_and_places_outside_the_region_are_found() {
    check(
        "Floods hit Tashkent, Samarkand, Bukhara and Navoi.",
        &[
            "Tashkent is Tashkent, capital UZ",
            "Samarkand is Samarkand, city UZ",
            "Bukhara is Bukhara, city UZ",
            "Navoi is Navoiy, city UZ",
        ],
    );
    check(
        "He studied in Ann Arbor, worked in Lagos and died in Osaka.",
        &[
            "Ann Arbor is Ann Arbor, city US",
            "Lagos is Lagos, city NG",
            "Osaka is Osaka, city JP",
        ],
    );
}

#[test]
fn names_in_other_languages_of_the_region_are_known_in_such_texts() {
    check(
        "The Kazakh name is Шымкент, the old one Чимкент.",
        &[
            "Kazakh is of the people of Kazakhstan, country KZ",
            "Шымкент is Shymkent, city KZ",
            "Чимкент is Shymkent, city KZ",
        ],
    );
    check(
        "Атырауда мұнай төгілді, сообщил житель города.",
        &["Атырауда is Atyrau, city KZ"],
    );
    check(
        "Оскемен қаласында, по сообщению акимата, аварии нет.",
        &["Оскемен is Ust-Kamenogorsk, city KZ"],
    );
    check(
        "Қарағанды облысында өрт шықты.",
        &["Қарағанды is Karaganda Region, admin1 KZ"],
    );
    check("Ош шаарында yong‘in chiqdi.", &["Ош is Osh, city KG"]);
    check(
        "Жалал-Абад шаарында, сказал мэр, отключён свет.",
        &["Жалал-Абад is Jalal-Abad, city KG"],
    );
    check(
        "Türkmenbaşy port closed after the storm.",
        &["Türkmenbaşy is Türkmenbaşy, town TM"],
    );
    check(
        "Aşgabat said it would cut gas to Iran.",
        &[
            "Aşgabat stands for Ashgabat, capital TM",
            "Iran stands for Iran, country IR",
        ],
    );
    check(
        "Aşgabatda ýygnak geçirildi, TDH reports.",
        &["Aşgabatda is Ashgabat, capital TM"],
    );
    check(
        "В Türkmenabat прибыл поезд.",
        &["Türkmenabat is Türkmenabat, city TM"],
    );
    check(
        "The sign is in Tajik; the bus goes to Душанбе and Хуҷанд.",
        &[
            "Tajik is of the people of Tajikistan, country TJ",
            "Душанбе is Dushanbe, capital TJ",
            "Хуҷанд is Khujand, city TJ",
        ],
    );
    check(
        "The letter was posted in کابل and reached قندهار.",
        &["کابل is Kabul, capital AF", "قندهار is Kandahār, city AF"],
    );
}
