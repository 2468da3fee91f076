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
    /// Whether to say what is wrong: that a number has no unit yet is no mistake while it is
    /// typed.
    pub insist: bool,
    /// For tests.
    pub testid: AttrValue,
}

/// The size of a package.
#[component]
pub fn SizeField(props: &Props) -> Html {
    let wrong = props.insist && amounts::typed_size(&props.value).is_err();
    html! {
        <TextField id={props.id.clone()} label={t!("size")} value={props.value.clone()}
            on_change={props.on_change.clone()} on_commit={props.on_commit.clone()}
            placeholder={t!("size-example")} testid={props.testid.clone()}
            error={wrong.then(|| t!("size-wrong"))} />
    }
}
