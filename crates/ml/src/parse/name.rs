//! The name in what a till printed for an item.

/// Signs that stand around words and are no part of them.
const STRAY: [char; 13] = [
    '*', '#', ':', ';', ',', '_', '~', '=', '^', '|', '"', '<', '>',
];

/// What a lone capital at the end of a name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LastLetter {
    /// A tax code: most names of the receipt end in one.
    Flag,
    /// A part of the name: `VITAMIN C`.
    Name,
}

impl LastLetter {
    /// Decides for all names of a receipt together.
    pub fn of(names: &[String]) -> Self {
        let lone = names.iter().filter(|name| {
            let mut words = name.split_whitespace().rev();
            words.next().is_some_and(is_lone_capital) && words.next().is_some()
        });
        if names.len() >= 2 && 2 * lone.count() > names.len() {
            Self::Flag
        } else {
            Self::Name
        }
    }
}

/// The words of the name, without codes, flags and stray signs.
pub(super) fn cleaned(printed: &str, letter: LastLetter) -> String {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let start = words.iter().position(|word| !is_code(word)).unwrap_or(0);
    let mut words: Vec<&str> = words[start..].to_vec();
    while words.len() > 1 && words.last().is_some_and(|word| is_flag(word, letter)) {
        words.pop();
    }
    let bare = words.iter().map(|word| word.trim_matches(STRAY));
    let named = bare.filter(|word| word.chars().any(char::is_alphanumeric) || *word == "&");
    named.collect::<Vec<_>>().join(" ")
}

/// A name in sentence case, if it is in capitals: its words as they are printed, spelt out or
/// not, for those who compare them.
#[must_use]
pub fn sentence_case(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let has_small = name.chars().any(char::is_lowercase);
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    if has_small && capitals * 2 <= name.chars().filter(|c| c.is_alphabetic()).count() {
        return capitalised(name);
    }
    let lowered: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            if at > 0 && at + 1 == words.len() && is_lone_capital(word) {
                (*word).to_owned()
            } else {
                small(word)
            }
        })
        .collect();
    capitalised(&lowered.join(" "))
}

/// A number too long for a count or a size.
fn is_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || !c.is_alphanumeric())
}

/// A tax code at the end: `MRJ`, `HRJ`, or a lone letter where that is the till's way.
fn is_flag(word: &str, letter: LastLetter) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = bare.bytes().all(|b| b.is_ascii_uppercase());
    bare.is_empty()
        || (letter == LastLetter::Flag && is_lone_capital(word))
        || (capitals && (3..=4).contains(&bare.len()) && bare.ends_with("RJ"))
}

fn is_lone_capital(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase())
}

/// Small letters, but for litres glued to their number: `450g`, `1.5L`.
fn small(word: &str) -> String {
    let lower = word.to_lowercase();
    let unit = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    if unit.len() < lower.len() && unit == "l" {
        return lower.to_uppercase();
    }
    lower
}

/// The first letter large.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, expected: &str) {
        let name = cleaned(printed, LastLetter::Name);
        assert_eq!(sentence_case(&name), expected);
    }

    #[test]
    fn a_last_letter_is_a_flag_only_where_most_names_end_in_one() {
        let of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            LastLetter::of(&names)
        };
        assert_eq!(
            of(&["VITAMIN C", "SPECIAL K", "MILK", "BREAD"]),
            LastLetter::Name
        );
        assert_eq!(of(&["VITAMIN C"]), LastLetter::Name);
        assert_eq!(
            of(&["MILK F", "BREAD F", "SOAP T", "EGGS"]),
            LastLetter::Flag
        );
        assert_eq!(cleaned("MILK F", LastLetter::Flag), "MILK");
        check("VITAMIN C", "Vitamin C");
    }

    #[test]
    fn capitals_become_a_sentence() {
        check("ROYAL BAKING POWDER 450G", "Royal baking powder 450g");
        check("COCA COLA 1.5L", "Coca cola 1.5L");
        check("06038301376 NO NAME ALL PURP MRJ", "No name all purp");
        check("Gemüse-Mix", "Gemüse-Mix");
        check("", "");
    }
}
