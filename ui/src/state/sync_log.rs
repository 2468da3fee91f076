//! What the exchange did, for a person to read.

use std::collections::VecDeque;

use crate::host::browser::{set_setting, setting};

/// So many lines are kept.
const MOST: usize = 100;
/// Lines of one kind within this time are one, in milliseconds.
const TOGETHER_MS: i64 = 60_000;

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    /// The device came into a household.
    CameIn,
    /// The server answered.
    Online,
    /// The way to it was lost.
    Offline,
    /// Own actions were confirmed.
    Sent,
    /// Actions of others came.
    Received,
    /// Own changes were rejected.
    Rejected,
    /// What came could not be stored.
    NotStored,
    /// Photos of receipts were sent.
    SentPhoto,
}

impl Said {
    /// Every one with its stable name.
    const NAMES: [(Self, &'static str); 8] = [
        (Self::CameIn, "in"),
        (Self::Online, "online"),
        (Self::Offline, "offline"),
        (Self::Sent, "sent"),
        (Self::Received, "received"),
        (Self::Rejected, "rejected"),
        (Self::NotStored, "full"),
        (Self::SentPhoto, "photo"),
    ];

    fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    fn from_name(name: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(_, known)| *known == name);
        known.map(|(said, _)| *said)
    }
}

/// A line of the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// What happened.
    pub what: Said,
    /// How often, or to how many.
    pub count: usize,
}

/// The log; it outlives the page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SyncLog(VecDeque<Line>);

impl SyncLog {
    /// The log as this device has kept it.
    pub fn load() -> Self {
        Self::read(&setting("sync-log").unwrap_or_default())
    }

    /// The newest line first.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.0.iter().rev().copied()
    }

    /// Notes what happened.
    pub fn say(&mut self, at_ms: i64, what: Said, count: usize) {
        self.add(at_ms, what, count);
        set_setting("sync-log", Some(&self.write()));
    }

    fn add(&mut self, at_ms: i64, what: Said, count: usize) {
        if let Some(last) = self.0.back_mut()
            && last.what == what
            && (0..TOGETHER_MS).contains(&(at_ms - last.at_ms))
        {
            last.count += count;
            return;
        }
        self.0.push_back(Line { at_ms, what, count });
        if self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    fn write(&self) -> String {
        let line = |line: &Line| format!("{} {} {}\n", line.at_ms, line.what.name(), line.count);
        self.0.iter().map(line).collect()
    }

    fn read(text: &str) -> Self {
        let lines = text.lines().filter_map(|line| {
            let mut words = line.split(' ');
            Some(Line {
                at_ms: words.next()?.parse().ok()?,
                what: Said::from_name(words.next()?)?,
                count: words.next()?.parse().ok()?,
            })
        });
        Self(lines.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_back_joined_and_few() {
        for (said, name) in Said::NAMES {
            assert_eq!((said.name(), Said::from_name(name)), (name, Some(said)));
        }
        let mut log = SyncLog::default();
        log.add(1_000, Said::Sent, 2);
        log.add(1_000 + TOGETHER_MS - 1, Said::Sent, 3);
        log.add(1_000 + TOGETHER_MS, Said::Sent, 1);
        log.add(0, Said::Received, 1);
        let counts: Vec<usize> = log.lines().map(|line| line.count).collect();
        assert_eq!(counts, [1, 1, 5]);
        assert_eq!(SyncLog::read(&log.write()), log);
        assert_eq!(SyncLog::read("nonsense\n5 sent\n7 sent 1\n").0.len(), 1);
        for at in 0..500 {
            log.add(at * TOGETHER_MS, Said::Offline, 1);
        }
        assert_eq!(log.0.len(), MOST);
    }
}
