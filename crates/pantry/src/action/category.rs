//! How the household has its categories: their order, their names, which it needs, and those of
//! its own.

use sync::{EntityId, Kind};

use super::changes::{Changes, MAX_NAME, text};
use super::{Edit, Rejected};
use crate::category::{Category, OwnCategory};
use crate::household::GAP;
use crate::op::stored::Fields;
use crate::op::{category as field, entity};

/// What to change of a category; `None` and `Keep` leave a part as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CategoryEdit {
    /// What it is called here; `Clear` gives it its usual name back.
    pub name: Edit<String>,
    /// Whether forms leave it out.
    pub hidden: Option<bool>,
    /// Where it stands among all categories, from 0.
    pub index: Option<usize>,
    /// Which category's picture it has, if it is one of the household's own.
    pub picture: Option<Category>,
}

/// A category of the household's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewCategory {
    /// What to call it.
    pub name: String,
    /// The one of the 18 that it is like, which decides how long food keeps and where it goes.
    pub like: Category,
    /// The one of the 18 whose picture it has.
    pub picture: Category,
}

impl Changes<'_> {
    /// Adds a category of the household's own, behind the one that it is like.
    pub(super) fn add_category(&mut self, new: &NewCategory) -> Result<(), Rejected> {
        let name = match text(&new.name, MAX_NAME)? {
            "" => return Err(Rejected::NoName),
            name => name,
        };
        let own = OwnCategory::new(EntityId((self.ids)()), new.like);
        let mut fields = Fields::default();
        fields.set_text(field::NAME, name);
        self.make_category(own, new.picture, fields);
        Ok(())
    }

    /// Writes a new category with these fields, behind the one that it is like unless they say
    /// where it stands.
    pub(super) fn make_category(&mut self, own: OwnCategory, picture: Category, fields: Fields) {
        let (mut fields, like) = (fields, own.like());
        let picture = Some(picture.usual()).filter(|one| *one != like);
        fields.set(field::LIKE, &like);
        fields.set_some(field::PICTURE, picture.as_ref());
        if !fields.has(field::POSITION) {
            let aisles = self.household.aisles();
            let at = aisles.iter().position(|one| *one == like);
            let behind = at.map_or(aisles.len(), |at| at + 1);
            self.move_category(Category::Own(own), behind, &mut fields);
        }
        self.put(entity::CATEGORY, own.id(), fields);
    }

    /// Removes a category of the household's own: its food is filed under what it is like.
    pub(super) fn delete_category(&mut self, own: OwnCategory) -> Result<(), Rejected> {
        self.known_category(Category::Own(own))?;
        self.write(entity::CATEGORY, own.id(), Kind::Delete);
        Ok(())
    }

    fn known_category(&self, category: Category) -> Result<(), Rejected> {
        let is_known = self.household.settled(category) == category;
        is_known.then_some(()).ok_or(Rejected::NoSuchCategory)
    }

    pub(super) fn edit_category(
        &mut self,
        category: Category,
        edit: &CategoryEdit,
    ) -> Result<(), Rejected> {
        self.known_category(category)?;
        let mut fields = Fields::default();
        match &edit.name {
            Edit::Keep => {}
            Edit::Clear if category.own().is_some() => return Err(Rejected::NoName),
            Edit::Clear => {
                let was = self.household.name_of_category(category);
                if was.is_some() {
                    fields.replace(field::NAME, None::<&String>);
                }
            }
            Edit::Set(name) => match text(name, MAX_NAME)? {
                "" => return Err(Rejected::NoName),
                name => {
                    fields.set_text(field::NAME, name);
                }
            },
        }
        let was_hidden = self.household.hides_category(category);
        let hidden = edit.hidden.filter(|hidden| *hidden != was_hidden);
        fields.set_some(field::HIDDEN, hidden.as_ref());
        let picture = edit.picture.map(Category::usual);
        let picture = picture.filter(|one| *one != self.household.picture_of(category));
        fields.set_some(
            field::PICTURE,
            picture.filter(|_| category.own().is_some()).as_ref(),
        );
        if let Some(index) = edit.index {
            self.move_category(category, index, &mut fields);
        }
        self.put_new(entity::CATEGORY, category.entity(), fields);
        Ok(())
    }

    /// Puts a category between two others. Only its own position is written as long as there
    /// is room, so that others' moves of other categories stand.
    fn move_category(&mut self, category: Category, index: usize, fields: &mut Fields) {
        let mut order = self.household.aisles();
        let before = order.clone();
        order.retain(|other| *other != category);
        let index = index.min(order.len());
        let position = |at: usize| Some(self.household.aisle_position(*order.get(at)?).0);
        let above = index.checked_sub(1).and_then(position);
        let below = position(index);
        let free = match (above, below) {
            (Some(above), Some(below)) => Some(i64::midpoint(above, below)),
            (Some(above), None) => above.checked_add(GAP),
            (None, below) => below.unwrap_or(GAP).checked_sub(GAP),
        };
        let fits = |free: &i64| {
            above.is_none_or(|above| above < *free) && below.is_none_or(|below| *free < below)
        };
        order.insert(index, category);
        if order == before {
            return;
        }
        match free.filter(fits) {
            Some(free) => {
                fields.set(field::POSITION, &free);
            }
            None => {
                for (other, place) in order.into_iter().zip(1_i64..) {
                    let place = place * GAP;
                    if other == category {
                        fields.set(field::POSITION, &place);
                    } else {
                        let mut moved = Fields::default();
                        moved.set(field::POSITION, &place);
                        self.put_new(entity::CATEGORY, other.entity(), moved);
                    }
                }
            }
        }
    }
}
