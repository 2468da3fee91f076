//! The languages in which the server itself writes to people: letters, and the pages that their
//! links lead to. Everything else that people read is the interface's.

mod english;
mod french;
mod german;
mod person;
mod spanish;

use axum::http::{HeaderMap, header};

/// A language; the one that a request asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

/// A letter but for its link, which takes the place of `{link}`.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// What it is about.
    pub subject: &'static str,
    /// All else.
    pub text: &'static str,
}

/// A letter that tells of food. Of what is counted there is a form for one and one for more.
#[derive(Clone, Copy, Debug)]
pub struct Digest {
    /// So much is due.
    pub due: [&'static str; 2],
    /// So much will be.
    pub soon: [&'static str; 2],
    /// So many are not named.
    pub more: [&'static str; 2],
    /// All of it: `{food}`, the `{link}` into the interface, and the one by which they `{stop}`.
    pub text: &'static str,
}

/// What is said in a language. None of it is HTML.
#[derive(Debug)]
pub struct Words {
    /// To whoever has signed up, or somebody with their address.
    pub welcome: Wording,
    /// The same where the address has an account already.
    pub taken: Wording,
    /// To show that the address of an account is the person's.
    pub verify: Wording,
    /// To choose another password.
    pub reset: Wording,
    /// The password was changed.
    pub changed: Wording,
    /// What food is due.
    pub digest: Digest,
    /// A receipt that was sent to the server was read.
    pub receipt_read: &'static str,
    /// It was not.
    pub receipt_not_read: &'static str,
    /// Asks whether no more of those letters are to come.
    pub no_more: &'static str,
    /// The button that says so.
    pub stop: &'static str,
    /// It was said.
    pub stopped: &'static str,
    /// Asks whether the address is the person's.
    pub is_it_yours: &'static str,
    /// The button that says so.
    pub it_is: &'static str,
    /// It was said.
    pub verified: &'static str,
    /// Asks for another password.
    pub choose: &'static str,
    /// What is to be typed.
    pub new_password: &'static str,
    /// The button that sets it.
    pub set: &'static str,
    /// It was set.
    pub was_set: &'static str,
    /// It was not: it would be guessed.
    pub weak: &'static str,
    /// Asks by which address somebody signs in whose password is lost.
    pub forgotten: &'static str,
    /// What is to be typed there.
    pub address: &'static str,
    /// The button that asks for a letter.
    pub send: &'static str,
    /// It was asked for.
    pub on_its_way: &'static str,
    /// No letters go out from here.
    pub no_mail: &'static str,
    /// The link does not hold.
    pub no_letter: &'static str,
    /// Nobody new is let in.
    pub closed: &'static str,
    /// Something went wrong that may go well the next time.
    pub again: &'static str,
    /// The way into the interface.
    pub open: &'static str,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Spanish];

    /// What it is called in documents (RFC 5646).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }

    /// The one of a tag.
    pub fn called(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.tag() == tag)
    }

    /// What is said in it.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::German => &german::WORDS,
            Self::French => &french::WORDS,
            Self::Spanish => &spanish::WORDS,
        }
    }

    /// The one that a request asks for first of those that there are (RFC 9110 §12.5.4).
    pub fn of(headers: &HeaderMap) -> Self {
        let asked = headers.get(header::ACCEPT_LANGUAGE);
        asked
            .and_then(|asked| asked.to_str().ok())
            .map_or(Self::English, first)
    }
}

fn first(asked: &str) -> Language {
    let mut best = (0, Language::English);
    for range in asked.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight = thousandths(weight);
        let primary = tag.trim().split('-').next().unwrap_or_default();
        let mut all = Language::ALL.into_iter();
        let known = all.find(|language| language.tag().eq_ignore_ascii_case(primary));
        // Of those that are wanted alike the first one counts.
        if let Some(language) = known.filter(|_| weight > best.0) {
            best = (weight, language);
        }
    }
    best.1
}

/// A weight such as `q=0.7`; without one it is 1, and one that cannot be read counts for nothing.
fn thousandths(weight: &str) -> u32 {
    let Some(number) = weight.trim().strip_prefix("q=") else {
        return if weight.trim().is_empty() { 1_000 } else { 0 };
    };
    let number: f32 = number.parse().unwrap_or(0.0);
    (number.clamp(0.0, 1.0) * 1_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_is_asked_for_first_of_those_that_there_are() {
        for (asked, language) in [
            ("", Language::English),
            ("de", Language::German),
            ("DE-at", Language::German),
            (
                "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5",
                Language::French,
            ),
            ("it, es;q=0.3, en;q=0.2", Language::Spanish),
            ("en;q=0.5,de;q=0.9", Language::German),
            ("de;q=0", Language::English),
            ("de;q=nonsense", Language::English),
            ("de;level=1", Language::English),
            ("*", Language::English),
            ("nonsense;;;,,,", Language::English),
        ] {
            assert_eq!(first(asked), language, "{asked}");
        }
    }

    #[test]
    fn every_letter_says_where_its_link_stands_and_ends_its_last_line() {
        for language in Language::ALL {
            let words = language.words();
            let Words {
                welcome,
                taken,
                verify,
                reset,
                changed,
                ..
            } = words;
            for wording in [welcome, taken, verify, reset, changed] {
                assert_eq!(wording.text.matches("{link}").count(), 1, "{wording:?}");
                assert!(wording.text.contains("\n\n{link}\n"), "{wording:?}");
                assert!(wording.text.ends_with('\n'), "{wording:?}");
                assert!(wording.subject.starts_with("Larder: "), "{wording:?}");
            }
        }
    }

    /// They go into a page as they are.
    #[test]
    fn nothing_that_is_said_means_anything_in_a_page() {
        for language in Language::ALL {
            let said = format!("{:?}", language.words());
            assert!(!said.contains(['<', '>', '&']), "{said}");
        }
    }
}
