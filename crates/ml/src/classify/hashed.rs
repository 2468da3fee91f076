//! The model of hashed pieces: vectors of a table summed, bent, and mapped once.

use candle_core::{Device, Result, Tensor};
use candle_nn::VarBuilder;
use pantry::category::Category;

use super::features::{BUCKETS, features};

/// Numbers of each row of the table.
const DIMENSIONS: usize = 24;

/// The table and the map.
pub(super) struct Hashed {
    table: Tensor,
    weight: Tensor,
    bias: Tensor,
}

impl Hashed {
    /// # Errors
    /// If a tensor is missing or has another shape.
    pub fn new(tensors: &VarBuilder) -> Result<Self> {
        let categories = Category::ALL.len();
        let weight = tensors.get((categories, DIMENSIONS), "head.weight")?;
        Ok(Self {
            table: tensors.get((BUCKETS, DIMENSIONS), "table")?,
            weight: weight.t()?.contiguous()?,
            bias: tensors.get(categories, "head.bias")?,
        })
    }

    /// Logits [names, categories].
    pub fn logits(&self, names: &[&str]) -> Result<Tensor> {
        let sums: Vec<Tensor> = names
            .iter()
            .map(|name| {
                let indices = features(name);
                let count = f64::from(u32::try_from(indices.len()).unwrap_or(u32::MAX));
                let indices = Tensor::new(indices, &Device::Cpu)?;
                self.table.index_select(&indices, 0)?.sum(0)? / count.sqrt()
            })
            .collect::<Result<_>>()?;
        let hidden = Tensor::stack(&sums, 0)?.tanh()?;
        hidden.matmul(&self.weight)?.broadcast_add(&self.bias)
    }
}
