//! The whole way from a file to a draft.

use pantry::receipt::{Bounds, Doubt, DoubtKind, Draft, Row, Word};

use crate::classify::Classifier;
use crate::plane::Point;
use crate::read::{self, Detector, Page, Recogniser, Said, report};
use crate::rows::{self, Spot};
use crate::{Error, Stage, Timings, Watch, Weights, image, parse, prepare};

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
    /// Width and height of the upright image.
    pub size: (u32, u32),
    /// Quarter turns with the clock that make the file's image (its EXIF orientation
    /// applied) the upright one; 0 unless the receipt was photographed sideways.
    pub turns: u8,
    /// How long each stage took.
    pub timings: Timings,
}

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

    /// Reads the receipt in a JPEG, PNG or WebP file.
    ///
    /// # Errors
    /// Only if the file is no picture, if `watch` asks to stop, or if the weights
    /// turn out to be unusable; a picture without a receipt gives an empty draft.
    pub fn scan(&self, bytes: &[u8], watch: &mut dyn Watch) -> Result<Scan, Error> {
        let mut t = Timings::default();
        let start = watch.now_ms();
        let picture = timed(watch, Stage::Decode, &mut t.decode, |_| {
            image::decode(bytes)
        })?;
        let layout = timed(watch, Stage::Prepare, &mut t.prepare, |_| {
            Ok(prepare::look(&picture.pixels))
        })?;
        let page = timed(watch, Stage::Detect, &mut t.detect, |watch| {
            read::detect(&self.detector, &picture.pixels, layout, watch)
        })?;
        let (rows, page) = timed(watch, Stage::Recognise, &mut t.recognise, |watch| {
            let (page, said) = read::recognise(&self.recogniser, &picture.pixels, page, watch)?;
            Ok((printed_rows(&said), page))
        })?;
        let upright = Upright::new(&page, picture.size, picture.shrink);
        let mut draft = timed(watch, Stage::Parse, &mut t.parse, |_| {
            // On the level page a gap is a gap, however the photo was held.
            let mut draft = parse::parse(rows);
            in_the_image(&mut draft, |b| upright.of_page(&page, b));
            Ok(draft)
        })?;
        timed(watch, Stage::Classify, &mut t.classify, |_| {
            self.classify(&mut draft);
            Ok(())
        })?;
        t.total = watch.now_ms() - start;
        Ok(Scan {
            draft,
            size: upright.size,
            turns: upright.turns,
            timings: t,
        })
    }
}

impl Scanner {
    /// Fills in the categories of the items.
    fn classify(&self, draft: &mut Draft) {
        let Some(classifier) = &self.classifier else {
            return;
        };
        let names: Vec<&str> = draft.items.iter().map(|item| item.name.as_str()).collect();
        let scored = classifier.classify(&names);
        for (i, (item, scored)) in draft.items.iter_mut().zip(scored).enumerate() {
            item.category = Some(scored.category);
            item.category_sure = scored.sure;
            if !scored.sure {
                draft.doubts.push(Doubt {
                    kind: DoubtKind::UncertainCategory,
                    row: None,
                    item: Some(i),
                });
            }
        }
    }
}

/// Announces a stage, runs it and keeps its time.
fn timed<T>(
    watch: &mut dyn Watch,
    stage: Stage,
    milliseconds: &mut f64,
    work: impl FnOnce(&mut dyn Watch) -> Result<T, Error>,
) -> Result<T, Error> {
    report(watch, stage, 0.0)?;
    let start = watch.now_ms();
    let done = work(watch)?;
    *milliseconds = watch.now_ms() - start;
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
    };
    let groups = rows::group(&spots);
    groups
        .iter()
        .map(|row| rows::joined(row.iter().map(word).collect()))
        .collect()
}

/// The whole pixels around some places.
fn around(places: [Point; 4]) -> Bounds {
    let (x, y) = (places.map(|p| p.x), places.map(|p| p.y));
    let low = |v: [f32; 4]| v.into_iter().fold(f32::MAX, f32::min).floor() as i32;
    let high = |v: [f32; 4]| v.into_iter().fold(f32::MIN, f32::max).ceil() as i32;
    Bounds {
        x0: low(x),
        y0: low(y),
        x1: high(x),
        y1: high(y),
    }
}

