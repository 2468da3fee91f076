//! The trained weights, in the program once: for `larder scan` and for the browser's reader.
//! Each is a static of its own and no reference to bytes without a name, of which the compiler
//! makes a copy wherever it is used.

macro_rules! weights {
    ($(#[$what:meta])* $name:ident, $file:literal) => {
        $(#[$what])*
        pub static $name: [u8; include_bytes!(concat!("../../crates/ml/models/", $file)).len()] =
            *include_bytes!(concat!("../../crates/ml/models/", $file));
    };
}

weights!(
    /// Where text is.
    DETECTOR,
    "detector.onnx"
);
weights!(
    /// What a line says.
    RECOGNISER,
    "recogniser.onnx"
);
weights!(
    /// The characters of the recogniser's labels.
    ALPHABET,
    "alphabet.txt"
);
weights!(
    /// The category of a name.
    CLASSIFIER,
    "classifier.safetensors"
);

/// All of them, for a scanner.
pub fn all() -> ml::Weights {
    ml::Weights {
        detector: DETECTOR.to_vec(),
        recogniser: RECOGNISER.to_vec(),
        alphabet: String::from_utf8_lossy(&ALPHABET).into_owned(),
        classifier: CLASSIFIER.to_vec(),
    }
}
