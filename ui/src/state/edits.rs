//! What a person has done to a review, as CBOR beside the kept scan.
//!
//! It holds the whole purchase as it stands, so that a reload brings back every
//! answer; what the reader said (printed rows, doubts, the photo) comes from the
//! scan again.

use minicbor::{Decode, Encode};
use pantry::action::{DateChoice, ItemChoice, Line, Purchase};
use pantry::category::{Category, OwnCategory};
use pantry::id::{ItemId, PlaceId};
use pantry::line_memory::MOST_DAYS;
use pantry::lot::{Mark, Marked};
use pantry::money::Currency;
use pantry::receipt::DoubtKind;
use sync::EntityId;
use ui::protocol::forms::{MoneyForm, QuantityForm, amount, money_form, quantity, quantity_form};

use super::review::Review;
use super::review_line::{Garbled, ReviewLine};
use crate::view::amounts;

/// The state of a review as bytes.
pub fn encode(review: &Review) -> Vec<u8> {
    // Encoding into a vector cannot fail.
    minicbor::to_vec(EditsForm::of(review)).unwrap_or_default()
}

/// Brings a review to the state of these bytes; `None`, and nothing changed, when they
/// are not what [`encode`] wrote.
pub fn restore(review: &mut Review, bytes: &[u8]) -> Option<()> {
    let form: EditsForm = minicbor::decode(bytes).ok()?;
    let lines = form
        .lines
        .into_iter()
        .map(|line| line.into_line(&review.lines))
        .collect::<Option<Vec<_>>>()?;
    review.lines = lines;
    review.purchase = Purchase {
        merchant: form.merchant,
        date: form.date.and_then(|date| date.parse().ok()),
        currency: form.currency.and_then(|code| Currency::from_code(&code)),
        tax: amount(form.tax.as_ref()),
        total: amount(form.total.as_ref()),
        ..std::mem::take(&mut review.purchase)
    };
    for (code, kind) in ASKED {
        if form.answered.contains(&code) {
            review.answer(&kind);
        }
    }
    Some(())
}

/// The questions about the whole receipt that a person answers with a tap.
const ASKED: [(u8, DoubtKind); 3] = [
    (0, DoubtKind::AmbiguousDate),
    (1, DoubtKind::PriceWithoutItem),
    (2, DoubtKind::NoDate),
];

#[derive(Encode, Decode)]
struct EditsForm {
    #[n(0)]
    merchant: Option<String>,
    #[n(1)]
    date: Option<String>,
    #[n(2)]
    currency: Option<String>,
    #[n(3)]
    tax: Option<MoneyForm>,
    #[n(4)]
    total: Option<MoneyForm>,
    #[n(5)]
    lines: Vec<LineForm>,
    /// Codes of [`ASKED`].
    #[n(6)]
    answered: Vec<u8>,
}

#[derive(Encode, Decode)]
struct LineForm {
    #[n(0)]
    key: u32,
    #[n(1)]
    source: u32,
    #[n(2)]
    text: String,
    #[n(3)]
    item: Option<[u8; 16]>,
    #[n(4)]
    name: String,
    #[n(5)]
    category: Option<u8>,
    #[n(6)]
    quantity: QuantityForm,
    #[n(7)]
    price: Option<MoneyForm>,
    #[n(8)]
    discount: Option<MoneyForm>,
    #[n(9)]
    place: Option<[u8; 16]>,
    #[n(10)]
    date: DateForm,
    #[n(11)]
    dropped: bool,
    #[n(12)]
    checked: bool,
    #[n(13)]
    filed: bool,
    /// An earlier build had none of these.
    #[n(14)]
    always: Option<bool>,
    #[n(15)]
    maybe: Option<[u8; 16]>,
    #[n(16)]
    printed: Option<QuantityForm>,
    #[n(17)]
    brand: Option<String>,
    #[n(18)]
    size: Option<QuantityForm>,
    #[n(19)]
    typed_size: Option<String>,
    #[n(20)]
    garbled_amount: Option<String>,
    #[n(21)]
    garbled_price: Option<String>,
    /// One of the household's own that is like `category`.
    #[n(22)]
    own_category: Option<[u8; 16]>,
}

