//! Laws that hold whatever people do, on however many devices.

use std::collections::BTreeMap;

use pantry::action::{Action, LotEdit};
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::ItemId;
use pantry::location::PlaceKind;
use pantry::op::{DiscardReason, lot};
use pantry::quantity::{Quantity, Unit};
use proptest::prelude::*;
use sync::Op;

use crate::accept::{line, purchase};
use crate::device::{Device, new_lot, show};

const NAMES: [&str; 3] = ["Milk", "Rice", "Peas"];
const CATEGORIES: [Category; 3] = [Category::DairyEggs, Category::Staples, Category::Frozen];

/// One thing that happens: on which device, what, and three numbers to choose with.
type Step = (usize, u8, usize, usize, i64);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(
        (0..3_usize, 0..16_u8, 0..64_usize, 0..64_usize, 1..5_i64),
        1..40,
    )
}

/// The action that a step stands for, if there is anything to do it with.
fn action(device: &Device, (_, what, which, other, much): Step) -> Option<Action> {
    let household = &device.household;
    let pick = |count: usize| (count > 0).then(|| which % count);
    let lots: Vec<_> = household.lots().map(|lot| lot.id).collect();
    let items: Vec<_> = household.items().map(|item| item.id).collect();
    let lot = pick(lots.len()).map(|position| lots[position]);
    let item = pick(items.len()).map(|position| items[position]);
    let amount = Quantity::new(much * 500, Unit::Piece);
    let to = PlaceKind::ALL[other % 3].place();
    let name = NAMES[which % 3];
    let category = CATEGORIES[which % 3];
    Some(match what {
        0 => Action::AddLot(new_lot(name, category, "4")),
        1 => Action::AcceptPurchase(purchase(vec![
            line(name, name, category, "3", 100),
            line("TEA", "Tea", Category::Beverages, "1", 100),
        ])),
        2 | 3 => Action::Consume { lot: lot?, amount },
        4 => Action::ConsumeItem {
            item: item?,
            amount,
        },
        5 => Action::Discard {
            lot: lot?,
            amount,
            reason: DiscardReason::Expired,
        },
        6 => Action::Move {
            lot: lot?,
            part: None,
            to,
        },
        7 => Action::Move {
            lot: lot?,
            part: Some(amount),
            to,
        },
        8 => Action::Split { lot: lot?, amount },
        9 => {
            let lot = household.lot(lot?)?;
            let found = vec![(lot.id, amount)];
            Action::Count {
                item: lot.item,
                place: lot.place,
                found,
            }
        }
        10 => Action::DeleteLot { lot: lot? },
        11 => Action::DeleteItem { item: item? },
        12 => {
            let edit = LotEdit {
                quantity: Some(amount),
                ..LotEdit::default()
            };
            Action::EditLot { lot: lot?, edit }
        }
        13 => {
            let edit = LotEdit {
                item: Some(*items.get(other % items.len().max(1))?),
                ..LotEdit::default()
            };
            Action::EditLot { lot: lot?, edit }
        }
        _ => {
            let entries: Vec<_> = household.journal().collect();
            let entry = &entries[pick(entries.len())?];
            let txn = entry.txn;
            if entry.undone {
                Action::Redo { txn }
            } else {
                Action::Undo { txn }
            }
        }
    })
}

/// Lets three devices do things and sometimes exchange; all their ops, and the devices.
fn live(steps: &[Step]) -> (Vec<Op>, Vec<Device>) {
    let mut devices: Vec<Device> = (1..=3).map(Device::new).collect();
    let mut ops: Vec<Op> = Vec::new();
    for step in steps {
        let device = &mut devices[step.0];
        // Every device has a different idea of the time.
        device.now_ms += 1_000 * (step.4 + step.0 as i64);
        if step.3 % 4 == 0 {
            let news = ops.clone();
            device.receive(&news);
        }
        let Some(action) = action(device, *step) else {
            continue;
        };
        if let Ok(transaction) = device.plan(&action) {
            device.household.apply_all(&transaction.ops);
            ops.extend(transaction.ops);
        }
    }
    (ops, devices)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn devices_that_know_the_same_show_the_same(steps in steps(), seed in any::<u64>()) {
        let (ops, mut devices) = live(&steps);
        let expected = show(&Household::from_ops(&ops));
        for device in &mut devices {
            device.receive(&ops);
            prop_assert_eq!(device.show(), expected.as_str());
        }
        let mut shuffled = ops;
        let mut random = seed | 1;
        for position in (1..shuffled.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(position, (random >> 33) as usize % (position + 1));
        }
        let mut one_by_one = Household::default();
        for op in &shuffled {
            one_by_one.apply(op);
            one_by_one.apply(op);
        }
        prop_assert_eq!(show(&one_by_one), expected);
    }

    #[test]
    fn what_is_shown_is_the_sum_of_the_ledger(steps in steps()) {
        let (ops, _) = live(&steps);
        let household = Household::from_ops(&ops);
        let mut sums: BTreeMap<ItemId, i64> = BTreeMap::new();
        for entity in household.state().entities_of(pantry::op::entity::LOT) {
            let sum: i64 = entity.balances().map(|(_, found)| found.amount).sum();
            let first = entity.balances().next();
            if let Some(lot) = household.lot(entity.id().into()) {
                *sums.entry(lot.item).or_default() += sum;
            } else if let (None, Some((scope, _))) = (entity.field(lot::ITEM), first) {
                // Its purchase was undone: what was used of it is used.
                *sums.entry(scope.of.into()).or_default() += sum.min(0);
            }
        }
        for item in household.items() {
            let lots = household.all_lots_of(item.id);
            let shown: i64 = lots.iter().map(|lot| household.quantity(lot.id).milli).sum();
            let sum = sums.get(&item.id).copied().unwrap_or(0);
            prop_assert_eq!(shown, sum.max(0), "{}", &item.name);
        }
    }

    #[test]
    fn any_action_and_its_undo_leave_things_as_they_were(steps in steps(), last in 0..14_u8) {
        let (ops, mut devices) = live(&steps);
        let mut device = devices.remove(0);
        device.receive(&ops);
        let before = device.show();
        let Some(action) = action(&device, (0, last, 1, 2, 1)) else {
            return Ok(());
        };
        let Ok(transaction) = device.plan(&action) else {
            return Ok(());
        };
        device.household.apply_all(&transaction.ops);
        device.act(&Action::Undo { txn: transaction.id });
        prop_assert_eq!(device.show(), before);
    }
}
