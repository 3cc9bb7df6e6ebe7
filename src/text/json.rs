//! Strings in JSON, for those who put its lines together themselves: nearly all of them stand there as they are.

use serde_json::Value;

/// Appends a string in quotes, as `serde_json` writes it.
pub(crate) fn push_json_string(to: &mut Vec<u8>, text: &str) {
    if is_plain_json(text.as_bytes()) {
        to.push(b'"');
        to.extend_from_slice(text.as_bytes());
        to.push(b'"');
    } else {
        to.extend_from_slice(Value::from(text).to_string().as_bytes());
    }
}

/// Whether a string stands in JSON as it is.
#[must_use]
pub(crate) fn is_plain_json(text: &[u8]) -> bool {
    let escaped = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    // Without a way out, eight letters and more are looked at in one step.
    !text.iter().fold(false, |any, byte| any | escaped(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_written_as_serde_writes_it() {
        for text in ["", "Ош", "Oʻsh \\", "a \"b\"", "\t\n", "\u{1}\u{7f}", "/"] {
            let mut written = b"x".to_vec();
            push_json_string(&mut written, text);
            let expected = format!("x{}", serde_json::to_string(text).unwrap());
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }
}
