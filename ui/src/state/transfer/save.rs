//! The household as files for the person.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use pantry::transfer::archive::{self, Photo};
use pantry::transfer::table;
use sync::BlobRef;
use yew::Callback;

use super::Step;
use crate::host::browser::{breathe, json, save_parts};
use crate::host::store::Picture;
use crate::state::larder::Larder;
use crate::state::member::hex;

/// How an archive ends that has no photos yet.
const END: &str = "[]\n}";

/// How many photos the receipts have.
pub fn photos(larder: &Larder) -> usize {
    Photo::all(&larder.household()).len()
}

/// Saves everything as an archive. How many photos are missing in it because neither this
/// device nor the server has them now; `None` if it was stopped.
pub async fn save_archive(
    larder: Larder,
    photos: bool,
    stop: Rc<Cell<bool>>,
    on_step: Callback<Step>,
) -> Option<usize> {
    let (text, wanted) = {
        let household = larder.household();
        let text = archive::write(&household, larder.today).to_json();
        let wanted = if photos {
            Photo::all(&household)
        } else {
            Vec::new()
        };
        (text, wanted)
    };
    let parts = Array::new();
    parts.push(&text.strip_suffix(END).unwrap_or(&text).into());
    parts.push(&"[".into());
    let (of, mut missing, mut first) = (wanted.len(), 0, true);
    for (done, photo) in wanted.into_iter().enumerate() {
        on_step.emit(Step { done, of });
        breathe().await;
        if stop.get() {
            return None;
        }
        match written(&larder, &photo).await {
            Some(written) => {
                let comma = if first { "\n" } else { ",\n" };
                first = false;
                parts.push(&format!("{comma}{written}").into());
            }
            None => missing += 1,
        }
    }
    parts.push(&"]\n}\n".into());
    let name = format!("larder-{}.json", larder.today);
    save_parts(&name, "application/json", &parts);
    Some(missing)
}

/// A photo as a member of the archive.
async fn written(larder: &Larder, photo: &Photo) -> Option<String> {
    let image = {
        let household = larder.household();
        let receipt = household.receipt(photo.receipt)?;
        *receipt.images.get(photo.position)?
    };
    let Picture(blob) = picture(larder, photo, &image).await?;
    let data = json::base64(&blob).await?;
    let (sha256, kind) = (hex(&photo.sha256), blob.type_());
    // Neither has a letter that JSON escapes.
    let kind: String = kind
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '/')
        .collect();
    Some(format!(
        "{{\"sha256\": \"{sha256}\", \"type\": \"{kind}\", \"data\": \"{data}\"}}"
    ))
}

async fn picture(larder: &Larder, photo: &Photo, image: &BlobRef) -> Option<Picture> {
    let core = larder.core().clone();
    let found = core.image(photo.receipt.bytes(), photo.position, image);
    found.await.ok()
}

/// Saves what there is as a table.
pub fn save_table(larder: &Larder) {
    let bytes = table::write(&larder.household());
    // It is UTF-8 with its mark, which a text of the browser keeps.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let name = format!("larder-{}.csv", larder.today);
    save_parts(&name, "text/csv", &Array::of1(&text.into()));
}
