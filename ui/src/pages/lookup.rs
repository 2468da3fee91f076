//! Whether names are looked up at Open Food Facts, and whose they are.

use pantry::barcode::Barcode;
use yew::prelude::*;

use crate::host::browser::off::page_of;
use crate::i18n::t;
use crate::state::lookup::Consent;

/// The switch, for the settings.
#[component]
pub fn LookupSwitch() -> Html {
    let consent = use_state_eq(Consent::chosen);
    let on = *consent == Consent::Given;
    let onclick = {
        let consent = consent.clone();
        move |_: MouseEvent| consent.set(Consent::choose(!on))
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("lookup-title") }</h2>
            <div class="card card--pad">
                <button type="button" class="switch" role="switch" aria-checked={on.to_string()} {onclick}
                    data-testid="lookup-switch">
                    <span class="switch__text">
                        { t!("lookup-switch") }
                        <span class="field__hint">{ t!("lookup-sent") }</span>
                    </span>
                    <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
                </button>
            </div>
        </section>
    }
}

/// Properties of [`LookupQuestion`].
#[derive(Properties, PartialEq)]
pub struct QuestionProps {
    /// Called with what the person says.
    pub on_choose: Callback<Consent>,
}

/// The question, where it first matters.
#[component]
pub fn LookupQuestion(props: &QuestionProps) -> Html {
    let answer = |allowed: bool| {
        props
            .on_choose
            .reform(move |_: MouseEvent| Consent::choose(allowed))
    };
    html! {
        <div class="note" data-testid="lookup-question">
            <div class="note__body">
                <p class="note__title">{ t!("lookup-ask") }</p>
                <p class="note__text">{ t!("lookup-sent") }</p>
                <div class="note__actions">
                    <button type="button" class="btn btn--line" onclick={answer(true)} data-testid="lookup-yes">{ t!("lookup-yes") }</button>
                    <button type="button" class="btn btn--quiet" onclick={answer(false)} data-testid="lookup-no">{ t!("lookup-no") }</button>
                </div>
            </div>
        </div>
    }
}

/// Properties of [`Credit`].
#[derive(Properties, PartialEq)]
pub struct CreditProps {
    /// The article that is shown; `None` where several are.
    #[prop_or_default]
    pub barcode: Option<Barcode>,
}

/// Whose data it is: shown wherever it is.
#[component]
pub fn Credit(props: &CreditProps) -> Html {
    let href = match props.barcode {
        Some(barcode) => page_of(barcode),
        None => "https://world.openfoodfacts.org".to_owned(),
    };
    html! {
        <p class="credit">
            <a {href} target="_blank" rel="noopener noreferrer" data-testid="credit">{ t!("lookup-credit") }</a>
        </p>
    }
}
