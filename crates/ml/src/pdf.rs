//! From the bytes of a PDF to grey pixels, page by page.
//!
//! Receipts come as PDF by mail and out of scanner apps; `hayro` renders them, wherever
//! the rest of this crate runs. Bounded are the pages that are read, the pixels of each,
//! and how deep drawings nest (by hayro, at 50). Not bounded are the time that drawing
//! takes and the memory that packed streams, embedded pictures and soft masks ask for: a
//! file made to be slow is slow. So whoever reads files of others does so where it can be
//! ended, as the browser's worker can.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning, RenderContent};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::image::{luma, png, sniff};
use crate::plane::Plane;
use crate::read::report;
use crate::{Error, Stage, Watch};

/// More pages than these are left unread: no receipt has as many, and each takes seconds.
pub const MOST_PAGES: usize = 10;

/// A point is 1/72 inch. At 10 pixels a millimetre, the print of a till (3 mm from line
/// to line) and that of an invoice (9 point) stand about 30 pixels high.
const PIXELS_PER_POINT: f64 = 10.0 * 25.4 / 72.0;

/// The shorter side is never rendered smaller: a printer for 80 mm paper has 576 dots
/// across, so a page that is smaller on paper lies about its size.
const LEAST_SIDE: f64 = 576.0;

/// Above this many pixels a picture is halved anyway; A4 has 6 million.
const MOST_PIXELS: f64 = 16_000_000.0;

/// The widest page, in pixels: 80 centimetres. Hayro counts to 65,535.
const MOST_WIDTH: f64 = 8_000.0;

/// The longest page, in pixels: four metres of a till's paper.
const MOST_HEIGHT: f64 = 40_000.0;

/// What hayro reads at the end of a whole file; one that breaks off has neither.
const ENDINGS: [&[u8]; 2] = [b"%%EOF", b"startxref"];

/// How far from the end an ending may stand: mail programs and tills append to files.
const TAIL: usize = 2_048;

/// Whether these are the bytes of a PDF, whole or not.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    // Some bytes of anything are allowed before the header, but those of a picture are one's.
    let head = &bytes[..bytes.len().min(1_024)];
    let picture = !matches!(sniff(bytes), Err(Error::NotAnImage));
    !picture && head.windows(5).any(|part| part == b"%PDF-")
}

/// The pages of a PDF as PNG files of grey pixels, at most [`MOST_PAGES`]: what a scan
/// of the PDF reads, for those who show it beside what was read.
///
/// # Errors
/// The errors of [`Document`], and [`Error::Cancelled`] if `watch` asks to stop.
pub fn pages(bytes: &[u8], watch: &mut dyn Watch) -> Result<Vec<Vec<u8>>, Error> {
    let document = Document::open(bytes)?;
    let count = document.pages();
    let page = |index: usize| {
        report(watch, Stage::Decode, index as f32 / count as f32)?;
        // Writing to memory fails for no page of our sizes.
        png(&document.page(index)?).ok_or(Error::PdfPageSize)
    };
    (0..count).map(page).collect()
}

/// A PDF that has been opened. One page at a time is in memory.
pub struct Document(Pdf);

impl Document {
    /// Opens a PDF.
    ///
    /// # Errors
    /// [`Error::PdfDamaged`], [`Error::PdfLocked`] and [`Error::PdfWithoutPages`].
    pub fn open(bytes: &[u8]) -> Result<Self, Error> {
        let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
        let whole = |ending: &&[u8]| tail.windows(ending.len()).any(|part| part == *ending);
        if !ENDINGS.iter().any(whole) {
            return Err(Error::PdfDamaged);
        }
        let pdf = contained(|| Pdf::new(bytes.to_vec()))?.map_err(|error| match error {
            LoadPdfError::Decryption(_) => Error::PdfLocked,
            LoadPdfError::Invalid => Error::PdfDamaged,
        })?;
        if pdf.pages().is_empty() {
            return Err(Error::PdfWithoutPages);
        }
        Ok(Self(pdf))
    }

    /// How many pages can be read.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.0.pages().len().min(MOST_PAGES)
    }

    /// The grey pixels of a page, upright.
    ///
    /// # Errors
    /// [`Error::PdfDamaged`], and [`Error::PdfPageSize`] for a page of absurd size.
    pub fn page(&self, index: usize) -> Result<Plane, Error> {
        let page = self.0.pages().get(index).ok_or(Error::PdfWithoutPages)?;
        contained(|| rendered(page))?
    }
}

/// Runs what reads others' bytes by others' code: where that breaks down, the file is
/// damaged. Where a panic ends the program, as in the browser, it ends the worker.
fn contained<T>(read: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| Error::PdfDamaged)
}

fn rendered<'a>(page: &'a Page<'a>) -> Result<Plane, Error> {
    let (width, height) = page.render_dimensions();
    let scale = scale(width.into(), height.into()).ok_or(Error::PdfPageSize)? as f32;
    let image_lost = Arc::new(AtomicBool::new(false));
    let paper = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let pixmap = render(
        page,
        &RenderCache::new(),
        &settings(image_lost.clone()),
        &RenderSettings::default(),
        &paper,
    );
    let (width, height) = (pixmap.width().into(), pixmap.height().into());
    // On white, nothing of the page is transparent.
    let colours = pixmap.data().iter();
    let greys: Vec<u8> = colours
        .map(|pixel| luma(pixel.r.into(), pixel.g.into(), pixel.b.into()))
        .collect();
    // A logo may be missing, but not the scan that is all of the page.
    if image_lost.load(Ordering::Relaxed) && greys.iter().all(|&grey| grey == u8::MAX) {
        return Err(Error::PdfDamaged);
    }
    Ok(Plane::new(width, height, greys))
}

/// Pixels per point; none for a page that has no size, or less than a pixel of one side.
fn scale(width: f64, height: f64) -> Option<f64> {
    let wanted = PIXELS_PER_POINT.max(LEAST_SIDE / width.min(height));
    let most = (MOST_PIXELS / (width * height))
        .sqrt()
        .min(MOST_WIDTH / width)
        .min(MOST_HEIGHT / height);
    let scale = wanted.min(most);
    (width * scale >= 1.0 && height * scale >= 1.0).then_some(scale)
}

/// What stands on the page; notes that someone stuck to it later are left out.
fn settings(image_lost: Arc<AtomicBool>) -> InterpreterSettings {
    InterpreterSettings {
        render_content: RenderContent::PAGE,
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::ImageDecodeFailure) {
                image_lost.store(true, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    }
}

#[cfg(test)]
mod tests;
