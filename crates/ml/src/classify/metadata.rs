//! What the head of the file of weights says beside the tensors.

use std::str::FromStr;

use pantry::category::Category;

use super::WeightsError;

/// The format that this version reads.
const FORMAT: &str = "larder-classifier-2";

/// How the models are built and how their answers are to be taken.
pub(super) struct Metadata {
    pub share: f64,
    pub temperature: f64,
    pub sure: f32,
    pub vocabulary: Vec<String>,
    pub hidden: usize,
    pub layers: usize,
    pub heads: usize,
    pub inner: usize,
    pub positions: usize,
    pub epsilon: f64,
}

impl Metadata {
    /// Reads the JSON between the length and the tensors.
    pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
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
        let text = |key: &str| header["__metadata__"][key].as_str().unwrap_or_default();
        if text("format") != FORMAT {
            return Err(WeightsError::Metadata("the format"));
        }
        let ids: Vec<&str> = Category::ALL.iter().map(|category| category.id()).collect();
        if text("categories") != ids.join(",") {
            return Err(WeightsError::Metadata("the list of categories"));
        }
        let number = |key| positive::<f64>(text(key), key);
        let size = |key| positive::<usize>(text(key), key);
        let metadata = Self {
            share: number("share")?.min(1.0),
            temperature: number("temperature")?,
            sure: number("sure")? as f32,
            vocabulary: text("vocabulary").split(' ').map(str::to_owned).collect(),
            hidden: size("hidden")?,
            layers: size("layers")?,
            heads: size("heads")?,
            inner: size("inner")?,
            positions: size("positions")?,
            epsilon: number("epsilon")?,
        };
        let whole_heads = metadata.hidden.is_multiple_of(metadata.heads);
        if !whole_heads || metadata.layers > 64 {
            return Err(WeightsError::Metadata("the size of the transformer"));
        }
        Ok(metadata)
    }
}

fn positive<T: FromStr + PartialOrd + Default>(
    text: &str,
    key: &'static str,
) -> Result<T, WeightsError> {
    let value = text.parse::<T>().ok().filter(|value| *value > T::default());
    value.ok_or(WeightsError::Metadata(key))
}
