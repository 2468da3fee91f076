//! How the larder speaks to the page.

use pantry::action::Action;
use sync::TxnId;
use yew::{AttrValue, Callback};

use crate::host::store::StoreError;

/// A short message, and what its button does.
#[derive(Clone, PartialEq, Debug)]
pub struct Snack {
    /// What was done, or what went wrong.
    pub text: AttrValue,
    /// The way back.
    pub way: Way,
    /// What may come next.
    pub offer: Option<Offer>,
}

/// Something that a person may want to do next.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// What its button says.
    pub label: AttrValue,
    /// What it does.
    pub action: Action,
    /// What to say when it is done.
    pub said: AttrValue,
}

/// What the button of a message does.
#[derive(Clone, PartialEq, Debug)]
pub enum Way {
    /// There is no button.
    None,
    /// Take the action back.
    Undo(TxnId),
    /// Bring back what was put aside.
    Back {
        /// Brings it back.
        back: Callback<()>,
        /// Called once the message is gone, whatever became of it.
        gone: Callback<()>,
    },
}

/// How the larder speaks to the page.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The household has changed.
    pub changed: Callback<()>,
    /// There is something to say.
    pub say: Callback<Snack>,
    /// What was said last is of no use any more.
    pub hush: Callback<()>,
    /// The storage is of no use any more.
    pub broken: Callback<StoreError>,
}
