//! Photos small enough to keep for years and to send over a phone's connection.

use web_sys::Blob;

use super::drawing::Drawing;

/// The short side of a photo in which the print of a receipt can still be read, in pixels:
/// forty characters of twenty pixels and a margin.
const SHORT: f64 = 1_000.0;
/// The most of the long side, in pixels: what every browser can draw on.
const LONG: f64 = 8_000.0;
/// JPEG's quality at which print stays clear.
const QUALITY: f64 = 0.7;

/// A smaller JPEG of a photo; `None` if it cannot be made, or would not be smaller.
pub async fn smaller(photo: &Blob) -> Option<Blob> {
    let drawn = Drawing::of(photo, size).await.ok()?;
    let made = drawn.jpeg(QUALITY).await.ok()?;
    (made.size() < photo.size()).then_some(made)
}

/// The size to draw a photo in; it is never enlarged.
fn size(width: f64, height: f64) -> (f64, f64) {
    let (short, long) = (width.min(height).max(1.0), width.max(height).max(1.0));
    let scale = (SHORT / short).min(LONG / long).min(1.0);
    let scaled = |side: f64| (side * scale).round().max(1.0);
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_photo_is_as_wide_as_its_print_needs() {
        assert_eq!(size(3_000.0, 4_000.0), (1_000.0, 1_333.0));
        assert_eq!(size(800.0, 4_000.0), (800.0, 4_000.0));
        assert_eq!(size(1_000.0, 16_000.0), (500.0, 8_000.0));
        assert_eq!(size(0.0, 0.0), (1.0, 1.0));
    }
}
