//! What every screen has in hand: the household to read, and actions to do.

use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use jiff::civil::Date;
use pantry::action::Action;
use pantry::household::Household;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback};

use super::photo::Photo;
use super::project;
use super::replica::Replica;
use super::voice::{Snack, Voice, Way};
use crate::host::browser;
use crate::host::browser::indexed_db::{IndexedDb, Lost};
use crate::host::store::{Commit, DraftId, Store, StoreError};
use crate::i18n::t;
use crate::view::rejected;

/// What becomes of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// It is being done.
    Begun,
    /// It is stored.
    Stored,
    /// It is not stored: nothing has changed.
    Failed,
}

/// Something a person does, with what belongs to it.
#[derive(Clone, Debug)]
pub struct Request {
    /// The action.
    pub action: Action,
    /// What to say when it is done.
    pub said: AttrValue,
    /// The receipt that it accepts.
    pub receipt: Option<Rc<Photo>>,
    /// Called with what becomes of it.
    pub on_progress: Callback<Progress>,
}

/// What could not be stored, to be tried again.
#[derive(Clone, Debug)]
struct Unsaved {
    requests: Vec<Request>,
    why: StoreError,
}

/// The awake larder of this page. Two are equal while nothing has changed.
#[derive(Clone)]
pub struct Larder {
    core: Rc<Core>,
    revision: u32,
    /// The day where the person is.
    pub today: Date,
}

impl PartialEq for Larder {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.core, &other.core)
            && self.revision == other.revision
            && self.today == other.today
    }
}

/// The replica with its storage; one for as long as this page is awake.
pub struct Core {
    store: IndexedDb,
    replica: RefCell<Replica>,
    queue: RefCell<VecDeque<Job>>,
    writing: Cell<bool>,
    unsaved: RefCell<Option<Unsaved>>,
    voice: Voice,
}

struct Job {
    request: Request,
    commit: Commit,
}

impl Core {
    /// Opens the storage and loads the household.
    pub async fn open(voice: Voice, lost: Callback<Lost>) -> Result<Self, StoreError> {
        let store = IndexedDb::open(lost).await?;
        match Replica::load(&store).await {
            Ok(replica) => Ok(Self {
                store,
                replica: replica.into(),
                queue: RefCell::default(),
                writing: Cell::new(false),
                unsaved: RefCell::default(),
                voice,
            }),
            Err(error) => {
                store.close();
                Err(error)
            }
        }
    }

    /// Waits until everything is stored, then lets go of the storage.
    pub async fn finish(&self) {
        while self.writing.get() {
            gloo_timers::future::TimeoutFuture::new(5).await;
        }
        self.close();
    }

    /// Lets go of the storage at once.
    pub fn close(&self) {
        self.store.close();
    }

    /// Stores what waits, one action after the other.
    async fn write(&self) {
        if self.writing.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(job) = next else {
                break;
            };
            match self.store.commit(&job.commit).await {
                Ok(()) => job.request.on_progress.emit(Progress::Stored),
                Err(error) => self.take_back(job, error).await,
            }
        }
        self.writing.set(false);
    }

    /// Shows what is in storage again; what was not stored can be tried again.
    async fn take_back(&self, failed: Job, why: StoreError) {
        web_sys::console::error_1(&why.to_string().into());
        let replica = match Replica::load(&self.store).await {
            Ok(replica) => replica,
            Err(error) => return self.voice.broken.emit(error),
        };
        // From here on nothing waits: what was planned meanwhile is taken back with the rest.
        *self.replica.borrow_mut() = replica;
        let later = std::mem::take(&mut *self.queue.borrow_mut());
        let jobs = std::iter::once(failed).chain(later);
        let requests: Vec<Request> = jobs.map(|job| job.request).collect();
        let earlier = self.unsaved.take();
        let earlier = earlier.map(|unsaved| unsaved.requests).unwrap_or_default();
        self.unsaved.replace(Some(Unsaved {
            requests: earlier
                .into_iter()
                .chain(requests.iter().cloned())
                .collect(),
            why,
        }));
        self.voice.hush.emit(());
        self.voice.changed.emit(());
        for request in requests {
            request.on_progress.emit(Progress::Failed);
        }
    }
}

