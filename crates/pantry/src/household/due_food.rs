//! What a person is told of once a day: names of food that is due, or will be.

use jiff::civil::Date;

use super::{Household, Urgency};

/// What somebody wants to be told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds {
    /// What is to be used today, or should have been.
    pub due: bool,
    /// What is to be used within the next days.
    pub soon: bool,
}

/// Food that a digest may tell of: names of items, the most urgent first, each once in a list.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct DueFood {
    /// To be used today, or it should have been.
    pub due: Vec<String>,
    /// To be used within the next days, as Home has it.
    pub soon: Vec<String>,
    /// How many lots are due.
    pub lots_due: usize,
}

impl Kinds {
    /// Whether anything is wanted.
    #[must_use]
    pub const fn are_some(self) -> bool {
        self.due || self.soon
    }
}

impl DueFood {
    /// The names of these kinds alone. One carton today and one tomorrow is told as what is due.
    #[must_use]
    pub fn only(&self, kinds: Kinds) -> Self {
        let due = if kinds.due { &self.due[..] } else { &[] };
        let soon = if kinds.soon { &self.soon[..] } else { &[] };
        let later = soon.iter().filter(|name| !due.contains(name));
        Self {
            due: due.to_vec(),
            soon: later.cloned().collect(),
            lots_due: self.lots_due,
        }
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.due.is_empty() && self.soon.is_empty()
    }
}

impl Household {
    /// The food to be told of on a day. That of the sample household is not: nobody has it.
    #[must_use]
    pub fn due_food(&self, today: Date) -> DueFood {
        let mut food = DueFood::default();
        for urgent in self.use_first(today) {
            let Some(item) = self.item(urgent.lot.item) else {
                continue;
            };
            if self.is_of_sample(urgent.lot.id) {
                continue;
            }
            let names = match urgent.urgency {
                Urgency::Overdue | Urgency::Today => {
                    food.lots_due += 1;
                    &mut food.due
                }
                Urgency::Soon => &mut food.soon,
                Urgency::Week => continue,
            };
            if !names.contains(&item.name) {
                names.push(item.name.clone());
            }
        }
        food
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_wanted_is_not_told_and_nothing_is_told_twice() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let food = DueFood {
            due: names(&["milk", "ham"]),
            soon: names(&["ham", "cream"]),
            lots_due: 2,
        };
        let check = |due: bool, soon: bool, expected: [&[&str]; 2]| {
            let told = food.only(Kinds { due, soon });
            assert_eq!([told.due, told.soon], expected.map(names));
        };
        check(true, true, [&["milk", "ham"], &["cream"]]);
        check(true, false, [&["milk", "ham"], &[]]);
        check(false, true, [&[], &["ham", "cream"]]);
        check(false, false, [&[], &[]]);
    }
}
