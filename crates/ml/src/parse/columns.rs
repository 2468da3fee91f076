//! Where a row's name ends and its columns begin, and the quantity that columns give.

use super::amounts::{Number, Spot, Token};
use super::measure::Measure;

/// The last amount of money that is not the price of one, if only flags follow it.
pub(super) fn price_position(spots: &[Spot], measure: Option<&Measure>) -> Option<usize> {
    let inside =
        |at: usize| measure.is_some_and(|m| !m.with_price && (m.first..m.end).contains(&at));
    let shaped = |shape: fn(&Number) -> bool| {
        spots
            .iter()
            .rposition(|spot| spot.number().is_some_and(|n| shape(&n)))
    };
    let alone = |at: &usize| {
        !spots[*at + 1..]
            .iter()
            .any(|spot| spot.token == Token::Word)
            && spots[..*at].iter().any(|spot| spot.token == Token::Word)
    };
    let at = shaped(Number::is_price).or_else(|| shaped(Number::is_money).filter(alone))?;
    if inside(at) {
        // The price may stand before the expression: `RM62.50 @5 X RM 12.50`.
        let first = measure.map_or(0, |m| m.first);
        return spots[..first]
            .iter()
            .rposition(|spot| spot.number().is_some_and(|n| n.is_money()));
    }
    let after = &spots[at + 1..];
    let trailing_letters: usize = after
        .iter()
        .filter(|s| s.token == Token::Word)
        .map(|s| s.end - s.start)
        .sum();
    let each = at
        .checked_sub(1)
        .is_some_and(|before| spots[before].token == Token::At);
    let percent = each
        || after
            .first()
            .is_some_and(|spot| spot.token == Token::Percent);
    let per = after
        .first()
        .is_some_and(|spot| matches!(spot.token, Token::Slash | Token::Unit(_)));
    (trailing_letters <= 8 && !percent && !per).then_some(at)
}

/// The bytes between the codes at the start and the columns at the end, and the
/// small number before them.
pub(super) fn name_range(
    text: &str,
    spots: &[Spot],
    measure: Option<&Measure>,
    price: Option<usize>,
) -> ((usize, usize), Option<Number>) {
    let mut end = price.map_or(spots.len(), |at| columns_start(spots, at));
    let mut start = 0;
    if let Some(measure) = measure {
        if measure.first == 0
            || !spots[..measure.first]
                .iter()
                .any(|s| s.token == Token::Word)
        {
            start = measure.end.min(spots.len());
            end = end.max(start);
        } else {
            end = end.min(measure.first);
        }
        if start > end || price.is_some_and(|at| at < start) {
            end = spots.len();
        }
    }
    while start < end && is_lead(&spots[start], &spots[start + 1..end]) {
        start += 1;
    }
    let lead = lead(&spots[start..end], text);
    start += usize::from(lead.is_some());
    while lead.is_some() && start < end && is_lead(&spots[start], &spots[start + 1..end]) {
        start += 1;
    }
    while end > start && (is_trail(&spots[end - 1]) || is_flag_column(text, &spots[start..end])) {
        end -= 1;
    }
    match (spots.get(start), spots.get(end.wrapping_sub(1))) {
        (Some(first), Some(last)) if start < end => ((first.start, last.end), lead),
        _ => ((0, 0), lead),
    }
}

/// Where the unbroken run of three and more numbers begins that ends in the price.
pub(super) fn columns_start(spots: &[Spot], price: usize) -> usize {
    let column = |spot: &&Spot| match spot.token {
        Token::Number(number) => !number.is_code(),
        Token::Currency | Token::Sign | Token::Percent | Token::Flag | Token::At | Token::Times => {
            true
        }
        _ => false,
    };
    let run = spots[..price].iter().rev().take_while(column).count();
    let start = price - run;
    let numbers = spots[start..price]
        .iter()
        .filter(|spot| spot.number().is_some())
        .count();
    if numbers >= 2 { start } else { price }
}

