//! The whole way from a file to a draft.

mod upright;

use pantry::receipt::{Draft, Row, Word};

use crate::classify::Classifier;
use crate::image::{Picture, Source};
use crate::join::{Sheet, edges, in_line, join};
use crate::name;
use crate::prepare::{Eye, Layout, Way};
use crate::read::{self, Detector, Recogniser, Righted, Said, report};
use crate::rows::{self, Spot};
use crate::{Error, Stage, Timings, Watch, Weights, parse};
use upright::{Upright, around, in_the_image};

/// Reads receipts. Loading the weights takes a moment; one scanner serves many scans.
pub struct Scanner {
    detector: Detector,
    recogniser: Recogniser,
    classifier: Option<Classifier>,
}

/// What a scan gave.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The receipt; its bounds are in pixels of the upright image.
    pub draft: Draft,
    /// The shots it was read from: one, unless the receipt took several or several pages. The image that
    /// bounds refer to has them one below the other, left edges aligned.
    pub shots: Vec<Shot>,
    /// How long each stage took.
    pub timings: Timings,
}

/// One picture of a receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shot {
    /// Width and height of the upright image.
    pub size: (u32, u32),
    /// Quarter turns with the clock that make the file's image (its EXIF orientation
    /// applied) the upright one; 0 unless the receipt was photographed sideways.
    pub turns: u8,
}

/// Pictures of one receipt, the pages of PDFs among them: sixteen photos can be chosen, and
/// a PDF has up to ten pages. Each is compared with every other, and reading it takes a
/// second or more.
pub const MOST_SHOTS: usize = 20;

/// A page that reads less surely than this may lie on its side: of 100 held-out scans the
/// worst reads at 0.83, and on its side the best at 0.64.
const UNREAD: f32 = 0.75;

impl Scanner {
    /// Loads the weights.
    ///
    /// # Errors
    /// [`Error::Weights`] if a file is damaged or does not fit the others.
    pub fn new(weights: Weights) -> Result<Self, Error> {
        let classifier = match &weights.classifier[..] {
            [] => None,
            bytes => {
                let loaded = Classifier::new(bytes);
                Some(loaded.map_err(|e| Error::Weights("classifier", e.into()))?)
            }
        };
        Ok(Self {
            detector: Detector::new(weights.detector)?,
            recogniser: Recogniser::new(weights.recogniser, &weights.alphabet)?,
            classifier,
        })
    }

    /// Reads the receipt in a JPEG, PNG, WebP or PDF file.
    ///
    /// # Errors
    /// Only if the file is no picture and no readable PDF, if `watch` asks to stop, or if
    /// the weights turn out to be unusable; a picture without a receipt gives an empty draft.
    pub fn scan(&self, bytes: &[u8], watch: &mut dyn Watch) -> Result<Scan, Error> {
        self.scan_shots(&[bytes], watch)
    }

    /// Reads one receipt in several files: shots of a long one, in any order if they
    /// overlap, or pages. Each page of a PDF is a shot.
    ///
    /// # Errors
    /// As [`Scanner::scan`], for the first file that gives one; [`Error::TooManyShots`] if
    /// there are more than [`MOST_SHOTS`].
    pub fn scan_shots(&self, files: &[&[u8]], watch: &mut dyn Watch) -> Result<Scan, Error> {
        let files: Vec<Vec<&[u8]>> = files.iter().map(|bytes| vec![*bytes]).collect();
        self.scan_unpacked(&files, watch)
    }

    /// As [`Scanner::scan_shots`], where a file may come as the pictures of its pages
    /// ([`pdf::pages`](crate::pdf::pages)): they follow each other and never overlap.
    ///
    /// # Errors
    /// As [`Scanner::scan_shots`].
    pub fn scan_unpacked(
        &self,
        files: &[Vec<&[u8]>],
        watch: &mut dyn Watch,
    ) -> Result<Scan, Error> {
        let mut t = Timings::default();
        let start = watch.now_ms();
        let (sheets, uprights) = self.read_all(files, &mut t, watch)?;
        let mut draft = timed(watch, Stage::Parse, &mut t.parse, |_| {
            // On the level page a gap is a gap, however the photo was held.
            let edges: Vec<_> = sheets.iter().map(|sheet| edges(&sheet.rows)).collect();
            let rows = join(sheets);
            let types = self.classifier.as_ref().map(Classifier::lines);
            let mut draft = parse::parse_with(in_line(&rows, &edges), types);
            in_the_image(&mut draft, &rows, &uprights);
            Ok(draft)
        })?;
        timed(watch, Stage::Classify, &mut t.classify, |_| {
            if let Some(classifier) = &self.classifier {
                classifier.fill(&mut draft);
                name::fill(&mut draft, classifier);
            }
            Ok(())
        })?;
        t.total = watch.now_ms() - start;
        Ok(Scan {
            draft,
            shots: uprights.iter().map(|upright| upright.shot).collect(),
            timings: t,
        })
    }

