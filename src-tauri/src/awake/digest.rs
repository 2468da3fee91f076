//! One word a day on what is due, what will be, and what waits for a person.

use pantry::household::{DueFood, Kinds};
use tauri::{AppHandle, Manager};

use crate::settings::{Known, Settings};
use crate::storage::Storage;
use crate::words::Words;

/// The names that a digest lists of each kind before it only counts.
const NAMED: usize = 4;

/// Posts the digest of today once its time has come: once a day, whatever is restarted. A day
/// with nothing to tell has none.
pub async fn post_if_due(app: &AppHandle, food: &DueFood, storage: &Storage) {
    let settings = app.state::<Settings>();
    let now = jiff::Zoned::now();
    let minute = u16::try_from(now.hour()).unwrap_or_default() * 60
        + u16::try_from(now.minute()).unwrap_or_default();
    let known = settings.get();
    let today = now.date().to_string();
    if !known.tells_something() || minute < known.digest_at || known.digested == today {
        return;
    }
    // Without the number the rest is told.
    let receipts = storage.receipts_waiting().await.unwrap_or_default();
    // Noted first: a digest that comes twice is worse than one that a crash has taken. Nothing
    // is waited for between the note and the post: a window that opens takes over there.
    if settings
        .change(|settings| settings.digested = today)
        .is_err()
    {
        return;
    }
    if let Some(digest) = written(food, receipts, &known) {
        crate::notify::post(app, &digest.title, &digest.body, digest.place);
    }
}

/// What is posted.
struct Digest {
    title: String,
    body: String,
    /// Where a click on it leads.
    place: &'static str,
}

const HOME: &str = "#/";
const REVIEW: &str = "#/review";

/// The digest; none where there is nothing that the person wants to hear.
fn written(food: &DueFood, receipts: usize, known: &Known) -> Option<Digest> {
    let words = Words::of(&known.language);
    let food = food.only(Kinds {
        due: known.digest,
        soon: known.digest_soon,
    });
    let told = |names: &[String]| (!names.is_empty()).then(|| (names.len(), listed(names, &words)));
    let (due, soon) = (told(&food.due), told(&food.soon));
    let waiting = (known.digest_waiting && receipts > 0)
        .then(|| words.say("digest-waiting", &[("count", receipts)]));
    let mut lines = Vec::new();
    let title = match (due, soon) {
        (Some((count, names)), soon) => {
            lines.push(names);
            let soon = soon.map(|(_, names)| format!("{} {names}", words.say("digest-then", &[])));
            lines.extend(soon);
            words.say("digest-title", &[("count", count)])
        }
        (None, Some((count, names))) => {
            lines.push(names);
            words.say("digest-soon", &[("count", count)])
        }
        (None, None) => {
            return waiting.map(|title| Digest {
                title,
                body: String::new(),
                place: REVIEW,
            });
        }
    };
    lines.extend(waiting);
    Some(Digest {
        title,
        body: lines.join("\n"),
        place: HOME,
    })
}

fn listed(names: &[String], words: &Words) -> String {
    let (named, more) = names.split_at(names.len().min(NAMED));
    let mut listed = named.join(", ");
    if !more.is_empty() {
        listed.push(' ');
        listed.push_str(&words.say("digest-more", &[("count", more.len())]));
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_digest_names_a_few_and_counts_the_rest() {
        let six: Vec<String> = (1..=6).map(|n| format!("food {n}")).collect();
        let words = Words::of("en");
        assert_eq!(listed(&six[..2], &words), "food 1, food 2");
        let six = listed(&six, &words);
        assert!(six.starts_with("food 1, food 2, food 3, food 4 "), "{six}");
        assert!(six.contains('2') && !six.contains("food 5"), "{six}");
    }

    #[test]
    fn each_kind_is_told_where_it_is_wanted() {
        let food = DueFood {
            due: names(&["milk", "ham"]),
            soon: names(&["ham", "cream"]),
            lots_due: 2,
        };
        let check = |kinds: [bool; 3], expected: Option<(&str, &str, &str)>| {
            let known = Known {
                digest: kinds[0],
                digest_soon: kinds[1],
                digest_waiting: kinds[2],
                ..Known::default()
            };
            let told = written(&food, 1, &known);
            let told = told.as_ref();
            let told = told.map(|told| (&*told.title, &*told.body, told.place));
            assert_eq!(told, expected, "{kinds:?}");
        };
        let due = "2 things to use today";
        let waits = "A receipt waits for you to look it over";
        check([false, false, false], None);
        check([true, false, false], Some((due, "milk, ham", HOME)));
        let all = format!("milk, ham\nWithin three days: cream\n{waits}");
        check([true, true, true], Some((due, &all, HOME)));
        let soon = "2 things to use within three days";
        check([false, true, false], Some((soon, "ham, cream", HOME)));
        check([false, false, true], Some((waits, "", REVIEW)));
    }

    #[test]
    fn a_day_with_nothing_to_tell_has_none() {
        assert!(written(&DueFood::default(), 0, &Known::default()).is_none());
    }
}
