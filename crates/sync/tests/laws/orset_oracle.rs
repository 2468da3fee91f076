//! The add-wins set beside another one: `crdts::Orswot` must have the same members after
//! every step of any history.

use std::collections::BTreeSet;

use crdts::{CmRDT, CvRDT, Orswot};
use proptest::prelude::*;
use sync::orset::OrSet;
use sync::{OpId, ReplicaId};

const REPLICAS: usize = 3;

#[derive(Clone, Debug)]
enum Step {
    Add(u8),
    Remove(u8),
    /// Takes in all that another replica has.
    Merge(usize),
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let step = prop_oneof![
        4 => (0u8..4).prop_map(Step::Add),
        3 => (0u8..4).prop_map(Step::Remove),
        3 => (0..REPLICAS).prop_map(Step::Merge),
    ];
    (0..REPLICAS, step)
}

/// What happened to the set: an op, and what it lists if it removes.
type Event = (OpId, Result<u8, Vec<OpId>>);

#[derive(Clone, Default)]
struct Replica {
    theirs: Orswot<u8, u64>,
    ours: OrSet<u8>,
    seen: Vec<Event>,
    rseq: u64,
}

impl Replica {
    fn take_in(&mut self, event: &Event) {
        let (id, what) = event;
        if self.seen.iter().any(|(known, _)| known == id) {
            return;
        }
        match what {
            Ok(member) => self.ours.add(*id, *member),
            Err(dots) => self.ours.remove(*id, dots),
        }
        self.seen.push(event.clone());
    }

    fn next(&mut self, replica: usize) -> OpId {
        self.rseq += 1;
        OpId {
            replica: ReplicaId(replica as u64),
            rseq: self.rseq,
        }
    }

    fn go(&mut self, replica: usize, step: &Step, others: &[Replica]) {
        match step {
            Step::Add(member) => {
                let context = self.theirs.read_ctx().derive_add_ctx(replica as u64);
                self.theirs.apply(self.theirs.add(*member, context));
                let id = self.next(replica);
                self.take_in(&(id, Ok(*member)));
            }
            Step::Remove(member) => {
                let context = self.theirs.contains(member).derive_rm_ctx();
                self.theirs.apply(self.theirs.rm(*member, context));
                let id = self.next(replica);
                let dots = self.ours.dots(member);
                self.take_in(&(id, Err(dots)));
            }
            Step::Merge(other) => {
                let other = &others[*other];
                self.theirs.merge(other.theirs.clone());
                other.seen.iter().for_each(|event| self.take_in(event));
            }
        }
    }
}

proptest! {
    #[test]
    fn our_set_has_the_members_that_another_one_has(steps in proptest::collection::vec(step(), 0..60)) {
        let mut replicas = vec![Replica::default(); REPLICAS];
        for (replica, step) in &steps {
            let others = replicas.clone();
            let this = &mut replicas[*replica];
            this.go(*replica, step, &others);
            let theirs: BTreeSet<u8> = this.theirs.read().val.into_iter().collect();
            let ours: BTreeSet<u8> = this.ours.members().into_iter().copied().collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
