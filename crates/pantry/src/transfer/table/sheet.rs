//! A table that was read, and its rows as a parcel.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cells::{self, Amount, DateOrder, Day};
use super::columns::{Column, meanings};
use super::decode::{Record, records, text};
use crate::action::DateChoice;
use crate::barcode::Barcode;
use crate::id::LotId;
use crate::lot::{Mark, Marked};
use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::search::fold;
use crate::transfer::words::{self, is_countable, kept_name, kept_note};
use crate::transfer::{
    Brought, LeftOut, ParcelItem, ParcelLot, ParcelPlace, Part, Unreadable, Why,
};
use crate::typed::Marks;

/// Rows of a table that are read: far more than a household has, and an end.
const MOST_ROWS: usize = 200_000;

/// What only a person can know of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choices {
    /// Which of day and month comes first.
    pub order: DateOrder,
    /// What prices are in that do not say it.
    pub currency: Currency,
}

/// A table that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    headings: Vec<String>,
    columns: Vec<Option<Column>>,
    rows: Vec<Record>,
    delimiter: u8,
}

impl Sheet {
    /// Reads the bytes of a table.
    ///
    /// # Errors
    ///
    /// Only a file without a column of names.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = text(bytes);
        let known = |delimiter: u8| {
            let head = records(&text, delimiter, 1).into_iter().next();
            let headings = head.map(|(_, fields)| fields).unwrap_or_default();
            let known = meanings(&headings).iter().flatten().count();
            (known, headings.len(), delimiter)
        };
        let (_, _, delimiter) = [b';', b'\t', b',']
            .map(known)
            .into_iter()
            .max()
            .unwrap_or_default();
        let mut rows = records(&text, delimiter, MOST_ROWS);
        if rows.is_empty() {
            return Err(Unreadable::NoNames(String::new()));
        }
        let (_, headings) = rows.remove(0);
        let columns = meanings(&headings);
        if !columns.contains(&Some(Column::Name)) {
            let shown = headings.join(", ");
            return Err(Unreadable::NoNames(kept_name(&shown).0.to_owned()));
        }
        rows.retain(|(_, fields)| fields.iter().any(|field| !field.is_empty()));
        Ok(Self {
            headings,
            columns,
            rows,
            delimiter,
        })
    }

    /// How many rows it has below its headings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The headings that nothing is known by.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().zip(&self.columns);
        let unknown = headings.filter(|(heading, column)| column.is_none() && !heading.is_empty());
        unknown.map(|(heading, _)| heading.as_str())
    }

    /// Whether the order of day and month has to be asked: some dates could be either, and
    /// none tells how the others are meant.
    #[must_use]
    pub fn asks_order(&self) -> bool {
        self.order().is_none() && self.days().any(|day| matches!(day, Day::Either(_)))
    }

    /// A date that could be either way, as it stands there, to ask by.
    #[must_use]
    pub fn unclear_date(&self) -> Option<&str> {
        let mut cells = self.date_cells();
        let either = |cell: &&str| matches!(cells::date(cell, DateOrder::DayFirst), Day::Either(_));
        cells.find(either)
    }

    /// The order that some date of the table shows: one whose day is above twelve.
    #[must_use]
    pub fn order(&self) -> Option<DateOrder> {
        let mut day_first = 0_usize;
        let mut month_first = 0_usize;
        for cell in self.date_cells() {
            let mut parts = cell.split(['/', '-']);
            let numbers = (parts.next(), parts.next(), parts.next());
            let (Some(first), Some(second), Some(_)) = numbers else {
                continue;
            };
            let above = |part: &str| {
                part.parse::<u8>()
                    .is_ok_and(|number| (13..=31).contains(&number))
            };
            day_first += usize::from(first.len() < 4 && above(first));
            month_first += usize::from(first.len() < 4 && above(second));
        }
        match (day_first, month_first) {
            (0, 0) => None,
            (day, month) if day >= month => Some(DateOrder::DayFirst),
            _ => Some(DateOrder::MonthFirst),
        }
    }

    /// Whether a price stands there without its currency.
    #[must_use]
    pub fn asks_currency(&self) -> bool {
        let unsaid = Currency::from_code("XXX").unwrap_or(Currency::EUR);
        let marks = self.marks();
        self.rows.iter().any(|(_, fields)| {
            let said = self.cell(fields, Column::Currency);
            let prices = [Column::Price, Column::PriceEach].map(|column| self.cell(fields, column));
            let unsaid = |cell: &str| {
                cells::money(cell, marks, unsaid).is_some_and(|money| money.currency == unsaid)
            };
            said.is_empty() && prices.into_iter().any(unsaid)
        })
    }

    /// The rows as a parcel.
    #[must_use]
    pub fn parcel(&self, choices: &Choices) -> Brought {
        let mut reader = Rows {
            sheet: self,
            order: self.order().unwrap_or(choices.order),
            currency: choices.currency,
            marks: self.marks(),
            brought: Brought::default(),
            items: BTreeMap::new(),
            places: BTreeMap::new(),
            row: 0,
        };
        for (row, fields) in &self.rows {
            reader.row = *row;
            reader.read(fields);
        }
        reader.brought
    }

    fn cell<'row>(&self, fields: &'row [String], column: Column) -> &'row str {
        let position = self.columns.iter().position(|known| *known == Some(column));
        let cell = position.and_then(|position| fields.get(position));
        cell.map_or("", |cell| unescaped(cell))
    }

    fn date_cells(&self) -> impl Iterator<Item = &str> {
        const DATES: [Column; 6] = [
            Column::BestBefore,
            Column::UseBy,
            Column::Purchased,
            Column::Opened,
            Column::Frozen,
            Column::Thawed,
        ];
        self.rows.iter().flat_map(move |(_, fields)| {
            DATES
                .into_iter()
                .map(move |column| self.cell(fields, column))
        })
    }

    fn days(&self) -> impl Iterator<Item = Day> {
        self.date_cells()
            .map(|cell| cells::date(cell, DateOrder::DayFirst))
    }

    /// Where semicolons stand between cells, commas stand in numbers; elsewhere it is a comma
    /// where some number says so and none says otherwise.
    fn marks(&self) -> Marks {
        if self.delimiter == b';' {
            return Marks::COMMA;
        }
        let numbers = [Column::Amount, Column::Price, Column::PriceEach];
        let cells = self.rows.iter().flat_map(|(_, fields)| {
            numbers
                .into_iter()
                .map(move |column| self.cell(fields, column))
        });
        let (mut commas, mut points) = (0_usize, 0_usize);
        for cell in cells {
            match (cell.rfind(','), cell.rfind('.')) {
                (Some(comma), point) if point < Some(comma) => commas += 1,
                (_, Some(_)) => points += 1,
                _ => {}
            }
        }
        if commas > 0 && points == 0 {
            Marks::COMMA
        } else {
            Marks::ENGLISH
        }
    }
}

