//! A month of the calendar.

use jiff::civil::Date;

/// A month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// From 1.
    pub month: i8,
}

impl Month {
    /// The month that a day is in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The month before.
    #[must_use]
    pub fn before(self) -> Self {
        match self.month {
            ..=1 => Self {
                year: self.year.saturating_sub(1),
                month: 12,
            },
            month => Self {
                month: month - 1,
                ..self
            },
        }
    }

    /// So many months that end with this one, the earliest first.
    #[must_use]
    pub fn last(self, count: usize) -> Vec<Self> {
        let mut months: Vec<Self> = std::iter::successors(Some(self), |month| Some(month.before()))
            .take(count)
            .collect();
        months.reverse();
        months
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_go_back_over_the_turn_of_a_year() {
        let months = Month::of(date(2026, 2, 14)).last(4);
        let told = months.iter().map(|month| (month.year, month.month));
        let expected = [(2025, 11), (2025, 12), (2026, 1), (2026, 2)];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }
}
