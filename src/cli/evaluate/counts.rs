//! Counts of what was found and what was right, and the figures that come from them.

use std::collections::BTreeMap;

/// How many bins of confidence the calibration error has.
const BINS: usize = 10;

/// Counts over documents, one row a figure; shares come from sums, so that counts of several documents
/// add up.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    counts: BTreeMap<&'static str, f64>,
    /// By bin: mentions, sum of confidences, right ones.
    bins: [[f64; 3]; BINS],
}

impl Counts {
    pub(super) fn add(&mut self, name: &'static str, count: f64) {
        *self.counts.entry(name).or_default() += count;
    }

    pub(super) fn get(&self, name: &'static str) -> f64 {
        self.counts.get(name).copied().unwrap_or(0.0)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other
            .counts
            .iter()
            .for_each(|(name, count)| self.add(name, *count));
        for (bin, other) in self.bins.iter_mut().zip(other.bins) {
            bin.iter_mut()
                .zip(other)
                .for_each(|(sum, count)| *sum += count);
        }
    }

    /// One count as a share of another; no finite number when the other is zero.
    pub(super) fn share(&self, of: &'static str, all: &'static str) -> f64 {
        self.get(of) / self.get(all)
    }

    /// The harmonic mean of `matched / found` and `matched / gold`.
    pub(super) fn f1(&self, matched: &'static str, found: &'static str, gold: &'static str) -> f64 {
        2.0 * self.get(matched) / (self.get(found) + self.get(gold))
    }

    /// The harmonic mean of a precision, `of_found / found`, and a recall, `of_gold / gold`.
    pub(super) fn f1_of(&self, precision: [&'static str; 2], recall: [&'static str; 2]) -> f64 {
        let [precision, recall] = [precision, recall].map(|[of, all]| self.share(of, all));
        if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            precision + recall
        }
    }

    /// The mean distance between confidence and share of right ones, bins weighed by their size.
    pub(super) fn calibration_error(&self) -> f64 {
        let total: f64 = self.bins.iter().map(|[mentions, ..]| mentions).sum();
        let apart = self
            .bins
            .iter()
            .map(|[_, confidence, right]| (confidence - right).abs());
        apart.sum::<f64>() / total
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a confidence is 0 to 1 and there are ten bins"
    )]
    /// Counts a mention by its confidence, and whether its place is the right one.
    pub(super) fn bin(&mut self, confidence: f64, right: bool) {
        let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
        let [mentions, sum, rights] = &mut self.bins[bin];
        *mentions += 1.0;
        *sum += confidence;
        *rights += f64::from(right);
    }
}

/// A number of things as a count.
#[expect(
    clippy::cast_precision_loss,
    reason = "a document has far fewer than 2^52 mentions"
)]
pub(super) fn count(length: usize) -> f64 {
    length as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_from_the_sums_of_documents() {
        let mut sum = Counts::default();
        for (exact, found, gold) in [(1.0, 1.0, 4.0), (2.0, 5.0, 2.0)] {
            let mut counts = Counts::default();
            counts.add("exact", exact);
            counts.add("found", found);
            counts.add("gold", gold);
            sum.merge(&counts);
        }
        let figures = [
            sum.share("exact", "found"),
            sum.f1("exact", "found", "gold"),
        ];
        assert_eq!(figures.map(|figure| figure.to_string()), ["0.5", "0.5"]);
        assert!(sum.share("exact", "nothing").is_infinite());
        assert!(Counts::default().share("exact", "found").is_nan());
    }

    #[test]
    fn confidence_that_comes_true_as_often_as_it_says_is_no_error() {
        let mut counts = Counts::default();
        for right in [true, false, true, false] {
            counts.bin(0.5, right);
        }
        assert_eq!(counts.calibration_error().to_string(), "0");
        counts.bin(1.0, false);
        assert_eq!(counts.calibration_error().to_string(), "0.2");
    }
}
