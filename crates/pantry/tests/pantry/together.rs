//! Several things done at once.

use pantry::action::{Action, ItemEdit, Rejected};
use pantry::category::Category;
use pantry::household::What;
use pantry::location::PlaceKind;
use pantry::op::DiscardReason;

use crate::device::{Device, amount};

#[test]
fn lots_are_frozen_moved_and_thrown_away_in_one_undo() {
    let mut device = Device::new(1);
    let bread = device.add("Bread", Category::Bakery, "1");
    let mince = device.add("Mince", Category::Meat, "500 g");
    let milk = device.add("Milk", Category::DairyEggs, "1 l");
    device.act(&Action::Freeze {
        lot: bread,
        part: None,
    });
    let freeze = |lot| Action::Freeze { lot, part: None };
    let done = device.act(&Action::Together(vec![
        // It is frozen already: that is no reason to leave the others.
        freeze(bread),
        freeze(mince),
        Action::Move {
            lot: milk,
            part: None,
            to: PlaceKind::Pantry.place(),
        },
    ]));
    let place = |device: &Device, lot| device.household.lot(lot).map(|lot| lot.place);
    assert_eq!(place(&device, mince), Some(PlaceKind::Freezer.place()));
    assert_eq!(place(&device, milk), Some(PlaceKind::Pantry.place()));
    let entry = device.household.entry(done.id).expect("an entry");
    let mut changed = vec![mince, milk];
    changed.sort();
    assert_eq!(entry.what, What::Several { lots: changed });
    device.act(&Action::Undo { txn: done.id });
    assert_eq!(place(&device, mince), Some(PlaceKind::Fridge.place()));
    assert_eq!(place(&device, milk), Some(PlaceKind::Fridge.place()));
    assert_eq!(place(&device, bread), Some(PlaceKind::Freezer.place()));
}

#[test]
fn one_that_cannot_be_done_stops_all() {
    let mut device = Device::new(1);
    let milk = device.add("Milk", Category::DairyEggs, "1 l");
    let consume = |amount| Action::Consume { lot: milk, amount };
    let edit = Action::EditItem {
        item: device.household.lot(milk).expect("a lot").item,
        edit: ItemEdit {
            name: Some(" ".to_owned()),
            ..ItemEdit::default()
        },
    };
    let before = device.author.next_rseq;
    let why = device.plan(&Action::Together(vec![consume(amount("500 ml")), edit]));
    assert_eq!(why, Err(Rejected::NoName));
    assert_eq!(device.author.next_rseq, before);
    let nothing = device.plan(&Action::Together(Vec::new()));
    assert_eq!(nothing, Err(Rejected::NothingChanged));
}

#[test]
fn an_undo_is_a_thing_by_itself() {
    let mut device = Device::new(1);
    let milk = device.add("Milk", Category::DairyEggs, "1 l");
    let done = device.act(&Action::Freeze {
        lot: milk,
        part: None,
    });
    let undo = Action::Undo { txn: done.id };
    let why = device.plan(&Action::Together(vec![undo]));
    assert_eq!(why, Err(Rejected::IsUndo));
}

#[test]
fn what_is_thrown_away_together_is_waste_of_each() {
    let mut device = Device::new(1);
    let lots = [
        device.add("Bread", Category::Bakery, "1"),
        device.add("Milk", Category::DairyEggs, "1 l"),
    ];
    let discards = lots.map(|lot| Action::Discard {
        lot,
        amount: device.household.quantity(lot),
        reason: DiscardReason::Expired,
    });
    let done = device.act(&Action::Together(discards.to_vec()));
    let entry = device.household.entry(done.id).expect("an entry");
    let reason = DiscardReason::Expired;
    let of_each = vec![(lots[0], amount("1")), (lots[1], amount("1 l"))];
    assert_eq!(
        entry.what,
        What::Discarded {
            lots: of_each,
            reason
        }
    );
}
