//! What is pressed: buttons, chips, rows, segments, steppers, links.

use std::rc::Rc;

use yew::prelude::*;

use super::{Frame, FrameProps, Shown, nothing, state};
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::{AddLink, RouteLink};
use crate::components::open_row::{NameField, OpenRow};
use crate::components::segments::{Segment, Segments};
use crate::components::stepper::Stepper;
use crate::pages::sync_chip::SyncSign;
use crate::route::Route;
use crate::state::standing::Sign;

/// Each kind of button: its class and its name.
const BUTTONS: [(&str, &str); 5] = [
    ("btn", "Plain"),
    ("btn btn--main", "Main"),
    ("btn btn--line", "Line"),
    ("btn btn--quiet", "Quiet"),
    ("btn btn--danger", "Danger"),
];

/// Each kind of button.
#[component]
pub fn Buttons() -> Html {
    let row = |(class, name): &(&'static str, &'static str)| {
        state(
            *name,
            html! {
                <div class="gallery__row">
                    <button type="button" class={*class}>{ "Keep" }</button>
                    <button type="button" class={*class}><Icon glyph={Glyph::Bin} />{ "With an icon" }</button>
                    <button type="button" class={*class} disabled=true>{ "Disabled" }</button>
                </div>
            },
        )
    };
    html! {
        <Shown title="Buttons">
            { for BUTTONS.iter().map(row) }
            { state("Wide", html! {
                <button type="button" class="btn btn--main btn--wide">{ "Put 12 lines away" }</button>
            }) }
            { state("Icon alone", html! {
                <div class="gallery__row">
                    <button type="button" class="iconbtn" aria-label="Close"><Icon glyph={Glyph::Close} /></button>
                    <button type="button" class="iconbtn" aria-label="More"><Icon glyph={Glyph::Dots} /></button>
                </div>
            }) }
            { state("On a lot", html! {
                <div class="lot__actions">
                    <button type="button" class="act act--good"><Icon glyph={Glyph::Check} /><span>{ "Good" }</span></button>
                    <button type="button" class="act act--half"><Icon glyph={Glyph::Half} /><span>{ "Plain" }</span></button>
                    <button type="button" class="act act--cold"><Icon glyph={Glyph::Snow} /><span>{ "Cold" }</span></button>
                    <button type="button" class="act act--bad"><Icon glyph={Glyph::Bin} /><span>{ "Bad" }</span></button>
                </div>
            }) }
        </Shown>
    }
}

/// Chips, one of which is chosen.
#[component]
pub fn Chips() -> Html {
    let chosen = use_state_eq(|| 0);
    let chip = |(at, name): (usize, &&'static str)| {
        let choose = chosen.setter();
        html! {
            <button type="button" class="chip" key={at} aria-pressed={(*chosen == at).to_string()}
                onclick={move |_: MouseEvent| choose.set(at)}>{ *name }</button>
        }
    };
    let names = [
        "Everything",
        "Fridge",
        "Freezer",
        "Cupboard under the stairs",
    ];
    html! {
        <Shown title="Chips">
            <div class="chips chips--wrap" role="group" aria-label="Places">
                { for names.iter().enumerate().map(chip) }
            </div>
        </Shown>
    }
}

/// Rows that lead on, and what is turned on and off.
#[component]
pub fn Rows() -> Html {
    let on = use_state_eq(|| true);
    let turn = {
        let on = on.clone();
        move |_: MouseEvent| on.set(!*on)
    };
    html! {
        <Shown title="Rows and switches">
            <ul class="list">
                <li>
                    <button type="button" class="row row--button">
                        <Icon glyph={Glyph::Receipt} />
                        <span class="row__text">
                            <span class="row__name">{ "Corner Market" }</span>
                            <span class="row__meta">{ "12 lines" }</span>
                        </span>
                        <Icon glyph={Glyph::Chevron} class="icon--s row__chev" />
                    </button>
                </li>
                <li>
                    <label class="row check">
                        <input type="checkbox" checked=true />
                        <span class="row__text"><span class="row__name">{ "Photos too" }</span></span>
                    </label>
                </li>
            </ul>
            <button type="button" class="switch" role="switch" aria-checked={on.to_string()} onclick={turn}>
                <span class="switch__text">{ "Stay offline" }</span>
                <span class="switch__track"><span class="switch__knob"></span></span>
            </button>
        </Shown>
    }
}

