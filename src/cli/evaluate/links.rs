//! Which found words answer which gold words.

use crate::text::Span;

/// For each span of gold the number of the found span that answers it: the same words, or else the one
/// that shares the most with it and answers none yet.
pub(super) fn links(gold: &[Span], found: &[Span]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = vec![true; found.len()];
    let mut links: Vec<Option<usize>> = gold
        .iter()
        .map(|span| found.iter().position(|found| found == span))
        .collect();
    for at in links.iter().flatten() {
        free[*at] = false;
    }
    for (link, span) in links.iter_mut().zip(gold) {
        if link.is_none() {
            *link = most_shared(*span, found, &free);
            if let Some(at) = *link {
                free[at] = false;
            }
        }
    }
    links
}

/// The first of the free spans that share the most with one.
fn most_shared(span: Span, found: &[Span], free: &[bool]) -> Option<usize> {
    let shares = |at: &usize| shared(span, found[*at]);
    (0..found.len())
        .rev()
        .filter(|at| free[*at] && shares(at) > 0)
        .max_by_key(shares)
}

/// Bytes that two spans share.
pub(super) fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gold: &[(usize, usize)], found: &[(usize, usize)], expected: &[Option<usize>]) {
        let spans = |pairs: &[(usize, usize)]| -> Vec<Span> {
            let span = |(start, end): &(usize, usize)| Span {
                start: *start,
                end: *end,
            };
            pairs.iter().map(span).collect()
        };
        assert_eq!(
            links(&spans(gold), &spans(found)),
            expected,
            "{gold:?} {found:?}"
        );
    }

    #[test]
    fn the_same_words_go_first_then_those_that_share_most() {
        check(&[(0, 9), (4, 9)], &[(4, 9)], &[None, Some(0)]);
        check(&[(0, 20)], &[(0, 3), (4, 12), (13, 18)], &[Some(1)]);
        check(&[(0, 20), (30, 31)], &[(0, 3), (17, 20)], &[Some(0), None]);
        check(&[(0, 3)], &[(3, 5)], &[None]);
        check(&[], &[], &[]);
    }
}
