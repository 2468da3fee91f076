//! What every storage must do is tried in the real window, by the page; here is what only
//! SQLite can get wrong.

use pantry::kept::{Commit, KeptDraft, Next, Row as TableRow, Table};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sync::exchange::Row as OpRow;
use sync::{OpId, ReplicaId};

use super::schema::{TABLES, migrator};
use super::*;

mod glimpse;
mod older;

struct Opened {
    storage: Storage,
    pool: SqlitePool,
    _folder: tempfile::TempDir,
}

async fn open() -> Opened {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SqliteConnectOptions::new().filename(folder.path().join("larder.db"));
    let pool = SqlitePoolOptions::new()
        .connect_with(options.create_if_missing(true))
        .await;
    let pool = pool.expect("a database");
    migrator().run(&pool).await.expect("migrated");
    Opened {
        storage: Storage::open(pool.clone()).await.expect("a writer"),
        pool,
        _folder: folder,
    }
}

fn op(rseq: u64) -> OpRow {
    OpRow {
        seq: None,
        id: OpId {
            replica: ReplicaId(u64::MAX),
            rseq,
        },
        body: vec![0xa0],
        limit: None,
    }
}

fn commit(ops: Vec<OpRow>, rows: Vec<TableRow>) -> Request {
    Request::Commit(Box::new(Commit {
        exchange: sync::engine::Commit {
            rows: ops,
            ..sync::engine::Commit::default()
        },
        is_new: true,
        rows,
        ..Commit::default()
    }))
}

fn milk(key: u8) -> TableRow {
    let values = Table::Items.columns().iter();
    let values = values.map(|name| match *name {
        "note" => (*name, String::new()),
        name => (name, format!("{name} O'Neill; DROP TABLE ops")),
    });
    TableRow {
        table: Table::Items,
        key: [key; 16],
        columns: Some(values.collect()),
    }
}

async fn count(opened: &Opened, table: &str) -> i64 {
    let count = format!("SELECT count(*) FROM {table}");
    let count = sqlx::query_scalar(&count).fetch_one(&opened.pool).await;
    count.expect("a number")
}

/// A receipt that was read waits; one that is to be read does not, nor does the sample.
#[tokio::test]
async fn receipts_that_were_read_wait() {
    let opened = open().await;
    let draft = |id: u8, scan: Option<Vec<u8>>, sample| KeptDraft {
        id: [id; 16],
        parts: Vec::new(),
        next: Next::from_name(""),
        extends: None,
        again: None,
        sample,
        tries: 0,
        scan,
        edits: None,
    };
    let read = Some(b"what was read".to_vec());
    let drafts = vec![
        draft(1, read.clone(), false),
        draft(2, None, false),
        draft(3, read, true),
    ];
    let replaced = Request::ReplaceDrafts(drafts, Vec::new());
    assert_eq!(opened.storage.answer(replaced).await, Answer::Done);
    assert_eq!(opened.storage.receipts_waiting().await, Ok(1));
}

/// A statement that fails in the middle leaves the file as it was, and the next action works.
#[tokio::test]
async fn what_fails_in_the_middle_changes_nothing() {
    let opened = open().await;
    let first = opened
        .storage
        .answer(commit(vec![op(1)], vec![milk(1)]))
        .await;
    assert_eq!(first, Answer::Done);
    // The second op is new; the first is taken: that is found after the second is written.
    let again = commit(vec![op(2), op(1)], vec![milk(2)]);
    let answer = opened.storage.answer(again).await;
    assert_eq!(answer, Answer::Failed(StoreError::Overtaken));
    assert_eq!(
        (count(&opened, "ops").await, count(&opened, "items").await),
        (1, 1)
    );
    // The tables come after the log.
    let rename = |from, to| format!("ALTER TABLE {from} RENAME TO {to}");
    let away = opened.pool.execute(rename("items", "away").as_str()).await;
    away.expect("renamed");
    let answer = opened
        .storage
        .answer(commit(vec![op(2)], vec![milk(2)]))
        .await;
    assert!(
        matches!(answer, Answer::Failed(StoreError::Broken(_))),
        "{answer:?}"
    );
    assert_eq!(count(&opened, "ops").await, 1);
    let back = opened.pool.execute(rename("away", "items").as_str()).await;
    back.expect("renamed back");
    let next = opened
        .storage
        .answer(commit(vec![op(2)], vec![milk(2)]))
        .await;
    assert_eq!(next, Answer::Done);
    assert_eq!(
        (count(&opened, "ops").await, count(&opened, "items").await),
        (2, 2)
    );
}

