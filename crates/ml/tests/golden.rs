//! Preprocessing here is preprocessing in training: the tensors that training wrote
//! for five pictures come out of the Rust side to 1e-5. `training/README.md` holds
//! the contract; a picture of a colour receipt is one of the five.

#![expect(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::path::{Path, PathBuf};

use ml::plane::{Frame, Point, Pyramid};
use ml::read::{LINE_HEIGHT, line_pixels, line_width};
use serde_json::Value;

const CLOSE: f32 = 1e-5;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A file of little-endian f32.
fn tensor(path: &Path) -> Vec<f32> {
    let bytes = std::fs::read(path).expect("a golden tensor");
    let (numbers, rest) = bytes.as_chunks::<4>();
    assert!(rest.is_empty(), "whole numbers");
    numbers.iter().map(|b| f32::from_le_bytes(*b)).collect()
}

/// What a network is fed: [-0.5, 0.5], row by row. ocrs takes a page's half off by itself.
fn fed(picture: &Pyramid, case: &Value, rows: usize, columns: usize) -> Vec<f32> {
    let (width, height) = (
        picture.base().width() as f32,
        picture.base().height() as f32,
    );
    let step = case["step"].as_f64().expect("a step") as f32;
    let mut frame = Frame::new(Point { x: 0.0, y: 0.0 }, 0.0, step);
    if case["kind"] == "line" {
        assert_eq!((rows, columns), (LINE_HEIGHT, line_width(width, height)));
        frame.right.x = width / columns as f32;
        return line_pixels(picture, &frame, columns);
    }
    let pixels = frame.read(picture, columns, rows, None);
    pixels.into_iter().map(|p| p / 255.0 - 0.5).collect()
}

#[test]
fn tensors_are_those_of_training() {
    let index = std::fs::read(folder().join("index.json")).expect("the list of cases");
    let index: Value = serde_json::from_slice(&index).expect("JSON");
    let cases = index.as_array().expect("a list");
    assert_eq!(cases.len(), 5, "five pictures");
    let mut faults = Vec::new();
    for case in cases {
        let text = |key: &str| case[key].as_str().expect("text");
        let size = |i: usize| case["shape"][i].as_u64().expect("a size") as usize;
        let bytes = std::fs::read(folder().join(text("image"))).expect("a picture");
        let picture = ml::image::decode(&bytes).expect("a PNG");
        let expected = tensor(&folder().join(text("file")));
        let ours = fed(&picture.pixels, case, size(0), size(1));
        assert_eq!(ours.len(), expected.len(), "{}", text("name"));
        let apart = ours.iter().zip(&expected).map(|(a, b)| (a - b).abs());
        let worst = apart.fold(0.0, f32::max);
        if worst > CLOSE {
            faults.push(format!("{}: {worst}", text("name")));
        }
    }
    assert!(
        faults.is_empty(),
        "further than {CLOSE} from training: {faults:?}"
    );
}
