//! What the page in the window may: the commands that it may use are named in three places,
//! which must say the same; and it loads nothing from elsewhere.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// What a capability may name besides our own commands: nothing of any plugin.
const BESIDES: [&str; 0] = [];

/// What the page may load. Who changes it says here what for: `wasm-unsafe-eval` runs the page's
/// own program, `blob:` and `data:` are pictures of receipts, and the one address is where a
/// barcode is looked up.
const CSP: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self' blob: ipc: http://ipc.localhost \
    https://world.openfoodfacts.org; worker-src 'self'; object-src 'none'; base-uri 'self'; \
    form-action 'self'; frame-ancestors 'none'";

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

#[test]
fn the_page_may_use_our_own_commands_and_nothing_else() {
    for capability in [
        include_str!("../capabilities/main.json"),
        include_str!("../capabilities/mobile.json"),
    ] {
        let capability: Value = serde_json::from_str(capability).expect("JSON");
        let permissions = capability["permissions"].as_array().expect("a list");
        assert!(!permissions.is_empty());
        for permission in permissions {
            // One with a scope of its own would be an object.
            let name = permission.as_str().expect("a name");
            let is_ours = name.starts_with("allow-") && !name.contains(':');
            assert!(is_ours || BESIDES.contains(&name), "{name}");
        }
        assert_eq!(capability["windows"], Value::from(vec!["main"]));
        assert_eq!(capability.get("remote"), None, "no page from elsewhere");
    }
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let config: Value =
        serde_json::from_str(include_str!("../tauri.conf.json")).expect("the configuration");
    assert_eq!(config["app"]["security"]["csp"], CSP);
    assert_eq!(config["app"]["withGlobalTauri"], false);
}

/// The shell reads receipts by itself, and it is there without any network.
#[test]
fn what_only_a_browser_needs_is_not_built_in() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let files = std::fs::read_dir(dist).expect("build.rs has made it");
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let is_read = name.starts_with("reader") || ["models", "sw.js"].contains(&&*name);
        assert!(!is_read && !name.ends_with(".br"), "{name}");
    }
}
