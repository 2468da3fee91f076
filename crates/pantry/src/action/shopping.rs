//! What people do to the shopping list.

use sync::Kind;

use super::Rejected;
use super::changes::{Changes, MAX_NOTE, change, counted, named, text};
use super::edit::Edit;
use crate::category::Category;
use crate::id::{ItemId, ShoppingId};
use crate::op::stored::{Fields, MEMBER};
use crate::op::{entity, shopping};
use crate::quantity::Quantity;
use crate::search;
use crate::shopping::ShoppingEntry;

/// Something to buy. Only the name is needed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewEntry {
    /// What it is.
    pub name: String,
    /// The item; `None` is the one of this name, if there is one.
    pub item: Option<ItemId>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// Which aisle it is in; `None` leaves it to what the household knows of the name.
    pub category: Option<Category>,
    /// A note.
    pub note: String,
}

/// What to change of an entry; `None` and `Keep` leave a part as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShoppingEdit {
    /// What to buy.
    pub name: Option<String>,
    /// How much.
    pub quantity: Edit<Quantity>,
    /// Which aisle it is in.
    pub category: Edit<Category>,
    /// The note.
    pub note: Option<String>,
}

impl<'plan> Changes<'plan> {
    /// Puts things on the list. One that is there already is not written twice: its
    /// amounts are added up, and what was ticked is open again.
    pub(super) fn add_to_list(&mut self, entries: &[NewEntry]) -> Result<(), Rejected> {
        let household = self.household;
        for (position, new) in entries.iter().enumerate() {
            let name = named(&new.name)?;
            let folded = search::fold(name);
            let mut before = entries[..position].iter();
            if before.any(|earlier| search::fold(&earlier.name) == folded) {
                continue;
            }
            new.quantity.map(counted).transpose()?;
            text(&new.note, MAX_NOTE)?;
            let alike = household.alike_on_list(name).into_iter();
            let mut alike = alike.filter_map(|one| Some((one, sum(one.quantity, new.quantity)?)));
            if let Some((known, quantity)) = alike.next() {
                self.add_to_entry(known, quantity, &new.note);
            } else if let Some(ticked) = household.ticked_named(name) {
                self.open_again(ticked, new);
            } else {
                self.add_entry(name, new);
            }
        }
        match self.is_empty() && !entries.is_empty() {
            true => Err(Rejected::OnTheList),
            false => Ok(()),
        }
    }

    fn add_entry(&mut self, name: &str, new: &NewEntry) {
        let id = ShoppingId::from_bytes((self.ids)());
        let household = self.household;
        let known = || household.item_named(name).map(|item| item.id);
        let category = new.category.or_else(|| household.category_for(name));
        let mut fields = Fields::default();
        fields.set_text(shopping::NAME, name);
        fields.set_some(shopping::ITEM, new.item.or_else(known).as_ref());
        fields.set_some(shopping::QUANTITY, new.quantity.as_ref());
        fields.set_some(shopping::CATEGORY, category.as_ref());
        fields.set_text(shopping::NOTE, new.note.trim());
        fields.set(shopping::ADDED, &self.today);
        self.put(entity::SHOPPING, id, fields);
        self.open_entry(id);
    }

    fn add_to_entry(&mut self, known: &ShoppingEntry, quantity: Option<Quantity>, note: &str) {
        let mut fields = Fields::default();
        fields.set_some(shopping::QUANTITY, quantity.as_ref());
        fields.set_text(shopping::NOTE, note.trim());
        self.put_new(entity::SHOPPING, known.id.into(), fields);
    }

    fn open_again(&mut self, ticked: &ShoppingEntry, new: &NewEntry) {
        let mut fields = Fields::default();
        change(
            &mut fields,
            shopping::QUANTITY,
            ticked.quantity,
            new.quantity,
        );
        fields.set_some(shopping::CATEGORY, new.category.as_ref());
        fields.set_text(shopping::NOTE, new.note.trim());
        fields.set(shopping::ADDED, &self.today);
        self.put(entity::SHOPPING, ticked.id, fields);
        self.open_entry(ticked.id);
    }

