//! Photos on a canvas that nobody sees: to encode them anew, or to look at their pixels.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageData, ImageEncodeOptions,
    OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

use super::camera::Shown;
use super::window;

/// A photo that was drawn.
pub struct Drawing {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
}

impl Drawing {
    /// Draws a photo in the size, in whole pixels, that is made of its own width and height.
    pub async fn of(photo: &Blob, size: impl Fn(f64, f64) -> (f64, f64)) -> Result<Self, JsValue> {
        let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(photo)?).await?;
        let bitmap: ImageBitmap = bitmap.dyn_into()?;
        let (width, height) = size(f64::from(bitmap.width()), f64::from(bitmap.height()));
        let canvas = OffscreenCanvas::new(width as u32, height as u32)?;
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
        let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
        context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)?;
        bitmap.close();
        Ok(Self { canvas, context })
    }

    /// Draws what a camera sees now, no wider than this; nothing before it sees anything.
    pub fn of_camera(shown: &Shown, widest: f64) -> Result<Self, JsValue> {
        let (width, height) = match shown {
            Shown::Video(video) => (video.video_width(), video.video_height()),
            Shown::Canvas(canvas) => (canvas.width(), canvas.height()),
        };
        if width == 0 || height == 0 {
            return Err(JsValue::NULL);
        }
        let scale = (widest / f64::from(width)).min(1.0);
        let scaled = |side: u32| (f64::from(side) * scale).round().max(1.0);
        let (width, height) = (scaled(width), scaled(height));
        let canvas = OffscreenCanvas::new(width as u32, height as u32)?;
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
        let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
        match shown {
            Shown::Video(video) => context
                .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height),
            Shown::Canvas(own) => context
                .draw_image_with_html_canvas_element_and_dw_and_dh(own, 0.0, 0.0, width, height),
        }?;
        Ok(Self { canvas, context })
    }

    /// As a JPEG of this quality, from 0 to 1.
    pub async fn jpeg(self, quality: f64) -> Result<Blob, JsValue> {
        let options = ImageEncodeOptions::new();
        options.set_type("image/jpeg");
        options.set_quality(quality);
        let jpeg = self.canvas.convert_to_blob_with_options(&options)?;
        JsFuture::from(jpeg).await?.dyn_into()
    }

    /// Its pixels.
    pub fn pixels(&self) -> Result<ImageData, JsValue> {
        let (width, height) = (self.canvas.width(), self.canvas.height());
        self.context
            .get_image_data(0.0, 0.0, width.into(), height.into())
    }
}

/// Shows a picture on a canvas of the page, which becomes as large as it.
pub async fn show(photo: &Blob, canvas: &HtmlCanvasElement) -> Result<(), JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(photo)?).await?;
    let bitmap: ImageBitmap = bitmap.dyn_into()?;
    // Setting a size clears it, even if it stays the same.
    if (canvas.width(), canvas.height()) != (bitmap.width(), bitmap.height()) {
        canvas.set_width(bitmap.width());
        canvas.set_height(bitmap.height());
    }
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0)?;
    bitmap.close();
    Ok(())
}

impl Drop for Drawing {
    fn drop(&mut self) {
        // A canvas holds its pixels until it is collected; an empty one holds none.
        self.canvas.set_width(0);
        self.canvas.set_height(0);
    }
}
