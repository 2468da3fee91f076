//! What a file brings, into the household.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use pantry::action::Action;
use pantry::transfer::Parcel;
use sync::TxnId;
use yew::{AttrValue, Callback};

use super::Step;
use crate::host::browser::{breathe, json, sha256};
use crate::host::store::Picture;
use crate::i18n::t;
use crate::state::larder::{Larder, Progress, Request};
use crate::state::member::hex;

/// Things in one transaction: with all that a thing needs this stays far below what a
/// transaction holds, and is planned within a blink.
const PART: usize = 1_000;

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is in.
    Done,
    /// The person has stopped it; what was in by then can be taken back at once.
    Stopped,
    /// It could not be stored; the page says so and offers to try again.
    Failed,
}

/// Brings in a parcel and the photos of its receipts. All of it is taken back by one tap,
/// however many parts it takes.
pub async fn bring(
    larder: Larder,
    parcel: Parcel,
    photos: Array,
    stop: Rc<Cell<bool>>,
    on_step: Callback<Step>,
) -> Outcome {
    let things = parcel.lots.len().max(parcel.items.len());
    let parts = parcel.parts(PART);
    let of = parts.len() + photos.length() as usize;
    let many = parts.len() > 1;
    let mut done = 0;
    let mut txns = Vec::new();
    let said = t!("transfer-brought", count = things);
    for part in parts {
        if stop.get() {
            offer_undo(&larder, txns, t!("transfer-stopped"));
            return Outcome::Stopped;
        }
        let (txn, stored) = one(&larder, part, said.clone()).await;
        txns.extend(txn);
        // What was planned and not stored; where nothing is new there was nothing to plan.
        if txn.is_some() && !stored {
            return Outcome::Failed;
        }
        done += 1;
        on_step.emit(Step { done, of });
        breathe().await;
    }
    if many {
        offer_undo(&larder, txns, said);
    }
    for photo in photos.iter() {
        if stop.get() {
            return Outcome::Stopped;
        }
        keep(
            &larder,
            &json::text(&photo, "sha256"),
            &json::text(&photo, "data"),
        )
        .await;
        done += 1;
        on_step.emit(Step { done, of });
    }
    Outcome::Done
}

/// Does one part; which action it was, and whether it is stored. A part of which everything
/// came with another one is no action.
async fn one(larder: &Larder, part: Parcel, said: AttrValue) -> (Option<TxnId>, bool) {
    let txn = Rc::new(Cell::new(None));
    let stored = Rc::new(Cell::new(None));
    let on_progress = {
        let (txn, stored) = (txn.clone(), stored.clone());
        Callback::from(move |now| match now {
            Progress::Begun => {}
            Progress::Shown(shown) => txn.set(Some(shown)),
            Progress::Stored => stored.set(Some(true)),
            Progress::Failed => stored.set(Some(false)),
        })
    };
    larder.request(Request {
        action: Action::Import(part.into()),
        said,
        offer: None,
        receipt: None,
        on_progress,
    });
    loop {
        if let Some(stored) = stored.get() {
            return (txn.get(), stored);
        }
        TimeoutFuture::new(10).await;
    }
}

fn offer_undo(larder: &Larder, txns: Vec<TxnId>, said: AttrValue) {
    if txns.is_empty() {
        return;
    }
    let back = {
        let larder = larder.clone();
        Callback::from(move |()| {
            for txn in txns.iter().rev() {
                larder.act(Action::Undo { txn: *txn }, t!("undone"));
            }
        })
    };
    larder.put_aside(said, back, Callback::noop());
}

/// Keeps a photo that is what it says, where a receipt wants it. One that is not, or for
/// which there is no room, is left out: the receipt says that it has none.
async fn keep(larder: &Larder, said: &str, data: &str) {
    let Some(picture) = json::from_base64(data) else {
        return;
    };
    if let Some(hash) = sha256(&picture).await
        && hex(&hash) == said
    {
        let kept = larder.core().keep_photo(hash, &Picture(picture)).await;
        if let Err(why) = kept {
            web_sys::console::error_1(&why.to_string().into());
        }
    }
}
