//! Import and export: the household out as a file, and files in, after a look at what they
//! would bring.

mod export;
mod import;
mod lots;
mod preview;
mod questions;

use yew::prelude::*;

use super::Head;
use crate::i18n::t;
use crate::route::Route;
use crate::state::transfer::Step;
use export::Export;
use import::Import;

/// The page.
#[component]
pub fn TransferPage() -> Html {
    // While a file is looked at, nothing else stands there.
    let looking = use_state_eq(|| false);
    let on_look = {
        let looking = looking.setter();
        use_callback((), move |now: bool, ()| looking.set(now))
    };
    html! {
        <main class="main" id="main" data-testid="transfer">
            <Head title={t!("transfer-title")} up={(Route::More, t!("more-title"))} />
            <div class="stack stack--l">
                <Import {on_look} />
                if !*looking {
                    <Export />
                }
            </div>
        </main>
    }
}

/// Properties of [`Working`].
#[derive(Properties, PartialEq)]
struct WorkingProps {
    /// What is being done.
    label: AttrValue,
    step: Step,
    on_stop: Callback<()>,
}

/// How far it has come, and the way to stop it.
#[component]
fn Working(props: &WorkingProps) -> Html {
    let stop = {
        let stopped = props.on_stop.clone();
        move |_: MouseEvent| stopped.emit(())
    };
    let Step { done, of } = props.step;
    html! {
        <div class="card card--pad stack" data-testid="transfer-progress">
            <p class="note__title" role="status">{ &props.label }</p>
            <progress class="bar" value={done.to_string()} max={of.max(1).to_string()} aria-label={props.label.clone()}></progress>
            <button type="button" class="btn btn--line" onclick={stop} data-testid="transfer-stop">{ t!("transfer-stop") }</button>
        </div>
    }
}
