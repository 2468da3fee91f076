//! The digits of a code from the widths of its runs, by the tables of the GS1 General
//! Specifications, section 5.2.
//!
//! Widths are compared in the narrowest bars ("bars" for short): each digit is seven of them.
//! Light that swells the white, or ink and blur that swell the black, swell all of it alike:
//! the guard tells by how much.

use crate::code::{Code, Kind};
use crate::runs::QUIET;

/// The widths of space and bar of each digit in set A; set B is read backwards, and C is A with
/// the colours changed.
const SET_A: [[f32; 4]; 10] = [
    [3.0, 2.0, 1.0, 1.0],
    [2.0, 2.0, 2.0, 1.0],
    [2.0, 1.0, 2.0, 2.0],
    [1.0, 4.0, 1.0, 1.0],
    [1.0, 1.0, 3.0, 2.0],
    [1.0, 2.0, 3.0, 1.0],
    [1.0, 1.0, 1.0, 4.0],
    [1.0, 3.0, 1.0, 2.0],
    [1.0, 2.0, 1.0, 3.0],
    [3.0, 1.0, 1.0, 2.0],
];

/// Which of the six digits on the left of an EAN-13 are of set B, by its first digit; the
/// leftmost is the highest bit.
const FIRST: [u8; 10] = [0, 11, 13, 14, 19, 25, 28, 21, 22, 26];

/// The same of a UPC-E by its check digit, for number system 0; for 1 the others are of set B.
const CHECKS: [u8; 10] = [56, 52, 50, 49, 44, 38, 35, 42, 41, 37];

/// How far the widths of a digit may be from its own, together, in bars. Two digits are at
/// least two apart.
const OFF: f32 = 2.2;

/// How much nearer a digit must be than the next one, in bars: else it is a guess.
const CLEARER: f32 = 0.1;

/// How much the bars of a digit may differ from those of the one before: perspective changes
/// them slowly, and other print does not.
const STEADY: f32 = 1.35;

/// The code of which the white before it is the first of these runs.
pub(crate) fn decode(runs: &[f32]) -> Option<Code> {
    let reading = Reading::of(runs)?;
    ean_13(&reading)
        .or_else(|| ean_8(&reading))
        .or_else(|| upc_e(&reading))
}

struct Reading<'runs> {
    runs: &'runs [f32],
    /// Samples of a bar at the beginning.
    bar: f32,
    /// Samples by which black is too wide, and white too narrow.
    swollen: f32,
}

impl<'runs> Reading<'runs> {
    fn of(runs: &'runs [f32]) -> Option<Self> {
        let [_, first, space, last] = *runs.get(..4)? else {
            return None;
        };
        let bar = (first + space + last) / 3.0;
        let black = (first + last) / 2.0;
        // A third of a bar: more would make something of anything.
        let swollen = ((black - space) / 2.0).clamp(-bar / 3.0, bar / 3.0);
        Some(Self { runs, bar, swollen })
    }

    /// The width of a run, put right; what lies behind the end has none.
    fn width(&self, at: usize) -> f32 {
        let width = self.runs.get(at).copied().unwrap_or_default();
        // Every other run is black, from the second on.
        let swollen = match at % 2 {
            0 => -self.swollen,
            _ => self.swollen,
        };
        (width - swollen).max(0.0)
    }

    /// Digits from a run on, each with whether it is of set B; the bar of the last of them.
    fn digits(&self, from: usize, count: usize, bar: f32) -> Option<(Vec<(u8, bool)>, f32)> {
        let mut digits = Vec::with_capacity(count);
        let mut bar = bar;
        for digit in 0..count {
            let at = from + 4 * digit;
            let widths = [0, 1, 2, 3].map(|run| self.width(at + run));
            let own = widths.iter().sum::<f32>() / 7.0;
            if own > bar * STEADY || own * STEADY < bar {
                return None;
            }
            digits.push(nearest(widths.map(|width| width / own))?);
            bar = own;
        }
        Some((digits, bar))
    }

    /// Whether these runs are one bar wide each.
    fn narrow(&self, from: usize, count: usize, bar: f32) -> bool {
        let whole: f32 = (from..from + count).map(|at| self.width(at)).sum();
        let mean = whole / count as f32;
        let steady = mean < bar * STEADY && mean * STEADY > bar;
        let alike = |at: usize| (self.width(at) - mean).abs() < mean * 0.7;
        steady && (from..from + count).all(alike)
    }

    fn quiet(&self, at: usize, bar: f32) -> bool {
        self.width(at) >= bar * QUIET
    }
}

