//! Where food is kept.

use super::Household;
use crate::id::PlaceId;
use crate::location::{Place, PlaceKind};

impl Household {
    /// The built-in places, then the household's own, by id. One that was deleted is
    /// among them while there is food in it.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let built_in = PlaceKind::ALL.map(PlaceKind::place);
        let own = self.places.keys().filter(|id| !built_in.contains(id));
        let own = own.filter(|id| self.has_place(**id));
        built_in
            .iter()
            .chain(own)
            .filter_map(|id| self.place(*id))
            .collect()
    }

    /// A place, even a deleted one; a built-in one may have been renamed.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<Place> {
        let known = self.places.get(&id).map(|shown| shown.place.clone());
        known.or_else(|| PlaceKind::of_built_in(id).map(Place::built_in))
    }

    /// Whether a place is one of [`Household::places`].
    #[must_use]
    pub fn has_place(&self, id: PlaceId) -> bool {
        let alive = self.places.get(&id).map(|shown| shown.alive);
        match alive {
            Some(true) => true,
            Some(false) => self.lots().any(|lot| lot.place == id),
            None => PlaceKind::of_built_in(id).is_some(),
        }
    }

    /// What a place does to food; an unknown place counts as a pantry.
    #[must_use]
    pub fn place_kind(&self, id: PlaceId) -> PlaceKind {
        let known = self.places.get(&id).map(|shown| shown.place.kind);
        let kind = known.or_else(|| PlaceKind::of_built_in(id));
        kind.unwrap_or(PlaceKind::Pantry)
    }
}
