//! The commands that the page may use are named in three places, which must say the same.

use std::collections::BTreeSet;

/// What stands between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).expect("the first mark");
    rest.split_once(to).expect("the second mark").0
}

fn words<'a>(text: &'a str, mark: &str) -> BTreeSet<&'a str> {
    let words = text.split([',', '\n', '"', ' ']).map(str::trim);
    words
        .filter_map(|word| word.strip_prefix(mark))
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn every_command_is_named_allowed_and_handled() {
    let named = words(
        between(include_str!("../build.rs"), "COMMANDS: &[&str] = &[", "];"),
        "",
    );
    let handled = words(
        between(include_str!("../src/lib.rs"), "generate_handler![", "]"),
        "bridge::",
    );
    let allowed: BTreeSet<String> = words(include_str!("../capabilities/main.json"), "allow-")
        .iter()
        .map(|name| name.replace('-', "_"))
        .collect();
    assert_eq!(named, handled, "build.rs and lib.rs");
    let named: BTreeSet<String> = named.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(named, allowed, "build.rs and capabilities/main.json");
}
