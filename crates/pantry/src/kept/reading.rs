//! What a native reader says to the page while it reads a receipt, as CBOR, and the files
//! that it is given.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// What a reader says.
#[derive(Clone, PartialEq, Debug)]
pub enum Reading {
    /// It got this far.
    Progress {
        /// Which picture is being read, from 0.
        part: u32,
        /// Of how many; as long as they are 0, the part is a file that becomes pictures.
        parts: u32,
        /// The stage, from 0.
        stage: u8,
        /// 0 to 1 of that stage.
        done: f32,
    },
    /// It has read the receipt.
    Finished {
        /// The receipt by [`super::scan::encode`].
        scan: Vec<u8>,
        /// The pictures that were read, if they are others than the files.
        pictures: Vec<Vec<u8>>,
    },
    /// It could not read it.
    Failed {
        /// Which file was being read, from 0.
        part: u32,
        /// The stable name of the reason.
        code: String,
        /// The reader's own words, for the log.
        message: String,
    },
    /// It was told to stop.
    Stopped,
}

impl Reading {
    /// As bytes.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        let form = match self {
            Self::Progress {
                part,
                parts,
                stage,
                done,
            } => Form::Progress(part, parts, stage, done),
            Self::Finished { scan, pictures } => Form::Finished(scan.into(), forms(pictures)),
            Self::Failed {
                part,
                code,
                message,
            } => Form::Failed(part, code, message),
            Self::Stopped => Form::Stopped,
        };
        // Encoding into a vector cannot fail.
        minicbor::to_vec(form).unwrap_or_default()
    }

    /// From bytes; `None` if they are none.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        Some(match minicbor::decode(bytes).ok()? {
            Form::Progress(part, parts, stage, done) => Self::Progress {
                part,
                parts,
                stage,
                done,
            },
            Form::Finished(scan, pictures) => Self::Finished {
                scan: scan.into(),
                pictures: files(pictures),
            },
            Form::Failed(part, code, message) => Self::Failed {
                part,
                code,
                message,
            },
            Form::Stopped => Self::Stopped,
        })
    }
}

/// The files of one receipt as bytes.
#[must_use]
pub fn encode_files(files: Vec<Vec<u8>>) -> Vec<u8> {
    // Encoding into a vector cannot fail.
    minicbor::to_vec(forms(files)).unwrap_or_default()
}

/// The files of one receipt; `None` if the bytes are none.
#[must_use]
pub fn decode_files(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    minicbor::decode(bytes).ok().map(files)
}

fn forms(files: Vec<Vec<u8>>) -> Vec<ByteVec> {
    files.into_iter().map(Into::into).collect()
}

fn files(forms: Vec<ByteVec>) -> Vec<Vec<u8>> {
    forms.into_iter().map(Into::into).collect()
}

#[derive(Encode, Decode)]
enum Form {
    #[n(0)]
    Progress(#[n(0)] u32, #[n(1)] u32, #[n(2)] u8, #[n(3)] f32),
    #[n(1)]
    Finished(#[n(0)] ByteVec, #[n(1)] Vec<ByteVec>),
    #[n(2)]
    Failed(#[n(0)] u32, #[n(1)] String, #[n(2)] String),
    #[n(3)]
    Stopped,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_says_arrives_whole() {
        let said = [
            Reading::Progress {
                part: 1,
                parts: u32::MAX,
                stage: 5,
                done: 0.25,
            },
            Reading::Finished {
                scan: vec![1, 2],
                pictures: vec![vec![3], Vec::new()],
            },
            Reading::Failed {
                part: 2,
                code: "heic".to_owned(),
                message: "no".to_owned(),
            },
            Reading::Stopped,
        ];
        for one in said {
            let bytes = one.clone().encode();
            assert_eq!(Reading::decode(&bytes), Some(one));
            assert_eq!(Reading::decode(&bytes[..bytes.len() - 1]), None);
        }
        let files = vec![vec![0xff; 300], Vec::new()];
        assert_eq!(decode_files(&encode_files(files.clone())), Some(files));
    }
}
