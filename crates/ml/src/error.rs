//! What can go wrong with a scan: only what is not a picture is an error, never
//! what stands on it. Each message says what to do next.

use crate::scanner::MOST_SHOTS;

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
        "the picture has {megapixels} megapixels and of its kind at most {most} can be read: \
         make it smaller or take it at a lower resolution"
    )]
    TooLarge {
        /// Its size, rounded up.
        megapixels: u32,
        /// The largest that can be read, [`MOST_MEGAPIXELS`](crate::image::MOST_MEGAPIXELS)
        /// but for kinds that take more memory a pixel.
        most: u32,
    },
    /// The picture carries more beside its pixels than we take into memory.
    #[error(
        "the picture carries more than can be read, such as long notes beside its pixels: \
         save it as a JPEG, or take a new one"
    )]
    TooMuch,
    /// Apple's format, or AVIF, which is wrapped in the same way.
    #[error(
        "HEIC and AVIF pictures cannot be read yet: share the photo as JPEG, \
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
        "a page of the PDF has a size that cannot be read: print it to a new PDF, \
         or save the page as a JPEG or PNG picture"
    )]
    PdfPageSize,
    /// More pictures, the pages of PDFs among them, than one receipt may have.
    #[error(
        "these are more than the {MOST_SHOTS} pictures and pages that one receipt may have: \
         take fewer that show more, or read them as several receipts"
    )]
    TooManyShots,
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

impl Error {
    /// A stable name of what a person can do something about.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAnImage => "not-an-image",
            Self::Truncated => "truncated",
            Self::TooLarge { .. } | Self::TooMuch => "too-large",
            Self::Heic => "heic",
            Self::PdfDamaged | Self::PdfWithoutPages | Self::PdfPageSize => "pdf",
            Self::PdfLocked => "pdf-locked",
            Self::TooManyShots => "too-many",
            Self::Weights(..) => "unavailable",
            Self::Cancelled => "crashed",
        }
    }
}
