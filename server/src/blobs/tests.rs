//! Pictures on a disk of their own, with a database.

use object_store::memory::InMemory;
use object_store::path::Path as Key;

use super::shelf::entries;
use super::*;
use crate::db;
use crate::identity::{Identity, Newcomer, hex};

const QUOTA: u64 = 100_000;
const NOW: i64 = 1_800_000_000_000;

struct Server {
    blobs: Blobs,
    db: Db,
    home: HouseholdId,
    neighbours: HouseholdId,
    data: tempfile::TempDir,
}

async fn server() -> Server {
    let data = tempfile::tempdir().expect("a folder");
    let db = db::testing::open(data.path()).await.expect("a database");
    let (home, neighbours) = (HouseholdId([7; 16]), HouseholdId([8; 16]));
    let phone = Newcomer {
        name: "Phone",
        token: None,
    };
    for household in [home, neighbours] {
        let found = Identity::new(db.clone())
            .found(household, &phone, NOW)
            .await;
        found.expect("a household");
    }
    Server {
        blobs: Blobs::new(db.clone(), data.path(), QUOTA),
        db,
        home,
        neighbours,
        data,
    }
}

/// A picture of so many bytes, and its hash; another one for every `seed`.
fn picture(size: usize, seed: u8) -> (Hash, Vec<u8>) {
    let mut bytes = vec![seed; size];
    bytes[..4].copy_from_slice(b"\xFF\xD8\xFF\xE0");
    (Sha256::digest(&bytes).into(), bytes)
}

impl Server {
    /// Sends a piece; what is told of its length may be more than comes.
    async fn send(
        &self,
        household: HouseholdId,
        hash: Hash,
        bytes: &[u8],
        (first, size): (usize, usize),
    ) -> Result<Progress, BlobError> {
        let sent = Sent {
            first: first as u64,
            length: (size - first) as u64,
            size: size as u64,
            body: bytes.to_vec().into(),
        };
        self.blobs
            .put(household, hash, sent, NOW, async || Ok(()))
            .await
    }

    async fn send_all(
        &self,
        household: HouseholdId,
        hash: Hash,
        bytes: &[u8],
    ) -> Result<Progress, BlobError> {
        self.send(household, hash, bytes, (0, bytes.len())).await
    }

    async fn get(&self, household: HouseholdId, hash: Hash) -> Result<Vec<u8>, BlobError> {
        let blob = self.blobs.find(household, hash).await?;
        blob.read(0, blob.size).await
    }

