//! A first start: at most three short questions, one at a time. Each has an answer already and
//! can be skipped, and the navigation stays beside them; what was left alone is written nowhere.

use std::cell::Cell;
use std::rc::Rc;

use pantry::household::What;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::sample;
use super::welcome_places::Places;
use crate::components::field::Choice;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::host::browser::intl::preferred;
use crate::host::browser::language::{choose, chosen};
use crate::host::browser::{focus_soon, set_setting, setting};
use crate::i18n::language::Language;
use crate::i18n::{self, t};
use crate::route::Route;
use crate::state::larder::Larder;

/// The setting that is there once the questions are behind this device.
const WELCOMED: &str = "welcomed";
const TITLE: &str = "welcome-title";

/// A question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// Which language; only where the browser asks for one that is not spoken here.
    Language,
    /// Where food is kept.
    Places,
    /// How to start.
    Start,
}

thread_local! {
    /// How far the person is: another language draws everything anew.
    static STEP: Cell<Option<Step>> = const { Cell::new(None) };
}

/// Whether this device has just begun: nothing was done but naming places, and nobody has come
/// to the end of the questions.
pub fn is_first(larder: &Larder) -> bool {
    let named_places = |what: &What| {
        matches!(
            what,
            What::AddedPlace { .. }
                | What::EditedPlace { .. }
                | What::DeletedPlace { .. }
                | What::Undid { .. }
                | What::Redid { .. }
        )
    };
    setting(WELCOMED).is_none()
        && !larder.standing().is_member
        && larder
            .household()
            .journal()
            .all(|entry| named_places(&entry.what))
}

/// Properties of [`Welcome`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Called after the last question.
    pub on_done: Callback<()>,
}

/// The question that comes next.
#[component]
pub fn Welcome(props: &Props) -> Html {
    let asks_language = asks_language();
    let step = use_state_eq(|| {
        let first = if asks_language {
            Step::Language
        } else {
            Step::Places
        };
        STEP.get().unwrap_or(first)
    });
    let go = {
        let step = step.setter();
        Callback::from(move |next: Step| {
            STEP.set(Some(next));
            step.set(next);
            focus_soon(TITLE.to_owned());
        })
    };
    let on_done = {
        let done = props.on_done.clone();
        Callback::from(move |()| {
            set_setting(WELCOMED, Some("yes"));
            STEP.set(None);
            done.emit(());
        })
    };
    let steps: &[Step] = match asks_language {
        true => &[Step::Language, Step::Places, Step::Start],
        false => &[Step::Places, Step::Start],
    };
    let at = steps.iter().position(|one| *one == *step).unwrap_or(0);
    html! {
        <div class="welcome" data-testid="welcome">
            <p class="welcome__step">{ t!("welcome-step", at = at + 1, of = steps.len()) }</p>
            { match *step {
                Step::Language => html! { <LanguageQuestion on_next={go.reform(|()| Step::Places)} /> },
                Step::Places => html! { <Places on_next={go.reform(|()| Step::Start)} /> },
                Step::Start => html! { <Start {on_done} /> },
            } }
            if !asks_language && *step == Step::Places {
                <LanguageLine />
            }
        </div>
    }
}

/// Whether the browser's first choice is none that is spoken here, and nobody has chosen yet.
fn asks_language() -> bool {
    let preferred = preferred();
    let spoken = preferred.first().map(|tag| Language::speaks(tag));
    chosen().is_none() && spoken == Some(false)
}

/// Properties of a question.
#[derive(Properties, PartialEq)]
pub struct QuestionProps {
    /// What is asked.
    pub title: AttrValue,
    /// What helps to answer.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// The answers.
    pub children: Html,
}

/// A question with its answers.
#[component]
pub fn Question(props: &QuestionProps) -> Html {
    html! {
        <>
            <h2 class="teach__title" id={TITLE} tabindex="-1">{ &props.title }</h2>
            if let Some(text) = &props.text {
                <p class="teach__text">{ text }</p>
            }
            { props.children.clone() }
        </>
    }
}

/// Properties of a question that another one follows.
#[derive(Properties, PartialEq)]
pub struct NextProps {
    /// Called with the answer, and without.
    pub on_next: Callback<()>,
}

