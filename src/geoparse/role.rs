//! Roles: is something at the place, or does its name stand for somebody?

use crate::{
    gazetteer::{Gazetteer, PlaceIndex, PlaceKind},
    text::Analysed,
};

use super::{
    Found, Role,
    context::Governor,
    linear::{Linear, features, logistic},
    resolve::{Resolved, follows},
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
        OpensSentence "opens_sentence",
        Dateline "dateline",
        LocativeEnding "locative_ending",
        OtherEnding "other_ending",
        Adjective "adjective",
        Contained "contained_in_next",
        AfterLiteral "joined_to_literal",
        AfterAssociative "joined_to_associative",
    }
}

/// The role of every name; a name joined to the one before it by "and" or a comma leans on its role.
pub(super) fn roles(
    gazetteer: &Gazetteer,
    model: &Linear<RoleFeature>,
    text: &Analysed<'_>,
    found: &[Found<'_>],
    resolved: &[Resolved],
) -> Vec<Assigned> {
    let mut roles: Vec<Assigned> = Vec::with_capacity(found.len());
    for (at, name) in found.iter().enumerate() {
        let place = resolved[at].place;
        let kind = place.map(|place| gazetteer.place(place).kind);
        let contained = found.get(at + 1).is_some_and(|next| {
            follows(text, name, next) && is_inside(gazetteer, place, resolved[at + 1].place)
        });
        let before = at
            .checked_sub(1)
            .filter(|before| is_joined(text, &found[*before], name));
        let after = |role| f64::from(before.is_some_and(|before| roles[before].role == role));
        let mut values = values(text, name, kind).to_vec();
        values.extend([
            (RoleFeature::Contained, f64::from(contained)),
            (RoleFeature::AfterLiteral, after(Role::Literal)),
            (RoleFeature::AfterAssociative, after(Role::Associative)),
        ]);
        roles.push(Assigned::by(model, values));
    }
    roles
}

/// A role, and what it was told by.
pub(super) struct Assigned {
    pub(super) role: Role,
    pub(super) values: Vec<(RoleFeature, f64)>,
}

impl Assigned {
    fn by(model: &Linear<RoleFeature>, values: Vec<(RoleFeature, f64)>) -> Self {
        let literal = logistic(model.score(values.iter().copied())) >= 0.5;
        let role = if literal {
            Role::Literal
        } else {
            Role::Associative
        };
        Self { role, values }
    }
}

fn is_inside(gazetteer: &Gazetteer, place: Option<PlaceIndex>, around: Option<PlaceIndex>) -> bool {
    let inside = |place, around| place != around && gazetteer.chain(place).contains(&around);
    place
        .zip(around)
        .is_some_and(|(place, around)| inside(place, around))
}

fn values(
    text: &Analysed<'_>,
    name: &Found<'_>,
    kind: Option<PlaceKind>,
) -> [(RoleFeature, f64); 24] {
    use RoleFeature as F;
    let context = &name.context;
    let governed = |by| f64::from(context.governor == by);
    let is = |of| f64::from(kind == Some(of));
    let state = is(PlaceKind::Country) + is(PlaceKind::Capital);
    let relation = f64::from(context.relation_before);
    let organisation_after = f64::from(context.organisation_after);
    let suffixed = name.spot.form == Form::Suffixed;
    let locative = suffixed && locative_ending(text.folded(name.spot.tokens.end - 1));
    [
        (F::Bias, 1.0),
        (F::Country, is(PlaceKind::Country)),
        (F::Capital, is(PlaceKind::Capital)),
        (F::Macroregion, is(PlaceKind::Macroregion)),
        (F::Locative, governed(Governor::Locative)),
        (F::Motion, governed(Governor::Motion)),
        (F::Relational, governed(Governor::Relational)),
        (F::Of, governed(Governor::Of)),
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
        (F::OpensSentence, f64::from(context.opens_sentence)),
        (F::Dateline, f64::from(context.dateline)),
        (F::LocativeEnding, f64::from(locative)),
        (F::OtherEnding, f64::from(suffixed && !locative)),
        (F::Adjective, f64::from(name.spot.form == Form::Adjective)),
    ]
}

/// The Uzbek endings of place: -da "in", -dan "from", -ga "to", -dagi "that is in", in both scripts.
fn locative_ending(folded: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "da", "dan", "ga", "dagi", "gacha", "ka", "qa", "да", "дан", "га", "даги", "гача", "ка",
        "қа",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether only "and" or a comma joins two names.
fn is_joined(text: &Analysed<'_>, first: &Found<'_>, second: &Found<'_>) -> bool {
    let gap = text.text().get(first.spot.span.end..second.spot.span.start);
    let joint = gap.map(|gap| gap.trim().trim_start_matches(',').trim_start());
    joint.is_some_and(|joint| {
        matches!(
            joint,
            "" | "and" | "or" | "и" | "или" | "va" | "hamda" | "ва" | "ҳамда"
        )
    })
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
