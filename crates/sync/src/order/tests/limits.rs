//! Where the hub's limits lie, to the millisecond and to the op, and what a push that
//! comes again or in pieces gets.

use super::*;
use crate::hlc::Hlc;
use crate::op::Txn;

const MINUTE_MS: i64 = 60_000;

impl Pair {
    fn put_at(&mut self, ms: i64) -> Vec<Stored> {
        let now_ms = std::mem::replace(&mut self.now_ms, ms);
        let ops = self.put(1);
        self.now_ms = now_ms;
        ops
    }

    fn undo(&mut self, replica: u64, rseq: u64) -> Vec<Stored> {
        let replica = ReplicaId(replica);
        let target = Target::Op(OpId { replica, rseq });
        let to = UndoState::Undone;
        self.write(vec![Kind::Undo { target, to }])
    }

    /// Gives ops with the chain before the first of them that the hub does not have.
    fn receive(&self, ops: &[Stored], previous: Chain) -> Result<Outcome, Refusal> {
        let push = self.push(ops, previous);
        receive(&self.head, &self.seat, &push, &self.hub, self.now_ms)
    }
}

#[test]
fn a_clock_may_be_five_minutes_ahead_and_not_before_2020() {
    let cases = [
        (NOW_MS + 5 * MINUTE_MS, true),
        (NOW_MS + 5 * MINUTE_MS + 1, false),
        (1_577_836_800_000, true),
        (1_577_836_799_999, false),
    ];
    for (ms, counts) in cases {
        let mut pair = Pair::new();
        let ops = pair.put_at(ms);
        assert_eq!(pair.give(&ops).rows.len(), usize::from(counts), "{ms}");
    }
}

#[test]
fn a_transaction_is_stamped_anew_as_a_whole() {
    let mut pair = Pair::new();
    let mut ops = pair.write(vec![put(1), put(2), put(3)]);
    let mut late = ops[2].op().clone();
    late.hlc = Hlc::from_unix_ms(NOW_MS + 9 * MINUTE_MS);
    ops[2] = Stored::seal(late).expect("within the limits");
    let outcome = pair.give(&ops);
    let stopped = Refusal::Skew {
        rseq: 1,
        hlc: ops[0].op().hlc,
        now_ms: NOW_MS,
    };
    assert_eq!(outcome.stopped, Some(stopped));
    assert_eq!(
        outcome.seat,
        Seat {
            held_since_ms: NOW_MS,
            ..Seat::new(pair.author.replica)
        }
    );
}

#[test]
fn a_transaction_is_held_for_ten_minutes_from_its_first_op() {
    for (wait_ms, is_held) in [(10 * MINUTE_MS, true), (10 * MINUTE_MS + 1, false)] {
        let mut pair = Pair::new();
        let ops = pair.write(vec![put(1), put(2), put(3)]);
        pair.give(&ops[..1]);
        pair.now_ms += wait_ms - 1;
        pair.give(&ops[1..2]);
        pair.now_ms += 1;
        let outcome = pair.try_give(&ops[2..]);
        let expected = if is_held {
            Ok(vec![1, 2, 3])
        } else {
            Err(Refusal::Expected { next_rseq: 1 })
        };
        assert_eq!(outcome.map(|outcome| seqs(&outcome)), expected);
    }
}

#[test]
fn a_transaction_over_the_limit_is_rejected_as_a_whole() {
    let mut pair = Pair::new();
    let longest = pair.write(vec![Kind::Delete; MAX_TXN_OPS]);
    assert_eq!(pair.give(&longest).rows.len(), MAX_TXN_OPS);
    let longer = pair.write(vec![Kind::Delete; MAX_TXN_OPS + 1]);
    let outcome = pair.give(&longer);
    assert_eq!(
        (outcome.rows.len(), outcome.rejected.len()),
        (0, MAX_TXN_OPS + 1)
    );
    let mut reasons = outcome.rejected.iter().map(|(.., why)| *why);
    assert!(reasons.all(|why| why == Rejection::TooLong));
}

#[test]
fn an_author_may_have_seen_from_the_floor_to_the_head() {
    for (basis, counts) in [(5, true), (9, true), (10, false)] {
        let mut pair = Pair::new();
        (pair.head.seq, pair.head.floor) = (9, 5);
        pair.author.basis = basis;
        let ops = pair.put(1);
        let outcome = pair.give(&ops);
        assert_eq!(outcome.stopped, None);
        assert_eq!(outcome.rows.len(), usize::from(counts), "{basis}");
    }
}

#[test]
fn of_a_basis_of_before_a_restore_counts_what_the_backup_has() {
    let mut pair = Pair::new();
    pair.head.seq = 3;
    pair.author.basis = 9;
    let ops = pair.put(1);
    let mut push = pair.push(&ops, Chain::START);
    push.limit = Some(3);
    let outcome = receive(&pair.head, &pair.seat, &push, &pair.hub, NOW_MS);
    assert_eq!(outcome.map(|outcome| seqs(&outcome)), Ok(vec![4]));
}

#[test]
fn an_op_of_no_transaction_that_is_here_is_rejected() {
    let mut pair = Pair::new();
    let first = pair.put(1);
    let mut op = pair.put(2)[0].op().clone();
    op.txn = Txn {
        first: 1,
        last: true,
    };
    let stray = Stored::seal(op).expect("within the limits");
    let ops = [first, vec![stray]].concat();
    let outcome = pair.give(&ops);
    assert_eq!(seqs(&outcome), [1]);
    assert_eq!(outcome.accepted.rejected, [(2, Rejection::Invalid)]);
}

#[test]
fn ops_that_come_again_come_with_the_chain_before_them() {
    let mut pair = Pair::new();
    let first = pair.put(1);
    pair.give(&first);
    let both = [first, pair.put(2)].concat();
    let outcome = pair.receive(&both, Chain::START);
    assert_eq!(outcome.map(|outcome| seqs(&outcome)), Ok(vec![2]));
}

#[test]
fn a_push_of_nothing_claims_nothing() {
    let pair = Pair::new();
    let outcome = pair.receive(&[], Chain([9; 8]));
    assert_eq!(outcome.map(|outcome| outcome.accepted.next_rseq), Ok(1));
}

#[test]
fn held_ops_that_come_again_are_the_same_or_a_fork() {
    let mut pair = Pair::new();
    let mut twin = Pair::new();
    let ops = pair.write(vec![put(1), put(2), put(3)]);
    let other = twin.write(vec![put(4), put(5), put(6)]);
    pair.give(&ops[..2]);
    assert_eq!(pair.try_give(&other), Err(Refusal::Fork));
    assert_eq!(seqs(&pair.give(&ops)), [1, 2, 3]);
}

#[test]
fn an_undo_of_what_was_rejected_does_no_harm() {
    let mut pair = Pair::new();
    pair.hub.forbids = Some(Field(9));
    let ops = pair.put(9);
    pair.give(&ops);
    let undo = pair.undo(7, 1);
    assert_eq!(pair.give(&undo).accepted.rejected, []);
}

#[test]
fn what_a_restore_did_not_lose_does_not_come_again() {
    let mut pair = Pair::new();
    let ops = pair.put(1);
    pair.give(&ops);
    pair.head.restored_ms = Some(NOW_MS);
    // The hub stands at 2 with the other author, too: its first op was dropped.
    let undo = pair.undo(8, 1);
    assert_eq!(pair.give(&undo).accepted.rejected, [(2, Rejection::TooOld)]);
    let undo = pair.undo(8, 9);
    assert_eq!(pair.give(&undo).accepted.rejected, []);
}
