//! What happened, in words as data.

use expect_test::expect;
use pantry::action::{Action, Edit, ItemEdit, LotEdit};
use pantry::category::Category;
use pantry::household::What;
use pantry::location::PlaceKind;
use pantry::op::DiscardReason;

use crate::accept::{line, purchase};
use crate::device::{Device, TODAY, amount, new_lot};

/// The first word of an entry.
fn verb(what: &What) -> String {
    let text = format!("{what:?}");
    let end = text.find([' ', '{']).unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn every_action_is_told_by_its_name_newest_first() {
    let mut device = Device::new(1);
    let milk = line("MILK", "Milk", Category::DairyEggs, "3", 100);
    device.act(&Action::AcceptPurchase(purchase(vec![milk])));
    let item = device.item("milk");
    let lot = device.household.lots_of(item)[0].id;
    let one = Some(amount("1"));
    let fridge = PlaceKind::Fridge.place();
    let pantry = PlaceKind::Pantry.place();
    device.act(&Action::Open {
        lot,
        part: one,
        on: TODAY,
    });
    device.act(&Action::Freeze { lot, part: one });
    device.act(&Action::Freeze { lot, part: None });
    device.act(&Action::Thaw { lot, part: None });
    device.act(&Action::Move {
        lot,
        part: None,
        to: pantry,
    });
    device.act(&Action::Move {
        lot,
        part: None,
        to: fridge,
    });
    device.act(&Action::EditItem {
        item,
        edit: ItemEdit {
            category: Edit::Set(Category::Beverages),
            ..ItemEdit::default()
        },
    });
    device.act(&Action::EditLot {
        lot,
        edit: LotEdit {
            quantity: Some(amount("9")),
            ..LotEdit::default()
        },
    });
    device.act(&Action::EditLot {
        lot,
        edit: LotEdit {
            brand: Edit::Set("Alpine".to_owned()),
            ..LotEdit::default()
        },
    });
    device.act(&Action::EditLot {
        lot,
        edit: LotEdit {
            size: Edit::Set(amount("1 l")),
            ..LotEdit::default()
        },
    });
    device.act(&Action::Split {
        lot,
        amount: amount("4"),
    });
    device.act(&Action::Count {
        item,
        place: fridge,
        found: vec![(lot, amount("6"))],
    });
    device.act(&Action::Consume {
        lot,
        amount: amount("1"),
    });
    device.act(&Action::ConsumeItem {
        item,
        amount: amount("1"),
    });
    let discard = Action::Discard {
        lot,
        amount: amount("2"),
        reason: DiscardReason::Expired,
    };
    let discarded = device.act(&discard);
    let added = device.add("Tea", Category::Beverages, "1");
    device.act(&Action::DeleteLot { lot: added });
    device.act(&Action::DeleteItem { item });
    device.act(&Action::Undo { txn: discarded.id });
    device.act(&Action::Redo { txn: discarded.id });

    let verbs: Vec<String> = device
        .household
        .journal()
        .map(|entry| verb(&entry.what))
        .collect();
    expect!["Redid Undid DeletedItem DeletedLot Added Discarded Consumed Consumed Counted Split EditedSize EditedBrand EditedLot EditedItem Moved Moved Thawed Frozen Frozen Opened Purchased"]
        .assert_eq(&verbs.join(" "));
    let stamps: Vec<_> = device.household.journal().map(|entry| entry.at).collect();
    assert!(
        stamps.is_sorted_by(|later, earlier| later > earlier),
        "newest first"
    );
    let entry = device.household.entry(discarded.id).expect("an entry");
    assert!(!entry.undone, "undone, and redone");
    assert_eq!(
        entry.what,
        What::Discarded {
            lots: vec![(lot, amount("2"))],
            reason: DiscardReason::Expired,
        }
    );
}

#[test]
fn an_undone_action_stays_in_the_journal_and_is_marked() {
    let mut device = Device::new(1);
    let milk = line("MILK", "Milk", Category::DairyEggs, "3", 100);
    let txn = device.act(&Action::AcceptPurchase(purchase(vec![milk]))).id;
    device.act(&Action::Undo { txn });
    let entries: Vec<_> = device.household.journal().collect();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].what, What::Undid { txn });
    assert!(entries[1].undone);
    assert_eq!(verb(&entries[1].what), "Purchased");
}

#[test]
fn the_journal_of_an_item_is_the_part_of_the_journal_that_is_about_it() {
    let mut device = Device::new(1);
    let tea = device.add("Tea", Category::Beverages, "2");
    let milk = line("MILK", "Milk", Category::DairyEggs, "3", 100);
    let bought = device.act(&Action::AcceptPurchase(purchase(vec![milk])));
    let item = device.item("milk");
    let lot = device.household.lots_of(item)[0].id;
    device.act(&Action::Consume {
        lot,
        amount: amount("1"),
    });
    let part = device.act(&Action::Split {
        lot,
        amount: amount("1"),
    });
    let count = |lot| Action::Consume {
        lot,
        amount: amount("1"),
    };
    device.act(&count(tea));
    device.act(&Action::DeleteLot { lot });
    device.act(&Action::EditItem {
        item,
        edit: ItemEdit {
            note: Some("the blue one".to_owned()),
            ..ItemEdit::default()
        },
    });
    device.act(&Action::Undo { txn: bought.id });
    let verbs: Vec<String> = device
        .household
        .journal_of(item)
        .map(|entry| verb(&entry.what))
        .collect();
    let expected = "EditedItem DeletedLot Split Consumed Purchased";
    assert_eq!(verbs.join(" "), expected, "what is undone or deleted too");
    let newest = device.household.journal_of(item).take(3).last();
    assert_eq!(newest.map(|entry| entry.txn), Some(part.id));
}

#[test]
fn the_journal_tells_what_one_device_did() {
    let mut phone = Device::new(1);
    phone.add("Eggs", Category::DairyEggs, "6");
    let mut tablet = phone.twin(2);
    let milk = tablet.act(&Action::AddLot(new_lot("Milk", Category::DairyEggs, "1 l")));
    phone.receive(&milk.ops);
    let writers: Vec<u64> = phone.household.writers().iter().map(|id| id.0).collect();
    assert_eq!(writers, [1, 2]);
    let of_tablet = phone.household.journal_by(|replica| replica.0 == 2);
    let of_tablet: Vec<_> = of_tablet.map(|entry| entry.txn).collect();
    assert_eq!(of_tablet, [milk.id]);
    assert_eq!(phone.household.journal_by(|_| true).count(), 2);
}
