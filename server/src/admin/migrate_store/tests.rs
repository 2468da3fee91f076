//! A file is moved while it changes, by runs that end in the middle, into databases that are fit
//! or not.

use std::future::pending;

use pantry::policy::Role;
use sync::codec::HouseholdId;
use tempfile::TempDir;

use super::cells::Cell;
use super::*;
use crate::db::testing;
use crate::identity::{Identity, Newcomer};

const NOW_MS: i64 = 1_800_000_000_000;
const HERE: HouseholdId = HouseholdId([7; 16]);
const GONE: HouseholdId = HouseholdId([8; 16]);

/// A file with a server on it, and where it is to come to.
struct Home {
    folder: TempDir,
    /// What the server works on.
    db: Db,
    to: Address,
}

impl Home {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::open(folder.path()).await.expect("a file");
        let identity = Identity::new(db.clone());
        let newcomer = Newcomer {
            name: "Küche",
            token: None,
        };
        for household in [HERE, GONE] {
            let found = identity.found(household, &newcomer, NOW_MS).await;
            let owner = found.expect("founded").device;
            identity
                .invite(&owner, Role::Viewer, NOW_MS)
                .await
                .expect("invited");
        }
        let home = Self {
            folder,
            db,
            to: empty(),
        };
        home.fill().await;
        home
    }

    /// Rows of every kind: numbers of all sizes, texts, bytes, truths and nothings.
    async fn fill(&self) {
        for text in [
            "INSERT INTO account (id, email, name, password, made_ms) \
             VALUES (x'0102', 'ana@example.org', 'Ana ''ä''', '', 1)",
            "INSERT INTO account (id, email, name, password, made_ms, verified_ms) \
             VALUES (x'0103', 'ben@example.org', 'Ben', '', 1, 2)",
            "INSERT INTO newcomer (token, email, name, password, is_known, expires_ms) \
             VALUES (x'01', 'c@example.org', 'C', '', 1, 9), (x'02', 'd@example.org', 'D', '', 0, 9)",
            "INSERT INTO linked_identity (issuer, subject, account, made_ms) \
             VALUES ('https://a', 'Z', x'0102', 1), ('https://a', 'a', x'0103', 1), \
             ('https://b', 'ä', x'0103', 1)",
            "INSERT INTO event (household, id, seq, kind, data, at_ms) \
             VALUES (x'07070707070707070707070707070707', x'05', 1, 'item.added', '{}', 1)",
            "INSERT INTO pulse (id, at_ms) VALUES (1, 5)",
        ] {
            self.run(text).await.expect(text);
        }
        self.ops(HERE, 1, 3_000).await;
        self.ops(GONE, 1, 500).await;
    }

    async fn run(&self, text: &str) -> Result<u64, sqlx::Error> {
        Ok(db::query(text).execute(&self.db).await?.rows_affected())
    }

    async fn ops(&self, household: HouseholdId, first: i64, last: i64) {
        let text = "WITH RECURSIVE n(seq) AS (SELECT $2 UNION ALL SELECT seq + 1 FROM n \
            WHERE seq < $3) INSERT INTO op (household, seq, replica, rseq, body, stored_ms) \
            SELECT $1, seq, -5, seq, randomblob(100), 1 FROM n";
        let query = db::query(text).bind(household.0.as_slice());
        query
            .bind(first)
            .bind(last)
            .execute(&self.db)
            .await
            .expect("ops");
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(db::FILE)
    }

    async fn begin(&self) -> Result<Move> {
        Move::begin(&self.file(), &self.to).await
    }

    async fn brought(&self) -> Result<Move> {
        let mut under_way = self.begin().await?;
        under_way.bring().await?;
        Ok(under_way)
    }

    async fn moved(&self) -> Result<String> {
        let under_way = self.brought().await?;
        under_way
            .switch_over(pending(), &self.file(), &self.to)
            .await
    }

    /// Does something in the target, whoever says no.
    async fn there(&self, text: &str) {
        let db = db::open_to_fill(&self.to).await.expect("there");
        db::query(text).execute(&db).await.expect(text);
    }
}

fn empty() -> Address {
    let address = testing::empty(None).expect("a database");
    address.parse().expect("an address")
}

fn told(error: &anyhow::Error) -> String {
    format!("{error:#}")
}

/// What a statement finds, a line each.
async fn lines(db: &Db, text: &str) -> Vec<String> {
    let rows: Vec<Cells> = db::query_as(text).fetch_all(db).await.expect(text);
    rows.iter().map(Cells::to_string).collect()
}

