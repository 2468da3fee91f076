//! From black and white along a line to the digits of a code.

use rxing::DecodeHints;
use rxing::common::BitArray;
use rxing::oned::{EAN8Reader, EAN13Reader, UPCEANReader, UPCEReader};

use crate::code::{Code, Kind};
use crate::line::Line;

/// Samples of the narrowest bar: finer ones are noise.
const NARROWEST: usize = 2;

/// How many times its bar the white before a code is wide. GS1 asks for 7 to 11; what hands
/// and wrapping leave of that is less.
const QUIET: usize = 3;

/// Runs of the shortest code, a UPC-E: 3 of its guard, 6 times 4, 6 at its end.
const SHORTEST: usize = 33;

/// The code along a line, read in either direction.
pub(crate) fn read(line: &Line) -> Option<Code> {
    along(&line.black()).or_else(|| along(&line.black_sharpened()))
}

fn along(black: &[bool]) -> Option<Code> {
    one_way(black).or_else(|| {
        let back: Vec<bool> = black.iter().rev().copied().collect();
        one_way(&back)
    })
}

fn one_way(black: &[bool]) -> Option<Code> {
    let runs = runs(black);
    if runs.len() < SHORTEST {
        return None;
    }
    let mut row = None;
    guards(&runs).find_map(|guard| {
        let row = row.get_or_insert_with(|| bits(black));
        decode(row, guard)
    })
}

/// Where each run begins; the first is white, if of no length, and the end comes last.
fn runs(black: &[bool]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut is_black = false;
    for (at, now) in black.iter().enumerate() {
        if *now != is_black {
            starts.push(at);
            is_black = *now;
        }
    }
    starts.push(black.len());
    starts
}

/// From where to where the guards reach that may begin a code.
fn guards(starts: &[usize]) -> impl Iterator<Item = [usize; 2]> {
    let places = starts.windows(5).step_by(2);
    let enough = starts.len().saturating_sub(SHORTEST) / 2;
    places.take(enough).filter_map(|place| {
        let [quiet, first, second, third] = [0, 1, 2, 3].map(|at| place[at + 1] - place[at]);
        let whole = first + second + third;
        let alike = [first, second, third].iter().all(|run| {
            // Between half and one and a half times a third of the guard.
            let six = run * 6;
            *run >= NARROWEST && six >= whole && six <= whole * 3
        });
        (alike && quiet * 3 >= whole * QUIET).then_some([place[1], place[4]])
    })
}

fn bits(black: &[bool]) -> BitArray {
    let mut row = BitArray::with_size(black.len());
    for (at, _) in black.iter().enumerate().filter(|(_, black)| **black) {
        row.set(at);
    }
    row
}

fn decode(row: &BitArray, guard: [usize; 2]) -> Option<Code> {
    let hints = DecodeHints::default();
    let read = |reader: &dyn Fn() -> Option<String>, kind| {
        let digits = reader()?;
        Some(Code { kind, digits })
    };
    let text = |result: rxing::common::Result<rxing::RXingResult>| {
        result.ok().map(|result| result.getText().to_owned())
    };
    let ean_13 = || text(EAN13Reader.decodeRowWithGuardRange(0, row, &guard, &hints));
    let ean_8 = || text(EAN8Reader.decodeRowWithGuardRange(0, row, &guard, &hints));
    let upc_e = || text(UPCEReader.decodeRowWithGuardRange(0, row, &guard, &hints));
    read(&ean_13, Kind::Ean13)
        .or_else(|| read(&ean_8, Kind::Ean8))
        .or_else(|| read(&upc_e, Kind::UpcE))
}
