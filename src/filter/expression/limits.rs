use super::ExpressionError;

/// The longest expression that is read, in bytes.
pub const EXPRESSION_BYTES_MAX: usize = 64 << 10;

/// How deep the parts of an expression may lie in each other.
pub const NESTING_MAX: usize = 64;

/// How many brackets may be open at once in a text. A reader of CQL2 tries a bracket as a group and then as
/// a list, so that its time doubles with each.
const OPEN_BRACKETS_MAX: usize = 10;

/// Refuses a text that the reader of CQL2, which calls itself for each part, could not hold on its stack.
pub(super) fn check_text(text: &str) -> Result<(), ExpressionError> {
    check_len(text)?;
    let (mut open, mut pending) = (0_usize, 0_usize);
    for token in tokens(text) {
        match token {
            "(" => open += 1,
            ")" => open = open.saturating_sub(1),
            "," => pending = 0,
            _ if is_connective(token) => pending = 0,
            _ if nests(token) => pending += 1,
            _ => {}
        }
        if open > OPEN_BRACKETS_MAX || pending > NESTING_MAX {
            return Err(ExpressionError::Deep);
        }
    }
    Ok(())
}

/// Refuses JSON of a depth that the reader could not hold on its stack.
pub(super) fn check_json(text: &str) -> Result<(), ExpressionError> {
    check_len(text)?;
    let mut open = 0_usize;
    let outside = text.split('"').step_by(2);
    for letter in outside.flat_map(str::chars) {
        match letter {
            '{' | '[' => open += 1,
            '}' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > NESTING_MAX {
            return Err(ExpressionError::Deep);
        }
    }
    Ok(())
}

fn check_len(text: &str) -> Result<(), ExpressionError> {
    if text.len() > EXPRESSION_BYTES_MAX {
        return Err(ExpressionError::Long(text.len()));
    }
    Ok(())
}

fn is_connective(token: &str) -> bool {
    ["and", "or"]
        .iter()
        .any(|word| token.eq_ignore_ascii_case(word))
}

/// Whether the operand behind the token is a part within the part before it.
fn nests(token: &str) -> bool {
    let words = ["not", "like", "in", "between", "=", "<", ">", "-", "!"];
    words.iter().any(|word| token.eq_ignore_ascii_case(word))
}

/// Words, numbers with their signs, and single other characters, outside quotes.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = match first {
            '\'' | '"' => quoted_len(rest, first),
            '-' | '+' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                1 + word_len(&rest[1..])
            }
            _ => word_len(rest).max(first.len_utf8()),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

fn word_len(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | ':'));
    end.unwrap_or(text.len())
}

fn quoted_len(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(unit: &str, most: usize, tail: &str) {
        let text = |count: usize| format!("{}{tail}", unit.repeat(count));
        assert_eq!(check_text(&text(most)), Ok(()), "{unit}");
        assert_eq!(
            check_text(&text(most + 1)),
            Err(ExpressionError::Deep),
            "{unit}"
        );
    }

    #[test]
    fn what_would_fill_the_stack_is_refused() {
        check("(", 10, "1");
        check("not ", 64, "planned");
        check("NOT\n", 64, "planned");
        check("- ", 64, "1");
        check("a = ", 64, "1");
        check("casei(", 10, "1");
    }

    #[test]
    fn a_long_flat_expression_is_taken() {
        let flat = vec!["fatalities >= -1 AND NOT planned"; 500].join(" OR ");
        assert_eq!(check_text(&flat), Ok(()));
        let ring = vec!["-70.5 -40.5"; 2_000].join(", ");
        assert_eq!(
            check_text(&format!("S_INTERSECTS(geometry, POLYGON(({ring})))")),
            Ok(())
        );
        assert_eq!(check_text(&format!("title = '{}'", "(".repeat(99))), Ok(()));
        let long = " ".repeat(EXPRESSION_BYTES_MAX + 1);
        assert_eq!(check_text(&long), Err(ExpressionError::Long(65_537)));
    }

    #[test]
    fn deep_json_is_refused() {
        let nested = |depth| check_json(&"[".repeat(depth));
        assert_eq!(nested(64), Ok(()));
        assert_eq!(nested(65), Err(ExpressionError::Deep));
    }
}
