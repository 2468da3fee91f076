//! What a stretch of a line may say, in an alphabet of some labels only: the likeliest
//! readings with their log-likelihoods. All paths that say the same count together.

use std::ops::Range;

use rten::ctc::CtcDecoder;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::ctc::Steps;

/// Prefixes that the search follows. Amounts are short and have fifteen signs: more
/// than eight find nothing that is likely enough to matter.
const WIDTH: u32 = 8;

/// The labels of a text with the log-likelihood that the steps say just that.
pub(super) type Scored = (Vec<usize>, f32);

/// The likeliest readings in the allowed labels, best first; the best path through
/// these labels is always among them.
pub(super) fn nbest(steps: Steps<'_>, span: Range<usize>, allowed: &[usize]) -> Vec<Scored> {
    if span.is_empty() {
        return Vec::new();
    }
    let columns: Vec<usize> = std::iter::once(0).chain(allowed.iter().copied()).collect();
    let logs = span
        .clone()
        .flat_map(|step| columns.iter().map(move |&label| steps.log(step, label)));
    let block = NdTensor::from_data([span.len(), columns.len()], logs.collect::<Vec<f32>>());
    let decoder = CtcDecoder::new();
    let mut found: Vec<Vec<u32>> = decoder
        .decode_beam_nbest(block.view(), WIDTH, WIDTH)
        .iter()
        .map(|reading| reading.steps().iter().map(|step| step.label).collect())
        .collect();
    let greedy = decoder.decode_greedy(block.view());
    found.push(greedy.steps().iter().map(|step| step.label).collect());
    found.sort_unstable();
    found.dedup();
    let mut scored: Vec<Scored> = found
        .into_iter()
        .map(|reading| {
            let labels: Vec<usize> = reading.iter().map(|&l| columns[l as usize]).collect();
            let log = likelihood(steps, span.clone(), &labels);
            (labels, log)
        })
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    scored
}

/// The log-likelihood that the steps of a span say exactly these labels.
pub(super) fn likelihood(steps: Steps<'_>, span: Range<usize>, labels: &[usize]) -> f32 {
    // After the steps so far, with so many labels said: the last step a blank, or the label.
    let mut blank = vec![f32::NEG_INFINITY; labels.len() + 1];
    let mut said = blank.clone();
    blank[0] = 0.0;
    for step in span {
        for count in (0..=labels.len()).rev() {
            let rests = either(blank[count], said[count]) + steps.log(step, 0);
            if let Some(before) = count.checked_sub(1) {
                let label = labels[before];
                // The same label twice needs a blank between.
                let repeats = before > 0 && labels[before - 1] == label;
                let goes_on = if repeats {
                    f32::NEG_INFINITY
                } else {
                    said[before]
                };
                let from = either(said[count], either(blank[before], goes_on));
                said[count] = from + steps.log(step, label);
            }
            blank[count] = rests;
        }
    }
    either(blank[labels.len()], said[labels.len()])
}

/// The log of the sum of two likelihoods.
fn either(a: f32, b: f32) -> f32 {
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    if less == f32::NEG_INFINITY {
        return more;
    }
    more + (less - more).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ctc;
    use proptest::prelude::*;

    const LABELS: usize = 4;

    fn steps(logs: &[f32]) -> Steps<'_> {
        Steps::new(logs, LABELS, LABELS, logs.len() / LABELS)
    }

    /// Likelihoods of each step that add up to one.
    fn logs() -> impl Strategy<Value = Vec<f32>> {
        let step = prop::collection::vec(0.001f32..1.0, LABELS);
        prop::collection::vec(step, 1..7).prop_map(|all| {
            let share = |step: Vec<f32>| {
                let sum: f32 = step.iter().sum();
                step.into_iter().map(move |p| (p / sum).ln())
            };
            all.into_iter().flat_map(share).collect()
        })
    }

    /// What a path says: repeats merged, blanks dropped.
    fn said(path: &[usize]) -> Vec<usize> {
        let mut path = path.to_vec();
        path.dedup();
        path.retain(|&label| label != 0);
        path
    }

    /// The sum over every path, one by one.
    fn summed(steps: Steps<'_>, labels: &[usize]) -> f32 {
        let count = steps.count();
        let paths = (0..LABELS.pow(count as u32)).map(|number| {
            let digit = |at: usize| number / LABELS.pow(at as u32) % LABELS;
            (0..count).map(digit).collect::<Vec<usize>>()
        });
        paths
            .filter(|path| said(path) == labels)
            .map(|path| {
                let logs = path.iter().enumerate().map(|(at, &l)| steps.log(at, l));
                logs.sum::<f32>().exp()
            })
            .sum::<f32>()
            .ln()
    }

    #[test]
    fn a_double_letter_needs_a_blank() {
        let sure = |label: usize| (0..LABELS).map(move |l| if l == label { 0.0 } else { -30.0 });
        let twice: Vec<f32> = [1, 1].into_iter().flat_map(sure).collect();
        assert!(likelihood(steps(&twice), 0..2, &[1]) > -0.1);
        assert!(likelihood(steps(&twice), 0..2, &[1, 1]) < -20.0);
        let apart: Vec<f32> = [1, 0, 1].into_iter().flat_map(sure).collect();
        assert!(likelihood(steps(&apart), 0..3, &[1, 1]) > -0.1);
    }

    proptest! {
        #[test]
        fn a_likelihood_is_the_sum_over_all_paths(
            logs in logs(),
            labels in prop::collection::vec(1..LABELS, 0..4),
        ) {
            let steps = steps(&logs);
            let (ours, summed) = (likelihood(steps, 0..steps.count(), &labels), summed(steps, &labels));
            prop_assert!(ours == summed || (ours - summed).abs() < 1e-3, "{} and {}", ours, summed);
        }

        #[test]
        fn the_best_path_is_among_the_readings_and_they_are_sorted(logs in logs()) {
            let steps = steps(&logs);
            let all: Vec<usize> = (1..LABELS).collect();
            let readings = nbest(steps, 0..steps.count(), &all);
            prop_assert!(readings.windows(2).all(|pair| pair[0].1 >= pair[1].1));
            let alphabet = ['1', '2', '3'];
            let best: Vec<usize> = ctc::decode(steps, &alphabet)
                .letters
                .iter()
                .filter_map(|l| alphabet.iter().position(|a| *a == l.letter))
                .map(|at| at + 1)
                .collect();
            prop_assert!(readings.iter().any(|(labels, _)| *labels == best));
        }

        #[test]
        fn only_allowed_labels_are_read(logs in logs()) {
            let steps = steps(&logs);
            for (labels, log) in nbest(steps, 0..steps.count(), &[2]) {
                prop_assert!(labels.iter().all(|&label| label == 2));
                prop_assert!(log <= 1e-4);
            }
        }
    }
}
