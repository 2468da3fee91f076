//! Backups that are whole, those that are not, and data folders made of them.

mod altered;
mod hostile;

use std::fs::{self, File};

use super::*;
use crate::config::Folder;
use crate::hub::database;
use flate2::read::GzDecoder;
use sync::codec::{Epoch, HouseholdId};

const HOUSEHOLD: HouseholdId = HouseholdId([7; 16]);
const NOW_MS: i64 = 1_800_000_000_000;

/// A data folder, and one beside it for what is made of it.
struct Home {
    folder: TempDir,
    data: PathBuf,
    file: PathBuf,
}

impl Home {
    /// One with a household, a picture and secrets.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (data, file) = (folder.path().join("data"), folder.path().join("backup"));
        fs::create_dir(&data).expect("made");
        blocking(keep(&data)).expect("kept");
        let home = Self { folder, data, file };
        fs::create_dir_all(home.picture().parent().expect("a folder")).expect("made");
        fs::create_dir(home.data.join("tls")).expect("made");
        // What is to be read here is not backed up.
        fs::create_dir(home.data.join("scans")).expect("made");
        fs::write(home.picture(), "milk").expect("written");
        for name in [
            "token.key",
            "metrics-token",
            "tls/authority.pem",
            "scans/07",
            ".tmpAbC",
        ] {
            fs::write(home.data.join(name), name).expect("written");
        }
        home
    }

    fn picture(&self) -> PathBuf {
        self.data.join(picture_path())
    }

    fn kept(&self) -> Folder {
        Folder {
            data: Some(self.data.clone()),
            database: None,
            keys_secret: None,
        }
    }

    fn backup(&self) -> Result<()> {
        let (kept, file) = (self.kept(), self.file.clone());
        backup(&Backup {
            kept,
            objects: crate::objects::Settings::default(),
            file,
        })
    }

    fn verify(&self, file: Option<&Path>) -> Result<()> {
        let (kept, file) = (self.kept(), file.map(Path::to_owned));
        verify(&Verify {
            kept,
            objects: crate::objects::Settings::default(),
            file,
        })
    }

    /// Restores into another folder.
    fn restore(&self) -> Result<PathBuf> {
        let data = self.folder.path().join("other");
        let kept = Folder {
            data: Some(data.clone()),
            database: None,
            keys_secret: None,
        };
        let file = self.file.clone();
        restore(&Restore { kept, file })?;
        Ok(data)
    }

    /// What lies beside the data folder.
    fn beside(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).expect("a folder");
    let names = found.map(|file| file.expect("a file").file_name());
    let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    names
}

fn milk() -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest("milk").to_vec()
}

fn picture_path() -> String {
    let (household, hash) = ("07".repeat(16), crate::identity::hex(&milk()));
    format!("blobs/{household}/{hash}")
}

async fn keep(data: &Path) -> Result<()> {
    let db = db::open(data).await?;
    let mut connection = db.acquire().await?;
    database::make(&mut connection, HOUSEHOLD, Epoch([1; 16]), NOW_MS).await?;
    for statement in [
        "INSERT INTO blob (household, hash, size, media_type, stored_ms) \
         VALUES ($1, $2, 4, 'image/jpeg', 1)",
        "INSERT INTO api_replica (household, replica, writer, made_ms) \
         SELECT $1, 5, zeroblob(16), 9000000000000 WHERE $2 IS NOT NULL",
        "UPDATE household SET seq = 3 WHERE id = $1 AND $2 IS NOT NULL",
    ] {
        db::query(statement)
            .bind(HOUSEHOLD.0.as_slice())
            .bind(milk())
            .execute(&mut connection)
            .await?;
    }
    drop(connection);
    db::close(&db).await;
    Ok(())
}

/// What one row of a data folder's database says.
fn told(data: &Path, question: &str) -> String {
    let asked = blocking(async {
        let mut database = db::look(&data.join(db::FILE)).await?;
        Ok(sqlx::query_scalar(question)
            .fetch_one(&mut database)
            .await?)
    });
    asked.expect("an answer")
}

fn why<T>(done: Result<T>) -> String {
    match done {
        Ok(_) => panic!("it was done"),
        Err(error) => format!("{error:#}"),
    }
}

/// What is in a backup is what people will have years later: names that change here must be
/// read under the old ones too.
#[test]
fn a_backup_is_the_pictures_the_secrets_the_database_and_a_list_of_them() {
    let home = Home::new();
    home.backup().expect("a backup");
    let file = File::open(&home.file).expect("there");
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let entries = archive.entries().expect("an archive").map(|entry| {
        let entry = entry.expect("an entry");
        let (path, header) = (entry.path().expect("a path").into_owned(), entry.header());
        (path, header.mode().expect("a mode"))
    });
    let entries: Vec<(PathBuf, u32)> = entries.collect();
    let picture = format!("data/{}", picture_path());
    let expected = [
        picture.as_str(),
        "data/metrics-token",
        "data/tls/authority.pem",
        "data/token.key",
        "data/larder.db",
        "backup.json",
    ];
    let expected = expected.map(|name| (PathBuf::from(name), 0o600));
    assert_eq!(entries, expected);
    assert_eq!(home.beside(), ["backup", "data"], "nothing else is left");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&home.file)
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "secrets are in it");
    }
    home.verify(Some(&home.file)).expect("whole");
}

