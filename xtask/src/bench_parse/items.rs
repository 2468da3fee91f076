//! Items as expected and as found: who belongs to whom, and how many are right.

use pantry::receipt::{Draft, LineItem};
use serde_json::{Value, json};

use super::tally::Tally;

/// Two names are the same from this similarity on (of a Levenshtein ratio).
const SAME_NAME: f64 = 0.8;

/// What was expected and found, over a set.
#[derive(Default)]
pub struct Items {
    expected: usize,
    found: usize,
    pairs: usize,
    quantities: Tally,
}

impl Items {
    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        2.0 * self.pairs as f64 / (self.expected + self.found).max(1) as f64
    }

    /// Prints a row; the same as JSON.
    pub fn table(&self, name: &str) -> Value {
        let (precision, recall) = (
            self.pairs as f64 / self.found.max(1) as f64,
            self.pairs as f64 / self.expected.max(1) as f64,
        );
        println!(
            "{name:<10} items F1 {:.3}  precision {precision:.3}  recall {recall:.3}  quantity {:.3} of {}",
            self.f1(),
            self.quantities.share(),
            self.quantities.all
        );
        json!({"items": self.expected, "f1": self.f1(), "precision": precision, "recall": recall, "quantity": self.quantities.share(), "quantities": self.quantities.all})
    }
}

/// An item as it is labelled; prices in hundredths, quantities in thousandths.
pub struct Expected {
    pub name: String,
    pub price: Option<i64>,
    pub quantity: Option<i64>,
}

/// Pairs the items of one receipt by name and price. Expected items without a price
/// do not count, and neither does what was found for them.
pub fn compare(
    file: &str,
    expected: Vec<Expected>,
    draft: &Draft,
    score: &mut Items,
    failures: bool,
) {
    let mut free: Vec<&LineItem> = draft
        .items
        .iter()
        .filter(|item| item.price.is_some())
        .collect();
    let mut missed = Vec::new();
    for want in expected.iter().filter(|want| want.price.is_some()) {
        score.expected += 1;
        let position = best(&free, |item| {
            let same = item.price.map(|price| price.minor) == want.price;
            same.then(|| similarity(want, item))
                .filter(|similar| *similar >= SAME_NAME)
        });
        match position {
            Some(at) => {
                let item = free.remove(at);
                score.found += 1;
                score.pairs += 1;
                if let Some(quantity) = want.quantity {
                    let found = item.quantity.map_or(1000, |found| found.milli);
                    score.quantities.add(found == quantity);
                    if failures && found != quantity {
                        println!("{file} counted {:?} {found}, not {quantity}", want.name);
                    }
                }
            }
            None => missed.push(want),
        }
    }
    for want in expected.iter().filter(|want| want.price.is_none()) {
        if let Some(at) = best(&free, |item| {
            Some(similarity(want, item)).filter(|similar| *similar >= SAME_NAME)
        }) {
            free.remove(at);
        }
    }
    score.found += free.len();
    if failures && !(missed.is_empty() && free.is_empty()) {
        for want in missed {
            println!("{file} missed {:?} {:?}", want.name, want.price);
        }
        for item in free {
            println!(
                "{file} extra  {:?} {}",
                item.name,
                item.price
                    .map(|price| price.to_string())
                    .unwrap_or_default()
            );
        }
    }
}

fn best(items: &[&LineItem], score: impl Fn(&LineItem) -> Option<f64>) -> Option<usize> {
    let scored = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((at, score(item)?)));
    scored.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// The better of the similarities to the readable name and to the printed text.
fn similarity(want: &Expected, item: &LineItem) -> f64 {
    ratio(&want.name, &item.name).max(ratio(&want.name, &item.text))
}

/// One less the edits per letter of the longer text; case and signs do not count.
fn ratio(a: &str, b: &str) -> f64 {
    let letters = |text: &str| {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    strsim::normalized_levenshtein(&letters(a), &letters(b))
}
