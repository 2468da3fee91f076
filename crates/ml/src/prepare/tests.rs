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
    let layout = Eye::on(&page(800, 900, 0.0)).layouts(Way::Seen)[0];
    assert!(layout.angle.abs() < 0.01, "{layout:?}");
    assert!((14.0..18.0).contains(&layout.text_height), "{layout:?}");
    // The text fills 400 x 600 in the middle, and a margin.
    assert!((150.0..205.0).contains(&layout.corner.x), "{layout:?}");
    assert!((400.0..480.0).contains(&layout.extent.0), "{layout:?}");
}

#[test]
fn skewed_text_is_levelled() {
    for degrees in [-8.0f32, -2.0, 3.0, 12.0] {
        let layout = Eye::on(&page(900, 900, degrees.to_radians())).layouts(Way::Seen)[0];
        let found = layout.angle.to_degrees();
        assert!((found - degrees).abs() < 0.4, "{degrees} degrees: {found}");
    }
}

#[test]
fn across_what_is_seen_a_level_page_runs_downwards() {
    let layout = Eye::on(&page(900, 900, 0.0)).layouts(Way::Across)[0];
    assert!((layout.angle - FRAC_PI_2).abs() < 0.01, "{layout:?}");
}

#[test]
fn text_that_runs_downwards_is_seen_to() {
    let layout = Eye::on(&page(900, 900, FRAC_PI_2)).layouts(Way::Seen)[0];
    assert!((layout.angle - FRAC_PI_2).abs() < 0.01, "{layout:?}");
    let (width, height) = layout.extent;
    assert!(
        height > width,
        "the text is 400 wide and 600 high: {layout:?}"
    );
}

/// The page on a table whose grain is of short dark strokes, in columns.
fn on_wood(angle: f32) -> Pyramid {
    let sheet = page(900, 900, angle);
    let (width, height) = (1500, 1800);
    let grain = |x: usize, y: usize| (x + (y / 14) * 13) % 29 < 6 && y % 14 < 11;
    let pixel = |i: usize| {
        let (x, y) = (i % width, i / width);
        let on_sheet = (300..1200).contains(&x) && (400..1300).contains(&y);
        match (on_sheet, grain(x, y)) {
            (true, _) => sheet.base().row(y - 400)[x - 300],
            (false, true) => 40,
            (false, false) => 90,
        }
    };
    Pyramid::new(Plane::new(
        width,
        height,
        (0..width * height).map(pixel).collect(),
    ))
}

#[test]
fn the_sheet_is_told_from_the_table() {
    let [whole, found] = Eye::on(&on_wood(0.05)).layouts(Way::Seen)[..] else {
        panic!("two layouts");
    };
    assert!(whole.extent.0 > 1000.0, "the table misleads: {whole:?}");
    assert!((found.angle - 0.05).abs() < 0.01, "{found:?}");
    assert!((14.0..18.0).contains(&found.text_height), "{found:?}");
    assert!((400.0..480.0).contains(&found.extent.0), "{found:?}");
}

#[test]
fn without_a_table_there_is_one_layout() {
    assert_eq!(Eye::on(&page(800, 900, 0.0)).layouts(Way::Seen).len(), 1);
}

#[test]
fn without_text_the_picture_stays_as_it_is() {
    let blank = Pyramid::new(Plane::new(300, 200, vec![255; 60_000]));
    let layout = Eye::on(&blank).layouts(Way::Seen)[0];
    assert_eq!((layout.angle, layout.extent), (0.0, (300.0, 200.0)));
}
