//! Ops that are not what was stored, and traces of a move.

use super::*;

/// Does something in a data folder's database.
fn alter(data: &Path, texts: &[&str]) {
    let altered = blocking(async {
        let mut database = db::alter(&data.join(db::FILE)).await?;
        for text in texts {
            sqlx::query(text).execute(&mut database).await?;
        }
        Ok(sqlx::Connection::close(database).await?)
    });
    altered.expect("altered");
}

#[test]
fn an_op_that_was_altered_is_named_and_keeps_the_backups_that_there_are() {
    let home = Home::new();
    let insert = "INSERT INTO op (household, seq, replica, rseq, body, stored_ms, sum) \
        SELECT id, n, 1, n, x'0102', 1, NULL FROM household, (SELECT 1 AS n UNION SELECT 2)";
    alter(&home.data, &[insert]);
    home.backup().expect("what has no sum is taken as it is");
    blocking(async {
        let database = db::open(&home.data).await?;
        database::sum::fill(&database).await?;
        db::close(&database).await;
        Ok(())
    })
    .expect("filled");
    home.verify(None).expect("whole");
    alter(&home.data, &["UPDATE op SET body = x'0103' WHERE seq = 2"]);
    let told = why(home.verify(None));
    let named = format!("op 2 of the household {}", "07".repeat(16));
    assert!(told.contains(&named), "{told}");
    fs::remove_file(&home.file).expect("removed");
    assert!(why(home.backup()).contains("keep the backups"));
}

#[test]
fn a_move_that_was_under_way_is_none_of_the_copys() {
    let home = Home::new();
    let mark = "CREATE TABLE store_move (one INTEGER PRIMARY KEY, id BLOB, state TEXT, place TEXT)";
    alter(
        &home.data,
        &[
            mark,
            "CREATE TABLE store_move_change (n INTEGER PRIMARY KEY)",
            "CREATE TRIGGER store_move_op_INSERT AFTER INSERT ON op BEGIN SELECT 1; END",
            "INSERT INTO store_move VALUES (1, x'01', 'copying', 'food at db:5432')",
        ],
    );
    home.backup().expect("a backup");
    let data = home.restore().expect("restored");
    let left = "SELECT 'there are ' || count(*) FROM sqlite_schema WHERE name LIKE 'store_move%'";
    assert_eq!(told(&data, left), "there are 0");
    fs::remove_file(&home.file).expect("removed");
    alter(&home.data, &["UPDATE store_move SET state = 'moved'"]);
    assert!(why(home.backup()).contains("moved to food at db:5432"));
}
