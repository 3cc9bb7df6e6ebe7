//! Recognition: does a run of words that is a name in the gazetteer name a place here?

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use crate::{
    gazetteer::{PlaceKind, Standing},
    text::Analysed,
};

use super::{
    Found,
    context::{Context, Governor},
    cues::{Cue, Cues, TextCues},
    linear::{Linear, features, logistic},
    name::Ambiguity,
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
        AmbiguousPerson "ambiguous_person",
        ImportantPerson "ambiguous_person_importance",
        Demonym "demonym",
        Calendar "calendar",
        GivenName "given_name",
        GivenNameBeforeCapital "given_name_before_capital",
        Importance "importance",
        Country "country",
        Region "central_asia",
        AliasOnly "alias_only",
        Suffixed "suffixed",
        Inflected "inflected",
        Adjective "adjective",
        FunctionWord "function_word",
        CueWord "cue_word",
        Locative "locative_before",
        Motion "motion_before",
        Relational "relational_before",
        Title "title_before",
        TitleInflected "title_before_inflected",
        Person "given_name_before",
        CapitalBefore "capital_before",
        CapitalAfter "capital_after",
        KindBeside "kind_beside",
        KindFits "kind_fits",
        OwnKind "own_kind",
        OrganisationAfter "organisation_after",
        EventAfter "event_after",
        CommaAfter "comma_after",
        Dateline "dateline",
        NumberAfter "number_after",
        Street "street",
        Quoted "quoted",
        ArticleFits "article_fits",
        ArticleClashes "article_clashes",
        ArticleBeforeCapitals "article_before_capitals",
        AgentVerbAfter "agent_verb_after",
        AgentVerbAfterState "agent_verb_after_state",
        Joined "joined_to_place",
        AcceptedElsewhere "accepted_elsewhere",
        PersonElsewhere "person_elsewhere",
        Own "own",
        Reference "reference",
        AfterCapitalElsewhere "after_capital_elsewhere",
    }
}

/// The longest name, in letters, that is so short that it needs more than itself to be a place.
const SHORT_LETTERS_MAX: usize = 3;

/// The longest name in bytes that in capitals is taken for an acronym.
const ACRONYM_BYTES_MAX: usize = 4;

/// Lets through the names that are likely enough, the longest at each word, none overlapping.
pub(super) fn accept(judged: Vec<Judged<'_>>, threshold: f64) -> Vec<Found<'_>> {
    let mut accepted: Vec<Found<'_>> = Vec::new();
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
        if free && probability >= threshold {
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
pub(super) fn judge<'a>(
    cues: &Cues,
    model: &Linear<NameFeature>,
    text: &Analysed<'_>,
    spots: Vec<Spot<'a>>,
) -> Vec<Judged<'a>> {
    let cues = TextCues::new(text, cues);
    let alone = |spot| Judged::alone(&cues, model, text, spot);
    let mut judged: Vec<Judged<'a>> = spots.into_iter().map(alone).collect();
    let uses = Uses::of(&judged);
    let neighbours = Neighbours::of(text, &judged);
    for judged in &mut judged {
        judged.elsewhere = uses.elsewhere(judged);
        judged.is_joined = neighbours.join(&judged.spot.tokens);
        judged.score += model.score(judged.elsewhere_values());
    }
    judged
}

/// A name with what stands around it, and how much speaks for a place.
pub(super) struct Judged<'a> {
    pub(super) spot: Spot<'a>,
    context: Context,
    is_joined: bool,
    elsewhere: Elsewhere,
    score: f64,
}

impl<'a> Judged<'a> {
    fn alone(
        cues: &TextCues<'_>,
        model: &Linear<NameFeature>,
        text: &Analysed<'_>,
        spot: Spot<'a>,
    ) -> Self {
        let mut judged = Self {
            context: Context::of(text, cues, &spot.tokens),
            spot,
            is_joined: false,
            elsewhere: Elsewhere::default(),
            score: 0.0,
        };
        judged.score = model.score(judged.own_values());
        judged
    }

    /// What recognition sees of the name.
    pub(super) fn values(&self) -> impl Iterator<Item = (NameFeature, f64)> {
        self.own_values().chain(self.elsewhere_values())
    }

    fn own_values(&self) -> impl Iterator<Item = (NameFeature, f64)> {
        let values = self.name_values().into_iter().chain(self.word_values());
        let both = self.name_in_context_values().into_iter();
        values.chain(both).chain(context_values(&self.context))
    }