    pub(super) fn edit_entry(
        &mut self,
        id: ShoppingId,
        edit: &ShoppingEdit,
    ) -> Result<(), Rejected> {
        let entry = self.entry(id)?;
        let mut fields = Fields::default();
        if let Some(name) = &edit.name {
            let name = named(name)?;
            fields.set_text(shopping::NAME, name);
            if search::fold(name) != search::fold(&entry.name) {
                // Another thing: what was known of the old one does not hold.
                let item = self.household.item_named(name).map(|item| item.id);
                change(&mut fields, shopping::ITEM, entry.item, item);
                if edit.category == Edit::Keep {
                    let category = self.household.category_for(name);
                    change(&mut fields, shopping::CATEGORY, entry.category, category);
                }
            }
        }
        if let Edit::Set(quantity) = edit.quantity {
            counted(quantity)?;
        }
        let quantity = edit.quantity.over(entry.quantity);
        change(&mut fields, shopping::QUANTITY, entry.quantity, quantity);
        if edit.category != Edit::Keep {
            let category = edit.category.over(entry.category);
            change(&mut fields, shopping::CATEGORY, entry.category, category);
        }
        if let Some(note) = &edit.note {
            fields.set(shopping::NOTE, &text(note, MAX_NOTE)?.to_owned());
        }
        self.put_new(entity::SHOPPING, id.into(), fields);
        Ok(())
    }

    pub(super) fn tick(&mut self, id: ShoppingId) -> Result<(), Rejected> {
        if self.entry(id)?.is_ticked {
            return Err(Rejected::AlreadyTicked);
        }
        let state = self.household.state();
        let dots = state.dots(id.into(), shopping::OPEN, &MEMBER);
        let field = shopping::OPEN;
        self.write(entity::SHOPPING, id, Kind::SetRemove { field, dots });
        Ok(())
    }

    pub(super) fn untick(&mut self, id: ShoppingId) -> Result<(), Rejected> {
        if !self.entry(id)?.is_ticked {
            return Err(Rejected::NotTicked);
        }
        self.open_entry(id);
        Ok(())
    }

    pub(super) fn remove_from_list(&mut self, id: ShoppingId) -> Result<(), Rejected> {
        let entry = self.entry(id)?;
        self.clear(entry);
        Ok(())
    }

    pub(super) fn clear_ticked(&mut self) {
        for entry in self.household.ticked() {
            self.clear(entry);
        }
    }

    /// Makes one of several entries of the same thing.
    pub(super) fn merge_entries(
        &mut self,
        keep: ShoppingId,
        others: &[ShoppingId],
    ) -> Result<(), Rejected> {
        let kept = self.entry(keep)?;
        let (mut quantity, mut note) = (kept.quantity, kept.note.clone());
        for id in others.iter().filter(|id| **id != keep) {
            let other = self.entry(*id)?;
            quantity = sum(quantity, other.quantity).ok_or_else(|| measures(kept, other))?;
            if !other.note.is_empty() && !note.contains(&other.note) {
                let gap = if note.is_empty() { "" } else { ", " };
                note = format!("{note}{gap}{}", other.note);
            }
            self.clear(other);
        }
        let mut fields = Fields::default();
        fields.set_some(shopping::QUANTITY, quantity.as_ref());
        fields.set_text(shopping::NOTE, text(&note, MAX_NOTE)?);
        self.put_new(entity::SHOPPING, keep.into(), fields);
        Ok(())
    }

    /// An open entry comes back if somebody has changed it meanwhile; a ticked one does not.
    fn clear(&mut self, entry: &ShoppingEntry) {
        if entry.is_ticked {
            let mut fields = Fields::default();
            fields.set(shopping::CLEARED, &true);
            self.put(entity::SHOPPING, entry.id, fields);
        }
        self.write(entity::SHOPPING, entry.id, Kind::Delete);
    }

    fn open_entry(&mut self, id: ShoppingId) {
        let (field, member) = (shopping::OPEN, MEMBER);
        self.write(entity::SHOPPING, id, Kind::SetAdd { field, member });
    }

    fn entry(&self, id: ShoppingId) -> Result<&'plan ShoppingEntry, Rejected> {
        let entry = self.household.shopping_entry(id);
        entry.ok_or(Rejected::NoSuchEntry)
    }
}

/// Two amounts together, where they are of one measure or one says nothing.
fn sum(one: Option<Quantity>, other: Option<Quantity>) -> Option<Option<Quantity>> {
    match (one, other) {
        (Some(one), Some(other)) => one.plus(other).map(Some),
        (known, None) | (None, known) => Some(known),
    }
}

fn measures(kept: &ShoppingEntry, other: &ShoppingEntry) -> Rejected {
    match (other.quantity, kept.quantity) {
        (Some(from), Some(to)) if from.unit.dimension() != to.unit.dimension() => {
            Rejected::OtherMeasure {
                from: from.unit,
                to: to.unit,
            }
        }
        _ => Rejected::TooMuch,
    }
}
