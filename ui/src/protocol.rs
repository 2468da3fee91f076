//! The messages between the page and the reader's worker.
//!
//! To the worker go a [`ReaderFiles`] object once, then scans: an object with
//! `id` and `files`, the parts of one receipt. Back come plain objects with a `type`; a finished scan
//! travels as one CBOR value (see [`draft`]), so that no 64-bit integer ever
//! becomes a JavaScript number.

pub mod bars;

pub use pantry::kept::{forms, scan as draft};

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// A part of reading a receipt, in the order in which they happen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// The file becomes pixels.
    Decode,
    /// The pixels become an upright grey image.
    Prepare,
    /// Where is text?
    Detect,
    /// What does it say?
    Recognise,
    /// Rows become line items.
    Parse,
    /// Line items get a category.
    Classify,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 6] = [
        Self::Decode,
        Self::Prepare,
        Self::Detect,
        Self::Recognise,
        Self::Parse,
        Self::Classify,
    ];

    /// Its name, also the end of its message's key in `i18n`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Prepare => "prepare",
            Self::Detect => "detect",
            Self::Recognise => "recognise",
            Self::Parse => "parse",
            Self::Classify => "classify",
        }
    }

    /// By its place in the order.
    #[must_use]
    pub fn from_number(number: f64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|stage| f64::from(*stage as u8) == number)
    }
}

/// Why a picture could not be read, as far as the page acts differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// A file of no bytes.
    Empty,
    /// Not a picture that we know.
    NotAnImage,
    /// The file ends too early.
    Truncated,
    /// More pixels than fit into memory.
    TooLarge,
    /// HEIC or AVIF that the browser could not decode.
    Heic,
    /// A PDF that cannot be read.
    Pdf,
    /// A PDF that needs a password.
    PdfLocked,
    /// More pages than one receipt can have.
    TooMany,
    /// A file that the browser may not open, or that has gone.
    Unopened,
    /// The reader broke down: a fault of ours.
    Crashed,
    /// The reader or its weights could not be fetched.
    Unavailable,
    /// The browser cannot run the reader.
    Unsupported,
}

impl Failure {
    /// Every failure with its stable name.
    pub const CODES: [(Self, &'static str); 12] = [
        (Self::Empty, "empty"),
        (Self::NotAnImage, "not-an-image"),
        (Self::Truncated, "truncated"),
        (Self::TooLarge, "too-large"),
        (Self::Heic, "heic"),
        (Self::Pdf, "pdf"),
        (Self::PdfLocked, "pdf-locked"),
        (Self::TooMany, "too-many"),
        (Self::Unopened, "unopened"),
        (Self::Crashed, "crashed"),
        (Self::Unavailable, "unavailable"),
        (Self::Unsupported, "unsupported"),
    ];

    /// The stable name, also the end of the message's key in `i18n`.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES[self as usize].1
    }

    /// Whether the reader is at fault, not the file: the same photo may be read later.
    #[must_use]
    pub fn is_of_the_reader(self) -> bool {
        matches!(self, Self::Crashed | Self::Unavailable | Self::Unsupported)
    }

    /// Whether one file is at fault: without it the others may be read.
    #[must_use]
    pub fn is_of_the_file(self) -> bool {
        !self.is_of_the_reader() && self != Self::TooMany
    }

    /// By its name.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let known = Self::CODES.iter().find(|(_, name)| *name == code);
        known.map_or(Self::Crashed, |(failure, _)| *failure)
    }
}

/// What the worker says.
#[derive(Clone, PartialEq, Debug)]
pub enum FromReader {
    /// The worker runs and holds the lock of its [`ReaderFiles`].
    Alive,
    /// The reader's files are being fetched: 0 to 1.
    Loading(f64),
    /// The reader waits for pictures.
    Ready,
    /// A scan got this far: 0 to 1 of a stage.
    Progress {
        /// Which scan.
        id: u32,
        /// Which picture of it is being read, from 0.
        part: u32,
        /// Of how many: a PDF has as many as it has pages. As long as they are 0, the part
        /// is a file, a PDF that becomes pictures.
        parts: u32,
        /// The stage of that.
        stage: Stage,
        /// How much of that stage.
        done: f64,
    },
    /// A scan has finished: CBOR for [`draft::decode`].
    Finished {
        /// Which scan.
        id: u32,
        /// The encoded draft.
        scan: Vec<u8>,
        /// The pictures that were read, if they are others than the files: a PDF's pages.
        pictures: Vec<Vec<u8>>,
    },
    /// A scan has failed.
    Failed {
        /// Which scan; `None` when the reader itself failed.
        id: Option<u32>,
        /// Which file of it was being read, from 0.
        part: u32,
        /// Why.
        failure: Failure,
        /// The reader's own words, for the log.
        message: String,
    },
}

