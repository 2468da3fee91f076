//! The companion of Larder: it publishes the interface, keeps data for it, and
//! reads receipts at the command line.
//!
//! Holds no business and no merge rules: those are `pantry`'s and `sync`'s.

pub mod accounts;
pub mod admin;
pub mod api;
pub mod blobs;
pub mod blocking;
pub mod clock;
pub mod config;
mod connections;
pub mod db;
mod durable;
pub mod error;
pub mod events;
pub mod folds;
pub mod gateway;
mod headers;
mod html;
pub mod hub;
pub mod identity;
pub mod jobs;
mod language;
pub mod limits;
pub mod mail;
pub mod metrics;
pub mod network;
mod objects;
pub mod outgoing;
mod print;
pub mod push;
mod random;
pub mod ready;
pub mod reminders;
pub mod routes;
pub mod scan;
mod secrets;
mod security;
mod session;
pub mod shared;
pub mod site;
pub mod state;
mod tcp;
pub mod text;
pub mod tls;
pub mod transport;
pub mod webhooks;
pub mod weights;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use tokio::net::TcpListener;
use tokio::sync::watch;

use accounts::Signer;
use blobs::Blobs;
use config::Serve;
use db::Db;
use events::follow;
use jobs::broker::relay;
use jobs::settings::Role;
use jobs::{Jobs, Worker, reader};
use mail::Mail;
use network::{Host, Network};
use reminders::round;
use secrets::Secrets;
use site::Site;
use state::AppState;
use tls::{Https, listener};
use transport::Transport;
use webhooks::deliver;

/// How often households are looked through for what can be compacted.
const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);
/// How often the certificate is compared with what the machine is called: a router gives out
/// new addresses whenever it likes.
const RENEW_EVERY: Duration = Duration::from_secs(60);
/// How long what is under way may go on once the server was asked to end: service managers
/// kill after 90 s, containers after 10.
const GRACE: Duration = Duration::from_secs(8);
/// How long what cannot be waited for with patience may take behind that.
const LAST: Duration = Duration::from_millis(500);
/// How long the worker may still take then: it has known as long.
const GIVES_BACK: Duration = Duration::from_secs(1);

/// Serves until the process is asked to end; then finishes what is under way.
pub fn serve(config: &Serve) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new().context("failed to start the runtime")?;
    let done = runtime.block_on(async {
        let data = config.data()?;
        let mail = Mail::open(&config.mail)?;
        ensure!(
            config.database.is_none() || !db::is_in(&data) || db::is_moved(&data).await,
            "{} has a database of its own, which `database` would leave aside with all that lies \
             beside it: leave that key out, or choose another folder with `--data DIR`",
            data.display()
        );
        let db = db::open_at(config.database.as_ref(), &data).await?;
        if config.database.is_some() {
            db::check_moved_here(&db, &data).await?;
        }
        let program = reader::this_program().context("failed to find this program")?;
        let bucket = config.objects.open().await?;
        let secrets = Secrets::open(&db, &data, config.keys_secret.as_ref()).await?;
        let jobs = Jobs::open(db.clone(), &data, &secrets, bucket.as_ref())?
            .with_program(program.clone())
            .with_broker(config.jobs.broker().await?);
        if config.jobs.role == Role::Worker {
            return work(config, &data, jobs, program, db).await;
        }
        let shared = config.shared.open().await?;
        let network = Network::look(&config.name);
        let https = config
            .tls
            .as_ref()
            .map(|setting| Https::open(setting, &data, &network, SystemTime::now()));
        let https = https.transpose()?;
        let listener = bind(config).await?;
        let transport = Transport::new(listener.local_addr()?, https);
        let end = asked_to_end().context("failed to listen for signals")?;
        // Printed, not logged: people and tests read the address here.
        print!("{}", transport.announce(&network)?);
        eprintln!("larder: data in {}", data.display());
        if let Some(address) = &config.database {
            eprintln!("larder: database {address}");
        }
        if let Some(missing) = transport.missing() {
            eprintln!("larder: {missing}");
        }
        let blobs = Blobs::new(db.clone(), &data, config.image_quota());
        let state = AppState::sharing(db.clone(), Site::embedded(), transport, blobs, shared);
        let state = state
            .with_limits(&config.limits)
            .with_gateway(&config.gateway)
            .with_ready(&config.ready)
            .with_bucket(bucket)
            .with_metrics_token(&config.metrics_token(&secrets)?)
            .with_accounts(Signer::open(&secrets)?, &config.accounts)
            .with_seal(accounts::seal::Seal::open(&secrets, &db).await?)
            .with_mail(mail)
            .with_url(config.mail.url.as_ref())
            .with_providers(&config.oidc)
            .with_jobs(jobs.clone())
            .with_events(&config.events, &secrets, config.contact())?;
        let swept = state.blobs.sweep().await;
        swept.context("failed to tidy the pictures")?;
        tokio::spawn(tidy_bucket(state.clone()));
        tokio::spawn(tidy(state.clone()));
        tokio::spawn(fill_sums(db.clone()));
        let over = ending(end);
        tokio::spawn(round::run(state.clone(), over.clone()));
        tell(&state, &config.events, &over);
        bring(&jobs, &over);
        let worker = match config.jobs.role {
            Role::All => {
                let clock = clock::Clock::default();
                let worker = Worker::new(jobs.clone(), clock, program, &config.jobs);
                Some(tokio::spawn(worker.run(over.clone())))
            }
            Role::Web | Role::Worker => None,
        };
        tokio::spawn(close(jobs, over.clone()));
        answer(listener, state, network.given, over).await?;
        if let Some(worker) = worker {
            // It gives back what it has, since the end came; else its lease does so.
            let _ = tokio::time::timeout(GIVES_BACK, worker).await;
        }
        // What goes on too long holds some of it: the next start reads what is left in the log.
        let _ = tokio::time::timeout(LAST, db::close(&db)).await;
        Ok(())
    });
    // A name that is looked up, such as an SMTP server's, cannot be broken off.
    runtime.shutdown_timeout(LAST);
    done
}

