//! The replica with its storage and its way to the server: one for as long as a page is
//! awake.
//!
//! Everything that is to be stored waits in one queue and is stored in its order. What
//! the engine wants sent, folded or looked at is done here, and the engine hears when
//! something is stored; see the promises in [`sync::engine`].

mod anew;
mod blobs;
mod door;
mod drafts;
mod erase;
mod folding;
mod keeper;
mod names;
mod opening;
mod outbox;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use pantry::action::Action;
use sync::ReplicaId;
use sync::engine::{Effect, Event, Ticket};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::disputes::{Disputes, Which};
use super::keepsake::{Smaller, as_wished, prepare};
use super::larder::{Progress, Request};
use super::member::Member;
use super::names::DeviceNames;
use super::photo::Photo;
use super::replica::Replica;
use super::standing::Standing;
use super::sync_log::{Said, SyncLog};
use super::voice::{Snack, Voice, Way};
use crate::host::browser;
use crate::host::browser::indexed_db::Lost;
use crate::host::storage::Storage;
use crate::host::store::{
    Commit, DraftId, Fact, ImageKey, OpKey, Picture, Store, StoreError, Table, Upload,
};
use crate::view::rejected;
use blobs::Uploads;
use drafts::Drafts;
use keeper::Keeper;
use outbox::Outbox;

pub use blobs::NoImage;
pub use door::Closed;
pub use drafts::Later;

/// The replica with its storage; one for as long as this page is awake.
pub struct Core {
    /// The storage.
    pub store: Storage,
    /// What the screens read.
    pub replica: RefCell<Replica>,
    /// How it speaks to the page.
    pub voice: Voice,
    /// Which member of a household on the server this device is of.
    pub member: RefCell<Option<Member>>,
    /// What the exchange did.
    pub log: RefCell<SyncLog>,
    /// What two people did to the same thing without knowing of each other.
    pub disputes: RefCell<Disputes>,
    /// What the devices of the household are called.
    names: RefCell<DeviceNames>,
    /// The unknown writers whose names were asked for.
    met: RefCell<BTreeSet<ReplicaId>>,
    keeper: RefCell<Keeper>,
    uploads: RefCell<Uploads>,
    outbox: Outbox,
    drafts: Drafts,
    /// The photos of the receipt in review, as they are kept.
    smaller: RefCell<Option<Smaller>>,
    queue: RefCell<VecDeque<Job>>,
    writing: Cell<bool>,
    folding: Cell<bool>,
    /// Counts the replicas that were loaded.
    loads: Cell<u32>,
    /// The derived tables are being made anew.
    mending: Cell<bool>,
    /// The page is to be drawn anew soon.
    drawing: Cell<bool>,
    /// When it was, for what others did, in milliseconds.
    drawn_ms: Cell<f64>,
    /// The device is moving to another household.
    moving: Cell<bool>,
    /// Another replica is being loaded: no way is looked for.
    loading: Cell<bool>,
    /// What waits for the next replica.
    held: RefCell<Vec<Request>>,
    unsaved: RefCell<Option<Unsaved>>,
    /// What was shown last of how it stands.
    shown: Cell<Option<Standing>>,
}

/// Something that is to be stored.
struct Job {
    /// The person's request that it is of.
    request: Option<Request>,
    /// What the engine waits for.
    ticket: Option<Ticket>,
    commit: Commit,
}

/// What could not be stored, to be tried again.
#[derive(Clone, Debug)]
struct Unsaved {
    requests: Vec<Request>,
    why: StoreError,
}

impl Core {
    /// Opens the storage and loads the household; where Home is what is shown, perhaps only what
    /// that is made of.
    pub async fn open(
        voice: Voice,
        lost: Callback<Lost>,
        shows_home: bool,
    ) -> Result<Self, StoreError> {
        let store = Storage::open(lost).await?;
        match load(&store, shows_home).await {
            Ok((replica, member, names, uploads)) => Ok(Self {
                loading: Cell::new(replica.is_glimpse()),
                store,
                replica: replica.into(),
                voice,
                member: member.into(),
                log: SyncLog::load().into(),
                disputes: Disputes::load().into(),
                names: names.into(),
                met: RefCell::default(),
                keeper: Keeper::new().into(),
                uploads: uploads.into(),
                outbox: Outbox::default(),
                drafts: Drafts::default(),
                smaller: RefCell::default(),
                queue: RefCell::default(),
                writing: Cell::new(false),
                folding: Cell::new(false),
                loads: Cell::new(0),
                mending: Cell::new(false),
                drawing: Cell::new(false),
                drawn_ms: Cell::new(0.0),
                moving: Cell::new(false),
                held: RefCell::default(),
                unsaved: RefCell::default(),
                shown: Cell::new(None),
            }),
            Err(error) => {
                store.close();
                Err(error)
            }
        }
    }

