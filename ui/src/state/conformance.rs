//! What every storage must do, tried on a scratch one: the page runs it where it is, so
//! that a host is tried as it will be used.

use std::collections::{BTreeMap, BTreeSet};

use pantry::id::ReceiptId;
use sync::codec::{Epoch, HouseholdId, Stored};
use sync::digest::{Chain, Digest};
use sync::engine::{self, KeptAuthor, Progress};
use sync::exchange::{Rejection, Row as OpRow};
use sync::reissue::{Recovered, Why};
use sync::{EntityId, EntityType, Field, Hlc, Kind, Op, OpId, ReplicaId, Txn, Value};

use crate::host::browser;
use crate::host::store::kept::{self, KeptOp, Reason};
use crate::host::store::{
    Commit, Fact, KeptDraft, Next, OpKey, Picture, Row, Store, StoreError, Table, tables_at,
};

/// What a case came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What was tried.
    pub name: &'static str,
    /// What went wrong, if anything did.
    pub wrong: Option<String>,
}

const OWN: ReplicaId = ReplicaId(u64::MAX);
const OTHER: ReplicaId = ReplicaId((1 << 53) + 1);

type Tried = Result<(), String>;

/// Runs every case, each on an empty storage that `open` gives: it opens the same one again
/// unless it is told to begin anew. `close` lets go of one.
pub async fn run<S: Store>(
    open: impl AsyncFn(bool) -> Result<S, StoreError>,
    close: impl Fn(&S),
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    macro_rules! case {
        ($name:literal, $case:path) => {{
            let tried = match open(true).await {
                Ok(store) => {
                    let tried = $case(&store).await;
                    close(&store);
                    tried
                }
                Err(error) => Err(error.to_string()),
            };
            let wrong = tried.err();
            outcomes.push(Outcome { name: $name, wrong });
        }};
    }
    case!("numbers and bytes come back whole", extremes);
    case!("ops come in the order of their keys, page by page", pages);
    case!("facts are kept and forgotten", facts);
    case!(
        "an op that is there already fails the whole commit",
        overtaken
    );
    case!("a number, a limit and a removal change one op", changes);
    case!("a snapshot takes the place of what it covers", replaced);
    case!("a roll back takes numbers and limits bases", rolled_back);
    case!("what is rejected is marked and set aside", rejected);
    case!("moving to another household leaves nothing", left);
    case!("drafts are kept, replaced and dropped", drafts);
    let wrong = reopened(&open, &close).await.err();
    let name = "everything is there after it was closed";
    outcomes.push(Outcome { name, wrong });
    outcomes
}

/// Values at the edges of every kind of number, and every byte.
async fn extremes(store: &impl Store) -> Tried {
    let numbers = [i64::MIN, i64::MAX, (1 << 53) + 1, -((1 << 53) + 1), 0];
    let fields = (1..).map(Field).zip(numbers.map(Value::Int));
    let bytes: Vec<u8> = (0..=u8::MAX).collect();
    let fields: BTreeMap<Field, Value> = fields
        .chain([(Field(99), Value::Bytes(bytes.clone()))])
        .collect();
    let put = sealed(OWN, 1, Kind::Put(fields))?;
    let far = KeptOp {
        row: OpRow {
            seq: Some(u64::MAX),
            id: id(OWN, u64::MAX),
            body: bytes,
            limit: Some(u64::MAX - 1),
        },
        rejected: None,
    };
    let near = KeptOp {
        row: OpRow {
            seq: Some((1 << 53) + 1),
            id: put.op().id,
            body: put.body().to_vec(),
            limit: None,
        },
        rejected: None,
    };
    write(store, [&near.row, &far.row]).await?;
    let read = all(store).await?;
    same("the ops", &read, &vec![near, far])?;
    let op = read.first().and_then(|op| op.row.op());
    same("the op", &op.as_ref(), &Some(put.op()))
}

