//! Both databases keep the same, and hold the same tests.

use std::collections::BTreeMap;
use std::process::Command;

use super::testing::{ON, empty, is_on_postgres};
use super::*;

/// What is tested on a file is tested on a server, too. The proofs of what a file survives are
/// about files alone, and so are backups.
const SUITES: [&str; 14] = [
    "accounts::",
    "api::",
    "blobs::",
    "events::",
    "folds::",
    "gateway::",
    "hub::",
    "identity::",
    "jobs::",
    "push::",
    "reminders::",
    "routes::",
    "secrets::tests::",
    "webhooks::",
];
const ABOUT_FILES: [&str; 2] = ["hub::tests::power::", "nothing_kept_is_a"];
/// Fewer would mean that a suite was not found.
const LEAST: usize = 200;

#[test]
fn what_holds_on_a_file_holds_on_a_server() {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .args(SUITES)
        .args(ABOUT_FILES.iter().flat_map(|name| ["--skip", name]))
        .env(ON, "postgres")
        .output()
        .expect("started");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "on PostgreSQL:\n{told}");
    let (_, sum) = told.split_once("test result: ok. ").expect("a sum");
    let passed = sum.split(' ').next().and_then(|count| count.parse().ok());
    assert!(passed >= Some(LEAST), "{sum}");
}

#[test]
fn an_address_is_shown_as_it_was_given_but_for_the_password() {
    for (given, shown) in [
        (
            "postgres://larder:a%40b@db:5433/food?sslmode=verify-full&sslrootcert=/ca.pem",
            "postgres://larder@db:5433/food?sslmode=verify-full&sslrootcert=/ca.pem",
        ),
        (
            "postgresql://larder@db/food?password=secret&sslmode=require",
            "postgresql://larder@db/food?sslmode=require",
        ),
        ("postgres://db/food", "postgres://db/food"),
    ] {
        let address: Address = given.parse().expect("an address");
        assert_eq!(address.without_password(), shown);
    }
}

/// Names and whether they may be empty, by table and column.
type Columns = BTreeMap<(String, String), bool>;

async fn columns(db: &Db, ask: &str) -> Columns {
    let found: Vec<(String, String, bool)> =
        query_as(ask).fetch_all(db).await.expect("the columns");
    let named = found.into_iter();
    named
        .map(|(table, column, may)| ((table, column), may))
        .collect()
}

#[tokio::test]
async fn both_have_the_same_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = open(folder.path()).await.expect("a file");
    let server = testing::on_postgres(folder.path()).await.expect("a server");
    let of_file = columns(
        &file,
        "SELECT m.name, c.name, c.\"notnull\" = 0 FROM sqlite_schema AS m \
         JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' \
         AND m.name NOT LIKE '\\_sqlx\\_%' ESCAPE '\\'",
    );
    let of_server = columns(
        &server,
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), is_nullable = 'YES' \
         FROM information_schema.columns WHERE table_schema = current_schema() \
         AND table_name NOT LIKE '\\_sqlx\\_%'",
    );
    assert_eq!(of_file.await, of_server.await);
    let indexes = |text| query_scalar::<String>(text);
    let mut of_file = indexes("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql <> ''")
        .fetch_all(&file)
        .await
        .expect("indexes");
    let mut of_server = indexes(
        "SELECT CAST(indexname AS TEXT) FROM pg_indexes \
         WHERE schemaname = current_schema() \
         AND indexname NOT IN (SELECT conname FROM pg_constraint)",
    )
    .fetch_all(&server)
    .await
    .expect("indexes");
    of_file.sort();
    of_server.sort();
    assert_eq!(of_file, of_server);
    let versions = |migrator: &Migrator| -> Vec<i64> {
        migrator.iter().map(|migration| migration.version).collect()
    };
    // The first one marks a file as ours.
    let of_file = &versions(&sqlite::MIGRATIONS)[1..];
    assert_eq!(of_file, versions(&postgres::MIGRATIONS));
}

#[tokio::test]
async fn what_is_bound_comes_back_from_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = testing::on_postgres(folder.path()).await.expect("a server");
    for db in [open(folder.path()).await.expect("a file"), server] {
        type All = (i64, Option<i64>, String, Option<String>, Vec<u8>, bool);
        let all: All =
            query_as("SELECT $1, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), $5, $6")
                .bind(i64::MIN)
                .bind(None::<i64>)
                .bind("a\0ä")
                .bind(None::<&str>)
                .bind([0_u8, 255].as_slice())
                .bind(true)
                .fetch_one(&db)
                .await
                .expect("a row");
        let same = (i64::MIN, None, "aä".to_owned(), None, vec![0, 255], true);
        assert_eq!(all, same, "{db:?}");
    }
}

#[tokio::test]
async fn an_address_of_nothing_of_ours_is_refused_with_what_to_do() {
    for wrong in [
        "larder.db",
        "sqlite:larder.db",
        "mysql://a/b",
        "postgress://a/b",
        "",
    ] {
        let why = wrong.parse::<Address>().expect_err(wrong);
        assert!(
            why.contains("postgres://larder:password@localhost"),
            "{why}"
        );
    }
    let secret: Address = "postgres://larder:secret@db:5433/food"
        .parse()
        .expect("one");
    assert_eq!(secret.to_string(), "food at db:5433");
    assert!(!format!("{secret:?}").contains("secret"));
    let folder = tempfile::tempdir().expect("a folder");
    // Nobody listens there.
    let nowhere = "postgres://larder@127.0.0.1:1/food".parse().expect("one");
    let why = open_at(Some(&nowhere), folder.path())
        .await
        .expect_err("nobody");
    assert!(
        format!("{why:#}").contains("food at 127.0.0.1:1"),
        "{why:#}"
    );
    let others = empty(None).expect("a database").parse().expect("one");
    let Address(options, _) = &others;
    let mut other = sqlx::ConnectOptions::connect(&**options)
        .await
        .expect("there");
    let table = sqlx::query("CREATE TABLE song (name TEXT)");
    table.execute(&mut other).await.expect("a table");
    let why = open_at(Some(&others), folder.path())
        .await
        .expect_err("theirs");
    assert!(format!("{why:#}").contains("another program"), "{why:#}");
    assert!(!is_in(folder.path()), "no file is made instead");
}

#[tokio::test]
async fn who_has_something_alone_keeps_out_those_who_want_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = testing::on_postgres(folder.path()).await.expect("a server");
    let other = testing::on_postgres(folder.path()).await.expect("the same");
    let held = one.begin(Lock::of(&[7; 16])).await.expect("begun");
    let free = other.begin(Lock::of(&[8; 16])).await.expect("begun");
    free.commit().await.expect("ended");
    let wanted = [Lock::of(&[9; 16]), Lock::of(&[7; 16])];
    let mut waiting = Box::pin(other.begin_all(wanted.to_vec()));
    let short = std::time::Duration::from_millis(200);
    let early = tokio::time::timeout(short, &mut waiting).await;
    assert!(early.is_err(), "it waits");
    held.commit().await.expect("ended");
    waiting.await.expect("begun").commit().await.expect("ended");
    assert!(!is_on_postgres(), "these tests name what they run on");
}