/// A cell without the mark that keeps spreadsheets from taking it for a formula.
fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest,
        _ => cell,
    }
}

/// The rows as they are read.
struct Rows<'sheet> {
    sheet: &'sheet Sheet,
    order: DateOrder,
    currency: Currency,
    marks: Marks,
    brought: Brought,
    items: BTreeMap<String, usize>,
    places: BTreeMap<String, usize>,
    row: usize,
}

impl Rows<'_> {
    fn leave(&mut self, said: &str, why: Why) {
        self.brought.left_out.push(LeftOut {
            part: Part::Row,
            row: self.row,
            said: kept_name(said).0.to_owned(),
            why,
        });
    }

    fn read(&mut self, fields: &[String]) {
        let sheet = self.sheet;
        let cell = |column| sheet.cell(fields, column);
        let (name, cut) = kept_name(cell(Column::Name));
        if fold(name).is_empty() {
            let said: Vec<&str> = fields
                .iter()
                .map(String::as_str)
                .filter(|cell| !cell.is_empty())
                .collect();
            return self.leave(&said.join(", "), Why::NoName);
        }
        if cut {
            self.leave(name, Why::Cut);
        }
        let mut note = cell(Column::Note).to_owned();
        let Some(left) = self.amount(name, cell(Column::Amount), cell(Column::Unit), &mut note)
        else {
            return;
        };
        let place = self.place(cell(Column::Place));
        let item = self.item(
            name,
            cell(Column::Category),
            left.unit,
            cell(Column::Barcode),
        );
        let (kept, cut) = kept_note(&note);
        if cut {
            self.leave(name, Why::Cut);
        }
        let lot = ParcelLot {
            id: LotId::parse(cell(Column::Id)),
            place,
            purchased: self.date(name, cell(Column::Purchased)),
            date: self.marked(name, fields),
            opened: self.date(name, cell(Column::Opened)),
            frozen: self.date(name, cell(Column::Frozen)),
            thawed: self.date(name, cell(Column::Thawed)),
            price: self.price(name, fields, left),
            brand: Some(kept_name(cell(Column::Brand)).0.to_owned())
                .filter(|brand| !brand.is_empty()),
            size: cells::size(cell(Column::Size), self.marks).filter(|size| is_countable(*size)),
            note: kept.to_owned(),
            row: self.row,
            ..ParcelLot::of(item, left)
        };
        self.brought.parcel.lots.push(lot);
    }

    /// How much: an empty cell is one; none and less is left out.
    fn amount(
        &mut self,
        name: &str,
        amount: &str,
        unit: &str,
        note: &mut String,
    ) -> Option<Quantity> {
        let unit_of_cell = words::unit(unit);
        let (milli, said, other) = match amount {
            "" => (1_000, None, None),
            amount => match cells::amount(amount, self.marks) {
                Amount::Of(milli, said) => (milli, said, None),
                Amount::Other(milli, other) => (milli, None, Some(other)),
                Amount::None => {
                    self.leave(&format!("{name}: {amount}"), Why::NoAmount);
                    return None;
                }
            },
        };
        let other = other.or_else(|| {
            (!unit.is_empty() && unit_of_cell.is_none() && said.is_none()).then(|| unit.to_owned())
        });
        if let Some(other) = other.filter(|_| unit_of_cell.is_none()) {
            self.leave(&format!("{name}: {other}"), Why::Unit);
            let space = if note.is_empty() { "" } else { " · " };
            *note = format!("{note}{space}{other}");
        }
        let left = Quantity::new(milli, unit_of_cell.or(said).unwrap_or(Unit::Piece));
        if milli <= 0 || !is_countable(left) {
            self.leave(&format!("{name}: {amount}"), Why::NoAmount);
            return None;
        }
        Some(left)
    }

    fn date(&mut self, name: &str, cell: &str) -> Option<Date> {
        match cells::date(cell, self.order) {
            Day::On(day) | Day::Either(day) => Some(day),
            Day::None => {
                // Whatever says yes or no of a date says nothing of the day.
                if cell.chars().any(|letter| letter.is_ascii_digit()) && cell.len() > 1 {
                    self.leave(&format!("{name}: {cell}"), Why::Date);
                }
                None
            }
        }
    }

    fn marked(&mut self, name: &str, fields: &[String]) -> DateChoice {
        let estimated = self.sheet.cell(fields, Column::Estimated);
        let estimated = matches!(
            fold(estimated).as_str(),
            "yes" | "true" | "1" | "x" | "ja" | "oui" | "si"
        );
        let marks = [
            (Column::UseBy, Mark::UseBy),
            (Column::BestBefore, Mark::BestBefore),
        ];
        for (column, mark) in marks {
            let cell = self.sheet.cell(fields, column);
            // Grocy writes this where food keeps for ever.
            if cell.starts_with("2999-12-31") {
                return DateChoice::None;
            }
            if let Some(on) = self.date(name, cell) {
                return DateChoice::Given(Marked {
                    on,
                    mark,
                    estimated,
                });
            }
        }
        // A row that Larder wrote says all that is known.
        match LotId::parse(self.sheet.cell(fields, Column::Id)) {
            Some(_) => DateChoice::None,
            None => DateChoice::Estimate,
        }
    }

    fn price(&mut self, name: &str, fields: &[String], left: Quantity) -> Option<Money> {
        let sheet = self.sheet;
        let currency =
            Currency::from_code(sheet.cell(fields, Column::Currency)).unwrap_or(self.currency);
        let mut read = |column| {
            let cell = sheet.cell(fields, column);
            let money = cells::money(cell, self.marks, currency);
            if money.is_none() && !cell.is_empty() {
                self.leave(&format!("{name}: {cell}"), Why::Price);
            }
            money
        };
        read(Column::Price).or_else(|| times(read(Column::PriceEach)?, left))
    }

    fn place(&mut self, cell: &str) -> Option<usize> {
        let (name, _) = kept_name(cell);
        let folded = fold(name);
        if folded.is_empty() {
            return None;
        }
        let places = &mut self.brought.parcel.places;
        Some(*self.places.entry(folded).or_insert_with(|| {
            places.push(place_named(name));
            places.len() - 1
        }))
    }

    fn item(&mut self, name: &str, category: &str, unit: Unit, barcode: &str) -> usize {
        let items = &mut self.brought.parcel.items;
        let position = *self.items.entry(fold(name)).or_insert_with(|| {
            items.push(ParcelItem {
                unit: Some(unit),
                ..ParcelItem::named(name)
            });
            items.len() - 1
        });
        let item = &mut items[position];
        item.category = item.category.or_else(|| words::category(category));
        for barcode in barcode
            .split([' ', ',', ';', '/'])
            .filter_map(Barcode::parse)
        {
            if !item.barcodes.contains(&barcode) {
                item.barcodes.push(barcode);
            }
        }
        position
    }
}

/// The place of a name: a built-in one where that is what it means.
pub(in crate::transfer) fn place_named(name: &str) -> ParcelPlace {
    match words::built_in(name) {
        Some(kind) => ParcelPlace {
            id: Some(kind.place()),
            name: String::new(),
            kind,
        },
        None => ParcelPlace {
            id: None,
            name: name.to_owned(),
            kind: words::place_kind(name),
        },
    }
}

/// The price of so much at a price of one; `None` where it does not fit.
pub(in crate::transfer) fn times(each: Money, amount: Quantity) -> Option<Money> {
    let minor = i128::from(each.minor) * i128::from(amount.milli);
    let minor = i64::try_from((minor + 500).div_euclid(1_000)).ok()?;
    Some(Money::new(minor, each.currency))
}
