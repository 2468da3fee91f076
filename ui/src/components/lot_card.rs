//! One urgent lot with the four things to do about it.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::tile::Tile;
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
    /// Called with what was done.
    pub on_act: Callback<(LotView, LotAct)>,
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
    html! {
        <li class="lot" data-testid="home-lot">
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
                if !*frozen {
                    { button(LotAct::Frozen, "act--cold", Glyph::Snow, t!("lot-frozen"),
                        t!("lot-frozen-label", name = name), "lot-frozen") }
                }
                { button(LotAct::Thrown, "act--bad", Glyph::Bin, t!("lot-thrown"),
                    t!("lot-thrown-label", name = name), "lot-thrown") }
            </div>
        </li>
    }
}
