//! A sheet over the page: from below on a phone, a dialog on a desktop.
//!
//! It is the browser's own modal dialog: focus stays in it, Escape closes it,
//! and what lies behind is out of reach.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::i18n::t;

/// Properties of [`Sheet`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands at the top.
    pub head: Html,
    /// What it is, for screen readers.
    pub label: AttrValue,
    /// Called when the person closes it.
    pub on_close: Callback<()>,
    /// How it is drawn otherwise than usual.
    #[prop_or_default]
    pub class: Classes,
    /// For tests.
    pub testid: &'static str,
    /// The content.
    pub children: Html,
}

/// Where messages stand while a sheet is open: they are told the place, and when it goes.
#[derive(Clone, PartialEq)]
pub struct MessageHost(pub Callback<Option<Element>>);

/// A sheet; it is open for as long as it is rendered.
#[component]
pub fn Sheet(props: &Props) -> Html {
    let node = use_node_ref();
    let messages = use_node_ref();
    let host = use_context::<MessageHost>();
    use_effect_with((node.clone(), messages.clone()), {
        move |(node, messages): &(NodeRef, NodeRef)| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                // Fails only if it is open already.
                dialog.show_modal().ok();
            }
            if let Some(host) = &host {
                host.0.emit(messages.cast());
            }
            move || {
                if let Some(host) = host {
                    host.0.emit(None);
                }
                // Closing gives the focus back to where it was before.
                if let Some(dialog) = dialog {
                    commit(&dialog);
                    dialog.close();
                }
            }
        }
    });
    // What is typed counts before whoever opened the sheet hears that it closes.
    let closed = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        Callback::from(move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                commit(&dialog);
            }
            on_close.emit(());
        })
    };
    let close = closed.reform(|_: MouseEvent| ());
    let oncancel = closed.reform(|event: Event| event.prevent_default());
    // A click beside the content hits the dialog element itself. One that began in a field, to
    // mark its text, may end there.
    let began_beside = use_mut_ref(|| false);
    let is_beside = {
        let node = node.clone();
        move |event: &Event| event.target().as_ref() == node.get().as_ref().map(AsRef::as_ref)
    };
    let onpointerdown = {
        let (began_beside, is_beside) = (began_beside.clone(), is_beside.clone());
        move |event: PointerEvent| {
            began_beside.replace(is_beside(&event));
        }
    };
    let beside = move |event: MouseEvent| {
        if began_beside.replace(false) && is_beside(&event) {
            closed.emit(());
        }
    };
    html! {
        <dialog class={classes!("sheet", props.class.clone())} ref={node} {oncancel} {onpointerdown} onclick={beside} aria-label={props.label.clone()}
            data-testid={props.testid}>
            <div class="sheet__bar">
                { props.head.clone() }
                <button type="button" class="iconbtn" onclick={close} aria-label={t!("close")}
                    data-testid="sheet-close">
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
            <div class="sheet__body">{ props.children.clone() }</div>
            <div ref={messages}></div>
        </dialog>
    }
}

/// Ends typing in the sheet: a field that is left says what was typed into it.
fn commit(dialog: &HtmlDialogElement) {
    let page = dialog.owner_document();
    let active = page.and_then(|page| page.active_element());
    let within = active.filter(|active| dialog.contains(Some(active)));
    if let Some(field) = within.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        field.blur().ok();
    }
}