async fn pages(store: &impl Store) -> Tried {
    // More than a page, of two replicas, in no order.
    let rows: Vec<OpRow> = (0..2_500_u64)
        .map(|number| number * 7_919 % 2_500)
        .map(|number| {
            let replica = if number % 2 == 0 { OWN } else { OTHER };
            row(id(replica, number + (1 << 40)), Some(number + 1))
        })
        .collect();
    write(store, &rows).await?;
    let read: Vec<OpKey> = all(store).await?.iter().map(key).collect();
    let sorted: BTreeSet<OpKey> = rows.iter().map(|row| kept::key(row.id)).collect();
    same("the keys", &read, &sorted.into_iter().collect())
}

async fn facts(store: &impl Store) -> Tried {
    let author = author(OWN);
    let progress = Progress {
        epoch: Some(Epoch([0; 16])),
        cursor: i64::MAX as u64,
        next_rseq: u64::MAX,
        chain: Chain([0xff; 8]),
        seen: author.clock,
        digest: Some(Digest::from_bytes([0xff; 16])),
        floor: (1 << 53) + 1,
        pull_first: true,
    };
    let change = engine::Commit {
        author: Some(author),
        progress: Some(progress),
        ..engine::Commit::default()
    };
    commit(store, change).await?;
    let read = fact(store, Fact::Author).await?;
    let read = read.and_then(|bytes| kept::decode_author(&bytes));
    same("the author", &read, &Some(author))?;
    let read = fact(store, Fact::Progress).await?;
    let read = read.and_then(|bytes| kept::decode_progress(&bytes));
    same("the progress", &read, &Some(progress))?;
    let bytes: Vec<u8> = (0..=u8::MAX).collect();
    said(store.keep(Fact::Member, Some(&bytes)).await)?;
    same("a fact", &fact(store, Fact::Member).await?, &Some(bytes))?;
    said(store.keep(Fact::Member, None).await)?;
    same("no fact", &fact(store, Fact::Member).await?, &None)
}

async fn overtaken(store: &impl Store) -> Tried {
    write(store, [&row(id(OWN, 1), None)]).await?;
    let change = engine::Commit {
        rows: vec![row(id(OWN, 2), None), row(id(OWN, 1), Some(9))],
        progress: Some(Progress::default()),
        ..engine::Commit::default()
    };
    let again = Commit {
        is_new: true,
        exchange: change,
        ..Commit::default()
    };
    same(
        "the answer",
        &store.commit(&again).await,
        &Err(StoreError::Overtaken),
    )?;
    let read: Vec<OpKey> = all(store).await?.iter().map(key).collect();
    same("what is there", &read, &vec![kept::key(id(OWN, 1))])?;
    same("the facts", &fact(store, Fact::Progress).await?, &None)
}

async fn changes(store: &impl Store) -> Tried {
    write(store, [&row(id(OWN, 1), None), &row(id(OWN, 2), None)]).await?;
    let numbered = OpRow {
        limit: Some(3),
        ..row(id(OWN, 1), Some(7))
    };
    let change = engine::Commit {
        rows: vec![numbered.clone()],
        removed: vec![id(OWN, 2), id(OWN, 3)],
        ..engine::Commit::default()
    };
    commit(store, change).await?;
    let rows: Vec<OpRow> = all(store).await?.into_iter().map(|op| op.row).collect();
    same("the ops", &rows, &vec![numbered])
}

/// Own and others' ops, numbered and not; the last one is rejected.
fn some_rows() -> [OpRow; 5] {
    [
        row(id(OTHER, 1), Some(1)),
        row(id(OTHER, 2), None),
        row(id(OWN, 1), Some(2)),
        row(id(OWN, 2), None),
        row(id(OWN, 3), None),
    ]
}

async fn some(store: &impl Store) -> Tried {
    let rows = some_rows();
    let rejected = vec![(rows[4].id, Rejection::Forbidden)];
    let change = engine::Commit {
        rows: rows.to_vec(),
        rejected,
        tombstones: vec![(EntityId([1; 16]), 1), (EntityId([2; 16]), u64::MAX)],
        author: Some(author(OWN)),
        ..engine::Commit::default()
    };
    commit(store, change).await
}

