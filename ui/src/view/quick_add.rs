//! One line, typed fast: "2 milk 1 l", "500 g flour", "bread".
//!
//! A number in front counts packages, a quantity behind says how much is in
//! each; with both, the lot holds their product.

use pantry::quantity::{Quantity, Unit};
use pantry::typed::times;

use super::amounts;

/// An amount has at most so many words ("6 x 1 500 ml"); the longest is tried first.
const AMOUNT: [usize; 5] = [5, 4, 3, 2, 1];

/// What a line means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    /// The rest of the line: what it is.
    pub name: String,
    /// How much; `None` when the line does not say.
    pub quantity: Option<Quantity>,
}

/// Reads a line; everything that is not an amount is the name.
pub fn read(line: &str) -> Typed {
    let words: Vec<&str> = line.split_whitespace().collect();
    if amount_of(&words).is_some() {
        return Typed {
            name: words.join(" "),
            quantity: None,
        };
    }
    let (front, rest) = at_front(&words);
    let rest = match rest {
        ["of" | "de", rest @ ..] if front.is_some() && !rest.is_empty() => rest,
        _ => rest,
    };
    let (back, rest) = at_back(rest);
    let name = rest.join(" ");
    if name.is_empty() {
        return Typed {
            name: words.join(" "),
            quantity: None,
        };
    }
    let quantity = match (front, back) {
        (Some(count), Some(each)) if count.unit == Unit::Piece => times(count.milli, each),
        (front, back) => back.or(front),
    };
    Typed { name, quantity }
}

/// "2", "2x", "500 g" or "500g" in front.
fn at_front<'line, 'word>(words: &'line [&'word str]) -> (Option<Quantity>, &'line [&'word str]) {
    for count in AMOUNT {
        let Some((amount, rest)) = words.split_at_checked(count) else {
            continue;
        };
        if !rest.is_empty()
            && let Some(quantity) = amount_of(amount)
        {
            return (Some(quantity), rest);
        }
    }
    (None, words)
}

/// "1 l" or "1l" at the end; a bare number there belongs to the name ("7 up 7").
fn at_back<'line, 'word>(words: &'line [&'word str]) -> (Option<Quantity>, &'line [&'word str]) {
    for count in AMOUNT {
        let Some(at) = words.len().checked_sub(count) else {
            continue;
        };
        let (rest, amount) = words.split_at(at);
        if !rest.is_empty()
            && let Some(quantity) = amount_of(amount)
            && quantity.unit != Unit::Piece
        {
            return (Some(quantity), rest);
        }
    }
    (None, words)
}

fn amount_of(words: &[&str]) -> Option<Quantity> {
    let starts_right = |text: &str| !text.starts_with(['.', ',']);
    let text = Some(words.join(" ")).filter(|text| starts_right(text))?;
    amounts::read(&text).filter(|quantity| quantity.milli > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, name: &str, quantity: Option<&str>) {
        let typed = read(line);
        assert_eq!(typed.name, name, "{line}");
        let shown = typed.quantity.map(|quantity| quantity.to_string());
        assert_eq!(shown.as_deref(), quantity, "{line}");
    }

    #[test]
    fn amounts_in_front_and_behind_are_taken_from_the_name() {
        check("bread", "bread", None);
        check("2 milk", "milk", Some("2 pc"));
        check("2 milk 1 l", "milk", Some("2 l"));
        check("2x oat milk 1l", "oat milk", Some("2 l"));
        check("500 g flour", "flour", Some("500 g"));
        check("flour 0,5kg", "flour", Some("0.5 kg"));
        check("3 packs of rice", "rice", Some("3 pack"));
        check("6 x 330 ml cola", "cola", Some("1980 ml"));
        check("cola 6x330ml", "cola", Some("1980 ml"));
        check("1,500 g flour", "flour", Some("1500 g"));
        check("½ l cream", "cream", Some("0.5 l"));
        check("2 500 g flour", "500 g flour", Some("2 pc"));
    }

    #[test]
    fn a_line_that_is_only_an_amount_is_a_name() {
        check("7", "7", None);
        check("2 l", "2 l", None);
        check("", "", None);
    }
}
