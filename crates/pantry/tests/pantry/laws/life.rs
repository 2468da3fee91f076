//! Three devices on which people do anything that can be done.

mod recipes;

use pantry::action::{
    Action, CategoryEdit, Edit, ItemEdit, LotEdit, NewCategory, NewEntry, NewLot, Packages,
    PlaceEdit, ShoppingEdit,
};
use pantry::barcode::Barcode;
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::{ItemId, LotId, ShoppingId};
use pantry::location::PlaceKind;
use pantry::lot::Marked;
use pantry::op::DiscardReason;
use pantry::quantity::{Dimension, Quantity, Unit};
use pantry::shelf_life::{Kind, STATES, Subject};
use pantry::shopping::ShoppingEntry;
use proptest::prelude::*;
use sync::Op;

use crate::accept::{line, purchase};
use crate::device::{Device, TODAY, new_lot};

const NAMES: [&str; 3] = ["Milk", "Rice", "Peas"];
const CATEGORIES: [Category; 3] = [Category::DairyEggs, Category::Staples, Category::Frozen];
/// The kinds of actions.
pub const ACTIONS: usize = 39;

/// One thing that happens: on which device, what, three numbers to choose with, and
/// whether its people hear of others first.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    device: usize,
    what: u8,
    which: usize,
    other: usize,
    /// Thousandths of a litre, a kilogram or a piece.
    much: i64,
    news: Option<(usize, u64)>,
}

pub fn step() -> impl Strategy<Value = Step> {
    let numbers = (0..64_usize, 0..64_usize, 1..3_000_i64);
    let what = prop_oneof![2 => 0..2_u8, 1 => Just(24_u8), 5 => 0..ACTIONS as u8];
    let news = proptest::option::weighted(0.3, (1..5_usize, any::<u64>()));
    (0..3_usize, what, numbers, news).prop_map(|(device, what, (which, other, much), news)| Step {
        device,
        what,
        which,
        other,
        much,
        news,
    })
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), 1..40)
}

/// What came of it.
pub struct Life {
    pub ops: Vec<Op>,
    pub devices: Vec<Device>,
    /// Each action that was tried, and whether it could be done.
    pub tried: Vec<(u8, bool)>,
}

/// Lets three devices do things and sometimes hear of each other: of a part of what
/// happened, in any order.
pub fn live(steps: &[Step]) -> Life {
    let mut life = Life {
        ops: Vec::new(),
        devices: (1..=3).map(Device::new).collect(),
        tried: Vec::new(),
    };
    for step in steps {
        let device = &mut life.devices[step.device];
        // Every device has a different idea of the time.
        device.now_ms += 1_000 * (step.much % 5 + step.device as i64);
        if let Some((quarters, seed)) = step.news {
            let mut news = life.ops[..life.ops.len() * quarters / 4].to_vec();
            shuffle(&mut news, seed);
            device.receive(&news);
        }
        let Some(action) = action(device, *step) else {
            continue;
        };
        let planned = device.plan(&action);
        life.tried.push((step.what, planned.is_ok()));
        if let Ok(transaction) = planned {
            device.household.apply_all(&transaction.ops);
            life.ops.extend(transaction.ops);
        }
    }
    life
}

pub fn shuffle(ops: &mut [Op], seed: u64) {
    let mut random = seed | 1;
    for position in (1..ops.len()).rev() {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ops.swap(position, (random >> 33) as usize % (position + 1));
    }
}

/// So much in one of two units. The small ones get whole thousandths of the large ones,
/// so that no sum is ever rounded.
fn quantity(much: i64, dimension: Dimension, large: bool) -> Quantity {
    match (dimension, large) {
        (Dimension::Volume, true) => Quantity::new(much, Unit::Litre),
        (Dimension::Volume, false) => Quantity::new(much * 1_000, Unit::Millilitre),
        (Dimension::Mass, true) => Quantity::new(much, Unit::Kilogram),
        (Dimension::Mass, false) => Quantity::new(much * 1_000, Unit::Gram),
        (Dimension::Pieces, _) => Quantity::new(much, Unit::Piece),
        (Dimension::Packs, _) => Quantity::new(much, Unit::Pack),
    }
}

