//! Web pages as sites build them, with all that stands around an article; written for Zij.

use std::fs;

use zij::document::{Defaults, Format, read};

/// The paragraphs of a page's article, then its title, day and source.
fn told(name: &str) -> Vec<String> {
    let path = format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    let page = fs::read(path).unwrap();
    match read(page.as_slice(), name, Format::Html, &Defaults::default()) {
        Ok(mut batch) => {
            let document = batch.documents.remove(0);
            let day = document.published.map(|day| day.to_string());
            let about = [document.title, day, document.source].map(Option::unwrap_or_default);
            let paragraphs = document.text.split("\n\n").map(str::to_owned);
            paragraphs.chain([about.join(" | ")]).collect()
        }
        Err(error) => vec![format!("error: {error}")],
    }
}

#[track_caller]
fn check(name: &str, expected: &[&str]) {
    assert_eq!(told(name), expected, "{name}");
}

#[test]
fn an_article_between_banner_comments_and_related_news_is_taken_alone() {
    check(
        "news-en.html",
        &[
            "Bus crash near Osh kills seven",
            "By Aida Example, Osh",
            "Seven people died when a bus left the road near Osh on 5 March 2019, the Ministry of Emergency Situations said.",
            "The bus was on its way from Jalal-Abad to Osh. Twelve passengers were taken to hospital.",
            "“The road was icy,” a driver said.",
            "Bus crash near Osh kills seven | 2019-03-05 | Valley Herald",
        ],
    );
}

#[test]
fn an_article_that_no_element_names_is_found_by_its_paragraphs() {
    check(
        "news-ru.html",
        &[
            "В Нукусе прошёл митинг",
            "Жители Нукуса 1 июля вышли на улицу, сообщает наш корреспондент из Каракалпакстана.",
            "По словам очевидцев, к вечеру на площади собралось несколько тысяч человек.",
            "Власти объявили в республике чрезвычайное положение.",
            "В Нукусе прошёл митинг | 2022-07-02 | Вестник долины",
        ],
    );
}

#[test]
fn the_body_that_a_page_marks_is_its_article() {
    check(
        "news-uz.html",
        &[
            "1 may kuni Sardoba suv omborining toʻgʻoni buzildi. Minglab odam uyidan koʻchirildi.",
            "Favqulodda vaziyatlar vazirligi xodimlari Sirdaryo viloyatiga yetib keldi.",
            "Oqoltin tumanida 5 ta qishloq suv ostida qoldi.\nQoʻshni tumanlarga ham suv yetib bordi.",
            "Sirdaryoda toʻgʻon buzildi | 2020-05-01 | news-uz.html",
        ],
    );
}

#[test]
fn a_page_of_links_has_no_article() {
    check(
        "front.html",
        &["error: the page has no article, expected words beside its menus and links"],
    );
}
