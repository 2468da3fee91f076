//! What a merchant's printed line turned out to mean, so that it is asked only once.
//!
//! A memory is written when a purchase is accepted and looked up when the next
//! receipt is reviewed. Its id is made from the merchant and the text, so two
//! devices that learn the same line offline learn it into one place. Undoing the
//! purchase forgets what it taught.

mod key;

use jiff::civil::Date;
use sync::EntityId;

pub use key::key;

use crate::action::{DateChoice, Edit, ItemChoice, Line, Purchase};
use crate::barcode::Barcode;
use crate::category::Category;
use crate::household::Household;
use crate::id::{ItemId, PlaceId};
use crate::matching::{Match, Names};
use crate::quantity::{Quantity, Unit};
use crate::receipt::{Draft, LineItem};

/// Days that anything keeps: a century. A larger number is from a broken writer.
pub const MOST_DAYS: u32 = 36_525;

/// What a printed line meant the last time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineMemory {
    /// The item that was chosen.
    pub item: Option<ItemId>,
    /// Its name at the time, in case the item is gone.
    pub name: String,
    /// The category that was chosen.
    pub category: Option<Category>,
    /// The line was no food, and is to be dropped.
    pub ignore: bool,
    /// Where it went, if not where such things usually go.
    pub place: Option<PlaceId>,
    /// What one of the line was, if not one piece.
    pub each: Option<Quantity>,
    /// Days from the purchase to the date that was given.
    pub days: Option<u32>,
    /// Whose it is, if the print was wrong about that or did not say it.
    pub brand: Edit<String>,
    /// How much is in one package, if the print was wrong about that or did not say it.
    pub size: Edit<Quantity>,
    /// The article that it is about, where it is about one.
    pub barcode: Option<Barcode>,
}

/// The id of the memory of a line, whatever the case, accents and spacing of the two texts.
#[must_use]
pub fn entity(merchant: Option<&str>, text: &str) -> EntityId {
    let merchant = key(merchant.unwrap_or_default());
    hashed(&[
        b"larder line memory 1\0",
        merchant.as_bytes(),
        b"\0",
        key(text).as_bytes(),
    ])
}

/// The id of the memory of an article, whoever sells it and whatever the till calls it.
#[must_use]
pub fn article(barcode: Barcode) -> EntityId {
    hashed(&[b"larder article memory 1\0", barcode.as_str().as_bytes()])
}

fn hashed(parts: &[&[u8]]) -> EntityId {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    EntityId(id)
}

/// What a person may be asked about a proposed line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question {
    /// The position among the proposed lines.
    pub line: usize,
    /// The item that it may be.
    pub item: ItemId,
}

/// A purchase to review.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proposal {
    /// What it will be unless somebody says otherwise.
    pub purchase: Purchase,
    /// Which items of the household some lines may be.
    pub questions: Vec<Question>,
}

/// Turns a draft into a purchase to review: what was said about these articles and lines
/// before, where something was, else what the reader made of them.
///
/// Lines that are to be ignored are left out; [`Line::source`] tells which are in. An article
/// number on the receipt goes before the text of the line.
#[must_use]
pub fn propose(household: &Household, draft: &Draft, today: Date) -> Proposal {
    let merchant = draft.merchant.as_deref();
    let names = Names::of(household);
    let mut proposal = Proposal {
        purchase: Purchase {
            merchant: draft.merchant.clone(),
            address: draft.address.clone(),
            date: draft.date.filter(|date| *date <= today),
            time: draft.time,
            currency: draft.currency,
            tax: draft.tax,
            total: draft.total,
            images: Vec::new(),
            replaces: None,
            lines: Vec::new(),
            ignored: Vec::new(),
        },
        questions: Vec::new(),
    };
    for (source, item) in draft.items.iter().enumerate() {
        let own = household.remembered_line(merchant, &item.text);
        if own.is_some_and(|memory| memory.ignore) {
            continue;
        }
        let memory = household.remembered(merchant, &item.text);
        let (choice, question) = choose(household, &names, item, memory);
        let line = propose_line(household, item, (memory, choice), source);
        let at = proposal.purchase.lines.len();
        proposal
            .questions
            .extend(question.map(|item| Question { line: at, item }));
        proposal.purchase.lines.push(line);
    }
    proposal
}

