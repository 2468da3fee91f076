//! The reader of whichever host there is.

use js_sys::Uint8Array;
use ui::protocol::FromReader;
use yew::Callback;

use super::browser::reader::Reader as Worker;
use super::shell::{self, NativeReader};

/// Reads receipts.
#[derive(Clone)]
pub enum Reader {
    /// In a worker of the page.
    Worker(Worker),
    /// In the native app.
    Native(NativeReader),
}

impl Reader {
    /// A reader that says what happens.
    pub fn new(hear: Callback<FromReader>) -> Self {
        match shell::is_here() {
            true => Self::Native(NativeReader::new(hear)),
            false => Self::Worker(Worker::new(hear)),
        }
    }

    /// Gets ready ahead of the first picture.
    pub fn warm(&self) {
        match self {
            Self::Worker(reader) => reader.warm(),
            Self::Native(reader) => reader.warm(),
        }
    }

    /// The number of the next scan.
    pub fn number(&self) -> u32 {
        match self {
            Self::Worker(reader) => reader.number(),
            Self::Native(reader) => reader.number(),
        }
    }

    /// Reads the files of one receipt, unless another one was chosen since, or none.
    pub fn scan(&self, number: u32, files: &[Uint8Array]) {
        match self {
            Self::Worker(reader) => reader.scan(number, files),
            Self::Native(reader) => reader.scan(number, files),
        }
    }

    /// Stops whatever it does.
    pub fn stop(&self) {
        match self {
            Self::Worker(reader) => reader.stop(),
            Self::Native(reader) => reader.stop(),
        }
    }
}
