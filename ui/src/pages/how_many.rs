//! How much of a lot: asked before some of it is opened, frozen, moved, set apart or thrown
//! away. One tap answers.

use std::rc::Rc;

use pantry::action::Action;
use pantry::id::PlaceId;
use pantry::op::DiscardReason;
use pantry::quantity::Quantity;
use yew::prelude::*;

use crate::components::segments::{Segment, Segments};
use crate::components::sheet::Sheet;
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::i18n::{t, text};
use crate::state::larder::Larder;
use crate::view::lots::{self, LotView};
use crate::view::{amounts, shopping};

/// What is done to it.
#[derive(Clone, PartialEq, Debug)]
pub enum Deed {
    /// It is opened today.
    Open,
    /// It goes into the freezer.
    Freeze,
    /// It comes out of the freezer.
    Thaw,
    /// It goes to a place of this name.
    Move(PlaceId, AttrValue),
    /// It becomes a lot of its own.
    Split,
    /// It is thrown away.
    Throw,
}

impl Deed {
    fn id(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Freeze => "freeze",
            Self::Thaw => "thaw",
            Self::Move(..) => "move",
            Self::Split => "split",
            Self::Throw => "throw",
        }
    }
}

/// Properties of [`HowMany`].
#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    /// The lot.
    pub lot: LotView,
    /// What is done to some of it.
    pub deed: Deed,
    /// Called when it is done, or is not to be.
    pub on_done: Callback<()>,
}

/// The sheet.
#[component]
pub fn HowMany(props: &Props) -> Html {
    let larder = use_larder();
    let Props { lot, deed, on_done } = props;
    let reason = use_state_eq(|| lot.reason());
    let amounts = amounts_of(lot.amount, deed);
    // One is what most people open; all of it what they freeze, move and throw away.
    let usual = match deed {
        Deed::Open | Deed::Split => amounts.first(),
        _ => amounts.last(),
    };
    let usual = usual.map(|(id, _)| *id);
    let button = |(id, amount): &(&'static str, Quantity)| {
        let (larder, lot, deed) = (larder.clone(), lot.clone(), deed.clone());
        let (done, reason, amount) = (on_done.clone(), *reason, *amount);
        let onclick = move |_: MouseEvent| {
            done.emit(());
            perform(&larder, &lot, &deed, (amount, reason));
        };
        let said = amounts::quantity(amount);
        let name = match *id {
            "half" => t!("howmany-half", amount = said),
            "all" => t!("howmany-all", amount = said),
            _ => said,
        };
        let class = classes!(
            "btn",
            "btn--wide",
            (usual == Some(*id)).then_some("btn--main")
        );
        html! {
            <button type="button" key={*id} {class} {onclick} data-testid={format!("howmany-{id}")}>{ name }</button>
        }
    };
    let question = text(&format!("howmany-{}", deed.id()), &[]);
    let head = html! {
        <>
            <Tile category={lot.category} />
            <div class="sheet__title">
                <h2>{ &lot.name }</h2>
                <p class="note__text">{ &question }</p>
            </div>
        </>
    };
    html! {
        <Sheet {head} label={question.clone()} on_close={on_done.clone()} testid="howmany">
            <div class="stack">
                if *deed == Deed::Throw {
                    <Why reason={*reason} on_choose={let reason = reason.clone(); move |why| reason.set(why)} />
                }
                { for amounts.iter().map(button) }
            </div>
        </Sheet>
    }
}

#[derive(Properties, PartialEq)]
struct WhyProps {
    reason: DiscardReason,
    on_choose: Callback<DiscardReason>,
}

/// Why it is thrown away: one is chosen already, so nobody has to say.
#[component]
fn Why(props: &WhyProps) -> Html {
    let segment = |reason: DiscardReason| Segment {
        value: reason.id(),
        name: text(&format!("throw-{}", reason.id()), &[]),
        glyph: None,
    };
    let on_choose = props.on_choose.reform(|id: &'static str| {
        let all = DiscardReason::ALL.into_iter();
        let mut chosen = all.filter(|reason| reason.id() == id);
        chosen.next().unwrap_or(DiscardReason::Other)
    });
    html! {
        <Segments label={t!("throw-why")} options={Rc::from(DiscardReason::ALL.map(segment))}
            value={props.reason.id()} {on_choose} testid="throw" />
    }
}

/// Whether it is to be asked how much: of several packages, and of whatever is to be set
/// apart or thrown away by way of its own page.
pub fn asks(amount: Quantity, deed: &Deed) -> bool {
    lots::packages(amount).is_some() || matches!(deed, Deed::Split | Deed::Throw)
}

/// What there is to choose from, the least first.
fn amounts_of(all: Quantity, deed: &Deed) -> Vec<(&'static str, Quantity)> {
    let (one, half) = match lots::packages(all) {
        Some(count) => {
            let whole = |count: i64| Quantity::new(count * 1_000, all.unit);
            (Some(whole(1)), Some(whole(count / 2)))
        }
        None => (None, Some(lots::half(all))),
    };
    let mut amounts = Vec::new();
    amounts.extend(one.map(|one| ("one", one)));
    let more = |half: &Quantity| one.is_none_or(|one| half.milli > one.milli);
    amounts.extend(half.filter(more).map(|half| ("half", half)));
    if *deed != Deed::Split {
        amounts.push(("all", all));
    }
    amounts
}

/// Does it to so much of a lot.
pub fn perform(
    larder: &Larder,
    view: &LotView,
    deed: &Deed,
    (amount, reason): (Quantity, DiscardReason),
) {
    let (lot, name) = (view.id, &view.name);
    let is_all = amount == view.amount;
    let part = (!is_all).then_some(amount);
    let (action, said) = match deed {
        Deed::Open => {
            let on = larder.today;
            (Action::Open { lot, part, on }, t!("did-open", name = name))
        }
        Deed::Freeze => (Action::Freeze { lot, part }, t!("did-freeze", name = name)),
        Deed::Thaw => (Action::Thaw { lot, part }, t!("did-thaw", name = name)),
        Deed::Move(to, place) => {
            let said = t!("did-move", name = name, place = place);
            (Action::Move { lot, part, to: *to }, said)
        }
        Deed::Split => (Action::Split { lot, amount }, t!("did-split", name = name)),
        Deed::Throw => (
            Action::Discard {
                lot,
                amount,
                reason,
            },
            t!("did-throw", name = name),
        ),
    };
    let said = match is_all {
        true => said,
        false => t!("did-part", said = said, amount = amounts::quantity(amount)),
    };
    let ends = is_all && *deed == Deed::Throw;
    let offer = ends.then(|| shopping::offer_after(&larder.household(), lot));
    larder.act_and_offer(action, said, offer.flatten());
}

/// Does it to all of a lot.
pub fn perform_all(larder: &Larder, view: &LotView, deed: &Deed) {
    perform(larder, view, deed, (view.amount, view.reason()));
}
