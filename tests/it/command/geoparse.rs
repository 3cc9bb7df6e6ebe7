use std::{
    io::{BufRead, BufReader, Write},
    process::Stdio,
};

use serde_json::{Value, json};

use super::{Desk, said};
use crate::process::{Running, zij};

#[test]
fn a_document_a_line_becomes_a_line_a_document() {
    let lines = "{\"doc_id\": \"a1\", \"text\": \"В Нукусе начались протесты.\", \"published\": \"2022-07-02\"}\n\
                 {\"text\": \" \"}\n\
                 {\"doc_id\": \"a2\", \"text\": \"Nothing.\"}\n";
    let said = Desk::new().run(&["geoparse", "--format", "jsonl", "-"], lines);
    let parsed: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(said.words, "-:2: text \" \": empty, expected a report\n");
    assert_eq!((said.code, parsed.len()), (1, 2));
    let mention = &parsed[0]["mentions"][0];
    let told = json!([
        parsed[0]["doc_id"],
        parsed[0]["lang"],
        parsed[0]["published"],
        mention["start"],
        mention["end"],
        mention["text"],
        mention["place"]["name"]
    ]);
    assert_eq!(
        told,
        json!(["a1", "ru", "2022-07-02", 2, 8, "Нукусе", "Nukus"])
    );
    assert_eq!(parsed[1]["mentions"], json!([]));
}

#[test]
fn place_names_alone_are_written_without_events() {
    let text = "Протест прошёл в Оше.";
    let desk = Desk::new();
    let told = |arguments: &[&str]| {
        let said = desk.run(arguments, text);
        serde_json::from_str::<Value>(&said.out).unwrap()
    };
    let (whole, places) = (told(&["geoparse"]), told(&["geoparse", "--no-events"]));
    assert_eq!(places["mentions"], whole["mentions"]);
    assert_eq!(places.get("events"), None);
    assert_eq!(whole["events"].as_array().unwrap().len(), 1);
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut command = zij(&["geoparse", "--no-events", "--format", "jsonl"]);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for name in ["Osh", "Nukus"] {
        writeln!(input, "{{\"text\": \"Rain fell in {name}.\"}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["mentions"][0]["text"], name);
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn offsets_count_code_points_and_are_those_of_the_text() {
    let text = "Oʻzbekiston 🚁 Fargʻonada zilzila boʻldi. Протест прошёл в Оше.";
    let said = Desk::new().run(&["geoparse"], text);
    let line: Value = serde_json::from_str(&said.out).unwrap();
    let letters: Vec<char> = text.chars().collect();
    let mentions = line["mentions"].as_array().unwrap();
    assert!(!mentions.is_empty(), "{line}");
    for mention in mentions {
        let at = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
        let words: String = letters[at("start")..at("end")].iter().collect();
        assert_eq!(mention["text"], words);
    }
}

#[test]
fn nouns_refer_to_the_mention_that_names_their_place() {
    let told = |text: &str| {
        let said = Desk::new().run(&["geoparse"], text);
        let line: Value = serde_json::from_str(&said.out).unwrap();
        line.get("references").cloned()
    };
    let one = |start: u32, end: u32, text: &str| {
        Some(json!([{"start": start, "end": end, "text": text, "mention": 0}]))
    };
    let english = "Troops left Khanabad air base. Militants attacked the base.";
    assert_eq!(told(english), one(54, 58, "base"));
    let russian = "В Баткенской области стреляли. Дороги в области закрыты.";
    assert_eq!(told(russian), one(40, 47, "области"));
    let uzbek = "Andijon viloyatida suv toshdi. Viloyatda ikki yuz uy vayron bo‘ldi.";
    assert_eq!(told(uzbek), one(31, 40, "Viloyatda"));
    assert_eq!(told("The base was closed."), None);
}

#[test]
fn rows_of_an_event_list_are_no_documents() {
    let said = Desk::new().run(&["geoparse", "--format", "csv"], "place\nNukus\n");
    let words = "-:2: a row of an event list, expected a document; see zij ingest\n";
    assert_eq!(
        (said.code, said.words.as_str(), said.out.as_str()),
        (2, words, "")
    );
}

#[test]
fn an_output_that_nobody_reads_to_its_end_is_no_failure() {
    let mut command = zij(&["geoparse"]);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    input.write_all("Протест прошёл в Оше.".as_bytes()).unwrap();
    drop(input);
    let said = said(child.wait_with_output().unwrap());
    assert_eq!((said.code, said.words.as_str()), (0, ""));
}

#[test]
fn the_command_line_answers_what_the_server_answers() {
    let desk = Desk::new();
    let server = Running::start_with(&desk.path().join("zij-data"), &["--no-examples"]);
    let text = "В Нукусе начались протесты. Талибан занял Кундуз 28 сентября 2015 года.";
    let head = "POST /geoparse?published=2022-07-02&name=-";
    let (status, line) = server.send(head, "text/plain", text);
    let said = desk.run(&["geoparse", "--published", "2022-07-02", "-"], text);
    assert_eq!((status, said.code), (200, 0), "{line}");
    assert_eq!(said.out.trim_end(), line);
    assert!(line.contains("\"events\":[{"), "{line}");
    for (words, query) in [
        (&["Khanabad"][..], "Khanabad&complete=false"),
        (&["--complete", "Khanab"], "Khanab"),
        (
            &[
                "--complete",
                "--lang",
                "ru",
                "--view",
                "65,36,70,39",
                "Терм",
            ],
            "%D0%A2%D0%B5%D1%80%D0%BC&lang=ru&bbox=65,36,70,39",
        ),
    ] {
        let (status, answer) = server.send(&format!("GET /geocode?q={query}"), "", "");
        let said = desk.run(&[&["geocode", "--json"], words].concat(), "");
        assert_eq!((status, said.code), (200, 0), "{answer}");
        assert_eq!(
            serde_json::from_str::<Value>(&said.out).unwrap(),
            serde_json::from_str::<Value>(&answer).unwrap()
        );
    }
}
