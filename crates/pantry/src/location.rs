//! Places where food is kept.
//!
//! Three places exist in every household from the start, under ids that are the
//! same everywhere, so that two devices that start offline do not make two
//! fridges. A household may add shelves and more freezers beside them.

use crate::id::PlaceId;

/// What a place does to the food in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum PlaceKind {
    /// Room temperature, dry.
    Pantry,
    /// Around 4 °C.
    Fridge,
    /// -18 °C or colder.
    Freezer,
}

impl PlaceKind {
    /// Every kind; the position is the code on the wire, so only append.
    pub const ALL: [Self; 3] = [Self::Pantry, Self::Fridge, Self::Freezer];

    /// The stable name in data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Pantry => "pantry",
            Self::Fridge => "fridge",
            Self::Freezer => "freezer",
        }
    }

    /// The English name of the built-in place of this kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pantry => "Pantry",
            Self::Fridge => "Fridge",
            Self::Freezer => "Freezer",
        }
    }

    /// The kind with this [`PlaceKind::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The code on the wire: the position in [`PlaceKind::ALL`].
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The kind with this code; `None` for one that a newer version added.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The kind of the built-in place of this id, if it is one.
    #[must_use]
    pub fn of_built_in(id: PlaceId) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.place() == id)
    }

    /// The id of the built-in place of this kind, the same in every household.
    #[must_use]
    pub const fn place(self) -> PlaceId {
        let mut bytes = [0; 16];
        bytes[15] = self as u8 + 1;
        PlaceId::from_bytes(bytes)
    }
}

/// A place in a household.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// What the household calls it.
    pub name: String,
    /// What it does to food.
    pub kind: PlaceKind,
}

impl Place {
    /// The built-in place of a kind, under its English name.
    #[must_use]
    pub fn built_in(kind: PlaceKind) -> Self {
        Self {
            id: kind.place(),
            name: kind.name().to_owned(),
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_places_differ_and_never_move() {
        let ids = PlaceKind::ALL.map(|kind| kind.place().to_string());
        assert_eq!(
            ids,
            [
                "00000000000000000000000000000001",
                "00000000000000000000000000000002",
                "00000000000000000000000000000003",
            ]
        );
        for kind in PlaceKind::ALL {
            assert_eq!(PlaceKind::from_code(kind.code()), Some(kind));
            assert_eq!(PlaceKind::from_id(kind.id()), Some(kind));
        }
    }
}
