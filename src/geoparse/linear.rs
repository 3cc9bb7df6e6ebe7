//! Linear models whose features and weights are named in a table that a person can read.

use std::collections::HashMap;

/// Declares the features of one model: an enum whose names are the table's.
macro_rules! features {
    ($(#[$doc:meta])* $name:ident { $($feature:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($feature,)* }

        impl crate::geoparse::linear::Features for $name {
            const NAMES: &'static [&'static str] = &[$($word,)*];

            fn place(self) -> usize {
                self as usize
            }
        }
    };
}
pub(crate) use features;

/// The features of a model, in a fixed order.
pub(crate) trait Features: Copy {
    /// The features' names in the table.
    const NAMES: &'static [&'static str];

    /// The feature's place in that order.
    fn place(self) -> usize;
}

/// A weighted sum of named features.
#[derive(Debug, Clone)]
pub(crate) struct Linear<F> {
    weights: Vec<f64>,
    features: std::marker::PhantomData<fn(F)>,
}

impl<F: Features> Linear<F> {
    /// The model of a name in a table of weights by model and feature; what it lacks weighs nothing.
    pub(crate) fn of(table: &HashMap<(&str, &str), f64>, model: &str) -> Self {
        let weight = |name: &&str| table.get(&(model, *name)).copied().unwrap_or(0.0);
        Self::new(F::NAMES.iter().map(weight).collect())
    }

    /// A model of weights in the order of its features.
    pub(crate) fn new(weights: Vec<f64>) -> Self {
        Self {
            weights,
            features: std::marker::PhantomData,
        }
    }

    /// The weights in the order of the features.
    pub(crate) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The same features with every weight changed.
    pub(super) fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        Self::new(self.weights.iter().copied().map(change).collect())
    }

    /// The sum of the values, each times its feature's weight.
    pub(crate) fn score(&self, values: impl IntoIterator<Item = (F, f64)>) -> f64 {
        self.add(-0.0, values)
    }

    /// The same on top of a score that other values have given.
    pub(crate) fn add(&self, score: f64, values: impl IntoIterator<Item = (F, f64)>) -> f64 {
        let add = |score, (feature, value): (F, f64)| score + self.weight(feature) * value;
        values.into_iter().fold(score, add)
    }

    /// The weight of one feature.
    pub(crate) fn weight(&self, feature: F) -> f64 {
        self.weights.get(feature.place()).copied().unwrap_or(0.0)
    }
}

/// The logistic function: a score as a probability.
pub(crate) fn logistic(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// Scores as shares that add up to one (softmax).
pub(crate) fn shares(scores: &[f64]) -> Vec<f64> {
    let mut shares = scores.to_vec();
    share_out(&mut shares, |score| score);
    shares
}

/// Turns the scores of things into their shares, see [`shares`].
pub(crate) fn share_out<T>(things: &mut [T], score: impl Fn(&mut T) -> &mut f64) {
    let scores = things.iter_mut().map(|thing| *score(thing));
    let highest = scores.fold(f64::NEG_INFINITY, f64::max);
    let mut total = 0.0;
    for raised in things.iter_mut().map(&score) {
        *raised = (*raised - highest).exp();
        total += *raised;
    }
    for share in things.iter_mut().map(score) {
        *share /= total;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_keep_the_order() {
        assert!(shares(&[]).is_empty());
        assert_eq!(shares(&[1000.0, 1000.0]), [0.5, 0.5]);
        let three = shares(&[1.0, 3.0, -900.0]);
        assert!(three[1] > three[0] && three[0] > three[2]);
        assert!((three.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
