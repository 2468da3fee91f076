//! What every screen has in hand: the household to read, and actions to do.

use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use jiff::civil::Date;
use pantry::action::Action;
use pantry::household::Household;
use sync::TxnId;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback};

use super::replica::Replica;
use crate::host::browser;
use crate::host::browser::indexed_db::IndexedDb;
use crate::host::store::{Commit, Picture, Store, StoreError};
use crate::i18n::t;

/// A short message, and what its button does.
#[derive(Clone, PartialEq, Debug)]
pub struct Snack {
    /// What was done, or what went wrong.
    pub text: AttrValue,
    /// The way back.
    pub way: Way,
}

/// What the button of a message does.
#[derive(Clone, PartialEq, Debug)]
pub enum Way {
    /// There is no button.
    None,
    /// Take the action back.
    Undo(TxnId),
    /// Do again what could not be stored.
    Retry(Vec<Request>),
}

/// Something a person does, with what belongs to it.
#[derive(Clone, Debug)]
pub struct Request {
    /// The action.
    pub action: Action,
    /// What to say when it is done.
    pub said: AttrValue,
    /// The photo of the receipt that it accepts.
    pub picture: Option<Picture>,
    /// Called when it is stored.
    pub stored: Option<Callback<()>>,
}

impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        self.action == other.action
    }
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
    changed: Callback<()>,
    say: Callback<Snack>,
}

struct Job {
    request: Request,
    commit: Commit,
}

impl Core {
    /// Opens the storage and loads the household.
    pub async fn open(changed: Callback<()>, say: Callback<Snack>) -> Result<Self, StoreError> {
        let store = IndexedDb::open().await?;
        let replica = RefCell::new(Replica::load(&store).await?);
        let queue = RefCell::default();
        Ok(Self {
            store,
            replica,
            queue,
            writing: Cell::new(false),
            changed,
            say,
        })
    }

    /// Waits until everything is stored, then lets go of the storage.
    pub async fn close(&self) {
        while self.writing.get() {
            gloo_timers::future::TimeoutFuture::new(5).await;
        }
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
                Ok(()) => {
                    if let Some(stored) = &job.request.stored {
                        stored.emit(());
                    }
                }
                Err(error) => self.take_back(job, &error).await,
            }
        }
        self.writing.set(false);
    }

    /// Shows what is in storage again; what was not stored can be tried again.
    async fn take_back(&self, failed: Job, error: &StoreError) {
        let later = std::mem::take(&mut *self.queue.borrow_mut());
        let requests = std::iter::once(failed)
            .chain(later)
            .map(|job| job.request)
            .collect();
        if let Ok(replica) = Replica::load(&self.store).await {
            *self.replica.borrow_mut() = replica;
        }
        self.changed.emit(());
        let (text, way) = match error {
            StoreError::Full => (t!("save-failed-full"), Way::Retry(requests)),
            StoreError::Overtaken => (t!("save-failed-newer"), Way::None),
            StoreError::Broken(_) => (t!("save-failed"), Way::Retry(requests)),
        };
        web_sys::console::error_1(&error.to_string().into());
        self.say.emit(Snack { text, way });
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

    /// Does something, says so, and offers to take it back.
    pub fn act(&self, action: Action, said: AttrValue) {
        self.request(Request {
            action,
            said,
            picture: None,
            stored: None,
        });
    }

    /// Does something that has more to it than the action.
    pub fn request(&self, request: Request) {
        let planned = self.core.replica.borrow_mut().act(&request.action);
        let planned = match planned {
            Ok(planned) => planned,
            Err(why) => {
                let text = t!("rejected", why = why);
                return self.core.say.emit(Snack {
                    text,
                    way: Way::None,
                });
            }
        };
        let mut commit = planned.commit;
        if let Some(picture) = &request.picture {
            let receipt = commit
                .rows
                .iter()
                .find(|row| row.table == super::project::RECEIPTS);
            commit.image = receipt.map(|row| (row.key, picture.clone()));
            commit.ends_draft = true;
        }
        let way = match request.action {
            Action::Undo { .. } | Action::Redo { .. } => Way::None,
            _ => Way::Undo(planned.txn),
        };
        self.core.changed.emit(());
        self.core.say.emit(Snack {
            text: request.said.clone(),
            way,
        });
        self.core
            .queue
            .borrow_mut()
            .push_back(Job { request, commit });
        let core = self.core.clone();
        spawn_local(async move { core.write().await });
    }

    /// Does what the button of a message says.
    pub fn answer(&self, way: Way) {
        match way {
            Way::None => {}
            Way::Undo(txn) => self.act(Action::Undo { txn }, t!("undone")),
            Way::Retry(requests) => {
                for request in requests {
                    self.request(request);
                }
            }
        }
    }
}
