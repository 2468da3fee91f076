//! Barcodes: one package after the other, in or out, by camera, by scanner or by keys.

mod later;
mod naming;
mod rows;
mod till;

use jiff::civil::Date;
use pantry::action::Packages;
use pantry::barcode::Scanned;
use yew::prelude::*;

use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::components::viewfinder::{Guide, LampButton, OtherButton, Viewfinder};
use crate::hooks::bars::use_bars;
use crate::hooks::camera::use_camera;
use crate::hooks::context::use_larder;
use crate::hooks::lookup::use_lookup;
use crate::hooks::wedge::TypedCode;
use crate::host::browser::{set_setting, setting};
use crate::i18n::t;
use crate::route::Route;
use crate::state::basket::{Basket, Mode};
use crate::state::later::{self as waiting, Waiting};
use crate::state::lookup::Consent;
use later::Later;
use naming::Naming;
use rows::Rows;
use till::{Heard, Till, use_sounds};

/// What is asked for: bars need no more, and more is slower.
const SIZE: (u32, u32) = (1_280, 720);

/// The setting that turns sounds off.
const SOUND: &str = "barcode-sound";

/// Scanning one package after the other.
#[component]
pub fn BarcodePage() -> Html {
    let larder = use_larder();
    let view = use_camera(true, SIZE);
    let basket = use_reducer(Basket::default);
    let mode = use_state_eq(Mode::default);
    let said = use_state_eq(|| None::<AttrValue>);
    let naming = use_state_eq(|| None::<Scanned>);
    let later = use_state_eq(waiting::waiting);
    let sound = use_state_eq(|| setting(SOUND).as_deref() != Some("off"));
    let play = use_sounds(*sound);
    let till = Till {
        larder: larder.clone(),
        basket: basket.clone(),
        mode: *mode,
    };
    let on_code = {
        let (till, said, naming, later) =
            (till.clone(), said.setter(), naming.clone(), later.setter());
        Callback::from(move |code: Scanned| {
            let heard = till.scan(&code);
            play.emit(heard.tone());
            match heard {
                Heard::Done(text) | Heard::Not(text) => said.set(Some(text)),
                Heard::Refused => said.set(None),
                // It waits until it has its name, whatever becomes of the page. What is being
                // typed is not thrown away for the next package.
                Heard::Unknown => {
                    later.set(waiting::put(&code));
                    match &*naming {
                        Some(other) if *other != code => {
                            said.set(Some(t!("barcode-put-later", code = code.digits())));
                        }
                        _ => {
                            said.set(Some(t!("barcode-unknown", code = code.digits())));
                            naming.set(Some(code));
                        }
                    }
                }
            }
        })
    };
    let consent = use_state_eq(Consent::chosen);
    let wanted = later.iter().filter_map(|own| own.code.article());
    let answers = use_lookup(*consent, wanted.collect());
    let found = naming.as_ref().and_then(|code| answers.article(code));
    let finds = use_bars(&view, on_code.clone());
    use_typed_codes(on_code.clone());
    let on_named = {
        let (till, naming, later, said) =
            (till.clone(), naming.clone(), later.clone(), said.setter());
        Callback::from(move |packages: Packages| {
            // What cannot be done leaves what was typed to be put right.
            if let Some(code) = &*naming
                && let Some(done) = till.add_named(
                    code,
                    Packages {
                        purchased: day_of(&later, code),
                        ..packages
                    },
                )
            {
                said.set(Some(done));
                later.set(waiting::take(code));
                naming.set(None);
            }
        })
    };
    let on_later = {
        let naming = naming.setter();
        Callback::from(move |()| naming.set(None))
    };
    let on_forget = later_forget(&later);
    let on_name = {
        let (till, naming, later, said) =
            (till.clone(), naming.setter(), later.clone(), said.setter());
        Callback::from(move |code: Scanned| {
            // Somebody else of the household may have named it meanwhile.
            match till.add_known(&code, count_of(&later, &code), day_of(&later, &code)) {
                Some(done) => {
                    said.set(Some(done));
                    later.set(waiting::take(&code));
                }
                None => naming.set(Some(code)),
            }
        })
    };
    // What is being named stands above.
    let others = later
        .iter()
        .filter(|own| Some(&own.code) != naming.as_ref());
    let others: Vec<Waiting> = others.cloned().collect();
    let hint = match finds {
        true => t!("barcode-hint"),
        false => t!("barcode-no-finder"),
    };
    html! {
        <main class="till" id="main" data-testid="barcode">
            <div class="till__camera">
                <Bar view={view.clone()} sound={*sound} on_sound={on_sound(&sound)} />
                <Viewfinder {view} guide={Guide::Barcode} {hint} />
                <p class="till__said" role="status" aria-live="polite" data-testid="barcode-said">
                    if let Some(said) = &*said { <span key={said.to_string()}>{ said }</span> }
                </p>
            </div>
            <div class="till__body">
                <h1 class="visually-hidden" tabindex="-1">{ t!("barcode-title") }</h1>
                if let Some(code) = &*naming {
                    <Naming key={code.digits().to_owned()} code={code.clone()} count={count_of(&later, code)} {found} consent={*consent}
                        on_consent={let consent = consent.setter(); move |chosen| consent.set(chosen)}
                        on_save={on_named} {on_later} />
                } else {
                    <Keys on_code={on_code.clone()} />
                }
                <Later waiting={others} today={larder.today} {answers} {on_name} {on_forget} />
                <Rows till={till.clone()} />
            </div>
            <Modes mode={*mode} on_mode={let mode = mode.setter(); move |chosen| mode.set(chosen)} />
        </main>
    }
}

