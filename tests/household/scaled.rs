//! Several servers before one household: on one PostgreSQL, one bucket, one Redis and one
//! RabbitMQ, each real, and each server with a folder of its own.

use std::fs::File;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use sync::exchange::Frame;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use super::killed::{self, PUSHES, one};
use super::mail::{sign_up, signed_in};
use super::phone::{Api, Phone};
use super::scanned::{Program, check, receipt};
use super::socket::{self, Socket};
use super::{now_ms, variable};
use crate::support::balancer::Balancer;
use crate::support::bucket::Store;
use crate::support::fixture::sha256;
use crate::support::http::{self, Answer};
use crate::support::postgres;
use crate::support::rabbitmq::Rabbitmq;
use crate::support::redis::Redis;
use crate::support::server::{DATABASE, Server, larder};

/// Settings live as long as the process.
type Settings = Vec<(&'static str, &'static str)>;

/// Far more than anything takes here, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);
/// Seals the servers' own keys.
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const REDIS: &str = "LARDER_REDIS";
const RABBITMQ: &str = "LARDER_RABBITMQ";

/// What servers share.
async fn shared(store: &Store, redis: &Redis) -> Result<Settings> {
    let database = postgres::database(None).map_err(anyhow::Error::msg)?;
    let mut settings = store.settings();
    settings.extend([
        PUSHES,
        (DATABASE, &*database.leak()),
        (REDIS, &*redis.url().leak()),
        ("LARDER_KEYS_SECRET", SECRET),
        ("LARDER_READS_A_MINUTE", "1000000"),
    ]);
    Ok(settings)
}

fn with(settings: &Settings, more: &[(&'static str, &'static str)]) -> Settings {
    let is_other = |(name, _): &&(&str, &str)| more.iter().all(|(other, _)| other != name);
    let kept = settings.iter().filter(is_other).copied();
    kept.chain(more.iter().copied()).collect()
}

async fn ready(api: &Api) -> Result<Value> {
    let (_, body) = api.ask_at("GET", "ready", "", "", vec![]).await?;
    Ok(serde_json::from_slice(&body)?)
}

/// Waits until a server says of something what it should, and that it is ready all the same.
async fn until(api: &Api, what: &str, says: &str) -> Result<()> {
    let since = Instant::now();
    loop {
        let ready = ready(api).await?;
        ensure!(ready["status"] == "ready", "{ready}");
        if ready[what] == says {
            return Ok(());
        }
        ensure!(since.elapsed() < PATIENCE, "{ready}");
        sleep(Duration::from_millis(200)).await;
    }
}

/// Waits for the poke of a number, or of a later one.
async fn poked(socket: &mut Socket, head: u64) -> Result<Instant> {
    let hear = async {
        loop {
            match socket::hear(socket).await? {
                Frame::Poke { head: told } if told >= head => return Ok(Instant::now()),
                Frame::Poke { .. } => {}
                other => bail!("{other:?}"),
            }
        }
    };
    timeout(PATIENCE, hear).await.context("no poke")?
}

/// Writes on one server and waits until a socket of the other one is poked; how long that took.
async fn heard_of(a: &mut Phone, at: &Api, socket: &mut Socket, number: u64) -> Result<Duration> {
    a.act(one(1, number), now_ms())?;
    let begun = Instant::now();
    let (sent, heard) = tokio::join!(a.exchange(at, now_ms()), poked(socket, number));
    sent?;
    Ok(heard? - begun)
}

