//! Recognition: does a run of words that is a name in the gazetteer name a place here?

use std::collections::HashMap;

use crate::{
    gazetteer::{Gazetteer, NameEntry, NameKind, Place, PlaceKind},
    text::{Analysed, fold},
};

use super::{
    Found,
    context::{Context, Governor},
    cues::Cues,
    linear::{Linear, features, logistic},
    spot::{Form, Spot},
};

features! {
    /// What recognition looks at.
    NameFeature {
        Bias "bias",
        AllCapitals "all_capitals",
        OpensSentence "opens_sentence",
        TwoWords "two_words",
        Short "three_letters_or_fewer",
        Acronym "acronym",
        Ambiguous "ambiguous",
        Importance "importance",
        Country "country",
        Region "central_asia",
        AliasOnly "alias_only",
        Suffixed "suffixed",
        Inflected "inflected",
        Adjective "adjective",
        FunctionWord "function_word",
        Locative "locative_before",
        Motion "motion_before",
        Relational "relational_before",
        Person "person_before",
        CapitalBefore "capital_before",
        CapitalAfter "capital_after",
        KindBeside "kind_beside",
        KindFits "kind_fits",
        OrganisationAfter "organisation_after",
        EventAfter "event_after",
        CommaAfter "comma_after",
        Dateline "dateline",
        NumberAfter "number_after",
        AcceptedElsewhere "accepted_elsewhere",
        PersonElsewhere "person_elsewhere",
    }
}

/// The population at which a place is as important as can be, as a power of ten.
const POPULATION_LOG10_MAX: f64 = 7.0;

/// The importance of ranges, passes, rivers and the like, which are in the gazetteer because news
/// names them.
const CURATED_IMPORTANCE: f64 = 0.6;

/// The longest name, in letters, that is so short that it needs more than itself to be a place.
const SHORT_LETTERS_MAX: usize = 3;

/// The longest name in bytes that in capitals is taken for an acronym.
const ACRONYM_BYTES_MAX: usize = 4;

/// Lets through the names that are more likely than not, the longest at each word, none overlapping.
pub(super) fn accept<'g>(judged: Vec<Judged<'g>>) -> Vec<Found<'g>> {
    let mut accepted: Vec<Found<'g>> = Vec::new();
    for Judged {
        spot,
        context,
        score,
        ..
    } in judged
    {
        let before = accepted.last();
        let free = before.is_none_or(|last| last.spot.tokens.end <= spot.tokens.start);
        let probability = logistic(score);
        if free && probability >= 0.5 {
            accepted.push(Found {
                spot,
                context,
                probability,
            });
        }
    }
    accepted
}

/// Judges every name, first by its own context, then by the other uses of the name.
pub(super) fn judge<'g>(
    gazetteer: &'g Gazetteer,
    cues: &Cues,
    model: &Linear<NameFeature>,
    text: &Analysed<'_>,
    spots: Vec<Spot<'g>>,
) -> Vec<Judged<'g>> {
    let alone = |spot| Judged::of(gazetteer, cues, model, text, spot);
    let mut judged: Vec<Judged<'g>> = spots.into_iter().map(alone).collect();
    let elsewhere = Elsewhere::of(&judged);
    for judged in &mut judged {
        let values = elsewhere.values(judged);
        judged.score += model.score(values);
        judged.values.extend(values);
    }
    judged
}

/// A name with what recognition saw of it, and its score.
pub(super) struct Judged<'g> {
    pub(super) spot: Spot<'g>,
    pub(super) values: Vec<(NameFeature, f64)>,
    context: Context,
    score: f64,
}

impl<'g> Judged<'g> {
    fn of(
        gazetteer: &Gazetteer,
        cues: &Cues,
        model: &Linear<NameFeature>,
        text: &Analysed<'_>,
        spot: Spot<'g>,
    ) -> Self {
        let context = Context::of(text, cues, &spot.tokens);
        let names: Vec<Named<'_>> = spot
            .names
            .iter()
            .map(|name| (name, gazetteer.place(name.place)))
            .collect();
        let kinds = || names.iter().map(|(_, place)| place.kind);
        let fits = kinds().any(|kind| context.kinds.contains(&kind));
        let country = kinds().any(|kind| kind == PlaceKind::Country);
        let short = spot.span.len() <= ACRONYM_BYTES_MAX;
        let acronym = context.all_capitals && short && !country && !context.dateline;
        let mut values = vec![
            (NameFeature::KindFits, f64::from(fits)),
            (NameFeature::Acronym, f64::from(acronym)),
        ];
        values.extend(name_values(gazetteer, cues, &spot, &names));
        values.extend(context_values(&context));
        let score = model.score(values.iter().copied());
        Self {
            spot,
            values,
            context,
            score,
        }
    }
}