/// Rows that open a form.
#[component]
pub fn OpenRows(props: &FrameProps) -> Html {
    let name = use_state_eq(|| AttrValue::Static("Cellar"));
    let on_name = {
        let name = name.setter();
        Callback::from(move |typed: String| name.set(typed.into()))
    };
    let picture = html! { <Icon glyph={Glyph::Jar} /> };
    let beside = html! {
        <button type="button" class="iconbtn" aria-label="Up"><Icon glyph={Glyph::Chevron} class="icon--s icon--up" /></button>
    };
    let id = |name: &str| props.frame.id(name);
    html! {
        <Shown component="open_row" title="Rows that open">
            <ul class="list">
                <OpenRow picture={picture.clone()} name={(*name).clone()} meta="3 lots" testid="gallery-row" data_name="plain">
                    <NameField id={id("row-name")} name={(*name).clone()} on_name={on_name.clone()} testid="gallery-row-name" />
                </OpenRow>
                <OpenRow {picture} name="With a button beside it" {beside} testid="gallery-row" data_name="beside">
                    <NameField id={id("row-usual")} name={(*name).clone()} usual="Pantry" {on_name} testid="gallery-row-name" />
                </OpenRow>
            </ul>
        </Shown>
    }
}

/// One of a few.
#[component]
pub fn Choices(props: &FrameProps) -> Html {
    let chosen = use_state_eq(|| "m");
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |value| chosen.set(value))
    };
    let segment = |value, name: &'static str, glyph| Segment {
        value,
        name: name.into(),
        glyph,
    };
    let few: Rc<[Segment]> = Rc::from([
        segment("s", "Pantry", Some(Glyph::Jar)),
        segment("m", "Fridge", Some(Glyph::Fridge)),
        segment("l", "Freezer", Some(Glyph::Snow)),
    ]);
    let many: Rc<[Segment]> = Rc::from([
        segment("s", "Small", None),
        segment("m", "Medium", None),
        segment("l", "Large", None),
        segment("xl", "Larger than that", None),
    ]);
    let (few_id, many_id) = match props.frame {
        Frame::Usual => ("gallery-few", "gallery-many"),
        Frame::Turned => ("gallery-turned-few", "gallery-turned-many"),
    };
    html! {
        <Shown component="segments" title="Segments">
            { state("With icons", html! {
                <Segments label="Where" options={few} value={*chosen} on_choose={on_choose.clone()} testid={few_id} />
            }) }
            { state("More than fit", html! {
                <Segments label="How large" options={many} value={*chosen} {on_choose} testid={many_id} />
            }) }
        </Shown>
    }
}

/// Steppers.
#[component]
pub fn Steppers() -> Html {
    let count = use_state_eq(|| 2_i32);
    let by = |step: i32| {
        let count = count.clone();
        Callback::from(move |()| count.set((*count + step).max(0)))
    };
    html! {
        <Shown component="stepper" title="Stepper">
            <div class="gallery__row">
                <Stepper label="Eggs" value={count.to_string()} less_label="One egg less" more_label="One egg more"
                    can_less={*count > 0} on_less={by(-1)} on_more={by(1)} />
                <Stepper label="Milk" value="0" less_label="Less milk" more_label="More milk"
                    can_less=false on_less={nothing()} on_more={nothing()} />
                <Stepper label="Flour" value="1.25 kg" less_label="Less flour" more_label="More flour"
                    can_less=true on_less={nothing()} on_more={nothing()} />
            </div>
        </Shown>
    }
}

/// The navigation itself is around the page.
#[component]
pub fn Links() -> Html {
    html! {
        <Shown component="nav" title="Links">
            <div class="gallery__row">
                <RouteLink to={Route::Check} class="head__up">
                    <Icon glyph={Glyph::Chevron} class="icon--s" />{ "A way back" }
                </RouteLink>
                <RouteLink to={Route::Home} class="btn btn--line">{ "A link as a button" }</RouteLink>
                <AddLink />
            </div>
        </Shown>
    }
}

/// Each state of the sync chip.
#[component]
pub fn Syncs() -> Html {
    let signs = [
        (Sign::InStep, 0),
        (Sign::Busy, 0),
        (Sign::Busy, 3),
        (Sign::Offline, 0),
        (Sign::Offline, 3),
        (Sign::Attention, 0),
    ];
    html! {
        <Shown title="Sync chip">
            <div class="gallery__row">
                { for signs.into_iter().map(|(sign, unsent)| html! { <SyncSign {sign} {unsent} /> }) }
            </div>
        </Shown>
    }
}
