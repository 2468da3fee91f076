//! Whatever bytes come in, a draft or an error comes out: nothing panics, nothing hangs.

#![expect(clippy::disallowed_methods, reason = "a test reads its own files")]

#[expect(dead_code, reason = "not all of it is needed here")]
mod support;

use std::io::Cursor;
use std::sync::LazyLock;

use ::image::{GrayImage, ImageFormat, imageops};
use ml::{Scanner, Unwatched};
use proptest::prelude::*;

/// One for all cases: loading takes longer than a scan of these.
static SCANNER: LazyLock<Scanner> = LazyLock::new(support::scanner);

/// A corner of a receipt, small enough for many cases, in each format that is read.
static PICTURES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let receipt = ::image::open(support::root().join("tests/fixtures/receipts/us.jpg"));
    let receipt = receipt.expect("a picture").into_luma8();
    let (width, height) = receipt.dimensions();
    let corner: GrayImage =
        imageops::crop_imm(&receipt, width / 4, height / 6, width / 2, height / 6).to_image();
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    let encoded = |format| {
        let mut out = Cursor::new(Vec::new());
        corner.write_to(&mut out, format).expect("encodes");
        out.into_inner()
    };
    formats.map(encoded).to_vec()
});

/// Harm that a file can come to: bytes changed, cut out, or cut off.
#[derive(Clone, Debug)]
enum Harm {
    Change(prop::sample::Index, u8),
    CutOut(prop::sample::Index, usize),
    CutOff(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        8 => (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, to)| Harm::Change(at, to)),
        2 => (any::<prop::sample::Index>(), 1usize..200).prop_map(|(at, count)| Harm::CutOut(at, count)),
        1 => any::<prop::sample::Index>().prop_map(Harm::CutOff),
    ]
}

fn harmed(mut bytes: Vec<u8>, all: &[Harm]) -> Vec<u8> {
    for harm in all {
        if bytes.is_empty() {
            break;
        }
        match harm {
            Harm::Change(at, to) => {
                let at = at.index(bytes.len());
                bytes[at] = *to;
            }
            Harm::CutOut(at, count) => {
                let at = at.index(bytes.len());
                let end = (at + count).min(bytes.len());
                bytes.drain(at..end);
            }
            Harm::CutOff(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_harmed_picture_is_read_or_refused(
        which in 0usize..3,
        all in prop::collection::vec(harm(), 0..12),
    ) {
        let bytes = harmed(PICTURES[which].clone(), &all);
        // Either is right; an error says what to do.
        if let Err(error) = SCANNER.scan(&bytes, &mut Unwatched) {
            prop_assert!(error.to_string().len() > 20, "{error}");
        }
    }

    #[test]
    fn any_bytes_are_refused(
        head in prop::sample::select(vec![&b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]),
        tail in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [head, &tail].concat();
        prop_assert!(SCANNER.scan(&bytes, &mut Unwatched).is_err());
    }

    #[test]
    fn any_text_is_parsed(text in "(?s).{0,400}") {
        let rows = ml::parse::rows_from_text(&text);
        let count = rows.len();
        let draft = ml::parse::parse(rows);
        prop_assert_eq!(draft.rows.len(), count);
    }
}
