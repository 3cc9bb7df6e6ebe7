use std::{fmt::Display, str::FromStr};

/// How much of a wrong value an error repeats, in characters.
const VALUE_CHARS_MAX: usize = 80;

/// A parameter that cannot be taken as it is: which, its value, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parameter {parameter} is {value:?}: {expected}")]
pub struct ParamError {
    /// The parameter's name.
    pub parameter: String,
    /// Its value as given, cut to 80 characters.
    pub value: String,
    /// What was expected instead.
    pub expected: String,
}

impl ParamError {
    /// An error that cuts the value to what a person reads.
    pub fn new(parameter: &str, value: &str, expected: impl Display) -> Self {
        let cut = |text: &str| text.chars().take(VALUE_CHARS_MAX).collect();
        Self {
            parameter: cut(parameter),
            value: cut(value),
            expected: expected.to_string(),
        }
    }
}

/// The parameters of one request. Each reader takes those that it understands; [`Params::finish`]
/// refuses what is left, so that a misspelt parameter is never passed over in silence.
///
/// ```
/// use zij::filter::Params;
/// let mut params = Params::parse("limit=5&colour=red")?;
/// assert_eq!(params.take_parsed::<usize>("limit", "a whole number")?, Some(5));
/// assert!(params.finish().is_err());
/// # Ok::<(), zij::filter::ParamError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Params {
    given: Vec<(String, String)>,
    known: Vec<&'static str>,
}

impl Params {
    /// Reads the query part of an address, without its question mark.
    ///
    /// # Errors
    ///
    /// When a name or value is not UTF-8 once its percent signs are decoded.
    pub fn parse(query: &str) -> Result<Self, ParamError> {
        let given: Vec<_> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let broken = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
        match given
            .iter()
            .find(|(name, value)| broken(name) || broken(value))
        {
            Some((name, value)) => Err(ParamError::new(name, value, "expected UTF-8")),
            None => Ok(Self {
                given,
                known: Vec::new(),
            }),
        }
    }

    /// The parameter's value; none if it is not given.
    ///
    /// # Errors
    ///
    /// When it is given twice.
    pub fn take(&mut self, name: &'static str) -> Result<Option<String>, ParamError> {
        self.known.push(name);
        let Some(at) = self.given.iter().position(|(given, _)| given == name) else {
            return Ok(None);
        };
        let (_, value) = self.given.remove(at);
        match self.given.iter().find(|(given, _)| given == name) {
            Some((_, second)) => Err(ParamError::new(name, second, "given twice, expected once")),
            None => Ok(Some(value)),
        }
    }

    /// The parameter's value as a `T`; `expected` says what a `T` looks like.
    ///
    /// # Errors
    ///
    /// When it is given twice or is no `T`.
    pub fn take_parsed<T: FromStr>(
        &mut self,
        name: &'static str,
        expected: &str,
    ) -> Result<Option<T>, ParamError> {
        let wrong = |value: &str| ParamError::new(name, value, format_args!("expected {expected}"));
        self.take(name)?
            .map(|value| value.parse().ok().ok_or_else(|| wrong(&value)))
            .transpose()
    }

    /// The parameter's value as a `T` whose own error says what was expected.
    ///
    /// # Errors
    ///
    /// When it is given twice or is no `T`.
    pub fn take_exact<T: FromStr<Err: Display>>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, ParamError> {
        self.take(name)?
            .map(|value| {
                value
                    .parse()
                    .map_err(|error: T::Err| ParamError::new(name, &value, error))
            })
            .transpose()
    }

    /// Refuses what nobody has taken.
    ///
    /// # Errors
    ///
    /// When a parameter is left; the error lists those that are known here.
    pub fn finish(mut self) -> Result<(), ParamError> {
        let Some((name, value)) = self.given.first() else {
            return Ok(());
        };
        self.known.sort_unstable();
        self.known.dedup();
        let known = match &self.known[..] {
            [] => "no parameter is known here".to_owned(),
            names => format!("not known here, expected one of {}", names.join(", ")),
        };
        Err(ParamError::new(name, value, known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let taken = Params::parse(query).and_then(|mut params| {
            let limit = params.take_parsed::<u32>("limit", "a whole number")?;
            let q = params.take("q")?;
            params.finish()?;
            Ok(format!("{limit:?} {q:?}"))
        });
        assert_eq!(taken.unwrap_or_else(|error| error.to_string()), expected);
    }

    #[test]
    fn takes_what_is_known_and_names_what_is_wrong() {
        check("", "None None");
        check(
            "limit=5&q=O%CA%BBzbekiston+xalqi",
            "Some(5) Some(\"Oʻzbekiston xalqi\")",
        );
        check("q=", "None Some(\"\")");
        check(
            "limit=x",
            "parameter limit is \"x\": expected a whole number",
        );
        check(
            "q=a&q=b",
            "parameter q is \"b\": given twice, expected once",
        );
        check(
            "colour=red",
            "parameter colour is \"red\": not known here, expected one of limit, q",
        );
        check("q=%FF", "parameter q is \"\u{fffd}\": expected UTF-8");
    }

    #[test]
    fn an_error_repeats_only_the_beginning_of_a_long_value() {
        let error = ParamError::new("q", &"ў".repeat(5_000), "shorter");
        assert_eq!(error.value, "ў".repeat(80));
    }
}