/// A name of the gazetteer with the place that is so called.
type Named<'n> = (&'n NameEntry<'n>, Place<'n>);

/// What the name itself tells.
fn name_values(
    gazetteer: &Gazetteer,
    cues: &Cues,
    spot: &Spot<'_>,
    names: &[Named<'_>],
) -> [(NameFeature, f64); 12] {
    use NameFeature as F;
    let any = |is: fn(&Named<'_>) -> bool| f64::from(names.iter().any(is));
    let form = |form| f64::from(spot.form == form);
    let importance = names.iter().map(|(_, place)| importance(place));
    let letters = spot.folded.chars().count();
    let ambiguous = is_ambiguous(gazetteer, spot);
    let function_word = cues.of_word(&spot.folded).is_function_word();
    [
        (F::Bias, 1.0),
        (F::TwoWords, f64::from(spot.tokens.len() > 1)),
        (F::Short, f64::from(letters <= SHORT_LETTERS_MAX)),
        (F::Ambiguous, f64::from(ambiguous)),
        (F::Importance, importance.fold(0.0, f64::max)),
        (
            F::Country,
            any(|(_, place)| place.kind == PlaceKind::Country),
        ),
        (F::Region, any(|(_, place)| place.is_central_asian())),
        (
            F::AliasOnly,
            1.0 - any(|(name, _)| name.kind == NameKind::Preferred),
        ),
        (F::Suffixed, form(Form::Suffixed)),
        (F::Inflected, form(Form::Inflected)),
        (F::Adjective, form(Form::Adjective)),
        (F::FunctionWord, f64::from(function_word)),
    ]
}

/// Whether the words, or the name that they are a form of, are no place as often.
fn is_ambiguous(gazetteer: &Gazetteer, spot: &Spot<'_>) -> bool {
    let name = |name: &NameEntry<'_>| gazetteer.ambiguous(&fold(name.text)).is_some();
    gazetteer.ambiguous(&spot.folded).is_some()
        || spot.form == Form::Inflected && spot.names.iter().any(name)
}

/// What stands around the name.
fn context_values(context: &Context) -> [(NameFeature, f64); 14] {
    use NameFeature as F;
    let governed = |by| f64::from(context.governor == by);
    [
        (F::AllCapitals, f64::from(context.all_capitals)),
        (F::OpensSentence, f64::from(context.opens_sentence)),
        (F::Locative, governed(Governor::Locative)),
        (F::Motion, governed(Governor::Motion)),
        (F::Relational, governed(Governor::Relational)),
        (F::Person, f64::from(context.person_before)),
        (F::CapitalBefore, f64::from(context.capital_before)),
        (F::CapitalAfter, f64::from(context.capital_after)),
        (F::KindBeside, f64::from(!context.kinds.is_empty())),
        (F::OrganisationAfter, f64::from(context.organisation_after)),
        (F::EventAfter, f64::from(context.event_after)),
        (F::CommaAfter, f64::from(context.comma_after)),
        (F::Dateline, f64::from(context.dateline)),
        (F::NumberAfter, f64::from(context.number_after)),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a population is far below 2^52")]
fn importance(place: &Place<'_>) -> f64 {
    match place.kind {
        PlaceKind::Country | PlaceKind::Macroregion => 1.0,
        PlaceKind::Admin1 | PlaceKind::Capital => 0.9,
        kind if !kind.is_settled() => CURATED_IMPORTANCE,
        _ => ((place.population as f64 + 1.0).log10() / POPULATION_LOG10_MAX).min(1.0),
    }
}

/// What the other uses of a name in the document tell.
struct Elsewhere {
    /// By folded name: how many uses are places beyond doubt, and how many follow a person's name.
    uses: HashMap<String, [u32; 2]>,
}

/// The score beyond which a use is a place beyond doubt.
const SURE: f64 = 2.0;

impl Elsewhere {
    fn of(judged: &[Judged<'_>]) -> Self {
        let mut uses: HashMap<String, [u32; 2]> = HashMap::new();
        for judged in judged {
            let sure = judged.score > SURE;
            let person = judged.context.person_before;
            if sure || person {
                let [places, persons] = uses.entry(judged.spot.folded.clone()).or_default();
                *places += u32::from(sure);
                *persons += u32::from(person);
            }
        }
        Self { uses }
    }

    fn values(&self, judged: &Judged<'_>) -> [(NameFeature, f64); 2] {
        let uses = self.uses.get(&judged.spot.folded);
        let uses = uses.copied().unwrap_or_default();
        let own = [judged.score > SURE, judged.context.person_before].map(u32::from);
        [
            (NameFeature::AcceptedElsewhere, f64::from(uses[0] > own[0])),
            (NameFeature::PersonElsewhere, f64::from(uses[1] > own[1])),
        ]
    }
}