/// Reads receipts until the process is asked to end, and answers nobody.
async fn work(config: &Serve, data: &Path, jobs: Jobs, program: PathBuf, db: Db) -> Result<()> {
    let end = asked_to_end().context("failed to listen for signals")?;
    let worker = Worker::new(jobs, clock::Clock::default(), program, &config.jobs);
    println!("Larder reads receipts for {}", data.display());
    worker.run(ending(end)).await;
    // Not `db::close`: the server that answers goes on.
    db.close().await;
    Ok(())
}

/// Has what happens in households noted, and told to whoever wants to know.
fn tell(state: &AppState, settings: &events::Settings, over: &watch::Receiver<bool>) {
    let follows = follow::run(state.clone(), settings.zone(), over.clone());
    tokio::spawn(follows);
    if state.may_webhooks {
        tokio::spawn(deliver::run(state.clone(), over.clone()));
    }
    if let Some(push) = state.push.clone() {
        tokio::spawn(push::round::run(state.clone(), push, over.clone()));
    }
}

/// Has jobs brought to workers, where there is a broker.
fn bring(jobs: &Jobs, over: &watch::Receiver<bool>) {
    if let Some(broker) = jobs.broker.clone() {
        let clock = clock::Clock::default();
        tokio::spawn(relay::run(broker, jobs.clone(), clock, over.clone()));
    }
}

/// Lets nobody wait for a job once the server is to end.
async fn close(jobs: Jobs, over: watch::Receiver<bool>) {
    connections::is_over(over).await;
    jobs.close();
}

/// What says that the end has come.
fn ending(end: impl Future<Output = ()> + Send + 'static) -> watch::Receiver<bool> {
    let (ended, over) = watch::channel(false);
    tokio::spawn(async move {
        end.await;
        ended.send_replace(true);
    });
    over
}

/// Answers whoever comes until the end, and sees through what is under way then, letters and
/// messages too, as long as that takes no longer than there is patience.
async fn answer(
    tcp: TcpListener,
    state: AppState,
    given: Vec<Host>,
    over: watch::Receiver<bool>,
) -> Result<()> {
    let mail = state.accounts.mail().cloned();
    let push = state.push.clone();
    let (letters, messages, ending) = (mail.clone(), push.clone(), over.clone());
    tokio::spawn(async move {
        connections::is_over(ending).await;
        if let Some(mail) = letters {
            mail.hurry();
        }
        if let Some(push) = messages {
            push.hurry();
        }
    });
    let late = async {
        connections::is_over(over.clone()).await;
        tokio::time::sleep(GRACE).await;
    };
    let all = async {
        answer_until(tcp, state, given, &over).await?;
        // Those that came of the last requests, too.
        if let Some(mail) = mail {
            mail.idle().await;
        }
        if let Some(push) = push {
            push.idle().await;
        }
        Ok(())
    };
    tokio::select! {
        done = all => done,
        () = late => {
            eprintln!("larder: ended while requests, letters or messages were still under way");
            Ok(())
        }
    }
}

