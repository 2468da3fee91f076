//! The frame around the screens: waking up, navigation, messages.

mod messages;
mod screen;

use std::rc::Rc;

use ui::protocol::FromReader;
use web_sys::Element;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::message::FullPage;
use crate::components::nav::Nav;
use crate::components::sheet::MessageHost;
use crate::hooks::badge::use_badge;
use crate::hooks::boot::{Boot, Phase, use_boot};
use crate::hooks::language::use_language;
use crate::hooks::lookup::use_lookup_of_waiting;
use crate::hooks::shell::use_shell;
use crate::hooks::shortcuts::use_shortcuts;
use crate::hooks::stray_drop::use_no_stray_drop;
use crate::hooks::wedge::{TypedCode, use_typed_code};
use crate::host::browser::wake::How;
use crate::host::reader::Reader;
use crate::host::store::StoreError;
use crate::i18n::t;
use crate::pages;
use crate::pages::rest::{Part, Rest};
use crate::route::Route;
use crate::state::core::Core;
use crate::state::desk::{Desk, Event};
use crate::state::larder::Larder;
use crate::state::scanning::Scanning;
use crate::view::categories;
use messages::{Messages, use_gone};
use screen::{focus_title, use_screen};

/// Everything.
#[component]
pub fn App() -> Html {
    let (boot, begin) = use_boot();
    let insist = |how: How| {
        let begin = begin.clone();
        move |_: MouseEvent| begin.emit(how)
    };
    match &boot.phase {
        Phase::Opening => html! {
            <main class="splash" aria-busy="true">
                <crate::components::art::Brand />
                <p class="splash__name">{ t!("starting") }</p>
            </main>
        },
        Phase::Elsewhere | Phase::TakingOver => {
            let waiting = matches!(boot.phase, Phase::TakingOver);
            let text = if waiting {
                t!("handing-over")
            } else {
                t!("use-here")
            };
            html! {
                <FullPage title={t!("elsewhere-title")} text={t!("elsewhere-text")} testid="banner-tab">
                    <button type="button" class="btn btn--main" onclick={insist(How::TakeOver)}
                        disabled={waiting} data-testid="use-here">{ text }</button>
                </FullPage>
            }
        }
        Phase::Broken(error) => html! {
            <FullPage title={t!("storage-failed-title")} text={broken_text(error)} testid="storage-failed">
                if let StoreError::Broken(why) = error {
                    <p class="field__hint">{ t!("storage-failed-why", why = why) }</p>
                }
                <button type="button" class="btn btn--main" onclick={insist(How::IfFree)}
                    data-testid="storage-retry">{ t!("try-again") }</button>
            </FullPage>
        },
        Phase::Awake(core) => html! {
            <HashRouter>
                <AwakeApp core={CoreHandle(core.clone())} boot={boot.clone()} />
            </HashRouter>
        },
    }
}

fn broken_text(error: &StoreError) -> AttrValue {
    match error {
        StoreError::Blocked => t!("storage-failed-blocked"),
        StoreError::Full => t!("storage-failed-full"),
        StoreError::Overtaken | StoreError::Broken(_) => t!("storage-failed-text"),
    }
}

/// A core as a property: equal while it is the same one.
#[derive(Clone)]
struct CoreHandle(Rc<Core>);

impl PartialEq for CoreHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties)]
struct AwakeProps {
    core: CoreHandle,
    boot: UseReducerHandle<Boot>,
}

impl PartialEq for AwakeProps {
    fn eq(&self, _: &Self) -> bool {
        // Each dispatch changes something that is shown.
        false
    }
}

/// The app while its replica is awake.
#[component]
fn AwakeApp(props: &AwakeProps) -> Html {
    let larder = Larder::new(props.core.0.clone(), props.boot.revision);
    let is_glimpse = larder.is_glimpse();
    let scanning = use_desk(&larder);
    categories::note(&larder.household());
    let route = use_route::<Route>().unwrap_or(Route::Home);
    let language = use_language();
    use_screen(&route, &language);
    use_shell(&language, larder.standing().stays_offline);
    use_no_stray_drop();
    let typed = use_typed_code(&larder);
    use_lookup_of_waiting(&route);
    use_shortcuts();
    use_badge(&larder);
    use_gone(props.boot.snack.as_ref());
    // What lies behind an open sheet is out of reach: messages then stand in the sheet.
    let sheet = use_state_eq(|| None::<Element>);
    let sheets = use_mut_ref(Vec::<Element>::new);
    let message_host = use_callback((), {
        let sheet = sheet.setter();
        // A sheet over a sheet: when it goes, messages stand in the one below again.
        move |place: Option<Element>, ()| {
            let mut sheets = sheets.borrow_mut();
            match place {
                Some(place) => sheets.push(place),
                None => drop(sheets.pop()),
            }
            sheet.set(sheets.last().cloned());
        }
    });
    let messages = html! {
        <Messages key={language.clone()} snack={props.boot.snack.clone()} dispatch={props.boot.dispatcher()} />
    };
    let messages = match &*sheet {
        Some(place) => create_portal(messages, place.clone()),
        None => messages,
    };
    let skip = |event: MouseEvent| {
        event.prevent_default();
        focus_title();
    };
    html! {
        <ContextProvider<Larder> context={larder}>
            <ContextProvider<Scanning> context={scanning}>
                <ContextProvider<TypedCode> context={typed}>
                <ContextProvider<MessageHost> context={MessageHost(message_host)}>
                    <a class="skip" href="#main" onclick={skip}>{ t!("skip") }</a>
                    // Another language: whatever is drawn is drawn anew.
                    <div class="frame" key={language}>
                        if !route.is_whole() {
                            <Nav here={route.clone()} />
                        }
                        if is_glimpse && route != Route::Home {
                            <main id="main" aria-busy="true" data-testid="rest-waits" />
                        } else {
                            { pages::switch(&route) }
                        }
                    </div>
                    { messages }
                    // What was read is compared with all there is.
                    if !is_glimpse {
                        <Rest part={Part::Desk} />
                    }
                </ContextProvider<MessageHost>>
                </ContextProvider<TypedCode>>
            </ContextProvider<Scanning>>
        </ContextProvider<Larder>>
    }
}

/// Scanning and review, for as long as the page lives; [`Part::Desk`] does the rest.
#[hook]
fn use_desk(larder: &Larder) -> Scanning {
    let desk = use_reducer(Desk::default);
    let reader = use_memo((), {
        let dispatch = desk.dispatcher();
        move |()| {
            Reader::new(Callback::from(move |message: FromReader| {
                dispatch.dispatch(Event::Heard(message));
            }))
        }
    });
    Scanning::new(desk, reader, larder.clone())
}
