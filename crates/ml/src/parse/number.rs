//! Numbers as tills print them: which sign is the decimal one, what is a code.

/// Digits before the point beyond which a number is a code, not an amount.
const MAX_WHOLE_DIGITS: usize = 7;

/// A number as printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    /// The value in thousandths; negative with a sign on either side.
    pub milli: i64,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// All digits printed, leading zeros too.
    pub digits: usize,
    /// A currency stands directly before it.
    pub currency: bool,
}

impl Number {
    /// Whether it has the shape of an amount of money: `3.50`, `RM 6`, `5.-`.
    pub fn is_money(&self) -> bool {
        self.is_price()
            || (self.currency && self.decimals == 0 && self.digits <= 4 && self.milli > 0)
    }

    /// Whether it is printed as tills print prices, with cents.
    pub fn is_price(&self) -> bool {
        self.decimals == 2
    }

    /// The amount in hundredths, when nothing is lost.
    pub fn cents(&self) -> Option<i64> {
        (self.milli % 10 == 0).then_some(self.milli / 10)
    }

    /// A whole number printed as one, such as a count.
    pub fn is_whole(&self) -> bool {
        self.decimals == 0 && !self.currency
    }

    /// Too long for an amount: an article code.
    pub fn is_code(&self) -> bool {
        self.is_whole() && self.digits >= 5
    }
}

/// How many bytes at the start are a number: digits with single separators between.
pub(super) fn number_length(text: &str, glued: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let leading_point = matches!(bytes.first(), Some(b'.' | b',')) && digit(1) && !glued;
    if !digit(0) && !leading_point {
        return None;
    }
    let mut end = 1;
    loop {
        if digit(end) {
            end += 1;
        } else if matches!(bytes.get(end), Some(b'.' | b',' | b'\'')) && digit(end + 1) {
            end += 2;
        } else {
            return Some(end);
        }
    }
}

/// The value of digits with separators; `None` when they are a date or a version.
pub(super) fn read_number(printed: &str, decimal: char) -> Option<Number> {
    let digits = printed.bytes().filter(u8::is_ascii_digit).count();
    let parts: Vec<&str> = printed.split(['.', ',', '\'']).collect();
    let last = parts.last()?;
    let separators: Vec<char> = printed.chars().filter(|c| !c.is_ascii_digit()).collect();
    let sign = separators.last().copied();
    let grouped = |parts: &[&str]| {
        parts.iter().skip(1).all(|part| part.len() == 3)
            && parts.first().is_some_and(|part| part.len() <= 3)
    };
    let decimals = match (parts.len(), last.len()) {
        (1, _) => 0,
        (2, 3)
            if sign != Some(decimal)
                && parts
                    .first()
                    .is_some_and(|first| !first.is_empty() && *first != "0") =>
        {
            0
        }
        (_, 1..=3) if sign != Some('\'') => last.len(),
        (_, 3) => 0,
        (2, 2) => 2,
        _ => return None,
    };
    let whole_parts = if decimals == 0 {
        &parts[..]
    } else {
        &parts[..parts.len() - 1]
    };
    let mixed =
        separators.len() > 1 && decimals > 0 && separators[..separators.len() - 1].contains(&sign?);
    if whole_parts.len() > 1 && (!grouped(whole_parts) || mixed) {
        return None;
    }
    let whole = whole_parts.concat();
    if whole.len() > MAX_WHOLE_DIGITS {
        return (decimals == 0).then_some(Number {
            milli: 0,
            decimals: 0,
            digits,
            currency: false,
        });
    }
    let cents = if decimals == 0 { "" } else { last };
    let milli = format!("{whole}{cents:0<3}").parse().ok()?;
    Some(Number {
        milli,
        decimals: u8::try_from(decimals).ok()?,
        digits,
        currency: false,
    })
}
