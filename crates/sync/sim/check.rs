//! What must hold, by means of their own: slow, and from the hub's ops alone.

use std::collections::{BTreeMap, BTreeSet};

use sync::{EntityId, Op, Scope, Stamp, State};

use super::device::Device;
use super::hub::{self, Hub};
use super::work;

/// What went wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    pub kind: Kind,
    pub what: String,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    /// Two devices, or a device and the hub, say different things.
    Diverged,
    /// A change that was confirmed on its device is nowhere.
    Lost,
    /// A change counts twice.
    Doubled,
    /// What was gone for good is there again.
    Zombie,
    /// Who saw what, or what came after what, is wrong.
    Causality,
    /// The exchange comes to no end.
    Stuck,
    /// A frame cannot be written, or is read as another.
    Wire,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Diverged,
        Self::Lost,
        Self::Doubled,
        Self::Zombie,
        Self::Causality,
        Self::Stuck,
        Self::Wire,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Diverged => "diverged",
            Self::Lost => "lost",
            Self::Doubled => "doubled",
            Self::Zombie => "zombies",
            Self::Causality => "causality",
            Self::Stuck => "stuck",
            Self::Wire => "wire",
        }
    }
}

impl Fault {
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self {
            kind,
            what: what.into(),
        }
    }
}

/// The name by which the simulator knows a change.
pub fn marker(op: &Op) -> Option<EntityId> {
    op.refs.first().copied()
}

/// Whether an op that is being written comes after all that its author has seen, and
/// says no more and no less than that it has seen it.
pub fn causality(op: &Op, state: &State, hub: &Hub) -> Result<(), Fault> {
    let fault = |what: String| Err(Fault::new(Kind::Causality, what));
    let latest: Option<Stamp> = state.ops().map(|(op, _)| op.stamp()).max();
    if latest.is_some_and(|latest| latest >= op.stamp()) {
        return fault(format!("{:?} is not after all that was seen", op.id));
    }
    // Numbers of another epoch say nothing here; the device learns of it first.
    if !hub.disk.ended.is_empty() {
        return Ok(());
    }
    let seen = hub.disk.rows.range(..=op.basis);
    for (seq, (row, _)) in seen {
        if state.op(row.id).is_none() && *seq > hub.disk.head.floor {
            return fault(format!("{:?} claims to have seen {seq}", op.id));
        }
    }
    if let Some((_, (row, _))) = hub.disk.rows.range(op.basis + 1..).next()
        && row.id.replica != op.id.replica
        && state.seq(row.id).is_some()
    {
        return fault(format!("{:?} has seen more than {}", op.id, op.basis));
    }
    Ok(())
}

/// Once all devices are in step: whether they are, with each other and with the hub,
/// and whether every confirmed change is there once.
pub fn end(
    hub: &Hub,
    devices: &[Device],
    confirmed: &BTreeMap<EntityId, usize>,
) -> Result<(), Fault> {
    let state = hub.state();
    doubled(hub)?;
    amounts(hub, &state)?;
    let live = devices
        .iter()
        .enumerate()
        .filter(|(_, device)| !device.retired);
    for (number, device) in live {
        if device.state.summary() != state.summary() {
            let what = format!(
                "device {number} and the hub, {}",
                difference(&device.state, &state)
            );
            return Err(Fault::new(Kind::Diverged, what));
        }
    }
    for entity in &hub.disk.buried {
        if state.is_alive(*entity) {
            return Err(Fault::new(Kind::Zombie, format!("{entity} is back")));
        }
    }
    let numbered = hub.disk.rows.values();
    let numbered = numbered.filter_map(|(row, _)| marker(&hub::open(row)?));
    let mut told: BTreeSet<EntityId> = numbered.chain(hub.dropped.iter().copied()).collect();
    for device in devices {
        // Rejected ones, and those that wait for an author who does not come back, are
        // for a person to look at, as the recovered ones are.
        let rows = device.store.rows.values();
        let rows = rows.filter(|(row, why)| why.is_some() || row.seq.is_none());
        told.extend(rows.filter_map(|(row, _)| marker(&hub::open(row)?)));
        let recovered = device.store.recovered.iter();
        told.extend(recovered.filter_map(|recovered| marker(recovered.op.op())));
    }
    for (marker, device) in confirmed {
        if !told.contains(marker) {
            let what = format!("a change of device {device} is nowhere: {marker}");
            return Err(Fault::new(Kind::Lost, what));
        }
    }
    Ok(())
}

