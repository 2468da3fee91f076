//! What the travel of a finger means: which way it goes, and what letting go would do.
//!
//! Numbers alone, in CSS pixels.

/// As far a finger trembles while it taps.
const SLACK: f64 = 10.0;
/// So much more across than along is a swipe: a thumb scrolls in an arc, not in a line.
const MOSTLY: f64 = 1.5;
/// The parts of the width at which a swipe is short and long, each between two bounds: a
/// narrow screen must not make it a twitch, nor a wide one a journey.
const SHORT: (f64, f64, f64) = (0.2, 56.0, 96.0);
const LONG: (f64, f64, f64) = (0.5, 132.0, 240.0);

/// Which way a touch goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// It may still be a tap.
    Unclear,
    /// A swipe.
    Across,
    /// Anything else: the browser scrolls.
    Along,
}

/// Which side a swipe goes to, as the page is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Where lines begin.
    Start,
    /// Where lines end.
    End,
}

/// How far a swipe has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Letting go does nothing.
    Begun,
    /// It is a short one.
    Short,
    /// It is a long one.
    Long,
}

/// Which way a touch goes that has travelled so far.
pub fn way(x: f64, y: f64) -> Way {
    let (x, y) = (x.abs(), y.abs());
    if x.max(y) < SLACK {
        Way::Unclear
    } else if x > y * MOSTLY {
        Way::Across
    } else {
        Way::Along
    }
}

/// What a swipe is that has come so far towards the end side, over something of this width.
pub fn reach(towards_end: f64, width: f64) -> (Side, Stage) {
    let side = match towards_end < 0.0 {
        true => Side::Start,
        false => Side::End,
    };
    let at = |(part, least, most): (f64, f64, f64)| (part * width).clamp(least, most);
    let stage = match towards_end.abs() {
        far if far >= at(LONG) => Stage::Long,
        far if far >= at(SHORT) => Stage::Short,
        _ => Stage::Begun,
    };
    (side, stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row on a phone of 390 pixels.
    const PHONE: f64 = 358.0;

    #[test]
    fn only_what_goes_mostly_across_is_a_swipe() {
        assert_eq!(way(9.0, -9.0), Way::Unclear, "a finger trembles");
        assert_eq!(way(-10.0, 6.0), Way::Across);
        assert_eq!(way(40.0, 30.0), Way::Along, "a thumb scrolls in an arc");
        assert_eq!(way(0.0, 10.0), Way::Along);
    }

    #[test]
    fn a_swipe_is_begun_short_and_long_on_both_sides() {
        for (side, sign) in [(Side::End, 1.0), (Side::Start, -1.0)] {
            for (travel, stage) in [
                (12.0, Stage::Begun),
                (71.0, Stage::Begun),
                (72.0, Stage::Short),
                (178.0, Stage::Short),
                (179.0, Stage::Long),
                (400.0, Stage::Long),
            ] {
                assert_eq!(reach(sign * travel, PHONE), (side, stage), "{travel}");
            }
        }
    }

    #[test]
    fn neither_narrow_nor_wide_rows_move_a_stage_out_of_reach() {
        assert_eq!(reach(50.0, 200.0).1, Stage::Begun, "not by a twitch");
        assert_eq!(reach(131.0, 200.0).1, Stage::Short);
        assert_eq!(reach(96.0, 1_200.0).1, Stage::Short);
        assert_eq!(reach(240.0, 1_200.0).1, Stage::Long);
    }
}
