//! What a program plans whose later parts are not there yet.

use pantry::action::{Action, NewEntry, Planner, Rejected};
use pantry::category::Category;
use pantry::location::PlaceKind;
use pantry::op::DiscardReason;

use crate::device::{Device, TODAY, amount, new_lot};

/// What the first screens offer is planned at once, and as the whole planner does it; what
/// others offer waits for them, alone and among others.
#[test]
fn first_screens_do_what_they_offer_and_others_wait() {
    let mut device = Device::new(1);
    let milk = device.add("Milk", Category::DairyEggs, "3");
    let last = device.act(&Action::Increase {
        lot: milk,
        amount: amount("1"),
    });
    let item = device.item("Milk");
    let (lot, one) = (milk, amount("1"));
    let offered = [
        Action::AddLot(new_lot("Rice", Category::Produce, "1 kg")),
        Action::Increase { lot, amount: one },
        Action::Consume { lot, amount: one },
        Action::ConsumeItem { item, amount: one },
        Action::Discard {
            lot,
            amount: one,
            reason: DiscardReason::Spoiled,
        },
        Action::Move {
            lot,
            part: None,
            to: PlaceKind::Pantry.place(),
        },
        Action::Freeze { lot, part: None },
        Action::AddToList(vec![NewEntry {
            name: "Bread".to_owned(),
            ..NewEntry::default()
        }]),
        Action::Together(vec![Action::Freeze { lot, part: None }]),
        Action::Undo { txn: last.id },
    ];
    for action in offered {
        // Both begin with the same author and the same next id.
        let mut other = device.twin(2);
        let first = other.plan_with(Planner::FIRST, &action);
        assert!(first.is_ok(), "{action:?}: {first:?}");
        assert_eq!(device.twin(2).plan(&action), first, "{action:?}");
    }
    let open = Action::Open {
        lot,
        part: None,
        on: TODAY,
    };
    assert!(device.plan(&open).is_ok());
    for action in [open.clone(), Action::Together(vec![open])] {
        let waits = device.plan_with(Planner::FIRST, &action);
        assert_eq!(waits, Err(Rejected::StillLoading), "{action:?}");
    }
}
