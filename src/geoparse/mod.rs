//! Free text to places: which words name a place, what they stand for there, and which place it is.
//!
//! Three small linear models, their weights readable in `geodata/geoparse.tsv`, work one after the
//! other: recognition accepts or rejects each run of words that is a name in the gazetteer; the role
//! tells a place where something is from a name that stands for a government; resolution weighs the
//! places of one name with all other mentions of the document in sight.

mod accept;
mod adjective;
mod context;
mod cues;
mod demonym;
mod inflection;
pub(crate) mod linear;
mod memory;
mod models;
mod name;
mod reference;
mod resolve;
mod role;
mod short_name;
mod spot;
mod train;

pub use models::{Models, Prior};
pub use reference::{Reference, references};
pub use resolve::{Reason, Weighed};
pub(crate) use train::fit;
pub use train::{Answer, Lesson, prior, train};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    gazetteer::{Gazetteer, PlaceIndex},
    text::{Analysed, Span},
};
use accept::Judged;
use context::Context;
use cues::Cues;
use memory::Shelf;
use models::Threshold;
use resolve::Resolved;
use role::Placed;
use spot::Spot;

/// What a place name stands for where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The place itself: something is, happens or goes there.
    Literal,
    /// A government, an organisation or a document that is called by the place's name.
    Associative,
    /// The people or the adjective of a country.
    Demonym,
}

/// A place name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words, in bytes of the text.
    pub span: Span,
    /// What the name stands for here.
    pub role: Role,
    /// How sure it is that the words name the place given, 0 to 1.
    pub confidence: f64,
    /// Which place; none when it cannot be told in which region it is.
    pub place: Option<PlaceIndex>,
    /// What was weighed, best first.
    pub candidates: Arc<[Weighed]>,
}

/// Finds and resolves the place names of texts.
///
/// ```
/// use zij::{gazetteer::Gazetteer, geoparse::{Geoparser, Role}, text::Analysed};
/// let gazetteer = Gazetteer::bundled();
/// let text = Analysed::new("Tashkent closed the air base at Khanabad near Qarshi.", None);
/// let mentions = Geoparser::new(gazetteer).parse(&text);
/// let base = mentions[1].place.map(|place| gazetteer.place(place).id);
/// assert_eq!(mentions[0].role, Role::Associative);
/// assert_eq!(base, Some("zij:khanabad-air-base"));
/// ```
#[derive(Debug)]
pub struct Geoparser<'g> {
    gazetteer: &'g Gazetteer,
    cues: &'static Cues,
    models: &'g Models,
    memory: Shelf<'g>,
}

impl<'g> Geoparser<'g> {
    /// A parser over a gazetteer, with the bundled cues and weights.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self::with_models(gazetteer, Models::bundled())
    }

    /// A parser over a gazetteer, with the bundled cues and weights of its own.
    #[must_use]
    pub fn with_models(gazetteer: &'g Gazetteer, models: &'g Models) -> Self {
        Self {
            gazetteer,
            cues: Cues::bundled(),
            models,
            memory: Shelf::default(),
        }
    }

    /// The place names of a text, in the order of the text.
    #[must_use]
    pub fn parse(&self, text: &Analysed<'_>) -> Vec<Mention> {
        let found = self.accepted(self.judged(text));
        let peoples = demonym::demonyms(self.gazetteer, text, &found);
        let countries = demonym::countries(self.gazetteer, &peoples);
        let mut resolved = resolve::resolve(self.models, text, &found, &countries);
        short_name::settle(self.gazetteer, self.cues, text, &found, &mut resolved);
        let placed = Placed {
            gazetteer: self.gazetteer,
            text,
            found: &found,
            resolved: &resolved,
        };
        let roles = role::roles(&self.models.role, &placed);
        let named = found.iter().zip(resolved).zip(roles);
        let mut mentions: Vec<Mention> = named
            .map(|((found, resolved), role)| mention(found, resolved, role))
            .collect();
        mentions.extend(peoples);
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        mentions
    }

    /// The names that recognition is sure enough of.
    fn accepted<'a>(&self, judged: Vec<Judged<'a>>) -> Vec<Found<'a>> {
        accept::accept(judged, self.models.threshold.weight(Threshold::Name))
    }

    /// Every name in a text with the judgement of recognition.
    fn judged<'a>(&'a self, text: &'a Analysed<'_>) -> Vec<Judged<'a>> {
        let spots = |memory: &mut _| spot::spots(self.gazetteer, self.cues, text, memory);
        let spots = self.memory.with(spots);
        accept::judge(self.cues, &self.models.name, text, spots)
    }
}

