//! Servers that share a real Redis.

#[path = "../../../tests/support/redis.rs"]
#[expect(dead_code, reason = "the tests of the whole use more of it")]
mod real;
#[path = "../../../tests/support/service.rs"]
mod service;

use std::num::NonZeroU32;

use super::*;
use crate::accounts::attempts::{Attempts, Whose};
use crate::limits::measure::Measure;
use real::Redis;

const WHO: [u8; 16] = [7; 16];
const OTHER: [u8; 16] = [8; 16];
/// Far more than anything takes here.
const SOON: Duration = Duration::from_secs(20);

fn many(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("some")
}

async fn server(redis: &Redis) -> Shared {
    let address = redis.url().parse().expect("an address");
    Shared::open(&address).await.expect("let in")
}

async fn until(shared: &Shared, is_there: bool) {
    let turned = async {
        let mut connection = shared.0.connection.subscribe();
        let wanted = connection.wait_for(|connection| connection.is_some() == is_there);
        wanted.await.expect("it goes on").is_some()
    };
    timeout(SOON, turned).await.expect("it turns");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_counted_on_one_server_counts_on_the_other() {
    let redis = Redis::start().expect("Redis");
    let (one, other) = (server(&redis).await, server(&redis).await);
    let most = many(3);
    let count = async |on: &Shared, who, so_many| {
        let counted = on.count("reads", &who, most, many(so_many)).await;
        counted.expect("Redis is there")
    };
    assert_eq!(count(&one, WHO, 2).await.left, 1);
    let full = count(&other, WHO, 2).await;
    assert_eq!(full.left, 0);
    let wait = full.wait.expect("one is left");
    assert!(
        wait > Duration::from_secs(15) && wait <= Duration::from_secs(20),
        "{wait:?}"
    );
    let last = count(&other, WHO, 1).await;
    assert_eq!(
        (last.left, last.wait),
        (0, None),
        "what was refused does not count"
    );
    assert!(count(&one, WHO, 1).await.wait.is_some());
    assert_eq!(count(&one, OTHER, 1).await.left, 2, "another one");
    let elsewhere = one.count("writes", &WHO, most, many(1)).await;
    assert_eq!(elsewhere.expect("there").left, 2, "another measure");
}

/// Whether Redis counts or this process, the same is left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_counts_as_the_limiter_of_this_process_does() {
    let redis = Redis::start().expect("Redis");
    let shared = server(&redis).await;
    for (number, most) in [1, 2, 7, 240, 100_000].into_iter().enumerate() {
        let who = [number as u8; 16];
        let here = Measure::new("here", many(most), None);
        let there = Measure::new("there", many(most), Some(&shared));
        for so_many in [1, 1, 2, most / 3, most / 2, most, 1] {
            let so_many = many(so_many.max(1));
            let (here, there) = (
                here.take_many(&who, so_many).await,
                there.take_many(&who, so_many).await,
            );
            // A step may have passed between the two.
            let differ = here.left.abs_diff(there.left);
            assert!(differ <= 1 + most / 1_000, "{most}: {here:?} {there:?}");
            assert_eq!(
                here.wait.is_some(),
                there.wait.is_some(),
                "{most} {so_many}"
            );
            let waits = here.wait.zip(there.wait);
            let differ = waits.map(|(here, there)| here.abs_diff(there));
            assert!(
                differ.unwrap_or_default() < Duration::from_secs(2),
                "{here:?} {there:?}"
            );
        }
    }
}

