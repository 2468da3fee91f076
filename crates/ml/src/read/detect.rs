//! Runs the detector over the tiles of a page and joins its answers to one map, so
//! that text on a seam is one component and nothing has to be merged.

use ocrs::{DimOrder, ImageSource, OcrEngine, OcrEngineParams};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::report;
use super::tile::{Grid, TILE_HEIGHT, TILE_WIDTH};
use crate::plane::{Frame, Point, Pyramid};
use crate::{Error, Stage, Watch};

/// Says for each pixel how likely it belongs to text.
pub struct Detector {
    engine: OcrEngine,
}

impl Detector {
    /// Loads the weights.
    ///
    /// # Errors
    /// [`Error::Weights`] if they are no model, or one with another input.
    pub fn new(weights: Vec<u8>) -> Result<Self, Error> {
        let model = rten::Model::load(weights).map_err(|e| fault(e.into()))?;
        let shape = model.input_shape(0).unwrap_or_default();
        let fixed = [TILE_HEIGHT, TILE_WIDTH].map(rten::Dimension::Fixed);
        if !shape.ends_with(&fixed) {
            return Err(fault(format!("the input is {shape:?}").into()));
        }
        let params = OcrEngineParams {
            detection_model: Some(model),
            ..OcrEngineParams::default()
        };
        let engine = OcrEngine::new(params).map_err(|e| fault(e.into()))?;
        Ok(Self { engine })
    }

    /// Probabilities of a tile of at most the detector's size; `pixels` are 0..=255,
    /// row by row. What the tile lacks is filled with black, as in training.
    ///
    /// # Errors
    /// [`Error::Weights`] if the model does not run.
    pub fn probabilities(
        &self,
        pixels: Vec<f32>,
        width: usize,
        height: usize,
    ) -> Result<NdTensor<f32, 2>, Error> {
        let scaled: Vec<f32> = pixels.into_iter().map(|p| p / 255.0).collect();
        let image = NdTensor::from_data([1, height, width], scaled);
        let source =
            ImageSource::from_tensor(image.view(), DimOrder::Chw).map_err(|e| fault(e.into()))?;
        let input = self
            .engine
            .prepare_input(source)
            .map_err(|e| fault(e.into()))?;
        self.engine
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
    let across = Grid::cuts(grid.columns, TILE_WIDTH, width);
    let down = Grid::cuts(grid.rows, TILE_HEIGHT, height);
    let tiles = across.len() * down.len();
    let mut done = 0;
    for y in &down {
        for x in &across {
            report(watch, Stage::Detect, done as f32 / tiles as f32)?;
            let (w, h) = (TILE_WIDTH.min(width), TILE_HEIGHT.min(height));
            let corner = Point {
                x: x.start as f32,
                y: y.start as f32,
            };
            let tile = Frame {
                origin: frame.place(corner),
                ..*frame
            };
            let pixels = tile.read(picture, w, h, Some(0.0));
            let found = detector.probabilities(pixels, w, h)?;
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
