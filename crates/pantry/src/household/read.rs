//! Reading the fields of an entity as one of our types.

use sync::state::Entity;
use sync::{Field, Kind, Op, State, Value};

use super::Receipt;
use super::aisles::{Habit, ShownOwn};
use crate::category::{Category, OwnCategory};
use crate::item::Item;
use crate::line_memory::{LineMemory, MOST_DAYS};
use crate::location::{Place, PlaceKind};
use crate::lot::Lot;
use crate::op;
use crate::op::stored::{MEMBER, Stored};
use crate::quantity::Unit;
use crate::recipe::{Label, Recipe};
use crate::shelf_life::{OwnDays, Subject};
use crate::shopping::{Deed, ShoppingEntry};

fn field<T: Stored>(entity: &Entity<'_>, field: Field) -> Option<T> {
    entity.field(field).and_then(T::from_value)
}

/// An item needs a name. If its making was undone, the name is taken from there, since
/// a later purchase may have put a lot under it.
pub(super) fn item(entity: &Entity<'_>) -> Option<Item> {
    Some(Item {
        id: entity.id().into(),
        name: field(entity, op::item::NAME).or_else(|| made_with(entity, op::item::NAME))?,
        category: field(entity, op::item::CATEGORY),
        unit: field(entity, op::item::UNIT).unwrap_or(Unit::Piece),
        place: field(entity, op::item::PLACE),
        note: field(entity, op::item::NOTE).unwrap_or_default(),
        origin: field(entity, op::item::ORIGIN),
    })
}

/// The unit of every amount in a lot's ledger. It outlives an undo of the purchase, since
/// what was used of the lot still counts.
pub(super) fn unit_of_lot(entity: &Entity<'_>) -> Unit {
    let unit = field(entity, op::lot::UNIT);
    let unit = unit.or_else(|| made_with(entity, op::lot::UNIT));
    unit.unwrap_or(Unit::Piece)
}

/// A place needs a kind; the built-in ones have theirs for ever. If its making was undone,
/// name and kind are taken from there: lots may stand in it.
pub(super) fn place(entity: &Entity<'_>) -> Option<Place> {
    use op::place;
    let id = entity.id().into();
    let built_in = PlaceKind::of_built_in(id);
    let kind = built_in.or_else(|| field(entity, place::KIND));
    let kind = kind.or_else(|| made_with(entity, place::KIND))?;
    let name = field(entity, place::NAME);
    let name = match built_in {
        Some(_) => name,
        None => name.or_else(|| made_with(entity, place::NAME)),
    };
    Some(Place {
        id,
        name: name.unwrap_or_else(|| kind.name().to_owned()),
        kind,
    })
}

pub(super) fn habit(entity: &Entity<'_>) -> Habit {
    use op::category;
    let name: Option<String> = field(entity, category::NAME);
    let picture: Option<Category> = field(entity, category::PICTURE);
    let is_own = Category::of_entity(entity.id()).is_none();
    // What one of the household's own was called is still told once it is gone.
    let made_as = || made_with(entity, category::NAME).filter(|_| is_own);
    let name = name.or_else(made_as);
    Habit {
        picture: picture.map(Category::usual).filter(|_| is_own),
        name: name.filter(|name| !name.trim().is_empty()),
        position: field(entity, category::POSITION),
        is_hidden: field(entity, category::HIDDEN).unwrap_or_default(),
    }
}

/// A category of the household's own; one whose making was undone is not alive.
pub(super) fn own_category(entity: &Entity<'_>) -> Option<ShownOwn> {
    use op::category;
    if Category::of_entity(entity.id()).is_some() {
        return None;
    }
    let like: Category = made_with(entity, category::LIKE)?;
    let is_made = entity
        .field(category::LIKE)
        .is_some_and(|value| *value != Value::Null);
    Some(ShownOwn {
        own: OwnCategory::new(entity.id(), like.usual()),
        alive: is_made && entity.is_alive(),
    })
}

/// What of, and how many days. One that claims to be of something else than its id is none.
pub(super) fn own_days(entity: &Entity<'_>) -> Option<(Subject, OwnDays)> {
    use op::shelf_life;
    let food: Option<String> = field(entity, shelf_life::FOOD);
    let of = match food {
        Some(name) => Subject::food(&name)?,
        None => Subject::Category(field(entity, shelf_life::CATEGORY)?),
    };
    let days = shelf_life::DAYS.map(|at| {
        let days: Option<u32> = field(entity, at);
        days.and_then(|days| u16::try_from(days).ok())
    });
    (of.entity() == entity.id()).then_some((of, OwnDays::new(days)))
}

pub(super) fn memory(entity: &Entity<'_>) -> LineMemory {
    use op::line_memory;
    LineMemory {
        item: field(entity, line_memory::ITEM),
        name: field(entity, line_memory::NAME).unwrap_or_default(),
        category: field(entity, line_memory::CATEGORY),
        ignore: field(entity, line_memory::IGNORE).unwrap_or_default(),
        place: field(entity, line_memory::PLACE),
        each: field(entity, line_memory::EACH),
        days: field(entity, line_memory::DAYS).filter(|days| *days <= MOST_DAYS),
        brand: field(entity, line_memory::BRAND).unwrap_or_default(),
        size: field(entity, line_memory::SIZE).unwrap_or_default(),
        barcode: field(entity, line_memory::BARCODE),
    }
}

