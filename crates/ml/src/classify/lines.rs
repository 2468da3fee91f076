//! What part a row plays on a receipt, by a small model of its own.
//!
//! The pieces of its words, the shape of its tokens (`12,50` is `0,0`) and its place on the
//! paper are rows of one table; their sum is mapped once. `training/classify/lines.py` does
//! the same, and learnt it from invented receipts alone.

use candle_core::{D, Device, Result, Tensor};
use candle_nn::VarBuilder;
use candle_nn::ops::softmax;

use super::features::{features, hash};

/// Rows of the table.
const BUCKETS: usize = 1 << 12;

/// Numbers of each row of the table.
const DIMENSIONS: usize = 16;

/// Tokens of a row whose shape counts.
const MOST_TOKENS: usize = 16;

/// Signs of a token's shape.
const MOST_SIGNS: usize = 12;

/// Tenths of the paper.
const PLACES: u32 = 10;

/// Rows in one matrix; more are done one matrix after the other.
const BATCH: usize = 64;

/// The part that a row plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineType {
    /// The shop's name.
    Merchant,
    /// Where the shop is.
    Address,
    /// Anything about shop, till, card, customer or the day.
    About,
    /// Headings of columns.
    Columns,
    /// Something that was bought.
    Item,
    /// How much of it, and its price.
    Quantity,
    /// What is taken off.
    Discount,
    /// For the bottle.
    Deposit,
    /// The sum before taxes.
    Subtotal,
    /// A tax.
    Tax,
    /// What is to be paid.
    Total,
    /// To the next coin.
    Rounding,
    /// What was given.
    Tender,
    /// What was given back.
    Change,
    /// How many pieces.
    Count,
    /// A row of a table of taxes.
    TaxTable,
}

impl LineType {
    /// Every part, in the order of the model's answers.
    pub const ALL: [Self; 16] = [
        Self::Merchant,
        Self::Address,
        Self::About,
        Self::Columns,
        Self::Item,
        Self::Quantity,
        Self::Discount,
        Self::Deposit,
        Self::Subtotal,
        Self::Tax,
        Self::Total,
        Self::Rounding,
        Self::Tender,
        Self::Change,
        Self::Count,
        Self::TaxTable,
    ];

    /// Whether it stands among the goods.
    #[must_use]
    pub fn is_of_goods(self) -> bool {
        matches!(
            self,
            Self::Item | Self::Quantity | Self::Discount | Self::Deposit
        )
    }
}

/// How likely each part is for one row, in the order of [`LineType::ALL`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Parts([f32; LineType::ALL.len()]);

impl Parts {
    /// How likely the row stands among the goods, 0 to 1.
    #[must_use]
    pub fn of_goods(&self) -> f32 {
        let parts = LineType::ALL.iter().zip(&self.0);
        let goods = parts.filter(|(part, _)| part.is_of_goods());
        goods.map(|(_, likely)| likely).sum()
    }

    /// The likeliest part.
    #[must_use]
    pub fn best(&self) -> LineType {
        let parts = LineType::ALL.iter().zip(&self.0);
        let best = parts.max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(LineType::About, |(part, _)| *part)
    }
}

/// The trained model.
pub struct LineTypes {
    table: Tensor,
    weight: Tensor,
    bias: Tensor,
}

impl LineTypes {
    /// # Errors
    /// If a tensor is missing or has another shape.
    pub(super) fn new(tensors: &VarBuilder) -> Result<Self> {
        let parts = LineType::ALL.len();
        let weight = tensors.get((parts, DIMENSIONS), "head.weight")?;
        Ok(Self {
            table: tensors.get((BUCKETS, DIMENSIONS), "table")?,
            weight: weight.t()?.contiguous()?,
            bias: tensors.get(parts, "head.bias")?,
        })
    }

    /// How likely each part is for each row of a receipt, top to bottom. Empty if the model
    /// cannot be run.
    #[must_use]
    pub fn parts(&self, rows: &[&str]) -> Vec<Parts> {
        let last = rows.len().saturating_sub(1).max(1) as f32;
        let placed: Vec<(&str, f32)> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| (*row, at as f32 / last))
            .collect();
        placed
            .chunks(BATCH)
            .flat_map(|batch| self.batch(batch).unwrap_or_default())
            .collect()
    }

    fn batch(&self, rows: &[(&str, f32)]) -> Result<Vec<Parts>> {
        let sums: Vec<Tensor> = rows
            .iter()
            .map(|(row, place)| {
                let indices = indices(row, *place);
                let count = f64::from(u32::try_from(indices.len()).unwrap_or(u32::MAX));
                let indices = Tensor::new(indices, &Device::Cpu)?;
                self.table.index_select(&indices, 0)?.sum(0)? / count.sqrt()
            })
            .collect::<Result<_>>()?;
        let hidden = Tensor::stack(&sums, 0)?.tanh()?;
        let logits = hidden.matmul(&self.weight)?.broadcast_add(&self.bias)?;
        let rows = softmax(&logits, D::Minus1)?.to_vec2::<f32>()?;
        let parts = rows.into_iter().map(|row| {
            let mut parts = [0.0; LineType::ALL.len()];
            parts.iter_mut().zip(row).for_each(|(to, from)| *to = from);
            Parts(parts)
        });
        Ok(parts.collect())
    }
}

