//! One network for every size of tile: `ocrs` takes the size from the model's file, so
//! the file is given the wanted one and loaded for it. Loading takes a few milliseconds;
//! the sizes of the last few receipts are kept.

use std::sync::{Arc, Mutex, PoisonError};

use ocrs::{OcrEngine, OcrEngineParams};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Height and width that stand in the file.
const FILED: (usize, usize) = (480, 448);

/// So many sizes are kept loaded, a megabyte or two each.
const KEPT: usize = 4;

pub(super) struct Sizes {
    weights: Vec<u8>,
    /// The newest last.
    loaded: Mutex<Vec<Loaded>>,
}

/// A width, a height and the engine for tiles of it.
type Loaded = ((usize, usize), Arc<OcrEngine>);

impl Sizes {
    pub fn new(weights: Vec<u8>) -> Result<Self, Fault> {
        let sizes = Self {
            weights,
            loaded: Mutex::default(),
        };
        sizes.engine((FILED.1, FILED.0))?;
        Ok(sizes)
    }

    /// The engine for tiles of a width and a height.
    pub fn engine(&self, size: (usize, usize)) -> Result<Arc<OcrEngine>, Fault> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = loaded.iter().position(|(known, _)| *known == size) {
            let found = loaded.remove(at);
            loaded.push(found);
        } else {
            let engine = Arc::new(load(&self.weights, size)?);
            if loaded.len() == KEPT {
                loaded.remove(0);
            }
            loaded.push((size, engine));
        }
        let newest = loaded.last().map(|(_, engine)| Arc::clone(engine));
        newest.ok_or_else(|| "no engine".into())
    }
}

fn load(weights: &[u8], (width, height): (usize, usize)) -> Result<OcrEngine, Fault> {
    let model = rten::Model::load(resized(weights, height, width)?)?;
    let shape = model.input_shape(0).unwrap_or_default();
    if !shape.ends_with(&[height, width].map(rten::Dimension::Fixed)) {
        return Err(format!("the input is {shape:?}").into());
    }
    let params = OcrEngineParams {
        detection_model: Some(model),
        ..OcrEngineParams::default()
    };
    Ok(OcrEngine::new(params)?)
}

/// The file with another size of its input and output. Everything between is computed
/// from these.
fn resized(weights: &[u8], height: usize, width: usize) -> Result<Vec<u8>, Fault> {
    let (filed, wanted) = (dimensions(FILED.0, FILED.1)?, dimensions(height, width)?);
    let places: Vec<usize> = (0..weights.len().saturating_sub(filed.len()))
        .filter(|&at| weights[at..].starts_with(&filed))
        .collect();
    if places.len() != 2 {
        return Err(format!("{} places name its size, not 2", places.len()).into());
    }
    let mut file = weights.to_vec();
    for at in places {
        file[at..at + wanted.len()].copy_from_slice(&wanted);
    }
    Ok(file)
}

/// Two dimensions as ONNX has them (onnx.proto, `TensorShapeProto`): each a message in
/// field 1, of three bytes, whose field 1 is a number in two groups of seven bits.
fn dimensions(height: usize, width: usize) -> Result<[u8; 10], Fault> {
    let mut bytes = [0; 10];
    for (five, side) in bytes.chunks_exact_mut(5).zip([height, width]) {
        if !(128..16384).contains(&side) {
            return Err(format!("a tile has no side of {side}").into());
        }
        five.copy_from_slice(&[0x0a, 3, 0x08, side as u8 | 0x80, (side >> 7) as u8]);
    }
    Ok(bytes)
}
