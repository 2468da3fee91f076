//! How numbers, money and days are written where the person is.
//!
//! The browser knows it ([`crate::host::browser::intl`] asks it). What it says is asked once,
//! when it is needed first ([`Asked`]), and kept as plain text, so that a list of thousands
//! never waits for it, and so that no amount passes through a float: the digits are written
//! here.

use std::cell::{LazyCell, RefCell};
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use jiff::civil::Date;
use pantry::measure::System;
use pantry::money::{Currency, Money};
use pantry::typed::{self, Marks};

/// What the browser is asked again: each answer is kept.
pub trait Knows {
    /// What stands around an amount in this currency.
    fn money(&self, currency: Currency) -> Affixes;
    /// The plural form of a number of thousandths.
    fn plural(&self, milli: i64) -> &'static str;
}

/// Something that is asked when it is needed first, and kept; copies share the answer. To ask
/// a browser for all of it takes longer than to draw the first screen.
pub struct Asked<T>(Rc<LazyCell<T, Ask<T>>>);

type Ask<T> = Box<dyn FnOnce() -> T>;

impl<T> Asked<T> {
    /// What this will answer.
    pub fn by(ask: impl FnOnce() -> T + 'static) -> Self {
        Self(Rc::new(LazyCell::new(Box::new(ask))))
    }
}

impl<T: 'static> From<T> for Asked<T> {
    fn from(answer: T) -> Self {
        Self::by(move || answer)
    }
}

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Asked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What stands around an amount of money.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Affixes {
    /// Before and after it.
    pub plain: [String; 2],
    /// The same, of an amount below zero: the sign is within.
    pub negative: [String; 2],
}

/// A part of a written day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// The number of the day in its month.
    Day,
    /// The month's name.
    Month,
    /// The year.
    Year,
    /// The weekday's name.
    Weekday,
}

/// How the parts of a day follow each other, and what the months are called there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DayForm {
    /// The parts.
    pub pieces: Vec<Piece>,
    /// The names of the months.
    pub months: Vec<String>,
}

/// The ways of writing.
#[derive(Clone)]
pub struct Forms {
    /// Within numbers.
    pub marks: Asked<Marks>,
    /// How many digits the last group has, and those before it.
    pub groups: Asked<[usize; 2]>,
    /// A number is grouped from so many digits.
    pub grouped_from: Asked<usize>,
    /// What stands before and after a number of hundredths.
    pub percent: Asked<[String; 2]>,
    /// `12 Mar`.
    pub day_month: Asked<DayForm>,
    /// `12 Mar 2026`.
    pub day_month_year: Asked<DayForm>,
    /// `Thursday 12 Mar`.
    pub weekday_day_month: Asked<DayForm>,
    /// `Mar`, by itself.
    pub month: Asked<DayForm>,
    /// `Mar 2026`.
    pub month_year: Asked<DayForm>,
    /// Monday first.
    pub weekdays: Asked<Vec<String>>,
    /// The same, short: `Mon`.
    pub short_weekdays: Asked<Vec<String>>,
    /// The measures that amounts are shown in.
    pub system: System,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// Who knows the rest.
    pub knows: Rc<dyn Knows>,
    /// What was asked already.
    pub known: RefCell<Known>,
}

/// Answers that are kept.
#[derive(Clone, Default)]
pub struct Known {
    money: HashMap<Currency, Rc<Affixes>>,
    plurals: HashMap<i64, &'static str>,
}

impl Forms {
    /// As in English, where nobody knows better; days go before months.
    pub fn english(knows: Rc<dyn Knows>) -> Self {
        let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
        let weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
        let names = |names: &str| names.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let form = |pieces: &[Piece]| DayForm {
            pieces: pieces.to_vec(),
            months: names(months),
        };
        let space = || Piece::Text(" ".to_owned());
        let (day, month) = (Piece::Day, Piece::Month);
        Self {
            marks: Marks::ENGLISH.into(),
            groups: [3, 3].into(),
            grouped_from: 4.into(),
            percent: [String::new(), "%".to_owned()].into(),
            day_month: form(&[day.clone(), space(), month.clone()]).into(),
            day_month_year: form(&[day.clone(), space(), month.clone(), space(), Piece::Year])
                .into(),
            weekday_day_month: form(&[Piece::Weekday, space(), day, space(), month.clone()]).into(),
            month: form(std::slice::from_ref(&month)).into(),
            month_year: form(&[month, space(), Piece::Year]).into(),
            weekdays: names(weekdays).into(),
            short_weekdays: names("Mon Tue Wed Thu Fri Sat Sun").into(),
            system: System::default(),
            currency: Currency::EUR,
            knows,
            known: RefCell::default(),
        }
    }

