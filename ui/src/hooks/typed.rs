//! What is typed into a field before it holds.

use yew::prelude::*;

/// What stands in the field: what is stored, until somebody types. An undo, or another
/// device, brings its own.
#[hook]
pub fn use_typed(stored: AttrValue) -> UseStateHandle<String> {
    let typed = use_state_eq(|| stored.to_string());
    use_effect_with(stored, {
        let typed = typed.setter();
        move |stored| typed.set(stored.to_string())
    });
    typed
}