impl FromReader {
    /// As a message to post.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let number = |value: u32| JsValue::from(f64::from(value));
        match self {
            Self::Alive => object("alive", &[]),
            Self::Loading(done) => object("loading", &[("done", (*done).into())]),
            Self::Ready => object("ready", &[]),
            Self::Progress {
                id,
                part,
                parts,
                stage,
                done,
            } => object(
                "progress",
                &[
                    ("id", number(*id)),
                    ("part", number(*part)),
                    ("parts", number(*parts)),
                    ("stage", number(*stage as u32)),
                    ("done", (*done).into()),
                ],
            ),
            Self::Finished { id, scan, pictures } => {
                let scan = Uint8Array::from(scan.as_slice());
                let pictures = pictures.iter().map(|bytes| Uint8Array::from(&bytes[..]));
                object(
                    "finished",
                    &[
                        ("id", number(*id)),
                        ("scan", scan.into()),
                        ("pictures", pictures.collect::<Array>().into()),
                    ],
                )
            }
            Self::Failed {
                id,
                part,
                failure,
                message,
            } => object(
                "failed",
                &[
                    ("id", id.map_or(JsValue::NULL, number)),
                    ("part", number(*part)),
                    ("code", failure.code().into()),
                    ("message", message.into()),
                ],
            ),
        }
    }

    /// A message that came; `None` for one that means nothing to us.
    #[must_use]
    pub fn from_js(value: &JsValue) -> Option<Self> {
        let id = || get(value, "id").as_f64().map(|id| id as u32);
        // What starts the worker reads no file yet.
        let count = |name| get(value, name).as_f64().unwrap_or_default() as u32;
        let done = || get(value, "done").as_f64();
        let message = || get(value, "message").as_string().unwrap_or_default();
        Some(match get(value, "type").as_string()?.as_str() {
            "alive" => Self::Alive,
            "loading" => Self::Loading(done()?),
            "ready" => Self::Ready,
            "progress" => Self::Progress {
                id: id()?,
                part: count("part"),
                parts: count("parts"),
                stage: Stage::from_number(get(value, "stage").as_f64()?)?,
                done: done()?,
            },
            "finished" => Self::Finished {
                id: id()?,
                scan: get(value, "scan").dyn_into::<Uint8Array>().ok()?.to_vec(),
                pictures: files(value, "pictures")?,
            },
            "failed" => Self::Failed {
                id: id(),
                part: count("part"),
                failure: Failure::from_code(&get(value, "code").as_string()?),
                message: message(),
            },
            _ => return None,
        })
    }
}

/// A request to read the files of one receipt, as a message to post.
#[must_use]
pub fn scan_to_js(id: u32, files: &[Uint8Array]) -> JsValue {
    let files: Array = files.iter().collect();
    object(
        "scan",
        &[("id", f64::from(id).into()), ("files", files.into())],
    )
}

/// A request to read the files of one receipt, as it came.
#[must_use]
pub fn scan_from_js(value: &JsValue) -> Option<(u32, Vec<Vec<u8>>)> {
    let id = get(value, "id").as_f64()? as u32;
    Some((id, files(value, "files")?))
}

/// The bytes of each file of a list.
fn files(value: &JsValue, name: &str) -> Option<Vec<Vec<u8>>> {
    let files = get(value, name).dyn_into::<Array>().ok()?;
    let bytes = |file: JsValue| Some(file.dyn_into::<Uint8Array>().ok()?.to_vec());
    files.iter().map(bytes).collect()
}

/// Where the reader's program and weights lie; absolute addresses.
#[derive(Clone, PartialEq, Debug)]
pub struct ReaderFiles {
    /// The script made by wasm-bindgen.
    pub js: String,
    /// The program.
    pub wasm: String,
    /// The weights as the build lists them: `name`, `url`, `bytes`.
    pub models: Array,
    /// The lock that the worker holds as long as it lives: a name of its own.
    pub lock: String,
}

impl ReaderFiles {
    /// As the first message to the worker.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        object(
            "files",
            &[
                ("js", self.js.as_str().into()),
                ("wasm", self.wasm.as_str().into()),
                ("models", self.models.clone().into()),
                ("lock", self.lock.as_str().into()),
            ],
        )
    }
}

/// A property, or `undefined`.
#[must_use]
pub fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn object(kind: &str, fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let set = |name: &str, value: &JsValue| Reflect::set(&object, &name.into(), value).is_ok();
    set("type", &kind.into());
    for (name, value) in fields {
        set(name, value);
    }
    object.into()
}
