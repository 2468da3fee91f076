//! The frame around the screens: waking up, navigation, messages.

use std::rc::Rc;

use ui::protocol::FromReader;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::message::FullPage;
use crate::components::nav::Nav;
use crate::components::snackbar::Snackbar;
use crate::hooks::boot::{self, Boot, Phase, use_boot};
use crate::host::browser::reader::Reader;
use crate::host::browser::wake::How;
use crate::host::browser::{announce, root, window};
use crate::i18n::t;
use crate::pages;
use crate::route::Route;
use crate::state::larder::{Core, Larder, Snack, Way};
use crate::state::scanning::{Desk, Event, Scanning, arrive, keep_edits, restore};

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
            <FullPage title={t!("storage-failed-title")} text={t!("storage-failed-text")} testid="storage-failed">
                <p class="field__hint">{ error.to_string() }</p>
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
    let scanning = use_desk(&larder);
    let route = use_route::<Route>().unwrap_or(Route::Home);
    use_effect_with(route.section(), |route| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(document) = window().document() {
            document.set_title(&pages::title(route));
        }
    });
    let dispatch = props.boot.dispatcher();
    let on_done = {
        let dispatch = dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(boot::Event::Said))
    };
    let snack = props.boot.snack.clone().map(|(number, snack)| {
        let on_action = {
            let (larder, snack, dispatch) = (larder.clone(), snack.clone(), dispatch.clone());
            Callback::from(move |()| {
                dispatch.dispatch(boot::Event::Said);
                larder.answer(snack.way.clone());
            })
        };
        html! { <SnackView key={number} {snack} {on_action} on_done={on_done.clone()} /> }
    });
    html! {
        <ContextProvider<Larder> context={larder}>
            <ContextProvider<Scanning> context={scanning}>
                <div class="frame">
                    <Nav here={route.clone()} />
                    { pages::switch(&route) }
                </div>
                <div class="snackbar-area" role="status" aria-live="polite">
                    <UpdateOffer />
                    { snack }
                </div>
            </ContextProvider<Scanning>>
        </ContextProvider<Larder>>
    }
}

#[derive(Properties, PartialEq)]
struct SnackProps {
    snack: Snack,
    on_action: Callback<()>,
    on_done: Callback<()>,
}

#[component]
fn SnackView(props: &SnackProps) -> Html {
    let (action, testid) = match props.snack.way {
        Way::None => (None, "snackbar-none"),
        Way::Undo(_) => (Some(t!("undo")), "snackbar-undo"),
        Way::Retry(_) => (Some(t!("try-again")), "snackbar-retry"),
    };
    html! {
        <Snackbar text={props.snack.text.clone()} {action} action_testid={testid}
            stays={matches!(props.snack.way, Way::Retry(_))}
            on_action={props.on_action.clone()} on_done={props.on_done.clone()} />
    }
}

/// Offers a new version once it is there; it starts only when the person says so.
#[component]
fn UpdateOffer() -> Html {
    let ready = use_state_eq(|| root().is_some_and(|root| root.dataset().get("update").is_some()));
    use_effect_with((), {
        let ready = ready.setter();
        move |()| {
            let heard = gloo_events::EventListener::new(&window(), "larder-update", move |_| {
                ready.set(true);
            });
            move || drop(heard)
        }
    });
    let restart = Callback::from(|()| announce("larder-update-now"));
    html! {
        if *ready {
            <Snackbar text={t!("update-ready")} action={t!("update-now")} stays=true
                action_testid="update-now" on_action={restart} on_done={Callback::noop()} />
        }
    }
}

/// Scanning and review, for as long as the page lives.
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
    let scanning = Scanning::new(desk.clone(), reader);
    use_effect_with(desk.finished(), {
        let (larder, dispatch) = (larder.clone(), desk.dispatcher());
        move |finished| {
            if let Some((photo, scan)) = finished {
                arrive(&larder, &dispatch, photo.clone(), scan.clone());
            }
        }
    });
    use_effect_with((), {
        let (larder, scanning) = (larder.clone(), scanning.clone());
        move |()| {
            wasm_bindgen_futures::spawn_local(async move { restore(&larder, &scanning).await });
        }
    });
    use_effect_with(desk.review.clone(), {
        let larder = larder.clone();
        move |review| {
            let waiting = review.clone().map(|review| keep_edits(&larder, review));
            move || drop(waiting)
        }
    });
    scanning
}
