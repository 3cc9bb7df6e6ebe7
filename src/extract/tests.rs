use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{gazetteer::PlaceIndex, geoparse::Role};

/// Reads a text in which `{..}` marks a literal mention, `[..]` an associative one and `<..>` a demonym;
/// `{Оше=Osh}` is the place that the gazetteer knows by the second name.
fn marked(marks: &str) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = marks;
    while let Some(open) = rest.find(['{', '[', '<']) {
        let close = open + rest[open..].find(['}', ']', '>']).expect("a closing mark");
        let (shown, name) = rest[open + 1..close]
            .split_once('=')
            .unwrap_or((&rest[open + 1..close], &rest[open + 1..close]));
        let role = match &rest[open..=open] {
            "{" => Role::Literal,
            "[" => Role::Associative,
            _ => Role::Demonym,
        };
        text.push_str(&rest[..open]);
        let span = Span {
            start: text.len(),
            end: text.len() + shown.len(),
        };
        text.push_str(shown);
        mentions.push(Mention {
            span,
            role,
            confidence: 0.9,
            place: place(name),
            candidates: Arc::default(),
        });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, mentions)
}

fn place(name: &str) -> Option<PlaceIndex> {
    let gazetteer = Gazetteer::bundled();
    gazetteer
        .by_id(name)
        .or_else(|| gazetteer.lookup(name).first().map(|entry| entry.place))
}

