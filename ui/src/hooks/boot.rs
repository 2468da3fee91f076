//! Waking up: one tab at a time, then the storage, then the household.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::host::browser::indexed_db::Lost;
use crate::host::browser::wake::{Awake, How, Sleep, wake};
use crate::host::browser::window;
use crate::host::shell::life;
use crate::host::store::StoreError;
use crate::route::Route;
use crate::state::core::Core;
use crate::state::voice::{Snack, Voice};

/// How far this page is.
#[derive(Clone)]
pub enum Phase {
    /// It is waking up.
    Opening,
    /// Another tab is awake.
    Elsewhere,
    /// It has asked the other tab to hand over.
    TakingOver,
    /// There is no storage.
    Broken(StoreError),
    /// It is awake.
    Awake(Rc<Core>),
}

/// How far this page is, and what has changed since.
#[derive(Clone)]
pub struct Boot {
    /// The phase.
    pub phase: Phase,
    /// Counts the changes of the household.
    pub revision: u32,
    /// The message at the bottom, with its number.
    pub snack: Option<(u32, Snack)>,
    /// How many messages there were.
    said: u32,
}

/// What can happen to it.
pub enum Event {
    /// It has come to another phase.
    Phase(Phase),
    /// The household has changed.
    Changed,
    /// There is something to say.
    Say(Box<Snack>),
    /// It has been said.
    Said,
}

impl Reducible for Boot {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut boot = Rc::unwrap_or_clone(self);
        match event {
            Event::Phase(phase) => {
                boot.phase = phase;
                // What it offers belongs to the phase before.
                boot.snack = None;
            }
            Event::Changed => boot.revision = boot.revision.wrapping_add(1),
            Event::Say(snack) => {
                boot.said = boot.said.wrapping_add(1);
                boot.snack = Some((boot.said, *snack));
            }
            Event::Said => boot.snack = None,
        }
        boot.into()
    }
}

/// What must be let go of to sleep.
type Held = Rc<RefCell<Option<(Awake, Rc<Core>)>>>;

/// Wakes the replica up; gives where it is and a way to insist.
#[hook]
pub fn use_boot() -> (UseReducerHandle<Boot>, Callback<How>) {
    let boot = use_reducer(|| Boot {
        phase: Phase::Opening,
        revision: 0,
        snack: None,
        said: 0,
    });
    let held: Held = use_mut_ref(|| None);
    let begin = {
        let (dispatch, held) = (boot.dispatcher(), held.clone());
        Callback::from(move |how| spawn_local(begin(how, dispatch.clone(), held.clone())))
    };
    use_effect_with((), {
        let begin = begin.clone();
        move |()| begin.emit(How::IfFree)
    });
    // The native app closes the window: everything is stored before it does.
    use_effect_with((), {
        let (held, dispatch) = (held.clone(), boot.dispatcher());
        move |()| {
            let listener = life::when_sent_to_sleep(Callback::from(move |()| {
                let taken = held.borrow_mut().take();
                // What was typed last waits with the screens: it would go with them.
                if let Some((_, core)) = &taken {
                    core.flush_edits();
                }
                dispatch.dispatch(Event::Phase(Phase::Elsewhere));
                spawn_local(async move {
                    if let Some((awake, core)) = taken {
                        core.finish().await;
                        drop(awake);
                    }
                    life::has_let_go().await;
                });
            }));
            move || drop(listener)
        }
    });
    // A sleeping tab wakes by itself when it is looked at and the other one is gone;
    // an awake one may have been left open until the next day.
    let asleep = matches!(boot.phase, Phase::Elsewhere);
    use_effect_with(asleep, {
        let (begin, dispatch) = (begin.clone(), boot.dispatcher());
        move |asleep| {
            let asleep = *asleep;
            let document = window().document();
            let listener = document.map(|document| {
                gloo_events::EventListener::new(&document, "visibilitychange", move |_| {
                    if asleep {
                        begin.emit(How::IfLeft);
                    } else {
                        dispatch.dispatch(Event::Changed);
                    }
                })
            });
            move || drop(listener)
        }
    });
    (boot, begin)
}

async fn begin(how: How, dispatch: UseReducerDispatcher<Boot>, held: Held) {
    if how == How::TakeOver {
        dispatch.dispatch(Event::Phase(Phase::TakingOver));
    }
    // What another tab asked for while this one was still opening its storage.
    let asked = Rc::new(Cell::new(None::<Sleep>));
    let sleep = {
        let (dispatch, held, asked) = (dispatch.clone(), held.clone(), asked.clone());
        Callback::from(move |why| {
            let taken = held.borrow_mut().take();
            match taken {
                Some(taken) => fall_asleep(why, taken, dispatch.clone()),
                None => asked.set(Some(why)),
            }
        })
    };
    let Some(awake) = wake(how, sleep.clone()).await else {
        return dispatch.dispatch(Event::Phase(Phase::Elsewhere));
    };
    TimeoutFuture::new(0).await;
    let voice = Voice {
        changed: event(&dispatch, |()| Event::Changed),
        say: event(&dispatch, |snack| Event::Say(Box::new(snack))),
        hush: event(&dispatch, |()| Event::Said),
        broken: breaking(dispatch.clone(), held.clone()),
    };
    let lost = {
        let broken = voice.broken.clone();
        Callback::from(move |lost| match lost {
            Lost::Wanted => sleep.emit(Sleep::Overruled),
            Lost::Gone => broken.emit(StoreError::Broken("the storage was closed".to_owned())),
        })
    };
    let shows_home = matches!(Route::here(), None | Some(Route::Home));
    match Core::open(voice, lost, shows_home).await {
        Ok(core) => {
            let core = Rc::new(core);
            if let Some(why) = asked.get() {
                return fall_asleep(why, (awake, core), dispatch);
            }
            held.replace(Some((awake, core.clone())));
            dispatch.dispatch(Event::Phase(Phase::Awake(core.clone())));
            core.start();
        }
        Err(error) => dispatch.dispatch(Event::Phase(Phase::Broken(error))),
    }
}

/// Lets go of the storage, then of the lock: the other tab must find everything stored.
fn fall_asleep(why: Sleep, (awake, core): (Awake, Rc<Core>), dispatch: UseReducerDispatcher<Boot>) {
    if why == Sleep::Asked {
        core.flush_edits();
    }
    dispatch.dispatch(Event::Phase(Phase::Elsewhere));
    spawn_local(async move {
        match why {
            Sleep::Asked => core.finish().await,
            Sleep::Overruled => core.close(),
        }
        drop(awake);
    });
}

/// What to do when the storage breaks down under an awake page.
fn breaking(dispatch: UseReducerDispatcher<Boot>, held: Held) -> Callback<StoreError> {
    Callback::from(move |error| {
        // A page that sleeps has let go of its storage already.
        let taken = held.borrow_mut().take();
        if let Some((awake, core)) = taken {
            core.close();
            drop(awake);
            dispatch.dispatch(Event::Phase(Phase::Broken(error)));
        }
    })
}

fn event<T: 'static>(
    dispatch: &UseReducerDispatcher<Boot>,
    make: impl Fn(T) -> Event + 'static,
) -> Callback<T> {
    let dispatch = dispatch.clone();
    Callback::from(move |value| dispatch.dispatch(make(value)))
}