fn author(replica: ReplicaId) -> KeptAuthor {
    KeptAuthor {
        household: HouseholdId([0xff; 16]),
        replica,
        clock: Hlc::from_unix_ms(1_790_000_000_000),
    }
}

async fn replaced(store: &impl Store) -> Tried {
    some(store).await?;
    let new = row(id(OTHER, 9), Some(9));
    let change = engine::Commit {
        replace: true,
        rows: vec![new.clone()],
        // What was written under the old id goes, whatever the new one is.
        author: Some(author(ReplicaId(1))),
        ..engine::Commit::default()
    };
    commit(store, change).await?;
    let [_, waits, _, _, rejected] = some_rows();
    let ids: Vec<OpId> = all(store).await?.iter().map(|op| op.row.id).collect();
    same("what is left", &ids, &vec![waits.id, new.id, rejected.id])
}

async fn rolled_back(store: &impl Store) -> Tried {
    some(store).await?;
    let change = engine::Commit {
        roll_back: Some(1),
        ..engine::Commit::default()
    };
    commit(store, change).await?;
    let read = all(store).await?;
    let read: Vec<_> = read.iter().map(|op| (op.row.seq, op.row.limit)).collect();
    let cut = (None, Some(1));
    same(
        "numbers and limits",
        &read,
        &vec![(Some(1), None), cut, cut, cut, cut],
    )
}

async fn rejected(store: &impl Store) -> Tried {
    let op = sealed(OWN, 1, Kind::Delete)?;
    let row = OpRow {
        seq: None,
        id: op.op().id,
        body: op.body().to_vec(),
        limit: None,
    };
    let recovered = sealed(OWN, 2, Kind::Delete)?;
    let change = engine::Commit {
        rows: vec![row],
        rejected: vec![(op.op().id, Rejection::Gone)],
        recovered: vec![Recovered {
            op: recovered,
            why: Why::Changed,
        }],
        author: Some(author(OWN)),
        ..engine::Commit::default()
    };
    commit(store, change).await?;
    let marks: Vec<_> = all(store).await?.iter().map(|op| op.rejected).collect();
    same("the marks", &marks, &vec![Some(Rejection::Gone)])?;
    let aside = said(store.set_aside().await)?;
    let whys: Vec<Reason> = aside.iter().map(|one| one.why).collect();
    let expected = vec![
        Reason::Rejected(Rejection::Gone),
        Reason::Overtaken(Why::Changed),
    ];
    same("the reasons", &whys, &expected)?;
    let seen = Commit {
        seen_to: aside.iter().map(|one| kept::key(one.op.op().id)).collect(),
        ..Commit::default()
    };
    said(store.commit(&seen).await)?;
    same(
        "what is set aside",
        &said(store.set_aside().await)?.len(),
        &0,
    )?;
    same("the op stays", &all(store).await?.len(), &1)
}

async fn left(store: &impl Store) -> Tried {
    some(store).await?;
    let leave = Commit {
        leaves: true,
        ..Commit::default()
    };
    said(store.commit(&leave).await)?;
    same("the ops", &all(store).await?.len(), &0)?;
    same(
        "what is set aside",
        &said(store.set_aside().await)?.len(),
        &0,
    )
}

fn draft(number: u8) -> KeptDraft {
    let photo = browser::picture(b"\xff\xd8\xff");
    KeptDraft {
        id: [number; 16],
        parts: photo.map(Picture).into_iter().collect(),
        next: Next::Wait,
        extends: None,
        again: Some(ReceiptId::from_bytes([number; 16])),
        sample: false,
        tries: number,
        scan: Some((0..=u8::MAX).collect()),
        edits: None,
    }
}

