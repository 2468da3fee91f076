//! Files that several tests read.

use std::io::Cursor;

use ::image::imageops::FilterType;
use ::image::{DynamicImage, GenericImageView as _, ImageFormat};

use crate::file::{File, Page};
use crate::support;

/// 80 mm of a till's paper, in points.
pub const WIDE: f64 = 226.8;

/// A receipt of our own.
pub fn receipt() -> DynamicImage {
    let path = support::root().join("tests/fixtures/receipts/us.jpg");
    ::image::open(path).expect("a picture")
}

/// A picture as a file.
pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let rgb = DynamicImage::ImageRgb8(image.to_rgb8());
    rgb.write_to(&mut out, format).expect("encodes");
    out.into_inner()
}

/// Each picture on a page of its own, as scanner apps do.
pub fn scanned(images: &[DynamicImage]) -> File {
    let mut file = File::new();
    let mut pages = Vec::new();
    for image in images {
        let (width, height) = image.dimensions();
        let jpeg = file.add_jpeg((width, height), &encoded(image, ImageFormat::Jpeg));
        let high = WIDE * f64::from(height) / f64::from(width);
        pages.push(Page {
            size: (WIDE, high),
            content: format!("q {WIDE} 0 0 {high} 0 0 cm /I Do Q"),
            resources: format!("/XObject << /I {jpeg} 0 R >>"),
        });
    }
    file.add_pages(&pages);
    file
}

/// A page that draws, with one drawing `/D` at hand.
pub fn drawn(file: &mut File, content: &str, drawing: usize) {
    file.add_pages(&[Page {
        size: (WIDE, 300.0),
        content: content.to_owned(),
        resources: format!("/XObject << /D {drawing} 0 R >>"),
    }]);
}

/// Everything that a small file can do: text, a picture, a drawing, a mask.
pub fn all_sorts() -> Vec<u8> {
    let mut file = scanned(&[receipt().resize(40, 60, FilterType::Nearest)]);
    let form = file.add_stream(
        "/Subtype /Form /BBox [0 0 99 99] /Group << /S /Transparency /CS /DeviceGray >>",
        b"1 g 0 0 50 50 re f",
    );
    file.add_pages(&[Page {
        size: (100.0, 100.0),
        content: "q 90 0 0 90 5 5 cm /I Do Q /S gs 2 w 5 5 m 90 40 20 60 80 80 c S /D Do \
                  BT /F 12 Tf 1 Tr 9 9 Td (MILK 1.29) Tj ET"
            .into(),
        resources: format!(
            "/XObject << /D {form} 0 R /I 3 0 R >> \
             /ExtGState << /S << /SMask << /S /Luminosity /G {form} 0 R >> >> >> \
             /Font << /F << /Subtype /Type1 /BaseFont /Helvetica >> >>"
        ),
    }]);
    file.bytes()
}
