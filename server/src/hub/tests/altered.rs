//! What a disk has altered is noticed before a device gets it.

use super::database::sum;
use super::*;

async fn body(db: &db::Db, seq: i64) -> Vec<u8> {
    let body = db::query_scalar("SELECT body FROM op WHERE seq = $1").bind(seq);
    body.fetch_one(db).await.expect("an op")
}

/// Turns one bit of a stored op's body.
async fn turn(db: &db::Db, seq: i64) {
    let mut body = body(db, seq).await;
    let last = body.len() - 1;
    body[last / 2] ^= 4;
    db::query("UPDATE op SET body = $1 WHERE seq = $2")
        .bind(body)
        .bind(seq)
        .execute(db)
        .await
        .expect("written");
}

struct Place {
    hub: Hub<DatabaseStore>,
    db: db::Db,
    _folder: tempfile::TempDir,
}

impl Place {
    /// A household with so many ops.
    async fn new(ops: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = db::testing::open(folder.path()).await.expect("a database");
        let hub = hub_on(db.clone()).await;
        let mut writer = Phone::new(1);
        for _ in 0..ops {
            writer.act(add(1), NOW_MS);
        }
        writer.exchange(&hub, NOW_MS).await;
        Self {
            hub,
            db,
            _folder: folder,
        }
    }

    async fn eggs(&self, phone: &mut Phone, now_ms: i64) -> i64 {
        phone.device.disconnect();
        phone.exchange(&self.hub, now_ms).await;
        phone.device.state.balance(EGGS, FRIDGE).amount
    }
}

#[tokio::test]
async fn an_altered_op_reaches_no_device_until_it_is_put_right() {
    let place = Place::new(3).await;
    assert_eq!(place.hub.altered(), 0);
    turn(&place.db, 2).await;
    let mut phone = Phone::new(2);
    assert_eq!(place.eggs(&mut phone, NOW_MS).await, 1, "what is before it");
    // What it writes itself is taken in all the same.
    phone.act(add(5), NOW_MS);
    let late = NOW_MS + i64::from(ALTERED_MS) + 1;
    assert_eq!(place.eggs(&mut phone, late).await, 6);
    assert_eq!(phone.waiting(), 1, "numbered, and not confirmed yet");
    assert_eq!(place.hub.altered(), 1, "counted once");
    let compacted = place.hub.compact(HOUSEHOLD, late).await;
    assert!(compacted.is_err(), "no snapshot is made of it");
    turn(&place.db, 2).await;
    let later = late + i64::from(ALTERED_MS) + 1;
    assert_eq!(place.eggs(&mut phone, later).await, 8);
    assert_eq!(phone.waiting(), 0);
}

#[tokio::test]
async fn ops_of_before_are_taken_as_they_are_until_they_have_their_sums() {
    let place = Place::new(300).await;
    let forget = db::query("UPDATE op SET sum = NULL WHERE seq > 1");
    forget.execute(&place.db).await.expect("as before");
    let mut phone = Phone::new(2);
    assert_eq!(place.eggs(&mut phone, NOW_MS).await, 300);
    assert_eq!(sum::fill(&place.db).await.expect("filled"), 299);
    assert_eq!(sum::fill(&place.db).await.expect("filled"), 0);
    turn(&place.db, 200).await;
    let mut other = Phone::new(3);
    assert_eq!(place.eggs(&mut other, NOW_MS).await, 199);
    assert_eq!(place.hub.altered(), 1);
}

#[tokio::test]
async fn an_altered_snapshot_is_dropped_and_made_anew() {
    let place = Place::new(3).await;
    place
        .hub
        .compact(HOUSEHOLD, NOW_MS)
        .await
        .expect("compacted");
    let part = place
        .hub
        .store
        .part(HOUSEHOLD, None, 0)
        .await
        .expect("asked");
    assert!(part.is_some());
    let turned = db::query("UPDATE snapshot_part SET sum = sum + 1");
    turned.execute(&place.db).await.expect("written");
    let part = place
        .hub
        .store
        .part(HOUSEHOLD, None, 0)
        .await
        .expect("asked");
    assert_eq!(part, None);
    let snapshot = place.hub.store.snapshot(HOUSEHOLD).await.expect("asked");
    assert_eq!(snapshot, None);
    place
        .hub
        .compact(HOUSEHOLD, NOW_MS)
        .await
        .expect("compacted");
    let part = place
        .hub
        .store
        .part(HOUSEHOLD, None, 0)
        .await
        .expect("asked");
    assert!(part.is_some());
}
