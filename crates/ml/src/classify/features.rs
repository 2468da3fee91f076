//! Pieces of a name as indices of the table.
//!
//! `training/classify/features.py` does the same, bit for bit; the golden logits
//! prove it. A change here needs a newly trained table.

/// Rows of the table.
pub(super) const BUCKETS: usize = 1 << 14;

/// Words of a name that count.
const MAX_WORDS: usize = 12;

/// Letters of a word that count.
const MAX_LETTERS: usize = 24;

/// Shortest and longest run of letters of a word in its frame `<word>`.
const RUNS: std::ops::RangeInclusive<usize> = 2..=5;

/// All indices of a name, repeated ones too; `[0]` for a name without letters.
pub(super) fn features(name: &str) -> Vec<u32> {
    let words: Vec<String> = words(name).into_iter().filter(|word| word != "0").collect();
    let mut found = Vec::new();
    for word in &words {
        word_features(word, &mut found);
    }
    for pair in words.windows(2) {
        found.push(hash(b'b', format!("{} {}", pair[0], pair[1]).as_bytes()));
    }
    if found.is_empty() {
        found.push(0);
    }
    found
}

fn word_features(word: &str, found: &mut Vec<u32>) {
    let framed = format!("<{word}>");
    for length in RUNS {
        found.extend(framed.as_bytes().windows(length).map(|run| hash(b'g', run)));
    }
    found.push(hash(b'w', word.as_bytes()));
    let consonants = consonants(word);
    if consonants.len() >= 2 {
        found.push(hash(b'k', consonants.as_bytes()));
    }
    if consonants.len() >= 4 {
        found.push(hash(b'p', &consonants.as_bytes()[..3]));
    }
}

/// The first letter and every later one that is not a vowel.
fn consonants(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first
        .into_iter()
        .chain(letters.filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | '0')))
        .collect()
}

/// FNV-1a over the kind and the bytes, folded once, modulo the table's rows.
pub(super) fn hash(kind: u8, bytes: &[u8]) -> u32 {
    let mut value: u32 = 0x811c_9dc5;
    for byte in std::iter::once(&kind).chain(bytes) {
        value = (value ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    value ^= value >> 15;
    value % BUCKETS as u32
}

/// Plain small letters; a run of digits is one `0`; apostrophes vanish, other signs separate.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in name.chars() {
        match fold(c) {
            Some("0") if word.ends_with('0') => {}
            Some(plain) => word.push_str(plain),
            None if matches!(c, '\'' | '’') || word.is_empty() => {}
            None => {
                word.truncate(MAX_LETTERS);
                words.push(std::mem::take(&mut word));
                if words.len() == MAX_WORDS {
                    return words;
                }
            }
        }
    }
    if !word.is_empty() {
        word.truncate(MAX_LETTERS);
        words.push(word);
    }
    words
}

/// The plain form of a letter or digit.
fn fold(c: char) -> Option<&'static str> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    Some(match c {
        'a'..='z' | 'A'..='Z' => {
            let at = usize::from(c.to_ascii_lowercase() as u8 - b'a');
            &LETTERS[at..=at]
        }
        '0'..='9' => "0",
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ą' | 'ā' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å'
        | 'Ă' | 'Ą' | 'Ā' => "a",
        'ç' | 'ć' | 'č' | 'Ç' | 'Ć' | 'Č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'È' | 'É' | 'Ê' | 'Ë' | 'Ę' | 'Ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ł' | 'Ł' => "l",
        'ñ' | 'ń' | 'Ñ' | 'Ń' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => "o",
        'ś' | 'š' | 'Ś' | 'Š' => "s",
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ý' | 'ÿ' | 'Ý' | 'Ÿ' => "y",
        'ź' | 'ż' | 'ž' | 'Ź' | 'Ż' | 'Ž' => "z",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_alike_on_both_sides() {
        assert_eq!(words("Gemüse-Brühe 500g"), ["gemuse", "bruhe", "0g"]);
        assert_eq!(words("L'Œuf 12,50"), ["loeuf", "0", "0"]);
        assert_eq!(words("牛乳"), Vec::<String>::new());
    }

    #[test]
    fn a_name_without_letters_still_has_a_feature() {
        assert_eq!(features(""), [0]);
        assert_eq!(features("12345"), [0]);
    }

    #[test]
    fn abbreviations_share_the_consonants_of_their_word() {
        assert_eq!(consonants("salted"), consonants("sltd"));
    }
}
