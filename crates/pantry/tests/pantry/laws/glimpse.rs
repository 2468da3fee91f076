//! What a start shows ahead of all the rest.

use jiff::ToSpan;
use jiff::civil::Date;
use pantry::household::Household;
use proptest::prelude::*;
use sync::Op;

use super::life::{live, shuffle, steps};
use super::mistaken;
use crate::device::TODAY;

/// What the first screen says of everything that is due by a day.
fn shown(household: &Household, by: Date) -> Vec<String> {
    let due = household.lots().filter_map(|lot| {
        let due = household.due(lot).filter(|due| due.on <= by)?;
        let quantity = household.quantity(lot.id);
        let item = household.item(lot.item);
        let category = household.category(lot);
        let place = household.place(lot.place);
        Some(format!(
            "{lot:?} {quantity} {due:?} {item:?} {category:?} {place:?}"
        ))
    });
    due.collect()
}

proptest! {
    /// Who opens Larder in a hurry sees what is to be eaten, as it is.
    #[test]
    fn the_first_ops_alone_show_what_is_due_as_all_ops_do(
        steps in steps(),
        errs in any::<bool>(),
        days in 0..60_i32,
        seed in any::<u64>(),
    ) {
        let mut ops = live(&steps).ops;
        if errs {
            ops.extend(mistaken(&ops));
        }
        let whole = Household::from_ops(&ops);
        let by = TODAY.checked_add(days.days()).expect("a day in reach");
        let first = whole.first_ops(by);
        let mut some: Vec<Op> = ops.into_iter().filter(|op| first.contains(&op.id)).collect();
        shuffle(&mut some, seed);
        let part = Household::from_ops(&some);
        prop_assert_eq!(shown(&part, by), shown(&whole, by));
    }
}