    /// What the name itself tells.
    fn name_values(&self) -> [(NameFeature, f64); 15] {
        use NameFeature as F;
        let Self { spot, .. } = self;
        let name = &spot.name;
        let ambiguity = |ambiguity| f64::from(name.ambiguity == Some(ambiguity));
        let form = |form| f64::from(name.form == form);
        let letters = name.folded.chars().count();
        let country = name.kinds.contains(PlaceKind::Country);
        [
            (F::Bias, 1.0),
            (F::TwoWords, f64::from(spot.tokens.len() > 1)),
            (F::Short, f64::from(letters <= SHORT_LETTERS_MAX)),
            (F::Ambiguous, ambiguity(Ambiguity::Word)),
            (F::AmbiguousPerson, ambiguity(Ambiguity::Person)),
            (
                F::ImportantPerson,
                ambiguity(Ambiguity::Person) * name.importance,
            ),
            (F::Importance, name.importance),
            (F::Country, f64::from(country)),
            (F::Region, f64::from(name.in_region)),
            (F::AliasOnly, f64::from(name.is_alias)),
            (F::Suffixed, form(Form::Suffixed)),
            (F::Inflected, form(Form::Inflected)),
            (F::Adjective, form(Form::Adjective)),
            (F::Own, f64::from(name.standing == Standing::Own)),
            (
                F::Reference,
                f64::from(name.standing == Standing::Reference),
            ),
        ]
    }

    /// What the words are besides a name.
    fn word_values(&self) -> [(NameFeature, f64); 6] {
        use NameFeature as F;
        let name = &self.spot.name;
        let cues = name.cues;
        let country = name.kinds.contains(PlaceKind::Country) && name.form != Form::Adjective;
        let function_word = cues.is_function_word();
        [
            (F::Demonym, f64::from(name.is_demonym && !country)),
            (F::Calendar, f64::from(cues.has(Cue::Calendar))),
            (F::GivenName, f64::from(name.first_cues.has(Cue::FirstName))),
            (F::OwnKind, f64::from(name.tells_own_kind)),
            (F::FunctionWord, f64::from(function_word)),
            (F::CueWord, f64::from(!function_word && cues.tells_kind())),
        ]
    }

    /// How the name goes with what stands around it.
    fn name_in_context_values(&self) -> [(NameFeature, f64); 9] {
        use NameFeature as F;
        let Self { spot, context, .. } = self;
        let (kinds, form) = (spot.name.kinds, spot.name.form);
        let country = kinds.contains(PlaceKind::Country);
        let state = country || kinds.contains(PlaceKind::Capital);
        let short = spot.span.len() <= ACRONYM_BYTES_MAX;
        let told = country || form == Form::Abbreviated || context.dateline;
        let acronym = context.all_capitals && short && !told;
        let given = spot.name.first_cues.has(Cue::FirstName);
        let article = context.article && form != Form::Adjective;
        let takes_article = kinds.iter().any(takes_article);
        let acts = context.agent_verb_after;
        let fits = kinds.meets(context.kinds);
        [
            (F::KindFits, fits),
            (F::Acronym, acronym),
            (F::GivenNameBeforeCapital, given && context.capital_after),
            (F::ArticleFits, article && takes_article),
            (
                F::ArticleClashes,
                article && !takes_article && context.kinds.is_empty(),
            ),
            (F::ArticleBeforeCapitals, article && context.capital_after),
            (
                F::TitleInflected,
                context.title_before && form == Form::Inflected,
            ),
            (F::AgentVerbAfter, acts && !state),
            (F::AgentVerbAfterState, acts && state),
        ]
        .map(|(feature, is)| (feature, f64::from(is)))
    }

    fn elsewhere_values(&self) -> [(NameFeature, f64); 4] {
        let Elsewhere {
            place,
            person,
            after_capital,
        } = self.elsewhere;
        [
            (NameFeature::Joined, f64::from(self.is_joined)),
            (NameFeature::AcceptedElsewhere, f64::from(place)),
            (NameFeature::PersonElsewhere, f64::from(person)),
            (NameFeature::AfterCapitalElsewhere, f64::from(after_capital)),
        ]
    }
}

