//! Runs the detector over the tiles of a page and joins its answers to one map, so
//! that text on a seam is one component and nothing has to be merged.

mod sizes;

use std::sync::Arc;

use ocrs::{DimOrder, ImageSource};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::report;
use super::tile::Grid;
use crate::plane::{Frame, Point, Pyramid};
use crate::{Error, Stage, Watch};
use sizes::Sizes;

/// Says for each pixel how likely it belongs to text.
pub struct Detector {
    sizes: Sizes,
}

impl Detector {
    /// Loads the weights.
    ///
    /// # Errors
    /// [`Error::Weights`] if they are no model, or one with another input.
    pub fn new(weights: Vec<u8>) -> Result<Self, Error> {
        let sizes = Sizes::new(weights).map_err(fault)?;
        Ok(Self { sizes })
    }

    /// Probabilities of a tile; `pixels` are 0..=255, row by row. The network runs on
    /// the size `of` (multiples of 32 from 128 on): what the tile lacks of it is filled
    /// with black, as in training.
    ///
    /// # Errors
    /// [`Error::Weights`] if the model does not run.
    pub fn probabilities(
        &self,
        pixels: Vec<f32>,
        (width, height): (usize, usize),
        of: (usize, usize),
    ) -> Result<NdTensor<f32, 2>, Error> {
        let scaled: Vec<f32> = pixels.into_iter().map(|p| p / 255.0).collect();
        let image = NdTensor::from_data([1, height, width], scaled);
        let source =
            ImageSource::from_tensor(image.view(), DimOrder::Chw).map_err(|e| fault(e.into()))?;
        let engine: Arc<_> = self.sizes.engine(of).map_err(fault)?;
        let input = engine.prepare_input(source).map_err(|e| fault(e.into()))?;
        engine
            .detect_text_pixels(&input)
            .map_err(|e| fault(e.into()))
    }
}

fn fault(source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Weights("detector", source)
}

/// The probabilities of a whole page, row by row.
pub(super) fn map(
    detector: &Detector,
    picture: &Pyramid,
    frame: &Frame,
    (width, height): (usize, usize),
    grid: &Grid,
    watch: &mut dyn Watch,
) -> Result<Vec<f32>, Error> {
    let mut map = vec![0.0; width * height];
    let across = Grid::cuts(grid.columns, grid.tile.0, width);
    let down = Grid::cuts(grid.rows, grid.tile.1, height);
    let tiles = across.len() * down.len();
    let mut done = 0;
    for y in &down {
        for x in &across {
            report(watch, Stage::Detect, done as f32 / tiles as f32)?;
            let (w, h) = (grid.tile.0.min(width), grid.tile.1.min(height));
            let corner = Point {
                x: x.start as f32,
                y: y.start as f32,
            };
            let tile = Frame {
                origin: frame.place(corner),
                ..*frame
            };
            let pixels = tile.read(picture, w, h, Some(0.0));
            let found = detector.probabilities(pixels, (w, h), grid.tile)?;
            for row in y.from..y.to.min(y.start + h) {
                let (from, to) = (x.from, x.to.min(x.start + w));
                let line = found.slice((row - y.start, from - x.start..to - x.start));
                let target = &mut map[row * width + from..row * width + to];
                target
                    .iter_mut()
                    .zip(line.iter())
                    .for_each(|(t, &p)| *t = p);
            }
            done += 1;
        }
    }
    report(watch, Stage::Detect, 1.0)?;
    Ok(map)
}
