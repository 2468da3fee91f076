//! Reads the recogniser's answer along its best path: text with a certainty for each
//! character.

/// The log-likelihoods of one line: one of each label for each step, blank first.
#[derive(Clone, Copy, Debug)]
pub struct Steps<'a> {
    flat: &'a [f32],
    labels: usize,
    stride: usize,
    count: usize,
}

impl<'a> Steps<'a> {
    /// `count` steps of `labels` numbers, which begin `stride` numbers apart.
    #[must_use]
    pub fn new(flat: &'a [f32], labels: usize, stride: usize, count: usize) -> Self {
        Self {
            flat,
            labels,
            stride,
            count,
        }
    }

    /// How many steps there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The log-likelihood of a label at a step; impossible beyond the ends.
    #[must_use]
    pub fn log(&self, step: usize, label: usize) -> f32 {
        let logs = self.step(step).get(label);
        logs.copied().unwrap_or(f32::NEG_INFINITY)
    }

    /// The log-likelihoods of one step; none beyond the end.
    fn step(&self, step: usize) -> &'a [f32] {
        let start = step * self.stride;
        let logs = self.flat.get(start..start + self.labels);
        logs.filter(|_| step < self.count).unwrap_or_default()
    }
}

/// A character of the best path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    /// The character.
    pub letter: char,
    /// Its log-likelihood where it is surest.
    pub log: f32,
    /// The first step that it spans.
    pub first: usize,
    /// The last step that it spans.
    pub last: usize,
}

/// A text and how sure it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// Its characters: no blank at an end, single blanks between.
    pub letters: Vec<Letter>,
    /// Geometric mean of the certainty of all that was read, 0 to 1; 0 without any.
    pub confidence: f32,
}

impl Decoded {
    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.letter).collect()
    }

    /// The certainty of each character, 0 to 1.
    #[must_use]
    pub fn certainties(&self) -> Vec<f32> {
        let certainty = |letter: &Letter| letter.log.exp().clamp(0.0, 1.0);
        self.letters.iter().map(certainty).collect()
    }
}

/// Best path: the likeliest label of each step, repeats merged, blanks dropped;
/// `alphabet[i]` is label `i + 1`.
#[must_use]
pub fn decode(steps: Steps<'_>, alphabet: &[char]) -> Decoded {
    let mut letters: Vec<Letter> = Vec::new();
    let mut before = 0;
    for at in 0..steps.count() {
        let Some((label, log)) = best(steps.step(at)) else {
            continue;
        };
        let letter = label.checked_sub(1).and_then(|i| alphabet.get(i));
        match (letter, letters.last_mut()) {
            (Some(_), Some(held)) if label == before => {
                held.log = held.log.max(log);
                held.last = at;
            }
            (Some(&letter), _) => letters.push(Letter {
                letter,
                log,
                first: at,
                last: at,
            }),
            (None, _) => {}
        }
        before = label;
    }
    let mean = letters.iter().map(|l| l.log).sum::<f32>() / letters.len().max(1) as f32;
    let letters = single_blanks(letters);
    let confidence = if letters.is_empty() {
        0.0
    } else {
        mean.exp().clamp(0.0, 1.0)
    };
    Decoded {
        letters,
        confidence,
    }
}

/// Without blanks at the ends and after other blanks.
fn single_blanks(letters: Vec<Letter>) -> Vec<Letter> {
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters {
        let follows = kept.last().is_some_and(|last| last.letter != ' ');
        if letter.letter != ' ' || follows {
            kept.push(letter);
        }
    }
    if kept.last().is_some_and(|last| last.letter == ' ') {
        kept.pop();
    }
    kept
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

    fn read(steps: &[[f32; 4]]) -> Decoded {
        let logs: Vec<f32> = steps.iter().flatten().map(|p| p.ln()).collect();
        decode(Steps::new(&logs, 4, 4, steps.len()), &['a', 'b', ' '])
    }

    /// Steps over the labels blank, "a", "b", blank character.
    fn check(steps: &[[f32; 4]], text: &str, confidence: f32) {
        let read = read(steps);
        assert_eq!(read.text(), text);
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
    fn every_letter_has_a_certainty_and_its_steps() {
        let (sure, unsure, blank) = (
            [0.1, 0.9, 0.0, 0.0],
            [0.3, 0.1, 0.6, 0.0],
            [1.0, 0.0, 0.0, 0.0],
        );
        let read = read(&[blank, sure, sure, unsure, blank]);
        assert_eq!(read.text(), "ab");
        let spans: Vec<_> = read.letters.iter().map(|l| (l.first, l.last)).collect();
        assert_eq!(spans, [(1, 2), (3, 3)]);
        let certainties = read.certainties();
        assert!((certainties[0] - 0.9).abs() < 1e-4 && (certainties[1] - 0.6).abs() < 1e-4);
    }

    #[test]
    fn blanks_around_a_text_go() {
        let (a, space) = ([0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]);
        let blank = [1.0, 0.0, 0.0, 0.0];
        check(&[space, a, space, blank, space, a, space], "a a", 1.0);
    }

    #[test]
    fn nothing_read_is_not_sure() {
        check(&[], "", 0.0);
        check(&[[1.0, 0.0, 0.0, 0.0]], "", 0.0);
    }

    #[test]
    fn a_label_beyond_the_alphabet_is_nothing() {
        let logs = [0.0f32.ln(), 0.1f32.ln(), 0.9f32.ln()];
        assert_eq!(decode(Steps::new(&logs, 3, 3, 1), &['a']).text(), "");
    }
}
