//! When somebody wants to be told: a minute of their own day, in the zone where they live.
//!
//! One day has one such moment. A minute that the clocks skip comes as much later as they skip,
//! and of one that comes twice the first counts. Whoever was not told then, because the server was
//! down, is told later on the same day, and not on the next one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// When somebody wants to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// The minute of the day.
    pub minute: u16,
    /// Where.
    pub zone: TimeZone,
    /// Days without: the sum of 1 for Monday, 2 for Tuesday, up to 64.
    pub quiet_days: u8,
    /// When nothing is sent, also not what is late.
    pub quiet_hours: Option<QuietHours>,
}

/// A part of each day, which may go on after midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuietHours {
    /// The first minute of it.
    pub from: u16,
    /// The first minute after it.
    pub to: u16,
}

impl QuietHours {
    /// Whether a minute lies in it.
    pub const fn have(self, minute: u16) -> bool {
        match self.from <= self.to {
            true => self.from <= minute && minute < self.to,
            false => self.from <= minute || minute < self.to,
        }
    }
}

impl Schedule {
    /// The day where they are, if they are to be told on it and its moment has come.
    pub fn due(&self, now_ms: i64) -> Option<Date> {
        let now = Timestamp::from_millisecond(now_ms).ok()?;
        let here = now.to_zoned(self.zone.clone());
        let day = here.date();
        let since_monday = day.weekday().to_monday_zero_offset();
        if self.quiet_days >> since_monday & 1 == 1 || self.is_quiet(now_ms) {
            return None;
        }
        let (hour, minute) = (self.minute / 60 % 24, self.minute % 60);
        let at = day.at(hour as i8, minute as i8, 0, 0);
        let at = self.zone.to_ambiguous_timestamp(at).compatible().ok()?;
        (at <= now).then_some(day)
    }

    /// Whether a moment lies in the quiet hours, where they are.
    pub fn is_quiet(&self, now_ms: i64) -> bool {
        let now = Timestamp::from_millisecond(now_ms).unwrap_or_default();
        let here = now.to_zoned(self.zone.clone());
        let minute = i32::from(here.hour()) * 60 + i32::from(here.minute());
        let minute = u16::try_from(minute).unwrap_or_default();
        self.quiet_hours.is_some_and(|hours| hours.have(minute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(zone: &str, at: u16) -> Schedule {
        Schedule {
            minute: at,
            zone: TimeZone::get(zone).expect("a zone"),
            quiet_days: 0,
            quiet_hours: None,
        }
    }

    fn check(schedule: &Schedule, now: &str, expected: Option<&str>) {
        let now: Timestamp = now.parse().expect("a moment");
        let due = schedule
            .due(now.as_millisecond())
            .map(|day| day.to_string());
        assert_eq!(due.as_deref(), expected, "{now}");
    }

    #[test]
    fn the_moment_comes_by_the_clock_of_the_person() {
        let berlin = schedule("Europe/Berlin", 8 * 60);
        check(&berlin, "2026-12-01T06:59:59Z", None);
        check(&berlin, "2026-12-01T07:00:00Z", Some("2026-12-01"));
        check(&berlin, "2026-12-01T22:59:59Z", Some("2026-12-01"));
        check(&berlin, "2026-12-01T23:00:00Z", None);
        check(&berlin, "2026-07-01T06:00:00Z", Some("2026-07-01"));
        let kiritimati = schedule("Pacific/Kiritimati", 8 * 60);
        check(&kiritimati, "2026-12-01T17:59:59Z", None);
        check(&kiritimati, "2026-12-01T18:00:00Z", Some("2026-12-02"));
    }

    /// On 2026-03-29 in Berlin 02:00 is 03:00, and on 2026-10-25 03:00 is 02:00.
    #[test]
    fn a_minute_that_is_skipped_comes_later_and_of_one_that_comes_twice_the_first_counts() {
        let berlin = schedule("Europe/Berlin", 2 * 60 + 30);
        check(&berlin, "2026-03-29T00:59:59Z", None);
        check(&berlin, "2026-03-29T01:00:00Z", None);
        check(&berlin, "2026-03-29T01:29:59Z", None);
        check(&berlin, "2026-03-29T01:30:00Z", Some("2026-03-29"));
        check(&berlin, "2026-10-25T00:29:59Z", None);
        check(&berlin, "2026-10-25T00:30:00Z", Some("2026-10-25"));
        // It is 02:00 once more.
        check(&berlin, "2026-10-25T01:00:00Z", Some("2026-10-25"));
    }

    /// On 2026-09-06 in Santiago the day begins at 01:00.
    #[test]
    fn a_day_without_midnight_has_its_moment() {
        let santiago = schedule("America/Santiago", 0);
        check(&santiago, "2026-09-06T03:59:59Z", Some("2026-09-05"));
        check(&santiago, "2026-09-06T04:00:00Z", Some("2026-09-06"));
    }

    #[test]
    fn quiet_days_are_left_out_and_what_is_late_waits_for_quiet_hours_to_end() {
        // 2026-12-01 is a Tuesday.
        let mut schedule = schedule("UTC", 8 * 60);
        schedule.quiet_days = 0b10;
        check(&schedule, "2026-12-01T08:00:00Z", None);
        check(&schedule, "2026-12-02T08:00:00Z", Some("2026-12-02"));
        schedule.quiet_hours = Some(QuietHours {
            from: 22 * 60,
            to: 7 * 60,
        });
        check(&schedule, "2026-12-02T21:59:00Z", Some("2026-12-02"));
        check(&schedule, "2026-12-02T22:00:00Z", None);
        check(&schedule, "2026-12-03T00:00:00Z", None);
        schedule.quiet_hours = Some(QuietHours {
            from: 12 * 60,
            to: 14 * 60,
        });
        check(&schedule, "2026-12-02T11:59:00Z", Some("2026-12-02"));
        check(&schedule, "2026-12-02T13:59:00Z", None);
        check(&schedule, "2026-12-02T14:00:00Z", Some("2026-12-02"));
    }
}
