//! What two people did to the same thing without knowing of each other, as long as nobody
//! has looked at it.

use std::collections::{BTreeMap, HashSet};

use pantry::household::Household;
use pantry::op::{entity, meaning};
use sync::state::Conflict;
use sync::{EntityId, EntityType, Field, OpId, Value};

use crate::host::browser::{now_ms, set_setting, setting};
use crate::host::store::kept;
use crate::state::member::{hex, unhex};

/// How long a conflict is shown, in milliseconds: thirty days.
const SHOWN_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// How many conflicts that were seen to are remembered.
const MOST_SETTLED: usize = 500;

/// Names a conflict: the op that was set aside, and the field; a removal has none.
pub type Which = (OpId, Option<Field>);

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
    settled: HashSet<Which>,
}

impl Disputes {
    /// None yet, with what this device has seen to.
    pub fn load() -> Self {
        let text = setting("settled").unwrap_or_default();
        Self {
            open: BTreeMap::new(),
            settled: text.lines().filter_map(read).collect(),
        }
    }

    /// Forgets what was found: the household is another one.
    pub fn clear(&mut self) {
        self.open.clear();
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
        const SHOWN: [EntityType; 5] = [
            entity::ITEM,
            entity::LOT,
            entity::PLACE,
            entity::RECEIPT,
            entity::SHOPPING,
        ];
        let found = household.state().entity(id);
        let entity_type = found.as_ref().and_then(|found| found.entity_type());
        let (Some(found), Some(entity_type)) = (found, entity_type) else {
            return Vec::new();
        };
        if !SHOWN.contains(&entity_type) || !found.is_alive() {
            return Vec::new();
        }
        // What was cleared from the list is settled.
        let is_listed = || household.shopping_entry(id.into()).is_some();
        if entity_type == entity::SHOPPING && !is_listed() {
            return Vec::new();
        }
        let since = now_ms() - SHOWN_MS;
        let conflicts = found.conflicts().into_iter();
        let disputes = conflicts.map(|conflict| dispute(id, entity_type, &conflict));
        disputes
            .filter(|one| one.at_ms > since && one.is_seen())
            .filter(|one| !self.settled.contains(&one.which()))
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
    pub fn settle(&mut self, which: Which) {
        self.settled.insert(which);
        for of_one in self.open.values_mut() {
            of_one.retain(|one| one.which() != which);
        }
        let settled = self.settled.iter().take(MOST_SETTLED);
        let lines: Vec<String> = settled.map(write).collect();
        set_setting("settled", Some(&lines.join("\n")));
    }
}

impl Dispute {
    /// What it is named.
    #[must_use]
    pub fn which(&self) -> Which {
        let field = match self.what {
            What::Writes { field, .. } => Some(field),
            What::Stayed => None,
        };
        (self.lost, field)
    }

    /// Whether a person sees what it is about.
    fn is_seen(&self) -> bool {
        match &self.what {
            What::Stayed => true,
            What::Writes { field, kept, lost } => [kept, lost]
                .iter()
                .all(|value| meaning(self.entity_type, *field, value).is_some()),
        }
    }
}

fn write((op, field): &Which) -> String {
    let field = field.map_or(String::new(), |field| field.0.to_string());
    format!("{} {field}", hex(&kept::key(*op)))
}

fn read(line: &str) -> Option<Which> {
    let (op, field) = line.split_once(' ')?;
    Some((kept::id(unhex(op)?), field.parse().ok().map(Field)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use sync::ReplicaId;

    #[test]
    fn what_was_seen_to_is_read_back() {
        let op = OpId {
            replica: ReplicaId(u64::MAX),
            rseq: 7,
        };
        for which in [(op, None), (op, Some(Field(5)))] {
            assert_eq!(read(&write(&which)), Some(which));
        }
        assert_eq!(read("nonsense"), None);
    }
}
