//! What is looked at before the file of the household is opened to be written: the plugin
//! migrates a file as soon as it has it, so one that is damaged or of a newer version must
//! never get there.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};

use super::schema::NEWEST;

/// A file of so many bytes is read in a moment: 64 MiB.
const QUICKLY_READ: u64 = 64 << 20;

/// Backups that are kept.
const BACKUPS: usize = 5;

/// Why a file is left as it is.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It is damaged, or no database at all.
    #[error(
        "The household's file is damaged and was left as it is: {path} ({why}). \
         Close Larder, keep that file, and put a backup in its place: {}.",
        backup.as_ref().map_or_else(|| "there is none here; another device of the household \
         brings everything back once you join it again".to_owned(), |path| path.display().to_string())
    )]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
        /// The newest backup.
        backup: Option<PathBuf>,
    },
    /// A newer version of Larder has written it.
    #[error(
        "A newer version of Larder has written the household's file ({path}, form {found}; this \
         one knows {NEWEST}). It was left as it is. Update Larder, then start it again."
    )]
    Newer {
        /// The file.
        path: String,
        /// The form of the file.
        found: i64,
    },
    /// There is no room, or no permission.
    #[error(
        "The household's file cannot be prepared: {why}. Make room on the disk or give Larder \
             the right to write in {folder}, then start it again."
    )]
    NoBackup {
        /// Where backups lie.
        folder: String,
        /// What the system says.
        why: String,
    },
}

/// Looks at the file, and makes a copy of one that is about to be migrated. A file that is not
/// there yet is in order.
///
/// # Errors
///
/// Why the file must not be opened; nothing of it has changed.
pub async fn look(file: &Path, backups: &Path, today: Date) -> Result<(), Refusal> {
    if !file.exists() {
        return Ok(());
    }
    let damaged = |why: String| Refusal::Damaged {
        path: file.display().to_string(),
        why,
        backup: newest(backups),
    };
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let opened = options.connect().await;
    let mut db = opened.map_err(|error| damaged(error.to_string()))?;
    let found = form(&mut db)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    if found > NEWEST {
        let path = file.display().to_string();
        return Err(Refusal::Newer { path, found });
    }
    if is_to_be_checked(file, backups, today) || found < NEWEST {
        check(&mut db).await.map_err(damaged)?;
    }
    if (1..NEWEST).contains(&found) {
        let name = format!("larder-{today}-form-{found}.db");
        let kept = copy(&mut db, backups, &name).await;
        kept.map_err(|why| Refusal::NoBackup {
            folder: backups.display().to_string(),
            why,
        })?;
    }
    db.close().await.ok();
    Ok(())
}

/// A file of many photos takes seconds to read. It is read where it was not closed in order or
/// has no copy of today yet, which would have found any damage.
fn is_to_be_checked(file: &Path, backups: &Path, today: Date) -> bool {
    let bytes = |path: &Path| std::fs::metadata(path).map_or(0, |about| about.len());
    let log = file.with_extension("db-wal");
    bytes(file) <= QUICKLY_READ || bytes(&log) > 0 || !backups.join(name_of(today)).exists()
}

/// Makes the copy of the day, unless it is there.
///
/// # Errors
///
/// In words, where there is no room or the file is damaged.
pub async fn copy_of_the_day(file: &Path, backups: &Path, today: Date) -> Result<(), String> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut db = options.connect().await.map_err(|error| error.to_string())?;
    let copied = copy(&mut db, backups, &name_of(today)).await;
    db.close().await.ok();
    copied
}

fn name_of(today: Date) -> String {
    format!("larder-{today}.db")
}

/// The number of the newest migration that the file has had; 0 for an empty file.
async fn form(db: &mut SqliteConnection) -> sqlx::Result<i64> {
    let table = sqlx::query("SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations'");
    if table.fetch_optional(&mut *db).await?.is_none() {
        return Ok(0);
    }
    let newest = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations");
    newest.fetch_one(db).await
}

async fn check(db: &mut SqliteConnection) -> Result<(), String> {
    let check = sqlx::query("PRAGMA quick_check(3)")
        .fetch_all(&mut *db)
        .await;
    let rows = check.map_err(|error| error.to_string())?;
    let said: Vec<String> = rows.iter().filter_map(|row| row.try_get(0).ok()).collect();
    match said.as_slice() {
        [one] if one == "ok" => Ok(()),
        said => Err(said.join("; ")),
    }
}

