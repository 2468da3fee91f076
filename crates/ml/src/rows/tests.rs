//! Rows of made-up boxes: two columns, leaning prices, curled lines.

mod perspective;

use super::*;

/// A level spot 20 high.
fn spot(left: f32, right: f32, y: f32) -> Spot {
    Spot {
        left,
        right,
        y,
        height: 20.0,
        slope: 0.0,
    }
}

fn check(spots: &[Spot], expected: &[&[usize]], reason: &str) {
    let rows = group(spots);
    let rows: Vec<&[usize]> = rows.iter().map(Vec::as_slice).collect();
    assert_eq!(rows, expected, "{reason}");
}

#[test]
fn a_name_and_its_price_are_one_row_across_the_gap() {
    check(
        &[
            spot(400.0, 450.0, 62.0),
            spot(10.0, 180.0, 60.0),
            spot(10.0, 140.0, 86.0),
            spot(400.0, 450.0, 87.0),
        ],
        &[&[1, 0], &[2, 3]],
        "the wide gap does not part a row",
    );
}

#[test]
fn words_of_one_row_come_from_left_to_right() {
    check(
        &[
            spot(120.0, 200.0, 10.0),
            spot(10.0, 110.0, 11.0),
            spot(210.0, 260.0, 9.0),
        ],
        &[&[1, 0, 2]],
        "order in the input does not matter",
    );
}

#[test]
fn prices_that_lean_upwards_stay_with_their_names() {
    // Rows 26 apart; each price stands 14 higher than its name, more than half a row.
    let mut spots = Vec::new();
    for i in 0..8 {
        let y = 100.0 + 26.0 * i as f32;
        spots.push(spot(10.0, 150.0 + 10.0 * (i % 3) as f32, y));
        spots.push(spot(420.0, 470.0, y - 14.0));
    }
    let expected: Vec<Vec<usize>> = (0..8).map(|i| vec![2 * i, 2 * i + 1]).collect();
    assert_eq!(group(&spots), expected);
}

#[test]
fn a_line_that_slopes_meets_the_next_where_it_ends() {
    let slope = 0.05;
    let sloping = |left: f32, right: f32, start: f32| Spot {
        left,
        right,
        y: start + slope * ((left + right) / 2.0 - 10.0),
        height: 20.0,
        slope,
    };
    check(
        &[
            sloping(10.0, 250.0, 50.0),
            sloping(260.0, 300.0, 50.0),
            sloping(10.0, 250.0, 74.0),
            sloping(260.0, 300.0, 74.0),
        ],
        &[&[0, 1], &[2, 3]],
        "12 pixels of fall are more than the middle between two rows",
    );
}

#[test]
fn a_price_alone_is_a_row_of_its_own() {
    check(
        &[spot(10.0, 200.0, 50.0), spot(400.0, 450.0, 76.0)],
        &[&[0], &[1]],
        "no name stands at its height",
    );
}

#[test]
fn boxes_above_each_other_are_never_one_row() {
    check(
        &[spot(10.0, 200.0, 50.0), spot(20.0, 210.0, 58.0)],
        &[&[0], &[1]],
        "they overlap sideways",
    );
}

#[test]
fn a_large_total_has_its_small_label() {
    let large = Spot {
        height: 40.0,
        ..spot(300.0, 450.0, 100.0)
    };
    check(
        &[spot(10.0, 100.0, 106.0), large, spot(10.0, 120.0, 140.0)],
        &[&[0, 1], &[2]],
        "the label stands at the foot of the amount",
    );
}

#[test]
fn no_spots_are_no_rows() {
    assert!(group(&[]).is_empty());
}

#[test]
fn a_row_is_its_words_with_one_blank() {
    let word = |text: &str, x0: i32, confidence: f32| Word {
        text: text.into(),
        bounds: Bounds {
            x0,
            y0: x0 / 10,
            x1: x0 + 50,
            y1: 30,
        },
        confidence,
        ..Word::default()
    };
    let row = joined(vec![word("MILK 1L", 10, 0.9), word("1.20", 300, 0.5)]);
    assert_eq!(row.text, "MILK 1L 1.20");
    assert_eq!((row.bounds.x0, row.bounds.y0, row.bounds.x1), (10, 1, 350));
    let expected = (0.9 * 7.0 + 0.5 * 4.0) / 11.0;
    assert!(
        (row.confidence - expected).abs() < 1e-5,
        "longer words weigh more"
    );
}

proptest::proptest! {
    #[test]
    fn every_spot_is_in_exactly_one_row(
        raw in proptest::collection::vec((0f32..600.0, 1f32..300.0, 0f32..900.0, 1f32..60.0, -0.1f32..0.1), 0..40)
    ) {
        let spots: Vec<Spot> = raw
            .iter()
            .map(|&(left, width, y, height, slope)| Spot { left, right: left + width, y, height, slope })
            .collect();
        let mut seen: Vec<usize> = group(&spots).into_iter().flatten().collect();
        seen.sort_unstable();
        proptest::prop_assert_eq!(seen, (0..spots.len()).collect::<Vec<_>>());
    }
}
