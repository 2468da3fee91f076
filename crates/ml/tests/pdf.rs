//! PDF receipts: scans and texts are read like photos, page after page; what cannot be
//! read says why, and no file takes the reader down.

#![expect(clippy::disallowed_methods, reason = "a test reads its own files")]

#[path = "pdf/file.rs"]
mod file;
#[path = "pdf/samples.rs"]
mod samples;
#[expect(dead_code, reason = "not all of it is needed here")]
mod support;

use std::ops::ControlFlow;
use std::sync::LazyLock;

use ::image::{DynamicImage, GenericImageView as _, ImageFormat};
use file::{File, Page};
use ml::pdf::{self, Document, MOST_PAGES};
use ml::{Error, Scan, Scanner, Stage, Unwatched, Watch};
use proptest::prelude::*;
use samples::{WIDE, all_sorts, drawn, encoded, receipt, scanned};

static SCANNER: LazyLock<Scanner> = LazyLock::new(support::scanner);

fn scan(bytes: &[u8]) -> Result<Scan, Error> {
    SCANNER.scan(bytes, &mut Unwatched)
}

fn texts(scan: &Scan) -> Vec<&str> {
    support::texts(scan).collect()
}

/// The share of the words of one scan that are in another.
fn share(of: &Scan, found: &Scan) -> f64 {
    let words = ml::score::words(texts(of), support::texts(found));
    words.hits as f64 / words.expected as f64
}

#[test]
fn a_scanned_page_is_read_like_the_picture() {
    let photo = scan(&encoded(&receipt(), ImageFormat::Jpeg)).expect("a picture");
    let page = scan(&scanned(&[receipt()]).bytes()).expect("a page");
    let share = share(&photo, &page);
    assert!(share > 0.9, "{share}: {:?}", texts(&page));
    assert_eq!(page.draft.total, photo.draft.total);
    assert_eq!(page.shots.len(), 1);
    // At 10 pixels a millimetre.
    assert_eq!(page.shots[0].size.0, 800);
}

#[test]
fn text_in_a_standard_font_is_read() {
    let lines = [
        "CORNER SHOP",
        "WHOLE MILK 1L        1.29",
        "RYE BREAD            2.49",
        "TOTAL EUR            3.78",
    ];
    let mut content = "BT /F 9 Tf 12 TL 12 180 Td ".to_owned();
    for line in lines {
        content += &format!("({line}) Tj T* ");
    }
    content += "ET";
    let page = Page {
        size: (WIDE, 200.0),
        content,
        resources: "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >>".into(),
    };
    let scan = scan(&File::of(&[page]).bytes()).expect("a page");
    let words = ml::score::words(lines, support::texts(&scan));
    assert!(words.hits + 1 >= words.expected, "{:?}", texts(&scan));
}

#[test]
fn pages_are_shots_of_one_receipt_and_blank_ones_do_no_harm() {
    let whole = receipt();
    let (width, height) = whole.dimensions();
    let blank = DynamicImage::ImageLuma8(::image::GrayImage::from_pixel(
        width,
        height / 2,
        ::image::Luma([255]),
    ));
    let halves = [
        whole.crop_imm(0, 0, width, height / 2),
        blank,
        whole.crop_imm(0, height / 2, width, height - height / 2),
    ];
    let photo = scan(&encoded(&whole, ImageFormat::Jpeg)).expect("a picture");
    let pages = scan(&scanned(&halves).bytes()).expect("pages");
    assert_eq!(pages.shots.len(), 3);
    let share = share(&photo, &pages);
    assert!(share > 0.85, "{share}: {:?}", texts(&pages));
    let below = pages.shots[0].size.1 + pages.shots[1].size.1;
    let last = pages.draft.rows.last().expect("rows");
    assert!(last.bounds.y0 >= below as i32, "on the last page: {last:?}");
}

#[test]
fn the_pictures_of_pages_are_what_a_scan_reads() {
    let whole = receipt();
    let (width, height) = whole.dimensions();
    // What the second page repeats was printed twice.
    let upper = whole.crop_imm(0, 0, width, height / 2);
    let bytes = scanned(&[whole, upper]).bytes();
    let pages = pdf::pages(&bytes, &mut Unwatched).expect("pages");
    let own = pages.iter().map(Vec::as_slice).collect();
    let shown = SCANNER
        .scan_unpacked(&[own], &mut Unwatched)
        .expect("pictures");
    let read = scan(&bytes).expect("pages");
    let below = read.shots[0].size.1 as i32;
    let rows = read.draft.rows.iter();
    assert!(rows.filter(|row| row.bounds.y0 >= below).count() > 3);
    assert_eq!(shown.draft, read.draft);
    assert_eq!(shown.shots, read.shots);
}