fn doubled(hub: &Hub) -> Result<(), Fault> {
    let mut seen = BTreeMap::new();
    for (seq, (row, _)) in &hub.disk.rows {
        let Some(marker) = hub::open(row).as_ref().and_then(marker) else {
            continue;
        };
        if let Some(other) = seen.insert(marker, seq) {
            let what = format!("a change has the numbers {other} and {seq}");
            return Err(Fault::new(Kind::Doubled, what));
        }
    }
    Ok(())
}

/// The accounts by their definition: what was last found, and what was added since.
fn amounts(hub: &Hub, state: &State) -> Result<(), Fault> {
    let ops: Vec<Op> = hub
        .disk
        .rows
        .values()
        .filter_map(|(row, _)| hub::open(row))
        .collect();
    let counts: Vec<&Op> = ops.iter().filter(|op| !state.is_undone(op.id)).collect();
    for entity in state.entities().filter(|entity| entity.is_alive()) {
        for scope in work::scopes() {
            let (here, there) = (
                entity.balance(scope).amount,
                amount(&counts, entity.id(), scope),
            );
            if here != there {
                let what = format!("{} holds {here} and should hold {there}", entity.id());
                return Err(Fault::new(Kind::Diverged, what));
            }
        }
    }
    Ok(())
}

fn amount(ops: &[&Op], entity: EntityId, named: Scope) -> i64 {
    let mut found: Option<(Stamp, i64)> = None;
    for op in ops {
        let here = match &op.kind {
            sync::Kind::Reset { scope, amounts } if *scope == named => {
                Some(amounts.get(&entity).copied().unwrap_or(0))
            }
            sync::Kind::Observe { scope, amount } if *scope == named && op.entity == entity => {
                Some(*amount)
            }
            _ => None,
        };
        found = found.max(here.map(|amount| (op.stamp(), amount)));
    }
    let later = ops.iter().filter_map(|op| match op.kind {
        sync::Kind::Add { scope, amount, .. } if scope == named && op.entity == entity => found
            .is_none_or(|(stamp, _)| op.stamp() > stamp)
            .then_some(amount),
        _ => None,
    });
    found.map_or(0, |(_, amount)| amount) + later.sum::<i64>()
}

/// The first thing that two states say differently.
fn difference(a: &State, b: &State) -> String {
    let ids: BTreeSet<EntityId> = a.entities().chain(b.entities()).map(|it| it.id()).collect();
    let differing = ids.into_iter().find(|id| tell(a, *id) != tell(b, *id));
    differing.map_or_else(String::new, |id| {
        format!("of {id}: {} / {}", tell(a, id), tell(b, id))
    })
}

fn tell(state: &State, id: EntityId) -> String {
    let Some(entity) = state.entity(id).filter(|entity| entity.is_alive()) else {
        return "gone".to_owned();
    };
    let fields: Vec<_> = entity
        .fields()
        .map(|(field, write)| (field, write.value, write.stamp))
        .collect();
    let sets: Vec<_> = entity
        .sets()
        .filter(|(_, members)| !members.is_empty())
        .collect();
    let blobs: Vec<_> = entity.blobs().collect();
    let held: Vec<_> = entity
        .balances()
        .map(|(scope, balance)| (scope.at, balance))
        .collect();
    format!(
        "{:?} {fields:?} {sets:?} {blobs:?} {held:?}",
        entity.entity_type()
    )
}
