//! What words are about, in classes that hold far more words than any gold has: `geodata/themes.tsv`.
//!
//! A verb that no row of the table of triggers knows still opens or closes something, and what it opens
//! is a bridge or a trial. The weights of what a class speaks for are fitted.

use std::{str::FromStr, sync::LazyLock};

use super::{
    lexicon::Lexicon,
    table::{TableError, rows},
    words::Word,
};
use crate::{event::EventType, text::Lang};

static THEMES: LazyLock<Lexicon<Theme>> = LazyLock::new(|| {
    parse(include_str!("../../geodata/themes.tsv")).expect("a unit test reads the bundled table")
});

macro_rules! themes {
    ($($(#[$doc:meta])* $theme:ident $word:literal $sort:ident $event_type:ident,)*) => {
        /// What a word is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Theme {
            $($(#[$doc])* $theme,)*
        }

        impl Theme {
            /// What the words of a theme do in a clause.
            pub(super) fn sort(self) -> Sort {
                match self {
                    $(Self::$theme => Sort::$sort,)*
                }
            }

            /// What a word of the theme tells of, if it tells of anything.
            pub(super) fn event_type(self) -> EventType {
                match self {
                    $(Self::$theme => EventType::$event_type,)*
                }
            }

            /// The names of what it speaks for, by bearing and group.
            pub(super) const BEARINGS: &'static [[&'static str; 10]] = &[$([
                concat!("is_", $word, "_conflict"),
                concat!("is_", $word, "_contention"),
                concat!("is_", $word, "_diplomacy"),
                concat!("is_", $word, "_posture"),
                concat!("is_", $word, "_hazard"),
                concat!("by_", $word, "_conflict"),
                concat!("by_", $word, "_contention"),
                concat!("by_", $word, "_diplomacy"),
                concat!("by_", $word, "_posture"),
                concat!("by_", $word, "_hazard"),
            ],)*];
        }

        impl FromStr for Theme {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$theme),)*
                    _ => Err(format!("theme {text:?} is unknown")),
                }
            }
        }
    };
}

/// What the words of a theme do in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// They may tell of an event: verbs, and nouns made of them.
    Deed,
    /// They are the names of events.
    Happening,
    /// They are who or what takes part.
    Thing,
}

