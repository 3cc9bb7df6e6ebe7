//! Conditional logit by Newton's method.

use crate::geoparse::linear::shares;

/// How much of what other news tells of a weight is believed of ours.
const TRUST: f64 = 0.5;
/// More steps are never needed: the likelihood is concave, and five steps come close.
const STEPS_MAX: usize = 40;
/// A step smaller than this in every weight is the last.
const STEP_MIN: f64 = 1e-8;
/// The longest step in one weight, so that the first ones do not overshoot.
const STEP_MAX: f64 = 2.0;

/// Options, each with its features by number, and which is right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) options: Vec<Vec<(usize, f64)>>,
    pub(crate) right: usize,
}

/// The weights that make the right options most likely, each held near its prior with a variance of one.
pub(crate) fn fit(choices: &[Choice], prior: &[f64]) -> Vec<f64> {
    fit_held(choices, prior, &vec![1.0; prior.len()])
}

/// The weights that make the right options most likely, each held near its prior with an inverse variance.
pub(crate) fn fit_held(choices: &[Choice], prior: &[f64], holds: &[f64]) -> Vec<f64> {
    let mut weights = prior.to_vec();
    for _ in 0..STEPS_MAX {
        let (mut gradient, mut curvature) = slope(choices, &weights);
        for (at, hold) in holds.iter().enumerate() {
            gradient[at] += hold * (prior[at] - weights[at]);
            curvature[at][at] += hold;
        }
        let step = solve(curvature, gradient);
        let longest = step
            .iter()
            .fold(0.0_f64, |longest, part| longest.max(part.abs()));
        let shorten = (STEP_MAX / longest).min(1.0);
        for (weight, part) in weights.iter_mut().zip(&step) {
            *weight += part * shorten;
        }
        if longest < STEP_MIN {
            break;
        }
    }
    weights
}

/// How firmly choices hold each weight, a trusted part of them: the inverse of its variance when all
/// weights vary together around their fit.
pub(super) fn holds(choices: &[Choice], fitted: &[f64]) -> Vec<f64> {
    let (_, mut curvature) = slope(choices, fitted);
    for (at, row) in curvature.iter_mut().enumerate() {
        for cell in row.iter_mut() {
            *cell *= TRUST;
        }
        row[at] += 1.0;
    }
    let unit = |at| {
        (0..fitted.len())
            .map(|other| f64::from(other == at))
            .collect()
    };
    let variance = |at: usize| solve(curvature.clone(), unit(at))[at];
    (0..fitted.len()).map(|at| 1.0 / variance(at)).collect()
}

/// The gradient of the log likelihood and the negative of its second derivatives.
fn slope(choices: &[Choice], weights: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let mut gradient = vec![0.0; weights.len()];
    let mut curvature = vec![vec![0.0; weights.len()]; weights.len()];
    for choice in choices {
        add(choice, weights, &mut gradient, &mut curvature);
    }
    (gradient, curvature)
}

fn add(choice: &Choice, weights: &[f64], gradient: &mut [f64], curvature: &mut [Vec<f64>]) {
    let score =
        |option: &Vec<(usize, f64)>| option.iter().map(|(at, value)| weights[*at] * value).sum();
    let scores: Vec<f64> = choice.options.iter().map(score).collect();
    let mut mean = vec![0.0; weights.len()];
    for (option, share) in choice.options.iter().zip(shares(&scores)) {
        for (at, value) in option {
            mean[*at] += share * value;
            for (other, with) in option {
                curvature[*at][*other] += share * value * with;
            }
        }
    }
    for (at, value) in &choice.options[choice.right] {
        gradient[*at] += value;
    }
    let present: Vec<usize> = (0..mean.len()).filter(|at| mean[*at] != 0.0).collect();
    for at in &present {
        gradient[*at] -= mean[*at];
        for other in &present {
            curvature[*at][*other] -= mean[*at] * mean[*other];
        }
    }
}

/// Solves a system of linear equations by Gaussian elimination with partial pivoting.
fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs()));
        let pivot = pivot.unwrap_or(at);
        rows.swap(at, pivot);
        right.swap(at, pivot);
        for below in at + 1..size {
            let times = rows[below][at] / rows[at][at];
            let (upper, lower) = rows.split_at_mut(below);
            lower[0]
                .iter_mut()
                .zip(&upper[at])
                .for_each(|(cell, above)| *cell -= times * above);
            right[below] -= times * right[at];
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size)
            .map(|other| rows[at][other] * right[other])
            .sum();
        right[at] = (right[at] - known) / rows[at][at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes_or_no(value: f64, yes: bool) -> Choice {
        Choice {
            options: vec![vec![(0, 1.0), (1, value)], vec![]],
            right: usize::from(!yes),
        }
    }

    #[test]
    fn systems_of_equations_are_solved() {
        let solved = solve(vec![vec![0.0, 2.0], vec![4.0, 1.0]], vec![6.0, 7.0]);
        assert!(
            solved
                .iter()
                .zip([1.0, 3.0])
                .all(|(a, b)| (a - b).abs() < 1e-12),
            "{solved:?}"
        );
    }

    #[test]
    fn without_choices_the_prior_stays() {
        let kept = fit(&[], &[0.5, -2.0]);
        assert!(
            kept.iter()
                .zip([0.5, -2.0])
                .all(|(a, b)| (a - b).abs() < 1e-12)
        );
    }

    #[test]
    fn at_the_fit_the_slope_is_level_and_the_sign_is_right() {
        let choices: Vec<Choice> = (0..40)
            .map(|at| yes_or_no(f64::from(at % 7) - 3.0, at % 7 > 2 || at == 8))
            .collect();
        let weights = fit_held(&choices, &[0.0, 0.0], &[1.0, 2.0]);
        let (gradient, _) = slope(&choices, &weights);
        let pulled = [gradient[0] - weights[0], gradient[1] - 2.0 * weights[1]];
        assert!(pulled.iter().all(|slope| slope.abs() < 1e-6), "{pulled:?}");
        assert!(weights[1] > 0.5, "{weights:?}");
    }

    #[test]
    fn what_no_choice_tells_of_is_held_as_before_and_the_rest_more_firmly() {
        let choices: Vec<Choice> = (0..40).map(|at| yes_or_no(0.0, at % 2 == 0)).collect();
        let [bias, value] = holds(&choices, &[0.0, 0.0])[..] else {
            panic!("two weights");
        };
        assert!(
            (bias - (1.0 + 10.0 * TRUST)).abs() < 1e-9 && (value - 1.0).abs() < 1e-9,
            "{bias} {value}"
        );
    }
}