    /// Waits until everything is stored, then lets go of the storage.
    pub async fn finish(self: &Rc<Self>) {
        self.seen_all().await;
        self.keeper.borrow_mut().end();
        self.flush_edits();
        // What waits for a snapshot does not get it here any more.
        self.replica.borrow_mut().drop_ahead();
        self.do_held();
        self.stored_all().await;
        self.kept_drafts().await;
        self.keep_glimpse().await;
        self.close();
    }

    /// Lets go of the storage and of the server at once.
    pub fn close(&self) {
        self.keeper.borrow_mut().end();
        self.store.close();
    }

    async fn stored_all(&self) {
        while self.writing.get() || !self.queue.borrow().is_empty() {
            gloo_timers::future::TimeoutFuture::new(5).await;
        }
    }

    /// Does what a person asks for: plans it, shows it, and stores it.
    pub fn request(self: &Rc<Self>, request: Request) {
        request.on_progress.emit(Progress::Begun);
        if let Some(photo) = &request.receipt {
            self.forget_unsaved(photo.draft);
        }
        let replica = self.replica.borrow();
        if replica.is_glimpse() {
            drop(replica);
            return self.pretend(request);
        }
        if self.moving.get() || replica.is_over() || replica.is_ahead() {
            return self.held.borrow_mut().push(request);
        }
        drop(replica);
        let (action, pictures) = as_wished(&request, self.smaller.borrow().as_ref());
        let planned = self.replica.borrow_mut().act(&action);
        let planned = match planned {
            Ok(planned) => planned,
            Err(why) => {
                let (text, way) = (rejected::sentence(&why), Way::None);
                let offer = None;
                self.voice.say.emit(Snack { text, way, offer });
                return request.on_progress.emit(Progress::Failed);
            }
        };
        let mut commit = planned.commit;
        if let Some(photo) = &request.receipt {
            commit.images = photos(&commit, &action, pictures);
            commit.ends_drafts = photo.drafts();
        }
        let way = match request.action {
            Action::Undo { .. } | Action::Redo { .. } => Way::None,
            _ => Way::Undo(planned.txn),
        };
        let text = request.said.clone();
        self.look_again(planned.entities);
        self.voice.changed.emit(());
        if !text.is_empty() {
            let offer = request.offer.clone();
            self.voice.say.emit(Snack { text, way, offer });
        }
        request.on_progress.emit(Progress::Shown(planned.txn));
        self.push(Job {
            request: Some(request),
            ticket: Some(planned.ticket),
            commit,
        });
    }

    /// Makes the photos of a receipt in review smaller, to be kept once it is accepted.
    pub async fn make_smaller(&self, photo: &Photo) {
        let ready = prepare(photo).await;
        self.smaller.replace(ready);
    }

    /// A person has seen to something that was set aside.
    pub fn see_to(self: &Rc<Self>, keys: Vec<OpKey>) {
        let mut replica = self.replica.borrow_mut();
        replica.see_to(&keys);
        drop(replica);
        self.push_commit(Commit {
            seen_to: keys,
            ..Commit::default()
        });
        self.voice.changed.emit(());
    }

    fn push_commit(self: &Rc<Self>, commit: Commit) {
        self.push(Job {
            request: None,
            ticket: None,
            commit,
        });
    }

    fn push(self: &Rc<Self>, job: Job) {
        self.queue.borrow_mut().push_back(job);
        let core = self.clone();
        spawn_local(async move { core.write().await });
    }