/// The item that a line is, and the one that it may be.
fn choose(
    household: &Household,
    names: &Names,
    item: &LineItem,
    memory: Option<&LineMemory>,
) -> (ItemChoice, Option<ItemId>) {
    if let Some(known) = memory.and_then(|memory| household.item(memory.item?)) {
        return (ItemChoice::Existing(known.id), None);
    }
    let remembered = memory.map(|memory| memory.name.as_str());
    let name = remembered.filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| item.readable());
    if let Some(known) = household.item_named(name) {
        return (ItemChoice::Existing(known.id), None);
    }
    let named = ItemChoice::Named(name.to_owned());
    match names.find(name, item.category) {
        Match::Same(id) => (ItemChoice::Existing(id), None),
        Match::Perhaps(id) => (named, Some(id)),
        Match::New => (named, None),
    }
}

fn propose_line(
    household: &Household,
    item: &LineItem,
    (memory, choice): (Option<&LineMemory>, ItemChoice),
    source: usize,
) -> Line {
    let known = match &choice {
        ItemChoice::Existing(id) => household.item(*id),
        ItemChoice::Named(_) => None,
    };
    let remembered = memory.and_then(|memory| memory.category);
    let category = known.and_then(|known| known.category).or(remembered);
    let place = memory.and_then(|memory| memory.place);
    let place = place.filter(|place| household.has_place(*place));
    let printed_brand = item.product.brand.clone();
    let printed_size = item.product.size.filter(|size| size.unit != Unit::Piece);
    Line {
        source,
        text: item.text.clone(),
        item: choice,
        category: category.or(item.category),
        quantity: quantity(item, memory.and_then(|memory| memory.each)),
        printed: item.quantity,
        brand: put_right(memory.map(|memory| &memory.brand), printed_brand.as_ref()),
        size: put_right(memory.map(|memory| &memory.size), printed_size.as_ref()),
        printed_brand,
        printed_size,
        price: item.price,
        discount: item.discount,
        place: place.or_else(|| known.and_then(|known| known.place)),
        date: match memory.and_then(|memory| memory.days) {
            Some(days) => DateChoice::After(days),
            None => DateChoice::Estimate,
        },
    }
}

/// How much a line is: so many of what one of it was the last time, else of what a package
/// holds where that is counted (ten eggs), else what is printed, else one piece.
fn quantity(item: &LineItem, each: Option<Quantity>) -> Quantity {
    let printed = item.quantity.unwrap_or(Quantity::pieces(1));
    let counted = item.product.size.filter(|size| size.unit == Unit::Piece);
    let each = each.or(counted).filter(|_| printed.unit == Unit::Piece);
    each.and_then(|each| times(each, printed.milli))
        .unwrap_or(printed)
}

/// So many of an amount, the count in thousandths.
fn times(each: Quantity, count: i64) -> Option<Quantity> {
    let milli = i128::from(each.milli) * i128::from(count) / 1_000;
    Some(Quantity::new(i64::try_from(milli).ok()?, each.unit))
}

/// What was said the last time, else what is printed.
fn put_right<T: Clone>(said: Option<&Edit<T>>, printed: Option<&T>) -> Option<T> {
    match said {
        Some(Edit::Set(said)) => Some(said.clone()),
        Some(Edit::Clear) => None,
        Some(Edit::Keep) | None => printed.cloned(),
    }
}

/// What a person put right in what is printed.
pub(crate) fn correction<T: PartialEq>(printed: Option<&T>, said: Option<T>) -> Edit<T> {
    match said {
        said if said.as_ref() == printed => Edit::Keep,
        Some(said) => Edit::Set(said),
        None => Edit::Clear,
    }
}

/// What one of a line is, if a person made something else of it than printed pieces.
pub(crate) fn each(line: &Line) -> Option<Quantity> {
    let printed = line.printed.unwrap_or(Quantity::pieces(1));
    if printed.unit != Unit::Piece || printed.milli <= 0 || line.quantity == printed {
        return None;
    }
    let milli = i128::from(line.quantity.milli) * 1_000 / i128::from(printed.milli);
    Some(Quantity::new(
        i64::try_from(milli).ok()?,
        line.quantity.unit,
    ))
}
