//! Our parts of the Android manifest, in the one that Tauri made.

use anyhow::{Context, Result};

/// Stands around each of our parts, so that the next build replaces them.
const BEGIN: &str = "<!-- Larder: begin -->";
const END: &str = "<!-- Larder: end -->";

/// Puts permissions before the application and intents into its activity.
///
/// # Errors
///
/// Where the manifest has no application or no activity.
pub fn manifest(tauri: &str, permissions: &str, intents: &str) -> Result<String> {
    let bare = without_parts(tauri);
    let (head, body) = bare
        .split_once("<application")
        .context("the manifest has no application")?;
    let (activity, rest) = body
        .split_once("</activity>")
        .context("the manifest has no activity")?;
    Ok(format!(
        "{head}{}<application{activity}{}</activity>{rest}",
        part(permissions),
        part(intents)
    ))
}

fn part(text: &str) -> String {
    format!("{BEGIN}\n{text}{END}\n")
}

fn without_parts(manifest: &str) -> String {
    let mut bare = String::new();
    let mut rest = manifest;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        bare.push_str(before);
        let ended = after.split_once(END).map_or("", |(_, after)| after);
        rest = ended.strip_prefix('\n').unwrap_or(ended);
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAURI: &str = "<manifest>\n<application>\n<activity>\n</activity>\n</application>\n\
                         </manifest>\n";

    #[test]
    fn parts_go_to_their_places_and_a_second_time_changes_nothing() {
        let once = manifest(TAURI, "<permission/>\n", "<intent/>\n").expect("a manifest");
        let at = |text: &str| once.find(text).expect(text);
        assert!(at("<permission/>") < at("<application"));
        assert!(at("<activity>") < at("<intent/>") && at("<intent/>") < at("</activity>"));
        let again = manifest(&once, "<permission/>\n", "<intent/>\n").expect("a manifest");
        assert_eq!(again, once);
        let other = manifest(&once, "", "").expect("a manifest");
        assert!(!other.contains("<intent/>"));
    }

    #[test]
    fn a_manifest_of_another_shape_is_said_and_not_broken() {
        assert!(manifest("<manifest/>", "", "").is_err());
    }
}
