//! Roles: is something at the place, or does its name stand for somebody?

use crate::{
    gazetteer::{Gazetteer, PlaceKind, PlaceRecord},
    text::{Analysed, Lang},
};

use super::{
    Found, Role,
    context::Governor,
    linear::{Linear, features, logistic},
    resolve::{Resolved, follows, gap, is_listed},
    spot::Form,
};

features! {
    /// What the role looks at.
    RoleFeature {
        Bias "bias",
        Country "country",
        Capital "capital",
        Macroregion "macroregion",
        Locative "locative_before",
        Motion "motion_before",
        Relational "relational_before",
        Of "of_before",
        PartOf "part_of_before",
        PartAfter "part_after",
        CountryMotion "country_after_motion",
        CountryRelational "country_after_relational",
        Relation "relation_before",
        RelationOfState "relation_before_country_or_capital",
        OrganisationAfter "organisation_after",
        AtOrganisation "locative_before_organisation_after",
        OrganisationBefore "organisation_before",
        OfOrganisation "of_organisation_before",
        EventAfter "event_after",
        KindBeside "kind_beside",
        AgentVerbAfter "agent_verb_after",
        StateActs "country_or_capital_before_verb",
        OpensSentence "opens_sentence",
        Dateline "dateline",
        LocativeEnding "locative_ending",
        OtherEnding "other_ending",
        Adjective "adjective",
        AdjectiveOfEvent "adjective_before_event",
        AdjectiveOfKind "adjective_kind_beside",
        Contained "contained_in_next",
        HoldsBeside "holds_name_beside",
        Dashed "joined_by_dash",
        AfterLiteral "joined_to_literal",
        AfterAssociative "joined_to_associative",
        SharedEnding "locative_ending_of_list",
    }
}

/// How many names of an Uzbek list share the ending of the last.
const LIST_NAMES_MAX: usize = 8;

/// The role of every name; a name joined to the one before it by "and" or a comma leans on its role.
pub(super) fn roles(model: &Linear<RoleFeature>, names: &Placed<'_>) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(names.found.len());
    for at in 0..names.found.len() {
        let literal = logistic(model.score(names.values(at, &roles))) >= 0.5;
        roles.push(if literal {
            Role::Literal
        } else {
            Role::Associative
        });
    }
    roles
}

/// The names of a text with their places.
pub(super) struct Placed<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) text: &'a Analysed<'a>,
    pub(super) found: &'a [Found<'a>],
    pub(super) resolved: &'a [Resolved],
}

impl Placed<'_> {
    /// What the role of a name looks at, the roles of the names before it among it.
    pub(super) fn values(
        &self,
        at: usize,
        roles: &[Role],
    ) -> impl Iterator<Item = (RoleFeature, f64)> {
        let before = at.checked_sub(1);
        let joined = before.filter(|before| self.is_joined(*before, at));
        let joined = joined.and_then(|before| roles.get(before));
        let after = |role| f64::from(joined == Some(&role));
        let joined = [
            (RoleFeature::Contained, f64::from(self.is_contained(at))),
            (
                RoleFeature::HoldsBeside,
                f64::from(self.holds_beside(at, roles)),
            ),
            (RoleFeature::Dashed, f64::from(self.is_dashed(at))),
            (RoleFeature::AfterLiteral, after(Role::Literal)),
            (RoleFeature::AfterAssociative, after(Role::Associative)),
            (
                RoleFeature::SharedEnding,
                f64::from(self.leads_to_ending(at)),
            ),
        ];
        let kind = self.place(at).map(PlaceRecord::kind);
        let own = values(self.text, &self.found[at], kind);
        own.into_iter().chain(joined)
    }

    fn place(&self, at: usize) -> Option<PlaceRecord<'_>> {
        let place = self.resolved[at].place?;
        Some(self.gazetteer.record(place))
    }

    /// Whether the name after a name is that of the region around its place.
    fn is_contained(&self, at: usize) -> bool {
        let next = self.found.get(at + 1);
        let follows = next.is_some_and(|next| follows(self.text, &self.found[at], next));
        let places = || self.place(at).zip(self.place(at + 1));
        follows && places().is_some_and(|(place, region)| place.is_inside(region))
    }

    /// Whether a name is that of the country or region around the literal place right before it, "Batken
    /// Region of Kyrgyzstan", or right behind it, "Qirg‘izistonning Botken viloyatida".
    fn holds_beside(&self, at: usize, roles: &[Role]) -> bool {
        let before = at
            .checked_sub(1)
            .filter(|before| roles[*before] == Role::Literal);
        let after = Some(at + 1).filter(|after| *after < self.found.len());
        before.is_some_and(|before| {
            matches!(self.gap(before, at), "" | "," | "of" | "(" | "in") && self.holds(at, before)
        }) || after.is_some_and(|after| {
            matches!(self.gap(at, after), "" | "'s" | "’s") && self.holds(at, after)
        })
    }

    fn holds(&self, outer: usize, inner: usize) -> bool {
        let places = self.place(outer).zip(self.place(inner));
        places.is_some_and(|(outer, inner)| inner.is_inside(outer))
    }

    /// Whether a dash joins a name to the one before or behind: the ends of a road or a line.
    fn is_dashed(&self, at: usize) -> bool {
        let dash = |first, second| matches!(self.gap(first, second), "—" | "–" | "-");
        at.checked_sub(1).is_some_and(|before| dash(before, at))
            || at + 1 < self.found.len() && dash(at, at + 1)
    }

    /// What stands between two names, trimmed.
    fn gap(&self, first: usize, second: usize) -> &str {
        gap(self.text, &self.found[first], &self.found[second])
    }

    /// Whether only "and" or a comma joins two names.
    fn is_joined(&self, first: usize, second: usize) -> bool {
        is_listed(self.text, &self.found[first], &self.found[second])
    }

    /// Whether the name behind in an Uzbek list has the ending of place that all of the list share:
    /// "Душанбе ва Тошкентда".
    fn leads_to_ending(&self, at: usize) -> bool {
        let last = self.found.len().min(at + LIST_NAMES_MAX);
        let mut joined = (at + 1..last).take_while(|next| self.is_joined(next - 1, *next));
        let is_bare = |at: usize| self.found[at].spot.name.form == Form::Exact;
        let uzbek = matches!(self.text.lang(), Lang::Uz | Lang::UzCyrl);
        let ended = |next: usize| has_locative_ending(self.text, &self.found[next]);
        uzbek && is_bare(at) && joined.find(|next| !is_bare(*next)).is_some_and(ended)
    }
}

