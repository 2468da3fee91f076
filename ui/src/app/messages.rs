//! Messages at the bottom: what was just done, what is not saved, a new version.

use yew::prelude::*;

use crate::components::snackbar::Snackbar;
use crate::hooks::boot::{Boot, Event};
use crate::hooks::context::use_larder;
use crate::host::browser::{announce, reload, root, window};
use crate::host::store::StoreError;
use crate::i18n::t;
use crate::state::voice::{Snack, Way};

/// Properties of [`Messages`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was said last, with its number.
    pub snack: Option<(u32, Snack)>,
    /// Where it is told that a message has been read.
    pub dispatch: UseReducerDispatcher<Boot>,
}

/// Every message that there is, above each other.
#[component]
pub fn Messages(props: &Props) -> Html {
    let larder = use_larder();
    let on_done = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Event::Said))
    };
    let snack = props.snack.clone().map(|(number, snack)| {
        let on_action = {
            let (larder, done, way) = (larder.clone(), on_done.clone(), snack.way.clone());
            Callback::from(move |()| {
                done.emit(());
                larder.answer(way.clone());
            })
        };
        let on_offer = {
            let (larder, done, offer) = (larder.clone(), on_done.clone(), snack.offer.clone());
            Callback::from(move |()| {
                done.emit(());
                if let Some(offer) = offer.clone() {
                    larder.act(offer.action, offer.said);
                }
            })
        };
        let offer = snack.offer.map(|offer| offer.label);
        let action = (snack.way != Way::None).then(|| t!("undo"));
        html! {
            <Snackbar key={number} text={snack.text} {action} action_testid="snackbar-undo"
                {offer} {on_offer} {on_action} on_done={on_done.clone()} />
        }
    });
    html! {
        <div class="snackbar-area" role="status" aria-live="polite">
            <UpdateOffer />
            <NotSaved />
            { snack }
        </div>
    }
}

/// Tells a message with a way back when it is gone, however that came about.
#[hook]
pub fn use_gone(snack: Option<&(u32, Snack)>) {
    let way = snack.map(|(_, snack)| snack.way.clone());
    use_effect_with(snack.map(|(number, _)| *number), move |_| {
        move || {
            if let Some(Way::Back { gone, .. }) = way {
                gone.emit(());
            }
        }
    });
}

/// What could not be stored, until it is or the page starts anew.
#[component]
fn NotSaved() -> Html {
    let larder = use_larder();
    let Some(why) = larder.unsaved() else {
        return Html::default();
    };
    let again = Callback::from(move |()| larder.try_again());
    let (text, action, testid, on_action) = match why {
        // Another tab was faster: only the newest state can be written on.
        StoreError::Overtaken => (
            t!("save-failed-newer"),
            t!("reload"),
            "snackbar-reload",
            Callback::from(|()| reload()),
        ),
        StoreError::Full => (
            t!("save-failed-full"),
            t!("try-again"),
            "snackbar-retry",
            again,
        ),
        StoreError::Blocked | StoreError::Broken(_) => {
            (t!("save-failed"), t!("try-again"), "snackbar-retry", again)
        }
    };
    html! {
        <Snackbar {text} {action} action_testid={testid} stays=true {on_action} on_done={Callback::noop()} />
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
    let later = {
        let ready = ready.setter();
        Callback::from(move |()| {
            if let Some(root) = root() {
                root.dataset().delete("update");
            }
            ready.set(false);
        })
    };
    html! {
        if *ready {
            <Snackbar text={t!("update-ready")} action={t!("update-now")} stays=true
                action_testid="update-now" on_action={restart} on_later={later} on_done={Callback::noop()} />
        }
    }
}
