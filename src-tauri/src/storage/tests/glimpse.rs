//! The first screen's ops: those that are known, and what came since.

use jiff::civil::{Date, date};
use pantry::kept::glimpse::Glimpse;
use sync::codec::{Epoch, HouseholdId};
use sync::engine::{KeptAuthor, Progress};
use sync::kept::{encode_author, encode_progress};
use sync::{Hlc, OpId, ReplicaId};

use super::*;

const OWN: ReplicaId = ReplicaId(u64::MAX - 1);
const OTHER: ReplicaId = ReplicaId(5);
const TODAY: Date = date(2026, 12, 1);

fn id(replica: ReplicaId, rseq: u64) -> OpId {
    OpId { replica, rseq }
}

fn row(id: OpId, seq: Option<u64>) -> OpRow {
    OpRow { seq, id, ..op(1) }
}

fn progress(cursor: u64) -> Progress {
    Progress {
        epoch: Some(Epoch([3; 16])),
        cursor,
        ..Progress::default()
    }
}

async fn keep(opened: &Opened, fact: Fact, value: Vec<u8>) {
    let keep = Request::Keep(fact, Some(value));
    assert_eq!(opened.storage.answer(keep).await, Answer::Done);
}

async fn glimpse(opened: &Opened, today: Date) -> Vec<OpId> {
    match opened.storage.answer(Request::Glimpse(today)).await {
        Answer::Page(ops, None) => ops.iter().map(|op| op.row.id).collect(),
        answer => panic!("{answer:?}"),
    }
}

#[tokio::test]
async fn a_start_is_given_what_it_shows_first_and_what_came_since() {
    let opened = open().await;
    let rows = vec![
        row(id(OTHER, 1), Some(1)),
        row(id(OTHER, 2), Some(2)),
        row(id(OWN, 1), Some(3)),
        row(id(OWN, 2), None),
        // From here on it came later.
        row(id(OTHER, 3), Some(4)),
        row(id(OWN, 3), None),
        row(id(OWN, 4), Some(5)),
    ];
    assert_eq!(
        opened.storage.answer(commit(rows, Vec::new())).await,
        Answer::Done
    );
    assert!(glimpse(&opened, TODAY).await.is_empty(), "nobody knows");
    let author = KeptAuthor {
        household: HouseholdId([1; 16]),
        replica: OWN,
        clock: Hlc::ZERO,
    };
    keep(&opened, Fact::Author, encode_author(&author)).await;
    keep(&opened, Fact::Progress, encode_progress(&progress(4))).await;
    let made = Glimpse {
        epoch: progress(0).epoch,
        cursor: 3,
        replica: OWN,
        next_rseq: 3,
        until: TODAY,
        ops: vec![id(OTHER, 2), id(OWN, 2), id(OTHER, 9)],
    };
    keep(&opened, Fact::Glimpse, made.encode()).await;
    let mut expected = vec![
        id(OTHER, 2),
        id(OTHER, 3),
        id(OWN, 2),
        id(OWN, 3),
        id(OWN, 4),
    ];
    expected.sort_unstable();
    let mut given = glimpse(&opened, TODAY).await;
    given.sort_unstable();
    assert_eq!(given, expected);

    assert!(glimpse(&opened, date(2026, 12, 2)).await.is_empty(), "late");
    keep(&opened, Fact::Progress, encode_progress(&progress(2))).await;
    assert!(glimpse(&opened, TODAY).await.is_empty(), "another server");
    keep(&opened, Fact::Glimpse, b"what is this".to_vec()).await;
    assert!(glimpse(&opened, TODAY).await.is_empty(), "unreadable");
}
