//! A household's stock as a table.

use csv_core::{WriteResult, WriterBuilder};

use super::columns::Column;
use crate::household::Household;
use crate::lot::{Lot, Mark};

/// The table of every lot of which something is left, a row each, below its headings: UTF-8
/// with its mark, so that spreadsheets know it; commas; dates as 2026-12-31; points in
/// numbers.
#[must_use]
pub fn write(household: &Household) -> Vec<u8> {
    let mut table = Table {
        bytes: vec![0xef, 0xbb, 0xbf],
    };
    table.row(Column::all().map(|column| column.heading().to_owned()));
    for item in household.items() {
        for lot in household.lots_of(item.id) {
            table.row(Column::all().map(|column| cell(household, lot, column)));
        }
    }
    table.bytes
}

fn cell(household: &Household, lot: &Lot, column: Column) -> String {
    let left = household.quantity(lot.id);
    let marked = |mark| {
        lot.date
            .filter(|date| date.mark == mark)
            .map(|date| date.on)
    };
    let shown = |value: Option<String>| value.unwrap_or_default();
    let day = |day: Option<jiff::civil::Date>| shown(day.map(|day| day.to_string()));
    match column {
        Column::Name => {
            let item = household.item(lot.item);
            escaped(item.map_or("", |item| &item.name))
        }
        Column::Amount => left.amount(),
        Column::Unit => left.unit.symbol().to_owned(),
        Column::Place => {
            let place = household.place(lot.place);
            escaped(place.as_ref().map_or("", |place| &place.name))
        }
        Column::BestBefore => day(marked(Mark::BestBefore)),
        Column::UseBy => day(marked(Mark::UseBy)),
        Column::Estimated => match lot.date {
            Some(date) if date.estimated => "yes".to_owned(),
            _ => String::new(),
        },
        Column::Purchased => day(lot.purchased),
        Column::Price => shown(lot.price.map(|price| price.to_string())),
        Column::PriceEach => String::new(),
        Column::Currency => shown(lot.price.map(|price| price.currency.to_string())),
        Column::Category => shown(
            household
                .category(lot)
                .map(|category| category.id().to_owned()),
        ),
        Column::Brand => escaped(lot.brand.as_deref().unwrap_or_default()),
        Column::Size => shown(lot.size.map(|size| size.to_string())),
        Column::Opened => day(lot.opened),
        Column::Frozen => day(lot.frozen),
        Column::Thawed => day(lot.thawed),
        Column::Barcode => {
            let codes = household.barcodes(lot.item).into_iter();
            let codes: Vec<String> = codes.map(|(code, _)| code.as_str().to_owned()).collect();
            codes.join(" ")
        }
        Column::Note => escaped(&lot.note),
        Column::Id => lot.id.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, "CSV injection"): an apostrophe
/// goes before what would begin one. One that stands there already gets another.
fn escaped(text: &str) -> String {
    let marked = ["=", "+", "-", "@", "\t", "\r", "'=", "'+", "'-", "'@", "''"];
    if marked.iter().any(|begin| text.starts_with(begin)) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

struct Table {
    bytes: Vec<u8>,
}

impl Table {
    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let mut writer = WriterBuilder::new().build();
        for (position, cell) in cells.enumerate() {
            if position > 0 {
                self.bytes.push(b',');
            }
            // At the most every byte is a quote that is doubled, and two go around it.
            let mut out = vec![0; 2 * cell.len() + 4];
            let (result, _, mut written) = writer.field(cell.as_bytes(), &mut out);
            debug_assert_eq!(result, WriteResult::InputEmpty);
            let (_, rest) = writer.delimiter(&mut out[written..]);
            // The delimiter also closes the quotes; it is written above.
            written += rest.saturating_sub(1);
            self.bytes.extend_from_slice(&out[..written]);
        }
        self.bytes.extend_from_slice(b"\r\n");
    }
}
