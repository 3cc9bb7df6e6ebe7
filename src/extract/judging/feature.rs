//! The names of what speaks for an event.

use crate::{
    event::Group,
    extract::themes::Theme,
    geoparse::linear::{Features, features},
};

features! {
    /// What speaks for an event of a type, besides what its words are about.
    Sign {
        Bias "bias",
        Russian "russian",
        Uzbek "uzbek",
        Weight "weight",
        Words "words",
        ByLemma "by_lemma",
        Unknown "unknown",
        UnknownConflict "unknown_conflict",
        UnknownContention "unknown_contention",
        UnknownDiplomacy "unknown_diplomacy",
        UnknownPosture "unknown_posture",
        UnknownSaying "unknown_saying",
        UnknownAlone "unknown_alone",
        UnknownLight "unknown_light",
        Auxiliary "auxiliary",
        BeforeNoun "before_noun",
        LightVerb "light_verb",
        HarmAfter "harm_after",
        Spread "spread",
        Broken "broken",
        Conflict "conflict",
        Contention "contention",
        Diplomacy "diplomacy",
        MilitaryPosture "military_posture",
        Other "other",
        Election "election",
        Agreement "agreement",
        Policy "policy",
        Visit "visit",
        Meeting "meeting",
        Arrest "arrest",
        Infrastructure "infrastructure",
        Accident "accident",
        Disaster "disaster",
        Border "border",
        Civilians "civilians",
        Past "past",
        Participle "participle",
        Present "present",
        Infinitive "infinitive",
        Gerund "gerund",
        Nominal "nominal",
        NominalUzbek "nominal_uzbek",
        NominalRussian "nominal_russian",
        ParticipleDescribing "participle_describing",
        AfterTo "after_to",
        AfterPreposition "after_preposition",
        Definite "definite",
        Planned "planned",
        TimeNear "time_near",
        TimeInSentence "time_in_sentence",
        PlaceAt "place_at",
        PlaceInSentence "place_in_sentence",
        NumberNear "number_near",
        Government "government",
        Background "background",
        InRelative "in_relative",
        Said "said",
        Quoted "quoted",
        Question "question",
        Generic "generic",
        Stronger "stronger",
        StrongerSameGroup "stronger_same_group",
        Candidates "candidates",
        Late "late",
        Opening "opening",
        Told "told",
        ToldLately "told_lately",
        Short "short",
        IsOfType "is_of_type",
        ByOfType "by_of_type",
        CalledByPlace "called_by_place",
        OnlyBeside "only_beside",
        HarmBeside "harm_beside",
    }
}

/// What speaks for an event of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventFeature {
    /// How it is told.
    Sign(Sign),
    /// What its words, or those beside them, are about, for events of a group.
    Theme(Theme, Bearing, Group),
}

/// Which words have a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// The words that tell of the event.
    Own,
    /// Those beside them.
    Beside,
}

/// How many groups there are.
const GROUPS: usize = 5;

impl Features for EventFeature {
    const NAMES: &'static [&'static str] = &NAMES;

    fn place(self) -> usize {
        match self {
            Self::Sign(sign) => sign.place(),
            Self::Theme(theme, bearing, group) => {
                let row = theme as usize * 2 + bearing as usize;
                Sign::NAMES.len() + row * GROUPS + group as usize
            }
        }
    }
}

const NAMES: [&str; Sign::NAMES.len() + Theme::BEARINGS.len() * 2 * GROUPS] = names();

const fn names() -> [&'static str; Sign::NAMES.len() + Theme::BEARINGS.len() * 2 * GROUPS] {
    let mut names = [""; Sign::NAMES.len() + Theme::BEARINGS.len() * 2 * GROUPS];
    let mut at = 0;
    while at < names.len() {
        names[at] = if at < Sign::NAMES.len() {
            Sign::NAMES[at]
        } else {
            let theme = at - Sign::NAMES.len();
            Theme::BEARINGS[theme / (2 * GROUPS)][theme % (2 * GROUPS)]
        };
        at += 1;
    }
    names
}
