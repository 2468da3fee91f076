//! What a browser is told, in the person's language: the page's worker shows it as it is.

use pantry::household::DueFood;
use serde::Serialize;
use serde_json::Value;

use crate::events::Event;
use crate::language::Language;
use crate::reminders::letter::{counted, on_a_line};

/// The bytes of all names at most: with the rest, and with what sealing adds, far less than the
/// 3,993 that every push service takes.
const MOST_NAMES: usize = 1_500;
/// How long a digest is worth showing, in seconds: as long as its day lasts, about.
const DIGEST_S: u32 = 12 * 60 * 60;
/// The same of a receipt.
const RECEIPT_S: u32 = 24 * 60 * 60;
/// Where a digest leads: what is to be used first.
const FIRST: &str = "#/";

/// A message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Message {
    /// What it is about.
    pub title: String,
    /// What else there is to say.
    pub body: String,
    /// Another one of the same tag takes its place.
    pub tag: String,
    /// Where it leads, in the interface.
    pub path: &'static str,
    /// In which language it is.
    pub lang: &'static str,
    /// How long the push service keeps it for a browser that is away, in seconds.
    #[serde(skip)]
    pub seconds: u32,
    /// What the push service replaces by it.
    #[serde(skip)]
    pub topic: Option<&'static str>,
}

impl Message {
    /// What food is due, of which there is some.
    pub fn digest(food: &DueFood, language: Language, may_name: bool) -> Self {
        let mut counts = counted(food, language).into_iter().flatten();
        let title = counts.next().unwrap_or_default();
        let mut lines: Vec<String> = counts.collect();
        if may_name {
            lines.extend(names(food));
        }
        Self {
            title,
            body: lines.join("\n"),
            tag: "digest".to_owned(),
            path: FIRST,
            lang: language.tag(),
            seconds: DIGEST_S,
            topic: Some("digest"),
        }
    }

    /// A receipt was read, or was not.
    pub fn receipt(event: &Event, language: Language, may_name: bool) -> Self {
        let data: Value = serde_json::from_str(&event.data).unwrap_or_default();
        let words = language.words();
        let title = match data["state"].as_str() {
            Some("done") => words.receipt_read,
            _ => words.receipt_not_read,
        };
        let merchant = data["merchant"].as_str().filter(|_| may_name);
        Self {
            title: title.to_owned(),
            body: merchant.map(on_a_line).unwrap_or_default(),
            tag: format!("receipt-{}", data["job_id"].as_str().unwrap_or_default()),
            path: FIRST,
            lang: language.tag(),
            seconds: RECEIPT_S,
            topic: None,
        }
    }

    /// As it is sent.
    pub fn json(&self) -> String {
        // It is made of plain values, which can be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// As many names as there is room for.
fn names(food: &DueFood) -> Option<String> {
    let all = food
        .due
        .iter()
        .chain(&food.soon)
        .map(|name| on_a_line(name));
    let (mut listed, mut is_cut) = (String::new(), false);
    for name in all {
        if listed.len() + name.len() > MOST_NAMES {
            is_cut = true;
            break;
        }
        if !listed.is_empty() {
            listed.push_str(", ");
        }
        listed.push_str(&name);
    }
    if is_cut {
        listed.push_str(", …");
    }
    (!listed.is_empty()).then_some(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn food(due: &[&str], soon: &[&str]) -> DueFood {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        DueFood {
            due: names(due),
            soon: names(soon),
            lots_due: due.len(),
        }
    }

    #[test]
    fn a_digest_counts_and_names_only_where_that_is_wanted() {
        let food = food(&["milk", "ham"], &["cream"]);
        let told = Message::digest(&food, Language::English, false);
        assert_eq!(told.title, "2 things to use today");
        assert_eq!(told.body, "1 thing to use within three days");
        assert!(!told.json().contains("milk"), "{}", told.json());
        let named = Message::digest(&food, Language::German, true);
        assert_eq!(named.body.lines().last(), Some("milk, ham, cream"));
        assert_eq!(named.lang, "de");
    }

    #[test]
    fn whatever_people_typed_a_message_stays_short_enough() {
        let long = "\u{1}\"\\é".repeat(200);
        let many: Vec<&str> = std::iter::repeat_n(long.as_str(), 500).collect();
        for language in Language::ALL {
            let told = Message::digest(&food(&many, &many), language, true);
            assert!(told.json().len() <= 3_000, "{}", told.json().len());
        }
    }
}
