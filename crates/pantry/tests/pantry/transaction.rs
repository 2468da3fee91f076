//! One action is one transaction, however many batches it takes.

use pantry::action::{Action, Rejected};
use pantry::category::Category;
use pantry::op::SCHEMA;
use sync::codec::{Batch, HouseholdId, MAX_BATCH_OPS, MAX_TXN_OPS, Stored};
use sync::digest::Chain;

use crate::accept::{line, purchase};
use crate::device::Device;

fn many_lines(count: usize) -> Action {
    let lines = (0..count).map(|row| {
        let name = format!("Thing {row}");
        line(&name, &name, Category::Staples, "1", 100)
    });
    Action::AcceptPurchase(purchase(lines.collect()))
}

#[test]
fn a_transaction_goes_on_over_several_batches() {
    let mut device = Device::new(1);
    let transaction = device.act(&many_lines(300));
    let mut other = Device::new(2);
    let mut batches = 0;
    for ops in transaction.ops.chunks(MAX_BATCH_OPS) {
        let known = other.household.state().transaction(transaction.id);
        assert!(known.is_none_or(|known| !known.is_complete()), "{batches}");
        let sealed = ops.iter().cloned().map(Stored::seal);
        let batch = Batch {
            household: HouseholdId([1; 16]),
            replica: transaction.id.replica,
            first_rseq: ops[0].id.rseq,
            schema: SCHEMA,
            epoch: None,
            previous: Chain::START,
            ops: sealed
                .map(|op| Ok(op.expect("within the limits")))
                .collect(),
        };
        let bytes = batch.encode().expect("within the limits");
        let read = Batch::decode(&bytes).expect("a batch");
        let read = read.ops.into_iter().map(|op| op.expect("readable"));
        let read: Vec<_> = read.map(Stored::into_op).collect();
        other.receive(&read);
        batches += 1;
    }
    assert_eq!(batches, 3);
    let known = other.household.state().transaction(transaction.id);
    assert!(known.is_some_and(|known| known.is_complete()));
    assert_eq!(other.show(), device.show());
}

#[test]
fn more_lines_than_a_transaction_holds_are_to_be_split() {
    let mut device = Device::new(1);
    let why = device.plan(&many_lines(MAX_TXN_OPS / 4));
    assert_eq!(
        why,
        Err(Rejected::TooLarge),
        "four ops a line, and the receipt"
    );
}