const FILE_SCHEMA: &str = "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1";
const INDEXES: &str = "SELECT CAST(indexdef AS TEXT) FROM pg_indexes \
    WHERE schemaname = current_schema() AND tablename <> 'store_move' ORDER BY 1";
const CONSTRAINTS: &str = "SELECT CAST(conrelid::regclass AS TEXT), CAST(conname AS TEXT), \
    pg_get_constraintdef(oid) FROM pg_constraint WHERE contype IN ('p', 'f', 'u', 'c') \
    AND connamespace = CAST(current_schema() AS regnamespace) \
    AND CAST(conrelid::regclass AS TEXT) <> 'store_move' ORDER BY 1, 2";

#[tokio::test]
async fn all_of_a_file_comes_over_while_it_changes() {
    let home = Home::new().await;
    drop(home.brought().await.expect("brought"));
    // Rows come, change, swap what is unique, and go with what they belong to.
    for text in [
        "UPDATE account SET email = 'x@example.org' WHERE id = x'0102'",
        "UPDATE account SET email = 'ana@example.org' WHERE id = x'0103'",
        "UPDATE account SET email = 'ben@example.org' WHERE id = x'0102'",
        "DELETE FROM household WHERE id = x'08080808080808080808080808080808'",
        "UPDATE linked_identity SET subject = 'b' WHERE subject = 'a'",
        "INSERT INTO pulse (id, at_ms) VALUES (1, 6) \
         ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms",
        "DELETE FROM newcomer WHERE is_known = 0",
    ] {
        home.run(text).await.expect(text);
    }
    home.ops(HERE, 3_001, 4_500).await;
    let text = home.moved().await.expect("moved");
    assert!(text.contains("op: 4500 rows"), "{text}");
    assert!(text.contains(&format!("database = \"{}\"", home.to.without_password())));
    let there = db::open_at(Some(&home.to), home.folder.path())
        .await
        .expect("whole");
    for text in [
        "SELECT id, email, verified_ms FROM account ORDER BY id",
        "SELECT household, seq, rseq, body FROM op ORDER BY household, seq",
        "SELECT count(*), sum(CASE WHEN is_known THEN 1 ELSE 0 END) FROM newcomer",
        "SELECT id, household, name, token FROM device ORDER BY id",
        "SELECT code, by_device, used_ms FROM invitation ORDER BY code",
        "SELECT at_ms FROM pulse",
    ] {
        assert_eq!(
            lines(&there, text).await,
            lines(&home.db, text).await,
            "{text}"
        );
    }
    let fresh = db::open_at(Some(&empty()), home.folder.path())
        .await
        .expect("made");
    for text in [INDEXES, CONSTRAINTS] {
        assert_eq!(lines(&there, text).await, lines(&fresh, text).await);
    }
    // Once more, as whoever was interrupted before the last word: it says the same.
    let again = home.moved().await.expect("moved before");
    assert!(again.contains("database = "), "{again}");
}

#[tokio::test]
async fn a_file_that_was_moved_takes_no_change_from_whomever() {
    let home = Home::new().await;
    home.moved().await.expect("moved");
    for text in [
        "UPDATE op SET seq = seq",
        "DELETE FROM household",
        "INSERT INTO newcomer (token, email, name, password, is_known, expires_ms) \
         VALUES (x'09', 'e', 'E', '', 1, 9)",
        "INSERT INTO pulse (id, at_ms) VALUES (1, 6) \
         ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms",
    ] {
        let why = home.run(text).await.expect_err(text);
        assert!(why.to_string().contains("was moved"), "{why}");
    }
    let why = db::open(home.folder.path()).await.expect_err("moved");
    let place = home.to.to_string();
    assert!(told(&why).contains(&format!("moved to {place}")), "{why:#}");
    assert!(db::is_moved(home.folder.path()).await);
    let why = db::check_counts(home.folder.path())
        .await
        .expect_err("moved");
    assert!(told(&why).contains(&place), "{why:#}");
    let why = abandon(&home.file(), None).await.expect_err("moved");
    assert!(told(&why).contains("cannot be taken back"), "{why:#}");
    // The folder is the target's from now on, and no other database's.
    let there = db::open_at(Some(&home.to), home.folder.path())
        .await
        .expect("whole");
    db::check_moved_here(&there, home.folder.path())
        .await
        .expect("the one");
    let other = db::open_at(Some(&empty()), home.folder.path())
        .await
        .expect("made");
    let why = db::check_moved_here(&other, home.folder.path())
        .await
        .expect_err("another");
    assert!(told(&why).contains("names another one"), "{why:#}");
}

