//! HEIC and AVIF photos, by the browser's own decoder where it has one: Safari for both,
//! nearly all for AVIF. We ship none.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::bytes_of;
use super::drawing::Drawing;

/// Good enough that print loses nothing.
const QUALITY: f64 = 0.92;

/// The photo as a JPEG if it is HEIC or AVIF and the browser can decode it, else as it is: the
/// reader then says what to do.
pub async fn readable(photo: Blob) -> Blob {
    let head = photo.slice_with_i32_and_i32(0, 12);
    let head = match head {
        Ok(head) => bytes_of(&head).await,
        Err(error) => Err(error),
    };
    if !head.is_ok_and(|head| is_wrapped(&head)) {
        return photo;
    }
    as_jpeg(&photo).await.unwrap_or(photo)
}

/// ISO 14496-12: a box of type `ftyp`, then the brand, of HEIC or AVIF.
fn is_wrapped(head: &Uint8Array) -> bool {
    let head = head.to_vec();
    let (kind, brand) = (head.get(4..8), head.get(8..11));
    kind == Some(b"ftyp") && matches!(brand, Some(b"hei" | b"hev" | b"mif" | b"msf" | b"avi"))
}

async fn as_jpeg(photo: &Blob) -> Result<Blob, JsValue> {
    let whole = |width, height| (width, height);
    Drawing::of(photo, whole).await?.jpeg(QUALITY).await
}