    /// Stores what waits, one commit after the other.
    async fn write(self: &Rc<Self>) {
        if self.writing.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            match next {
                Some(job) => match self.store.commit(&job.commit).await {
                    Ok(()) => self.stored(job),
                    Err(error) => self.take_back(job, error).await,
                },
                // Without a replica there is nothing to go on with: the page says so.
                None if self.replica.borrow().is_over() => {
                    if !self.begin_anew().await {
                        break;
                    }
                }
                None => break,
            }
        }
        self.writing.set(false);
    }

    fn stored(self: &Rc<Self>, job: Job) {
        if let Some(request) = job.request {
            if brings_food(&request.action) {
                browser::protect_once();
            }
            request.on_progress.emit(Progress::Stored);
        }
        let recovered = !job.commit.exchange.recovered.is_empty();
        if recovered {
            let mut replica = self.replica.borrow_mut();
            replica.put_aside(&job.commit.exchange);
        }
        if job.commit.exchange.roll_back.is_some() {
            // The server was restored from a backup: it may have lost photos, too.
            let core = self.clone();
            spawn_local(async move { core.send_all_photos().await });
        }
        let photos = job.commit.images.iter().map(|(upload, _)| *upload);
        self.uploads.borrow_mut().add(photos);
        if let Some(ticket) = job.ticket {
            self.tell(Event::Committed(ticket));
        }
        self.lay_ready_soon();
    }

    /// Tells the engine what happened, and does what it wants done.
    fn tell(self: &Rc<Self>, event: Event) {
        let effects = self.replica.borrow_mut().handle(event);
        for effect in effects {
            self.perform(effect);
        }
        self.show_standing();
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Send(frame) => self.keeper.borrow().send(&frame),
            Effect::Commit(ticket, exchange) => {
                if exchange.replace {
                    self.replica.borrow_mut().has_all_ahead();
                }
                self.push(Job {
                    request: None,
                    ticket: Some(ticket),
                    commit: Commit {
                        exchange: *exchange,
                        ..Commit::default()
                    },
                });
            }
            Effect::Fold(ops) => self.take_in(ops),
            Effect::Ahead { first, ops } => {
                let looks = self.replica.borrow_mut().look_ahead(first, ops);
                if looks {
                    self.fold_soon();
                }
            }
            Effect::Reject(ops) => {
                self.say(Said::Rejected, ops.len());
                let tables = self.replica.borrow_mut().reject(&ops);
                self.push_commit(tables);
                self.voice.changed.emit(());
            }
            Effect::Disconnect => self.hang_up(),
            // Once all commits are through: see `write`.
            Effect::Reopen => {}
        }
    }

    /// A person has seen to a dispute.
    pub fn settle(&self, which: Which) {
        self.disputes.borrow_mut().settle(which);
        self.voice.changed.emit(());
    }

    /// Why something could not be stored, as long as it waits to be tried again.
    pub fn unsaved(&self) -> Option<StoreError> {
        let unsaved = self.unsaved.borrow();
        unsaved.as_ref().map(|unsaved| unsaved.why.clone())
    }

    /// What could not be stored; it is the caller's from here on.
    pub fn take_unsaved(&self) -> Vec<Request> {
        let unsaved = self.unsaved.take();
        unsaved.map(|unsaved| unsaved.requests).unwrap_or_default()
    }

    /// Gives up accepting a draft: it was thrown away, or is being accepted anew.
    pub fn forget_unsaved(&self, draft: DraftId) {
        let of_draft = |request: &Request| {
            let accepted = request.receipt.as_ref();
            accepted.is_some_and(|photo| photo.draft == draft)
        };
        if let Some(found) = self.unsaved.borrow_mut().as_mut() {
            found.requests.retain(|request| !of_draft(request));
        }
        let empty = |found: &mut Unsaved| found.requests.is_empty();
        let done = self.unsaved.borrow_mut().take_if(empty);
        if done.is_some() {
            self.voice.changed.emit(());
        }
    }

    fn say(&self, what: Said, count: usize) {
        if count > 0 {
            self.log.borrow_mut().say(browser::now_ms(), what, count);
        }
    }

    /// How it stands with the server.
    pub fn standing(&self) -> Standing {
        let replica = self.replica.borrow();
        let member = self.member.borrow();
        let looks = replica.set_aside.len() + self.disputes.borrow().len();
        let photos = self.uploads.borrow().len();
        let keeper = self.keeper.borrow();
        keeper.standing(member.is_some(), &replica, (looks, photos))
    }

    /// Draws the page anew if it stands otherwise than it says.
    fn show_standing(self: &Rc<Self>) {
        let now = self.standing();
        if now.waiting == 0 {
            self.clear_outbox();
        }
        if self.shown.replace(Some(now)) != Some(now) {
            self.show_soon();
        }
    }
}

type Loaded = (Replica, Option<Member>, DeviceNames, Uploads);

/// The replica of what is stored, which member it is of, what the household's devices are
/// called, and the photos to send.
async fn load(store: &Storage, shows_home: bool) -> Result<Loaded, StoreError> {
    let glimpse = match shows_home {
        // It is a hint: where it cannot be had, all of it is loaded, which tells what is wrong.
        true => Replica::glimpse(store).await.ok().flatten(),
        false => None,
    };
    let member = store.fact(Fact::Member).await?;
    let member = member.and_then(|bytes| Member::decode(&bytes));
    let names = store.fact(Fact::Names).await?;
    let names = DeviceNames::decode(&names.unwrap_or_default());
    let uploads = Uploads::new(store.uploads().await?);
    let replica = match glimpse {
        Some(glimpse) => glimpse,
        None => Replica::load(store).await?,
    };
    Ok((replica, member, names, uploads))
}

/// Whether there is something to lose after this; the sample household is nobody's.
fn brings_food(action: &Action) -> bool {
    matches!(
        action,
        Action::AcceptPurchase(_)
            | Action::AddLot(_)
            | Action::AddScanned(_)
            | Action::Import(_)
            | Action::Together(_)
    )
}

/// The photos of a receipt that is accepted, each with its place and hash.
fn photos(commit: &Commit, action: &Action, pictures: Vec<Picture>) -> Vec<(Upload, Picture)> {
    let mut rows = commit.rows.iter();
    let receipt = rows.find(|row| row.table == Table::Receipts);
    let (Some(receipt), Action::AcceptPurchase(purchase)) = (receipt, action) else {
        return Vec::new();
    };
    let hashes = purchase.images.iter().map(|image| image.sha256);
    let photos = pictures.into_iter().zip(hashes).enumerate();
    let photos = photos.map(|(position, (picture, sha256))| {
        let key = ImageKey {
            receipt: receipt.key,
            position,
        };
        (Upload { key, sha256 }, picture)
    });
    photos.collect()
}