async fn drafts(store: &impl Store) -> Tried {
    said(store.replace_drafts(&[draft(2), draft(1)], &[]).await)?;
    said(store.keep_edits([1; 16], b"edits").await)?;
    said(store.keep_edits([9; 16], b"of none").await)?;
    let read = said(store.drafts().await)?;
    let ids: Vec<u8> = read.iter().map(|draft| draft.id[0]).collect();
    same("the drafts", &ids, &vec![1, 2])?;
    let edits = read.first().and_then(|draft| draft.edits.as_deref());
    same("the edits", &edits, &Some(&b"edits"[..]))?;
    said(store.replace_drafts(&[draft(3)], &[[1; 16]]).await)?;
    said(store.drop_draft([2; 16]).await)?;
    let ids: Vec<u8> = said(store.drafts().await)?
        .iter()
        .map(|one| one.id[0])
        .collect();
    same("what is left", &ids, &vec![3])
}

async fn reopened<S: Store>(
    open: &impl AsyncFn(bool) -> Result<S, StoreError>,
    close: &impl Fn(&S),
) -> Tried {
    let store = said(open(true).await)?;
    some(&store).await?;
    let columns = Table::Items.columns().iter();
    let columns = columns.map(|name| (*name, format!("{name} Ünïcödé 🥚")));
    let tables = Commit {
        rows: vec![Row {
            table: Table::Items,
            key: [7; 16],
            columns: Some(columns.collect()),
        }],
        tables_at: Some(u64::MAX),
        ..Commit::default()
    };
    said(store.commit(&tables).await)?;
    let before = all(&store).await?;
    close(&store);
    let store = said(open(false).await)?;
    same("the ops", &all(&store).await?, &before)?;
    let at = fact(&store, Fact::TablesAt).await?;
    close(&store);
    same("the tables", &at, &Some(tables_at(u64::MAX)))
}

fn id(replica: ReplicaId, rseq: u64) -> OpId {
    OpId { replica, rseq }
}

fn row(id: OpId, seq: Option<u64>) -> OpRow {
    OpRow {
        seq,
        id,
        body: id.rseq.to_be_bytes().to_vec(),
        limit: None,
    }
}

fn sealed(replica: ReplicaId, rseq: u64, kind: Kind) -> Result<Stored, String> {
    let op = Op {
        id: id(replica, rseq),
        hlc: Hlc::from_unix_ms(1_790_000_000_000),
        basis: 0,
        txn: Txn {
            first: rseq,
            last: true,
        },
        entity_type: EntityType(1),
        entity: EntityId([0xff; 16]),
        refs: Vec::new(),
        kind,
        unread: None,
    };
    Stored::seal(op).map_err(|error| error.to_string())
}

async fn write<'a>(store: &impl Store, rows: impl IntoIterator<Item = &'a OpRow>) -> Tried {
    let change = engine::Commit {
        rows: rows.into_iter().cloned().collect(),
        ..engine::Commit::default()
    };
    let commit = Commit {
        is_new: true,
        exchange: change,
        ..Commit::default()
    };
    said(store.commit(&commit).await)
}

async fn commit(store: &impl Store, exchange: engine::Commit) -> Tried {
    let commit = Commit {
        exchange,
        ..Commit::default()
    };
    said(store.commit(&commit).await)
}

async fn all(store: &impl Store) -> Result<Vec<KeptOp>, String> {
    let (mut ops, mut after) = (Vec::new(), None);
    loop {
        let page = said(store.load(after).await)?;
        ops.extend(page.ops);
        after = page.next;
        if after.is_none() {
            return Ok(ops);
        }
    }
}

async fn fact(store: &impl Store, fact: Fact) -> Result<Option<Vec<u8>>, String> {
    said(store.fact(fact).await)
}

fn key(op: &KeptOp) -> OpKey {
    kept::key(op.row.id)
}

fn said<T>(result: Result<T, StoreError>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, got: &T, expected: &T) -> Tried {
    if got == expected {
        return Ok(());
    }
    let short = |value: &T| format!("{value:?}").chars().take(300).collect::<String>();
    Err(format!(
        "{what}: {} in place of {}",
        short(got),
        short(expected)
    ))
}
