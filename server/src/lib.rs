//! The companion of Larder: it publishes the interface, keeps data for it, and
//! reads receipts at the command line.
//!
//! Holds no business and no merge rules: those are `pantry`'s and `sync`'s.

pub mod blocking;
mod clock;
pub mod config;
pub mod db;
pub mod error;
mod headers;
pub mod hub;
pub mod identity;
mod print;
mod random;
pub mod routes;
pub mod scan;
mod session;
pub mod site;
pub mod state;
pub mod text;
pub mod weights;

use std::io::ErrorKind;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::net::TcpListener;

use config::Serve;
use hub::Hub;
use hub::sqlite::SqliteStore;
use site::Site;
use state::AppState;

/// How often households are looked through for what can be compacted.
const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);

/// Serves until the process is asked to end; then finishes what is under way.
pub fn serve(config: &Serve) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new().context("failed to start the runtime")?;
    runtime.block_on(async {
        let data = config.data()?;
        let state = AppState::new(db::open(&data).await?, Site::embedded());
        let listener = bind(config).await?;
        let end = asked_to_end().context("failed to listen for signals")?;
        // Printed, not logged: people and tests read the address here.
        println!("Larder is at http://{}", listener.local_addr()?);
        eprintln!("larder: data in {}", data.display());
        let db = state.db.clone();
        tokio::spawn(tidy(state.hub.clone()));
        axum::serve(listener, routes::router(state))
            .with_graceful_shutdown(end)
            .await?;
        db.close().await;
        Ok(())
    })
}

/// Compacts what has grown, every now and then, as long as the server runs.
async fn tidy(hub: Hub<SqliteStore>) {
    let mut due = tokio::time::interval(TIDY_EVERY);
    loop {
        due.tick().await;
        if let Err(error) = hub.compact_overdue(clock::now_ms()).await {
            eprintln!("larder: compacting failed, and is tried again later: {error}");
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
