//! What documents claim of tests: each one that they name is there.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};

use super::tree;

const DOCUMENT: &str = "docs/asvs.md";
/// A name with fewer words may be one of something else.
const LEAST_UNDERSCORES: usize = 3;

/// The names of tests that a text has in backticks.
fn named(text: &str) -> BTreeSet<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_name = |name: &&str| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        name.bytes().all(|byte| is_plain(byte) || byte == b'_')
            && name.matches('_').count() >= LEAST_UNDERSCORES
    };
    quoted.filter(is_name).collect()
}

#[test]
fn every_test_that_the_table_of_requirements_names_is_there() -> Result<()> {
    let root = tree::root();
    let text = fs::read_to_string(root.join(DOCUMENT)).context(DOCUMENT)?;
    let named = named(&text);
    ensure!(named.len() > 100, "only {} are named", named.len());
    let mut missing = named;
    for path in tree::files()? {
        if path.ends_with(".rs") {
            let source = fs::read_to_string(root.join(&path))?;
            missing.retain(|name| !source.contains(&format!("fn {name}(")));
        }
    }
    ensure!(missing.is_empty(), "there are no such tests: {missing:#?}");
    Ok(())
}
