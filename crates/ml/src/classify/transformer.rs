//! The transformer over pieces of words: BERT's blocks, small.

use candle_core::{Device, IndexOp, Result, Tensor};
use candle_nn::{Linear, Module, VarBuilder, linear};
use candle_transformers::models::bert::{BertModel, Config, HiddenAct, PositionEmbeddingType};
use pantry::category::Category;

use super::metadata::Metadata;
use super::pieces::{PAD, Pieces};

/// The blocks, the map of what stands at the start to categories, and the vocabulary.
pub(super) struct Transformer {
    pieces: Pieces,
    model: BertModel,
    head: Linear,
}

impl Transformer {
    /// # Errors
    /// If a tensor is missing or has another shape.
    pub fn new(tensors: &VarBuilder, metadata: &Metadata) -> Result<Self> {
        let pieces = Pieces::new(&metadata.vocabulary);
        let config = Config {
            vocab_size: pieces.len(),
            hidden_size: metadata.hidden,
            num_hidden_layers: metadata.layers,
            num_attention_heads: metadata.heads,
            intermediate_size: metadata.inner,
            hidden_act: HiddenAct::Relu,
            hidden_dropout_prob: 0.0,
            max_position_embeddings: metadata.positions,
            type_vocab_size: 1,
            initializer_range: 0.0,
            layer_norm_eps: metadata.epsilon,
            pad_token_id: PAD as usize,
            position_embedding_type: PositionEmbeddingType::Absolute,
            use_cache: false,
            classifier_dropout: None,
            model_type: None,
        };
        let categories = Category::ALL.len();
        Ok(Self {
            pieces,
            model: BertModel::load(tensors.clone(), &config)?,
            head: linear(metadata.hidden, categories, tensors.pp("category"))?,
        })
    }

    /// Logits [names, categories].
    pub fn logits(&self, names: &[&str]) -> Result<Tensor> {
        let cut: Vec<Vec<u32>> = names.iter().map(|name| self.pieces.cut(name)).collect();
        let longest = cut.iter().map(Vec::len).max().unwrap_or(1);
        let padded: Vec<u32> = cut
            .iter()
            .flat_map(|name| {
                let rest = std::iter::repeat_n(PAD, longest - name.len());
                name.iter().copied().chain(rest)
            })
            .collect();
        let pieces = Tensor::from_vec(padded, (names.len(), longest), &Device::Cpu)?;
        let seen = pieces.ne(PAD)?;
        let kinds = pieces.zeros_like()?;
        let hidden = self.model.forward(&pieces, &kinds, Some(&seen))?;
        self.head.forward(&hidden.i((.., 0))?.contiguous()?)
    }
}
