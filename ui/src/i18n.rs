//! Every visible string, from `i18n/en.ftl`.
//!
//! The files are valid Fluent; this is the part of Fluent that they use: one
//! message per key, `{ $variable }`, and a choice between `[one]` and
//! `*[other]` by a number. A key that is missing shows itself.

use std::collections::HashMap;
use std::fmt::Display;

use yew::AttrValue;

const ENGLISH: &str = include_str!("../i18n/en.ftl");

thread_local! {
    static MESSAGES: HashMap<&'static str, &'static str> = parse(ENGLISH);
}

/// A message: `t!("key")`, or with variables `t!("key", count = 3)`.
macro_rules! t {
    ($key:expr) => { $crate::i18n::text($key, &[]) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::text($key, &[$((stringify!($name), &$value as &dyn std::fmt::Display)),+])
    };
}
pub(crate) use t;

/// A message by its key, with its variables filled in.
pub fn text(key: &str, variables: &[(&str, &dyn Display)]) -> AttrValue {
    let found = MESSAGES.with(|messages| messages.get(key).copied());
    match found {
        Some(plain) if !plain.contains('{') => AttrValue::Static(plain),
        Some(pattern) => fill(pattern, variables).into(),
        None => key.to_owned().into(),
    }
}

/// Key and raw pattern of each message; a pattern goes on over indented lines.
fn parse(source: &'static str) -> HashMap<&'static str, &'static str> {
    let mut messages = HashMap::new();
    let mut rest = source;
    while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
        rest = &rest[start..];
        let end = message_end(rest);
        let (message, after) = rest.split_at(end);
        rest = after;
        if !message.starts_with('#')
            && let Some((key, pattern)) = message.split_once('=')
        {
            messages.insert(key.trim(), pattern.trim());
        }
    }
    messages
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

fn fill(pattern: &str, variables: &[(&str, &dyn Display)]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let close = closing(&rest[open..]).map_or(rest.len(), |at| open + at);
        let inside = rest.get(open + 1..close).unwrap_or_default();
        out.push_str(&placeable(inside, variables));
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
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

fn placeable(inside: &str, variables: &[(&str, &dyn Display)]) -> String {
    let value = |name: &str| {
        let name = name.trim().trim_start_matches('$');
        let found = variables.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| value.to_string())
            .unwrap_or_default()
    };
    match inside.split_once("->") {
        None => value(inside),
        Some((selector, variants)) => {
            let wanted = if value(selector) == "1" {
                "[one]"
            } else {
                "[other]"
            };
            let line = variants.lines().find(|line| line.contains(wanted));
            let text = line.and_then(|line| line.split_once(']'));
            fill(text.map_or("", |(_, text)| text.trim()), variables)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> HashMap<&'static str, &'static str> {
        parse(ENGLISH)
    }

    #[test]
    fn variables_and_counts_are_filled_in() {
        let pattern =
            "{ $count ->\n    [one] Add { $count } item\n   *[other] Add all { $count }\n}";
        assert_eq!(fill(pattern, &[("count", &1)]), "Add 1 item");
        assert_eq!(fill(pattern, &[("count", &14)]), "Add all 14");
        assert_eq!(
            fill("{ $name } is back", &[("name", &"Milk")]),
            "Milk is back"
        );
    }

    #[test]
    fn every_key_that_the_code_names_has_a_message() {
        let mut missing = Vec::new();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (path, source) in sources(&folder) {
            for key in keys_in(&source) {
                if key != "key" && !keys().contains_key(key) {
                    missing.push(format!("{key} ({})", path.display()));
                }
            }
        }
        assert!(missing.is_empty(), "no message for {missing:#?}");
    }

    /// The literal keys of `t!`, whether they stand on its line or on the next one.
    fn keys_in(source: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for (at, _) in source.match_indices(concat!("t!", "(")) {
            // `format!(` ends in the same letters.
            if source[..at].ends_with(|letter: char| letter.is_ascii_alphabetic()) {
                continue;
            }
            if let Some(rest) = source[at + 3..].trim_start().strip_prefix('"') {
                found.extend(rest.split('"').next());
            }
        }
        found
    }

    #[test]
    fn a_key_is_found_on_the_line_after_the_macro_too() {
        let source = concat!(
            "let a = t!",
            "(\n    \"one\",\n b = 1); t!",
            "(\"two\"); format!(\"x\")"
        );
        assert_eq!(keys_in(source), ["one", "two"]);
    }

    #[test]
    fn keys_made_from_names_have_a_message_each() {
        let keys = keys();
        let categories = pantry::category::Category::ALL;
        let categories = categories.map(|one| format!("category-{}", one.id().replace('_', "-")));
        let places = pantry::location::PlaceKind::ALL.map(|one| format!("place-{}", one.id()));
        let failures = ui::protocol::Failure::CODES;
        let failures = failures.map(|(_, code)| format!("scan-failed-{code}"));
        let stages = ui::protocol::Stage::ALL.map(|one| format!("stage-{}", one.name()));
        let months = (1..=12).map(|number| format!("month-{number}"));
        let weekdays = (1..=7).map(|number| format!("weekday-{number}"));
        let all = categories
            .into_iter()
            .chain(places)
            .chain(failures)
            .chain(stages);
        for key in all.chain(months).chain(weekdays) {
            assert!(keys.contains_key(key.as_str()), "{key}");
        }
    }

    #[test]
    fn the_page_says_the_same_before_the_app_is_there() {
        let page = include_str!("../index.html");
        for key in ["boot-failed", "boot-unsupported", "boot-noscript"] {
            assert!(page.contains(&*text(key, &[])), "{key}");
        }
    }

    fn sources(folder: &std::path::Path) -> Vec<(std::path::PathBuf, String)> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(sources(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                found.push((path, text));
            }
        }
        found
    }
}
