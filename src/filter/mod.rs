//! Which events: one filter that the items, tiles, facets, histogram and downloads share.
//!
//! A [`Filter`] is read once from the [`Params`] of a request. [`Filter::matches`] says what it means,
//! one event at a time; the index answers the same faster.

mod both;
mod codes;
mod expression;
mod params;
mod places;
mod property;
mod sort;
mod words;

pub use codes::Codes;
pub use expression::{EXPRESSION_BYTES_MAX, Expression, ExpressionError, Language, NESTING_MAX};
pub use params::{ParamError, Params};
pub use places::PlaceFilter;
pub use property::{Kind, PROPERTIES, Property};
pub use sort::{Key, Order};
pub use words::{Words, searched_text};

use crate::{
    event::{Event, EventType, Group, Status},
    space::{Bbox, Crs},
    time::Interval,
};

/// Conditions that an event must all meet; the default has none and is met by every event.
///
/// ```
/// use zij::filter::{Filter, Params};
/// let mut params = Params::parse("bbox=56,37,73,46&group=conflict&located=true")?;
/// let filter = Filter::take(&mut params)?;
/// params.finish()?;
/// assert_eq!(filter.located, Some(true));
/// # Ok::<(), zij::filter::ParamError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The position lies in the box or on its edge. An event without a place is in no box.
    pub bbox: Option<Bbox>,
    /// A day of the event lies in the interval. An event without a date is in no interval.
    pub datetime: Option<Interval>,
    /// The type is one of these; codes are [`EventType`]'s discriminants.
    pub types: Option<Codes>,
    /// The status is one of these; codes are [`Status`]'s discriminants. None is every status but merged, so
    /// that an event is seen once, and deleted.
    pub status: Option<Codes>,
    /// The precision of the place is one of these, 1 to 3.
    pub geo_precision: Option<Codes>,
    /// Has a place, or has none.
    pub located: Option<bool>,
    /// Comes from the document.
    pub doc_id: Option<String>,
    /// Comes from the list.
    pub dataset: Option<String>,
    /// Its words begin with each of these.
    pub q: Option<Words>,
    /// What else it must meet.
    pub expression: Option<Expression>,
}

impl Filter {
    /// Takes the filter's parameters: `bbox` with `bbox-crs`, `datetime`, `event_type`, `group`, `status`,
    /// `geo_precision`, `located`, `doc_id`, `dataset`, `q`, `ids`, `confidence_min`, `around`, one for
    /// each of the [`PROPERTIES`], and `filter` with `filter-lang` and `filter-crs`.
    ///
    /// # Errors
    ///
    /// When one of them is given twice or has no meaning.
    pub fn take(params: &mut Params) -> Result<Self, ParamError> {
        let mut boxes = take_boxes(params)?;
        let mut filter = Self {
            bbox: only(&mut boxes),
            datetime: params.take_exact("datetime")?,
            types: take_types(params)?,
            status: take_codes(
                params,
                "status",
                &Status::ALL.map(|it| (it.as_str(), it as u8)),
            )?,
            geo_precision: take_codes(params, "geo_precision", &[("1", 1), ("2", 2), ("3", 3)])?,
            located: params.take_parsed("located", "true or false")?,
            doc_id: params.take("doc_id")?,
            dataset: params.take("dataset")?,
            q: params.take("q")?.map(|text| Words::of(&text)),
            expression: None,
        };
        let expression = Expression::take(params, boxes)?;
        filter.expression = expression.and_then(|it| it.narrowing(&mut filter));
        Ok(filter)
    }

    /// Whether the event meets every condition.
    #[must_use]
    pub fn matches(&self, event: &Event) -> bool {
        let document = event.evidence.as_ref().map(|it| it.doc_id.as_str());
        self.matches_columns(event)
            && self.matches_text(&event.dataset, document, || searched_text(event))
            && self.matches_expression(event)
    }

    fn matches_columns(&self, event: &Event) -> bool {
        let place = event.location.as_ref();
        let holds = |set: Option<Codes>, code| set.is_none_or(|set| set.contains(code));
        let precision = place.map_or(0, |place| place.where_prec.geo_precision() as u8);
        self.located.is_none_or(|wanted| wanted == place.is_some())
            && holds(self.types, event.event_type as u8)
            && self.status.map_or(event.status.is_listed(), |set| {
                set.contains(event.status as u8)
            })
            && holds(self.geo_precision, precision)
            && self
                .bbox
                .is_none_or(|bbox| place.is_some_and(|place| bbox.contains(place.position)))
            && self
                .datetime
                .as_ref()
                .is_none_or(|when| event.date.is_some_and(|date| when.meets(date)))
    }

    /// Whether an event of the data set and of the document meets the conditions on its texts; `searched` gives
    /// its [`searched_text`].
    pub fn matches_text<T: AsRef<str>>(
        &self,
        dataset: &str,
        document: Option<&str>,
        searched: impl FnOnce() -> T,
    ) -> bool {
        self.doc_id
            .as_deref()
            .is_none_or(|wanted| document == Some(wanted))
            && self
                .dataset
                .as_deref()
                .is_none_or(|wanted| dataset == wanted)
            && self
                .q
                .as_ref()
                .is_none_or(|words| words.are_in(searched().as_ref()))
    }

