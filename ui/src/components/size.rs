//! How much is in one package, typed with its unit.

use yew::prelude::*;

use super::field::TextField;
use crate::i18n::t;
use crate::view::amounts;

/// Properties of [`SizeField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Connects label and control; one of its kind on the page.
    pub id: AttrValue,
    /// What stands in the field.
    pub value: AttrValue,
    /// Called at each change.
    pub on_change: Callback<String>,
    /// Called when the person has finished typing.
    #[prop_or_default]
    pub on_commit: Callback<String>,
    /// For tests.
    pub testid: AttrValue,
}

/// The size of a package. That a number has no unit yet is no mistake while it is typed.
#[component]
pub fn SizeField(props: &Props) -> Html {
    let typing = use_state_eq(|| false);
    let on_change = {
        let (typing, changed) = (typing.setter(), props.on_change.clone());
        Callback::from(move |text| {
            typing.set(true);
            changed.emit(text);
        })
    };
    let on_commit = {
        let (typing, committed) = (typing.setter(), props.on_commit.clone());
        Callback::from(move |text| {
            typing.set(false);
            committed.emit(text);
        })
    };
    // Where the same is typed again there is nothing to commit, and still it is wrong.
    let onfocusout = {
        let typing = typing.setter();
        move |_: FocusEvent| typing.set(false)
    };
    let wrong = !*typing && amounts::typed_size(&props.value).is_err();
    html! {
        <div class="field" {onfocusout}>
            <TextField id={props.id.clone()} label={t!("size")} value={props.value.clone()}
                {on_change} {on_commit} hint={t!("size-example")} testid={props.testid.clone()}
                error={wrong.then(|| t!("size-wrong"))} />
        </div>
    }
}