/// What there is to choose from.
struct Choice<'a> {
    step: Step,
    household: &'a Household,
    lot: Option<LotId>,
    item: Option<ItemId>,
}

impl Choice<'_> {
    fn bought(&self) -> Quantity {
        let dimensions = [Dimension::Volume, Dimension::Mass, Dimension::Pieces];
        let dimension = dimensions[self.step.which % 3];
        quantity(self.step.much, dimension, self.step.other.is_multiple_of(2))
    }

    /// An amount that fits a lot, mostly less than is left.
    fn amount(&self) -> Option<Quantity> {
        let left = self.household.quantity(self.lot?);
        let thousandths = match left.unit {
            Unit::Millilitre | Unit::Gram => left.milli / 1_000,
            _ => left.milli,
        };
        let much = match self.step.much % 4 {
            0 => self.step.much,
            _ => self.step.much % thousandths.max(1) + 1,
        };
        let large = self.step.other.is_multiple_of(2);
        Some(quantity(much, left.unit.dimension(), large))
    }
}

/// The action that a step stands for, if there is anything to do it with.
pub fn action(device: &Device, step: Step) -> Option<Action> {
    let household = &device.household;
    let lots: Vec<LotId> = household.lots().map(|lot| lot.id).collect();
    let items: Vec<ItemId> = household.items().map(|item| item.id).collect();
    let choice = Choice {
        step,
        household,
        lot: lots.get(step.which % lots.len().max(1)).copied(),
        item: items.get(step.which % items.len().max(1)).copied(),
    };
    match step.what {
        0..=8 => use_lot(&choice),
        9..=15 => edit(&choice, &items),
        24..=28 => shop(&choice),
        29..=31 => scan(&choice),
        34 => {
            let days = step.much as u16 % 40;
            let (place, state) = STATES[step.other % 6];
            let category = CATEGORIES[step.which % 3];
            let of = match step.much % 2 {
                0 => Subject::Category(category),
                _ => Subject::of(Kind::of(category, NAMES[step.which % 3])),
            };
            let days = (step.much % 5 > 0).then_some(days);
            Some(Action::EditShelfLife {
                of,
                place,
                state,
                days,
            })
        }
        33 => Some(Action::EditCategory {
            category: CATEGORIES[choice.step.which % 3],
            edit: CategoryEdit {
                index: Some(choice.step.other % 18),
                name: match choice.step.much % 3 {
                    0 => Edit::Clear,
                    1 => Edit::Set(NAMES[choice.step.which % 3].to_owned()),
                    _ => Edit::Keep,
                },
                hidden: Some(choice.step.much % 2 == 0),
                picture: None,
            },
        }),
        35 | 36 => own_category(&choice),
        37 | 38 => recipes::action(&choice),
        32 => Some(Action::Increase {
            lot: choice.lot?,
            amount: choice.amount()?,
        }),
        _ => other(&choice),
    }
}

/// What is done with categories of the household's own, and what is filed under them.
fn own_category(choice: &Choice<'_>) -> Option<Action> {
    let Choice {
        step, household, ..
    } = *choice;
    let owns: Vec<_> = household.own_categories().collect();
    let Some(own) = owns.get(step.other % owns.len().max(1)).copied() else {
        return Some(Action::AddCategory(NewCategory {
            name: NAMES[step.which % 3].to_owned(),
            like: CATEGORIES[step.which % 3],
            picture: CATEGORIES[step.other % 3],
        }));
    };
    let category = Category::Own(own);
    Some(match (step.what, step.much % 4) {
        (35, 0) => Action::DeleteCategory { category: own },
        (35, 1) => Action::AddToList(vec![NewEntry {
            name: NAMES[step.which % 3].to_owned(),
            category: Some(category),
            ..NewEntry::default()
        }]),
        (35, _) => Action::EditCategory {
            category,
            edit: CategoryEdit {
                index: Some(step.which % 20),
                name: Edit::Set(NAMES[step.which % 3].to_owned()),
                picture: Some(CATEGORIES[step.which % 3]),
                ..CategoryEdit::default()
            },
        },
        (_, 0) => Action::AddLot(NewLot {
            quantity: choice.bought(),
            ..new_lot(NAMES[step.which % 3], category, "1")
        }),
        _ => Action::EditItem {
            item: choice.item?,
            edit: ItemEdit {
                category: Edit::Set(category),
                ..ItemEdit::default()
            },
        },
    })
}