themes! {
    /// Something begins to work.
    Open "open" Deed Infrastructure,
    /// Something stops working.
    Close "close" Deed Infrastructure,
    /// Something is made or mended.
    Build "build" Deed Infrastructure,
    /// Something breaks.
    Fail "fail" Deed Accident,
    /// Somebody attacks.
    Strike "strike" Deed Battle,
    /// Somebody is killed or hurt.
    Kill "kill" Deed ViolenceAgainstCivilians,
    /// Something is captured.
    Seize "seize" Deed Battle,
    /// The law takes somebody.
    Detain "detain" Deed ArrestOrTrial,
    /// People gather and demand.
    Gather "gather" Deed Protest,
    /// A crowd does violence.
    Rampage "riot" Deed Riot,
    /// People vote.
    Elect "elect" Deed Election,
    /// Officials meet.
    Meet "meet" Deed DiplomaticMeeting,
    /// Somebody travels.
    Visit "visit" Deed OfficialVisit,
    /// Two bind themselves.
    Sign "sign" Deed Agreement,
    /// A state decides.
    Decree "decree" Deed StrategicDevelopment,
    /// An office changes hands.
    Appoint "appoint" Deed Other,
    /// Forces move.
    Deploy "deploy" Deed MilitaryDeploymentOrBase,
    /// Forces train.
    Train "train" Deed MilitaryExercise,
    /// Something is handed over.
    Supply "supply" Deed ArmsTransfer,
    /// People move, or are moved.
    Flee "flee" Deed Other,
    /// Nature does damage.
    Flood "flood" Deed NaturalDisaster,
    /// Something gets another name.
    Rename "rename" Deed Other,
    /// Something is celebrated, won or found.
    Mark "mark" Deed Other,
    /// Something takes place.
    Hold "hold" Deed Other,
    /// What is built and opened.
    Works "works" Thing Infrastructure,
    /// What is delivered and cut off.
    Utility "utility" Thing Infrastructure,
    /// What is travelled and blocked.
    Path "path" Thing Infrastructure,
    /// Armed forces.
    Force "force" Thing MilitaryDeploymentOrBase,
    /// Weapons.
    Arms "arms" Thing ArmsTransfer,
    /// Those who fight states.
    Armed "armed" Thing Battle,
    /// Those who do not fight.
    Civil "civil" Thing ViolenceAgainstCivilians,
    /// Those who speak for states.
    Official "official" Thing OfficialVisit,
    /// What is signed.
    Pact "pact" Thing Agreement,
    /// What is decreed.
    Law "law" Thing StrategicDevelopment,
    /// Those who protest.
    Crowd "crowd" Thing Protest,
    /// Those who arrest and judge, and why.
    Police "police" Thing ArrestOrTrial,
    /// What crashes.
    Vehicle "vehicle" Thing Accident,
    /// What burns and collapses.
    Building "building" Thing Accident,
    /// What officials hold.
    Talks "talks" Happening DiplomaticMeeting,
    /// Those who are moved.
    People "people" Thing Other,
    /// What floods and what it spoils.
    Water "water" Thing NaturalDisaster,
    /// Fire.
    Blaze "blaze" Thing Accident,
    /// What nature does.
    Disaster "disaster" Happening NaturalDisaster,
    /// What goes wrong.
    Crash "crash" Happening Accident,
    /// What crowds do.
    Unrest "unrest" Happening Protest,
    /// What fighters do.
    Combat "combat" Happening Battle,
    /// What forces do in peace.
    Drill "drill" Happening MilitaryExercise,
    /// What voters do.
    Ballot "ballot" Happening Election,
    /// What travellers do.
    Trip "trip" Happening OfficialVisit,
    /// What is celebrated.
    Festival "festival" Happening Other,
    /// What is found, and what makes ill.
    Remains "remains" Thing Other,
    /// Borders and what stands on them.
    Border "border" Thing BorderIncident,
    /// What is given to the needy.
    Relief "relief" Thing Other,
    /// What is paid.
    Money "money" Thing Agreement,
    /// Bodies that decide.
    Power "power" Thing StrategicDevelopment,
    /// Posts that people hold.
    Office "office" Thing Other,
    /// What is renamed.
    Name "name" Thing Other,
}

fn parse(text: &str) -> Result<Lexicon<Theme>, TableError> {
    let mut lexicon = Lexicon::new();
    for row in rows::<3>("themes.tsv", text) {
        let row = row?;
        let [lang, theme, words] = row.cells;
        let theme: Theme = theme.parse().map_err(|reason: String| row.error(reason))?;
        // A word each, so that none is looked for where another stands.
        let patterns: Vec<&str> = if words.contains(' ') {
            vec![words]
        } else {
            words.split('|').collect()
        };
        for pattern in patterns {
            lexicon
                .add(lang, pattern, theme)
                .map_err(|reason| row.error(reason))?;
        }
    }
    Ok(lexicon)
}

/// What each word of a sentence is about.
#[derive(Debug)]
pub(super) struct Themes(Vec<Vec<Theme>>);

impl Themes {
    pub(super) fn of(lang: Lang, words: &[Word<'_>]) -> Self {
        let mut themes = vec![Vec::new(); words.len()];
        for hit in THEMES.hits(lang, words, &|_, _| None) {
            for at in hit.found.words {
                themes[at].push(*hit.meaning);
            }
        }
        for of_word in &mut themes {
            of_word.sort_unstable();
            of_word.dedup();
        }
        Self(themes)
    }

    /// What a word is about.
    pub(super) fn of_word(&self, at: usize) -> &[Theme] {
        self.0.get(at).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_read_and_has_every_theme_in_every_language() {
        parse(include_str!("../../geodata/themes.tsv")).expect("themes.tsv");
        for lang in ["en", "ru", "uz"] {
            for names in Theme::BEARINGS {
                let theme = &names[0]["is_".len()..names[0].len() - "_conflict".len()];
                let row = format!("\n{lang}\t{theme}\t");
                assert!(
                    include_str!("../../geodata/themes.tsv").contains(&row),
                    "{row}"
                );
            }
        }
    }
}
