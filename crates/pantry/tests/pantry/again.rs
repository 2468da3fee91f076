//! Reading a receipt once more: it is there once, and nothing that was done since is lost.

use pantry::action::{Action, Line, LotEdit, Purchase, Rejected};
use pantry::category::Category;
use pantry::id::ReceiptId;

use crate::accept::{line, purchase};
use crate::device::{Device, amount};

fn milk() -> Line {
    line("MILK", "Milk", Category::DairyEggs, "2", 240)
}

/// A device that has accepted a receipt on which one name was misread.
fn accepted() -> (Device, ReceiptId) {
    let mut device = Device::new(1);
    device.add("Tea", Category::Beverages, "1");
    let misread = line("BRFAD", "Brfad", Category::Bakery, "1", 199);
    let tea = line("TEA", "Tea", Category::Beverages, "1", 300);
    device.act(&Action::AcceptPurchase(purchase(vec![
        milk(),
        misread,
        tea,
    ])));
    let receipt = device.household.receipts()[0].id;
    (device, receipt)
}

fn again(receipt: ReceiptId) -> Action {
    let bread = line("BREAD", "Bread", Category::Bakery, "1", 199);
    Action::AcceptPurchase(Purchase {
        replaces: Some(receipt),
        ..purchase(vec![milk(), bread])
    })
}

fn names(device: &Device) -> Vec<String> {
    let names = device.household.items().map(|item| item.name.clone());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_receipt_that_is_read_again_is_there_once() {
    let (mut device, receipt) = accepted();
    let before = device.show();
    let item = device.item("milk");
    let done = device.act(&again(receipt));
    assert_eq!(device.household.receipts().len(), 1);
    assert!(device.household.receipt(receipt).is_none());
    let milk = device.household.overview(item).expect("the same item");
    assert_eq!((milk.totals.as_slice(), milk.lots), (&[amount("2")][..], 1));
    let kept = "the misread item has gone, and what was there before has not";
    assert_eq!(names(&device), ["Bread", "Milk", "Tea"], "{kept}");

    device.act(&Action::Undo { txn: done.id });
    assert_eq!(device.show(), before);
}

#[test]
fn what_was_used_or_put_right_is_not_thrown_away_by_reading_again() {
    let (device, receipt) = accepted();
    let lot = device.household.lots_of(device.item("milk"))[0].id;
    let lot_edit = LotEdit {
        note: Some("the blue one".to_owned()),
        ..LotEdit::default()
    };
    let touches = [
        Action::Consume {
            lot,
            amount: amount("1"),
        },
        Action::Split {
            lot,
            amount: amount("1"),
        },
        Action::EditLot {
            lot,
            edit: lot_edit,
        },
    ];
    for touch in touches {
        let mut device = device.twin(2);
        assert!(device.household.is_untouched(receipt));
        let txn = device.act(&touch).id;
        assert!(!device.household.is_untouched(receipt), "{touch:?}");
        assert_eq!(device.plan(&again(receipt)), Err(Rejected::Touched));
        device.act(&Action::Undo { txn });
        assert!(device.plan(&again(receipt)).is_ok(), "it was taken back");
    }
}
