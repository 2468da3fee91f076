//! A finished scan as CBOR: the reader encodes, the page decodes.
//!
//! Both sides come from one build. A scan in review is kept in this form until it is
//! accepted; one that a newer build cannot understand is read from its photo again.

use crate::category::Category;
use crate::money::Currency;
use crate::receipt::{Bounds, Confidences, Doubt, DoubtKind, Draft, LineItem, Product, Row, Word};
use minicbor::{Decode, Encode};
pub use sync::BlobRef;

use super::forms::{MoneyForm, QuantityForm, amount, money, money_form, quantity, quantity_form};

/// What a scan gave.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scanned {
    /// The receipt, with its doubts.
    pub draft: Draft,
    /// The shots that it was read from. All bounds refer to an image in which they lie
    /// one below the other, left edges aligned.
    pub shots: Vec<Shot>,
    /// The bytes of the photos, by their hash and number.
    pub images: Vec<BlobRef>,
    /// Milliseconds: decode, prepare, detect, recognise, parse, classify, total.
    pub timings: [f64; 7],
}

/// One picture of a receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shot {
    /// Width and height of the upright image.
    pub size: (u32, u32),
    /// Quarter turns with the clock from the file's image to the upright one.
    pub turns: u8,
}

/// The shot that has the middle of these bounds, and where it begins.
#[must_use]
pub fn shot_at(shots: &[Shot], bounds: Bounds) -> Option<(usize, i32)> {
    let middle = i32::midpoint(bounds.y0, bounds.y1);
    let mut top = 0;
    for (position, shot) in shots.iter().enumerate() {
        let end = top + i32::try_from(shot.size.1).unwrap_or(i32::MAX - top);
        if middle < end || position + 1 == shots.len() {
            return Some((position, top));
        }
        top = end;
    }
    None
}

/// As bytes.
#[must_use]
pub fn encode(scanned: &Scanned) -> Vec<u8> {
    // Encoding into a vector cannot fail.
    minicbor::to_vec(ScannedForm::of(scanned)).unwrap_or_default()
}

/// From bytes; `None` when they are not what [`encode`] wrote.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Scanned> {
    minicbor::decode::<ScannedForm>(bytes).ok()?.into_scanned()
}

type BoundsForm = [i32; 4];

#[derive(Encode, Decode)]
struct ScannedForm {
    #[n(0)]
    merchant: Option<String>,
    #[n(1)]
    address: Option<String>,
    #[n(2)]
    date: Option<String>,
    #[n(3)]
    time: Option<String>,
    #[n(4)]
    currency: Option<String>,
    #[n(5)]
    amounts: [Option<MoneyForm>; 3],
    #[n(6)]
    items: Vec<LineForm>,
    #[n(7)]
    rows: Vec<RowForm>,
    #[n(8)]
    doubts: Vec<DoubtForm>,
    /// Of the first shot, as are the turns.
    #[n(9)]
    size: (u32, u32),
    #[n(10)]
    timings: [f64; 7],
    #[n(11)]
    turns: u8,
    /// Of the first photo, as is the number of bytes.
    #[n(12)]
    sha256: Option<[u8; 32]>,
    #[n(13)]
    bytes: u64,
    /// Of merchant, date and total; an earlier build told none.
    #[n(14)]
    confidences: Option<[f32; 3]>,
    /// Size and turns of the shots after the first, if the receipt took several.
    #[n(15)]
    more_shots: Option<Vec<ShotForm>>,
    /// Hash and bytes of the photos after the first.
    #[n(16)]
    more_images: Option<Vec<ImageForm>>,
}

type ShotForm = ((u32, u32), u8);
type ImageForm = ([u8; 32], u64);

#[derive(Encode, Decode)]
struct LineForm {
    #[n(0)]
    text: String,
    #[n(1)]
    name: String,
    #[n(2)]
    quantity: Option<QuantityForm>,
    #[n(3)]
    unit_price: Option<MoneyForm>,
    #[n(4)]
    price: Option<MoneyForm>,
    #[n(5)]
    discount: Option<MoneyForm>,
    #[n(6)]
    category: Option<u8>,
    #[n(7)]
    category_sure: bool,
    #[n(8)]
    confidence: f32,
    #[n(9)]
    rows: Vec<u32>,
    #[n(10)]
    bounds: BoundsForm,
    /// Of name and price; an earlier build told none.
    #[n(11)]
    confidences: Option<[f32; 2]>,
    /// What the name stands for: its name, brand and size; an earlier build told none.
    #[n(12)]
    product: Option<(String, Option<String>, Option<QuantityForm>)>,
}