fn ean_13(reading: &Reading<'_>) -> Option<Code> {
    let (left, bar) = reading.digits(4, 6, reading.bar)?;
    let sets = sets(&left);
    let first = FIRST.iter().position(|own| *own == sets)? as u8;
    let narrow = reading.narrow(28, 5, bar);
    let (right, bar) = reading.digits(33, 6, bar).filter(|_| narrow)?;
    let ends = of_one_set(&right) && reading.narrow(57, 3, bar) && reading.quiet(60, bar);
    let digits = [first].into_iter().chain(plain(&left)).chain(plain(&right));
    checked(Kind::Ean13, digits.collect()).filter(|_| ends)
}

fn ean_8(reading: &Reading<'_>) -> Option<Code> {
    let (left, bar) = reading.digits(4, 4, reading.bar)?;
    let narrow = of_one_set(&left) && reading.narrow(20, 5, bar);
    let (right, bar) = reading.digits(25, 4, bar).filter(|_| narrow)?;
    let ends = of_one_set(&right) && reading.narrow(41, 3, bar) && reading.quiet(44, bar);
    let digits = plain(&left).chain(plain(&right));
    checked(Kind::Ean8, digits.collect()).filter(|_| ends)
}

fn upc_e(reading: &Reading<'_>) -> Option<Code> {
    let (six, bar) = reading.digits(4, 6, reading.bar)?;
    let sets = sets(&six);
    let system = |flip: u8| CHECKS.iter().position(|own| own ^ flip == sets);
    let (system, check) = match (system(0), system(0b11_1111)) {
        (Some(check), _) => (0, check as u8),
        (None, Some(check)) => (1, check as u8),
        (None, None) => return None,
    };
    let ends = reading.narrow(28, 6, bar) && reading.quiet(34, bar);
    let digits: Vec<u8> = [system]
        .into_iter()
        .chain(plain(&six))
        .chain([check])
        .collect();
    let whole = upc_a_of(&digits);
    (ends && is_checked(&whole)).then(|| Code {
        kind: Kind::UpcE,
        digits: text(&digits),
    })
}

/// The digit whose widths these are, in bars, and whether it is of set B.
fn nearest(widths: [f32; 4]) -> Option<(u8, bool)> {
    let mut best = (f32::MAX, (0, false));
    let mut second = f32::MAX;
    for (digit, own) in (0..).zip(SET_A) {
        let [first, then, next, last] = own;
        for (own, is_b) in [(own, false), ([last, next, then, first], true)] {
            let off = own
                .iter()
                .zip(widths)
                .map(|(own, width)| (own - width).abs());
            let off: f32 = off.sum();
            if off < best.0 {
                second = best.0;
                best = (off, (digit, is_b));
            } else {
                second = second.min(off);
            }
        }
    }
    let (off, digit) = best;
    (off <= OFF && second - off >= CLEARER).then_some(digit)
}

/// Which digits are of set B, the first as the highest of six bits.
fn sets(digits: &[(u8, bool)]) -> u8 {
    digits
        .iter()
        .fold(0, |sets, (_, is_b)| sets << 1 | u8::from(*is_b))
}

fn of_one_set(digits: &[(u8, bool)]) -> bool {
    digits.iter().all(|(_, is_b)| !is_b)
}

fn plain(digits: &[(u8, bool)]) -> impl Iterator<Item = u8> {
    digits.iter().map(|(digit, _)| *digit)
}

fn checked(kind: Kind, digits: Vec<u8>) -> Option<Code> {
    is_checked(&digits).then(|| Code {
        kind,
        digits: text(&digits),
    })
}

fn text(digits: &[u8]) -> String {
    digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

/// Whether the last digit is right (GS1 General Specifications, section 7.9).
fn is_checked(digits: &[u8]) -> bool {
    let weighted = digits.iter().rev().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 1 } else { 3 };
        u32::from(*digit) * weight
    });
    weighted.sum::<u32>().is_multiple_of(10)
}

/// The 12 digits that the 8 of a UPC-E stand for, for their check digit.
fn upc_a_of(digits: &[u8]) -> Vec<u8> {
    let [system, a, b, c, d, e, last, check] = *digits else {
        return Vec::new();
    };
    let ten = match last {
        0..=2 => [a, b, last, 0, 0, 0, 0, c, d, e],
        3 => [a, b, c, 0, 0, 0, 0, 0, d, e],
        4 => [a, b, c, d, 0, 0, 0, 0, 0, e],
        _ => [a, b, c, d, e, 0, 0, 0, 0, last],
    };
    [system].into_iter().chain(ten).chain([check]).collect()
}
