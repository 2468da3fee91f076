//! Letters as a keyword search sees them: upper case, no accents, and one sign
//! for letters and digits that a reader takes for each other (`0`/`O`, `1`/`I`/`l`).

/// Longest part of a row that is searched for keywords: what follows is not a label.
const MAX_WORDS: usize = 24;

/// The words of a text in canonical form, split where a letter or digit ends.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let before = word.len();
        fold_char(c, &mut word);
        if word.len() == before && !matches!(c, '\'' | '’' | '`') && !word.is_empty() {
            words.push(canonical(&word));
            word.clear();
            if words.len() == MAX_WORDS {
                return words;
            }
        }
    }
    if !word.is_empty() {
        words.push(canonical(&word));
    }
    words
}

/// Upper-case letters without accents; every other sign becomes a blank.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let before = out.len();
        fold_char(c, &mut out);
        if out.len() == before {
            out.push(' ');
        }
    }
    out
}

/// Words that hold a letter get one sign for each group of look-alikes; numbers stay.
pub(super) fn canonical(word: &str) -> String {
    if !word.bytes().any(|b| b.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    word.bytes()
        .map(|b| match b {
            b'0' | b'Q' => 'O',
            b'1' | b'L' => 'I',
            b'5' => 'S',
            b'8' => 'B',
            b'6' => 'G',
            other => char::from(other),
        })
        .collect()
}

/// Appends the plain form of one letter or digit; other signs append nothing.
fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' => out.push(c.to_ascii_uppercase()),
        'A'..='Z' | '0'..='9' => out.push(c),
        '|' => out.push('I'),
        'à'..='å' | 'À'..='Å' | 'ă' | 'ą' | 'Ą' | 'ā' => out.push('A'),
        'æ' | 'Æ' => out.push_str("AE"),
        'ç' | 'Ç' | 'ć' | 'č' | 'Ć' | 'Č' => out.push('C'),
        'è'..='ë' | 'È'..='Ë' | 'ę' | 'Ę' | 'ě' => out.push('E'),
        'ì'..='ï' | 'Ì'..='Ï' => out.push('I'),
        'ł' | 'Ł' => out.push('L'),
        'ñ' | 'Ñ' | 'ń' | 'Ń' => out.push('N'),
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => out.push('O'),
        'œ' | 'Œ' => out.push_str("OE"),
        'ś' | 'š' | 'Ś' | 'Š' => out.push('S'),
        'ß' => out.push_str("SS"),
        'ù'..='ü' | 'Ù'..='Ü' => out.push('U'),
        'ý' | 'ÿ' | 'Ý' => out.push('Y'),
        'ź' | 'ż' | 'ž' | 'Ź' | 'Ż' | 'Ž' => out.push('Z'),
        _ => {}
    }
}

/// Whether two short words differ by at most one insertion, deletion or substitution.
pub(super) fn within_one_edit(a: &str, b: &str) -> bool {
    let (a, b) = if a.len() <= b.len() {
        (a.as_bytes(), b.as_bytes())
    } else {
        (b.as_bytes(), a.as_bytes())
    };
    if b.len() - a.len() > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let longer = usize::from(b.len() == a.len());
    a.get(start + longer..).unwrap_or_default() == b.get(start + 1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_look_alikes_are_folded() {
        assert_eq!(
            words("Rückgeld T0TAl: 5.00"),
            ["RUCKGEID", "TOTAI", "5", "00"]
        );
        assert_eq!(plain("Gemüse-Stück"), "GEMUSE STUCK");
    }

    #[test]
    fn one_edit_is_near_and_two_are_far() {
        assert!(within_one_edit("TOTAI", "TOTA"));
        assert!(within_one_edit("TOTAI", "TOTAI"));
        assert!(within_one_edit("TUTAI", "TOTAI"));
        assert!(!within_one_edit("TUTTI", "TOTAI"));
        assert!(!within_one_edit("", "AB"));
    }
}
