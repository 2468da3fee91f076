//! What may be set of scan jobs, and which part of the work a process does.

use std::num::NonZeroU64;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::broker::{Address, Broker};

/// What may be set.
#[derive(Args, Clone, Debug)]
#[group(id = "jobs")]
pub struct Settings {
    /// What this process does: everything (`all`), answer and leave receipts to be read to
    /// another one (`web`), or read them and answer nobody (`worker`). Processes that share the
    /// work share the data folder, or a database and a bucket; the one that answers is started
    /// first.
    #[arg(
        long,
        env = "LARDER_ROLE",
        default_value = "all",
        value_name = "all|web|worker"
    )]
    pub role: Role,
    /// How long the reader of receipts stays after the last one, in seconds: with it go about
    /// a hundred MB, and the next receipt waits for its weights to be loaded.
    #[arg(
        long,
        env = "LARDER_READER_IDLE_SECONDS",
        default_value = "300",
        value_name = "SECONDS"
    )]
    pub reader_idle_seconds: NonZeroU64,
    /// A RabbitMQ that brings receipts to whichever worker is free, on whatever machine:
    /// amqp://NAME:PASSWORD@HOST, or amqps:// with TLS. Without it workers look for them in the
    /// database.
    #[arg(
        long,
        env = "LARDER_RABBITMQ",
        value_name = "URL",
        hide_env_values = true
    )]
    pub rabbitmq: Option<Address>,
}

/// Which part of the work a process does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Role {
    /// All of it.
    All,
    /// It answers.
    Web,
    /// It reads receipts.
    Worker,
}

impl Settings {
    /// What brings jobs to workers, if something is named.
    ///
    /// # Errors
    ///
    /// If it refuses this server: what to look at.
    pub async fn broker(&self) -> Result<Option<Broker>> {
        match &self.rabbitmq {
            Some(address) => Ok(Some(Broker::open(address).await?)),
            None => Ok(None),
        }
    }

    /// How long the reader stays after its last job.
    pub fn reader_idle(&self) -> Duration {
        Duration::from_secs(self.reader_idle_seconds.get())
    }
}
