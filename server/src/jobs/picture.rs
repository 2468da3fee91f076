//! What is kept of a file that was sent: a picture is made anew, of its pixels alone.
//!
//! A picture's first bytes say what it is, and its head how large, before anything is decoded
//! (`ml::image`). What cameras and editors write beside the pixels, and whatever a file is
//! besides a picture, ends here. It is made in a process of its own: a decoder that breaks down
//! harms nobody else, and what it took of memory is given back. A PDF is kept as it came, for
//! the reader: drawing it may take any time.

use std::io;
use std::path::Path;
use std::time::Duration;

use pantry::kept::reading::Reading;
use tokio::time::timeout;

use super::reader::{Reader, Task};
use crate::blocking;

/// The largest file, in bytes.
pub const MAX_SIZE: usize = 10 * 1024 * 1024;
/// The longest that making a picture anew may take: the largest one takes seconds on a small
/// machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why nothing is kept of a file.
#[derive(Debug, thiserror::Error)]
pub enum Unkept {
    /// It is none that can be read: what to do, in words for people.
    #[error("{0}")]
    Unreadable(String),
    /// Nobody can tell now.
    #[error("a picture cannot be made anew: {0}")]
    Failed(#[from] io::Error),
}

impl From<ml::Error> for Unkept {
    fn from(error: ml::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// What is kept of a file, made by a program if there is one.
///
/// # Errors
///
/// If it is none that can be read, or the program cannot be started.
pub async fn kept(file: Vec<u8>, program: Option<&Path>) -> Result<Vec<u8>, Unkept> {
    if ml::pdf::is_pdf(&file) {
        return Ok(file);
    }
    let Some(program) = program else {
        let made = blocking::run(move || ml::image::plain(&file)).await;
        return Ok(made.unwrap_or(Err(ml::Error::Truncated))?);
    };
    let mut maker = Reader::start(program, Task::Remake)?;
    let said = timeout(PATIENCE, async {
        // One that has ended says nothing either.
        let _ = maker.give(&file).await;
        maker.hear().await
    });
    match said.await {
        Ok(Some(Reading::Finished { mut pictures, .. })) => {
            let picture = pictures.pop();
            Ok(picture.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?)
        }
        Ok(Some(Reading::Failed { message, .. })) => Err(Unkept::Unreadable(message)),
        // It broke down at this file, or took too long.
        _ => Err(ml::Error::Truncated.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::*;

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8, y as u8, 90]));
        let mut out = Cursor::new(Vec::new());
        let image = DynamicImage::ImageRgb8(image);
        image.write_to(&mut out, format).expect("encodes");
        out.into_inner()
    }

    /// The JPEG with its head saying that it is a square of this side.
    fn enlarged(side: u16) -> Vec<u8> {
        let mut jpeg = encoded(ImageFormat::Jpeg);
        let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]);
        let frame = frame.expect("a frame");
        for at in [frame + 5, frame + 7] {
            jpeg[at..at + 2].copy_from_slice(&side.to_be_bytes());
        }
        jpeg
    }

    async fn kept(file: &[u8]) -> Result<Vec<u8>, Unkept> {
        super::kept(file.to_vec(), None).await
    }

    /// What a person is told of a file that is refused.
    async fn refused(file: &[u8]) -> String {
        match kept(file).await {
            Err(Unkept::Unreadable(words)) => words,
            other => unreachable!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn pictures_are_made_anew_whatever_comes_along() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            // A polyglot: a picture for one program, a page or an archive for another.
            let mut file = encoded(format);
            file.extend_from_slice(b"<script>alert(1)</script>PK\x05\x06%PDF-1.7");
            let kept = kept(&file).await.expect("a picture");
            assert!(kept.starts_with(b"\x89PNG\r\n\x1a\n"), "{format:?}");
            for part in [&b"script"[..], b"%PDF", b"PK\x05\x06"] {
                assert!(!kept.windows(part.len()).any(|one| one == part));
            }
        }
    }

    #[tokio::test]
    async fn what_is_no_picture_or_too_large_is_named() {
        assert!(refused(b"").await.contains("empty"));
        for none in [&b"<svg xmlns="[..], b"GIF89a", b"PK\x03\x04", b"\0\0\0\0"] {
            assert!(refused(none).await.contains("JPEG, PNG, WebP or PDF"));
        }
        let huge = refused(&enlarged(60_000)).await;
        assert!(huge.contains("3600 megapixels"), "{huge}");
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
        assert!(refused(heic).await.contains("HEIC"));
    }

    #[test]
    fn no_file_that_is_cut_or_changed_breaks_anything() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let file = encoded(format);
            for length in 0..file.len() {
                let _ = ml::image::plain(&file[..length]);
            }
            let mut random = fastrand::Rng::with_seed(7);
            for _ in 0..300 {
                let mut changed = file.clone();
                for _ in 0..random.usize(1..8) {
                    let at = random.usize(..changed.len());
                    changed[at] = random.u8(..);
                }
                let _ = ml::image::plain(&changed);
            }
        }
    }

    #[tokio::test]
    async fn a_pdf_is_kept_for_the_reader() {
        let pdf = b"%PDF-1.7\n%%EOF";
        assert_eq!(kept(pdf).await.expect("kept"), pdf);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_program_that_breaks_down_is_the_files_fault_and_one_that_is_not_there_is_ours() {
        let file = encoded(ImageFormat::Jpeg);
        for program in ["/bin/false", "/usr/bin/yes"] {
            let made = super::kept(file.clone(), Some(Path::new(program))).await;
            assert!(matches!(made, Err(Unkept::Unreadable(_))), "{made:?}");
        }
        let made = super::kept(file, Some(Path::new("/nowhere/larder"))).await;
        assert!(matches!(made, Err(Unkept::Failed(_))), "{made:?}");
    }
}