/// What was written to a field first, even if that is undone: what the entity was made
/// with. A later write that is undone as well must not show.
fn made_with<T: Stored>(entity: &Entity<'_>, field: Field) -> Option<T> {
    let ops = entity.ops();
    ops.iter().find_map(|op| match &op.kind {
        Kind::Put(fields) => fields.get(&field).and_then(T::from_value),
        _ => None,
    })
}

/// A lot needs an item; else it is none (its purchase was undone).
pub(super) fn lot(entity: &Entity<'_>) -> Option<Lot> {
    use op::lot;
    Some(Lot {
        id: entity.id().into(),
        item: field(entity, lot::ITEM)?,
        place: field(entity, lot::PLACE).unwrap_or(PlaceKind::Pantry.place()),
        unit: unit_of_lot(entity),
        purchased: field(entity, lot::PURCHASED),
        date: field(entity, lot::DATE),
        opened: field(entity, lot::OPENED),
        frozen: field(entity, lot::FROZEN),
        thawed: field(entity, lot::THAWED),
        price: field(entity, lot::PRICE),
        discount: field(entity, lot::DISCOUNT),
        receipt: field(entity, lot::RECEIPT),
        line: field(entity, lot::LINE),
        text: field(entity, lot::TEXT).unwrap_or_default(),
        category: field(entity, lot::CATEGORY),
        split_from: field(entity, lot::SPLIT_FROM),
        note: field(entity, lot::NOTE).unwrap_or_default(),
        brand: field(entity, lot::BRAND),
        size: field(entity, lot::SIZE),
    })
}

pub(super) fn receipt(entity: &Entity<'_>) -> Receipt {
    use op::receipt;
    Receipt {
        id: entity.id().into(),
        merchant: field(entity, receipt::MERCHANT),
        address: field(entity, receipt::ADDRESS),
        date: field(entity, receipt::DATE),
        time: field(entity, receipt::TIME),
        currency: field(entity, receipt::CURRENCY),
        tax: field(entity, receipt::TAX),
        total: field(entity, receipt::TOTAL),
        images: receipt::images()
            .filter_map(|field| entity.blob(field).copied())
            .collect(),
    }
}

/// An entry needs a name; else its making was undone.
pub(super) fn shopping(entity: &Entity<'_>, state: &State) -> Option<ShoppingEntry> {
    use op::shopping;
    let is_ticked = !entity.contains(shopping::OPEN, &MEMBER);
    let added = entity.write(shopping::ADDED).map(|write| deed(write.op));
    Some(ShoppingEntry {
        id: entity.id().into(),
        name: field(entity, shopping::NAME)?,
        item: field(entity, shopping::ITEM),
        quantity: field(entity, shopping::QUANTITY),
        category: field(entity, shopping::CATEGORY),
        note: field(entity, shopping::NOTE).unwrap_or_default(),
        added,
        is_ticked,
        ticked: is_ticked.then(|| last_tick(entity, state)).flatten(),
    })
}

/// A recipe needs a name. If its making was undone it has none, and is gone: nothing else names
/// a recipe.
pub(super) fn recipe(entity: &Entity<'_>) -> Option<Recipe> {
    use op::recipe;
    let steps = recipe::ALL_STEPS.map(|part| field::<Vec<String>>(entity, part));
    let labels = entity.members(recipe::LABELS).into_iter();
    Some(Recipe {
        id: entity.id().into(),
        name: field(entity, recipe::NAME)?,
        servings: field(entity, recipe::SERVINGS),
        minutes: field(entity, recipe::MINUTES),
        labels: labels.filter_map(Label::from_value).collect(),
        source: field(entity, recipe::SOURCE).unwrap_or_default(),
        note: field(entity, recipe::NOTE).unwrap_or_default(),
        ingredients: field(entity, recipe::INGREDIENTS).unwrap_or_default(),
        steps: steps.into_iter().flatten().flatten().collect(),
    })
}

/// Whether somebody has cleared an entry away.
pub(super) fn is_cleared(entity: &Entity<'_>) -> bool {
    field(entity, op::shopping::CLEARED).unwrap_or(false)
}

fn last_tick(entity: &Entity<'_>, state: &State) -> Option<Deed> {
    let ops = entity.ops().into_iter().rev();
    let mut ticks = ops.filter(|op| match op.kind {
        Kind::SetRemove { field, .. } => field == op::shopping::OPEN,
        _ => false,
    });
    ticks.find(|op| !state.is_undone(op.id)).map(deed)
}

fn deed(op: &Op) -> Deed {
    Deed {
        at: op.hlc,
        replica: op.id.replica,
    }
}