    fn files(&self) -> Vec<String> {
        let mut names = Vec::new();
        for household in entries(&self.data.path().join(FOLDER)).expect("a folder") {
            for file in entries(&household).expect("a folder") {
                names.push(
                    file.file_name()
                        .expect("a name")
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
        names
    }
}

#[tokio::test]
async fn what_was_sent_is_there_under_its_hash() {
    let server = server().await;
    let (hash, bytes) = picture(50_000, 1);
    assert_eq!(
        server
            .send_all(server.home, hash, &bytes)
            .await
            .expect("stored"),
        Progress::Stored
    );
    assert_eq!(server.get(server.home, hash).await.expect("there"), bytes);
    assert_eq!(server.files(), [hex(&hash)]);
    assert_eq!(
        server
            .send_all(server.home, hash, &bytes)
            .await
            .expect("known"),
        Progress::Known
    );
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut() {
    let server = server().await;
    let (hash, bytes) = picture(50_000, 1);
    for (from, to) in [(0, 10), (10, 30_000), (30_000, 30_000)] {
        let sent = server
            .send(server.home, hash, &bytes[from..to], (from, bytes.len()))
            .await;
        assert_eq!(sent.expect("taken"), Progress::Partly(to as u64));
        let missing = server.get(server.home, hash).await.expect_err("not whole");
        assert!(
            matches!(missing, BlobError::Missing { offset } if offset == to as u64),
            "{missing}"
        );
    }
    let elsewhere = server
        .send(server.home, hash, &bytes[40_000..], (40_000, bytes.len()))
        .await;
    assert!(
        matches!(elsewhere, Err(BlobError::Offset { offset: 30_000 })),
        "{elsewhere:?}"
    );
    let rest = server
        .send(server.home, hash, &bytes[30_000..], (30_000, bytes.len()))
        .await;
    assert_eq!(rest.expect("stored"), Progress::Stored);
    assert_eq!(server.get(server.home, hash).await.expect("there"), bytes);
}

#[tokio::test]
async fn bytes_that_are_not_what_the_address_says_are_never_there() {
    let server = server().await;
    let ((hash, _), (_, other)) = (picture(5_000, 1), picture(5_000, 2));
    let wrong = server.send_all(server.home, hash, &other).await;
    assert!(matches!(wrong, Err(BlobError::WrongHash)), "{wrong:?}");
    let text = b"<!doctype html><script>";
    let page = server
        .send_all(server.home, Sha256::digest(text).into(), text)
        .await;
    assert!(matches!(page, Err(BlobError::WrongType)), "{page:?}");
    let more = server.send(server.home, hash, &other, (0, 4_000)).await;
    assert!(matches!(more, Err(BlobError::TooMany)), "{more:?}");
    assert!(server.get(server.home, hash).await.is_err());
    // It can come anew, and right.
    let (hash, bytes) = picture(5_000, 1);
    assert_eq!(
        server
            .send_all(server.home, hash, &bytes)
            .await
            .expect("stored"),
        Progress::Stored
    );
}

#[tokio::test]
async fn who_was_shut_out_while_sending_leaves_nothing() {
    let server = server().await;
    let (hash, bytes) = picture(5_000, 1);
    let sent = Sent {
        first: 0,
        length: 5_000,
        size: 5_000,
        body: bytes.into(),
    };
    let shut_out = async || Err(BlobError::Missing { offset: 0 });
    let put = server
        .blobs
        .put(server.home, hash, sent, NOW, shut_out)
        .await;
    put.expect_err("it may not any more");
    assert!(server.get(server.home, hash).await.is_err());
}

#[tokio::test]
async fn a_household_has_so_much_room_and_what_is_under_way_counts() {
    let server = server().await;
    let (first, bytes) = picture(60_000, 1);
    let half = server
        .send(server.home, first, &bytes[..9], (0, bytes.len()))
        .await;
    half.expect("taken");
    let (second, more) = picture(60_000, 2);
    let full = server.send_all(server.home, second, &more).await;
    assert!(
        matches!(full, Err(BlobError::Quota { quota: QUOTA })),
        "{full:?}"
    );
    server
        .send_all(server.neighbours, second, &more)
        .await
        .expect("they have their own");
    let rest = server
        .send(server.home, first, &bytes[9..], (9, bytes.len()))
        .await;
    assert_eq!(rest.expect("stored"), Progress::Stored);
    server
        .blobs
        .delete(server.home, first, NOW)
        .await
        .expect("deleted");
    server
        .send_all(server.home, second, &more)
        .await
        .expect("there is room again");
    let sent = server.send(server.home, first, b"", (0, 9_000_000)).await;
    assert!(matches!(sent, Err(BlobError::TooLarge)), "{sent:?}");
}

#[tokio::test]
async fn tiny_pictures_take_a_block_each() {
    let server = server().await;
    let mut stored = 0;
    for seed in 0..=255 {
        let (hash, bytes) = picture(8, seed);
        stored += u64::from(server.send_all(server.home, hash, &bytes).await.is_ok());
    }
    assert_eq!(stored, QUOTA / 4_096);
}

#[tokio::test]
async fn what_was_deleted_never_comes_back() {
    let server = server().await;
    let (hash, bytes) = picture(5_000, 1);
    let (unseen, unseen_bytes) = picture(5_000, 2);
    server
        .send_all(server.home, hash, &bytes)
        .await
        .expect("stored");
    for hash in [hash, unseen, hash] {
        server
            .blobs
            .delete(server.home, hash, NOW)
            .await
            .expect("deleted");
    }
    for (hash, bytes) in [(hash, &bytes), (unseen, &unseen_bytes)] {
        let again = server.send_all(server.home, hash, bytes).await;
        assert!(matches!(again, Err(BlobError::Deleted)), "{again:?}");
        let got = server.get(server.home, hash).await;
        assert!(matches!(got, Err(BlobError::Deleted)), "{got:?}");
    }
    assert!(server.files().is_empty());
}

#[tokio::test]
async fn two_households_have_the_same_picture_each_for_itself() {
    let server = server().await;
    let (hash, bytes) = picture(5_000, 1);
    server
        .send_all(server.home, hash, &bytes)
        .await
        .expect("stored");
    let theirs = server.get(server.neighbours, hash).await;
    assert!(
        matches!(theirs, Err(BlobError::Missing { offset: 0 })),
        "{theirs:?}"
    );
    // All of it has to come: its hash alone opens nothing.
    let sent = server.send_all(server.neighbours, hash, &bytes).await;
    assert_eq!(sent.expect("stored"), Progress::Stored);
    server
        .blobs
        .delete(server.home, hash, NOW)
        .await
        .expect("deleted");
    assert_eq!(
        server.get(server.neighbours, hash).await.expect("there"),
        bytes
    );
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_ends() {
    let server = server().await;
    let (hash, bytes) = picture(5_000, 1);
    let half = server
        .send(server.home, hash, &bytes[..9], (0, bytes.len()))
        .await;
    half.expect("taken");
    server.blobs.expire(NOW + UPLOAD_MS).await.expect("looked");
    assert_eq!(server.files().len(), 1, "it may go on");
    server
        .blobs
        .expire(NOW + UPLOAD_MS + 1)
        .await
        .expect("looked");
    assert!(server.files().is_empty());
    let (hash, bytes) = picture(5_000, 1);
    assert_eq!(
        server
            .send_all(server.home, hash, &bytes)
            .await
            .expect("stored"),
        Progress::Stored
    );
}

#[tokio::test]
async fn files_without_a_reason_are_swept_away() {
    let server = server().await;
    let (kept, bytes) = picture(5_000, 1);
    let (half, half_bytes) = picture(5_000, 2);
    server
        .send_all(server.home, kept, &bytes)
        .await
        .expect("stored");
    let part = server
        .send(server.home, half, &half_bytes[..9], (0, 5_000))
        .await;
    part.expect("taken");
    let folder = server.data.path().join(FOLDER).join(hex(&server.home.0));
    fs::write(folder.join(hex(&[9; 32])), b"x").expect("written");
    let strange = server.data.path().join(FOLDER).join(hex(&[9; 16]));
    fs::create_dir(&strange).expect("made");
    fs::write(strange.join("x"), b"x").expect("written");
    server.blobs.sweep().await.expect("swept");
    assert!(strange.exists(), "another server may be at it");
    for file in [folder.join(hex(&[9; 32])), strange.join("x")] {
        let file = fs::File::open(file).expect("there");
        let long_ago = std::time::SystemTime::now() - Duration::from_secs(3 * 86_400);
        file.set_modified(long_ago).expect("set");
    }
    server.blobs.sweep().await.expect("swept");
    // The folder was not empty yet by then.
    server.blobs.sweep().await.expect("swept");
    let mut files = server.files();
    files.sort();
    let mut expected = [hex(&kept), format!("{}.part", hex(&half))];
    expected.sort();
    assert_eq!(files, expected);
    assert!(!strange.exists());
}

#[tokio::test]
async fn a_file_that_is_lost_is_missing_and_welcome() {
    let server = server().await;
    let (hash, bytes) = picture(5_000, 1);
    server
        .send_all(server.home, hash, &bytes)
        .await
        .expect("stored");
    let file = server.data.path().join(FOLDER).join(hex(&server.home.0));
    fs::remove_file(file.join(hex(&hash))).expect("removed");
    let lost = server.get(server.home, hash).await;
    assert!(
        matches!(lost, Err(BlobError::Missing { offset: 0 })),
        "{lost:?}"
    );
    assert_eq!(
        server
            .send_all(server.home, hash, &bytes)
            .await
            .expect("stored"),
        Progress::Stored
    );
    assert_eq!(server.get(server.home, hash).await.expect("there"), bytes);
}

/// Two servers with one bucket, and folders of their own.
async fn two() -> ([Server; 2], Bucket) {
    let mut first = server().await;
    let data = tempfile::tempdir().expect("a folder");
    let bucket = Bucket::new(InMemory::new());
    let db = first.db.clone();
    first.blobs = first.blobs.with_bucket(Some(bucket.clone()));
    let second = Server {
        blobs: Blobs::new(db.clone(), data.path(), QUOTA).with_bucket(Some(bucket.clone())),
        db,
        home: first.home,
        neighbours: first.neighbours,
        data,
    };
    ([first, second], bucket)
}

async fn objects(bucket: &Bucket) -> usize {
    let found = bucket.sizes(&Key::from(FOLDER)).await;
    found.expect("listed").len()
}

#[tokio::test]
async fn with_a_bucket_an_upload_goes_on_at_another_server() {
    let (servers, bucket) = two().await;
    let (hash, bytes) = picture(50_000, 1);
    for (number, (from, to)) in [(0, 10), (10, 30_000), (30_000, 30_000), (30_000, 49_000)]
        .into_iter()
        .enumerate()
    {
        let (at, other) = (&servers[number % 2], &servers[1 - number % 2]);
        let sent = at
            .send(at.home, hash, &bytes[from..to], (from, bytes.len()))
            .await;
        assert_eq!(sent.expect("taken"), Progress::Partly(to as u64));
        let missing = other.get(other.home, hash).await.expect_err("not whole");
        assert!(
            matches!(missing, BlobError::Missing { offset } if offset == to as u64),
            "{missing}"
        );
        assert!(at.files().is_empty(), "what came is in the bucket");
    }
    let rest = servers[0]
        .send(
            servers[0].home,
            hash,
            &bytes[49_000..],
            (49_000, bytes.len()),
        )
        .await;
    assert_eq!(rest.expect("stored"), Progress::Stored);
    for server in &servers {
        assert_eq!(server.get(server.home, hash).await.expect("there"), bytes);
        assert!(server.files().is_empty());
    }
    assert_eq!(objects(&bucket).await, 1, "its pieces are gone");
}

#[tokio::test]
async fn with_a_bucket_pieces_of_nothing_go_too() {
    let ([first, second], bucket) = two().await;
    let ((hash, bytes), (_, other)) = (picture(5_000, 1), picture(5_000, 2));
    let half = |bytes: &[u8]| bytes[..2_000].to_vec();
    // The wrong bytes are told at the end; all of it comes anew then.
    let wrong = first
        .send(first.home, hash, &half(&other), (0, 5_000))
        .await;
    wrong.expect("taken");
    let wrong = second
        .send(second.home, hash, &other[2_000..], (2_000, 5_000))
        .await;
    assert!(matches!(wrong, Err(BlobError::WrongHash)), "{wrong:?}");
    assert_eq!(objects(&bucket).await, 0);
    // Of another size it begins anew.
    for (server, size) in [(&first, 5_000), (&second, 4_000), (&first, 5_000)] {
        let sent = server
            .send(server.home, hash, &half(&bytes), (0, size))
            .await;
        assert_eq!(sent.expect("taken"), Progress::Partly(2_000));
    }
    assert_eq!(objects(&bucket).await, 1);
    second
        .blobs
        .expire(NOW + UPLOAD_MS + 1)
        .await
        .expect("looked");
    assert_eq!(objects(&bucket).await, 0, "nobody went on with it");
    let bytes_of_half = half(&bytes);
    let sent = first.send(first.home, hash, &bytes_of_half, (0, 5_000));
    sent.await.expect("taken");
    let deleted = second.blobs.delete(second.home, hash, NOW).await;
    deleted.expect("deleted");
    assert_eq!(objects(&bucket).await, 0);
    let again = first.send_all(first.home, hash, &bytes).await;
    assert!(matches!(again, Err(BlobError::Deleted)), "{again:?}");
}
