//! What two people did to the same thing without knowing of each other, as long as nobody
//! has looked at it.

use std::collections::{BTreeMap, HashSet};

use pantry::household::Household;
use pantry::op::entity;
use sync::state::Conflict;
use sync::{EntityId, EntityType, Field, OpId, Value};

use crate::host::browser::{now_ms, set_setting, setting};
use crate::host::store::kept;
use crate::state::member::{hex, unhex};

/// How long a conflict is shown, in milliseconds: thirty days.
const SHOWN_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// How many conflicts that were seen to are remembered.
const MOST_SETTLED: usize = 500;

/// A conflict.
#[derive(Clone, PartialEq, Debug)]
pub struct Dispute {
    /// What it is about.
    pub entity: EntityId,
    /// What sort of thing that is.
    pub entity_type: EntityType,
    /// The change that was set aside.
    pub lost: OpId,
    /// When it was made, in milliseconds since 1970.
    pub at_ms: i64,
    /// What happened.
    pub what: What,
}

/// What two people did.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// Both wrote a field.
    Writes {
        /// The field.
        field: Field,
        /// What it has.
        kept: Value,
        /// What it would have.
        lost: Value,
    },
    /// One removed it, and the other changed it: it stayed.
    Stayed,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Disputes {
    open: BTreeMap<EntityId, Vec<Dispute>>,
    settled: HashSet<OpId>,
}

impl Disputes {
    /// None yet, with what this device has seen to.
    pub fn load() -> Self {
        let text = setting("settled").unwrap_or_default();
        let keys = text.lines().filter_map(unhex);
        Self {
            open: BTreeMap::new(),
            settled: keys.map(kept::id).collect(),
        }
    }

    /// Looks at these things again.
    pub fn look_again(
        &mut self,
        household: &Household,
        entities: impl IntoIterator<Item = EntityId>,
    ) {
        for id in entities {
            let found = self.find(household, id);
            if found.is_empty() {
                self.open.remove(&id);
            } else {
                self.open.insert(id, found);
            }
        }
    }

    fn find(&self, household: &Household, id: EntityId) -> Vec<Dispute> {
        const SHOWN: [EntityType; 4] = [entity::ITEM, entity::LOT, entity::PLACE, entity::RECEIPT];
        let found = household.state().entity(id);
        let entity_type = found.as_ref().and_then(|found| found.entity_type());
        let (Some(found), Some(entity_type)) = (found, entity_type) else {
            return Vec::new();
        };
        if !SHOWN.contains(&entity_type) || !found.is_alive() {
            return Vec::new();
        }
        let since = now_ms() - SHOWN_MS;
        let conflicts = found.conflicts().into_iter();
        let disputes = conflicts.map(|conflict| dispute(id, entity_type, &conflict));
        disputes
            .filter(|one| one.at_ms > since && !self.settled.contains(&one.lost))
            .collect()
    }

    /// All that nobody has looked at, the newest first.
    pub fn newest(&self) -> Vec<Dispute> {
        let mut all: Vec<Dispute> = self.open.values().flatten().cloned().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
        all
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.open.values().map(Vec::len).sum()
    }

    /// A person has looked at one.
    pub fn settle(&mut self, lost: OpId) {
        self.settled.insert(lost);
        for of_one in self.open.values_mut() {
            of_one.retain(|one| one.lost != lost);
        }
        let keys = self.settled.iter().take(MOST_SETTLED);
        let lines: Vec<String> = keys.map(|id| hex(&kept::key(*id))).collect();
        set_setting("settled", Some(&lines.join("\n")));
    }
}

fn dispute(entity: EntityId, entity_type: EntityType, conflict: &Conflict<'_>) -> Dispute {
    let (op, what) = match conflict {
        Conflict::Writes { field, kept, lost } => {
            let what = What::Writes {
                field: *field,
                kept: kept.value.clone(),
                lost: lost.value.clone(),
            };
            (lost.op, what)
        }
        Conflict::Revived { delete, .. } => (*delete, What::Stayed),
    };
    Dispute {
        entity,
        entity_type,
        lost: op.id,
        at_ms: op.hlc.unix_ms(),
        what,
    }
}