/// A name that was accepted, what stands around it, and how likely it names a place at all.
#[derive(Debug)]
struct Found<'a> {
    spot: Spot<'a>,
    context: Context,
    probability: f64,
}

fn mention(found: &Found<'_>, resolved: Resolved, role: Role) -> Mention {
    Mention {
        span: found.spot.span,
        role,
        confidence: found.probability * resolved.probability,
        place: resolved.place,
        candidates: resolved.candidates,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the mentions of a text: words, role's first letter and place id.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let gazetteer = Gazetteer::bundled();
        let mentions = Geoparser::new(gazetteer).parse(&Analysed::new(text, None));
        let actual: Vec<String> = mentions
            .iter()
            .map(|mention| {
                let role = match mention.role {
                    Role::Literal => 'L',
                    Role::Associative => 'A',
                    Role::Demonym => 'D',
                };
                let id = mention.place.map_or("-", |place| gazetteer.place(place).id);
                format!("{} {role} {id}", mention.span.of(text))
            })
            .collect();
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn the_three_khanabads_are_told_by_what_stands_around_them() {
        check(
            "Uzbekistan has closed the base at Khanabad.",
            &[
                "Uzbekistan A geonames:1512440",
                "Khanabad L zij:khanabad-air-base",
            ],
        );
        check(
            "Farmers in Khanabad, Kunduz Province, lost their crops in the flood.",
            &[
                "Khanabad L geonames:1137168",
                "Kunduz Province L geonames:1135690",
            ],
        );
        check(
            "A bridge was opened in the town of Khanabad in Andijan Region.",
            &[
                "Khanabad L geonames:1513578",
                "Andijan Region L geonames:1484846",
            ],
        );
    }

    #[test]
    fn a_capital_is_a_government_unless_something_is_there() {
        check(
            "Tashkent has signed the pact.",
            &["Tashkent A geonames:1512569"],
        );
        check("Ties with Moscow cooled.", &["Moscow A geonames:524901"]);
        check(
            "She studied at Moscow State University.",
            &["Moscow A geonames:524901"],
        );
        check(
            "A fire broke out in Tashkent.",
            &["Tashkent L geonames:1512569"],
        );
        check(
            "TASHKENT, 12 October — Uzbek troops left.",
            &["TASHKENT L geonames:1512569", "Uzbek D geonames:1512440"],
        );
    }

    #[test]
    fn russian_cases_and_adjectives_lead_to_their_places() {
        check(
            "Под Алма-Атой прошли учения.",
            &["Алма-Атой L geonames:1526384"],
        );
        check(
            "В Ошской области и близ Исфары тихо.",
            &[
                "Ошской области L geonames:1346798",
                "Исфары L geonames:1514896",
            ],
        );
        check(
            "Он вспомнил андижанские события.",
            &["андижанские L geonames:1514588"],
        );
    }

    #[test]
    fn uzbek_endings_lead_to_their_places() {
        for apostrophe in ["'", "’", "ʻ", "`", "‘", "ʼ"] {
            let text = format!("Farg{apostrophe}onadan Toshkentga yo{apostrophe}l ochildi.");
            let word = format!("Farg{apostrophe}onadan L geonames:1514019");
            check(&text, &[&word, "Toshkentga L geonames:1512569"]);
        }
    }

    #[test]
    fn people_months_and_empty_texts_hold_no_places() {
        check("", &[]);
        check("President Georgia Mary Jordan met them in March 2018.", &[]);
        check("На юге тихо.", &[]);
    }
}
