//! Files on their way in and out: read as what they are, brought into the household a part
//! at a time, and written with their photos.

mod bring;
mod save;

use js_sys::Array;
use pantry::household::Household;
use pantry::money::Currency;
use pantry::transfer::grocy::Lists;
use pantry::transfer::table::{Choices, DateOrder, Sheet};
use pantry::transfer::{Brought, Unreadable, archive, grocy, kitchenowl};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::host::browser::bytes_of;
use crate::host::browser::json::{self, Json};
use crate::host::browser::language::{chosen_currency, usual_currency};

pub use bring::{Outcome, bring};
pub use save::{photos, save_archive, save_table};

/// Larger files are not read: a phone could not hold one twice.
const MOST_BYTES: f64 = 400_000_000.0;

/// How far a long work has come, and whether the person has had enough of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// What is done.
    pub done: usize,
    /// What there is to do.
    pub of: usize,
}

/// What a file was found to be.
#[derive(Clone, PartialEq, Debug)]
pub enum Source {
    /// Our own.
    Archive(Brought),
    /// A table.
    Table(Sheet),
    /// Lists of Grocy's.
    Grocy(Lists),
    /// An export of KitchenOwl's.
    KitchenOwl(Brought),
}

/// What was chosen, read.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// What it is.
    pub source: Source,
    /// What the files are called.
    pub name: String,
    /// The photos that it brings.
    pub photos: Array,
}

/// Why a file was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// It is none that we know.
    Unreadable(Unreadable),
    /// It says that it is JSON, and is not: cut off, or damaged.
    Damaged,
    /// A workbook of a spreadsheet.
    Workbook,
    /// A picture or a PDF.
    Picture,
    /// It is too large.
    TooLarge,
    /// The device did not give it.
    Gone,
}

impl Found {
    /// What it brings, by what the person says of it.
    pub fn brought(&self, choices: &Choices) -> Brought {
        match &self.source {
            Source::Archive(brought) | Source::KitchenOwl(brought) => brought.clone(),
            Source::Table(sheet) => sheet.parcel(choices),
            Source::Grocy(lists) => grocy::read(lists, choices.currency).unwrap_or_default(),
        }
    }

    /// A date of which nobody but a person can know which is the day.
    pub fn unclear_date(&self) -> Option<String> {
        match &self.source {
            Source::Table(sheet) if sheet.asks_order() => sheet.unclear_date().map(str::to_owned),
            _ => None,
        }
    }

    /// Whether prices do not say what they are in.
    pub fn asks_currency(&self) -> bool {
        match &self.source {
            Source::Table(sheet) => sheet.asks_currency(),
            Source::Grocy(lists) => lists.asks_currency(),
            Source::Archive(_) | Source::KitchenOwl(_) => false,
        }
    }
}

/// Reads what a person has chosen: one file, or several of Grocy's.
pub async fn read(files: Vec<Blob>) -> Result<Found, Wrong> {
    let mut lists = Lists::default();
    let names: Vec<String> = files.iter().map(name_of).collect();
    let name = names.join(", ");
    for (file, name_of_it) in files.iter().zip(&names) {
        let found = |source, photos| Found {
            source,
            name: name.clone(),
            photos,
        };
        match read_one(file).await? {
            Content::Table(sheet) => return Ok(found(Source::Table(sheet), Array::new())),
            Content::Json(Json { tree, photos }) => {
                if archive::is_one(&tree) {
                    let brought = archive::read(&tree).map_err(Wrong::Unreadable)?;
                    return Ok(found(Source::Archive(brought), photos));
                }
                if lists.take(&tree, name_of_it) {
                    continue;
                }
                let brought = kitchenowl::read(&tree).map_err(Wrong::Unreadable)?;
                return Ok(found(Source::KitchenOwl(brought), Array::new()));
            }
        }
    }
    grocy::read(&lists, Currency::EUR).map_err(Wrong::Unreadable)?;
    Ok(Found {
        source: Source::Grocy(lists),
        name,
        photos: Array::new(),
    })
}

enum Content {
    Json(Json),
    Table(Sheet),
}

async fn read_one(file: &Blob) -> Result<Content, Wrong> {
    if file.size() > MOST_BYTES {
        return Err(Wrong::TooLarge);
    }
    let head = file.slice_with_f64_and_f64(0.0, 512.0);
    let head = bytes_of(&head.map_err(|_| Wrong::Gone)?).await;
    let head = head.map_err(|_| Wrong::Gone)?.to_vec();
    let begins = |mark: &[u8]| head.starts_with(mark);
    if begins(b"PK") || begins(b"\xd0\xcf\x11\xe0") {
        return Err(Wrong::Workbook);
    }
    if begins(b"%PDF") || begins(b"\xff\xd8\xff") || begins(b"\x89PNG") || begins(b"RIFF") {
        return Err(Wrong::Picture);
    }
    let first = head
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
    if matches!(first, Some(b'{' | b'[')) {
        let text = JsFuture::from(file.text()).await.map_err(|_| Wrong::Gone)?;
        let parsed = text.as_string().and_then(|text| json::parse(&text));
        return parsed.map(Content::Json).ok_or(Wrong::Damaged);
    }
    let bytes = bytes_of(file).await.map_err(|_| Wrong::Gone)?.to_vec();
    Sheet::read(&bytes)
        .map(Content::Table)
        .map_err(Wrong::Unreadable)
}

fn name_of(file: &Blob) -> String {
    file.dyn_ref::<File>().map(File::name).unwrap_or_default()
}

/// What to begin with where a file does not tell: the order of most of the world, and the
/// currency that the person chose, the household pays in or the country has.
pub fn usual(household: &Household) -> Choices {
    let mut counts: Vec<(Currency, usize)> = Vec::new();
    for price in household.every_lot().filter_map(|lot| lot.price) {
        match counts
            .iter_mut()
            .find(|(currency, _)| *currency == price.currency)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((price.currency, 1)),
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    Choices {
        order: DateOrder::DayFirst,
        currency: chosen_currency()
            .or(most.map(|(currency, _)| currency))
            .unwrap_or_else(usual_currency),
    }
}
