//! How files are written.

use std::fs;

use anyhow::Result;

use super::tree;

/// Longer files have more than one subject.
const MOST_LINES: usize = 500;

/// Names of folders and hosts that exist on one machine only. Spelt in two
/// parts, so that this file does not name them either.
const FOREIGN: &[&str] = &[
    concat!("/wor", "k/"),
    concat!("/var/", "tmp"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npmjs", ".org"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
];

#[test]
fn rust_files_begin_by_saying_what_they_are() -> Result<()> {
    let mut wrong = tree::files()?;
    wrong.retain(|path| {
        let text = fs::read_to_string(tree::root().join(path)).unwrap_or_default();
        path.ends_with(".rs") && !text.starts_with("//!")
    });
    assert!(
        wrong.is_empty(),
        "these lack a first line with //!:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

#[test]
fn source_files_have_one_subject() -> Result<()> {
    let mut wrong = tree::files()?;
    wrong.retain(|path| {
        let source = [".rs", ".py", ".js", ".css"]
            .iter()
            .any(|ending| path.ends_with(ending));
        let text = fs::read_to_string(tree::root().join(path)).unwrap_or_default();
        source && text.lines().count() > MOST_LINES
    });
    assert!(
        wrong.is_empty(),
        "longer than {MOST_LINES} lines:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

#[test]
fn nothing_names_a_folder_or_host_of_one_machine() -> Result<()> {
    let mut wrong = Vec::new();
    for path in tree::files()? {
        // Images and weights are not text.
        let Ok(text) = fs::read_to_string(tree::root().join(&path)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if FOREIGN.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{path}:{}: {line}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The page knows the native app in one place, and sends no SQL: the plugin's own commands bind
/// every number as a double, and take any connection.
#[test]
fn the_native_app_is_known_in_one_place() -> Result<()> {
    let bridge = concat!("__TA", "URI");
    let plugin = concat!("plugin:", "sql|");
    let mut wrong = tree::files()?;
    wrong.retain(|path| {
        let text = fs::read_to_string(tree::root().join(path)).unwrap_or_default();
        let is_page = path.starts_with("ui/") && !path.starts_with("ui/src/host/shell");
        let asks_sql = path.starts_with("ui/") || path.starts_with("src-tauri/capabilities/");
        (is_page && text.contains(bridge))
            || (asks_sql && (text.contains(plugin) || text.contains("\"sql:")))
    });
    assert!(
        wrong.is_empty(),
        "only ui/src/host/shell.rs may know the native app, and no page sends SQL:\n{}",
        wrong.join("\n")
    );
    Ok(())
}