async fn answer_until(
    tcp: TcpListener,
    state: AppState,
    given: Vec<Host>,
    over: &watch::Receiver<bool>,
) -> Result<()> {
    let (places, over) = (connections::places(), over.clone());
    let Some(https) = state.transport.https() else {
        connections::answer(tcp::at_once(tcp), routes::router(state), places, over).await;
        return Ok(());
    };
    let (secure, plain) = listener::split(tcp, https.config()?)?;
    tokio::spawn(renew(Arc::clone(&state.transport), given));
    let told = routes::plain_router(state.clone());
    let plain = connections::answer(plain, told, Arc::clone(&places), over.clone());
    let secure = connections::answer(secure, routes::router(state), places, over);
    tokio::join!(secure, plain);
    Ok(())
}

/// Looks after the certificate as long as the server runs.
async fn renew(transport: Arc<Transport>, given: Vec<Host>) {
    let mut due = tokio::time::interval(RENEW_EVERY);
    loop {
        due.tick().await;
        let (transport, given) = (Arc::clone(&transport), given.clone());
        let renewed = tokio::task::spawn_blocking(move || {
            let https = transport.https()?;
            Some(https.renew(&Network::look(&given), SystemTime::now()))
        });
        match renewed.await {
            Ok(Some(Ok(true))) => eprintln!("larder: the certificate for HTTPS is another one now"),
            Ok(Some(Err(error))) => {
                eprintln!("larder: the certificate for HTTPS stays as it was: {error:#}");
            }
            _ => {}
        }
    }
}

/// Looks through the bucket once: it may hold a great many pictures, and nobody waits for that.
async fn tidy_bucket(state: AppState) {
    if let Err(error) = state.blobs.tidy_bucket().await {
        eprintln!("larder: what is left over in the bucket stays there for now: {error}");
    }
}

/// Goes once through the ops that were stored before each had its sum.
async fn fill_sums(db: Db) {
    match hub::database::sum::fill(&db).await {
        Ok(0) => (),
        Ok(count) => eprintln!("larder: {count} ops of before have their sums now"),
        Err(error) => eprintln!("larder: ops of before stay without their sums: {error}"),
    }
}

/// Compacts what has grown and gives up uploads that nobody goes on with, every now and
/// then, as long as the server runs.
async fn tidy(state: AppState) {
    let mut due = tokio::time::interval(TIDY_EVERY);
    loop {
        due.tick().await;
        state.limits.tidy();
        if let Err(error) = state.hub.compact_overdue(state.clock.now_ms()).await {
            eprintln!("larder: compacting failed, and is tried again later: {error}");
        }
        if let Err(error) = api::expire(&state.db, state.clock.now_ms()).await {
            eprintln!("larder: old answers stay, and are looked at again later: {error}");
        }
        if let Err(error) = state.jobs.tidy(state.clock.now_ms()).await {
            eprintln!("larder: old scan jobs stay, and are looked at again later: {error}");
        }
        if let Err(error) = state.accounts.expire(state.clock.now_ms()).await {
            eprintln!("larder: old sessions stay, and are looked at again later: {error}");
        }
        if let Err(error) = state.reminders.expire(state.clock.now_ms()).await {
            eprintln!("larder: old links stay, and are looked at again later: {error}");
        }
        if let Err(error) = state.events.expire(state.clock.now_ms()).await {
            eprintln!("larder: old events stay, and are looked at again later: {error}");
        }
        if let Some(push) = &state.push
            && let Err(error) = push.expire(state.clock.now_ms() - jobs::KEPT_MS).await
        {
            eprintln!("larder: old push subscriptions stay, and are looked at later: {error}");
        }
        if let Err(error) = state.blobs.expire(state.clock.now_ms()).await {
            eprintln!("larder: old uploads stay, and are looked at again later: {error}");
        }
    }
}

async fn bind(config: &Serve) -> Result<TcpListener> {
    let address = &config.bind;
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "{address} is taken, perhaps by another Larder: end it, or choose another port \
             with `--bind 127.0.0.1:8081`"
        ),
        Err(error) => Err(error).with_context(|| format!("failed to listen on {address}")),
    }
}

/// Listens for Ctrl-C and for the signal by which a service manager ends a program.
///
/// From here on both end the server well, so it comes before the address is told.
#[cfg(unix)]
fn asked_to_end() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C.
#[cfg(not(unix))]
fn asked_to_end() -> Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
