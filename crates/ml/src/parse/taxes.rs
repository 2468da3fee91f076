//! The tax: of its own rows, or of the table that splits the total by rate.

use super::amounts::Token;
use super::kinds::Kind;
use super::line::Line;
use super::sums::{Sum, plain_sum};

/// The tax of the receipt; `makes_total` says whether a tax explains the total.
///
/// Several taxes are paid together (GST and PST), or one is printed again and again:
/// only arithmetic can tell.
pub(super) fn find(lines: &[Line], sums: &[Sum], makes_total: impl Fn(i64) -> bool) -> Option<i64> {
    let taxes: Vec<i64> = plain_sum(sums, Kind::Tax).map(|sum| sum.cents).collect();
    let mut distinct = taxes.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let together = [taxes.iter().sum::<i64>(), distinct.iter().sum()];
    let paid = together
        .into_iter()
        .find(|tax| *tax > 0 && makes_total(*tax));
    paid.or_else(|| taxes.iter().copied().find(|cents| *cents > 0))
        .or_else(|| of_tables(lines))
        .or_else(|| taxes.first().copied())
}

/// What the tables of taxes add up to, if every row of theirs can be read in one way.
fn of_tables(lines: &[Line]) -> Option<i64> {
    let mut rows: Vec<(i64, Vec<i64>, i64)> = Vec::new();
    for line in lines.iter().filter(|line| line.kind == Kind::TaxTable) {
        let Some(rate) = rate(line) else { continue };
        let amounts: Vec<i64> = line.amounts().collect();
        let tax = tax_of(&amounts, rate)?;
        rows.push((rate, amounts, tax));
    }
    rows.sort_unstable();
    // A table that is printed twice counts once.
    rows.dedup();
    (!rows.is_empty()).then(|| rows.iter().map(|(_, _, tax)| tax).sum())
}

/// The rate on a row, in thousandths of a percent.
fn rate(line: &Line) -> Option<i64> {
    let percent = line
        .spots
        .iter()
        .position(|spot| spot.token == Token::Percent)?;
    let number = line.spots[percent.checked_sub(1)?].number()?;
    (0..=50_000).contains(&number.milli).then_some(number.milli)
}

/// The one amount that is the tax of another at this rate, net or gross, give or take a cent.
fn tax_of(amounts: &[i64], rate: i64) -> Option<i64> {
    let is_tax = |tax: i64, of: i64| {
        let net = (tax * 100_000 - of * rate).abs() <= 100_000;
        let gross = (tax * (100_000 + rate) - of * rate).abs() <= 100_000 + rate;
        net || gross
    };
    let mut found: Vec<i64> = Vec::new();
    for (at, tax) in amounts.iter().enumerate() {
        let others = amounts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, of)| *of);
        if others.into_iter().any(|of| of >= *tax && is_tax(*tax, of)) {
            found.push(*tax);
        }
    }
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [tax] => Some(tax),
        _ => None,
    }
}