/// Whether Redis counts them or this process, the same is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_passwords_are_counted_together_as_one_server_does() {
    let redis = Redis::start().expect("Redis");
    let servers = [server(&redis).await, server(&redis).await];
    let here = Attempts::default();
    let from = Whose::network("192.0.2.1".parse().ok());
    let whose = [Whose::account("ana", from), from];
    let keys: Vec<_> = whose.iter().map(|one| (one.key(), one.free())).collect();
    let mut waits = 0;
    for number in 0..8 {
        let began_ms = crate::clock::now_ms();
        let here = here.begin(&whose, began_ms).err();
        let there = servers[number % 2].try_begins(&keys, began_ms).await;
        let there = there.expect("Redis is there");
        assert_eq!(here.is_some(), there.is_some(), "{number}");
        waits += u32::from(there.is_some());
        let differ = here.zip(there).map(|(here, there)| here.abs_diff(there));
        assert!(differ.unwrap_or_default() < Duration::from_millis(900));
    }
    assert_eq!(waits, 3, "five cost nothing, and then one has to wait");
    // Whoever gives the right one is let in, and the network keeps its count.
    servers[0].try_counts_not(&keys[1..], 0).await;
    servers[1].tries_are_over(&keys[0].0).await;
    let began_ms = crate::clock::now_ms();
    for server in &servers {
        let again = server.try_begins(&keys, began_ms).await;
        assert_eq!(again, Some(None));
        server.try_counts_not(&keys, began_ms).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_redis_is_away_each_counts_for_itself() {
    let mut redis = Redis::start().expect("Redis");
    let shared = server(&redis).await;
    let measure = Measure::new("reads", many(1), Some(&shared));
    assert_eq!(measure.take(&WHO).await.wait, None);
    assert!(measure.take(&WHO).await.wait.is_some());
    redis.stop();
    assert_eq!(
        measure.take(&WHO).await.wait,
        None,
        "counted here, from nothing"
    );
    assert!(measure.take(&WHO).await.wait.is_some());
    until(&shared, false).await;
    redis.start_again().expect("Redis");
    until(&shared, true).await;
    assert_eq!(
        measure.take(&WHO).await.wait,
        None,
        "what Redis knew is gone"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_hear_of_each_other_and_not_of_themselves() {
    let mut redis = Redis::start().expect("Redis");
    let (one, other) = (server(&redis).await, server(&redis).await);
    let mut heads = one.heads().await.expect("listening");
    one.tell(&["07".to_owned()]).await;
    other.tell(&["08".to_owned(), "09".to_owned()]).await;
    for word in ["08", "09"] {
        let heard = timeout(SOON, heads.next()).await.expect("in time");
        assert_eq!(heard.expect("heard").as_deref(), Some(word));
    }
    redis.stop();
    let ended = timeout(SOON, heads.next()).await.expect("in time");
    assert!(ended.is_err(), "{ended:?}");
    assert!(one.heads().await.is_err(), "nobody is there");
    // It costs nobody anything.
    other.tell(&["10".to_owned()]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_has_one_seat_and_a_member_so_many() {
    let redis = Redis::start().expect("Redis");
    let (one, other) = (server(&redis).await, server(&redis).await);
    let member = [1; 16];
    let first = one.seat(member, WHO, 2).await.expect("a seat");
    let second = other.seat(member, OTHER, 2).await.expect("a seat");
    assert!(
        one.seat(member, [9; 16], 2).await.is_err(),
        "two others have one"
    );
    assert!(
        one.seat([2; 16], [9; 16], 2).await.is_ok(),
        "another member"
    );
    let again = other.seat(member, WHO, 2).await.expect("its own seat");
    assert!(!first.keep().await, "it has come to another server");
    assert!(again.keep().await && second.keep().await);
    drop(first);
    drop(second);
    // Leaving is not waited for.
    let free = async {
        while one.seat(member, [9; 16], 2).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(SOON, free).await.expect("a seat is free");
    assert!(again.keep().await, "who left has taken nobody else's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_refused_is_told_and_who_finds_nobody_goes_on() {
    let mut redis = Redis::start_with("salt-and-pepper").expect("Redis");
    let wrong = redis.url().replace("salt-and-pepper", "sugar");
    let none = redis.url().replace(":salt-and-pepper@", "");
    for refused in [wrong, none] {
        let address: Address = refused.parse().expect("an address");
        let why = Shared::open(&address).await.expect_err("not let in");
        let why = format!("{why:#}");
        assert!(why.contains("`redis`") && !why.contains("sugar"), "{why}");
    }
    redis.stop();
    let shared = server(&redis).await;
    assert!(!shared.is_there());
    redis.start_again().expect("Redis");
    until(&shared, true).await;
}
