//! The part of Fluent that our files use: one message per key, `{ $variable }`, and a choice
//! by the plural of a number with one line for each form. A test reads the files with
//! Fluent's own parser and holds them to that part.

use std::fmt::Display;

/// What a language does to a pattern.
pub trait Grammar {
    /// The form of this number: `one`, `few`, `other`…
    fn plural(&self, number: &str) -> &'static str;
    /// Writes what stands in the file.
    fn literal(&self, text: &str, out: &mut String);
    /// Writes what a variable stands for.
    fn value(&self, name: &str, value: &dyn Display, out: &mut String);
}

/// Key and raw pattern of each message, in their order.
pub fn messages(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return None;
            }
            let (message, after) = rest.split_at(message_end(rest));
            rest = after;
            if !message.starts_with('#')
                && let Some((key, pattern)) = message.split_once('=')
            {
                return Some((key.trim(), pattern.trim()));
            }
        }
    })
}

/// Where the next line begins that is not indented (a closing brace counts as indented).
fn message_end(text: &str) -> usize {
    let mut at = 0;
    while let Some(newline) = text[at..].find('\n') {
        at += newline + 1;
        if !text[at..].starts_with([' ', '}']) {
            return at;
        }
    }
    text.len()
}

/// A pattern with its variables filled in.
pub fn fill(pattern: &str, variables: &[(&str, &dyn Display)], grammar: &impl Grammar) -> String {
    let mut out = String::new();
    fill_into(pattern, variables, grammar, &mut out);
    out
}

fn fill_into(
    pattern: &str,
    variables: &[(&str, &dyn Display)],
    grammar: &impl Grammar,
    out: &mut String,
) {
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        grammar.literal(&rest[..open], out);
        let close = closing(&rest[open..]).map_or(rest.len(), |at| open + at);
        let inside = rest.get(open + 1..close).unwrap_or_default();
        placeable(inside, variables, grammar, out);
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    grammar.literal(rest, out);
}

fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

fn placeable(
    inside: &str,
    variables: &[(&str, &dyn Display)],
    grammar: &impl Grammar,
    out: &mut String,
) {
    let named = |name: &str| {
        let name = name.trim().trim_start_matches('$');
        let mut known = variables.iter();
        known.find(|(known, _)| *known == name)
    };
    match inside.split_once("->") {
        None => {
            if let Some((name, value)) = named(inside) {
                grammar.value(name, value, out);
            }
        }
        Some((selector, variants)) => {
            let number = named(selector).map(|(_, value)| value.to_string());
            let form = grammar.plural(&number.unwrap_or_default());
            let text = variant(variants, form).or_else(|| variant(variants, "other"));
            fill_into(text.unwrap_or_default(), variables, grammar, out);
        }
    }
}

/// The text of a form, which stands on a line of its own.
fn variant<'text>(variants: &'text str, form: &str) -> Option<&'text str> {
    variants.lines().find_map(|line| {
        let line = line.trim().trim_start_matches('*').strip_prefix('[')?;
        let (name, text) = line.split_once(']')?;
        (name.trim() == form).then(|| text.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Polish;

    impl Grammar for Polish {
        fn plural(&self, number: &str) -> &'static str {
            match number {
                "1" => "one",
                "2" | "3" | "4" => "few",
                _ => "many",
            }
        }

        fn literal(&self, text: &str, out: &mut String) {
            out.push_str(text);
        }

        fn value(&self, _: &str, value: &dyn Display, out: &mut String) {
            out.push_str(&value.to_string());
        }
    }

    #[test]
    fn variables_and_plurals_are_filled_in() {
        let pattern = "{ $count ->\n    [one] { $count } jajko\n    [few] { $count } jajka\n   *[other] { $count } jajek\n} w { $place }";
        let check = |count: u32, expected| {
            let variables: [(&str, &dyn Display); 2] = [("count", &count), ("place", &"lodówce")];
            assert_eq!(fill(pattern, &variables, &Polish), expected);
        };
        check(1, "1 jajko w lodówce");
        check(3, "3 jajka w lodówce");
        check(5, "5 jajek w lodówce");
    }

    #[test]
    fn messages_go_on_over_indented_lines_and_comments_are_none() {
        let source = "## A part\n\na = One\nb = { $count ->\n    [one] x\n   *[other] y\n}\n# c = no\nd =\n    Late\n";
        let found: Vec<_> = messages(source).collect();
        let b = "{ $count ->\n    [one] x\n   *[other] y\n}";
        assert_eq!(found, [("a", "One"), ("b", b), ("d", "Late")]);
    }

    #[test]
    fn what_is_broken_is_shown_as_far_as_it_goes() {
        assert_eq!(fill("a { $b", &[], &Polish), "a ");
        assert_eq!(fill("a } b", &[], &Polish), "a } b");
    }
}