    /// The rows of every shot, and how its page lies in its image.
    fn read_all(
        &self,
        files: &[Vec<&[u8]>],
        t: &mut Timings,
        watch: &mut dyn Watch,
    ) -> Result<(Vec<Sheet>, Vec<Upright>), Error> {
        let count = files.iter().map(Vec::len).sum();
        if count > MOST_SHOTS {
            return Err(Error::TooManyShots);
        }
        let (mut sheets, mut uprights) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let each = files.iter().enumerate();
        let each = each.flat_map(|(file, parts)| parts.iter().map(move |bytes| (file, bytes)));
        for (file, bytes) in each {
            // Once for all that was given: callers count by it.
            report(watch, Stage::Decode, 0.0)?;
            let source = clocked(watch, &mut t.decode, |_| Source::open(bytes))?;
            if sheets.len() + source.count() > MOST_SHOTS {
                return Err(Error::TooManyShots);
            }
            for index in 0..source.count() {
                let picture = clocked(watch, &mut t.decode, |_| source.picture(index))?;
                let (rows, upright) = self.read(&picture, t, watch)?;
                sheets.push(Sheet { file, rows });
                uprights.push(upright);
            }
        }
        Ok((sheets, uprights))
    }

    /// The rows of one shot, in pixels of its page, and how the page lies in the image.
    fn read(
        &self,
        picture: &Picture,
        t: &mut Timings,
        watch: &mut dyn Watch,
    ) -> Result<(Vec<Row>, Upright), Error> {
        let eye = timed(watch, Stage::Prepare, &mut t.prepare, |_| {
            Ok(Eye::on(&picture.pixels))
        })?;
        let mut righted = self.find(picture, &eye.layouts(Way::Seen), t, watch)?;
        if righted.certainty < UNREAD {
            let across = self.find(picture, &eye.layouts(Way::Across), t, watch)?;
            if across.certainty > righted.certainty {
                righted = across;
            }
        }
        timed(watch, Stage::Recognise, &mut t.recognise, |watch| {
            let (page, said) = read::recognise(&self.recogniser, &picture.pixels, righted, watch)?;
            let upright = Upright::new(page.frame, picture.size, picture.shrink);
            Ok((printed_rows(&said), upright))
        })
    }

    /// The text of one shot as one of the layouts has it, not yet read but for some of it.
    fn find(
        &self,
        picture: &Picture,
        layouts: &[Layout],
        t: &mut Timings,
        watch: &mut dyn Watch,
    ) -> Result<Righted, Error> {
        let page = timed(watch, Stage::Detect, &mut t.detect, |watch| {
            read::detect(&self.detector, &picture.pixels, layouts, watch)
        })?;
        clocked(watch, &mut t.recognise, |_| {
            read::right_way_up(&self.recogniser, &picture.pixels, page)
        })
    }
}

/// Announces a stage, runs it and adds up its time.
fn timed<T>(
    watch: &mut dyn Watch,
    stage: Stage,
    milliseconds: &mut f64,
    work: impl FnOnce(&mut dyn Watch) -> Result<T, Error>,
) -> Result<T, Error> {
    report(watch, stage, 0.0)?;
    clocked(watch, milliseconds, work)
}

/// Runs something and adds up its time.
fn clocked<T>(
    watch: &mut dyn Watch,
    milliseconds: &mut f64,
    work: impl FnOnce(&mut dyn Watch) -> Result<T, Error>,
) -> Result<T, Error> {
    let start = watch.now_ms();
    let done = work(watch)?;
    *milliseconds += watch.now_ms() - start;
    Ok(done)
}

/// Groups what was read into rows, in pixels of the page.
fn printed_rows(said: &[Said]) -> Vec<Row> {
    let spots: Vec<Spot> = said
        .iter()
        .map(|s| Spot {
            left: s.segment.left(),
            right: s.segment.right(),
            y: s.segment.centre.y,
            height: s.segment.height,
            slope: s.segment.angle.tan(),
        })
        .collect();
    let word = |i: &usize| Word {
        text: said[*i].text.clone(),
        bounds: around(said[*i].segment.corners()),
        confidence: said[*i].confidence,
        letters: said[*i].letters.clone(),
        readings: said[*i].readings.clone(),
    };
    let groups = rows::group(&spots);
    groups
        .iter()
        .map(|row| rows::joined(row.iter().map(word).collect()))
        .collect()
}
