//! The trained numbers that a scanner works with. They come in as bytes: where
//! they lie (in the program, in the browser's cache) is the shell's business.

/// The bytes of the files in `models/`.
#[derive(Clone, Default)]
pub struct Weights {
    /// `detector.onnx`: where text is. Input [1, 1, 480, 448], output of the same shape.
    pub detector: Vec<u8>,
    /// `recogniser.onnx`: what a line says. Input [N, 1, 32, W], output [W / 4, N, C].
    pub recogniser: Vec<u8>,
    /// `alphabet.txt`: the characters of the recogniser's labels 1, 2, 3 …
    pub alphabet: String,
    /// `classifier.safetensors`: the category of a name; empty bytes leave categories open.
    pub classifier: Vec<u8>,
}

impl std::fmt::Debug for Weights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Weights")
            .field("detector", &self.detector.len())
            .field("recogniser", &self.recogniser.len())
            .field("alphabet", &self.alphabet.chars().count())
            .field("classifier", &self.classifier.len())
            .finish()
    }
}