/// All indices of a row, repeated ones too.
fn indices(row: &str, place: f32) -> Vec<u32> {
    let buckets = BUCKETS as u32;
    let hashed = |kind: u8, text: &str| hash(kind, text.as_bytes()) % buckets;
    let pieces = features(row);
    let mut found: Vec<u32> = match pieces[..] {
        // No letters: nothing but the shape.
        [0] => Vec::new(),
        _ => pieces.into_iter().map(|index| index % buckets).collect(),
    };
    let shapes: Vec<String> = row
        .split_whitespace()
        .take(MOST_TOKENS)
        .map(shape)
        .collect();
    found.extend(shapes.iter().map(|shape| hashed(b's', shape)));
    let pairs = shapes.windows(2);
    found.extend(pairs.map(|pair| hashed(b't', &format!("{} {}", pair[0], pair[1]))));
    if let [first, .., last] | [first @ last] = &shapes[..] {
        found.push(hashed(b'f', first));
        found.push(hashed(b'l', last));
    }
    found.push(hashed(b'n', &shapes.len().min(8).to_string()));
    let tenth = ((place * PLACES as f32) as u32).min(PLACES - 1);
    found.extend([hashed(b'r', &tenth.to_string()); 2]);
    found
}

/// One sign for a run of digits or of letters: `12,50` is `0,0`, `MILK` is `a`.
fn shape(token: &str) -> String {
    let mut shape: Vec<char> = Vec::with_capacity(MOST_SIGNS);
    for letter in token.chars() {
        let sign = match letter {
            '0'..='9' => '0',
            letter if letter.is_alphabetic() => 'a',
            other => other,
        };
        if shape.last() != Some(&sign) || !matches!(sign, '0' | 'a') {
            shape.push(sign);
        }
    }
    shape.into_iter().take(MOST_SIGNS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A receipt that no generator made, with the part of each row.
    const ROWS: [(&str, LineType); 11] = [
        ("GREEN VALLEY MARKET", LineType::Merchant),
        ("1480 Oak Avenue", LineType::Address),
        ("Cashier: Anna  Till 4", LineType::About),
        ("WHOLE MILK 1L 1.89", LineType::Item),
        ("RYE BREAD 500G 2.75", LineType::Item),
        ("2 x 1.25", LineType::Quantity),
        ("CHEDDAR CHEESE 5.19", LineType::Item),
        ("SUBTOTAL 12.33", LineType::Subtotal),
        ("TOTAL 12.33", LineType::Total),
        ("CHANGE 7.67", LineType::Change),
        ("Thank you for your visit", LineType::About),
    ];

    fn shipped() -> super::super::Classifier {
        let weights = include_bytes!("../../models/classifier.safetensors");
        super::super::Classifier::new(weights).expect("the shipped weights load")
    }

    #[test]
    fn the_rows_of_a_receipt_are_known() {
        let classifier = shipped();
        let texts = ROWS.map(|(text, _)| text);
        let parts = classifier.lines().parts(&texts);
        let found: Vec<LineType> = parts.iter().map(Parts::best).collect();
        assert_eq!(found, ROWS.map(|(_, part)| part));
        for ((text, part), parts) in ROWS.iter().zip(&parts) {
            assert_eq!(part.is_of_goods(), parts.of_goods() > 0.5, "{text}");
        }
    }

    #[test]
    fn every_row_gets_an_answer_however_strange() {
        let classifier = shipped();
        let long = "MILK ".repeat(5_000);
        let rows = ["", " ", "\u{0}\u{fffd}", "🥛🥛", "------", &long];
        let parts = classifier.lines().parts(&rows);
        assert_eq!(parts.len(), rows.len());
        assert!(
            parts
                .iter()
                .all(|parts| (0.0..=1.001).contains(&parts.of_goods()))
        );
        assert!(classifier.lines().parts(&[]).is_empty());
    }

    #[test]
    fn a_shape_has_one_sign_for_a_run() {
        assert_eq!(shape("12,50"), "0,0");
        assert_eq!(shape("MILK"), "a");
        assert_eq!(shape("**1234"), "**0");
        assert_eq!(shape("2x1.5L"), "0a0.0a");
    }
}
