//! A file as what it holds: one picture, or the pages of a PDF.

use super::{Picture, decode};
use crate::Error;
use crate::pdf::{self, Document};
use crate::plane::Pyramid;

/// The pictures in a file.
pub enum Source<'a> {
    /// The file is a picture.
    Picture(&'a [u8]),
    /// The file is a PDF, each page of it a picture.
    Pages(Document),
}

impl<'a> Source<'a> {
    /// Opens a file; of a picture nothing is read yet.
    ///
    /// # Errors
    /// Those of [`Document::open`].
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        if pdf::is_pdf(bytes) {
            return Document::open(bytes).map(Self::Pages);
        }
        Ok(Self::Picture(bytes))
    }

    /// How many pictures it holds, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Picture(_) => 1,
            Self::Pages(document) => document.pages(),
        }
    }

    /// Decodes one of the pictures.
    ///
    /// # Errors
    /// Those of [`decode`] and of [`Document::page`].
    pub fn picture(&self, index: usize) -> Result<Picture, Error> {
        match self {
            Self::Picture(bytes) => decode(bytes),
            Self::Pages(document) => {
                let page = document.page(index)?;
                Ok(Picture {
                    size: (page.width() as u32, page.height() as u32),
                    pixels: Pyramid::new(page),
                    shrink: 1,
                })
            }
        }
    }
}
