//! What the household says of how long it keeps something, before the table is asked.

use std::collections::BTreeMap;

use sync::EntityId;

use super::row::Row;
use super::{Food, Keeps, Kind, Opened, ShelfLife};
use crate::category::Category;
use crate::location::PlaceKind;

/// What the household says it of: a food of the table, or what has none of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Subject {
    /// A food, by its [`Food::name`].
    Food(&'static str),
    /// All of a category of which it says nothing more exact.
    Category(Category),
}

impl Subject {
    /// A food of the table by its name; `None` for one that this version does not know.
    #[must_use]
    pub fn food(name: &str) -> Option<Self> {
        let food = Food::all().iter().find(|food| food.name == name)?;
        Some(Self::Food(food.name))
    }

    /// The most exact of what something is of.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind.food {
            Some(food) => Self::Food(food.name),
            None => Self::Category(kind.category),
        }
    }

    /// Whether it says something of this kind.
    pub(crate) fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::Food(name) => kind.food.is_some_and(|food| food.name == name),
            Self::Category(category) => kind.category == category,
        }
    }

    /// The entity that holds what is said of it: the same in every household, so that two
    /// people who say something of it say it of one thing.
    pub(crate) fn entity(self) -> EntityId {
        let mut id = [0; 16];
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"larder shelf life 1\0");
        match self {
            Self::Food(name) => hasher.update(name.as_bytes()),
            Self::Category(category) => hasher.update(&[0, category.code()]),
        };
        id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        EntityId(id)
    }
}

/// The longest that can be said, in days: what keeps for ever is estimated to keep so long.
pub const MOST_DAYS: u16 = 3_652;

/// Days, as far as the household has said any: for each place and state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct OwnDays([Option<u16>; 6]);

/// The places and states of [`OwnDays`], in the order of the table's figures.
pub const STATES: [(PlaceKind, Opened); 6] = [
    (PlaceKind::Pantry, Opened::Sealed),
    (PlaceKind::Pantry, Opened::Opened),
    (PlaceKind::Fridge, Opened::Sealed),
    (PlaceKind::Fridge, Opened::Opened),
    (PlaceKind::Fridge, Opened::Thawed),
    (PlaceKind::Freezer, Opened::Sealed),
];

impl OwnDays {
    /// The days in the order of [`STATES`].
    pub(crate) fn new(days: [Option<u16>; 6]) -> Self {
        Self(days)
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// What is said of keeping it there in this state.
    #[must_use]
    pub fn at(self, place: PlaceKind, state: Opened) -> Option<u16> {
        self.0[position(place, state)?]
    }

    /// The same with other days there; `None` leaves it to the table.
    #[must_use]
    pub fn with(mut self, place: PlaceKind, state: Opened, days: Option<u16>) -> Self {
        if let Some(at) = position(place, state) {
            self.0[at] = days;
        }
        self
    }

    /// Where nothing is said, what is said more generally.
    pub(crate) fn or(self, other: Self) -> Self {
        let mut days = self.0;
        for (day, other) in days.iter_mut().zip(other.0) {
            *day = day.or(other);
        }
        Self(days)
    }

    /// The table's figures with these in place of them.
    pub(super) fn over(self, row: Row) -> Row {
        if self.is_empty() {
            return row;
        }
        let figures = STATES.map(|(place, state)| {
            let own = self.at(place, state);
            let own = own.map(|days| {
                Keeps::Days(ShelfLife {
                    min: days,
                    max: days,
                })
            });
            own.unwrap_or_else(|| row.at(place, state))
        });
        Row::of(figures)
    }
}

/// Where a place and a state stand in [`STATES`]: frost stops the clock in any state, and of
/// what thaws in the pantry nobody says days.
pub(crate) fn position(place: PlaceKind, state: Opened) -> Option<usize> {
    let state = match place {
        PlaceKind::Freezer => Opened::Sealed,
        _ => state,
    };
    STATES.iter().position(|known| *known == (place, state))
}

/// Everything that the household says of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lives(BTreeMap<Subject, OwnDays>);

impl Lives {
    /// What is said of a food or a category itself.
    pub(crate) fn of(&self, subject: Subject) -> OwnDays {
        self.0.get(&subject).copied().unwrap_or_default()
    }

    /// Everything that is said.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Subject, OwnDays)> {
        self.0.iter().map(|(of, days)| (*of, *days))
    }

    /// Notes what is said; whether that is something else than before.
    pub(crate) fn set(&mut self, subject: Subject, days: OwnDays) -> bool {
        let was = match days.is_empty() {
            true => self.0.remove(&subject),
            false => self.0.insert(subject, days),
        };
        was.unwrap_or_default() != days
    }

    /// A kind with what is said of it: of its food, else of its category.
    pub(crate) fn apply(&self, kind: Kind) -> Kind {
        if self.0.is_empty() {
            return Kind {
                own: OwnDays::default(),
                ..kind
            };
        }
        let of_food = kind.food.map(|food| self.of(Subject::Food(food.name)));
        let general = self.of(Subject::Category(kind.category));
        Kind {
            own: of_food.unwrap_or_default().or(general),
            ..kind
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf_life::{Source, keeps, source};

    #[test]
    fn what_the_household_says_of_the_food_comes_before_the_category_and_both_before_the_table() {
        let milk = Kind::of(Category::DairyEggs, "milk");
        let mut lives = Lives::default();
        let fridge = (PlaceKind::Fridge, Opened::Sealed);
        let days = |lives: &Lives| keeps(lives.apply(milk), fridge.0, fridge.1).days();
        let published = days(&lives);
        assert!(published.is_some());
        let all = OwnDays::default().with(fridge.0, fridge.1, Some(9));
        assert!(lives.set(Subject::Category(Category::DairyEggs), all));
        assert_eq!(days(&lives), Some(ShelfLife { min: 9, max: 9 }));
        assert!(lives.set(Subject::of(milk), all.with(fridge.0, fridge.1, Some(4))));
        assert_eq!(days(&lives), Some(ShelfLife { min: 4, max: 4 }));
        let own = source(lives.apply(milk), fridge.0, fridge.1);
        assert_eq!(own, Some(Source::Household));
        // Of what it says nothing, the table still holds.
        let freezer = keeps(lives.apply(milk), PlaceKind::Freezer, Opened::Sealed);
        assert_eq!(freezer, keeps(milk, PlaceKind::Freezer, Opened::Sealed));
        for subject in [Subject::of(milk), Subject::Category(Category::DairyEggs)] {
            assert!(lives.set(subject, OwnDays::default()));
        }
        assert_eq!(days(&lives), published);
        assert!(!lives.set(Subject::of(milk), OwnDays::default()));
    }

    /// In every household's log.
    #[test]
    fn the_entities_never_change() {
        let ids = [
            Subject::Category(Category::Produce).entity(),
            Subject::Food("Milk").entity(),
        ];
        assert_ne!(ids[0], ids[1]);
        expect_test::expect!["0663f7af828736f44e69bd6cd12d92fa 78b5192aede1f51f71a1936fb2e3fced"]
            .assert_eq(&format!("{} {}", ids[0], ids[1]));
    }
}