fn values(
    text: &Analysed<'_>,
    name: &Found<'_>,
    kind: Option<PlaceKind>,
) -> [(RoleFeature, f64); 29] {
    use RoleFeature as F;
    let context = &name.context;
    let governed = |by| f64::from(context.governor == by);
    let is = |of| f64::from(kind == Some(of));
    let state = is(PlaceKind::Country) + is(PlaceKind::Capital);
    let relation = f64::from(context.relation_before);
    let organisation_after = f64::from(context.organisation_after);
    let adjective = f64::from(name.spot.name.form == Form::Adjective);
    let suffixed = name.spot.name.form == Form::Suffixed;
    let locative = has_locative_ending(text, name);
    [
        (F::Bias, 1.0),
        (F::Country, is(PlaceKind::Country)),
        (F::Capital, is(PlaceKind::Capital)),
        (F::Macroregion, is(PlaceKind::Macroregion)),
        (F::Locative, governed(Governor::Locative)),
        (F::Motion, governed(Governor::Motion)),
        (F::Relational, governed(Governor::Relational)),
        (F::Of, governed(Governor::Of)),
        (F::PartOf, f64::from(context.part_of)),
        (F::PartAfter, f64::from(context.part_after)),
        (F::CountryMotion, state * governed(Governor::Motion)),
        (F::CountryRelational, state * governed(Governor::Relational)),
        (F::Relation, relation),
        (F::RelationOfState, state * relation),
        (F::OrganisationAfter, organisation_after),
        (
            F::AtOrganisation,
            governed(Governor::Locative) * organisation_after,
        ),
        (
            F::OrganisationBefore,
            f64::from(context.organisation_before && !locative),
        ),
        (F::OfOrganisation, f64::from(context.of_organisation)),
        (F::EventAfter, f64::from(context.event_after)),
        (F::KindBeside, f64::from(!context.kinds.is_empty())),
        (F::AgentVerbAfter, f64::from(context.agent_verb_after)),
        (
            F::StateActs,
            state * f64::from(context.verb_after && context.governor == Governor::None),
        ),
        (F::OpensSentence, f64::from(context.opens_sentence)),
        (F::Dateline, f64::from(context.dateline)),
        (F::LocativeEnding, f64::from(locative)),
        (F::OtherEnding, f64::from(suffixed && !locative)),
        (F::Adjective, adjective),
        (
            F::AdjectiveOfEvent,
            adjective * f64::from(context.event_after),
        ),
        (
            F::AdjectiveOfKind,
            adjective * f64::from(!context.kinds.is_empty()),
        ),
    ]
}

/// Whether a name has an ending of place.
fn has_locative_ending(text: &Analysed<'_>, name: &Found<'_>) -> bool {
    let suffixed = name.spot.name.form == Form::Suffixed;
    suffixed && locative_ending(text.folded(name.spot.tokens.end - 1))
}

/// The Uzbek endings of place: -da "in", -dan "from", -ga "to", -dagi "that is in", in both scripts.
fn locative_ending(folded: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "da", "dan", "ga", "dagi", "gacha", "ka", "qa", "да", "дан", "га", "даги", "гача", "ка",
        "қа",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::Geoparser;

    /// Compares the roles of a text's names: L for literal, A for associative.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let analysed = Analysed::new(text, None);
        let mentions = Geoparser::new(Gazetteer::bundled()).parse(&analysed);
        let roles = mentions.iter().map(|mention| match mention.role {
            Role::Literal => 'L',
            Role::Associative => 'A',
            Role::Demonym => 'D',
        });
        assert_eq!(roles.collect::<String>(), expected, "{text}");
    }

    #[test]
    fn a_state_is_a_place_where_something_goes_there_and_a_party_with_others() {
        check("Floods hit villages in Tajikistan.", "L");
        check("The minister flew from Bishkek to Dushanbe.", "LL");
        check(
            "Relations between Kazakhstan and Kyrgyzstan improved.",
            "AA",
        );
        check("Tashkent said that it would pay.", "A");
        check("", "");
    }

    #[test]
    fn organisations_carry_names_and_events_locate_them() {
        check("The Government of Turkmenistan agreed.", "A");
        check("The Andijan unrest was put down.", "L");
        check("В Душанбе прошла встреча.", "L");
        check("Toshkentda yig‘ilish bo‘ldi.", "L");
    }

    #[test]
    fn endings_of_place_are_told_from_others() {
        let cases = [
            "toshkentda",
            "toshkentdagi",
            "тошкентга",
            "toshkentning",
            "oshni",
            "",
        ];
        let endings = cases.map(locative_ending);
        assert_eq!(endings, [true, true, true, false, false, false]);
    }
}
