//! One urgent lot with the four things to do about it, each by a button and by a swipe.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::tile::Tile;
use crate::hooks::swipe::travel::{Side, Stage};
use crate::hooks::swipe::{Shown, use_swipe};
use crate::i18n::t;
use crate::view::amounts;
use crate::view::lots::LotView;

/// What a person does with a lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LotAct {
    /// All of it was used.
    Used,
    /// Half of it was used.
    Half,
    /// It went into the freezer.
    Frozen,
    /// It was thrown away.
    Thrown,
    /// Look at its item.
    Show,
}

/// Properties of [`LotCard`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The lot.
    pub lot: LotView,
    /// Called with what a button says.
    pub on_act: Callback<(LotView, LotAct)>,
    /// Called with what a swipe says: of all that there is, for a hand that draws does not
    /// want to be asked.
    pub on_swiped: Callback<(LotView, LotAct)>,
}

/// A lot.
#[component]
pub fn LotCard(props: &Props) -> Html {
    let LotView {
        name,
        category,
        amount,
        place,
        due,
        due_class,
        frozen,
        ..
    } = &props.lot;
    let act = |what: LotAct| {
        let (lot, act) = (props.lot.clone(), props.on_act.clone());
        move |_: MouseEvent| act.emit((lot.clone(), what))
    };
    let button = |what, class, glyph, text: AttrValue, label: AttrValue, testid| {
        html! {
            <button type="button" class={classes!("act", class)} onclick={act(what)}
                aria-label={label} data-testid={testid}>
                <Icon {glyph} /><span>{ text }</span>
            </button>
        }
    };
    let on_swipe = {
        let (lot, swiped) = (props.lot.clone(), props.on_swiped.clone());
        Callback::from(move |what| swiped.emit((lot.clone(), what)))
    };
    let frozen = *frozen;
    let swipe = use_swipe(move |side, stage| act_at(side, stage, frozen), on_swipe);
    html! {
        <li class="swipe" data-testid="home-lot" ref={swipe.row} onpointerdown={swipe.onpointerdown}>
            <Behind shown={swipe.shown} />
            <div class={classes!("lot", "swipe__over", swipe.shown.map(|_| "swipe__over--held"))} ref={swipe.over}>
                <div class="lot__top">
                    <Tile category={*category} />
                    <div class="lot__text">
                        <h3 class="lot__name">
                            <button type="button" onclick={act(LotAct::Show)} data-testid="home-lot-show">
                                { name }
                            </button>
                        </h3>
                        <p class={*due_class}>{ due }</p>
                        <p class="lot__meta">{ format!("{} · {place}", amounts::quantity(*amount)) }</p>
                    </div>
                </div>
                <div class="lot__actions">
                    { button(LotAct::Used, "act--good", Glyph::Check, t!("lot-used"),
                        t!("lot-used-label", name = name), "lot-used") }
                    { button(LotAct::Half, "act--half", Glyph::Half, t!("lot-half"),
                        t!("lot-half-label", name = name), "lot-half") }
                    if !frozen {
                        { button(LotAct::Frozen, "act--cold", Glyph::Snow, t!("lot-frozen"),
                            t!("lot-frozen-label", name = name), "lot-frozen") }
                    }
                    { button(LotAct::Thrown, "act--bad", Glyph::Bin, t!("lot-thrown"),
                        t!("lot-thrown-label", name = name), "lot-thrown") }
                </div>
            </div>
        </li>
    }
}

/// What a swipe does that has come so far: what is eaten goes to the end, what is not to the
/// start, and all of it by a long swipe.
fn act_at(side: Side, stage: Stage, frozen: bool) -> Option<LotAct> {
    match (side, stage) {
        (_, Stage::Begun) => None,
        (Side::End, Stage::Short) => Some(LotAct::Half),
        (Side::End, Stage::Long) => Some(LotAct::Used),
        (Side::Start, Stage::Short) => Some(LotAct::Frozen).filter(|_| !frozen),
        (Side::Start, Stage::Long) => Some(LotAct::Thrown),
    }
}

#[derive(Properties, PartialEq)]
struct BehindProps {
    shown: Shown<LotAct>,
}

/// What is seen behind a lot while it is swiped: what letting go would do.
#[component]
fn Behind(props: &BehindProps) -> Html {
    let Some((side, act)) = props.shown else {
        return Html::default();
    };
    let side = match side {
        Side::Start => "swipe__under swipe__under--start",
        Side::End => "swipe__under",
    };
    let (class, glyph, text, id) = match act {
        Some(LotAct::Used) => ("swipe__under--good", Glyph::Check, t!("lot-used"), "used"),
        Some(LotAct::Half) => ("swipe__under--half", Glyph::Half, t!("lot-half"), "half"),
        Some(LotAct::Frozen) => (
            "swipe__under--cold",
            Glyph::Snow,
            t!("lot-frozen"),
            "frozen",
        ),
        Some(LotAct::Thrown) => ("swipe__under--bad", Glyph::Bin, t!("lot-thrown"), "thrown"),
        Some(LotAct::Show) | None => {
            return html! { <div class={side} aria-hidden="true" data-testid="lot-swipe" /> };
        }
    };
    html! {
        <div class={classes!(side, class)} aria-hidden="true" data-testid="lot-swipe" data-act={id}>
            <Icon {glyph} /><span>{ text }</span>
        </div>
    }
}
