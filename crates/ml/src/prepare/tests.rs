//! Layouts of pages of made-up letters.

use super::*;

/// A page with rows of solid letters 12 high, in rows 30 apart, turned by `angle`
/// about its middle.
fn page(width: usize, height: usize, angle: f32) -> Pyramid {
    let (sin, cos) = angle.sin_cos();
    let (cx, cy) = (width as f32 / 2.0, height as f32 / 2.0);
    let inked = |x: f32, y: f32| {
        let (x, y) = (x - cx, y - cy);
        let (x, y) = (x * cos + y * sin + 200.0, y * cos - x * sin + 300.0);
        let text = (0.0..400.0).contains(&x) && (0.0..600.0).contains(&y);
        text && x.rem_euclid(12.0) < 8.0 && y.rem_euclid(30.0) < 12.0
    };
    let pixel = |i: usize| {
        let (x, y) = ((i % width) as f32, (i / width) as f32);
        if inked(x + 0.5, y + 0.5) { 40 } else { 220 }
    };
    Pyramid::new(Plane::new(
        width,
        height,
        (0..width * height).map(pixel).collect(),
    ))
}

#[test]
fn level_text_is_found_with_its_height() {
    let layout = look(&page(800, 900, 0.0));
    assert!(layout.angle.abs() < 0.01, "{layout:?}");
    assert!((14.0..18.0).contains(&layout.text_height), "{layout:?}");
    // The text fills 400 x 600 in the middle, and a margin.
    assert!((150.0..205.0).contains(&layout.corner.x), "{layout:?}");
    assert!((400.0..480.0).contains(&layout.extent.0), "{layout:?}");
}

#[test]
fn skewed_text_is_levelled() {
    for degrees in [-8.0f32, -2.0, 3.0, 12.0] {
        let layout = look(&page(900, 900, degrees.to_radians()));
        let found = layout.angle.to_degrees();
        assert!((found - degrees).abs() < 0.4, "{degrees} degrees: {found}");
    }
}

#[test]
fn text_that_runs_downwards_is_seen_to() {
    let layout = look(&page(900, 900, FRAC_PI_2));
    assert!((layout.angle - FRAC_PI_2).abs() < 0.01, "{layout:?}");
    let (width, height) = layout.extent;
    assert!(
        height > width,
        "the text is 400 wide and 600 high: {layout:?}"
    );
}

#[test]
fn without_text_the_picture_stays_as_it_is() {
    let blank = Pyramid::new(Plane::new(300, 200, vec![255; 60_000]));
    let layout = look(&blank);
    assert_eq!((layout.angle, layout.extent), (0.0, (300.0, 200.0)));
}
