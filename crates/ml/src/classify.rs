//! Names to categories: a small model over pieces of the printed name.
//!
//! A name's pieces are hashed into a table of vectors; their sum, bent, gives a
//! score to each of the 18 categories. Tills abbreviate, so the pieces are short
//! runs of letters and consonants rather than words of a dictionary.

mod features;

use candle_core::safetensors::SliceSafetensors;
use candle_core::{D, DType, Device, Tensor};
use candle_nn::ops::softmax;
use pantry::category::Category;
use pantry::receipt::{Doubt, DoubtKind, Draft};

use self::features::features;

/// Alternatives that every answer carries.
const ALTERNATIVES: usize = 5;

/// Names in one matrix; more are done one matrix after the other.
const BATCH: usize = 64;

/// What is wrong with a file of weights.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The bytes are no safetensors file, or a tensor is missing or has another shape.
    #[error("the file holds no classifier")]
    Tensors(#[from] candle_core::Error),
    /// The file belongs to another version.
    #[error("the classifier is of another version: {0} is missing or different")]
    Metadata(&'static str),
}

/// A trained classifier.
pub struct Classifier {
    table: Tensor,
    weight: Tensor,
    bias: Tensor,
    temperature: f64,
    sure: f32,
}

/// The category of one name.
#[derive(Clone, PartialEq, Debug)]
pub struct Scored {
    /// The best guess, whatever its score.
    pub category: Category,
    /// How likely it is, 0 to 1: of the answers with a score of 0.7, seven in ten are right.
    pub score: f32,
    /// Whether the score is high enough to go without a question.
    pub sure: bool,
    /// The next ones, best first.
    pub alternatives: Vec<(Category, f32)>,
}

impl Classifier {
    /// Loads `classifier.safetensors`.
    ///
    /// # Errors
    /// [`WeightsError`] if the bytes are no classifier of this version.
    pub fn new(bytes: &[u8]) -> Result<Self, WeightsError> {
        let metadata = Metadata::read(bytes)?;
        let tensors = SliceSafetensors::new(bytes)?;
        let load = |name: &str| tensors.load(name, &Device::Cpu)?.to_dtype(DType::F32);
        let (table, weight, bias) = (load("table")?, load("head.weight")?, load("head.bias")?);
        let shaped = table.dims2()?.0 == features::BUCKETS
            && weight.dims2()? == (Category::ALL.len(), table.dims2()?.1)
            && bias.dims1()? == Category::ALL.len();
        if !shaped {
            return Err(WeightsError::Metadata("the size of a tensor"));
        }
        Ok(Self {
            table,
            weight: weight.t()?.contiguous()?,
            bias,
            temperature: metadata.temperature,
            sure: metadata.sure,
        })
    }

    /// The category of each name, in order; an empty or strange name too gets one.
    #[must_use]
    pub fn classify(&self, names: &[&str]) -> Vec<Scored> {
        names
            .chunks(BATCH)
            .flat_map(|batch| {
                let scores = self.scores(batch).unwrap_or_default();
                (0..batch.len()).map(move |at| {
                    self.scored(scores.get(at).map(Vec::as_slice).unwrap_or_default())
                })
            })
            .collect()
    }

    /// Fills in the categories of a draft's items; who is not sure raises a doubt.
    pub fn fill(&self, draft: &mut Draft) {
        let names: Vec<&str> = draft.items.iter().map(|item| item.name.as_str()).collect();
        let scored = self.classify(&names);
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

    fn scored(&self, scores: &[f32]) -> Scored {
        let score = |category: &Category| {
            scores
                .get(usize::from(category.code()))
                .copied()
                .unwrap_or(0.0)
        };
        let mut ranked: Vec<(Category, f32)> = Category::ALL
            .iter()
            .map(|category| (*category, score(category)))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (category, score) = ranked[0];
        Scored {
            category,
            score,
            sure: score >= self.sure,
            alternatives: ranked[1..=ALTERNATIVES].to_vec(),
        }
    }

    fn scores(&self, names: &[&str]) -> candle_core::Result<Vec<Vec<f32>>> {
        let logits = (self.logits(names)? / self.temperature)?;
        softmax(&logits, D::Minus1)?.to_vec2()
    }

    /// A row of 18 logits for each name.
    fn logits(&self, names: &[&str]) -> candle_core::Result<Tensor> {
        let sums: Vec<Tensor> = names
            .iter()
            .map(|name| {
                let indices = features(name);
                let count = f64::from(u32::try_from(indices.len()).unwrap_or(u32::MAX));
                let indices = Tensor::new(indices, &Device::Cpu)?;
                self.table.index_select(&indices, 0)?.sum(0)? / count.sqrt()
            })
            .collect::<candle_core::Result<_>>()?;
        let hidden = Tensor::stack(&sums, 0)?.tanh()?;
        hidden.matmul(&self.weight)?.broadcast_add(&self.bias)
    }
}

/// What the head of the file says beside the tensors.
struct Metadata {
    temperature: f64,
    sure: f32,
}

impl Metadata {
    /// Reads the JSON between the length and the tensors.
    fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        let wrong = WeightsError::Metadata("the header");
        let Some((length, rest)) = bytes.split_first_chunk::<8>() else {
            return Err(wrong);
        };
        let header = usize::try_from(u64::from_le_bytes(*length))
            .ok()
            .and_then(|length| rest.get(..length));
        let header: serde_json::Value = header
            .and_then(|header| serde_json::from_slice(header).ok())
            .ok_or(wrong)?;
        let text = |key: &str| header["__metadata__"][key].as_str();
        if text("format") != Some("larder-classifier-1") {
            return Err(WeightsError::Metadata("the format"));
        }
        let ids: Vec<&str> = Category::ALL.iter().map(|category| category.id()).collect();
        if text("categories") != Some(ids.join(",").as_str()) {
            return Err(WeightsError::Metadata("the list of categories"));
        }
        let number = |key: &'static str| {
            let value = text(key)
                .and_then(|text| text.parse::<f64>().ok())
                .filter(|value| *value > 0.0);
            value.ok_or(WeightsError::Metadata(key))
        };
        Ok(Self {
            temperature: number("temperature")?,
            sure: number("sure")? as f32,
        })
    }
}

#[cfg(test)]
mod tests;