fn use_lot(choice: &Choice<'_>) -> Option<Action> {
    let Choice { step, lot, .. } = *choice;
    let name = NAMES[step.which % 3];
    let category = CATEGORIES[step.which % 3];
    Some(match step.what {
        0 => Action::AddLot(NewLot {
            quantity: choice.bought(),
            ..new_lot(name, category, "1")
        }),
        1 => Action::AcceptPurchase(purchase(vec![
            pantry::action::Line {
                quantity: choice.bought(),
                ..line(name, name, category, "3", 100)
            },
            line("TEA", "Tea", Category::Beverages, "1", 100),
        ])),
        2..=4 => Action::Consume {
            lot: lot?,
            amount: choice.amount()?,
        },
        5 => Action::ConsumeItem {
            item: choice.household.lot(lot?)?.item,
            amount: choice.amount()?,
        },
        6 => Action::Discard {
            lot: lot?,
            amount: choice.amount()?,
            reason: DiscardReason::Expired,
        },
        7 => Action::Split {
            lot: lot?,
            amount: choice.amount()?,
        },
        _ => {
            let lot = choice.household.lot(lot?)?;
            Action::Count {
                item: lot.item,
                place: lot.place,
                found: vec![(lot.id, choice.amount()?)],
            }
        }
    })
}

fn scan(choice: &Choice<'_>) -> Option<Action> {
    let Choice { step, lot, .. } = *choice;
    let code = ["4006381333931", "036000291452"][step.other % 2];
    let barcode = Barcode::parse(code)?;
    Some(match step.what {
        29 => {
            let name = NAMES[step.which % 3].to_owned();
            let named = Packages::named(Some(barcode), name, choice.bought());
            let known = Packages::known(choice.household, barcode);
            Action::AddScanned(known.filter(|_| step.much % 2 == 0).unwrap_or(named))
        }
        30 => Action::AddMore {
            lot: lot?,
            amount: choice.amount()?,
        },
        _ => Action::Assign {
            barcode,
            item: choice.item.filter(|_| step.much % 3 > 0),
            each: Some(choice.bought()).filter(|_| step.much % 2 == 0),
        },
    })
}

fn edit(choice: &Choice<'_>, items: &[ItemId]) -> Option<Action> {
    let Choice { step, lot, .. } = *choice;
    let edit_lot = |edit| Some(Action::EditLot { lot: lot?, edit });
    let edit_item = |edit| {
        let item = choice.item?;
        Some(Action::EditItem { item, edit })
    };
    let day = TODAY
        .checked_add(jiff::Span::new().days(step.much % 30))
        .ok()?;
    match step.what {
        9 => edit_lot(LotEdit {
            quantity: Some(choice.amount()?),
            ..LotEdit::default()
        }),
        10 => edit_lot(LotEdit {
            item: Some(*items.get(step.other % items.len().max(1))?),
            note: Some(step.much.to_string()),
            ..LotEdit::default()
        }),
        11 => edit_lot(LotEdit {
            date: match step.other % 3 {
                0 => Edit::Clear,
                1 => Edit::Set(Marked::use_by(day)),
                _ => Edit::Set(Marked::best_before(day)),
            },
            opened: if step.other % 5 == 0 {
                Edit::Clear
            } else {
                Edit::Keep
            },
            brand: match step.other % 4 {
                0 => Edit::Clear,
                1 => Edit::Set(NAMES[step.other % 3].to_owned()),
                _ => Edit::Keep,
            },
            size: match step.other % 6 {
                0 => Edit::Clear,
                1 => Edit::Set(choice.bought()),
                _ => Edit::Keep,
            },
            ..LotEdit::default()
        }),
        12 | 13 => edit_item(ItemEdit {
            category: match step.other % 4 {
                0 => Edit::Clear,
                _ => Edit::Set(Category::ALL[step.other % Category::ALL.len()]),
            },
            ..ItemEdit::default()
        }),
        14 => edit_item(ItemEdit {
            name: Some(format!("{} {}", NAMES[step.other % 3], step.much % 3)),
            unit: Some(Unit::ALL[step.other % 5]),
            note: Some(step.much.to_string()),
            ..ItemEdit::default()
        }),
        _ => edit_item(ItemEdit {
            place: match step.other % 4 {
                0 => Edit::Clear,
                kind => Edit::Set(PlaceKind::ALL[kind - 1].place()),
            },
            ..ItemEdit::default()
        }),
    }
}

