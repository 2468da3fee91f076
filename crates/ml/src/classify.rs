//! Names to categories: two small models that answer together.
//!
//! One sums vectors of hashed pieces of the name; the other is a transformer over pieces
//! of words. Tills abbreviate, so both look at runs of letters rather than at words of a
//! dictionary. Their log-likelihoods are added.

mod features;
mod hashed;
mod lines;
mod metadata;
mod pieces;
mod transformer;

use candle_core::{D, DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_nn::ops::{log_softmax, softmax};
use pantry::category::Category;
use pantry::receipt::{Doubt, DoubtKind, Draft};

use self::hashed::Hashed;
pub use self::lines::{LineType, LineTypes, Parts};
use self::metadata::Metadata;
use self::transformer::Transformer;

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
    hashed: Hashed,
    transformer: Transformer,
    lines: LineTypes,
    /// The transformer's part of the answer, 0 to 1.
    share: f64,
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
        let tensors = VarBuilder::from_slice_safetensors(bytes, DType::F32, &Device::Cpu)?;
        Ok(Self {
            hashed: Hashed::new(&tensors.pp("hashed"))?,
            transformer: Transformer::new(&tensors, &metadata)?,
            lines: LineTypes::new(&tensors.pp("lines"))?,
            share: metadata.share,
            temperature: metadata.temperature,
            sure: metadata.sure,
        })
    }

    /// What part each row of a receipt plays.
    #[must_use]
    pub fn lines(&self) -> &LineTypes {
        &self.lines
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

    /// A row of 18 logits for each name: the mixed log-likelihoods.
    fn logits(&self, names: &[&str]) -> candle_core::Result<Tensor> {
        let likely = |logits: Tensor| log_softmax(&logits, D::Minus1);
        let hashed = likely(self.hashed.logits(names)?)?;
        let transformer = likely(self.transformer.logits(names)?)?;
        (hashed * (1.0 - self.share))? + (transformer * self.share)?
    }
}

#[cfg(test)]
mod tests;