#[tokio::test]
async fn a_run_that_was_ended_goes_on_where_it_stopped() {
    let home = Home::new().await;
    let begun = home.begin().await.expect("begun");
    // A part of the ops, as a run that is killed leaves it.
    let op = begun
        .tables
        .iter()
        .find(|table| table.name == "op")
        .expect("ops");
    let mut write = begun.target.write().await.expect("begun");
    let mut read = begun.source.read().await.expect("begun");
    let rows = op.page(&mut read, None, 700).await.expect("rows");
    op.write(&mut write, &rows).await.expect("written");
    let point = target::Point {
        after: rows.last().map(|row| row.key(op.keys)),
        rows: 700,
        is_done: false,
    };
    target::reach(&mut write, op, &point).await.expect("noted");
    write.commit().await.expect("there");
    drop(read);
    // What is copied already changes, and what is not.
    home.run("UPDATE op SET stored_ms = 2 WHERE seq IN (5, 2000)")
        .await
        .expect("done");
    home.run("DELETE FROM op WHERE seq IN (6, 2001)")
        .await
        .expect("done");
    let other = home.begin().await.expect("goes on");
    let why = begun.target.write().await.expect_err("taken over");
    assert!(told(&why).contains("has taken over"), "{why:#}");
    let mut read = other.target.read().await.expect("there");
    let stands = target::point(&mut read, op).await.expect("a point");
    assert_eq!(stands, point, "what was copied is not copied again");
    drop((read, other));
    let text = home.moved().await.expect("moved");
    assert!(text.contains("op: 3497 rows"), "{text}");
}

#[tokio::test]
async fn a_row_that_is_another_one_is_named_and_the_file_goes_on() {
    let home = Home::new().await;
    drop(home.brought().await.expect("brought"));
    home.there("UPDATE op SET body = '\\x00' WHERE seq = 17 AND household = '\\x07070707070707070707070707070707'")
        .await;
    home.there("DELETE FROM newcomer WHERE token = '\\x02'")
        .await;
    home.there(
        "INSERT INTO letter (token, account, purpose, expires_ms) VALUES ('\\x99', '\\x01', 1, 1)",
    )
    .await;
    let mut begun = home.begin().await.expect("goes on");
    let why = told(&begun.bring().await.expect_err("they differ"));
    for named in [
        "07070707070707070707070707070707 17 is another one",
        "newcomer: 2 rows",
        "02 is missing",
        "99 is in the target alone",
    ] {
        assert!(why.contains(named), "{named} in {why}");
    }
    // The same in the last moment: nobody is sent to what differs.
    let why = begun.switch_over(pending(), &home.file(), &home.to).await;
    let why = told(&why.expect_err("they differ"));
    assert!(why.contains("the file goes on as before"), "{why}");
    home.run("UPDATE pulse SET at_ms = 7")
        .await
        .expect("it goes on");
    let why = db::open_at(Some(&home.to), home.folder.path()).await;
    assert!(told(&why.expect_err("not whole")).contains("not whole yet"));
}

#[tokio::test]
async fn whoever_stops_the_last_moments_has_the_file_back() {
    let home = Home::new().await;
    let begun = home.brought().await.expect("brought");
    let why = begun.switch_over(async {}, &home.file(), &home.to).await;
    let why = told(&why.expect_err("stopped"));
    assert!(why.contains("goes on") && why.contains("stopped"), "{why}");
    home.run("UPDATE pulse SET at_ms = 7")
        .await
        .expect("it goes on");
    // One that was killed there leaves a closed file, which says what to do.
    let mut begun = home.brought().await.expect("brought");
    begun.source.close().await.expect("closed");
    drop(begun);
    let why = db::open(home.folder.path()).await.expect_err("closed");
    assert!(told(&why).contains("--abandon"), "{why:#}");
    home.moved().await.expect("moved");
}

#[tokio::test]
async fn a_file_whose_target_is_whole_is_not_given_up_nor_moved_again() {
    let home = Home::new().await;
    // Killed behind the target's last word and before the file's.
    let mut begun = home.brought().await.expect("brought");
    begun.source.close().await.expect("closed");
    begun.finish().await.expect("whole");
    drop(begun);
    let why = abandon(&home.file(), None).await.expect_err("no target");
    assert!(told(&why).contains("name it by `--to`"), "{why:#}");
    let why = abandon(&home.file(), Some(&home.to)).await;
    let why = why.expect_err("whole");
    assert!(told(&why).contains("--switch-over"), "{why:#}");
    home.moved().await.expect("moved");
    let other = Move::begin(&home.file(), &empty()).await;
    let why = other.err().expect("nothing is there");
    assert!(told(&why).contains("pg_restore"), "{why:#}");
}