/// Moves everything that lies somewhere.
fn in_the_image(draft: &mut Draft, place: impl Fn(Bounds) -> Bounds) {
    for item in &mut draft.items {
        item.bounds = place(item.bounds);
    }
    for row in &mut draft.rows {
        row.bounds = place(row.bounds);
        for word in &mut row.words {
            word.bounds = place(word.bounds);
        }
    }
}

/// Turns places in the kept pixels into bounds in the upright image.
struct Upright {
    /// Of the upright image.
    size: (u32, u32),
    /// Quarter turns with the clock.
    turns: u8,
    /// Size of the file's image, in its pixels.
    file: (f32, f32),
    shrink: f32,
}

impl Upright {
    /// The image turned so that the page's text runs to the right.
    fn new(page: &Page, file: (u32, u32), shrink: u32) -> Self {
        let right = page.frame.right;
        let turns = match (
            right.x.abs() >= right.y.abs(),
            right.x >= 0.0,
            right.y >= 0.0,
        ) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 3,
            (false, _, false) => 1,
        };
        Self {
            size: if turns % 2 == 0 {
                file
            } else {
                (file.1, file.0)
            },
            turns,
            file: (file.0 as f32, file.1 as f32),
            shrink: shrink as f32,
        }
    }

    /// The bounds in the image of bounds on the page.
    fn of_page(&self, page: &Page, on_page: Bounds) -> Bounds {
        let Bounds { x0, y0, x1, y1 } = on_page;
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        self.bounds(corners.map(|(x, y)| {
            page.frame.place(Point {
                x: x as f32,
                y: y as f32,
            })
        }))
    }

    /// The bounds of places in the kept pixels, within the image.
    fn bounds(&self, corners: [Point; 4]) -> Bounds {
        let (right, bottom) = (self.size.0 as f32, self.size.1 as f32);
        around(corners.map(|p| {
            let p = self.turned(p.x * self.shrink, p.y * self.shrink);
            Point {
                x: p.x.clamp(0.0, right),
                y: p.y.clamp(0.0, bottom),
            }
        }))
    }

    fn turned(&self, x: f32, y: f32) -> Point {
        let (width, height) = self.file;
        match self.turns {
            1 => Point {
                x: height - y,
                y: x,
            },
            2 => Point {
                x: width - x,
                y: height - y,
            },
            3 => Point { x: y, y: width - x },
            _ => Point { x, y },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Frame;
    use std::f32::consts::FRAC_PI_2;

    #[test]
    fn bounds_of_a_sideways_photo_are_those_of_the_upright_one() {
        // Text that runs down the picture, at its right edge: the top of the upright one.
        let page = Page {
            frame: Frame::new(Point { x: 0.0, y: 0.0 }, FRAC_PI_2, 1.0),
            segments: Vec::new(),
        };
        let upright = Upright::new(&page, (100, 60), 1);
        assert_eq!((upright.size, upright.turns), ((60, 100), 3));
        let corners = [(90.0, 10.0), (90.0, 50.0), (80.0, 50.0), (80.0, 10.0)];
        let bounds = upright.bounds(corners.map(|(x, y)| Point { x, y }));
        let expected = Bounds {
            x0: 10,
            y0: 10,
            x1: 50,
            y1: 20,
        };
        assert_eq!(bounds, expected);
    }

    #[test]
    fn bounds_stay_in_the_image() {
        let page = Page {
            frame: Frame::new(Point { x: 0.0, y: 0.0 }, 0.0, 1.0),
            segments: Vec::new(),
        };
        let upright = Upright::new(&page, (100, 60), 2);
        let corners = [(-3.0, -3.0), (80.0, -3.0), (80.0, 10.5), (-3.0, 10.5)];
        let bounds = upright.bounds(corners.map(|(x, y)| Point { x, y }));
        assert_eq!(
            (bounds.x0, bounds.y0, bounds.x1, bounds.y1),
            (0, 0, 100, 21)
        );
    }
}
