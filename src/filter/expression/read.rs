//! From what the `cql2` package has read to a [`Test`] whose names and kinds are right.

use cql2::Expr;

use super::{
    ExpressionError, Language, limits,
    pattern::Pattern,
    place,
    scalar::{Fold, Scalar},
    test::{Comparison, Test},
    when::{End, TimeRelation, When},
};
use crate::{
    filter::property::{Kind, Property, Value},
    space::Crs,
    time::{Date, Interval},
};

type Result<T> = std::result::Result<T, ExpressionError>;

/// The name of an event's geometry.
pub(super) const GEOMETRY: &str = "geometry";

pub(super) fn read(text: &str, language: Language, crs: Crs) -> Result<Test> {
    let expr = match language {
        Language::Text => {
            limits::check_text(text)?;
            cql2::parse_text(text).map_err(|error| text_error(&error))?
        }
        Language::Json => {
            limits::check_json(text)?;
            cql2::parse_json(text).map_err(|error| ExpressionError::Json(error.to_string()))?
        }
    };
    Reader { crs }.test(&expr)
}

/// Only the place of an error in the text is told: the rest names rules of a grammar.
fn text_error(error: &cql2::Error) -> ExpressionError {
    let told = error.to_string();
    let place = told.lines().next().and_then(|line| line.split_once("--> "));
    ExpressionError::Text(place.map_or("1:1", |(_, place)| place).to_owned())
}

struct Reader {
    crs: Crs,
}

impl Reader {
    fn test(&self, expr: &Expr) -> Result<Test> {
        match expr {
            Expr::Bool(truth) => Ok(Test::Known(*truth)),
            Expr::Property { property } => truth(property),
            Expr::Operation { op, args } => {
                let args: Vec<&Expr> = args.iter().map(AsRef::as_ref).collect();
                self.operation(op, &args)
            }
            other => Err(kind("the filter", &told(other), "a condition")),
        }
    }

    fn operation(&self, op: &str, args: &[&Expr]) -> Result<Test> {
        let tests = || args.iter().map(|arg| self.test(arg)).collect::<Result<_>>();
        match op {
            "and" => return tests().map(Test::All),
            "or" => return tests().map(Test::Any),
            "not" => {
                let [test] = exactly(op, args, "1")?;
                return Ok(Test::Not(Box::new(self.test(test)?)));
            }
            "between" => return between(args),
            "in" => return one_of(args),
            "like" => return like(args),
            "isNull" => return is_unknown(args),
            _ => {}
        }
        if let Some(comparison) = Comparison::of(op) {
            let [one, other] = exactly(op, args, "2")?;
            return compare(op, comparison, one, other);
        }
        if let Some(relation) = TimeRelation::of(op) {
            let [one, other] = exactly(op, args, "2")?;
            return Ok(Test::Time(relation, when(op, one)?, when(op, other)?));
        }
        match place::relation(op) {
            Some(relation) => place::read(op, relation, exactly(op, args, "2")?, self.crs),
            None => Err(ExpressionError::Function(op.to_owned())),
        }
    }
}

/// The arguments, if there are as many as the operator takes.
fn exactly<'e, const N: usize>(
    op: &str,
    args: &[&'e Expr],
    expected: &'static str,
) -> Result<[&'e Expr; N]> {
    args.try_into()
        .ok()
        .ok_or_else(|| ExpressionError::Arguments {
            operator: op.to_owned(),
            given: args.len(),
            expected,
        })
}

fn kind(operator: &str, found: &str, expected: &str) -> ExpressionError {
    ExpressionError::Kind {
        operator: operator.to_owned(),
        found: found.to_owned(),
        expected: expected.to_owned(),
    }
}

/// An expression in the words of an error.
pub(super) fn told(expr: &Expr) -> String {
    expr.to_text().unwrap_or_else(|_| "a geometry".to_owned())
}

fn property(name: &str) -> Result<&'static Property> {
    Property::of(name).ok_or_else(|| ExpressionError::Property(name.to_owned()))
}

