//! What every handler may use.

use std::sync::Arc;

use anyhow::Result;

use crate::accounts::providers::settings::Settings as Provider;
use crate::accounts::seal::Seal;
use crate::accounts::{self, Accounts, Signer};
use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::config::Address;
use crate::db::Db;
use crate::events::{self, Events};
use crate::folds::Folds;
use crate::gateway::base::Base;
use crate::gateway::{self, Gateway};
use crate::hub::Hub;
use crate::hub::database::DatabaseStore;
use crate::identity::Identity;
use crate::jobs::Jobs;
use crate::limits::{Limits, Settings};
use crate::mail::Mail;
use crate::objects::Bucket;
use crate::outgoing::Outgoing;
use crate::push::{Push, Vapid};
use crate::ready::{self, Ready};
use crate::reminders::Reminders;
use crate::secrets::Secrets;
use crate::shared::Shared;
use crate::site::Site;
use crate::transport::Transport;
use crate::webhooks::{self, Webhooks};

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database in the data folder.
    pub db: Db,
    /// Who may take part in a household.
    pub identity: Identity,
    /// Who may sign in.
    pub accounts: Accounts,
    /// What keeps households in step.
    pub hub: Hub<DatabaseStore>,
    /// Who wants to be told what is due.
    pub reminders: Reminders,
    /// What happened in households.
    pub events: Events,
    /// Addresses that are called when something happens.
    pub webhooks: Webhooks,
    /// Whether any are.
    pub may_webhooks: bool,
    /// The way to browsers that are told what is due, if there is one.
    pub push: Option<Push>,
    /// The way to addresses that others name.
    pub outgoing: Outgoing,
    /// Households to be read here.
    pub folds: Folds,
    /// Receipts' pictures.
    pub blobs: Blobs,
    /// Receipts that are to be read here.
    pub jobs: Jobs,
    /// How much anybody may ask for.
    pub limits: Limits,
    /// The interface's files.
    pub site: Site,
    /// What every request passes.
    pub gateway: Gateway,
    /// The path below which people reach it.
    pub base: Base,
    /// What tells whether the server can do its work.
    pub ready: Ready,
    /// By which what it counts is read from elsewhere, if it may be.
    pub metrics_token: Option<Arc<str>>,
    /// What is shared with other servers, if anything is.
    pub shared: Option<Shared>,
    /// How devices reach it.
    pub transport: Arc<Transport>,
    /// What time it is.
    pub clock: Clock,
}

impl AppState {
    /// Starts what works on an open database. Access tokens hold until it is started anew,
    /// unless it is given a key.
    pub fn new(db: Db, site: Site, transport: Transport, blobs: Blobs) -> Self {
        Self::sharing(db, site, transport, blobs, None)
    }

    /// The same beside other servers, with which some things are shared.
    pub fn sharing(
        db: Db,
        site: Site,
        transport: Transport,
        blobs: Blobs,
        shared: Option<Shared>,
    ) -> Self {
        let settings = accounts::Settings::default();
        let store = DatabaseStore::new(db.clone()).with_shared(shared.clone());
        Self {
            accounts: Accounts::new(db.clone(), Signer::fresh(), &settings)
                .with_shared(shared.clone()),
            identity: Identity::new(db.clone()),
            reminders: Reminders::new(db.clone()),
            events: Events::new(db.clone()),
            webhooks: Webhooks::new(db.clone(), webhooks::Signer::fresh()),
            may_webhooks: true,
            push: None,
            outgoing: Outgoing::new(false),
            hub: Hub::start(store.clone()),
            folds: Folds::new(store),
            jobs: Jobs::in_memory(db.clone()),
            limits: Limits::sharing(&Settings::default(), shared.clone()),
            gateway: Gateway::new(&gateway::Settings::default()),
            base: Base::default(),
            ready: Ready::new(blobs.data(), &ready::Settings::default()),
            metrics_token: None,
            shared,
            db,
            blobs,
            site,
            transport: Arc::new(transport),
            clock: Clock::default(),
        }
    }

    /// The same by another clock than the system's.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same behind another gateway than the usual one.
    pub fn with_gateway(mut self, settings: &gateway::Settings) -> Self {
        self.gateway = Gateway::new(settings);
        self
    }

    /// The same that is ready by other measures than the usual ones.
    pub fn with_ready(mut self, settings: &ready::Settings) -> Self {
        self.ready = Ready::new(self.blobs.data(), settings);
        self
    }

    /// The same with pictures in a bucket.
    pub fn with_bucket(mut self, bucket: Option<Bucket>) -> Self {
        self.ready = self.ready.with_bucket(bucket.clone());
        self.blobs = self.blobs.with_bucket(bucket);
        self
    }

    /// The same with a token for its counts.
    pub fn with_metrics_token(mut self, token: &str) -> Self {
        self.metrics_token = Some(token.into());
        self
    }

    /// The same with accounts that are set otherwise.
    pub fn with_accounts(mut self, signer: Signer, settings: &accounts::Settings) -> Self {
        let accounts = Accounts::new(self.db.clone(), signer, settings);
        self.accounts = accounts.with_shared(self.shared.clone());
        self
    }

    /// The same with the key by which addresses are sealed.
    pub fn with_seal(mut self, seal: Seal) -> Self {
        self.accounts = self.accounts.with_seal(seal);
        self
    }

    /// The same with a way for letters.
    pub fn with_mail(mut self, mail: Option<Mail>) -> Self {
        self.accounts = self.accounts.with_mail(mail);
        self
    }

    /// The same where people reach it there, or at this machine where it is reached from no
    /// other one.
    pub fn with_url(mut self, url: Option<&Address>) -> Self {
        self.base = Base::of(url);
        let origin = accounts::Origin::of(url, &self.transport);
        self.accounts = self.accounts.with_origin(origin);
        self
    }

    /// The same with other servers that sign people in.
    pub fn with_providers(mut self, all: &[Provider]) -> Self {
        self.accounts = self.accounts.with_providers(all);
        self
    }

    /// The same with jobs that outlive the process.
    pub fn with_jobs(mut self, jobs: Jobs) -> Self {
        self.jobs = jobs;
        self
    }

    /// The same with keys that outlive the process, by which those who are told of events know
    /// the server, and with how its keeper is reached.
    ///
    /// # Errors
    ///
    /// If a key can be neither read nor made.
    pub fn with_events(
        mut self,
        settings: &events::Settings,
        secrets: &Secrets,
        contact: Option<String>,
    ) -> Result<Self> {
        self.outgoing = Outgoing::new(settings.private_receivers.is_on());
        self.may_webhooks = settings.webhooks.is_on();
        self.webhooks = Webhooks::new(self.db.clone(), webhooks::Signer::open(secrets)?);
        if settings.push.is_on() {
            let vapid = Vapid::open(secrets, contact)?;
            let (db, clock) = (self.db.clone(), self.clock.clone());
            self.push = Some(Push::new(db, vapid, self.outgoing.clone(), clock));
        }
        Ok(self)
    }

    /// The same with other limits than the usual ones.
    pub fn with_limits(mut self, settings: &Settings) -> Self {
        self.limits = Limits::sharing(settings, self.shared.clone());
        self.hub = self.hub.with_room(settings.household_bytes());
        self
    }
}
