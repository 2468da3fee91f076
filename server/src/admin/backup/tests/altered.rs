//! Traces of a move.

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
