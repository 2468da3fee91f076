//! Notes once a day on this device, by the household's server, where both can.

use std::cell::RefCell;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::switch::Switch;
use crate::host::browser::push::{Standing, Trouble, Wish, forget, minutes, remind, standing};
use crate::i18n::t;

/// What was pressed while the server is asked: the last of it is what is wanted.
#[derive(Default)]
struct Line {
    is_asking: bool,
    wanted: Option<Option<Wish>>,
}

impl Line {
    /// Puts a wish behind the one on its way; `true` if there is none, and this one is to go.
    fn join(&mut self, wanted: Option<Wish>) -> bool {
        self.wanted = Some(wanted);
        !std::mem::replace(&mut self.is_asking, true)
    }
}

/// The wish that is to go now; none if all is said.
fn next(line: &RefCell<Line>) -> Option<Option<Wish>> {
    let mut line = line.borrow_mut();
    let wanted = line.wanted.take();
    line.is_asking = wanted.is_some();
    wanted
}

/// The section; nothing where there are no such notes.
#[component]
pub fn Reminders() -> Html {
    let known = use_state_eq(|| None::<Standing>);
    let trouble = use_state_eq(|| None::<Trouble>);
    let pressed = use_state_eq(|| None::<Option<Wish>>);
    let line = use_mut_ref(Line::default);
    use_effect_with((), {
        let known = known.setter();
        move |()| spawn_local(async move { known.set(standing().await) })
    });
    let Some(now) = (*known).clone() else {
        return Html::default();
    };
    // What was pressed last shows at once, whatever is still on its way.
    let told = now.told.as_ref().map(|(_, wish)| *wish);
    let wish = pressed.unwrap_or(told);
    let change = {
        let (known, pressed, trouble) = (known.setter(), pressed.setter(), trouble.setter());
        Callback::from(move |wanted: Option<Wish>| {
            pressed.set(Some(wanted));
            if !line.borrow_mut().join(wanted) {
                return;
            }
            let (mut now, line) = (now.clone(), line.clone());
            let (known, pressed, trouble) = (known.clone(), pressed.clone(), trouble.clone());
            spawn_local(async move {
                let mut why = None;
                while let Some(wanted) = next(&line) {
                    let done = match wanted {
                        Some(wish) => remind(&now, wish).await,
                        None => forget(&now).await,
                    };
                    why = done.map(|done| now = done).err();
                }
                known.set(Some(now));
                pressed.set(None);
                trouble.set(why);
            });
        })
    };
    let turn = change.reform(move |_: MouseEvent| match wish {
        Some(_) => None,
        None => Some(Wish::default()),
    });
    html! {
        <section data-testid="reminders">
            <h2 class="section__title section__head">{ t!("remind-title") }</h2>
            <div class="card card--pad stack">
                <Switch on={wish.is_some()} text={t!("remind-device")} hint={t!("remind-device-hint")} onclick={turn}
                    testid="remind-device" />
                if let Some(wish) = wish {
                    { wishes(wish, &change) }
                }
                if let Some(trouble) = *trouble {
                    <p class="field__hint" role="status" data-testid="remind-trouble">{ said(trouble) }</p>
                }
            </div>
        </section>
    }
}

fn wishes(wish: Wish, change: &Callback<Option<Wish>>) -> Html {
    let soon = change.reform(move |_: MouseEvent| {
        Some(Wish {
            soon: !wish.soon,
            ..wish
        })
    });
    let names = change.reform(move |_: MouseEvent| {
        Some(Wish {
            names: !wish.names,
            ..wish
        })
    });
    let change = change.clone();
    let at = Callback::from(move |event: Event| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        if let Some(minute) = minutes(&typed) {
            change.emit(Some(Wish { minute, ..wish }));
        }
    });
    let time = format!("{:02}:{:02}", wish.minute / 60, wish.minute % 60);
    html! {
        <>
            <Switch on={wish.soon} text={t!("closed-soon")} hint={t!("closed-soon-hint")} onclick={soon}
                testid="remind-soon" />
            <Switch on={wish.names} text={t!("remind-names")} hint={t!("remind-names-hint")} onclick={names}
                testid="remind-names" />
            <div class="field">
                <label class="field__label" for="remind-at">{ t!("closed-digest-at") }</label>
                <input class="input" id="remind-at" type="time" value={time} onchange={at}
                    data-testid="remind-at" />
            </div>
        </>
    }
}

fn said(trouble: Trouble) -> AttrValue {
    match trouble {
        Trouble::Denied => t!("remind-denied"),
        Trouble::Failed => t!("remind-failed"),
    }
}