#[derive(Encode, Decode)]
enum DateForm {
    #[n(0)]
    Estimate,
    #[n(1)]
    None,
    #[n(2)]
    BestBefore(#[n(0)] String),
    #[n(3)]
    UseBy(#[n(0)] String),
    #[n(4)]
    After(#[n(0)] u32),
}

impl EditsForm {
    fn of(review: &Review) -> Self {
        let purchase = &review.purchase;
        Self {
            merchant: purchase.merchant.clone(),
            date: purchase.date.map(|date| date.to_string()),
            currency: purchase.currency.map(|currency| currency.code().to_owned()),
            tax: money_form(purchase.tax),
            total: money_form(purchase.total),
            lines: review.lines.iter().map(LineForm::of).collect(),
            answered: ASKED
                .iter()
                .filter(|(_, kind)| !review.doubts.contains(kind))
                .map(|(code, _)| *code)
                .collect(),
        }
    }
}

impl LineForm {
    fn of(reviewed: &ReviewLine) -> Self {
        let line = &reviewed.line;
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        Self {
            key: number(reviewed.key),
            source: number(line.source),
            text: line.text.clone(),
            item: match &line.item {
                ItemChoice::Existing(id) => Some(id.bytes()),
                ItemChoice::Named(_) => None,
            },
            name: reviewed.name.clone(),
            category: line.category.map(Category::code),
            own_category: line.category.and_then(Category::own).map(|own| own.id().0),
            quantity: quantity_form(line.quantity),
            price: money_form(line.price),
            discount: money_form(line.discount),
            place: line.place.map(PlaceId::bytes),
            date: date_form(line.date),
            dropped: reviewed.dropped,
            checked: reviewed.checked,
            filed: reviewed.filed,
            always: Some(reviewed.always),
            maybe: reviewed.maybe.map(ItemId::bytes),
            printed: line.printed.map(quantity_form),
            brand: line.brand.clone(),
            size: line.size.map(quantity_form),
            typed_size: Some(reviewed.typed_size.clone()),
            garbled_amount: reviewed.garbled.amount.clone(),
            garbled_price: reviewed.garbled.price.clone(),
        }
    }

    /// The line again; what the reader said of it is taken from `read`.
    fn into_line(self, read: &[ReviewLine]) -> Option<ReviewLine> {
        let key = self.key as usize;
        // Half of a line that was split is printed where the whole is.
        let (printed, source) = (!self.text.is_empty(), self.source as usize);
        let whole = || {
            let mut lines = read.iter();
            lines.find(|line| printed && line.line.source == source)
        };
        let read = read.iter().find(|line| line.key == key).or_else(whole);
        let line = Line {
            source: self.source as usize,
            text: self.text,
            item: match self.item {
                Some(id) => ItemChoice::Existing(ItemId::from_bytes(id)),
                None => ItemChoice::Named(self.name.clone()),
            },
            category: self.category.and_then(Category::from_code).map(|like| {
                let own = self.own_category.map(EntityId);
                own.map_or(like, |id| Category::Own(OwnCategory::new(id, like)))
            }),
            quantity: quantity(self.quantity)?,
            printed: self.printed.and_then(quantity),
            brand: self.brand,
            size: self.size.and_then(quantity),
            printed_brand: read.and_then(|read| read.line.printed_brand.clone()),
            printed_size: read.and_then(|read| read.line.printed_size),
            price: amount(self.price.as_ref()),
            discount: amount(self.discount.as_ref()),
            place: self.place.map(PlaceId::from_bytes),
            date: date_choice(&self.date)?,
        };
        let mut reviewed = ReviewLine {
            key,
            typed_size: self
                .typed_size
                .unwrap_or_else(|| amounts::size_text(line.size)),
            garbled: Garbled {
                amount: self.garbled_amount,
                price: self.garbled_price,
            },
            line,
            name: self.name,
            bounds: read.and_then(|line| line.bounds),
            asked: read.is_some_and(|line| line.asked),
            why: read.map(|line| line.why.clone()).unwrap_or_default(),
            checked: self.checked,
            filed: self.filed,
            dropped: self.dropped,
            always: self.always.unwrap_or_default(),
            maybe: self.maybe.map(ItemId::from_bytes),
        };
        reviewed.settle();
        Some(reviewed)
    }
}

fn date_form(choice: DateChoice) -> DateForm {
    match choice {
        DateChoice::Estimate => DateForm::Estimate,
        DateChoice::None => DateForm::None,
        DateChoice::After(days) => DateForm::After(days),
        DateChoice::Given(marked) => match marked.mark {
            Mark::BestBefore => DateForm::BestBefore(marked.on.to_string()),
            Mark::UseBy => DateForm::UseBy(marked.on.to_string()),
        },
    }
}

fn date_choice(form: &DateForm) -> Option<DateChoice> {
    let given = |on: &str, mark| {
        let on = on.parse().ok()?;
        // A person gave it: an estimate is made again.
        Some(DateChoice::Given(Marked {
            on,
            mark,
            estimated: false,
        }))
    };
    match form {
        DateForm::Estimate => Some(DateChoice::Estimate),
        DateForm::None => Some(DateChoice::None),
        DateForm::After(days) => Some(DateChoice::After((*days).min(MOST_DAYS))),
        DateForm::BestBefore(on) => given(on, Mark::BestBefore),
        DateForm::UseBy(on) => given(on, Mark::UseBy),
    }
}
