//! What the tests of whole scans share.

use std::path::{Path, PathBuf};

use ml::{Scan, Scanner, Unwatched, Weights};
use serde_json::Value;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A scanner with the committed weights.
pub fn scanner() -> Scanner {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let bytes = |name: &str| std::fs::read(folder.join(name)).expect("committed weights");
    let weights = Weights {
        detector: bytes("detector.onnx"),
        recogniser: bytes("recogniser.onnx"),
        alphabet: String::from_utf8(bytes("alphabet.txt")).expect("UTF-8"),
        classifier: std::fs::read(folder.join("classifier.safetensors")).unwrap_or_default(),
    };
    Scanner::new(weights).expect("weights that fit")
}

/// Reads one picture.
pub fn scan(scanner: &Scanner, path: &Path) -> Scan {
    let bytes = std::fs::read(path).expect("a picture");
    scanner
        .scan(&bytes, &mut Unwatched)
        .expect("a picture can be scanned")
}

/// Everything that was read, row by row.
pub fn texts(scan: &Scan) -> impl Iterator<Item = &str> {
    scan.draft.rows.iter().map(|row| row.text.as_str())
}

/// A JSON file.
pub fn json(path: &Path) -> Value {
    let bytes = std::fs::read(path).expect("a label");
    serde_json::from_slice(&bytes).expect("JSON")
}
