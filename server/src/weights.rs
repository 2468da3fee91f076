//! The trained weights, in the program once: for `larder scan` and for the browser's reader.

/// Where text is.
pub static DETECTOR: &[u8] = include_bytes!("../../crates/ml/models/detector.onnx");
/// What a line says.
pub static RECOGNISER: &[u8] = include_bytes!("../../crates/ml/models/recogniser.onnx");
/// The characters of the recogniser's labels.
pub static ALPHABET: &[u8] = include_bytes!("../../crates/ml/models/alphabet.txt");
/// The category of a name.
pub static CLASSIFIER: &[u8] = include_bytes!("../../crates/ml/models/classifier.safetensors");

/// All of them, for a scanner.
pub fn all() -> ml::Weights {
    ml::Weights {
        detector: DETECTOR.to_vec(),
        recogniser: RECOGNISER.to_vec(),
        alphabet: String::from_utf8_lossy(ALPHABET).into_owned(),
        classifier: CLASSIFIER.to_vec(),
    }
}
