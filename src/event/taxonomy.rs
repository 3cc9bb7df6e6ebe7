use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The five groups of event types, each with its own colour and shape on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Armed violence.
    Conflict,
    /// Protest, law and votes.
    Contention,
    /// States that talk and sign.
    Diplomacy,
    /// Forces that train, arm and move.
    MilitaryPosture,
    /// Nature, accidents, works, and the rest.
    HazardAndCivil,
}

macro_rules! event_types {
    ($($(#[$doc:meta])* $variant:ident $name:literal $group:ident,)*) => {
        /// What happened, in a small readable scheme; its mapping to PLOVER, ACLED and CAMEO stands in
        /// `geodata/taxonomy.tsv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventType {
            $($(#[$doc])* $variant,)*
        }

        impl EventType {
            /// Every type, group by group.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in properties and parameters.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The group that it belongs to.
            #[must_use]
            pub fn group(self) -> Group {
                match self {
                    $(Self::$variant => Group::$group,)*
                }
            }
        }
    };
}

event_types! {
    /// Armed forces or groups fight.
    Battle "battle" Conflict,
    /// Shelling, strikes, bombs, mines.
    ExplosionRemoteViolence "explosion_remote_violence" Conflict,
    /// Armed violence on people who do not fight.
    ViolenceAgainstCivilians "violence_against_civilians" Conflict,
    /// Shots, clashes or crossings at a border.
    BorderIncident "border_incident" Conflict,
    /// People demonstrate.
    Protest "protest" Contention,
    /// A crowd turns violent.
    Riot "riot" Contention,
    /// Arrests, trials, sentences.
    ArrestOrTrial "arrest_or_trial" Contention,
    /// Votes and referendums.
    Election "election" Contention,
    /// Officials of states or organisations meet.
    DiplomaticMeeting "diplomatic_meeting" Diplomacy,
    /// A leader or minister travels to another country or region.
    OfficialVisit "official_visit" Diplomacy,
    /// A treaty, contract or memorandum is signed.
    Agreement "agreement" Diplomacy,
    /// Laws, accessions, exits, sanctions and other moves of policy.
    StrategicDevelopment "strategic_development" Diplomacy,
    /// Forces train.
    MilitaryExercise "military_exercise" MilitaryPosture,
    /// Weapons are bought, sold, given or delivered.
    ArmsTransfer "arms_transfer" MilitaryPosture,
    /// Forces or bases open, close, move or grow.
    MilitaryDeploymentOrBase "military_deployment_or_base" MilitaryPosture,
    /// Crashes, fires, collapses.
    Accident "accident" HazardAndCivil,
    /// Earthquakes, floods, mudflows, droughts.
    NaturalDisaster "natural_disaster" HazardAndCivil,
    /// Roads, railways, dams, power: built, opened, cut.
    Infrastructure "infrastructure" HazardAndCivil,
    /// Anything else.
    Other "other" HazardAndCivil,
}

impl FromStr for EventType {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().copied().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| format!("event_type is {text:?}, expected one of {}", names()))
    }
}

fn names() -> String {
    EventType::ALL
        .iter()
        .map(|kind| kind.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 5] = [
        Self::Conflict,
        Self::Contention,
        Self::Diplomacy,
        Self::MilitaryPosture,
        Self::HazardAndCivil,
    ];

    /// The word used in properties and parameters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Contention => "contention",
            Self::Diplomacy => "diplomacy",
            Self::MilitaryPosture => "military_posture",
            Self::HazardAndCivil => "hazard_and_civil",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_reads_back_from_its_word() {
        for kind in EventType::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        let message = "War".parse::<EventType>().unwrap_err();
        assert!(message.starts_with("event_type is \"War\", expected one of battle, explosion_"));
    }
}
