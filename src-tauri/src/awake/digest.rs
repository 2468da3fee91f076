//! One word a day on what is due.

use pantry::Date;
use pantry::household::{Household, Urgency};
use tauri::{AppHandle, Manager};

use crate::settings::Settings;
use crate::words::Words;

/// The names that a digest lists before it only counts.
const NAMED: usize = 4;

/// What should be used today or should have been: the names of the items, the most urgent
/// first, each once.
#[must_use]
pub fn due(household: &Household, today: Date) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for urgent in household.use_first(today) {
        let item = household.item(urgent.lot.item);
        if let Some(item) = item.filter(|_| urgent.urgency <= Urgency::Today)
            && !names.contains(&item.name)
        {
            names.push(item.name.clone());
        }
    }
    names
}

/// Posts the digest of today once its time has come: once a day, whatever is restarted. A day
/// on which nothing is due has none.
pub async fn post_if_due(app: &AppHandle, names: &[String]) {
    let settings = app.state::<Settings>();
    let now = jiff::Zoned::now();
    let minute = u16::try_from(now.hour()).unwrap_or_default() * 60
        + u16::try_from(now.minute()).unwrap_or_default();
    let known = settings.get();
    let today = now.date().to_string();
    if !known.digest || minute < known.digest_at || known.digested == today {
        return;
    }
    // Noted first: a digest that comes twice is worse than one that a crash has taken.
    if settings
        .change(|settings| settings.digested = today)
        .is_err()
    {
        return;
    }
    if names.is_empty() {
        return;
    }
    let words = Words::of(&known.language);
    let title = words.say("digest-title", &[("count", names.len())]);
    let body = body(names, &words);
    crate::notify::post(app, &title, &body, "#/");
}

fn body(names: &[String], words: &Words) -> String {
    let (named, more) = names.split_at(names.len().min(NAMED));
    let mut body = named.join(", ");
    if !more.is_empty() {
        body.push(' ');
        body.push_str(&words.say("digest-more", &[("count", more.len())]));
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_names_a_few_and_counts_the_rest() {
        let names: Vec<String> = (1..=6).map(|n| format!("food {n}")).collect();
        let words = Words::of("en");
        assert_eq!(body(&names[..2], &words), "food 1, food 2");
        let six = body(&names, &words);
        assert!(six.starts_with("food 1, food 2, food 3, food 4 "), "{six}");
        assert!(six.contains('2') && !six.contains("food 5"), "{six}");
    }
}
