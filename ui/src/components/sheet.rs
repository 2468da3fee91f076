//! A sheet over the page: from below on a phone, a dialog on a desktop.
//!
//! It is the browser's own modal dialog: focus stays in it, Escape closes it,
//! and what lies behind is out of reach.

use web_sys::{Element, HtmlDialogElement};
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
                    dialog.close();
                }
            }
        }
    });
    let close = {
        let closed = props.on_close.clone();
        move |_: MouseEvent| closed.emit(())
    };
    let oncancel = {
        let closed = props.on_close.clone();
        move |event: Event| {
            event.prevent_default();
            closed.emit(());
        }
    };
    // A click beside the content hits the dialog element itself.
    let beside = {
        let (node, closed) = (node.clone(), props.on_close.clone());
        move |event: MouseEvent| {
            if event.target().as_ref() == node.get().as_ref().map(AsRef::as_ref) {
                closed.emit(());
            }
        }
    };
    html! {
        <dialog class="sheet" ref={node} {oncancel} onclick={beside} aria-label={props.label.clone()}
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
