//! The native reader, seen from the page.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Uint8Array;
use pantry::kept::reading::{Reading, encode_files};
use ui::protocol::{Failure, FromReader, Stage};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::ask;

/// Reads receipts in the native app.
#[derive(Clone)]
pub struct NativeReader(Rc<Inner>);

struct Inner {
    /// The number of the newest scan; the answers to older ones come too late.
    newest: Cell<u32>,
    hear: Callback<FromReader>,
}

impl NativeReader {
    /// A reader that says what happens.
    pub fn new(hear: Callback<FromReader>) -> Self {
        let newest = Cell::new(0);
        Self(Rc::new(Inner { newest, hear }))
    }

    /// Gets ready ahead of the first picture.
    pub fn warm(&self) {
        let reader = self.clone();
        spawn_local(async move {
            match ask("read_warm", &[], &[]).await {
                Ok(_) => reader.0.hear.emit(FromReader::Ready),
                Err(why) => reader.fail(None, Failure::Unavailable, why),
            }
        });
    }

    /// The number of the next scan.
    pub fn number(&self) -> u32 {
        let number = self.0.newest.get().wrapping_add(1);
        self.0.newest.set(number);
        number
    }

    /// Reads the files of one receipt, unless another one was chosen since, or none.
    pub fn scan(&self, number: u32, files: &[Uint8Array]) {
        let files = encode_files(files.iter().map(Uint8Array::to_vec).collect());
        let reader = self.clone();
        spawn_local(async move {
            if !reader.is_newest(number) {
                return;
            }
            if let Err(why) = ask("read_start", &files, &[]).await {
                return reader.fail(Some(number), Failure::Unavailable, why);
            }
            reader.follow(number).await;
        });
    }

    /// Stops whatever it does.
    pub fn stop(&self) {
        self.number();
        spawn_local(async {
            // Without the native app nothing is read.
            ask("read_stop", &[], &[]).await.ok();
        });
    }

    /// Hears of a scan until it ends or another one is chosen.
    async fn follow(&self, number: u32) {
        while self.is_newest(number) {
            let said = ask("read_next", &[], &[]).await;
            let said = said.map(|bytes| Reading::decode(&bytes));
            if !self.is_newest(number) {
                return;
            }
            match said {
                Ok(Some(Reading::Stopped)) => return,
                Ok(Some(reading)) => {
                    let ends = !matches!(reading, Reading::Progress { .. });
                    self.0.hear.emit(heard(number, reading));
                    if ends {
                        return;
                    }
                }
                Ok(None) => {
                    let why = "the reader has said something unknown".to_owned();
                    return self.fail(Some(number), Failure::Crashed, why);
                }
                Err(why) => return self.fail(Some(number), Failure::Crashed, why),
            }
        }
    }

    fn is_newest(&self, number: u32) -> bool {
        self.0.newest.get() == number
    }

    fn fail(&self, id: Option<u32>, failure: Failure, message: String) {
        self.number();
        self.0.hear.emit(FromReader::Failed {
            id,
            part: 0,
            failure,
            message,
        });
    }
}

fn heard(id: u32, reading: Reading) -> FromReader {
    match reading {
        Reading::Progress {
            part,
            parts,
            stage,
            done,
        } => FromReader::Progress {
            id,
            part,
            parts,
            stage: Stage::from_number(stage.into()).unwrap_or(Stage::Decode),
            done: done.into(),
        },
        Reading::Finished { scan, pictures } => FromReader::Finished { id, scan, pictures },
        Reading::Failed {
            part,
            code,
            message,
        } => FromReader::Failed {
            id: Some(id),
            part,
            failure: Failure::from_code(&code),
            message,
        },
        Reading::Stopped => FromReader::Alive,
    }
}