#[tokio::test]
async fn what_is_given_up_leaves_nothing_behind() {
    let home = Home::new().await;
    let before = lines(&home.db, FILE_SCHEMA).await;
    drop(home.brought().await.expect("brought"));
    assert_ne!(lines(&home.db, FILE_SCHEMA).await, before);
    let other = Move::begin(&home.file(), &empty())
        .await
        .err()
        .expect("another place");
    assert!(told(&other).contains("--abandon"), "{other:#}");
    abandon(&home.file(), None).await.expect("given up");
    abandon(&home.file(), None).await.expect("and again");
    assert_eq!(lines(&home.db, FILE_SCHEMA).await, before);
    home.run("UPDATE pulse SET at_ms = 7")
        .await
        .expect("it goes on");
    let why = home.begin().await.err().expect("it is half full");
    assert!(told(&why).contains("another move"), "{why:#}");
    let home = Home {
        to: empty(),
        ..home
    };
    home.moved().await.expect("moved");
}

#[tokio::test]
async fn a_database_that_is_not_fit_is_left_as_it_is() {
    let home = Home::new().await;
    let used = empty();
    let db = db::open_at(Some(&used), home.folder.path())
        .await
        .expect("made");
    assert_eq!(lines(&db, "SELECT count(*) FROM pulse").await, ["0"]);
    let why = Move::begin(&home.file(), &used)
        .await
        .err()
        .expect("a server runs on it");
    assert!(told(&why).contains("a server runs on it"), "{why:#}");
    db::query(
        "INSERT INTO account (id, email, name, password, made_ms) VALUES ('\\x01', '', '', '', 1)",
    )
    .execute(&db)
    .await
    .expect("made");
    db.close().await;
    let why = Move::begin(&home.file(), &used)
        .await
        .err()
        .expect("not empty");
    assert!(told(&why).contains("account has rows"), "{why:#}");
    assert_eq!(
        lines(
            &home.db,
            "SELECT name FROM sqlite_schema WHERE name LIKE 'store%'"
        )
        .await
        .len(),
        0
    );
    let nowhere = Move::begin(&home.folder.path().join("other.db"), &used).await;
    assert!(told(&nowhere.err().expect("nothing")).contains("there is none"));
    let old = Home::new().await;
    old.run(
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    )
    .await
    .expect("done");
    let why = old.begin().await.err().expect("old");
    assert!(told(&why).contains("another version"), "{why:#}");
}

#[tokio::test]
async fn tables_that_were_altered_meanwhile_are_not_trusted() {
    let home = Home::new().await;
    drop(home.brought().await.expect("brought"));
    home.run("DROP TRIGGER store_move_op_UPDATE")
        .await
        .expect("dropped");
    let why = home.begin().await.err().expect("altered");
    assert!(told(&why).contains("changes may be missing"), "{why:#}");
}

#[tokio::test]
async fn what_counts_up_by_itself_goes_on_behind_what_came() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = db::open_at(Some(&empty()), folder.path())
        .await
        .expect("made");
    for text in [
        "CREATE TABLE filled (\"Id\" BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)",
        "CREATE TABLE bare (id BIGSERIAL PRIMARY KEY)",
        "INSERT INTO filled VALUES (41)",
    ] {
        db::query(text).execute(&db).await.expect(text);
    }
    let mut write = db.begin(db::Lock::ACCOUNTS).await.expect("begun");
    target::set_sequences(&mut write).await.expect("set");
    write.commit().await.expect("done");
    for (table, next) in [("filled", 42), ("bare", 1)] {
        let text = format!(
            "INSERT INTO {table} DEFAULT VALUES RETURNING 1 * \"{}\"",
            if next == 42 { "Id" } else { "id" }
        );
        let got: i64 = db::query_scalar(&text).fetch_one(&db).await.expect("one");
        assert_eq!(got, next, "{table}");
    }
}

#[test]
fn a_checkpoint_is_a_key() {
    let key = Cells(vec![Cell::Bytes(vec![1]), Cell::Number(2)]);
    assert_eq!(Cells::from_bytes(&key.to_bytes()), Some(key));
}
