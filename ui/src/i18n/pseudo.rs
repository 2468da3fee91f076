//! English in disguise, to see a layout with longer words or from right to left before any
//! such language is there.

/// With accents, and each vowel twice: about a third longer, and still to be read.
pub fn stretched(text: &str, out: &mut String) {
    for letter in text.chars() {
        let accented = match letter {
            'a' => 'å',
            'e' => 'é',
            'i' => 'î',
            'o' => 'ö',
            'u' => 'û',
            'y' => 'ý',
            'A' => 'Å',
            'E' => 'É',
            'I' => 'Î',
            'O' => 'Ö',
            'U' => 'Û',
            other => {
                out.push(other);
                continue;
            }
        };
        out.extend([accented, accented]);
    }
}

/// From right to left, whatever the letters are.
pub fn mirrored(text: &str, out: &mut String) {
    if text.trim().is_empty() {
        return out.push_str(text);
    }
    out.push('\u{202e}');
    out.push_str(text);
    out.push('\u{202c}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_grow_by_a_third_and_can_still_be_read() {
        let mut out = String::new();
        stretched("Use first", &mut out);
        assert_eq!(out, "ÛÛséé fîîrst");
    }

    #[test]
    fn a_mirrored_text_ends_where_it_began() {
        let mut out = String::new();
        mirrored("Use first", &mut out);
        mirrored(" ", &mut out);
        assert_eq!(out, "\u{202e}Use first\u{202c} ");
    }
}
