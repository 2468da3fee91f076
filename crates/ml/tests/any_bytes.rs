//! Whatever bytes come in, a draft or an error comes out: nothing panics, nothing hangs,
//! and no picture is read for ever. The long form is `cargo xtask prove fuzz`.

#![expect(clippy::disallowed_methods, reason = "a test reads its own files")]

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use ::image::{GrayImage, ImageFormat};
use ml::read::{MOST_SEGMENTS, MOST_TILES};
use ml::{Stage, Unwatched, Watch};
use proptest::prelude::*;

/// What takes any bytes.
type Target = fn(&[u8]);

/// What is tried, and with which seeds.
const TARGETS: [(&str, Target); 4] = [
    ("decode", bodies::decode),
    ("parse", bodies::parse),
    ("pixels", bodies::pixels),
    ("scan", bodies::scan),
];

/// The seeds of each target: small inputs of every kind, and what once broke something.
static SEEDS: LazyLock<[Vec<Vec<u8>>; 4]> = LazyLock::new(|| {
    TARGETS.map(|(target, _)| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
        let entries = std::fs::read_dir(folder.join(target)).expect("a folder of seeds");
        let mut paths: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
        paths.sort();
        let bytes = paths
            .iter()
            .map(|path| std::fs::read(path).expect("a seed"));
        bytes.collect()
    })
});

#[test]
fn every_seed_is_taken() {
    for ((target, body), seeds) in TARGETS.iter().zip(SEEDS.iter()) {
        assert!(!seeds.is_empty(), "{target} has no seeds");
        seeds.iter().for_each(|seed| body(seed));
    }
}

#[test]
fn the_seeds_of_a_scan_have_pages_and_files_that_overlap() {
    let mut several = 0;
    for seed in &SEEDS[3] {
        let files = bodies::files(seed);
        let pages = |file: &&[u8]| ml::pdf::is_pdf(file);
        if files.len() < 2 && !files.iter().any(pages) {
            continue;
        }
        let scan = bodies::SCANNER.scan_shots(&files, &mut Unwatched);
        let scan = scan.expect("a whole seed");
        let texts: Vec<_> = scan.draft.rows.iter().map(|row| &row.text).collect();
        let milk = texts.iter().filter(|text| text.contains("ILK")).count();
        let expected = if files.len() > 1 { 1 } else { scan.shots.len() };
        assert_eq!(milk, expected, "files overlap, pages do not: {texts:?}");
        several += usize::from(scan.shots.len() > 1);
    }
    assert_eq!(several, 2, "two pages, and two files");
}

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

/// A seed of a target with some harm done to it.
fn harmed_seed(target: usize) -> impl Strategy<Value = Vec<u8>> {
    let harms = prop::collection::vec(harm(), 0..12);
    (prop::sample::select(SEEDS[target].clone()), harms)
        .prop_map(|(seed, harms)| harmed(seed, &harms))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_harmed_file_is_decoded_or_refused(bytes in harmed_seed(0)) {
        bodies::decode(&bytes);
    }

    #[test]
    fn harmed_text_is_parsed(bytes in harmed_seed(1)) {
        bodies::parse(&bytes);
    }

    #[test]
    fn any_text_is_parsed(text in "(?s).{0,400}") {
        bodies::parse(text.as_bytes());
    }

    #[test]
    fn any_pixels_have_a_layout_and_rows(bytes in prop_oneof![
        harmed_seed(2),
        prop::collection::vec(any::<u8>(), 0..400),
    ]) {
        bodies::pixels(&bytes);
    }

    #[test]
    fn any_bytes_are_refused(
        head in prop::sample::select(vec![&b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]),
        tail in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [head, &tail].concat();
        prop_assert!(ml::image::decode(&bytes).is_err());
        bodies::decode(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_harmed_picture_is_read_or_refused(bytes in harmed_seed(3)) {
        bodies::scan(&bytes);
    }
}

/// Counts how often a scan reports: once for each tile, and once for each round of batches
/// of lines, of which every core reads one at a time.
#[derive(Default)]
struct Counting {
    tiles: usize,
    rounds: usize,
}

impl Watch for Counting {
    fn now_ms(&self) -> f64 {
        0.0
    }

    fn at(&mut self, stage: Stage, _done: f32) -> ControlFlow<()> {
        self.tiles += usize::from(stage == Stage::Detect);
        self.rounds += usize::from(stage == Stage::Recognise);
        ControlFlow::Continue(())
    }
}

/// Two ways, two layouts of each, two looks at each, each look's end, and the beginnings.
const MOST_REPORTS: usize = 2 * (2 * 2 * (MOST_TILES + 1) + 1);

/// Lines go sixteen at a time. Fewer go where the next is more than 48 columns wider, which
/// the 1,190 between the narrowest and the widest allow 24 times, and at the end.
const MOST_BATCHES: usize = MOST_SEGMENTS / 16 + 25;

/// A round has a batch for each core; and there are the beginnings and the end.
fn most_rounds() -> usize {
    let cores = rten::thread_pool().run(rayon::current_num_threads);
    MOST_BATCHES.div_ceil(cores) + 3
}

/// Noise as coarse as given: blots of ink, half of the page.
fn noise(width: u32, height: u32, blot: u32) -> GrayImage {
    let mut state = 0x9e37_79b9_u32;
    let blots = (width.div_ceil(blot) * height.div_ceil(blot)) as usize;
    let inked: Vec<bool> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state & 64 != 0
    })
    .take(blots)
    .collect();
    GrayImage::from_fn(width, height, |x, y| {
        let at = (y / blot) * width.div_ceil(blot) + x / blot;
        ::image::Luma([if inked[at as usize] { 20 } else { 230 }])
    })
}

#[test]
fn a_page_of_noise_takes_no_more_work_than_a_long_receipt() {
    for (width, height, blot) in [(5_000, 4_000, 1), (2_400, 3_200, 7), (1, 3_000_000, 1)] {
        let mut file = Cursor::new(Vec::new());
        let page = noise(width, height, blot);
        page.write_to(&mut file, ImageFormat::Png).expect("encodes");
        let mut work = Counting::default();
        let scan = bodies::SCANNER.scan(file.get_ref(), &mut work);
        let rows = scan.expect("a picture").draft.rows.len();
        assert!(work.tiles <= MOST_REPORTS, "{} tiles", work.tiles);
        assert!(work.rounds <= most_rounds(), "{} rounds", work.rounds);
        assert!(rows <= MOST_SEGMENTS, "{rows} rows");
    }
}