#[test]
fn a_long_document_is_read_to_the_tenth_page() {
    let page = || Page {
        size: (100.0, 100.0),
        content: "0 0 50 50 re f".into(),
        resources: String::new(),
    };
    let pages: Vec<Page> = (0..12).map(|_| page()).collect();
    let document = Document::open(&File::of(&pages).bytes()).expect("a document");
    assert_eq!(document.pages(), MOST_PAGES);
    let painted = document.page(9).expect("a page");
    let (width, height) = (painted.width(), painted.height());
    assert_eq!(painted.row(height - 9)[9], 0, "black at the bottom left");
    assert_eq!(painted.row(9)[width - 9], 255, "white at the top right");
}

#[test]
fn colour_under_a_markers_yellow_stays_and_clips_hold() {
    let page = Page {
        size: (100.0, 100.0),
        content: "0 g 0 0 50 100 re f \
                  q /M gs 1 1 0 rg 0 0 100 100 re f Q \
                  q 0 0 20 20 re W n 1 g 0 0 100 100 re f Q"
            .into(),
        resources: "/ExtGState << /M << /BM /Multiply >> >>".into(),
    };
    let document = Document::open(&File::of(&[page]).bytes()).expect("a document");
    let painted = document.page(0).expect("a page");
    let at = |x: usize, y: usize| {
        let pixel = |of: usize, side: usize| of * side / 100;
        painted.row(pixel(99 - y, painted.height()))[pixel(x, painted.width())]
    };
    assert_eq!(at(40, 50), 0, "what was black");
    assert_eq!(at(80, 50), 226, "yellow on white");
    assert_eq!(at(10, 10), 255, "white within the clip");
    assert_eq!(at(30, 30), 0, "nothing beyond it");
}

#[test]
fn what_cannot_be_read_says_so() {
    let check = |bytes: &[u8], expected: fn(&Error) -> bool| {
        let error = painted(bytes).expect_err("nothing to read");
        assert!(expected(&error), "{error:?}");
        assert!(error.to_string().contains(": "), "what to do: {error}");
    };
    let damaged: fn(&Error) -> bool = |error| matches!(error, Error::PdfDamaged);
    let whole = scanned(&[receipt()]).bytes();
    check(&whole[..whole.len() / 2], damaged);
    check(b"%PDF-1.7\n", damaged);
    check(
        b"%PDF-1.7\nDear larder, this is none. startxref\n0\n%%EOF",
        damaged,
    );
    let mut holey = scanned(&[receipt()]);
    let jpeg = holey.add_jpeg((600, 900), b"\xff\xd8\xff\xe0 and no more");
    drawn(&mut holey, "q 200 0 0 300 0 0 cm /D Do Q", jpeg);
    check(&holey.bytes(), damaged);

    check(&File::new().bytes(), |error| {
        matches!(error, Error::PdfWithoutPages)
    });

    let mut locked = scanned(&[receipt()]);
    locked.trailer = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 \
        /O <0000000000000000000000000000000000000000000000000000000000000000> \
        /U <0000000000000000000000000000000000000000000000000000000000000000> >>";
    check(&locked.bytes(), |error| matches!(error, Error::PdfLocked));
}

#[test]
fn a_page_of_absurd_size_is_refused() {
    let strip = Page {
        size: (1.0, 1e6),
        content: "0 0 1 1 re f".into(),
        resources: String::new(),
    };
    let error = painted(&File::of(&[strip]).bytes()).expect_err("a strip");
    assert!(matches!(error, Error::PdfPageSize), "{error:?}");
}

#[test]
fn a_drawing_that_draws_itself_ends() {
    let mut snake = File::new();
    let own = "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /D 3 0 R >> >>";
    let drawing = snake.add_stream(own, b"/D Do");
    drawn(&mut snake, "/D Do", drawing);
    assert_eq!(painted(&snake.bytes()).expect("painted"), 1);
}

/// Says stop after some reports.
struct Stops(usize);

impl Watch for Stops {
    fn now_ms(&self) -> f64 {
        0.0
    }

    fn at(&mut self, _: Stage, _: f32) -> ControlFlow<()> {
        self.0 = self.0.saturating_sub(1);
        match self.0 {
            0 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

#[test]
fn between_pages_a_scan_can_be_stopped() {
    let bytes = scanned(&[receipt(), receipt()]).bytes();
    let stopped = pdf::pages(&bytes, &mut Stops(2)).expect_err("stopped");
    assert!(matches!(stopped, Error::Cancelled), "{stopped:?}");
    pdf::pages(&bytes, &mut Stops(4)).expect("to the end");
}

/// Opens a file and paints its pages.
fn painted(bytes: &[u8]) -> Result<usize, Error> {
    let document = Document::open(bytes)?;
    for index in 0..document.pages() {
        document.page(index)?;
    }
    Ok(document.pages())
}

#[test]
fn all_sorts_of_things_are_painted() {
    assert_eq!(painted(&all_sorts()).expect("painted"), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_refused(junk in prop::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [b"%PDF-1.7\n", &junk[..], b"\nstartxref\n9\n%%EOF\n"].concat();
        prop_assert!(painted(&bytes).is_err());
    }

    #[test]
    fn a_harmed_file_is_painted_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = all_sorts();
        for (at, to) in changes {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        // Either is right; a renderer that breaks down must not take the caller along.
        painted(&bytes).ok();
    }
}
