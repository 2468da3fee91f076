//! Places of the household's own, beside the built-in ones.

use sync::Kind;

use super::Rejected;
use super::changes::{Changes, MAX_NAME, text};
use crate::id::PlaceId;
use crate::location::{Place, PlaceKind};
use crate::op::stored::Fields;
use crate::op::{entity, place};

/// What to change of a place; `None` leaves a part as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlaceEdit {
    /// The name.
    pub name: Option<String>,
    /// What it does to food. The built-in places keep theirs, since every household
    /// counts on them.
    pub kind: Option<PlaceKind>,
}

impl Changes<'_> {
    pub(super) fn add_place(&mut self, name: &str, kind: PlaceKind) -> Result<(), Rejected> {
        let name = checked(name)?;
        let id = PlaceId::from_bytes((self.ids)());
        let mut fields = Fields::default();
        fields.set_text(place::NAME, name);
        fields.set(place::KIND, &kind);
        self.put(entity::PLACE, id, fields);
        Ok(())
    }

    pub(super) fn edit_place(&mut self, id: PlaceId, edit: &PlaceEdit) -> Result<(), Rejected> {
        let known = self.known_place(id)?;
        let mut fields = Fields::default();
        if let Some(name) = &edit.name {
            let name = checked(name)?;
            if name != known.name {
                fields.set_text(place::NAME, name);
            }
        }
        let own = PlaceKind::of_built_in(id).is_none();
        let kind = edit.kind.filter(|kind| own && *kind != known.kind);
        fields.set_some(place::KIND, kind.as_ref());
        self.put(entity::PLACE, id, fields);
        Ok(())
    }

    /// A built-in place is not written to, so that nothing changes.
    pub(super) fn delete_place(&mut self, id: PlaceId) -> Result<(), Rejected> {
        self.known_place(id)?;
        if PlaceKind::of_built_in(id).is_none() {
            self.write(entity::PLACE, id, Kind::Delete);
        }
        Ok(())
    }

    fn known_place(&self, id: PlaceId) -> Result<Place, Rejected> {
        let id = self.place(id)?;
        self.household.place(id).ok_or(Rejected::NoSuchPlace)
    }
}

fn checked(name: &str) -> Result<&str, Rejected> {
    match text(name, MAX_NAME)? {
        "" => Err(Rejected::NoName),
        name => Ok(name),
    }
}
