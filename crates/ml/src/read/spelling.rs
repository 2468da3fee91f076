//! Slips that the shape of a letter cannot tell and its neighbours can: a capital `Z`
//! within small letters, a nought within a word.

/// Letters whose capitals have the same shape, only larger.
const ONE_SHAPE: &[char] = &['c', 'o', 's', 'u', 'v', 'w', 'x', 'z'];

/// A word needs this many letters of a clear case before the others follow it.
const TELLING: usize = 2;

/// The text with each word's letters in the case of its clear ones, and noughts
/// between letters made the letter.
#[must_use]
pub fn settled(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let in_word = |a: &char, b: &char| a.is_alphanumeric() && b.is_alphanumeric();
    letters.chunk_by(in_word).flat_map(word).collect()
}

/// A run of letters and digits.
fn word(letters: &[char]) -> impl Iterator<Item = char> {
    let unlike = |c: &&char| !ONE_SHAPE.contains(&c.to_ascii_lowercase());
    let clear = || letters.iter().skip(1).filter(unlike);
    let small = clear().filter(|c| c.is_lowercase()).count();
    let large = clear().filter(|c| c.is_uppercase()).count();
    (0..letters.len()).map(move |at| letter(letters, at, small, large))
}

/// The letter at a place of a word with so many clear small and large letters after its first.
fn letter(word: &[char], at: usize, small: usize, large: usize) -> char {
    let own = word[at];
    let before = at.checked_sub(1).map(|before| word[before]);
    let starts = !before.is_some_and(char::is_alphabetic);
    match own {
        '0' if is_letter(word, at) => match (starts, small > large) {
            (false, true) => 'o',
            _ => 'O',
        },
        _ if !ONE_SHAPE.contains(&own.to_ascii_lowercase()) => own,
        _ if small >= TELLING && large == 0 && !starts => own.to_ascii_lowercase(),
        _ if large >= TELLING && small == 0 => own.to_ascii_uppercase(),
        _ => own,
    }
}

/// Whether the nought stands in a word: beside letters, three or more of them, and no
/// other digit that would make it a code.
fn is_letter(word: &[char], at: usize) -> bool {
    let letters = word.iter().filter(|c| c.is_alphabetic()).count();
    let coded = word.iter().any(|c| c.is_ascii_digit() && *c != '0');
    let beside = |at: Option<usize>| at.and_then(|at| word.get(at)).copied();
    let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
    let alphabetic = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    // At a word's end a nought may be one: "TYP0", "CO2" have their reasons.
    let framed =
        alphabetic(after) && before.is_none_or(|c| c.is_alphabetic() || "(-/.\"'".contains(c));
    letters >= 2 && !coded && framed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_take_the_case_of_their_word() {
        for (read, meant) in [
            ("PizZa Prosciutto", "Pizza Prosciutto"),
            ("7 EspressO", "7 Espresso"),
            ("vEGETABLES", "VEGETABLES"),
            ("TOMATOES", "TOMATOES"),
            ("WWW.Shop.ch", "WWW.Shop.ch"),
            ("iPhone", "iPhone"),
            ("Coca-Cola", "Coca-Cola"),
            ("coke", "coke"),
            ("2 x 1.50", "2 x 1.50"),
            ("5X", "5X"),
        ] {
            assert_eq!(settled(read), meant);
        }
    }

    #[test]
    fn a_nought_between_letters_is_one() {
        for (read, meant) in [
            ("0live 0il 500ml", "Olive Oil 500ml"),
            ("T0TAL", "TOTAL"),
            ("Ch0colate", "Chocolate"),
            ("10.00", "10.00"),
            ("500G", "500G"),
            ("A0B1C2", "A0B1C2"),
            ("TYP0", "TYP0"),
            ("RM10", "RM10"),
            ("0.5L", "0.5L"),
        ] {
            assert_eq!(settled(read), meant);
        }
    }
}
