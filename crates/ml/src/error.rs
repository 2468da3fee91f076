//! What can go wrong with a scan: only what is not a picture is an error, never
//! what stands on it. Each message says what to do next.

use crate::image::MOST_MEGAPIXELS;

/// Why a file could not be scanned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file has no bytes.
    #[error("the file is empty: choose the picture again")]
    Empty,
    /// The bytes are no picture that we know.
    #[error("this is not a picture that can be read: choose a JPEG, PNG, WebP or PDF file")]
    NotAnImage,
    /// The picture starts well and then breaks off or makes no sense.
    #[error("the picture is incomplete or damaged: copy it again or take a new one")]
    Truncated,
    /// The picture has more pixels than we take into memory.
    #[error(
        "the picture has {megapixels} megapixels and at most {MOST_MEGAPIXELS} can be read: \
         make it smaller or take it at a lower resolution"
    )]
    TooLarge {
        /// Its size, rounded up.
        megapixels: u32,
    },
    /// Apple's format, or another that is wrapped in the same way.
    #[error(
        "HEIC pictures cannot be read yet: share the photo as JPEG, \
         or set the camera to its most compatible format"
    )]
    Heic,
    /// A PDF that breaks off or makes no sense, or whose only picture does.
    #[error(
        "the PDF is incomplete or damaged: copy or download it again, \
         or take a picture of the page"
    )]
    PdfDamaged,
    /// A PDF that only opens with a password.
    #[error(
        "the PDF is protected by a password: open it and print it to a new PDF, \
         or take a picture of the page"
    )]
    PdfLocked,
    /// A PDF of no pages.
    #[error("the PDF has no pages: choose another file")]
    PdfWithoutPages,
    /// A PDF with a page of a size that no receipt has.
    #[error(
        "the PDF is too complex to be read: print it to a new PDF, \
         or save the page as a JPEG or PNG picture"
    )]
    PdfTooComplex,
    /// The caller's [`Watch`](crate::Watch) asked to stop.
    #[error("the scan was cancelled: start it again when you are ready")]
    Cancelled,
    /// A file of weights does not fit this program.
    #[error("the weights of the {0} cannot be used: install Larder again")]
    Weights(
        /// Which weights.
        &'static str,
        /// What the reader of the file said.
        #[source]
        Box<dyn std::error::Error + Send + Sync>,
    ),
}
