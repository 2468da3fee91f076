//! Databases as each version of the schema has left them, made by the app in its window: two
//! lots by hand, one of them used in part, and a receipt that was read and accepted.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::*;
use crate::awake::Replica;
use crate::storage::guard;
use crate::storage::schema::NEWEST;

const DAY: Date = jiff::civil::date(2026, 12, 1);

#[tokio::test]
async fn every_older_database_is_copied_migrated_and_keeps_its_household() {
    for form in 1..=NEWEST {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("larder.db");
        let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases");
        std::fs::copy(stored.join(format!("{form}.db")), &file).expect("one of each form");
        let backups = folder.path().join("backups");
        guard::look(&file, &backups, DAY)
            .await
            .expect("it is sound");
        let copies = std::fs::read_dir(&backups).map_or(0, Iterator::count);
        assert_eq!(copies, usize::from(form < NEWEST), "form {form}");

        let pool = SqlitePoolOptions::new()
            .connect_with(SqliteConnectOptions::new().filename(&file))
            .await
            .expect("a database");
        migrator().run(&pool).await.expect("migrated");
        let storage = Arc::new(Storage::open(pool).await.expect("a writer"));
        let replica = Replica::load(&storage).await.expect("a household");
        let lot = |name: &str| {
            let household = &replica.household;
            let mut lots = household.lots();
            let lot = lots.find(|lot| {
                household
                    .item(lot.item)
                    .is_some_and(|item| item.name == name)
            });
            lot.map(|lot| household.quantity(lot.id).to_string())
        };
        assert_eq!(lot("Eggs").as_deref(), Some("2 pc"), "form {form}");
        assert_eq!(lot("Milk").as_deref(), Some("1 l"), "form {form}");
        assert_eq!(replica.household.receipts().len(), 1, "form {form}");
        assert!(replica.household.lots().count() > 5, "form {form}");
    }
}