/// A disk that is full ends the transaction by itself; once there is room, the next action works.
#[tokio::test]
async fn a_full_disk_is_said_and_the_next_action_works() {
    let opened = open().await;
    opened.storage.answer(commit(vec![op(1)], Vec::new())).await;
    let full = "PRAGMA max_page_count = 1";
    let full = opened.storage.writer.lock().await.execute(full).await;
    full.expect("the disk is as large as the file");
    let photo = Photo {
        media_type: "image/png".to_owned(),
        bytes: vec![7; 1 << 20],
    };
    let key = ImageKey {
        receipt: [1; 16],
        position: 0,
    };
    let keep = Request::KeepImage(key, photo);
    let answer = opened.storage.answer(keep.clone()).await;
    assert_eq!(answer, Answer::Failed(StoreError::Full));
    assert_eq!(count(&opened, "receipt_images").await, 0);
    // A fresh connection has the disk as it is.
    assert_eq!(opened.storage.answer(keep).await, Answer::Done);
    let answer = opened.storage.answer(commit(vec![op(2)], Vec::new())).await;
    assert_eq!(answer, Answer::Done);
    assert_eq!(count(&opened, "ops").await, 2);
}

/// The plugin closes the pool when the app ends: it must not wait for our writer.
#[tokio::test]
async fn closing_the_pool_waits_for_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SqliteConnectOptions::new().filename(folder.path().join("larder.db"));
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.create_if_missing(true))
        .await
        .expect("a database");
    migrator().run(&pool).await.expect("migrated");
    let _storage = Storage::open(pool.clone()).await.expect("a writer");
    let closed = tokio::time::timeout(std::time::Duration::from_secs(5), pool.close()).await;
    closed.expect("it is closed");
}

/// Whoever gives up waiting for an answer leaves it to be waited for.
#[tokio::test]
async fn what_nobody_waits_for_is_stored_before_it_is_settled() {
    let opened = open().await;
    let storage = Arc::new(opened.storage);
    for number in 1..=20 {
        let asked = storage.answer_surely(commit(vec![op(number)], Vec::new()));
        // It is begun, and given up.
        let given_up = tokio::time::timeout(std::time::Duration::ZERO, asked).await;
        drop(given_up);
        storage.settle().await;
        let ops = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM ops");
        let ops = ops.fetch_one(&opened.pool).await.expect("a number");
        assert_eq!(ops, i64::try_from(number).expect("small"));
    }
}

#[tokio::test]
async fn tables_can_be_asked_by_anyone() {
    let opened = open().await;
    opened
        .storage
        .answer(commit(vec![op(1)], vec![milk(1)]))
        .await;
    let found = sqlx::query("SELECT name, note FROM items")
        .fetch_one(&opened.pool)
        .await;
    let found = found.expect("a row");
    let (name, note): (String, Option<String>) = (found.get(0), found.get(1));
    assert_eq!(name, "name O'Neill; DROP TABLE ops");
    assert_eq!(note, None, "what is not known is null");
}

#[tokio::test]
async fn the_columns_are_those_of_the_household() {
    let opened = open().await;
    for table in Table::ALL {
        let columns = format!("SELECT name FROM pragma_table_info('{}')", table.name());
        let columns = sqlx::query_scalar::<_, String>(&columns)
            .fetch_all(&opened.pool)
            .await;
        let columns = columns.expect("columns");
        assert_eq!(columns[0], "entity");
        assert_eq!(columns[1..], *table.columns());
    }
}

#[tokio::test]
async fn erasing_leaves_nothing_in_the_file() {
    let opened = open().await;
    let photo = Photo {
        media_type: "image/png".to_owned(),
        bytes: b"a secret receipt".repeat(1_000),
    };
    let key = ImageKey {
        receipt: [1; 16],
        position: 0,
    };
    opened.storage.answer(Request::KeepImage(key, photo)).await;
    opened
        .storage
        .answer(commit(vec![op(1)], vec![milk(1)]))
        .await;
    assert_eq!(opened.storage.answer(Request::Erase).await, Answer::Done);
    for table in TABLES {
        assert_eq!(count(&opened, table).await, 0, "{table}");
    }
    opened.pool.close().await;
    let left = std::fs::read(opened._folder.path().join("larder.db")).expect("a file");
    let secret = b"a secret receipt";
    assert!(!left.windows(secret.len()).any(|part| part == secret));
}

#[tokio::test]
async fn every_table_of_the_schema_is_listed() {
    let opened = open().await;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name";
    let tables = sqlx::query_scalar::<_, String>(tables)
        .fetch_all(&opened.pool)
        .await;
    let mut listed = TABLES.to_vec();
    listed.sort_unstable();
    assert_eq!(tables.expect("tables"), listed);
}