/// Which language.
#[component]
fn LanguageQuestion(props: &NextProps) -> Html {
    let failed = use_state_eq(|| false);
    let chip = |language: Language| {
        let (next, failed) = (props.on_next.clone(), failed.setter());
        let onclick = move |_: MouseEvent| {
            // What is spoken already is no choice to keep.
            if language == i18n::language() {
                return next.emit(());
            }
            let (next, failed) = (next.clone(), failed.clone());
            spawn_local(async move {
                STEP.set(Some(Step::Places));
                match choose(Some(language)).await {
                    Ok(()) => next.emit(()),
                    Err(_) => {
                        STEP.set(Some(Step::Language));
                        failed.set(true);
                    }
                }
            });
        };
        html! {
            <button type="button" class="btn" key={language.tag()} lang={language.tag()} {onclick}
                data-testid={format!("welcome-language-{}", language.tag())}>
                { language.own_name() }
            </button>
        }
    };
    let skip = props.on_next.reform(|_: MouseEvent| ());
    html! {
        <Question title={t!("welcome-language-title")}>
            <div class="welcome__ways">
                { for Language::SPOKEN.into_iter().map(chip) }
            </div>
            if *failed {
                <p class="field__error" role="alert">{ t!("language-failed") }</p>
            }
            <button type="button" class="btn btn--quiet" onclick={skip} data-testid="welcome-skip">
                { t!("welcome-skip") }
            </button>
        </Question>
    }
}

/// The language in one line, where the browser's is spoken.
#[component]
fn LanguageLine() -> Html {
    let options: Rc<[_]> = Language::SPOKEN
        .into_iter()
        .map(|one| (one.tag().into(), AttrValue::Static(one.own_name())))
        .collect();
    let on_change = Callback::from(|tag: String| {
        spawn_local(async move {
            // Where it cannot be fetched, everything is as before, and the list says so.
            choose(Language::with_tag(&tag)).await.ok();
            focus_soon("welcome-language".to_owned());
        });
    });
    let spoken = chosen().unwrap_or_else(i18n::language).tag();
    html! {
        <div class="welcome__line">
            <Choice id="welcome-language" label={t!("settings-language")} {options} value={spoken}
                {on_change} testid="welcome-language" />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StartProps {
    on_done: Callback<()>,
}

/// How to start.
#[component]
fn Start(props: &StartProps) -> Html {
    let (larder, navigator) = (use_larder(), use_navigator());
    let way = |to: Route, class: &'static str, glyph, text: AttrValue, testid: &'static str| {
        let (done, navigator) = (props.on_done.clone(), navigator.clone());
        let onclick = move |_: MouseEvent| {
            done.emit(());
            if let Some(navigator) = &navigator {
                navigator.push(&to);
            }
        };
        html! {
            <button type="button" {class} {onclick} data-testid={testid}>
                <Icon {glyph} />{ text }
            </button>
        }
    };
    let look = {
        let done = props.on_done.clone();
        move |_: MouseEvent| {
            done.emit(());
            sample::add(&larder);
        }
    };
    let skip = props.on_done.reform(|_: MouseEvent| ());
    html! {
        <Question title={t!("welcome-start-title")} text={t!("welcome-start-text")}>
            { way(Route::Scan, "btn btn--main btn--wide", Glyph::Camera, t!("empty-scan"), "welcome-scan") }
            <div class="welcome__ways">
                { way(Route::Barcode, "btn", Glyph::Barcode, t!("barcode-title"), "welcome-barcode") }
                { way(Route::Add, "btn", Glyph::Plus, t!("empty-add"), "welcome-add") }
                { way(Route::Transfer, "btn", Glyph::Share, t!("welcome-import"), "welcome-import") }
                { way(Route::Household, "btn", Glyph::People, t!("welcome-join"), "welcome-join") }
            </div>
            <button type="button" class="btn btn--line btn--wide" onclick={look} data-testid="welcome-sample">
                <Icon glyph={Glyph::Jar} />{ t!("sample-add") }
            </button>
            <button type="button" class="btn btn--quiet" onclick={skip} data-testid="welcome-skip">
                { t!("welcome-skip") }
            </button>
        </Question>
    }
}
