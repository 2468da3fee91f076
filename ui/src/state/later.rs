//! Codes that nobody has named yet: they wait on this device, with how often they were scanned.

use jiff::civil::Date;
use pantry::barcode::Scanned;

use crate::host::browser::{day_at, now_ms, set_setting, setting};

const SETTING: &str = "barcodes-later";

/// More than anybody carries home at once; the oldest go first.
const MOST: usize = 60;

/// Packages of one article that wait; what is more was no person with a scanner.
const MOST_PACKAGES: u32 = 999;

/// A code that waits for its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The code.
    pub code: Scanned,
    /// How many packages were scanned.
    pub count: u32,
    /// When the last one was, in milliseconds since 1970; 0 where that is not known.
    pub at_ms: i64,
}

impl Waiting {
    /// The day on which it came.
    pub fn day(&self) -> Option<Date> {
        (self.at_ms > 0).then(|| day_at(self.at_ms))
    }
}

/// The codes that wait, the newest first.
pub fn waiting() -> Vec<Waiting> {
    read(&setting(SETTING).unwrap_or_default())
}

/// Puts a package in front, and gives all.
pub fn put(code: &Scanned) -> Vec<Waiting> {
    let waiting = with(waiting(), code, now_ms());
    keep(&waiting);
    waiting
}

/// Takes a code away with all its packages, and gives the rest.
pub fn take(code: &Scanned) -> Vec<Waiting> {
    let mut waiting = waiting();
    waiting.retain(|own| own.code != *code);
    keep(&waiting);
    waiting
}

fn with(mut waiting: Vec<Waiting>, code: &Scanned, at_ms: i64) -> Vec<Waiting> {
    let known = waiting.iter().position(|own| own.code == *code);
    let before = known.map_or(0, |at| waiting.remove(at).count);
    let new = Waiting {
        code: code.clone(),
        count: before.saturating_add(1).min(MOST_PACKAGES),
        at_ms,
    };
    waiting.insert(0, new);
    waiting.truncate(MOST);
    waiting
}

fn keep(waiting: &[Waiting]) {
    let text = write(waiting);
    set_setting(SETTING, Some(text.as_str()).filter(|text| !text.is_empty()));
}

/// Each as `number:count:moment`.
fn write(waiting: &[Waiting]) -> String {
    let each = waiting.iter();
    let each = each.map(|own| format!("{}:{}:{}", own.code.digits(), own.count, own.at_ms));
    each.collect::<Vec<String>>().join(" ")
}

/// What an earlier version kept is the number alone: one package.
fn read(text: &str) -> Vec<Waiting> {
    let one = |word: &str| {
        let mut parts = word.split(':');
        let code = Scanned::parse(parts.next()?)?;
        let count: u32 = parts
            .next()
            .and_then(|count| count.parse().ok())
            .unwrap_or(1);
        let at_ms = parts.next().and_then(|at| at.parse().ok());
        Some(Waiting {
            code,
            count: count.clamp(1, MOST_PACKAGES),
            at_ms: at_ms.unwrap_or_default(),
        })
    };
    text.split_whitespace().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(digits: &str) -> Scanned {
        Scanned::parse(digits).expect("a valid number")
    }

    #[test]
    fn what_is_no_code_any_more_is_left_out() {
        let waiting = read("4006381333931 nonsense 2001234567893:0:x 036000291452:4:7");
        let told: Vec<_> = waiting
            .iter()
            .map(|own| (own.code.digits(), own.count, own.at_ms))
            .collect();
        let expected = [
            ("4006381333931", 1, 0),
            ("2001234567893", 1, 0),
            ("036000291452", 4, 7),
        ];
        assert_eq!(told, expected);
        assert_eq!(read(&write(&waiting)), waiting);
    }

    #[test]
    fn packages_of_one_article_are_counted() {
        let (beans, pasta) = (code("4006381333931"), code("8076809513753"));
        let mut waiting = Vec::new();
        for (at, code) in [&beans, &pasta, &beans, &beans].into_iter().enumerate() {
            waiting = with(waiting, code, at as i64 + 1);
        }
        let told: Vec<_> = waiting
            .iter()
            .map(|own| (&own.code, own.count, own.at_ms))
            .collect();
        assert_eq!(told, [(&beans, 3, 4), (&pasta, 1, 2)]);
    }
}
