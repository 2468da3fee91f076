//! Reads the recogniser's answer: one likelihood a label and step, blank first.

/// A text and how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The text, trimmed, single blanks.
    pub text: String,
    /// Geometric mean of the certainty of its characters, 0 to 1; 0 without any.
    pub confidence: f32,
}

/// Best path: the likeliest label of each step, repeats merged, blanks dropped.
///
/// `steps` are the log-likelihoods of one step each, `alphabet[i]` is label `i + 1`.
pub fn decode<'a>(steps: impl Iterator<Item = &'a [f32]>, alphabet: &[char]) -> Decoded {
    let mut text = String::new();
    // The best log-likelihood of each character over the steps it spans.
    let mut sure: Vec<f32> = Vec::new();
    let mut last = 0;
    for step in steps {
        let Some((label, log)) = best(step) else {
            continue;
        };
        let letter = label.checked_sub(1).and_then(|i| alphabet.get(i));
        if let Some(&letter) = letter {
            if label != last {
                text.push(letter);
                sure.push(log);
            } else if let Some(held) = sure.last_mut() {
                *held = held.max(log);
            }
        }
        last = label;
    }
    let mean = sure.iter().sum::<f32>() / sure.len().max(1) as f32;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let confidence = if text.is_empty() {
        0.0
    } else {
        mean.exp().clamp(0.0, 1.0)
    };
    Decoded { text, confidence }
}

fn best(step: &[f32]) -> Option<(usize, f32)> {
    let mut best = (0, *step.first()?);
    for (label, &log) in step.iter().enumerate().skip(1) {
        if log > best.1 {
            best = (label, log);
        }
    }
    Some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps over the labels blank, "a", "b", blank character.
    fn check(steps: &[[f32; 4]], text: &str, confidence: f32) {
        let logs: Vec<[f32; 4]> = steps.iter().map(|s| s.map(f32::ln)).collect();
        let read = decode(logs.iter().map(|s| s.as_slice()), &['a', 'b', ' ']);
        assert_eq!(read.text, text);
        assert!(
            (read.confidence - confidence).abs() < 1e-4,
            "{}",
            read.confidence
        );
    }

    #[test]
    fn repeats_are_one_letter_and_blanks_divide_doubles() {
        let (a, b, blank) = (
            [0.1, 0.8, 0.05, 0.05],
            [0.1, 0.05, 0.8, 0.05],
            [0.9, 0.04, 0.03, 0.03],
        );
        check(&[a, a, blank, a, b], "aab", 0.8);
    }

    #[test]
    fn a_letter_is_as_sure_as_its_best_step() {
        check(&[[0.4, 0.6, 0.0, 0.0], [0.1, 0.9, 0.0, 0.0]], "a", 0.9);
    }

    #[test]
    fn blanks_around_a_text_go() {
        let (a, space) = ([0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]);
        check(&[space, a, space, a, space], "a a", 1.0);
    }

    #[test]
    fn nothing_read_is_not_sure() {
        check(&[], "", 0.0);
        check(&[[1.0, 0.0, 0.0, 0.0]], "", 0.0);
    }

    #[test]
    fn a_label_beyond_the_alphabet_is_nothing() {
        let logs = [0.0f32.ln(), 0.1f32.ln(), 0.9f32.ln()];
        assert_eq!(decode(std::iter::once(&logs[..]), &['a']).text, "");
    }
}
