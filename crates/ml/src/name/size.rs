//! The size of a package in a printed name: `450G`, `6X330ML`, `2 L`, `GAL`, `12PK`.

use pantry::quantity::{Quantity, Unit};

/// More of anything is no package.
const MOST_MILLI: i64 = 100_000_000;

/// Words of packages, and how many pieces are in one.
const DOZENS: [&str; 4] = ["DOZ", "DZ", "DOZEN", "DZN"];

/// Units that a number need not precede: a gallon of milk.
const ONE: [&str; 2] = ["GAL", "GALLON"];

/// What sells by weight ends in it: `BANANAS KG`.
const BY_WEIGHT: [&str; 5] = ["KG", "LB", "LBS", "/KG", "/LB"];

/// The words without the size, and the size. A count and a volume make one size: `6PK 330ML`
/// holds 1,980 ml; a weight is of all of them: `80PK 250G`. Where nothing else would be left, the words stay as they are.
pub(super) fn split<'a>(words: &[&'a str]) -> (Vec<&'a str>, Option<Quantity>) {
    let (mut rest, mut count, mut measure) = (Vec::<&str>::new(), None, None);
    let mut at = 0;
    while at < words.len() {
        let (size, length) = read(&words[at..]);
        match size {
            Some(Size::Count(pieces)) if count.is_none() => count = Some(pieces),
            Some(Size::Measure(found)) if measure.is_none() => measure = Some(found),
            _ => {
                rest.extend(&words[at..at + length.max(1)]);
                at += length.max(1);
                continue;
            }
        }
        at += length;
    }
    if rest.last().is_some_and(|last| is_one_of(last, &BY_WEIGHT)) {
        rest.pop();
    }
    let letters = rest.iter().flat_map(|word| word.chars());
    if letters.filter(|c| c.is_alphabetic()).count() < 2 {
        return (words.to_vec(), None);
    }
    (rest, together(count, measure))
}

enum Size {
    Count(i64),
    Measure(Quantity),
}

fn together(count: Option<i64>, measure: Option<Quantity>) -> Option<Quantity> {
    match (count, measure) {
        // Cans of 330 ml; but 250 g is what all of the tea bags weigh.
        (Some(count), Some(each)) if is_volume(each.unit) => {
            checked(each.milli.checked_mul(count)?, each.unit)
        }
        (Some(_), Some(all)) => Some(all),
        (None, each) => each,
        (Some(count), None) => checked(count.checked_mul(1_000)?, Unit::Piece),
    }
}

fn is_volume(unit: Unit) -> bool {
    use Unit::{Centilitre, Decilitre, FluidOunce, Gallon, Litre, Millilitre, Pint, Quart};
    let volumes = [
        Millilitre, Centilitre, Decilitre, Litre, FluidOunce, Pint, Quart, Gallon,
    ];
    volumes.contains(&unit)
}

fn checked(milli: i64, unit: Unit) -> Option<Quantity> {
    (1..=MOST_MILLI)
        .contains(&milli)
        .then(|| Quantity::new(milli, unit))
}

/// The size that these words begin with, and how many of them it takes.
fn read(words: &[&str]) -> (Option<Size>, usize) {
    let first = bare(words[0]);
    if is_one_of(&first, &DOZENS) {
        return (Some(Size::Count(12)), 1);
    }
    if is_one_of(&first, &ONE) {
        return (checked(1_000, Unit::Gallon).map(Size::Measure), 1);
    }
    // `330ML`, `330 ML`, `6X330ML`, `6 X 330 ML`: the fewest words that are a size.
    let mut joined = String::new();
    for (count, word) in words.iter().take(4).enumerate() {
        joined.push_str(&bare(word));
        if !joined.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        if let Some(size) = whole(&joined) {
            return (Some(size), count + 1);
        }
    }
    (None, 1)
}

/// Capitals, without the dot or bracket around them.
fn bare(word: &str) -> String {
    word.trim_matches(['(', ')', '.', ',', '[', ']'])
        .to_uppercase()
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// A text that is a size and nothing else.
fn whole(text: &str) -> Option<Size> {
    let (milli, rest) = number(text)?;
    if let Some(each) = rest.strip_prefix(['X', '*', '×']) {
        let (each, unit) = number(each)?;
        let count = Some(milli / 1_000).filter(|count| milli % 1_000 == 0 && *count > 0)?;
        return checked(each.checked_mul(count)?, unit_of(unit)?).map(Size::Measure);
    }
    match rest {
        "PK" | "PACK" | "PCK" | "CT" | "CNT" | "PCS" | "PC" | "EA" | "ST" | "STK" | "STCK"
        | "SZT" | "UN" | "UDS" | "PZ" | "ER" => {
            let count = Some(milli / 1_000).filter(|_| milli % 1_000 == 0);
            count
                .filter(|count| (1..=500).contains(count))
                .map(Size::Count)
        }
        unit => checked(milli, unit_of(unit)?).map(Size::Measure),
    }
}

/// A number in thousandths, and what follows it.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let mut parts = number.splitn(2, ['.', ',']);
    let (whole, part) = (parts.next()?, parts.next().unwrap_or_default());
    if whole.is_empty() || whole.len() > 5 || part.len() > 3 || part.contains(['.', ',']) {
        return None;
    }
    let thousandths = format!("{part:0<3}").parse::<i64>().ok()?;
    Some((whole.parse::<i64>().ok()? * 1_000 + thousandths, rest))
}

fn unit_of(word: &str) -> Option<Unit> {
    Some(match word {
        "G" | "GR" | "GM" | "GMS" | "GRS" => Unit::Gram,
        "KG" | "KGS" | "KILO" => Unit::Kilogram,
        "ML" => Unit::Millilitre,
        "CL" => Unit::Centilitre,
        "DL" => Unit::Decilitre,
        "L" | "LT" | "LTR" | "LTRS" | "LIT" | "LITRE" | "LITER" => Unit::Litre,
        "OZ" => Unit::Ounce,
        "FLOZ" | "FL.OZ" => Unit::FluidOunce,
        "LB" | "LBS" => Unit::Pound,
        "PT" | "PINT" => Unit::Pint,
        "QT" | "QUART" => Unit::Quart,
        "GAL" | "GALLON" => Unit::Gallon,
        _ => return None,
    })
}
