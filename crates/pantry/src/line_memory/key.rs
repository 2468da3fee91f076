//! The form of a printed text that line memories are known by.
//!
//! Ids are made of it, and two devices must make the same ones. So it is frozen:
//! the tables are written out here, beyond ASCII too, and follow neither the
//! Unicode version of a compiler nor the way that a search compares.

/// The text in small letters without accents, letters and digits only, one space between.
///
/// A letter of an alphabet that is not in the tables stays as it is.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        match plain(letter) {
            Plain::Letters(letters) => key.push_str(letters),
            Plain::Letter(letter) => key.push(letter),
            Plain::Nothing => {}
            Plain::Space if key.is_empty() || key.ends_with(' ') => {}
            Plain::Space => key.push(' '),
        }
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

/// What becomes of a letter.
enum Plain {
    Letter(char),
    Letters(&'static str),
    Space,
    Nothing,
}

fn plain(letter: char) -> Plain {
    match letter {
        'a'..='z' | '0'..='9' => Plain::Letter(letter),
        'A'..='Z' => Plain::Letter(letter.to_ascii_lowercase()),
        // Apostrophes and combining accents.
        '\'' | '\u{2019}' | '\u{300}'..='\u{36f}' => Plain::Nothing,
        '\0'..='\u{7f}' => Plain::Space,
        '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' => Plain::Space,
        // General punctuation, currency signs, ideographic punctuation.
        '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{3000}'..='\u{3003}' => Plain::Space,
        '\u{c0}'..='\u{17f}' => Plain::Letters(latin(letter)),
        'Ș' | 'ș' => Plain::Letters("s"),
        'Ț' | 'ț' => Plain::Letters("t"),
        // Greek and Cyrillic capitals.
        'Α'..='Ρ' | 'Σ'..='Ω' | 'А'..='Я' => below(letter, 0x20),
        'ς' => Plain::Letter('σ'),
        'Ѐ'..='Џ' => below(letter, 0x50),
        other => Plain::Letter(other),
    }
}

/// The small letter so many places after a capital.
fn below(letter: char, distance: u32) -> Plain {
    let small = char::from_u32(u32::from(letter) + distance);
    Plain::Letter(small.unwrap_or(letter))
}

/// The letters of Latin-1 and Latin Extended-A (U+00C0 to U+017F).
fn latin(letter: char) -> &'static str {
    match letter {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ð' | 'ð' | 'Ď'..='đ' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĳ' | 'ĳ' => "ij",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'ſ' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' => "t",
        'Þ' | 'þ' => "th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::line_memory::entity;

    #[test]
    fn case_accents_and_spacing_do_not_matter() {
        for [one, other] in [
            ["CRÈME FRAÎCHE 20%", "creme  fraiche 20"],
            ["Cre\u{300}me", "crème"],
            ["M&M'S", "m ms"],
            ["GRIESSBREI", "grießbrei"],
            ["ŁOSOŚ WĘDZONY", "łosoś wędzony"],
            ["МОЛОКО Ё 1Л", "молоко ё 1л"],
            ["ΓΑΛΑ ΛΕΥΚΟΣ", "γαλα λευκος"],
            ["BROT\u{a0}1,29\u{20ac}", "brot 1 29"],
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_eq!(key(" .-* "), "");
        assert_ne!(key("牛乳 1L"), key("豆乳 1L"));
    }

    #[test]
    fn every_letter_of_the_table_has_a_plain_form() {
        for letter in '\u{c0}'..='\u{17f}' {
            let known = !key(&letter.to_string()).is_empty();
            assert_eq!(known, !matches!(letter, '×' | '÷'), "{letter}");
        }
    }

    /// Two devices learn the same line into one place by these ids. They never change.
    #[test]
    fn ids_never_change() {
        let id = |merchant, text| entity(merchant, text).to_string();
        let ids = [
            id(Some("Corner Market"), "WHL MLK 1L"),
            id(None, "CRÈME FRAÎCHE"),
            id(Some("Пятёрочка"), "МОЛОКО 3,2% 1Л"),
            id(Some("ローソン"), "牛乳 1L"),
        ];
        expect![[r#"
            a1807d455437604be6014ce504bc678f
            d5b5177a1f5186df8d6ef1cb4a4f3b94
            89c7b0dfc907f6b8aad9fdcbec920616
            df855176e0598c0c52d7054348906183"#]]
        .assert_eq(&ids.join("\n"));
    }
}
