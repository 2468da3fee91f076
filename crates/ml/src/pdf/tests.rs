//! Scales of pages.

use super::*;

#[test]
fn print_is_as_high_on_a_till_receipt_as_on_a4() {
    let check = |millimetres: (f64, f64), pixels_per_millimetre: f64| {
        let point = 72.0 / 25.4;
        let scale = scale(millimetres.0 * point, millimetres.1 * point).expect("a size");
        let found = scale * point;
        assert!(
            (found - pixels_per_millimetre).abs() < 0.01,
            "{millimetres:?}: {found}"
        );
    };
    check((80.0, 300.0), 10.0);
    check((58.0, 90.0), 10.0);
    check((210.0, 297.0), 10.0);
    // A scanner app that takes a pixel for a point: 3024 x 4032 pixels of a camera.
    check((1066.8, 1422.4), (16e6_f64 / (1066.8 * 1422.4)).sqrt());
    // A stamp is enlarged, and eight metres of paper are read smaller.
    check((20.0, 40.0), 28.8);
    check((80.0, 8_000.0), 5.0);
}

#[test]
fn a_page_of_absurd_size_has_no_scale() {
    for (width, height) in [
        (f64::INFINITY, 1.0),
        (f64::NAN, 1.0),
        (0.0, 0.0),
        (1.0, 1e6),
        (1e38, 1.0),
    ] {
        assert_eq!(scale(width, height), None, "{width} x {height}");
    }
    let huge = scale(1e38, 1e38).expect("a small picture of it");
    assert!(huge * huge * 1e76 < 1.01 * MOST_PIXELS, "{huge}");
}