    /// A number of thousandths, in as few digits as say it: `1,234.5`.
    pub fn number(&self, milli: i64) -> String {
        let sign = if milli < 0 { "−" } else { "" };
        let size = milli.unsigned_abs();
        let whole = self.grouped(size / 1_000);
        let fraction = format!("{:03}", size % 1_000);
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}{}{fraction}", self.marks.decimal),
        }
    }

    /// A whole number of hundredths: `12%`, `12 %`.
    pub fn percent(&self, whole: i64) -> String {
        let [before, after] = &*self.percent;
        format!(
            "{before}{}{after}",
            self.number(whole.saturating_mul(1_000))
        )
    }

    /// A number of thousandths as a field holds it: it is read as it is written.
    pub fn typed(&self, milli: i64) -> String {
        self.point(&pantry::quantity::Quantity::new(milli, pantry::quantity::Unit::Piece).amount())
    }

    /// An amount of money as a field holds it.
    pub fn typed_money(&self, money: Money) -> String {
        self.point(&money.to_string())
    }

    fn point(&self, plain: &str) -> String {
        plain.replace('.', self.marks.decimal.encode_utf8(&mut [0; 4]))
    }

    /// An amount of money with its currency: `€2.49`, `2,49 €`.
    pub fn money(&self, money: Money) -> String {
        self.money_with(money, money.currency.exponent())
    }

    /// The same of a whole number of the currency's units: `€412`, `412 €`.
    pub fn whole_money(&self, whole: i64, currency: Currency) -> String {
        self.money_with(Money::new(whole, currency), 0)
    }

    fn money_with(&self, money: Money, digits: u32) -> String {
        let affixes = self.affixes(money.currency);
        let [before, after] = match money.minor {
            ..0 => &affixes.negative,
            _ => &affixes.plain,
        };
        let (size, scale) = (money.minor.unsigned_abs(), 10_u64.pow(digits));
        let whole = self.grouped(size / scale);
        if digits == 0 {
            return format!("{before}{whole}{after}");
        }
        let width = digits as usize;
        let (mark, fraction) = (self.marks.decimal, size % scale);
        format!("{before}{whole}{mark}{fraction:0width$}{after}")
    }

    /// What stands around an amount in this currency.
    pub fn affixes(&self, currency: Currency) -> Rc<Affixes> {
        let mut known = self.known.borrow_mut();
        let ask = || Rc::new(self.knows.money(currency));
        known.money.entry(currency).or_insert_with(ask).clone()
    }

    /// The plural form of a number as it is written: `1`, `1,5`, `½`.
    pub fn plural(&self, number: &str) -> &'static str {
        let Some(milli) = typed::number(number, *self.marks, 3) else {
            return "other";
        };
        let mut known = self.known.borrow_mut();
        let ask = || self.knows.plural(milli);
        known.plurals.entry(milli).or_insert_with(ask)
    }

    /// A day.
    pub fn day(&self, day: Date, form: &DayForm) -> String {
        let name = |names: &[String], number: i8| {
            let at = usize::try_from(number - 1).unwrap_or_default();
            names.get(at).cloned().unwrap_or_default()
        };
        let pieces = form.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Day => day.day().to_string(),
            Piece::Month => name(&form.months, day.month()),
            Piece::Year => day.year().to_string(),
            Piece::Weekday => name(&self.weekdays, day.weekday().to_monday_one_offset()),
        });
        pieces.collect()
    }

    fn grouped(&self, whole: u64) -> String {
        let digits = whole.to_string();
        let [last, others] = *self.groups;
        if digits.len() < *self.grouped_from || last == 0 || others == 0 {
            return digits;
        }
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            let left = digits.len() - at;
            let starts = left == last || (left > last && (left - last).is_multiple_of(others));
            if at > 0 && starts {
                out.push(self.marks.group);
            }
            out.push(digit);
        }
        out
    }
}