#[test]
fn a_restored_folder_is_as_it_was_and_numbers_anew() {
    let home = Home::new();
    home.backup().expect("a backup");
    let data = home.restore().expect("restored");
    let files = ["blobs", "larder.db", "metrics-token", "tls", "token.key"];
    assert_eq!(names(&data), files);
    for name in [
        picture_path().as_str(),
        "metrics-token",
        "tls/authority.pem",
    ] {
        let read = |data: &Path| fs::read(data.join(name)).expect("a file");
        assert_eq!(read(&data), read(&home.data), "{name}");
    }
    let ended = "SELECT hex(ended_epoch.epoch) || ' ' || last FROM ended_epoch";
    assert_eq!(told(&data, ended), format!("{} 3", "01".repeat(16)));
    let anew = "SELECT (hex(epoch) <> hex($1)) || ' ' || (restored_ms > 0) FROM household";
    let anew = anew.replace('?', &format!("x'{}'", "01".repeat(16)));
    assert_eq!(told(&data, &anew), "1 1");
    // Under the id from before it may have written what the backup does not have.
    let latest = "SELECT 'it is ' || (replica <> 5) FROM api_replica ORDER BY made_ms DESC LIMIT 1";
    assert_eq!(told(&data, latest), "it is 1");
    let epoch = "SELECT hex(epoch) FROM household";
    assert_eq!(
        told(&home.data, epoch),
        "01".repeat(16),
        "the old one stays"
    );
}

#[test]
fn a_backup_is_restored_into_what_is_empty_and_nothing_else() {
    let home = Home::new();
    home.backup().expect("a backup");
    let other = home.folder.path().join("other");
    fs::create_dir(&other).expect("made");
    fs::write(other.join("mine"), "").expect("written");
    assert!(why(home.restore()).contains("is not empty"));
    assert_eq!(names(&other), ["mine"]);
    fs::remove_file(other.join("mine")).expect("removed");
    // As a disk of its own is, which cannot be put in place of another folder.
    home.restore().expect("restored");
    let files = ["blobs", "larder.db", "metrics-token", "tls", "token.key"];
    assert_eq!(names(&other), files);
    assert_eq!(home.beside(), ["backup", "data", "other"]);
}

#[test]
fn a_backup_takes_the_place_of_nothing_and_is_not_lost_with_the_data() {
    let mut home = Home::new();
    fs::write(&home.file, "mine").expect("written");
    assert!(why(home.backup()).contains("is there already"));
    assert_eq!(fs::read(&home.file).expect("there"), b"mine");
    home.file = home.data.join("tls/backup");
    assert!(why(home.backup()).contains("be lost with it"));
    home.file = home.folder.path().join("nowhere/backup");
    assert!(why(home.backup()).contains("there is no folder"));
    home.data = home.folder.path().join("nothing");
    assert!(why(home.backup()).contains("no Larder has kept anything"));
}

#[test]
fn a_picture_that_is_deleted_while_it_is_backed_up_is_deleted_in_the_backup() {
    let home = Home::new();
    fs::remove_file(home.picture()).expect("removed");
    home.backup().expect("a backup");
    // It was lost: a device sends it again.
    let data = home.restore().expect("restored");
    let is_asked_for = "SELECT size || ' ' || (SELECT count(*) FROM blob) FROM upload";
    assert_eq!(told(&data, is_asked_for), "4 0");
    let deleted = blocking(async {
        let mut database = db::alter(&home.data.join(db::FILE)).await?;
        let delete = "INSERT INTO deleted_blob SELECT household, hash, 1 FROM blob";
        sqlx::query(delete).execute(&mut database).await?;
        let picture = pictures::of(&home.data.join(db::FILE)).await?;
        let snapshot = home.folder.path().join("snapshot");
        pictures::snapshot(&home.data, &snapshot).await?;
        pictures::forget(&home.data, &snapshot, &picture, NOW_MS).await?;
        let left = sqlx::query_scalar("SELECT count(*) FROM blob");
        let left: i64 = left.fetch_one(&mut db::look(&snapshot).await?).await?;
        Ok(left)
    });
    assert_eq!(deleted.expect("done"), 0);
}

#[test]
fn a_picture_that_is_damaged_is_asked_for_again_and_the_rest_is_backed_up() {
    let home = Home::new();
    fs::write(home.picture(), "beer").expect("written");
    home.backup().expect("a backup");
    home.verify(Some(&home.file)).expect("whole");
    let data = home.restore().expect("restored");
    let is_asked_for = "SELECT size || ' ' || (SELECT count(*) FROM blob) FROM upload";
    assert_eq!(told(&data, is_asked_for), "4 0");
}

#[test]
fn a_data_folder_is_looked_at_as_a_backup_is() {
    let home = Home::new();
    home.verify(None).expect("whole");
    fs::write(home.picture(), "beer").expect("written");
    assert!(why(home.verify(None)).contains("is damaged"));
    fs::remove_file(home.picture()).expect("removed");
    assert!(why(home.verify(None)).contains("is missing"));
    fs::write(home.data.join(db::FILE), "no database").expect("written");
    assert!(why(home.verify(None)).contains("is not whole"));
}

#[test]
fn a_damaged_backup_is_said_to_be_so_and_restores_nothing() {
    let home = Home::new();
    home.backup().expect("a backup");
    let mut bytes = fs::read(&home.file).expect("read");
    let middle = bytes.len() / 2;
    // One bit alone may lead to another copy of the same zeros.
    bytes[middle..middle + 64].fill(0x55);
    fs::write(&home.file, &bytes).expect("written");
    let told = why(home.verify(Some(&home.file)));
    assert!(told.contains("no backup that can be restored"), "{told}");
    let told = why(home.restore());
    assert!(told.contains("no backup that can be restored"), "{told}");
    assert_eq!(home.beside(), ["backup", "data"]);
}