/// `LARDER_POKES` of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_on_one_server_is_heard_on_the_other_with_redis_and_without() -> Result<()>
{
    let (store, mut redis) = (Store::open().await?, Redis::start()?);
    let settings = shared(&store, &redis).await?;
    let servers = [
        Server::start_with(&settings)?,
        Server::start_with(&settings)?,
    ];
    let [first, second] = servers.each_ref().map(|server| Api::new(&server.url));
    let owner = first.found().await?;
    let member = second.join(&owner, "member").await?;
    let mut socket = socket::open(&second.url, &member).await?;
    let mut a = Phone::new(1, owner);
    let pokes = variable("LARDER_POKES", 100);
    let mut took = Vec::new();
    for number in 1..=pokes {
        took.push(heard_of(&mut a, &first, &mut socket, number).await?);
    }
    took.sort_unstable();
    let p95 = took[(took.len() - 1) * 95 / 100];
    println!(
        "{pokes} pokes from one server to the other: p50 {:.1?}, p95 {p95:.1?}, most {:.1?}",
        took[(took.len() - 1) / 2],
        took[took.len() - 1],
    );
    // Asked are 150 ms; a busy machine may be slower.
    ensure!(p95 < Duration::from_secs(1), "{p95:?}");

    redis.stop();
    until(&second, "redis", "away").await?;
    let alone = heard_of(&mut a, &first, &mut socket, pokes + 1).await?;
    println!("without Redis it takes {alone:.1?}");
    ensure!(alone < Duration::from_secs(10), "{alone:?}");
    redis.start_again()?;
    for api in [&first, &second] {
        until(api, "redis", "ok").await?;
    }
    // It listens again some time later; until then it looks.
    for number in pokes + 2..pokes + 5 {
        heard_of(&mut a, &first, &mut socket, number).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_often_one_may_ask_is_counted_together_and_never_refused_for_want_of_redis()
-> Result<()> {
    let (store, mut redis) = (Store::open().await?, Redis::start()?);
    let settings = with(
        &shared(&store, &redis).await?,
        &[("LARDER_READS_A_MINUTE", "4")],
    );
    let servers = [
        Server::start_with(&settings)?,
        Server::start_with(&settings)?,
    ];
    let apis = servers.each_ref().map(|server| Api::new(&server.url));
    let owner = apis[0].found().await?;
    let read = async |api: &Api| -> Result<u16> {
        Ok(api.ask("GET", "places", &owner, "", vec![]).await?.0)
    };
    for number in 0..4 {
        ensure!(read(&apis[number % 2]).await? == 200, "{number}");
    }
    for api in &apis {
        ensure!(read(api).await? == 429, "four were asked for on both");
    }
    redis.stop();
    for api in &apis {
        // Whoever finds it gone counts here at once.
        for number in 0..4 {
            ensure!(read(api).await? == 200, "{number} without Redis");
        }
        ensure!(read(api).await? == 429, "each counts for itself");
    }
    Ok(())
}

/// A device that writes by the balancer until the end, and notes each exchange that went well.
async fn write_on(
    mut phone: Phone,
    client: u64,
    api: Api,
    ends: Arc<AtomicBool>,
) -> Result<(Phone, u64, Vec<Instant>)> {
    let (mut number, mut well) = (0, Vec::new());
    while !ends.load(Ordering::Relaxed) {
        number += 1;
        phone.act(one(client, number), now_ms())?;
        // A server may be gone: then it comes next time.
        if phone.exchange(&api, now_ms()).await.is_ok() {
            well.push(Instant::now());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok((phone, number, well))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_among_others_is_missed_for_moments() -> Result<()> {
    const CLIENTS: u64 = 6;
    let (store, redis) = (Store::open().await?, Redis::start()?);
    let rabbitmq = Rabbitmq::start().await?;
    let settings = with(
        &shared(&store, &redis).await?,
        &[(RABBITMQ, rabbitmq.url().leak())],
    );
    let mut servers = [
        Server::start_with(&settings)?,
        Server::start_with(&settings)?,
    ];
    let urls = servers.each_ref().map(|server| server.url.as_str());
    let balancer = Balancer::before(&urls).await?;
    let api = Api::new(&balancer.url);
    let owner = api.found().await?;
    let ends = Arc::new(AtomicBool::new(false));
    let mut clients = Vec::new();
    for client in 1..=CLIENTS {
        let phone = Phone::new(client, api.join(&owner, "member").await?);
        let api = Api::new(&balancer.url);
        clients.push(tokio::spawn(write_on(
            phone,
            client,
            api,
            Arc::clone(&ends),
        )));
    }
    let mut socket = socket::open(&balancer.url, &owner).await?;
    sleep(Duration::from_secs(2)).await;
    servers[0].stop()?;
    let killed = Instant::now();
    // A page looks for a way again as soon as its socket ends, if it was that server's.
    let since = Instant::now();
    while socket::hear(&mut socket).await.is_err() {
        socket = socket::open(&balancer.url, &owner).await?;
        ensure!(since.elapsed() < Duration::from_secs(5), "no socket");
    }
    sleep(Duration::from_secs(3)).await;
    ends.store(true, Ordering::Relaxed);
    let (mut phones, mut written, mut back) = (Vec::new(), 0, Vec::new());
    for client in clients {
        let (phone, count, well) = client.await??;
        let again = well.iter().find(|at| **at > killed);
        back.push(*again.context("a device did not come back")? - killed);
        written += count;
        phones.push(phone);
    }
    back.sort_unstable();
    println!(
        "{written} changes; all {CLIENTS} devices were back within {:.1?}",
        back[5]
    );
    ensure!(back[5] <= Duration::from_secs(5), "{back:?}");
    killed::check(&servers[1], phones, written).await
}

/// How soon a job that is sent to one server was begun by the other, and was read.
async fn read_elsewhere(program: &Program, key: &str) -> Result<(Duration, Duration)> {
    let (jpeg, truth) = receipt("uk")?;
    let id = program.scan(key, &jpeg).await?;
    let begun = Instant::now();
    while program.job(&id, 0).await?["state"] == "queued" {
        ensure!(begun.elapsed() < PATIENCE, "nobody begins");
        sleep(Duration::from_millis(5)).await;
    }
    let begins = begun.elapsed();
    check(&program.over(&id).await?, &truth)?;
    Ok((begins, begun.elapsed()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_that_one_server_is_sent_is_read_by_another_with_rabbitmq_and_without()
-> Result<()> {
    let (store, redis) = (Store::open().await?, Redis::start()?);
    let mut rabbitmq = Rabbitmq::start().await?;
    let settings = with(
        &shared(&store, &redis).await?,
        &[(RABBITMQ, rabbitmq.url().leak()), ("LARDER_ROLE", "web")],
    );
    let web = Server::start_with(&settings)?;
    let reads = Server::start_with(&with(&settings, &[("LARDER_ROLE", "all")]))?;
    let program = Program::of(&web).await?;
    until(&program.api, "rabbitmq", "ok").await?;
    until(&Api::new(&reads.url), "rabbitmq", "ok").await?;
    for number in 0..4 {
        let (begins, whole) = read_elsewhere(&program, &format!("with {number}")).await?;
        println!("brought by RabbitMQ: begun after {begins:.1?}, read after {whole:.1?}");
        // The worker's own look is every 15 s.
        ensure!(begins < Duration::from_secs(5), "{begins:?}");
    }
    rabbitmq.stop();
    let (begins, whole) = read_elsewhere(&program, "without").await?;
    println!("without RabbitMQ: begun after {begins:.1?}, read after {whole:.1?}");
    until(&program.api, "rabbitmq", "away").await?;
    rabbitmq.start_again().await?;
    until(&program.api, "rabbitmq", "ok").await?;
    until(&Api::new(&reads.url), "rabbitmq", "ok").await?;
    let (begins, _) = read_elsewhere(&program, "again").await?;
    println!("once it is back: begun after {begins:.1?}");
    ensure!(
        store.keys("scans")?.is_empty(),
        "no picture outlives its job"
    );
    Ok(())
}

/// Sends a piece of a picture.
async fn piece(api: &Api, token: &str, path: &str, part: &[u8], range: &str) -> Result<Answer> {
    let host = api.url.trim_start_matches("http://");
    let (bearer, length) = (format!("Bearer {token}"), part.len().to_string());
    let headers = [
        ("host", host),
        ("authorization", &bearer),
        ("content-range", range),
        ("content-length", &length),
    ];
    let connection = TcpStream::connect(host).await?;
    http::ask(connection, &format!("PUT /api/v1/{path}"), &headers, part).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_depends_on_which_server_is_asked() -> Result<()> {
    let (store, redis) = (Store::open().await?, Redis::start()?);
    let settings = shared(&store, &redis).await?;
    let servers = [
        Server::start_with(&settings)?,
        Server::start_with(&settings)?,
    ];
    let [first, second] = servers.each_ref().map(|server| Api::new(&server.url));
    let owner = first.found().await?;
    // A picture that comes in pieces, by both in turn.
    let mut picture = b"\xFF\xD8\xFF\xE0 a receipt".to_vec();
    picture.resize(300_000, 7);
    let path = format!("blobs/{}", sha256(&picture));
    let sent = piece(
        &first,
        &owner,
        &path,
        &picture[..100_000],
        "bytes 0-99999/300000",
    )
    .await?;
    ensure!(sent.status() == 202, "{}", sent.head);
    let missing = piece(&second, &owner, &path, b"x", "bytes 9-9/300000").await?;
    ensure!(missing.status() == 409, "{}", missing.head);
    ensure!(
        missing.header("upload-offset") == "100000",
        "{}",
        missing.head
    );
    let range = "bytes 100000-199999/300000";
    let sent = piece(&second, &owner, &path, &picture[100_000..200_000], range).await?;
    ensure!(sent.header("upload-offset") == "200000", "{}", sent.head);
    let range = "bytes 200000-299999/300000";
    let sent = piece(&first, &owner, &path, &picture[200_000..], range).await?;
    ensure!(sent.status() == 201, "{}", sent.head);
    let got = second.ask("GET", &path, &owner, "", vec![]).await?;
    ensure!(got == (200, picture), "{}", got.0);
    let keys = store.keys("blobs")?;
    ensure!(keys.len() == 1, "pieces are left: {keys:?}");
    // Who signs in at one is known to the other.
    sign_up(&first).await?;
    let (access, _) = signed_in(&first).await?;
    let known = second.ask("GET", "account", &access, "", vec![]).await?;
    ensure!(known.0 == 200, "{}", known.0);
    for server in &servers {
        for name in [
            "token.key",
            "scan.key",
            "webhook.key",
            "push.key",
            "metrics-token",
        ] {
            let file = server.data().join(name);
            ensure!(!file.exists(), "{} is beside the data", file.display());
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_shared_goes_over_tls_to_whom_the_machine_trusts_and_to_nobody_else() -> Result<()>
{
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    let folder = tempfile::tempdir()?;
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, &certificate)?;
    let trusted: &'static str = trusted.display().to_string().leak();
    let redis = Redis::start_over_tls(&certificate, &key)?;
    let rabbitmq = Rabbitmq::start_with(&certificate, &key).await?;
    let settings = [
        (REDIS, &*redis.url().leak()),
        (RABBITMQ, &*rabbitmq.url_over_tls().leak()),
        ("SSL_CERT_FILE", trusted),
    ];
    for (settings, says) in [(&settings[..], "ok"), (&settings[..2], "away")] {
        let server = Server::start_with(settings)?;
        let api = Api::new(&server.url);
        api.found().await?;
        until(&api, "redis", says).await?;
        until(&api, "rabbitmq", says).await?;
    }
    Ok(())
}

/// What a server says that ends at its start.
fn refused(settings: &Settings) -> Result<String> {
    let data = tempfile::tempdir()?;
    let output = Command::new(larder()?)
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .envs(settings.iter().copied())
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(!output.status.success(), "it has started");
    Ok(told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_let_in_is_told_what_to_look_at_and_who_finds_nobody_starts() -> Result<()> {
    let redis = Redis::start_with("salt-and-pepper")?;
    let rabbitmq = Rabbitmq::start().await?;
    let open: &'static str = redis.url().replace("salt-and-pepper", "sugar").leak();
    let stranger: &'static str = rabbitmq.url_of_a_stranger().leak();
    for (name, url, told) in [
        (REDIS, "localhost:6379", "redis://:password@localhost:6379"),
        (RABBITMQ, "localhost", "amqp://larder:password@localhost"),
        ("LARDER_KEYS_SECRET", "short", "`openssl rand -hex 32`"),
        (REDIS, open, "`redis`"),
        (RABBITMQ, stranger, "`rabbitmq`"),
    ] {
        let why = refused(&vec![(name, url)])?;
        ensure!(why.contains(told), "{name}: {why}");
        ensure!(!why.contains("sugar") && !why.contains("pepper"), "{why}");
    }
    // Nobody listens there.
    let settings = [
        (REDIS, "redis://127.0.0.1:1"),
        (RABBITMQ, "amqp://127.0.0.1:1"),
    ];
    let folder = tempfile::tempdir()?;
    let log = folder.path().join("log");
    let server = Server::start_telling(File::create(&log)?, &settings)?;
    let api = Api::new(&server.url);
    api.found().await?;
    until(&api, "redis", "away").await?;
    until(&api, "rabbitmq", "away").await?;
    let said = std::fs::read_to_string(log)?;
    for part in ["127.0.0.1:1 is away", "`redis`", "`rabbitmq`"] {
        ensure!(said.contains(part), "{part}: {said}");
    }
    let times = said.matches("look at `redis`").count();
    ensure!(times == 1, "said {times} times: {said}");
    Ok(())
}
