//! What every screen has in hand: the household to read, and actions to do.

use std::cell::Ref;
use std::rc::Rc;

use jiff::civil::Date;
use pantry::action::Action;
use pantry::household::Household;
use sync::{ReplicaId, TxnId};
use yew::{AttrValue, Callback};

use super::core::Core;
use super::names::Who;
use super::photo::Photo;
use super::replica::Replica;
use super::standing::Standing;
use super::voice::{Offer, Snack, Way};
use crate::host::browser;
use crate::host::storage::Storage;
use crate::host::store::{DraftId, StoreError};
use crate::i18n::t;

/// What becomes of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// It is being done.
    Begun,
    /// It is shown, as this transaction, and waits to be stored.
    Shown(TxnId),
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
    /// What to say when it is done; nothing where it is empty.
    pub said: AttrValue,
    /// What to offer with that.
    pub offer: Option<Offer>,
    /// The receipt that it accepts.
    pub receipt: Option<Rc<Photo>>,
    /// Called with what becomes of it.
    pub on_progress: Callback<Progress>,
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
        Ref::map(self.core.replica.borrow(), Replica::shown)
    }

    /// Whether only what Home is made of is there, and all the rest on its way.
    pub fn is_glimpse(&self) -> bool {
        self.core.replica.borrow().is_glimpse()
    }

    /// The storage, for drafts.
    pub fn store(&self) -> &Storage {
        &self.core.store
    }

    /// Says something that has no way back.
    pub fn say(&self, text: AttrValue) {
        let way = Way::None;
        let offer = None;
        self.core.voice.say.emit(Snack { text, way, offer });
    }

    /// Says something that was put aside, with the way to bring it back.
    pub fn put_aside(&self, text: AttrValue, back: Callback<()>, gone: Callback<()>) {
        let way = Way::Back { back, gone };
        let offer = None;
        self.core.voice.say.emit(Snack { text, way, offer });
    }

    /// Takes the last message away: what it offers would now be in the way.
    pub fn hush(&self) {
        self.core.voice.hush.emit(());
    }

    /// Does something, says so, and offers to take it back.
    pub fn act(&self, action: Action, said: AttrValue) {
        self.act_and_offer(action, said, None);
    }

    /// Does something, says so, and offers what may come next.
    pub fn act_and_offer(&self, action: Action, said: AttrValue, offer: Option<Offer>) {
        self.request(Request {
            action,
            said,
            offer,
            receipt: None,
            on_progress: Callback::noop(),
        });
    }

    /// Does something that has more to it than the action.
    pub fn request(&self, request: Request) {
        self.core.request(request);
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
        self.core.unsaved()
    }

    /// Does again what could not be stored.
    pub fn try_again(&self) {
        for request in self.core.take_unsaved() {
            self.request(request);
        }
        self.core.voice.changed.emit(());
    }

    /// Gives up accepting a draft: it was thrown away, or is being accepted anew.
    pub fn forget_unsaved(&self, draft: DraftId) {
        self.core.forget_unsaved(draft);
    }

    /// Whose an action is; `None` while this device is alone.
    pub fn who(&self, replica: ReplicaId) -> Option<Who> {
        self.core.who(replica)
    }

    /// How it stands with the server.
    pub fn standing(&self) -> Standing {
        self.core.standing()
    }

    /// The core, for what has to do with the server.
    pub fn core(&self) -> &Rc<Core> {
        &self.core
    }
}
