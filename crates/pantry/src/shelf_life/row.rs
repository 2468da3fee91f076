//! What is known of one food or category: six figures, and the laws between them.

use super::{Keeps, Opened};
use crate::location::PlaceKind;

/// Six figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) pantry: Keeps,
    pub(super) pantry_opened: Keeps,
    pub(super) fridge: Keeps,
    pub(super) fridge_opened: Keeps,
    pub(super) fridge_thawed: Keeps,
    pub(super) freezer: Keeps,
}

impl Row {
    /// What is known of nothing.
    pub(super) const UNKNOWN: Self = Self::of([Keeps::Unknown; 6]);

    /// In the order of the fields.
    pub(super) const fn of(figures: [Keeps; 6]) -> Self {
        let [
            pantry,
            pantry_opened,
            fridge,
            fridge_opened,
            fridge_thawed,
            freezer,
        ] = figures;
        Self {
            pantry,
            pantry_opened,
            fridge,
            fridge_opened,
            fridge_thawed,
            freezer,
        }
    }

    /// The figure for a place and a state.
    pub(super) fn at(&self, place: PlaceKind, state: Opened) -> Keeps {
        match (place, state) {
            (PlaceKind::Pantry, Opened::Sealed) => self.pantry,
            (PlaceKind::Pantry, Opened::Opened) => self.pantry_opened,
            // The source has no figure for food thawed at room temperature.
            (PlaceKind::Pantry, Opened::Thawed) => match self.pantry {
                Keeps::NotRecommended => Keeps::NotRecommended,
                _ => Keeps::Unknown,
            },
            (PlaceKind::Fridge, Opened::Sealed) => self.fridge,
            (PlaceKind::Fridge, Opened::Opened) => self.fridge_opened,
            (PlaceKind::Fridge, Opened::Thawed) => self.fridge_thawed,
            // Frost stops the clock whether the package is open or not.
            (PlaceKind::Freezer, _) => self.freezer,
        }
    }

    /// These figures, and where one is unknown that of the category, on the careful side:
    /// what keeps three days in the fridge keeps no week in the pantry because others do,
    /// opening and thawing never extend, and freezing never shortens.
    pub(super) fn or(&self, median: &Self) -> Self {
        let chilled = self.fridge.or(self.fridge_opened);
        let pantry = self.pantry.or(median.pantry.cut(chilled));
        let fridge = match self.pantry {
            // What keeps badly in the pantry says nothing of the fridge.
            Keeps::NotRecommended => median.fridge,
            pantry => median.fridge.cut(pantry),
        };
        let fridge = fridge.raised(self.fridge_opened).raised(self.fridge_thawed);
        let fridge = self.fridge.or(fridge);
        let fridge_opened = self.fridge_opened.or(median.fridge_opened).cut(fridge);
        let fridge_thawed = self.fridge_thawed.or(median.fridge_thawed).cut(fridge);
        let freezer = self.freezer.or(median.freezer).raised(fridge);
        Self {
            pantry,
            pantry_opened: self
                .pantry_opened
                .or(median.pantry_opened.cut(self.fridge_opened))
                .cut(pantry),
            fridge,
            fridge_opened,
            fridge_thawed,
            freezer: freezer.raised(fridge_opened).raised(fridge_thawed),
        }
    }

    /// With the days after opening for what is chilled and sealed, where nothing else is
    /// known: sealed it keeps no shorter.
    pub(super) fn sealed_as_opened(self) -> Self {
        let fridge = self.fridge.or(self.fridge_opened);
        Self { fridge, ..self }
    }
}

impl Keeps {
    fn or(self, other: Self) -> Self {
        match self {
            Self::Unknown => other,
            known => known,
        }
    }

    /// No longer than the limit, where both are known.
    fn cut(self, limit: Self) -> Self {
        match (self, limit) {
            (Self::Unknown | Self::NotRecommended, _) | (_, Self::Unknown | Self::Indefinitely) => {
                self
            }
            (_, Self::NotRecommended) => limit,
            (Self::Indefinitely, _) => limit,
            (Self::Days(life), Self::Days(limit)) => Self::Days(life.least(limit)),
        }
    }

    /// No shorter than the floor, where both are numbers.
    pub(super) fn raised(self, floor: Self) -> Self {
        match (self, floor) {
            (Self::Days(life), Self::Days(floor)) => Self::Days(life.most(floor)),
            _ => self,
        }
    }
}
