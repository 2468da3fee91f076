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

/// What a capability lets the page call.
fn allowed(capability: &str) -> BTreeSet<String> {
    let names = words(capability, "allow-");
    names.iter().map(|name| name.replace('-', "_")).collect()
}

#[test]
fn a_phone_may_call_what_a_desktop_may_but_for_cameras_and_updates() {
    let desktop = allowed(include_str!("../capabilities/main.json"));
    let phone = allowed(include_str!("../capabilities/mobile.json"));
    let not_there = |name: &String| name.starts_with("camera") || name.starts_with("update");
    let left = desktop.into_iter().filter(|name| !not_there(name));
    assert_eq!(phone, left.collect());
}

#[test]
fn every_command_is_named_allowed_and_handled() {
    let named = words(
        between(include_str!("../build.rs"), "COMMANDS: &[&str] = &[", "];"),
        "",
    );
    // What only a desktop handles has an attribute, which ends with a bracket of its own.
    let handlers = between(include_str!("../src/lib.rs"), "generate_handler![", "])");
    let mut handled = words(handlers, "bridge::");
    handled.extend(words(handlers, "camera::commands::"));
    let allowed = allowed(include_str!("../capabilities/main.json"));
    assert_eq!(named, handled, "build.rs and lib.rs");
    let named: BTreeSet<String> = named.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(named, allowed, "build.rs and capabilities/main.json");
}