fn truth(name: &str) -> Result<Test> {
    let property = property(name)?;
    if property.kind == Kind::Truth {
        return Ok(Test::Truth(property));
    }
    let found = format!("{name}, {}", property.kind.as_str());
    Err(kind("the filter", &found, "a condition"))
}

fn is_unknown(args: &[&Expr]) -> Result<Test> {
    match exactly("isNull", args, "1")? {
        [Expr::Property { property }] if property == GEOMETRY => Ok(Test::IsUnlocated),
        [Expr::Property { property: name }] => property(name).map(Test::IsUnknown),
        [other] => Err(kind("IS NULL", &told(other), "a property")),
    }
}

fn scalar(op: &str, expr: &Expr) -> Result<Scalar> {
    match expr {
        Expr::Property { property: name } if name == GEOMETRY => {
            Err(kind(op, "geometry", "a property that is no geometry"))
        }
        Expr::Property { property: name } => property(name).map(Scalar::Property),
        Expr::Literal(text) => Ok(Scalar::Constant(Value::Text(text.clone().into()))),
        Expr::Float(number) => Ok(Scalar::Constant(Value::Number(*number))),
        Expr::Bool(truth) => Ok(Scalar::Constant(Value::Truth(*truth))),
        Expr::Date { .. } | Expr::Timestamp { .. } => {
            day(op, expr).map(|day| Scalar::Constant(Value::Day(day)))
        }
        Expr::Operation { op: function, args } => folded(function, args),
        other => Err(kind(
            op,
            &told(other),
            "a property, a text, a number, a date, true or false",
        )),
    }
}

/// `CASEI` or `ACCENTI` of a text.
fn folded(function: &str, args: &[Box<Expr>]) -> Result<Scalar> {
    let fold = match function {
        "casei" => Fold::Case,
        "accenti" => Fold::Accents,
        _ => return Err(ExpressionError::Function(function.to_owned())),
    };
    let args: Vec<&Expr> = args.iter().map(AsRef::as_ref).collect();
    let [arg] = exactly(function, &args, "1")?;
    text(function, scalar(function, arg)?).map(|scalar| scalar.folded(fold))
}

fn text(op: &str, scalar: Scalar) -> Result<Scalar> {
    match scalar.kind() {
        Kind::Text | Kind::Word => Ok(scalar),
        _ => Err(kind(op, &scalar.told(), "a text")),
    }
}

/// The day that a date, a date-time, or the text in it names.
fn day(op: &str, expr: &Expr) -> Result<Date> {
    match expr {
        Expr::Date { date: inner } | Expr::Timestamp { timestamp: inner } => day(op, inner),
        Expr::Literal(text) => day_of(text),
        other => Err(kind(op, &told(other), "a date")),
    }
}

fn day_of(text: &str) -> Result<Date> {
    let day = text
        .parse::<Interval>()
        .ok()
        .filter(|_| !text.contains('/'));
    let day = day.and_then(Interval::first);
    day.ok_or_else(|| ExpressionError::Date(text.to_owned()))
}

/// Two scalars of one kind; a text that stands beside a date is read as one.
fn alike(op: &str, one: Scalar, other: Scalar) -> Result<[Scalar; 2]> {
    let [one, other] = match (one.kind(), other.kind()) {
        (Kind::Day, Kind::Text) => [one, dated(other)?],
        (Kind::Text, Kind::Day) => [dated(one)?, other],
        _ => [one, other],
    };
    let text = |kind| matches!(kind, Kind::Text | Kind::Word);
    let (left, right) = (one.kind(), other.kind());
    if left != right && !(text(left) && text(right)) {
        let expected = format!("{} beside {}", left.as_str(), one.told());
        return Err(kind(op, &other.told(), &expected));
    }
    check_word(&one, &other)?;
    check_word(&other, &one)?;
    Ok([one, other])
}