/// Makes a copy of the file, unless one of this name is there.
async fn copy(db: &mut SqliteConnection, folder: &Path, name: &str) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let path = folder.join(name);
    if path.exists() {
        return Ok(());
    }
    // A copy that was cut short must not be taken for a whole one.
    let part = folder.join("part");
    std::fs::remove_file(&part).ok();
    let copy = sqlx::query("VACUUM INTO ?").bind(part.to_string_lossy().into_owned());
    if let Err(error) = copy.execute(db).await {
        // Half a copy only takes room.
        std::fs::remove_file(&part).ok();
        return Err(error.to_string());
    }
    std::fs::rename(&part, &path).map_err(|error| error.to_string())?;
    let kept = every(folder);
    for old in kept.iter().rev().skip(BACKUPS) {
        std::fs::remove_file(old).ok();
    }
    Ok(())
}

/// The backups, the newest last.
fn every(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut backups: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect();
    backups.sort();
    backups
}

fn newest(folder: &Path) -> Option<PathBuf> {
    every(folder).pop()
}

#[cfg(test)]
mod tests {
    use sqlx::SqlitePool;
    use sqlx::sqlite::SqlitePoolOptions;

    use super::*;
    use crate::storage::schema::migrator;

    const DAY: Date = jiff::civil::date(2026, 11, 29);

    struct Place {
        folder: tempfile::TempDir,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            Self { folder }
        }

        fn file(&self) -> PathBuf {
            self.folder.path().join("larder.db")
        }

        fn backups(&self) -> PathBuf {
            self.folder.path().join("backups")
        }

        async fn migrated(&self) -> SqlitePool {
            let options = SqliteConnectOptions::new();
            let options = options.filename(self.file()).create_if_missing(true);
            let pool = SqlitePoolOptions::new().connect_with(options).await;
            let pool = pool.expect("a database");
            migrator().run(&pool).await.expect("migrated");
            pool
        }

        async fn look(&self, day: Date) -> Result<(), Refusal> {
            look(&self.file(), &self.backups(), day).await
        }

        async fn copy(&self, day: Date) {
            let copied = copy_of_the_day(&self.file(), &self.backups(), day).await;
            copied.expect("a copy");
        }
    }

    #[tokio::test]
    async fn a_new_place_and_a_sound_file_are_in_order() {
        let place = Place::new();
        place.look(DAY).await.expect("nothing is there yet");
        place.migrated().await.close().await;
        place.look(DAY).await.expect("it is sound");
        assert!(every(&place.backups()).is_empty(), "it is not migrated");
        place.copy(DAY).await;
        assert_eq!(every(&place.backups()).len(), 1);
        place.copy(DAY).await;
        assert_eq!(every(&place.backups()).len(), 1, "one a day");
    }

    #[tokio::test]
    async fn old_backups_go() {
        let place = Place::new();
        place.migrated().await.close().await;
        for day in 1..=9 {
            place.copy(jiff::civil::date(2026, 11, day)).await;
        }
        let kept = every(&place.backups());
        assert_eq!(kept.len(), BACKUPS);
        assert!(kept[0].ends_with("larder-2026-11-05.db"), "{kept:?}");
    }

    #[tokio::test]
    async fn a_newer_file_is_left_as_it_is() {
        let place = Place::new();
        let pool = place.migrated().await;
        let newer = "INSERT INTO _sqlx_migrations
            (version, description, success, checksum, execution_time)
            VALUES (99, 'later', 1, x'00', 0)";
        sqlx::query(newer).execute(&pool).await.expect("written");
        pool.close().await;
        let before = std::fs::read(place.file()).expect("a file");
        let refused = place.look(DAY).await.expect_err("newer");
        assert!(
            matches!(refused, Refusal::Newer { found: 99, .. }),
            "{refused}"
        );
        assert!(refused.to_string().contains("Update Larder"));
        assert_eq!(std::fs::read(place.file()).expect("a file"), before);
        assert!(every(&place.backups()).is_empty());
    }

    #[tokio::test]
    async fn a_damaged_file_is_left_as_it_is_and_the_backup_is_named() {
        let place = Place::new();
        place.migrated().await.close().await;
        place.copy(DAY).await;
        let mut bytes = std::fs::read(place.file()).expect("a file");
        // Every page but the first, whose header says that it is a database.
        bytes[4_200..].fill(0x5a);
        std::fs::write(place.file(), &bytes).expect("written");
        let refused = place.look(DAY).await.expect_err("damaged");
        assert!(
            matches!(
                refused,
                Refusal::Damaged {
                    backup: Some(_),
                    ..
                }
            ),
            "{refused}"
        );
        assert!(
            refused.to_string().contains("larder-2026-11-29.db"),
            "{refused}"
        );
        assert_eq!(std::fs::read(place.file()).expect("a file"), bytes);
    }

    #[tokio::test]
    async fn what_is_no_database_is_left_as_it_is() {
        let place = Place::new();
        std::fs::write(place.file(), b"Dear diary, this is no database.").expect("written");
        let refused = place.look(DAY).await.expect_err("no database");
        assert!(
            matches!(refused, Refusal::Damaged { backup: None, .. }),
            "{refused}"
        );
    }
}