#[derive(Encode, Decode)]
struct RowForm {
    #[n(0)]
    text: String,
    #[n(1)]
    bounds: BoundsForm,
    #[n(2)]
    confidence: f32,
    #[n(3)]
    words: Vec<(String, BoundsForm, f32)>,
}

#[derive(Encode, Decode)]
struct DoubtForm {
    #[n(0)]
    kind: u8,
    #[n(1)]
    amounts: Option<(MoneyForm, MoneyForm)>,
    #[n(2)]
    row: Option<u32>,
    #[n(3)]
    item: Option<u32>,
}

fn bounds_form(bounds: Bounds) -> BoundsForm {
    [bounds.x0, bounds.y0, bounds.x1, bounds.y1]
}

fn bounds([x0, y0, x1, y1]: BoundsForm) -> Bounds {
    Bounds { x0, y0, x1, y1 }
}

fn confidences_form(of: Confidences) -> [f32; 3] {
    [of.merchant, of.date, of.total]
}

fn confidences([merchant, date, total]: [f32; 3]) -> Confidences {
    Confidences {
        merchant,
        date,
        total,
    }
}

fn product((name, brand, size): (String, Option<String>, Option<QuantityForm>)) -> Product {
    Product {
        name,
        brand,
        size: size.and_then(quantity),
    }
}

/// The forms of all but the first, unless there is nothing to say: then the bytes are
/// those of an earlier build.
fn after_first<T, Form>(all: &[T], form: impl Fn(&T) -> Form) -> Option<Vec<Form>> {
    let more: Vec<Form> = all.iter().skip(1).map(form).collect();
    (!more.is_empty()).then_some(more)
}

fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl ScannedForm {
    fn of(scanned: &Scanned) -> Self {
        let draft = &scanned.draft;
        let first = scanned.shots.first().copied().unwrap_or_default();
        Self {
            merchant: draft.merchant.clone(),
            address: draft.address.clone(),
            date: draft.date.map(|date| date.to_string()),
            time: draft.time.map(|time| time.to_string()),
            currency: draft.currency.map(|currency| currency.code().to_owned()),
            amounts: [draft.subtotal, draft.tax, draft.total].map(money_form),
            items: draft.items.iter().map(LineForm::of).collect(),
            rows: draft.rows.iter().map(RowForm::of).collect(),
            doubts: draft.doubts.iter().map(DoubtForm::of).collect(),
            size: first.size,
            timings: scanned.timings,
            turns: first.turns,
            sha256: scanned.images.first().map(|image| image.sha256),
            bytes: scanned.images.first().map_or(0, |image| image.size),
            confidences: Some(confidences_form(draft.confidences)),
            more_shots: after_first(&scanned.shots, |shot| (shot.size, shot.turns)),
            more_images: after_first(&scanned.images, |image| (image.sha256, image.size)),
        }
    }

    fn into_scanned(self) -> Option<Scanned> {
        let [subtotal, tax, total] = self.amounts;
        let draft = Draft {
            merchant: self.merchant,
            address: self.address,
            date: self.date.and_then(|date| date.parse().ok()),
            time: self.time.and_then(|time| time.parse().ok()),
            currency: self.currency.and_then(|code| Currency::from_code(&code)),
            subtotal: amount(subtotal.as_ref()),
            tax: amount(tax.as_ref()),
            total: amount(total.as_ref()),
            confidences: self.confidences.map(confidences).unwrap_or_default(),
            items: self.items.into_iter().map(LineForm::into_line).collect(),
            rows: self.rows.into_iter().map(RowForm::into_row).collect(),
            doubts: self
                .doubts
                .into_iter()
                .map(DoubtForm::into_doubt)
                .collect::<Option<_>>()?,
        };
        let shot = |(size, turns): ShotForm| Shot { size, turns };
        let image = |(sha256, size): ImageForm| BlobRef { sha256, size };
        let first = self.sha256.map(|sha256| (sha256, self.bytes));
        Some(Scanned {
            draft,
            shots: std::iter::once((self.size, self.turns))
                .chain(self.more_shots.unwrap_or_default())
                .map(shot)
                .collect(),
            images: first
                .into_iter()
                .chain(self.more_images.unwrap_or_default())
                .map(image)
                .collect(),
            timings: self.timings,
        })
    }
}