/// A value as a parameter gives it, as one of the property's kind.
pub(super) fn constant(property: &'static Property, value: &str) -> Result<Scalar> {
    let wrong = || kind("=", &format!("{value:?}"), property.kind.as_str());
    let value = match property.kind {
        Kind::Text | Kind::Word => Value::Text(value.to_owned().into()),
        Kind::Number => Value::Number(value.parse().ok().ok_or_else(wrong)?),
        Kind::Truth => Value::Truth(value.parse().ok().ok_or_else(wrong)?),
        Kind::Day => Value::Day(day_of(value)?),
    };
    let constant = Scalar::Constant(value);
    check_word(&Scalar::Property(property), &constant)?;
    Ok(constant)
}

fn dated(scalar: Scalar) -> Result<Scalar> {
    match scalar {
        Scalar::Constant(Value::Text(text)) => {
            day_of(&text).map(|day| Scalar::Constant(Value::Day(day)))
        }
        other => Ok(other),
    }
}

/// Refuses a constant that the property beside it never is.
fn check_word(one: &Scalar, other: &Scalar) -> Result<()> {
    let (Scalar::Property(property), Scalar::Constant(Value::Text(word))) = (one, other) else {
        return Ok(());
    };
    let words = property.words();
    if words.is_empty() || words.contains(&word.as_ref()) {
        return Ok(());
    }
    Err(ExpressionError::Word {
        property: property.name,
        word: word.clone().into_owned(),
        words: words.join(", "),
    })
}

fn compare(op: &str, comparison: Comparison, one: &Expr, other: &Expr) -> Result<Test> {
    let [one, other] = alike(op, scalar(op, one)?, scalar(op, other)?)?;
    let ordered = !matches!(comparison, Comparison::Equal | Comparison::Unequal);
    if ordered && one.kind() == Kind::Truth {
        return Err(kind(op, &one.told(), "what has an order"));
    }
    Ok(Test::Compare(one, comparison, other))
}

fn between(args: &[&Expr]) -> Result<Test> {
    let [middle, low, high] = exactly("between", args, "3")?;
    let middle = scalar("between", middle)?;
    let [middle, low] = alike("between", middle, scalar("between", low)?)?;
    let [middle, high] = alike("between", middle, scalar("between", high)?)?;
    Ok(Test::Between(middle, [low, high]))
}

fn one_of(args: &[&Expr]) -> Result<Test> {
    let [one, Expr::Array(list)] = exactly("in", args, "2")? else {
        return Err(kind("in", &told(args[1]), "a list in brackets"));
    };
    let one = scalar("in", one)?;
    let member = |member: &Expr| {
        let [_, member] = alike("in", one.clone(), scalar("in", member)?)?;
        Ok(member)
    };
    let list = list.iter().map(|one| member(one)).collect::<Result<_>>()?;
    Ok(Test::OneOf(one, list))
}

fn like(args: &[&Expr]) -> Result<Test> {
    let [one, pattern] = exactly("like", args, "2")?;
    match text("like", scalar("like", pattern)?)? {
        Scalar::Constant(Value::Text(pattern)) => {
            let one = text("like", scalar("like", one)?)?;
            Ok(Test::Like(one, Pattern::of(&pattern)))
        }
        other => Err(kind("like", &other.told(), "a pattern in quotes")),
    }
}

fn when(op: &str, expr: &Expr) -> Result<When> {
    match expr {
        Expr::Interval { interval } => match &interval[..] {
            [first, last] => Ok(When {
                first: end(op, first)?,
                last: end(op, last)?,
            }),
            ends => Err(ExpressionError::Arguments {
                operator: "interval".to_owned(),
                given: ends.len(),
                expected: "2",
            }),
        },
        other => end(op, other).map(When::at),
    }
}

fn end(op: &str, expr: &Expr) -> Result<End> {
    match expr {
        Expr::Literal(text) if text == ".." => Ok(End::Open),
        Expr::Property { property: name } => {
            let property = property(name)?;
            if property.kind == Kind::Day {
                return Ok(End::Property(property));
            }
            let found = format!("{name}, {}", property.kind.as_str());
            Err(kind(op, &found, "a date"))
        }
        other => day(op, other).map(End::Day),
    }
}
