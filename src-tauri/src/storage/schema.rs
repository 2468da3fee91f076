//! The migrations of the household's database, and its tables.

use std::borrow::Cow;

use sqlx::migrate::{Migration as SqlxMigration, MigrationType, Migrator};
use tauri_plugin_sql::{Migration, MigrationKind};

/// Number, name and SQL of each; what is here once is never changed.
const MIGRATIONS: [(i64, &str, &str); 1] = [(
    1,
    "household",
    include_str!("../../migrations/1_household.sql"),
)];

/// The newest that this version knows.
pub const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Every table, those that refer to others first.
pub const TABLES: [&str; 13] = [
    "pending_sync",
    "ops",
    "set_aside",
    "tombstones",
    "facts",
    "receipt_images",
    "uploads",
    "draft_photos",
    "drafts",
    "items",
    "pantry_items",
    "receipts",
    "shopping_entries",
];

/// For the plugin, which migrates when it opens the file.
#[must_use]
pub fn for_plugin() -> Vec<Migration> {
    let migrations = MIGRATIONS.into_iter();
    let migrations = migrations.map(|(version, description, sql)| Migration {
        version,
        description,
        sql,
        kind: MigrationKind::Up,
    });
    migrations.collect()
}

/// The same for a database that is opened without the plugin.
#[must_use]
pub fn migrator() -> Migrator {
    let migrations = MIGRATIONS.into_iter().map(|(version, name, sql)| {
        // As the plugin makes them: both must give the same checksum.
        SqlxMigration::new(
            version,
            Cow::Borrowed(name),
            MigrationType::ReversibleUp,
            Cow::Borrowed(sql),
            false,
        )
    });
    Migrator {
        migrations: Cow::Owned(migrations.collect()),
        ..Migrator::DEFAULT
    }
}