/// What stands around the name.
fn context_values(context: &Context) -> [(NameFeature, f64); 17] {
    use NameFeature as F;
    let governed = |by| f64::from(context.governor == by);
    [
        (F::AllCapitals, f64::from(context.all_capitals)),
        (F::OpensSentence, f64::from(context.opens_sentence)),
        (F::Locative, governed(Governor::Locative)),
        (F::Motion, governed(Governor::Motion)),
        (F::Relational, governed(Governor::Relational)),
        (F::Title, f64::from(context.title_before)),
        (F::Person, f64::from(context.given_name_before)),
        (F::CapitalBefore, f64::from(context.capital_before)),
        (F::CapitalAfter, f64::from(context.capital_after)),
        (F::KindBeside, f64::from(!context.kinds.is_empty())),
        (F::OrganisationAfter, f64::from(context.organisation_after)),
        (F::EventAfter, f64::from(context.event_after)),
        (F::CommaAfter, f64::from(context.comma_after)),
        (F::Dateline, f64::from(context.dateline)),
        (F::NumberAfter, f64::from(context.number_after)),
        (F::Street, f64::from(context.street)),
        (F::Quoted, f64::from(context.quoted)),
    ]
}

/// Whether an article may stand before places of a kind: "the Ishim", "the Pamirs".
fn takes_article(kind: PlaceKind) -> bool {
    !kind.is_settled() && kind != PlaceKind::Macroregion
}

/// What the other uses of a name in the document tell.
#[derive(Debug, Clone, Copy, Default)]
struct Elsewhere {
    /// One of them is a place beyond doubt.
    place: bool,
    /// One of them follows a person's title or given name.
    person: bool,
    /// One of them follows another capitalised word, as a surname does.
    after_capital: bool,
}

/// The score beyond which a use is a place beyond doubt.
const SURE: f64 = 2.0;

/// How often each name is used as what, by its folded words.
struct Uses<'a>(HashMap<&'a str, Use>);

/// How many uses of a name are places beyond doubt, follow a person's title or given name, or another
/// capitalised word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Use {
    places: u32,
    persons: u32,
    after_capitals: u32,
}

impl<'a> Uses<'a> {
    fn of(judged: &[Judged<'a>]) -> Self {
        let mut uses: HashMap<&'a str, Use> = HashMap::default();
        for judged in judged {
            let one = Use::of(judged);
            if one != Use::default() {
                let all = uses.entry(judged.spot.name.folded).or_default();
                all.places += one.places;
                all.persons += one.persons;
                all.after_capitals += one.after_capitals;
            }
        }
        Self(uses)
    }

    fn elsewhere(&self, judged: &Judged<'_>) -> Elsewhere {
        let all = self.0.get(judged.spot.name.folded);
        let (all, own) = (all.copied().unwrap_or_default(), Use::of(judged));
        Elsewhere {
            place: all.places > own.places,
            person: all.persons > own.persons,
            after_capital: all.after_capitals > own.after_capitals,
        }
    }
}

impl Use {
    fn of(judged: &Judged<'_>) -> Self {
        Self {
            places: u32::from(judged.score > SURE),
            persons: u32::from(judged.context.is_after_person()),
            after_capitals: u32::from(judged.context.capital_before),
        }
    }
}

/// How many tokens may join two names: a comma and "and".
const JOINTS_MAX: usize = 2;

/// Where the places beyond doubt of a text stand.
struct Neighbours<'a, 't> {
    text: &'a Analysed<'t>,
    /// The tokens at which they begin.
    starts: HashSet<usize>,
    /// The tokens after their last.
    ends: HashSet<usize>,
}

impl<'a, 't> Neighbours<'a, 't> {
    fn of(text: &'a Analysed<'t>, judged: &[Judged<'_>]) -> Self {
        let sure = || judged.iter().filter(|judged| judged.score > SURE);
        let tokens = || sure().map(|judged| &judged.spot.tokens);
        Self {
            text,
            starts: tokens().map(|tokens| tokens.start).collect(),
            ends: tokens().map(|tokens| tokens.end).collect(),
        }
    }

    /// Whether only a comma, a dash or "and" parts a name from one of them.
    fn join(&self, tokens: &Range<usize>) -> bool {
        let joint = |token: &usize| self.is_joint(*token);
        let before = (0..tokens.start).rev().take(JOINTS_MAX);
        let after = tokens.end..tokens.end + JOINTS_MAX;
        let mut before = before.take_while(joint);
        let mut after = after.take_while(joint);
        before.any(|token| self.ends.contains(&token))
            || after.any(|token| self.starts.contains(&(token + 1)))
    }

    /// Whether a token joins the names of a list or the ends of a road.
    fn is_joint(&self, token: usize) -> bool {
        let mark = matches!(self.text.word(token), "," | "—" | "–" | "-");
        mark || matches!(
            self.text.folded(token),
            "and" | "or" | "и" | "или" | "va" | "hamda" | "ва" | "ҳамда"
        )
    }
}
