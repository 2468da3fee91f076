//! What happens to the ways in: one line of its own for each on standard error, which a program
//! can read (ASVS 5.0, V16.2 and V16.3).
//!
//! `larder: security at=2026-12-01T08:30:00Z event=sign_in outcome=refused account=… (request …)`
//!
//! All that a line can hold are words of ours and ids that lead to a person only by the database:
//! no address, name or secret has a type that would fit. What was typed is told by what only this
//! server could make of it.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::gateway::request_id::log;
use crate::identity::hex;

/// What is told beside what happened.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    /// A word of ours.
    Word(&'static str),
    /// An id.
    Id([u8; 16]),
}

impl From<[u8; 16]> for Told {
    fn from(id: [u8; 16]) -> Self {
        Self::Id(id)
    }
}

impl From<&'static str> for Told {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

/// Says what happened.
pub fn tell(event: &'static str, outcome: &'static str, more: &[(&'static str, Told)]) {
    log(format_args!(
        "{}",
        line(Timestamp::now(), event, outcome, more)
    ));
}

fn line(
    at: Timestamp,
    event: &'static str,
    outcome: &'static str,
    more: &[(&'static str, Told)],
) -> String {
    let at = at.strftime("%FT%TZ");
    let mut line = format!("security at={at} event={event} outcome={outcome}");
    for (key, told) in more {
        // Nothing fails that writes into text.
        let _ = match told {
            Told::Word(word) => write!(line, " {key}={word}"),
            Told::Id(id) => write!(line, " {key}={}", hex(id)),
        };
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_of_words_and_ids() {
        let at = Timestamp::from_second(1_790_000_000).expect("a time");
        let more = [("way", "passkey".into()), ("account", [0xab; 16].into())];
        assert_eq!(
            line(at, "sign_in", "ok", &more),
            "security at=2026-09-21T14:13:20Z event=sign_in outcome=ok way=passkey \
             account=abababababababababababababababab"
        );
    }
}