fn other(choice: &Choice<'_>) -> Option<Action> {
    let Choice {
        step,
        household,
        lot,
        ..
    } = *choice;
    let places = household.places();
    let place = places[step.other % places.len()].id;
    let part = if step.much % 2 == 0 {
        None
    } else {
        choice.amount()
    };
    let kind = PlaceKind::ALL[step.which % 3];
    Some(match step.what {
        16 => Action::Move {
            lot: lot?,
            part,
            to: place,
        },
        17 => Action::Open {
            lot: lot?,
            part,
            on: TODAY,
        },
        18 => Action::Freeze { lot: lot?, part },
        19 => {
            let frozen = household.lots().filter(|lot| lot.is_frozen());
            let lot = frozen.max_by_key(|lot| lot.id)?.id;
            Action::Thaw { lot, part }
        }
        20 if step.other % 2 == 0 => Action::DeleteLot { lot: lot? },
        20 => Action::DeleteItem { item: choice.item? },
        21 => match step.much % 3 {
            0 => Action::DeletePlace { place },
            1 => Action::EditPlace {
                place,
                edit: PlaceEdit {
                    name: Some(format!("Shelf {}", step.much)),
                    kind: Some(kind),
                },
            },
            _ => Action::AddPlace {
                name: format!("Shelf {}", step.much),
                kind,
            },
        },
        _ => {
            let entries: Vec<_> = household.journal().collect();
            let entry = entries.get(step.which % entries.len().max(1))?;
            let txn = entry.txn;
            if entry.undone {
                Action::Redo { txn }
            } else {
                Action::Undo { txn }
            }
        }
    })
}

/// What is done to the shopping list.
fn shop(choice: &Choice<'_>) -> Option<Action> {
    let Choice {
        step, household, ..
    } = *choice;
    let listed: Vec<ShoppingId> = household.listed().map(|entry| entry.id).collect();
    let entry = listed.get(step.which % listed.len().max(1)).copied();
    Some(match step.what {
        24 => Action::AddToList(vec![NewEntry {
            name: NAMES[step.which % 3].to_owned(),
            quantity: (!step.other.is_multiple_of(3)).then(|| choice.bought()),
            ..NewEntry::default()
        }]),
        25 => Action::EditEntry {
            entry: entry?,
            edit: ShoppingEdit {
                name: step
                    .other
                    .is_multiple_of(5)
                    .then(|| NAMES[step.other % 3].to_owned()),
                quantity: match step.other % 4 {
                    0 => Edit::Clear,
                    1 => Edit::Set(choice.bought()),
                    _ => Edit::Keep,
                },
                note: Some(step.much.to_string()),
                ..ShoppingEdit::default()
            },
        },
        26 => {
            let entry = entry?;
            match household.shopping_entry(entry)?.is_ticked {
                true => Action::Untick { entry },
                false => Action::Tick { entry },
            }
        }
        27 => match household.ticked().is_empty() {
            true => Action::RemoveFromList { entry: entry? },
            false => Action::ClearTicked,
        },
        _ => {
            let keep = household.shopping_entry(entry?)?;
            let fits = |other: &&ShoppingEntry| match (keep.quantity, other.quantity) {
                (Some(one), Some(other)) => one.plus(other).is_some(),
                _ => true,
            };
            let others = household.listed().filter(|other| other.id != keep.id);
            Action::MergeEntries {
                keep: keep.id,
                others: others.filter(fits).take(1).map(|other| other.id).collect(),
            }
        }
    })
}