impl LineForm {
    fn of(line: &LineItem) -> Self {
        Self {
            text: line.text.clone(),
            name: line.name.clone(),
            quantity: line.quantity.map(quantity_form),
            unit_price: money_form(line.unit_price),
            price: money_form(line.price),
            discount: money_form(line.discount),
            category: line.category.map(Category::code),
            category_sure: line.category_sure,
            confidence: line.confidence,
            rows: line.rows.iter().copied().map(position).collect(),
            bounds: bounds_form(line.bounds),
            confidences: Some([line.name_confidence, line.price_confidence]),
            product: Some((
                line.product.name.clone(),
                line.product.brand.clone(),
                line.product.size.map(quantity_form),
            )),
        }
    }

    fn into_line(self) -> LineItem {
        let [name_confidence, price_confidence] = self.confidences.unwrap_or_default();
        LineItem {
            name_confidence,
            price_confidence,
            text: self.text,
            name: self.name,
            product: self.product.map(product).unwrap_or_default(),
            quantity: self.quantity.and_then(quantity),
            unit_price: amount(self.unit_price.as_ref()),
            price: amount(self.price.as_ref()),
            discount: amount(self.discount.as_ref()),
            category: self.category.and_then(Category::from_code),
            category_sure: self.category_sure,
            confidence: self.confidence,
            rows: self.rows.into_iter().map(|row| row as usize).collect(),
            bounds: bounds(self.bounds),
        }
    }
}

impl RowForm {
    fn of(row: &Row) -> Self {
        let word = |word: &Word| (word.text.clone(), bounds_form(word.bounds), word.confidence);
        Self {
            text: row.text.clone(),
            bounds: bounds_form(row.bounds),
            confidence: row.confidence,
            words: row.words.iter().map(word).collect(),
        }
    }

    fn into_row(self) -> Row {
        let word = |(text, at, confidence)| Word {
            text,
            bounds: bounds(at),
            confidence,
            ..Word::default()
        };
        Row {
            text: self.text,
            bounds: bounds(self.bounds),
            confidence: self.confidence,
            words: self.words.into_iter().map(word).collect(),
        }
    }
}

impl DoubtForm {
    fn of(doubt: &Doubt) -> Self {
        let (kind, amounts) = match &doubt.kind {
            DoubtKind::NoText => (0, None),
            DoubtKind::NoTotal => (1, None),
            DoubtKind::NoDate => (2, None),
            DoubtKind::NoMerchant => (3, None),
            DoubtKind::TotalMismatch { items, total } => {
                (4, money_form(Some(*items)).zip(money_form(Some(*total))))
            }
            DoubtKind::ItemWithoutPrice => (5, None),
            DoubtKind::PriceWithoutItem => (6, None),
            DoubtKind::LowConfidence => (7, None),
            DoubtKind::UncertainCategory => (8, None),
            DoubtKind::AmbiguousDate => (9, None),
        };
        Self {
            kind,
            amounts,
            row: doubt.row.map(position),
            item: doubt.item.map(position),
        }
    }

    fn into_doubt(self) -> Option<Doubt> {
        let kind = match (self.kind, self.amounts) {
            (0, _) => DoubtKind::NoText,
            (1, _) => DoubtKind::NoTotal,
            (2, _) => DoubtKind::NoDate,
            (3, _) => DoubtKind::NoMerchant,
            (4, Some((items, total))) => DoubtKind::TotalMismatch {
                items: money(&items)?,
                total: money(&total)?,
            },
            (5, _) => DoubtKind::ItemWithoutPrice,
            (6, _) => DoubtKind::PriceWithoutItem,
            (7, _) => DoubtKind::LowConfidence,
            (8, _) => DoubtKind::UncertainCategory,
            (9, _) => DoubtKind::AmbiguousDate,
            _ => return None,
        };
        Some(Doubt {
            kind,
            row: self.row.map(|row| row as usize),
            item: self.item.map(|item| item as usize),
        })
    }
}

#[cfg(test)]
mod tests;
