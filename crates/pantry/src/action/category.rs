//! How the household has its categories: their order, their names, and which it needs.

use super::changes::{Changes, MAX_NAME, text};
use super::{Edit, Rejected};
use crate::category::Category;
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
}

impl Changes<'_> {
    pub(super) fn edit_category(
        &mut self,
        category: Category,
        edit: &CategoryEdit,
    ) -> Result<(), Rejected> {
        let mut fields = Fields::default();
        match &edit.name {
            Edit::Keep => {}
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
