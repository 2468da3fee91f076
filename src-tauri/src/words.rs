//! What the shell itself says, from the page's own files of each language.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The words of a language; English where it lacks one.
pub struct Words(Vec<FluentBundle<FluentResource>>);

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("../../ui/i18n/en.ftl")),
    ("de", include_str!("../../ui/i18n/de.ftl")),
    ("fr", include_str!("../../ui/i18n/fr.ftl")),
    ("es", include_str!("../../ui/i18n/es.ftl")),
];

impl Words {
    /// The words of a language, as "de" or "de-CH".
    #[must_use]
    pub fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        let wanted = FILES.iter().filter(|(name, _)| *name == primary);
        let english = FILES.iter().filter(|(name, _)| *name == "en");
        Self(wanted.chain(english).filter_map(bundle).collect())
    }

    /// A message with its numbers; its name, if no language has it.
    #[must_use]
    pub fn say(&self, key: &str, numbers: &[(&str, usize)]) -> String {
        let mut args = FluentArgs::new();
        for (name, number) in numbers {
            args.set(*name, FluentValue::from(*number));
        }
        let said = self.0.iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            // What is wrong in a message is shown in it.
            Some(
                bundle
                    .format_pattern(pattern, Some(&args), &mut Vec::new())
                    .into_owned(),
            )
        });
        said.unwrap_or_else(|| key.to_owned())
    }
}

fn bundle((name, text): &(&str, &str)) -> Option<FluentBundle<FluentResource>> {
    let language: LanguageIdentifier = name.parse().ok()?;
    let mut bundle = FluentBundle::new(vec![language]);
    // Directional marks are for mixed scripts on a page; a tray shows them as boxes.
    bundle.set_use_isolating(false);
    // What cannot be read of a file is left out; the rest holds.
    let resource = FluentResource::try_new((*text).to_owned());
    let resource = resource.unwrap_or_else(|(rest, _)| rest);
    bundle.add_resource(resource).ok();
    Some(bundle)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word that the shell says is in each language, with its numbers filled in.
    #[test]
    fn every_word_is_in_every_language() {
        for (language, _) in FILES {
            let words = Words::of(language);
            for key in [
                "digest-title",
                "digest-soon",
                "digest-more",
                "digest-waiting",
                "tray-due",
            ] {
                for count in [1, 2, 17] {
                    let said = words.say(key, &[("count", count)]);
                    assert!(said != key && !said.contains("count"), "{language}: {said}");
                }
            }
            for key in ["tray-open", "tray-quit", "tray-nothing", "digest-then"] {
                assert_ne!(words.say(key, &[]), key, "{language}");
            }
        }
        assert_eq!(
            Words::of("tlh").say("tray-quit", &[]),
            Words::of("en").say("tray-quit", &[])
        );
    }
}