/// How many packages of it wait.
fn count_of(waiting: &[Waiting], code: &Scanned) -> u32 {
    let own = waiting.iter().find(|own| own.code == *code);
    own.map_or(1, |own| own.count)
}

/// The day on which they came.
fn day_of(waiting: &[Waiting], code: &Scanned) -> Option<Date> {
    waiting.iter().find(|own| own.code == *code)?.day()
}

fn later_forget(later: &UseStateHandle<Vec<Waiting>>) -> Callback<Scanned> {
    let later = later.setter();
    Callback::from(move |code: Scanned| later.set(waiting::take(&code)))
}

fn on_sound(sound: &UseStateHandle<bool>) -> Callback<()> {
    let sound = sound.clone();
    Callback::from(move |()| {
        set_setting(SOUND, sound.then_some("off"));
        sound.set(!*sound);
    })
}

/// Passes on what a scanner has typed, here or on the screen before.
#[hook]
fn use_typed_codes(on_code: Callback<Scanned>) {
    let typed = use_context::<TypedCode>();
    let count = typed.as_ref().map(|typed| typed.count);
    use_effect_with(count, move |_| {
        if let Some(code) = typed.and_then(|typed| typed.take()) {
            on_code.emit(code);
        }
    });
}

#[derive(Properties, PartialEq)]
struct BarProps {
    view: crate::hooks::camera::View,
    sound: bool,
    on_sound: Callback<()>,
}

/// Close, sound and light, over the picture.
#[component]
fn Bar(props: &BarProps) -> Html {
    let onclick = props.on_sound.reform(|_: MouseEvent| ());
    let glyph = if props.sound {
        Glyph::Sound
    } else {
        Glyph::Silent
    };
    html! {
        <div class="camera__bar">
            <RouteLink to={Route::Add} class="lensbtn" testid="barcode-close">
                <Icon glyph={Glyph::Close} />
                <span class="visually-hidden">{ t!("close") }</span>
            </RouteLink>
            <span class="camera__space"></span>
            <button type="button" class="lensbtn" {onclick} aria-pressed={props.sound.to_string()}
                aria-label={t!("barcode-sound")} data-testid="barcode-sound">
                <Icon {glyph} />
            </button>
            <OtherButton view={props.view.clone()} />
            <LampButton view={props.view.clone()} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct KeysProps {
    on_code: Callback<Scanned>,
}

/// The number, typed: by hand, or by a scanner whose keys land here.
#[component]
fn Keys(props: &KeysProps) -> Html {
    let typed = use_state_eq(String::new);
    let wrong = use_state_eq(|| false);
    let enter = {
        let (typed, wrong, on_code) = (typed.clone(), wrong.clone(), props.on_code.clone());
        move || {
            let plain: String = typed.split_whitespace().collect();
            match Scanned::parse(&plain) {
                Some(code) => {
                    typed.set(String::new());
                    wrong.set(false);
                    on_code.emit(code);
                }
                None => wrong.set(true),
            }
        }
    };
    let onsubmit = {
        let enter = enter.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            enter();
        }
    };
    // Some scanners end with Tab; with a whole number before it, that is no way to go on.
    let onkeydown = {
        let typed = typed.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Tab" && Scanned::parse(typed.trim()).is_some() {
                event.prevent_default();
                enter();
            }
        }
    };
    let on_change = {
        let (typed, wrong) = (typed.clone(), wrong.setter());
        move |text| {
            wrong.set(false);
            typed.set(text);
        }
    };
    html! {
        <form class="keys" {onsubmit} {onkeydown} novalidate=true>
            <TextField id="barcode-field" label={t!("barcode-field")} value={(*typed).clone()} mode="numeric"
                {on_change} error={wrong.then(|| t!("barcode-wrong"))} testid="barcode-field" />
            <button type="submit" class="btn keys__go" data-testid="barcode-go">{ t!("barcode-go") }</button>
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct ModesProps {
    mode: Mode,
    on_mode: Callback<Mode>,
}

/// In or out: large, where the thumb is.
#[component]
fn Modes(props: &ModesProps) -> Html {
    let way = |mode: Mode, glyph, name: AttrValue, testid: &'static str| {
        let onclick = props.on_mode.reform(move |_: MouseEvent| mode);
        html! {
            <button type="button" class="segment modes__one" {onclick}
                aria-pressed={(props.mode == mode).to_string()} data-testid={testid}>
                <Icon {glyph} />{ name }
            </button>
        }
    };
    html! {
        <div class="modes">
            <div class="segments" role="group" aria-label={t!("barcode-modes")}>
                { way(Mode::Add, Glyph::Plus, t!("barcode-add"), "barcode-mode-add") }
                { way(Mode::Use, Glyph::Minus, t!("barcode-use"), "barcode-mode-use") }
            </div>
        </div>
    }
}
