//! The ways in which files come: chosen, taken with a camera, dropped, pasted.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Blob, ClipboardEvent, DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::host::browser::window;

/// What the reader reads. Some systems go by the ending.
const ACCEPT: &str = "image/*,application/pdf,.pdf";

/// Properties of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it looks like.
    pub class: &'static str,
    /// Its picture.
    pub glyph: Glyph,
    /// What it says.
    pub label: AttrValue,
    /// For tests.
    pub testid: &'static str,
    /// Called with the files: at least one.
    pub on_files: Callback<Vec<Blob>>,
}

/// A button that opens the camera or the files of the device.
#[component]
pub fn FileButton(props: &Props) -> Html {
    let onchange = {
        let chosen = props.on_files.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            emit(&chosen, input.files());
            // The same file may be chosen again.
            input.set_value("");
        }
    };
    html! {
        <label class={classes!("btn", props.class, "filebtn")}>
            <Icon glyph={props.glyph} />
            { &props.label }
            <input type="file" accept={ACCEPT} multiple=true {onchange} data-testid={props.testid} />
        </label>
    }
}

/// Hears what is pasted, and dropped anywhere on the page; whether a file is held over it.
#[hook]
pub fn use_given_files(chosen: Callback<Vec<Blob>>) -> bool {
    let over = use_state_eq(|| false);
    use_effect_with(chosen, {
        let over = over.setter();
        move |chosen| {
            let listeners = listen(chosen, move |lies_over| over.set(lies_over));
            move || drop(listeners)
        }
    });
    *over
}

fn listen(
    chosen: &Callback<Vec<Blob>>,
    over: impl Fn(bool) + Clone + 'static,
) -> [EventListener; 4] {
    let (pasted, dropped) = (chosen.clone(), chosen.clone());
    let (begun, left, ended) = (over.clone(), over.clone(), over);
    [
        EventListener::new(&window(), "paste", move |event| {
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            emit(&pasted, data.and_then(|data| data.files()));
        }),
        EventListener::new(&window(), "drop", move |event| {
            ended(false);
            let data = event
                .dyn_ref::<DragEvent>()
                .and_then(DragEvent::data_transfer);
            emit(&dropped, data.and_then(|data| data.files()));
        }),
        EventListener::new(&window(), "dragover", move |_| begun(true)),
        EventListener::new(&window(), "dragleave", move |event| {
            // Also told on the way from one element to the next: only the last one leaves.
            let to = event
                .dyn_ref::<DragEvent>()
                .map(|event| event.related_target());
            if to.flatten().is_none() {
                left(false);
            }
        }),
    ]
}

/// Passes the files on, if there are any.
fn emit(chosen: &Callback<Vec<Blob>>, files: Option<FileList>) {
    let Some(files) = files else {
        return;
    };
    let files = (0..files.length()).filter_map(|index| files.get(index));
    let files: Vec<Blob> = files.map(|file: File| file.into()).collect();
    if !files.is_empty() {
        chosen.emit(files);
    }
}
