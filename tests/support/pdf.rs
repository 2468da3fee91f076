//! PDF files that we make ourselves: each page is one picture, as a scanner app makes them.

use std::fmt::Write;

use anyhow::{Context, Result};

/// The width of till paper in points (80 mm).
const WIDE: f64 = 80.0 * 72.0 / 25.4;

/// A picture for a page.
pub struct Picture {
    width: u32,
    height: u32,
    filter: &'static str,
    bytes: Vec<u8>,
}

impl Picture {
    /// The picture of a JPEG file in colour.
    pub fn jpeg(bytes: Vec<u8>) -> Result<Self> {
        let image = image::load_from_memory(&bytes).context("no JPEG")?;
        Ok(Self {
            width: image.width(),
            height: image.height(),
            filter: "/ColorSpace /DeviceRGB /Filter /DCTDecode",
            bytes,
        })
    }

    /// A black square of which the file says little: 128 grey pixels in each two bytes.
    pub fn square(side: u32) -> Self {
        let runs = (u64::from(side) * u64::from(side)).div_ceil(128);
        let mut bytes: Vec<u8> = (0..runs).flat_map(|_| [129, 0]).collect();
        // The end of the data.
        bytes.push(128);
        Self {
            width: side,
            height: side,
            filter: "/ColorSpace /DeviceGray /Filter /RunLengthDecode",
            bytes,
        }
    }
}

/// A PDF with a page for each picture.
pub fn document(pages: &[Picture]) -> Vec<u8> {
    let kids: String = (0..pages.len()).fold(String::new(), |mut kids, page| {
        // Writing to a string cannot fail.
        let _ = write!(kids, "{} 0 R ", 3 + 3 * page);
        kids
    });
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).into_bytes(),
    ];
    for picture in pages {
        objects.extend(page(objects.len() + 1, picture));
    }
    file(&objects)
}

/// A page with its drawing and its picture, the first of which has this number.
fn page(number: usize, picture: &Picture) -> [Vec<u8>; 3] {
    let high = WIDE * f64::from(picture.height) / f64::from(picture.width);
    let (draws, image) = (number + 1, number + 2);
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE:.2} {high:.2}] /Contents {draws} 0 R \
         /Resources << /XObject << /P {image} 0 R >> >> >>"
    );
    let drawing = format!("q {WIDE:.2} 0 0 {high:.2} 0 0 cm /P Do Q");
    let head = format!(
        "/Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent 8 {}",
        picture.width, picture.height, picture.filter
    );
    [
        page.into_bytes(),
        stream("", drawing.as_bytes()),
        stream(&head, &picture.bytes),
    ]
}

fn stream(head: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<< {head} /Length {} >>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// The objects, numbered from 1, with the table of where they are.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(table, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, count) = (bytes.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.into_bytes());
    bytes
}
