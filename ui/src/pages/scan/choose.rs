//! The ways to give a photo: camera, file, drop, paste, the sample.

use web_sys::Blob;
use yew::prelude::*;

use super::files::{FileButton, use_given_files};
use crate::components::art::ReceiptArt;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_scanning;
use crate::i18n::t;
use crate::route::Route;

/// Properties of [`Choose`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Called with the files of one receipt or of several.
    pub on_files: Callback<Vec<Blob>>,
    /// Called with files that are parts of one receipt.
    pub on_parts: Callback<Vec<Blob>>,
}

/// A place to drop files on, and buttons.
#[component]
pub fn Choose(props: &Props) -> Html {
    let scanning = use_scanning();
    let over = use_given_files(props.on_files.clone());
    let sample = move |_: MouseEvent| scanning.scan_sample();
    html! {
        <div>
            <div class="drop" data-over={over.to_string()} data-testid="scan-drop">
                <ReceiptArt />
                <h2 class="drop__title">{ t!("scan-drop-title") }</h2>
                <p class="drop__text">
                    { t!("scan-drop-text") }{ " " }
                    <span class="drop__computer">{ t!("scan-drop-computer") }</span>
                </p>
                <div class="drop__actions">
                    <RouteLink to={Route::Camera} class="btn btn--main" testid="scan-camera">
                        <Icon glyph={Glyph::Camera} />{ t!("scan-camera") }
                    </RouteLink>
                    <FileButton class="btn--line" glyph={Glyph::Picture} label={t!("scan-choose")}
                        testid="scan-file" on_files={props.on_files.clone()} />
                    <FileButton class="btn--line" glyph={Glyph::Receipt} label={t!("scan-long")}
                        testid="scan-long" on_files={props.on_parts.clone()} />
                    <RouteLink to={Route::Barcode} class="btn btn--quiet" testid="scan-barcode">
                        <Icon glyph={Glyph::Barcode} class="icon--s" />{ t!("barcode-go-scan") }
                    </RouteLink>
                    <button type="button" class="btn btn--quiet" onclick={sample} data-testid="scan-sample">
                        { t!("scan-sample") }
                    </button>
                </div>
            </div>
            <p class="reassure"><Icon glyph={Glyph::Lock} class="icon--s" />{ t!("scan-private") }</p>
        </div>
    }
}