/// A count or a list's number in a column of its own, or before a code.
fn lead(spots: &[Spot], text: &str) -> Option<Number> {
    let [first, second, ..] = spots else {
        return None;
    };
    let number = first
        .number()
        .filter(|n| n.is_whole() && n.digits <= 3 && n.milli > 0)?;
    let apart = text
        .get(first.end..second.start)
        .is_some_and(|gap| gap.contains('\t'));
    let coded = second.token == Token::Code
        || second.token == Token::Word && code_like(&text[second.start..second.end]);
    (apart || coded).then_some(number)
}

/// Letters, then at least three digits: `BC001`.
fn code_like(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    word.len() - digits.len() <= 3
        && digits.len() >= 3
        && digits.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// Codes, list numbers and signs before a name.
fn is_lead(spot: &Spot, after: &[Spot]) -> bool {
    match spot.token {
        Token::Number(number) => {
            let named = after.iter().any(|next| next.token == Token::Word);
            let coded = after.first().is_some_and(|next| {
                next.token == Token::Code || next.number().is_some_and(|n| n.is_code())
            });
            number.is_code() || coded || !named || (number.is_whole() && number.digits == 4)
        }
        Token::Sign
        | Token::Slash
        | Token::At
        | Token::For
        | Token::Times
        | Token::Flag
        | Token::Code => true,
        _ => false,
    }
}

/// Signs, currencies, codes and amounts of other columns after a name.
fn is_trail(spot: &Spot) -> bool {
    match spot.token {
        Token::Number(number) => {
            number.is_money() || (number.is_whole() && number.digits >= 4) || number.decimals == 3
        }
        Token::Sign
        | Token::Slash
        | Token::At
        | Token::For
        | Token::Currency
        | Token::Flag
        | Token::Code => true,
        _ => false,
    }
}

/// One to four capitals that stand apart after the name: a tax code.
fn is_flag_column(text: &str, spots: &[Spot]) -> bool {
    let [before @ .., previous, last] = spots else {
        return false;
    };
    let word = &text[last.start..last.end];
    let capitals = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase());
    let apart = text
        .get(previous.end..last.start)
        .is_some_and(|gap| gap.contains('\t'));
    let named = before
        .iter()
        .chain([previous])
        .any(|spot| spot.token == Token::Word);
    last.token == Token::Word && capitals && apart && named
}

/// Columns at the end of the row: quantity, price of one, perhaps a discount or a tax, price.
pub(super) fn quantity(spots: &[Spot]) -> Option<Measure> {
    let tail = tail_numbers(spots);
    let (last, price) = *tail.iter().rev().find(|(_, n)| n.is_money())?;
    let cents = price.cents()?;
    let before: Vec<(usize, Number)> = tail.iter().copied().filter(|(at, _)| *at < last).collect();
    let unit_at = |at: usize| match spots.get(at + 1).map(|spot| spot.token) {
        Some(Token::Unit(unit)) => Some(unit),
        _ => None,
    };
    for (position, (left_at, left)) in before.iter().enumerate().rev() {
        for (right_at, right) in before.iter().skip(position + 1) {
            for (count_at, count, each) in [(left_at, left, right), (right_at, right, left)] {
                let shaped = count.milli > 0
                    && each.milli > 0
                    && (count.is_whole() || count.decimals >= 1)
                    && each.decimals >= 1;
                let found = Measure {
                    milli: count.milli,
                    unit: unit_at(*count_at),
                    each: Some(each.milli),
                    first: *left_at,
                    end: last + 1,
                    with_price: true,
                };
                if shaped && !count.is_code() && found.explains(cents) {
                    return Some(found);
                }
            }
        }
    }
    None
}

/// The numbers of the unbroken run of columns at the end of a row, left to right.
fn tail_numbers(spots: &[Spot]) -> Vec<(usize, Number)> {
    let mut tail: Vec<(usize, Number)> = Vec::new();
    for (at, spot) in spots.iter().enumerate().rev() {
        match spot.token {
            Token::Number(number) => tail.push((at, number)),
            Token::Currency
            | Token::Flag
            | Token::Sign
            | Token::Unit(_)
            | Token::Times
            | Token::Percent
            | Token::At => {}
            // A lone tax code or a unit's word between columns.
            Token::Word if spot.end - spot.start <= 4 && tail.len() < 2 => {}
            _ => break,
        }
        if tail.len() >= 6 {
            break;
        }
    }
    tail.reverse();
    tail
}
