//! What does not count, as sentences.

use pantry::household::Household;
use pantry::op::{Reason as Why, entity};
use sync::exchange::Rejection;
use sync::reissue;
use sync::{Kind, Op, TxnId};
use yew::AttrValue;

use super::disputes::thing;
use crate::host::store::OpKey;
use crate::host::store::kept::{self, Reason, SetAside};
use crate::i18n::t;

/// An action that does not count, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct AsideView {
    /// Its ops.
    pub keys: Vec<OpKey>,
    /// What was done.
    pub what: AttrValue,
    /// Why it does not count.
    pub why: AttrValue,
    /// When it was done, in milliseconds since 1970.
    pub at_ms: i64,
}

/// The actions that do not count, the newest first.
pub fn newest(household: &Household, aside: &[SetAside]) -> Vec<AsideView> {
    let mut found: Vec<(TxnId, AsideView)> = Vec::new();
    for one in aside {
        let op = one.op.op();
        let key = kept::key(op.id);
        match found.iter_mut().find(|(txn, _)| *txn == op.txn_id()) {
            Some((_, view)) => view.keys.push(key),
            None => found.push((op.txn_id(), view(household, op, one.why))),
        }
    }
    let mut views: Vec<AsideView> = found.into_iter().map(|(_, view)| view).collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.at_ms));
    views
}

fn view(household: &Household, op: &Op, why: Reason) -> AsideView {
    let name = thing(household, op.entity, op.entity_type);
    let what = match &op.kind {
        Kind::Add { reason, .. } => match Why::from_code(*reason) {
            Some(Why::Purchase) => t!("aside-added", name = name),
            Some(Why::Consume) => t!("aside-used", name = name),
            Some(Why::Discard(_)) => t!("aside-thrown", name = name),
            _ => t!("aside-changed", name = name),
        },
        Kind::Delete => t!("aside-deleted", name = name),
        Kind::Undo { .. } => t!("aside-undone"),
        _ if op.entity_type == entity::LINE_MEMORY => t!("aside-remembered"),
        _ => t!("aside-changed", name = name),
    };
    AsideView {
        keys: vec![kept::key(op.id)],
        what,
        why: reason(why),
        at_ms: op.hlc.unix_ms(),
    }
}

fn reason(why: Reason) -> AttrValue {
    match why {
        Reason::Overtaken(reissue::Why::Gone) | Reason::Rejected(Rejection::Gone) => {
            t!("aside-why-gone")
        }
        Reason::Overtaken(reissue::Why::Changed) => t!("aside-why-changed"),
        Reason::Overtaken(reissue::Why::Overtaken) | Reason::Rejected(Rejection::TooOld) => {
            t!("aside-why-late")
        }
        Reason::Rejected(Rejection::Forbidden) => t!("aside-why-forbidden"),
        Reason::Rejected(Rejection::Full) => t!("aside-why-full"),
        Reason::Rejected(_) => t!("aside-why-other"),
    }
}