/// The events of a text, one a line: type, words, date, places, `planned`, actors, dead and injured.
fn told(text: &str, mentions: &[Mention], published: &str) -> String {
    let published = published.parse().ok();
    let events = extract(
        &Analysed::new(text, None),
        mentions,
        Gazetteer::bundled(),
        published,
    );
    let lines = events.into_iter().map(|event| line(text, mentions, &event));
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(published: &str, marks: &str, expected: &[&str]) {
    let (text, mentions) = marked(marks);
    assert_eq!(
        told(&text, &mentions, published),
        expected.join("\n"),
        "{text}"
    );
}

fn line(text: &str, mentions: &[Mention], event: &Extracted) -> String {
    let date = event.date.map_or("-".to_owned(), |date| match date.edtf() {
        (first, None) => first,
        (first, Some(last)) => format!("{first}/{last}"),
    });
    let places: Vec<&str> = event
        .mentions
        .iter()
        .map(|&at| mentions[at].span.of(text))
        .collect();
    let places = if places.is_empty() {
        "-".to_owned()
    } else {
        places.join(" & ")
    };
    let head = format!(
        "{} \"{}\" {date} at {places}",
        event.event_type.as_str(),
        event.trigger.of(text)
    );
    let planned = event.planned.then(|| " planned".to_owned());
    let actors = [&event.actor1, &event.actor2].into_iter().flatten();
    let actors = actors.map(|actor| format!(", {actor}"));
    let dead = event.fatalities.map(|dead| format!(", {dead} dead"));
    let injured = event.injured.map(|injured| format!(", {injured} injured"));
    [head]
        .into_iter()
        .chain(planned)
        .chain(actors)
        .chain(dead)
        .chain(injured)
        .collect()
}

#[test]
fn an_event_stands_at_the_finest_literal_place_of_its_clause() {
    check(
        "2021-05-01",
        "Clashes broke out at {Vorukh=zij:vorukh-exclave}, {Isfara District}, {Sughd Region}, on 28 April 2021.",
        &["battle \"broke out\" 2021-04-28 at Vorukh"],
    );
    check(
        "2018-10-12",
        "The <Russian> bases in {Tajikistan} and {Kyrgyzstan} are reinforced.",
        &[
            "military_deployment_or_base \"bases in Tajikistan and Kyrgyzstan are reinforced\" - at Tajikistan & Kyrgyzstan",
        ],
    );
    check(
        "2022-10-12",
        "On Friday officials met in {Dushanbe} after clashes at {Vorukh=zij:vorukh-exclave}.",
        &["diplomatic_meeting \"officials met\" 2022-10-07 at Dushanbe"],
    );
}

#[test]
fn a_government_called_by_its_capital_places_nothing() {
    check(
        "2018-10-12",
        "[Tashkent] and [Moscow] signed an agreement on Thursday.",
        &["agreement \"signed an agreement\" 2018-10-11 at -, Tashkent, Moscow"],
    );
}

#[test]
fn one_trigger_with_two_times_is_two_events() {
    check(
        "2018-10-12",
        "[Uzbekistan] left the bloc twice - first in 1999 and then in 2012.",
        &[
            "strategic_development \"left the bloc\" 1999 at -, Uzbekistan",
            "strategic_development \"left the bloc\" 2012 at -, Uzbekistan",
        ],
    );
    check(
        "2022-10-12",
        "Residents of {Isfara} blocked the road on 3 and 4 May.",
        &["protest \"Residents of Isfara blocked\" 2022-05-03/2022-05-04 at Isfara, Residents"],
    );
}

#[test]
fn denied_and_hypothetical_events_are_none_and_planned_ones_say_so() {
    check(
        "2022-10-12",
        "The ministry denied that troops had been deployed in {Termez}.",
        &[],
    );
    check(
        "2022-10-12",
        "If the talks fail, fighting may resume in {Batken}.",
        &[],
    );
    check(
        "2022-10-12",
        "It cannot be ruled out that they will hold talks in {Tashkent}.",
        &[],
    );
    check(
        "2022-10-12",
        "Никаких учений в {Термезе=Termez} не было.",
        &[],
    );
    check(
        "2022-10-12",
        "{Termiz=Termez}da mashgʻulot oʻtkazilmadi, dedi u.",
        &[],
    );
    check(
        "2022-10-12",
        "Presidential elections will be held in {Kazakhstan} on November 20.",
        &["election \"Presidential elections\" 2022-11-20 at Kazakhstan planned"],
    );
}

#[test]
fn the_end_of_a_term_is_no_event_to_come() {
    check(
        "2018-10-12",
        "The cosmodrome {Baikonur} is leased from [Kazakhstan] until 2050.",
        &[],
    );
    check(
        "2018-10-12",
        "Космодром находится в {Кзыл-Ординской области=Kyzylorda Region} [Казахстана=Kazakhstan], \
         [Москва=Moscow] арендует его у [Астаны=Astana] до 2050 года.",
        &[],
    );
    check(
        "2018-10-12",
        "{Boyqoʻngʻir=Baikonur} kosmodromi 2050-yilgacha ijaraga olingan.",
        &[],
    );
}

#[test]
fn what_a_timetable_tells_is_planned_and_a_heading_dates_what_follows() {
    check(
        "2018-10-12",
        "The foreign minister arrives in {Osh} on Monday.",
        &["official_visit \"minister arrives\" 2018-10-15 at Osh planned, foreign minister"],
    );
    check(
        "2018-10-12",
        "5 October. Protesters blocked the road in {Osh}.",
        &["protest \"Protesters blocked\" 2018-10-05 at Osh, Protesters"],
    );
    check(
        "2018-10-12",
        "5 октября. В {Оше=Osh} протестующие перекрыли дорогу.",
        &["protest \"протестующие перекрыли\" 2018-10-05 at Оше, протестующие"],
    );
}

#[test]
fn a_sentence_without_a_place_goes_on_where_the_one_before_was() {
    check(
        "2022-01-06",
        "Protesters stormed the akimat in {Almaty} yesterday. There, two policemen were shot dead.",
        &[
            "riot \"Protesters stormed\" 2022-01-05 at Almaty, Protesters",
            "violence_against_civilians \"shot dead\" - at Almaty, 2 dead",
        ],
    );
    check(
        "2022-01-06",
        "A mine collapsed in {Karaganda}. Five people were killed.",
        &["accident \"mine collapsed\" - at Karaganda, 5 dead"],
    );
}

#[test]
fn a_noun_that_refers_to_a_place_named_before_places_its_event() {
    check(
        "2024-05-05",
        "{Khanabad air base=zij:khanabad-air-base} is near {Qarshi}. It was quiet in {Termez}. \
         Militants attacked the base on 3 May 2024.",
        &["battle \"Militants attacked\" 2024-05-03 at Khanabad air base, Militants"],
    );
    check(
        "2024-05-05",
        "Тихо в {Баткенской области=geonames:1463580}. Дождь в {Москве=geonames:524901}. \
         Протесты в области продолжились 3 мая 2024 года.",
        &["protest \"Протесты\" 2024-05-03 at Баткенской области"],
    );
    check(
        "2024-05-05",
        "{Andijon viloyatida=geonames:1484846} tinch. {Toshkentda=geonames:1512569} yomg‘ir. \
         Viloyatda 3-may kuni zilzila bo‘ldi.",
        &["natural_disaster \"zilzila bo‘ldi\" 2024-05-03 at Andijon viloyatida"],
    );
}

#[test]
fn russian_and_uzbek_reports_are_read_in_both_scripts() {
    check(
        "2021-05-01",
        "28 апреля 2021 года в {Баткене=Batken} произошла перестрелка, погибли пятеро военных.",
        &["battle \"перестрелка\" 2021-04-28 at Баткене, 5 dead"],
    );
    check(
        "2018-10-12",
        "Президент <России> на следующей неделе прибудет в {Узбекистан=Uzbekistan} с официальным визитом.",
        &[
            "official_visit \"Президент России на следующей неделе прибудет\" 2018-10-15/2018-10-21 at Узбекистан planned, Президент России",
        ],
    );
    check(
        "2018-10-12",
        "Oʻtgan yilning oktabr oyida {Forish} poligonida qoʻshma harbiy mashgʻulotlar oʻtkazildi.",
        &["military_exercise \"harbiy mashgʻulotlar\" 2017-10 at Forish"],
    );
    check(
        "2024-05-12",
        "Кеча {Наманган=Namangan}да ёнғин чиқди, уч киши ҳалок бўлди.",
        &["accident \"ёнғин чиқди\" 2024-05-11 at Наманган, 3 dead"],
    );
}

#[test]
fn deaths_are_counted_and_none_is_not_zero() {
    check(
        "2022-06-25",
        "В результате землетрясения в {Афганистане=Afghanistan} 22 июня погибли более 1000 человек.",
        &[
            "natural_disaster \"землетрясения в Афганистане 22 июня погибли\" 2022-06-22 at Афганистане, 1000 dead",
        ],
    );
    check(
        "2023-02-06",
        "A magnitude 6.1 earthquake struck {Khorog} on 5 February 2023. No casualties were reported.",
        &["natural_disaster \"earthquake struck\" 2023-02-05 at Khorog, 0 dead, 0 injured"],
    );
    check(
        "2023-02-06",
        "An earthquake struck {Khorog} on 5 February, damaging 30 houses.",
        &["natural_disaster \"damaging 30 houses\" 2023-02-05 at Khorog"],
    );
}

#[test]
fn the_injured_are_counted_beside_the_dead() {
    check(
        "2023-02-06",
        "A bus overturned near {Osh} on 5 February, killing two people and injuring seventeen.",
        &["accident \"bus overturned\" 2023-02-05 at Osh, 2 dead, 17 injured"],
    );
    check(
        "2023-02-06",
        "5 февраля в {Оше=Osh} перевернулся автобус, погибли двое, ранены 12 человек.",
        &["accident \"перевернулся автобус\" 2023-02-05 at Оше, 2 dead, 12 injured"],
    );
    check(
        "2024-05-12",
        "Kecha {Namangan}da avtobus agʻdarildi, besh kishi yaralandi.",
        &["accident \"avtobus agʻdarildi\" 2024-05-11 at Namangan, 5 injured"],
    );
}

#[test]
fn an_event_told_again_is_told_once_in_its_fullest_sentence() {
    check(
        "2023-02-07",
        "A bus overturned near {Osh}.\n\nThe bus overturned near {Osh} on Sunday evening, killing 3 people.",
        &["accident \"bus overturned\" 2023-02-05 at Osh, 3 dead"],
    );
    check(
        "2023-02-07",
        "A bus overturned near {Osh} on Sunday. A lorry overturned near {Osh} on Monday.",
        &[
            "accident \"bus overturned\" 2023-02-05 at Osh",
            "accident \"lorry overturned\" 2023-02-06 at Osh",
        ],
    );
}

#[test]
fn actors_stand_on_the_side_that_the_sentence_gives_them() {
    check(
        "2022-10-12",
        "Militants fought soldiers in {Khorog} on Friday.",
        &["battle \"Militants fought\" 2022-10-07 at Khorog, Militants, soldiers"],
    );
    check(
        "2022-10-12",
        "Two journalists were arrested by the police in {Osh} on Friday.",
        &["arrest_or_trial \"were arrested\" 2022-10-07 at Osh, police, journalists"],
    );
    check(
        "2022-03-22",
        "On 5 March residents of {Batken} blocked the road.",
        &["protest \"residents of Batken blocked\" 2022-03-05 at Batken, residents"],
    );
}

#[test]
fn words_of_everyday_life_tell_of_no_event() {
    check(
        "2022-10-12",
        "The base of the argument is right; she visited the website and shot a film.",
        &[],
    );
    check(
        "2022-10-12",
        "Workers strike a balance between the party line and their arms and legs.",
        &[],
    );
    check("", "", &[]);
    check("2022-10-12", "…!?\n\n— — 12.13.14 '' ’’", &[]);
}

/// More bytes than a sentence of these words has when it is cut for want of an end.
const QUOTE_BYTES_MAX: usize = 1_500;

#[test]
fn a_sentence_without_an_end_is_read_in_pieces() {
    let text = "clashes broke out in Osh on Friday, ".repeat(1_000);
    let osh = place("Osh");
    let mentions: Vec<Mention> = text
        .match_indices("Osh")
        .map(|(start, name)| Mention {
            span: Span {
                start,
                end: start + name.len(),
            },
            role: Role::Literal,
            confidence: 0.9,
            place: osh,
            candidates: Arc::default(),
        })
        .collect();
    let events = extract(
        &Analysed::new(&text, None),
        &mentions,
        Gazetteer::bundled(),
        None,
    );
    let longest = events.iter().map(|event| event.quote.len()).max();
    assert!(
        longest.is_some_and(|bytes| bytes < QUOTE_BYTES_MAX),
        "{longest:?}"
    );
}

/// Words that the tables know in every language, and signs between them.
const PIECES: &str = "clashes|in|Osh|on|Friday|12|2018|15-21|May|signed|an|agreement|not|will|after|that|    which|killed|two hundred|people|Оше|произошли|столкновения|не|было|погибли|пять|Toshkentda|mitingi|    boʻlib oʻtdi|йил|куни|,|.|;| — |(|)|\n|\n\n|'|\u{301}|😀|ш";

proptest! {
    #[test]
    fn no_text_and_no_mentions_make_it_panic(
        picks in proptest::collection::vec(0..PIECES.split('|').count(), 0..40),
        spans in proptest::collection::vec((0_usize..200, 0_usize..30, 0..3_u8), 0..8),
        noise in "\\PC{0,20}",
    ) {
        let pieces: Vec<&str> = PIECES.split('|').collect();
        let picked: Vec<&str> = picks.into_iter().map(|at| pieces[at]).collect();
        let text = format!("{} {noise}", picked.join(" "));
        let place = place("Osh");
        let role = [Role::Literal, Role::Associative, Role::Demonym];
        let mut mentions: Vec<Mention> = spans.into_iter().map(|(start, len, at)| Mention {
            span: Span { start, end: start + len },
            role: role[usize::from(at)],
            confidence: 0.5,
            place,
            candidates: Arc::default(),
        }).collect();
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        let analysed = Analysed::new(&text, None);
        for event in extract(&analysed, &mentions, Gazetteer::bundled(), "2018-10-12".parse().ok()) {
            prop_assert!(text.get(event.quote.start..event.quote.end).is_some());
            prop_assert!(text.get(event.trigger.start..event.trigger.end).is_some());
            prop_assert!((0.0..=1.0).contains(&event.confidence));
            prop_assert!(event.mentions.iter().all(|&at| mentions[at].role == Role::Literal));
        }
    }
}

#[test]
fn an_endless_word_takes_linear_time() {
    let digits = "1,".repeat(250_000);
    let text = Analysed::new(&digits, Some(crate::text::Lang::En));
    assert_eq!(extract(&text, &[], Gazetteer::bundled(), None), []);
}
