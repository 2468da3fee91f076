//! Which language is spoken, and that it has changed.

use yew::prelude::*;

use crate::host::browser::language::CHANGED;
use crate::host::browser::window;
use crate::i18n;

/// Names what is written now, and is another name after each change: of the language, or of
/// measures and currency.
#[hook]
pub fn use_language() -> String {
    let changes = use_state_eq(|| 0_u32);
    let count = use_mut_ref(|| 0_u32);
    use_effect_with((), {
        let changes = changes.setter();
        move |()| {
            let heard = gloo_events::EventListener::new(&window(), CHANGED, move |_| {
                let mut count = count.borrow_mut();
                *count = count.wrapping_add(1);
                changes.set(*count);
            });
            move || drop(heard)
        }
    });
    format!("{}-{}", i18n::language().tag(), *changes)
}
