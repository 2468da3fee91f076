//! A name for people out of the name that a till printed.

/// Words that stay in capitals or small letters whatever stands around them.
const UNITS: &[&str] = &["kg", "g", "ml", "cl", "l", "oz", "lb", "pk", "x"];

/// Sentence case for text in capitals, without codes, flags and stray signs.
pub(super) fn readable(printed: &str) -> String {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let start = words.iter().position(|word| !is_code(word)).unwrap_or(0);
    let mut words: Vec<&str> = words[start..].to_vec();
    while words.len() > 1 && words.last().is_some_and(|word| is_flag(word)) {
        words.pop();
    }
    let trimmed: Vec<&str> = words
        .iter()
        .map(|word| {
            word.trim_matches(|c: char| {
                matches!(
                    c,
                    '*' | '#' | ':' | ';' | ',' | '_' | '~' | '=' | '^' | '|' | '"' | '<' | '>'
                )
            })
        })
        .filter(|word| word.chars().any(char::is_alphanumeric) || *word == "&")
        .collect();
    let joined = trimmed.join(" ");
    let has_small = joined.chars().any(char::is_lowercase);
    let capitals = joined.chars().filter(|c| c.is_uppercase()).count();
    if has_small && capitals * 2 <= joined.chars().filter(|c| c.is_alphabetic()).count() {
        return capitalised(&joined);
    }
    let lowered: Vec<String> = trimmed.iter().map(|word| small(word)).collect();
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

/// A tax code at the end: one to three capitals without a vowel, as in `MRJ`, or a lone letter.
fn is_flag(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_uppercase());
    bare.is_empty()
        || (capitals && bare.len() == 1)
        || (capitals && bare.len() == 3 && bare.ends_with("RJ"))
}

/// Small letters; a unit glued to its number too: `450G`, `1.5L`.
fn small(word: &str) -> String {
    let lower = word.to_lowercase();
    let unit = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    if unit.len() < lower.len() && unit == "l" {
        return lower.to_uppercase();
    }
    if UNITS.contains(&unit) {
        unit_kept(&lower)
    } else {
        lower
    }
}

fn unit_kept(lower: &str) -> String {
    lower.to_owned()
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
        assert_eq!(readable(printed), expected);
    }

    #[test]
    fn capitals_become_a_sentence() {
        check("ROYAL BAKING POWDER 450G", "Royal baking powder 450g");
        check("COCA COLA 1.5L", "Coca cola 1.5L");
        check("06038301376 NO NAME ALL PURP R", "No name all purp");
        check("Gemüse-Mix", "Gemüse-Mix");
        check("", "");
    }
}