impl Larder {
    /// What the screens get at this revision.
    pub fn new(core: Rc<Core>, revision: u32) -> Self {
        Self {
            core,
            revision,
            today: browser::today(),
        }
    }

    /// The household, to read.
    pub fn household(&self) -> Ref<'_, Household> {
        Ref::map(self.core.replica.borrow(), |replica| &replica.household)
    }

    /// The storage, for drafts.
    pub fn store(&self) -> &IndexedDb {
        &self.core.store
    }

    /// Says something that has no way back.
    pub fn say(&self, text: AttrValue) {
        let way = Way::None;
        self.core.voice.say.emit(Snack { text, way });
    }

    /// Says something that was put aside, with the way to bring it back.
    pub fn put_aside(&self, text: AttrValue, back: Callback<()>, gone: Callback<()>) {
        let way = Way::Back { back, gone };
        self.core.voice.say.emit(Snack { text, way });
    }

    /// Takes the last message away: what it offers would now be in the way.
    pub fn hush(&self) {
        self.core.voice.hush.emit(());
    }

    /// Does something, says so, and offers to take it back.
    pub fn act(&self, action: Action, said: AttrValue) {
        self.request(Request {
            action,
            said,
            receipt: None,
            on_progress: Callback::noop(),
        });
    }

    /// Does something that has more to it than the action.
    pub fn request(&self, request: Request) {
        request.on_progress.emit(Progress::Begun);
        if let Some(photo) = &request.receipt {
            self.forget_unsaved(photo.draft);
        }
        let planned = self.core.replica.borrow_mut().act(&request.action);
        let planned = match planned {
            Ok(planned) => planned,
            Err(why) => {
                self.say(rejected::sentence(&why));
                return request.on_progress.emit(Progress::Failed);
            }
        };
        let mut commit = planned.commit;
        if let Some(photo) = &request.receipt {
            let receipt = commit
                .rows
                .iter()
                .find(|row| row.table == project::RECEIPTS);
            commit.images = receipt.map(|row| (row.key, photo.pictures()));
            commit.ends_drafts = photo.drafts();
        }
        let way = match request.action {
            Action::Undo { .. } | Action::Redo { .. } => Way::None,
            _ => Way::Undo(planned.txn),
        };
        let text = request.said.clone();
        self.core.voice.changed.emit(());
        self.core.voice.say.emit(Snack { text, way });
        let job = Job { request, commit };
        self.core.queue.borrow_mut().push_back(job);
        let core = self.core.clone();
        spawn_local(async move { core.write().await });
    }

    /// Does what the button of a message says.
    pub fn answer(&self, way: Way) {
        match way {
            Way::None => {}
            Way::Undo(txn) => self.act(Action::Undo { txn }, t!("undone")),
            Way::Back { back, .. } => back.emit(()),
        }
    }

    /// Why something could not be stored, as long as it waits to be tried again.
    pub fn unsaved(&self) -> Option<StoreError> {
        let unsaved = self.core.unsaved.borrow();
        unsaved.as_ref().map(|unsaved| unsaved.why.clone())
    }

    /// Does again what could not be stored.
    pub fn try_again(&self) {
        let unsaved = self.core.unsaved.take();
        for request in unsaved.into_iter().flat_map(|unsaved| unsaved.requests) {
            self.request(request);
        }
        self.core.voice.changed.emit(());
    }

    /// Gives up accepting a draft: it was thrown away, or is being accepted anew.
    pub fn forget_unsaved(&self, draft: DraftId) {
        let of_draft = |request: &Request| {
            let accepted = request.receipt.as_ref();
            accepted.is_some_and(|photo| photo.draft == draft)
        };
        if let Some(found) = self.core.unsaved.borrow_mut().as_mut() {
            found.requests.retain(|request| !of_draft(request));
        }
        let empty = |found: &mut Unsaved| found.requests.is_empty();
        let done = self.core.unsaved.borrow_mut().take_if(empty);
        if done.is_some() {
            self.core.voice.changed.emit(());
        }
    }
}
