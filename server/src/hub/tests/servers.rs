//! Several servers on one PostgreSQL database: one numbering, which no reader overtakes, and all
//! hear of each other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::*;

const PHONES: u64 = 16;
const TURNS: u64 = 12;

/// Two servers on the database of a folder.
async fn two(folder: &Path) -> [Hub<DatabaseStore>; 2] {
    let mut hubs = Vec::new();
    for _ in 0..2 {
        let db = db::testing::on_postgres(folder).await.expect("a server");
        hubs.push(hub_on(db).await);
    }
    hubs.try_into().ok().expect("two")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_give_one_numbering_that_no_reader_overtakes() {
    let folder = tempfile::tempdir().expect("a folder");
    let hubs = two(folder.path()).await;
    let is_over = Arc::new(AtomicBool::new(false));
    // Reads as a device does, from the cursor on; what is behind that is never looked at again.
    let (reader, over) = (hubs[1].clone(), Arc::clone(&is_over));
    let reading = tokio::spawn(async move {
        let mut seen = Vec::new();
        loop {
            let is_last = over.load(Ordering::Relaxed);
            let page = reader.store.page(HOUSEHOLD, seen.len() as u64, 100);
            let (_, rows) = page.await.expect("asked").expect("the household");
            seen.extend(rows.iter().filter_map(|row| row.seq));
            if is_last && rows.is_empty() {
                return seen;
            }
            tokio::task::yield_now().await;
        }
    });
    let mut all = tokio::task::JoinSet::new();
    for number in 1..=PHONES {
        let hubs = hubs.clone();
        all.spawn(async move {
            let mut phone = Phone::new(number);
            for turn in 0..TURNS {
                phone.act(add(1), NOW_MS);
                // Each device comes by both.
                let at = usize::from((number + turn) % 2 == 0);
                phone.device.disconnect();
                phone.exchange(&hubs[at], NOW_MS).await;
                while phone.waiting() > 0 {
                    phone.device.disconnect();
                    phone.exchange(&hubs[at], NOW_MS).await;
                }
            }
        });
    }
    while let Some(done) = all.join_next().await {
        done.expect("no panic");
    }
    is_over.store(true, Ordering::Relaxed);
    let expected: Vec<u64> = (1..=PHONES * TURNS).collect();
    assert_eq!(reading.await.expect("read"), expected);
    let [one, other] = [&hubs[0], &hubs[1]].map(|hub| rows(hub, 1_000));
    let (one, other) = (one.await, other.await);
    assert_eq!(one, other);
    let eggs = State::from_rows(&one).balance(EGGS, FRIDGE).amount;
    assert_eq!(
        eggs,
        (PHONES * TURNS) as i64,
        "nothing is lost or there twice"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_writes_the_others_devices_hear_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, other] = two(folder.path()).await;
    let mut pokes = other.listen(HOUSEHOLD);
    let mut phone = Phone::new(1);
    let mut heard = 0;
    // It may still be about to listen; then the first poke is of what it missed.
    for _ in 0..100 {
        phone.act(add(1), NOW_MS);
        phone.exchange(&one, NOW_MS).await;
        let soon = tokio::time::timeout(Duration::from_millis(100), pokes.recv()).await;
        if let Ok(Ok(head)) = soon {
            heard = heard.max(head);
        }
        if heard > 1 {
            return;
        }
    }
    panic!("nothing was heard beyond {heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_lost_its_connections_goes_on_and_hears_what_it_missed() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, other] = two(folder.path()).await;
    let mut pokes = other.listen(HOUSEHOLD);
    let mut phone = Phone::new(1);
    phone.act(add(1), NOW_MS);
    phone.exchange(&one, NOW_MS).await;
    let db = db::testing::on_postgres(folder.path())
        .await
        .expect("a server");
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    db::query(cut).execute(&db).await.expect("cut");
    for turn in 1..=100 {
        phone.act(add(1), NOW_MS);
        phone.device.disconnect();
        phone.exchange(&one, NOW_MS).await;
        let soon = tokio::time::timeout(Duration::from_millis(100), pokes.recv()).await;
        if phone.waiting() == 0 && matches!(soon, Ok(Ok(head)) if head > 1) {
            assert!(turn < 100 && phone.eggs() > 1);
            return;
        }
    }
    panic!("{} wait", phone.waiting());
}