/// English without a browser.
pub struct Unasked;

impl Knows for Unasked {
    fn money(&self, currency: Currency) -> Affixes {
        let symbol = match currency.code() {
            "EUR" => "€".to_owned(),
            "USD" => "$".to_owned(),
            "GBP" => "£".to_owned(),
            code => format!("{code}\u{a0}"),
        };
        let negative = [format!("−{symbol}"), String::new()];
        Affixes {
            plain: [symbol, String::new()],
            negative,
        }
    }

    fn plural(&self, milli: i64) -> &'static str {
        if milli == 1_000 { "one" } else { "other" }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn english() -> Forms {
        Forms::english(Rc::new(Unasked))
    }

    fn german() -> Forms {
        struct German;
        impl Knows for German {
            fn money(&self, _: Currency) -> Affixes {
                let after = "\u{a0}€".to_owned();
                Affixes {
                    plain: [String::new(), after.clone()],
                    negative: ["-".to_owned(), after],
                }
            }
            fn plural(&self, milli: i64) -> &'static str {
                Unasked.plural(milli)
            }
        }
        Forms {
            marks: Marks::COMMA.into(),
            ..Forms::english(Rc::new(German))
        }
    }

    #[test]
    fn numbers_are_grouped_as_their_language_does() {
        let check = |forms: &Forms, milli, expected: &str| {
            assert_eq!(forms.number(milli), expected);
        };
        check(&english(), 1_234_500, "1,234.5");
        check(&german(), 1_234_500, "1.234,5");
        check(&german(), -12_000, "−12");
        check(&english(), 999_999, "999.999");
        let spanish = Forms {
            grouped_from: 5.into(),
            ..german()
        };
        check(&spanish, 1_234_000, "1234");
        check(&spanish, 12_345_000, "12.345");
        let indian = Forms {
            groups: [3, 2].into(),
            ..english()
        };
        check(&indian, 12_345_678_000, "1,23,45,678");
    }

    #[test]
    fn money_has_the_digits_of_its_currency() {
        let yen = Currency::from_code("JPY").expect("a code");
        assert_eq!(english().money(Money::new(1_249, Currency::EUR)), "€12.49");
        assert_eq!(english().money(Money::new(-5, Currency::EUR)), "−€0.05");
        assert_eq!(english().money(Money::new(1_249, yen)), "JPY\u{a0}1,249");
        assert_eq!(
            german().money(Money::new(124_905, Currency::EUR)),
            "1.249,05\u{a0}€"
        );
        assert_eq!(
            german().money(Money::new(-30, Currency::EUR)),
            "-0,30\u{a0}€"
        );
    }

    #[test]
    fn what_a_field_holds_is_read_again() {
        for forms in [english(), german()] {
            for milli in [0, 5, 1_500, 1_234_567, -250] {
                let text = forms.typed(milli);
                assert_eq!(typed::number(&text, *forms.marks, 3), Some(milli), "{text}");
            }
            let money = Money::new(123_405, Currency::EUR);
            let text = forms.typed_money(money);
            assert_eq!(
                typed::money(&text, *forms.marks, Currency::EUR),
                Some(money)
            );
        }
    }

    #[test]
    fn plurals_are_those_of_the_number_that_is_written() {
        let forms = german();
        let check = |number: &str, expected| assert_eq!(forms.plural(number), expected);
        check("1", "one");
        check("1,0", "one");
        check("½", "other");
        check("1.000", "other");
        check("milk", "other");
    }

    #[test]
    fn days_follow_the_order_of_their_language() {
        let forms = Forms {
            day_month_year: DayForm {
                pieces: vec![
                    Piece::Month,
                    Piece::Text(" ".to_owned()),
                    Piece::Day,
                    Piece::Text(", ".to_owned()),
                    Piece::Year,
                ],
                ..(*english().day_month).clone()
            }
            .into(),
            ..english()
        };
        let day = date(2026, 3, 5);
        assert_eq!(forms.day(day, &forms.day_month_year), "Mar 5, 2026");
        assert_eq!(forms.day(day, &forms.day_month), "5 Mar");
        assert_eq!(forms.day(day, &forms.weekday_day_month), "Thursday 5 Mar");
    }
}
