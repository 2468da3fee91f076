//! All engines end in the same state: fields of every entity, amounts by lot.

use anyhow::Result;
use pantry::household::Household;
use pantry::id::LotId;
use sync::EntityId;

use crate::engine::ALL;
use crate::trace::{Change, key, replay};

/// Six weeks have every kind of action in them.
const DAYS: i64 = 42;

#[test]
fn every_form_of_every_engine_holds_what_larder_holds() -> Result<()> {
    let trace = replay(1, DAYS);
    let household = Household::from_ops(&trace.ops);
    let mut expected = None;
    for engine in ALL {
        for (form, export) in engine.forms.iter().zip((engine.record)(&trace)?) {
            let contents = (form.merge)(&export)?.contents()?;
            let expected = expected.get_or_insert_with(|| contents.clone());
            assert!(contents == *expected, "{} holds something else", form.name);
        }
    }
    let contents = expected.unwrap_or_default();
    let lots: Vec<_> = household.lots().collect();
    assert!(lots.len() > 20);
    for lot in lots {
        let thing = &contents[&key(EntityId::from(lot.id))];
        assert_eq!(
            thing.amount,
            household.balance(LotId::from_bytes(lot.id.bytes()))
        );
    }
    Ok(())
}

#[test]
fn a_seed_gives_one_trace() {
    let [first, again, other] = [1, 1, 2].map(|seed| replay(seed, 3).ops);
    assert_eq!(first, again);
    assert_ne!(first, other);
}

#[test]
fn every_device_writes_and_amounts_go_both_ways() {
    let trace = replay(1, DAYS);
    let signs = trace.actions.iter().flat_map(|action| {
        let adds = action.changes.iter().filter_map(|change| match change {
            Change::Add { amount, .. } => Some((action.device, amount.signum())),
            Change::Put { .. } => None,
        });
        adds.collect::<Vec<_>>()
    });
    let signs: std::collections::BTreeSet<_> = signs.collect();
    assert_eq!(signs.len(), 6);
}

#[test]
fn its_ops_are_days_apart() {
    let moments: Vec<_> = replay(1, DAYS).ops.iter().map(|op| op.hlc).collect();
    assert!(moments.is_sorted());
    let lived = moments[moments.len() - 1].unix_ms() - moments[0].unix_ms();
    assert_eq!(lived / 86_400_000, DAYS - 1);
}
