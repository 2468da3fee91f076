//! Putting back what another one's change set aside, and taking out what the server rejected.

use pantry::action::{Action, ItemEdit, Rejected};
use pantry::category::Category;
use pantry::op::item;
use sync::{OpId, ReplicaId};

use crate::device::Device;

fn renamed(device: &Device, name: &str) -> Action {
    Action::EditItem {
        item: device.item("milk"),
        edit: ItemEdit {
            name: Some(name.to_owned()),
            ..ItemEdit::default()
        },
    }
}

#[test]
fn the_name_that_lost_comes_back_with_one_action() {
    let mut one = Device::new(1);
    one.add("Milk", Category::DairyEggs, "1 l");
    let mut two = one.twin(2);
    let lost = one.act(&renamed(&one, "Oat milk"));
    two.now_ms = one.now_ms + 1_000;
    let won = two.act(&renamed(&two, "Soy milk"));
    one.receive(&won.ops);
    assert!(one.household.item_named("soy milk").is_some());
    let of = |op| Action::Restore {
        op,
        field: item::NAME,
    };
    let restore = of(lost.ops[0].id);
    one.now_ms = two.now_ms;
    one.act(&restore);
    assert!(one.household.item_named("oat milk").is_some());
    assert_eq!(one.plan(&restore), Err(Rejected::NothingChanged));
    let unknown = of(OpId {
        replica: ReplicaId(9),
        rseq: 1,
    });
    assert_eq!(one.plan(&unknown), Err(Rejected::NoSuchAction));
}

#[test]
fn what_an_unseen_change_brought_back_is_deleted_again() {
    let mut one = Device::new(1);
    one.add("Milk", Category::DairyEggs, "1 l");
    let mut two = one.twin(2);
    let item = one.item("milk");
    let deleted = one.act(&Action::DeleteItem { item });
    let edited = two.act(&renamed(&two, "Oat milk"));
    one.receive(&edited.ops);
    assert!(one.household.item(item).is_some(), "an unseen edit is kept");
    // The server numbers all of it, and the device has seen it when it deletes again.
    let all = one.ops();
    one.household.apply_numbered(all.iter().zip(1..));
    one.author.basis = all.len() as u64;
    let delete = deleted.ops.iter().find(|op| op.entity == item.into());
    let again = Action::DeleteAgain {
        op: delete.expect("one on the item").id,
    };
    one.act(&again);
    assert!(one.household.item(item).is_none());
    assert_eq!(one.plan(&again), Err(Rejected::NothingChanged));
}

#[test]
fn what_the_server_rejects_leaves_stock_and_journal() {
    let mut device = Device::new(1);
    device.add("Milk", Category::DairyEggs, "1 l");
    let before = device.show();
    let entries = device.household.journal().count();
    let renamed = device.act(&renamed(&device, "Oat milk"));
    let changed = device.household.reject(renamed.ops.iter().map(|op| op.id));
    assert_eq!(device.show(), before);
    assert_eq!(device.household.journal().count(), entries);
    assert!(changed.items.contains(&device.item("milk")));
}
