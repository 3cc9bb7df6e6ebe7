//! Which part of a web page is its article, and what in it is none: menus, banners, comments, and lists of
//! links to other articles.
//!
//! A page says it with elements (`article`, `main`, `itemprop=articleBody`); where it does not, its paragraphs
//! do: the element that holds most of their words holds the article. The idea is that of Readability,
//! <https://github.com/mozilla/readability>.

use std::collections::{HashMap, HashSet};

use ego_tree::{NodeId, iter::Edge};
use scraper::{ElementRef, Html, Node, Selector};

use super::html::{BLOCKS, SKIPPED};

/// Words of classes and ids that name what is no article.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "gdpr",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "pager",
    "popup",
    "promo",
    "rating",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "tags",
    "toolbar",
    "widget",
    "widgets",
];

/// Roles of elements that are no article (WAI-ARIA landmarks and windows).
const ROLES: [&str; 9] = [
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "navigation",
    "search",
];

/// How many characters a paragraph has that counts.
const PARAGRAPH_CHARS_MIN: usize = 25;
/// Of so many parts of an element's words, so many in links make it a list of links.
const LINKS_OF_TEN: usize = 7;
/// An `article` holds the article if it has one of so many parts of the paragraphs' words.
const ARTICLE_ONE_OF: usize = 3;

/// The characters of an element, without white space and without what is never shown.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    text: usize,
    /// Those that are links.
    links: usize,
    /// Those in paragraphs that are not mostly links.
    prose: usize,
    /// The `prose` of its children, and half of that of theirs.
    near: usize,
}

impl Measure {
    fn is_links(self) -> bool {
        self.text > 0 && self.links * 10 >= self.text * LINKS_OF_TEN
    }
}

/// The article of a page: the element that holds it, and what in it is none.
pub(super) struct Article<'p> {
    /// The element that holds it.
    pub(super) root: ElementRef<'p>,
    /// Elements in it that are no part of it.
    pub(super) beside: HashSet<NodeId>,
}

impl<'p> Article<'p> {
    /// The article of a page.
    pub(super) fn of(page: &'p Html) -> Self {
        let measures = Measures::of(page.root_element());
        let root = measures.root(page);
        Self {
            beside: measures.beside(root),
            root,
        }
    }
}

struct Measures(HashMap<NodeId, Measure>);

impl Measures {
    /// Measures every element in one walk; deep pages cost no more than flat ones.
    fn of(root: ElementRef<'_>) -> Self {
        let mut measures = HashMap::new();
        let mut open: Vec<Measure> = vec![Measure::default()];
        let (mut skipped, mut links) = (0_usize, 0_usize);
        for edge in root.traverse() {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            match node.value() {
                Node::Text(text) if opens && skipped == 0 => {
                    let chars = text
                        .chars()
                        .filter(|letter| !letter.is_whitespace())
                        .count();
                    if let Some(measure) = open.last_mut() {
                        measure.text += chars;
                        measure.links += if links > 0 { chars } else { 0 };
                    }
                }
                Node::Element(element) => {
                    let step = |count: usize| {
                        if opens {
                            count + 1
                        } else {
                            count.saturating_sub(1)
                        }
                    };
                    if SKIPPED.contains(&element.name()) {
                        skipped = step(skipped);
                    } else if element.name() == "a" {
                        links = step(links);
                    }
                    if opens {
                        open.push(Measure::default());
                    } else {
                        let measure = closed(&mut open, element.name());
                        measures.insert(node.id(), measure);
                    }
                }
                _ => {}
            }
        }
        Self(measures)
    }

    fn get(&self, element: ElementRef<'_>) -> Measure {
        self.0.get(&element.id()).copied().unwrap_or_default()
    }

    /// The element that holds the article: the body of one if the page names it, the longest `article`, or
    /// else the one whose paragraphs have the most words.
    fn root<'p>(&self, page: &'p Html) -> ElementRef<'p> {
        let body = first(page, "body").unwrap_or_else(|| page.root_element());
        let within = first(page, "main, [role='main']").filter(|main| self.get(*main).prose > 0);
        let all = self.get(within.unwrap_or(body)).prose;
        let holds = |found: &ElementRef<'p>| {
            let prose = self.get(*found).prose;
            prose * ARTICLE_ONE_OF >= all
                && (prose > 0 || self.get(*found).text > 0)
                && !is_beside(*found)
        };
        for selector in ["[itemprop='articleBody']", "article"] {
            let named = select(page, selector).into_iter().filter(holds);
            if let Some(longest) = named.max_by_key(|found| self.get(*found).prose) {
                return longest;
            }
        }
        let parts = within.unwrap_or(body);
        let elements = parts.descendants().filter_map(ElementRef::wrap);
        let likely = elements.filter(|element| !is_beside(*element));
        let most = likely.max_by_key(|element| self.get(*element).near);
        most.filter(|element| self.get(*element).near > 0)
            .unwrap_or(parts)
    }

    /// The elements within the article that are none of it. What holds most of it stays, whatever its class
    /// says.
    fn beside(&self, root: ElementRef<'_>) -> HashSet<NodeId> {
        let whole = self.get(root).text;
        let inner = root.descendants().skip(1).filter_map(ElementRef::wrap);
        let is_part = |element: &ElementRef<'_>| {
            let measure = self.get(*element);
            let is_small = measure.text * 2 < whole;
            let name = element.value().name();
            let is_list = BLOCKS.contains(&name) || name == "li";
            (is_small && is_beside(*element)) || (is_list && name != "h1" && measure.is_links())
        };
        inner.filter(is_part).map(|element| element.id()).collect()
    }
}

/// Ends the innermost open element and counts it in the one around it.
fn closed(open: &mut Vec<Measure>, name: &str) -> Measure {
    let mut measure = open.pop().unwrap_or_default();
    let is_block = BLOCKS.contains(&name) && !is_heading(name);
    let words = measure.text - measure.links;
    if is_block && measure.prose == 0 && words >= PARAGRAPH_CHARS_MIN && !measure.is_links() {
        measure.prose = words;
    }
    if let Some(around) = open.last_mut() {
        around.text += measure.text;
        around.links += measure.links;
        around.prose += measure.prose;
        around.near += if measure.near == 0 {
            measure.prose
        } else {
            measure.near / 2
        };
    }
    measure
}

fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    let selector = Selector::parse(selector);
    selector.map_or_else(|_| Vec::new(), |selector| page.select(&selector).collect())
}

fn first<'p>(page: &'p Html, selector: &str) -> Option<ElementRef<'p>> {
    select(page, selector).into_iter().next()
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Whether an element says of itself that it is no article, or that it is not shown.
fn is_beside(element: ElementRef<'_>) -> bool {
    let element = element.value();
    let role = element.attr("role").unwrap_or_default();
    let style = element.attr("style").unwrap_or_default().replace(' ', "");
    let is_hidden = element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none");
    let names = [element.attr("class"), element.attr("id")];
    let mut words = names.into_iter().flatten().flat_map(words);
    is_hidden || ROLES.contains(&role) || words.any(|word| BESIDE.contains(&word.as_str()))
}

/// The words of a class or id: `relatedNews`, `share-bar` and `SHARE_BAR` have two each.
fn words(names: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in names.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words
}