    /// Whether the event meets the filter's expression.
    #[must_use]
    pub fn matches_expression(&self, event: &Event) -> bool {
        self.expression
            .as_ref()
            .is_none_or(|expression| expression.holds(event))
    }

    /// Whether a condition looks at the event's texts, or at the whole event.
    #[must_use]
    pub fn looks_at_text(&self) -> bool {
        self.doc_id.is_some()
            || self.dataset.is_some()
            || self.q.is_some()
            || self.expression.is_some()
    }
}

/// The one box, if there is no other.
fn only(boxes: &mut Vec<Bbox>) -> Option<Bbox> {
    if boxes.len() == 1 { boxes.pop() } else { None }
}

/// The boxes of `bbox`, separated by semicolons, in the coordinates of `bbox-crs`.
///
/// # Errors
///
/// When one of the two is given twice or has no meaning.
pub fn take_boxes(params: &mut Params) -> Result<Vec<Bbox>, ParamError> {
    let crs: Crs = params.take_exact("bbox-crs")?.unwrap_or_default();
    let Some(value) = params.take("bbox")? else {
        return Ok(Vec::new());
    };
    let boxes = value.split(';').map(|text| Bbox::read(text, crs));
    boxes
        .collect::<Result<_, _>>()
        .map_err(|error| ParamError::new("bbox", &value, error))
}

/// The types named by `event_type` that also belong to a group named by `group`.
fn take_types(params: &mut Params) -> Result<Option<Codes>, ParamError> {
    let words: Vec<_> = EventType::ALL
        .iter()
        .map(|it| (it.as_str(), *it as u8))
        .collect();
    let types = take_codes(params, "event_type", &words)?;
    let groups = take_codes(
        params,
        "group",
        &Group::ALL.map(|it| (it.as_str(), it as u8)),
    )?;
    let members = groups.map(|groups| {
        let all = EventType::ALL.iter();
        all.filter(|it| groups.contains(it.group() as u8))
            .map(|it| *it as u8)
            .collect()
    });
    Ok(match (types, members) {
        (Some(types), Some(members)) => Some(types.and(members)),
        (types, members) => types.or(members),
    })
}

/// The codes of a list of words separated by commas.
fn take_codes(
    params: &mut Params,
    name: &'static str,
    words: &[(&str, u8)],
) -> Result<Option<Codes>, ParamError> {
    let code = |word: &str| {
        let known = words.iter().find(|(known, _)| *known == word);
        known.map(|(_, code)| *code)
    };
    let known = || {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        words.join(", ")
    };
    take_list(params, name, code, known)
}

/// What the words of a list separated by commas mean; `known` tells them to those who know none.
fn take_list<T, List: FromIterator<T>>(
    params: &mut Params,
    name: &'static str,
    meaning: impl Fn(&str) -> Option<T>,
    known: impl Fn() -> String,
) -> Result<Option<List>, ParamError> {
    let Some(value) = params.take(name)? else {
        return Ok(None);
    };
    let list: Option<List> = value.split(',').map(|word| meaning(word.trim())).collect();
    let expected = || format!("expected one or more of {}, separated by commas", known());
    list.map(Some)
        .ok_or_else(|| ParamError::new(name, &value, expected()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let filter = Params::parse(query).and_then(|mut params| {
            let filter = Filter::take(&mut params)?;
            params.finish()?;
            Ok(filter)
        });
        let actual = match filter {
            Ok(filter) => {
                let types = EventType::ALL
                    .iter()
                    .filter(|it| filter.types.is_some_and(|set| set.contains(**it as u8)));
                types.map(|it| it.as_str()).collect::<Vec<_>>().join(" ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected, "{query}");
    }

    #[test]
    fn types_and_groups_narrow_each_other() {
        check("", "");
        check("event_type=battle", "battle");
        check("event_type=protest,battle", "battle protest");
        check("group=contention", "protest riot arrest_or_trial election");
        check("group=contention&event_type=protest,battle", "protest");
        check("group=conflict&event_type=protest", "");
    }

    #[test]
    fn a_wrong_parameter_is_named_with_what_is_expected() {
        check(
            "bbox=1,2,3",
            "parameter bbox is \"1,2,3\": bbox has 3 numbers, expected 4 (west,south,east,north) or 6 (with heights)",
        );
        check(
            "status=maybe",
            "parameter status is \"maybe\": expected one or more of candidate, confirmed, rejected, merged, deleted, separated by commas",
        );
        check(
            "status=",
            "parameter status is \"\": expected one or more of candidate, confirmed, rejected, merged, deleted, separated by commas",
        );
        check(
            "geo_precision=4",
            "parameter geo_precision is \"4\": expected one or more of 1, 2, 3, separated by commas",
        );
        check(
            "located=yes",
            "parameter located is \"yes\": expected true or false",
        );
    }
}
