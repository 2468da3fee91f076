//! The reader's worker, seen from the page: started when first needed, ended
//! to cancel, replaced when it breaks down or is gone.

mod alive;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, JSON, Uint8Array};
use ui::protocol::{Failure, FromReader, ReaderFiles, scan_to_js};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, MessageEvent, Url, Worker};
use yew::Callback;

use super::{build, get, new_id, object, window};

/// Reads receipts in a worker of its own.
#[derive(Clone)]
pub struct Reader(Rc<Inner>);

struct Inner {
    worker: RefCell<Option<Running>>,
    /// What to send as soon as the worker is ready.
    waiting: RefCell<Option<JsValue>>,
    /// The number of the newest scan; the answers to older ones come too late.
    newest: Cell<u32>,
    /// How many workers were started.
    started: Cell<u32>,
    /// The file, a PDF, that the worker makes pictures of.
    unpacks: Cell<Option<u32>>,
    hear: Callback<FromReader>,
}

struct Running {
    /// Which of the workers this is: what is heard of an older one is over.
    number: u32,
    worker: Worker,
    /// The lock that the worker holds as long as it lives.
    lock: String,
    ready: Cell<bool>,
    _hears: Closure<dyn Fn(MessageEvent)>,
    _fails: Closure<dyn Fn(Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // What is on its way already must not call what is freed here.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Reader {
    /// A reader that says what happens.
    pub fn new(hear: Callback<FromReader>) -> Self {
        Self(Rc::new(Inner {
            worker: RefCell::default(),
            waiting: RefCell::default(),
            newest: Cell::new(0),
            started: Cell::new(0),
            unpacks: Cell::new(None),
            hear,
        }))
    }

    /// Gets the worker ready ahead of the first picture.
    pub fn warm(&self) {
        if self.0.worker.borrow().is_none() {
            match self.start() {
                Some(running) => *self.0.worker.borrow_mut() = Some(running),
                None => self.did_not_start(),
            }
        }
    }

    /// The number of the next scan.
    pub fn number(&self) -> u32 {
        let number = self.0.newest.get().wrapping_add(1);
        self.0.newest.set(number);
        number
    }

    /// Reads the files of one receipt, unless another one was chosen since, or none.
    pub fn scan(&self, number: u32, files: &[Uint8Array]) {
        if self.0.newest.get() == number {
            *self.0.waiting.borrow_mut() = Some(scan_to_js(number, files));
            self.warm();
            self.send();
        }
    }

    /// Stops whatever the worker does, by ending it.
    pub fn stop(&self) {
        self.number();
        self.0.waiting.take();
        self.0.unpacks.take();
        self.0.worker.take();
    }

    fn send(&self) {
        let worker = self.0.worker.borrow();
        if let Some(running) = worker.as_ref().filter(|running| running.ready.get())
            && let Some(message) = self.0.waiting.take()
        {
            let files = get(&message, "files").dyn_into::<Array>();
            let files = files.unwrap_or_default();
            let buffers: Array = files.iter().map(|file| get(&file, "buffer")).collect();
            let sent = running
                .worker
                .post_message_with_transfer(&message, &buffers);
            debug_assert!(sent.is_ok(), "plain objects can be posted");
        }
    }

    fn start(&self) -> Option<Running> {
        let base = window().document()?.base_uri().ok()??;
        let absolute = |path: &str| Url::new_with_base(path, &base).ok().map(|url| url.href());
        let models: Array = JSON::parse(&build("models")?).ok()?.dyn_into().ok()?;
        let models = models.iter().map(|model| {
            let url = absolute(&get(&model, "url").as_string()?)?;
            let properties = [
                ("name", get(&model, "name")),
                ("url", url.into()),
                ("bytes", get(&model, "bytes")),
            ];
            Some(JsValue::from(object(&properties)))
        });
        let files = ReaderFiles {
            js: absolute(&build("readerJs")?)?,
            wasm: absolute(&build("readerWasm")?)?,
            models: models.collect::<Option<Array>>()?,
            lock: new_id().map(|byte| format!("{byte:02x}")).concat(),
        };
        let worker = Worker::new(&absolute("reader-boot.js")?).ok()?;
        let running = self.listen(worker, files.lock.clone());
        running.worker.post_message(&files.to_js()).ok()?;
        Some(running)
    }

    fn listen(&self, worker: Worker, lock: String) -> Running {
        let number = self.0.started.get().wrapping_add(1);
        self.0.started.set(number);
        // Weak: what the worker calls must not keep the worker alive.
        let hears = Closure::<dyn Fn(MessageEvent)>::new({
            let reader = Rc::downgrade(&self.0);
            move |event: MessageEvent| {
                if let (Some(reader), Some(message)) =
                    (with(&reader, number), FromReader::from_js(&event.data()))
                {
                    reader.heard(number, message);
                }
            }
        });
        let fails = Closure::<dyn Fn(Event)>::new({
            let reader = Rc::downgrade(&self.0);
            move |event: Event| {
                event.prevent_default();
                if let Some(reader) = with(&reader, number) {
                    reader.failed(number, &event);
                }
            }
        });
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
        Running {
            number,
            worker,
            lock,
            ready: Cell::new(false),
            _hears: hears,
            _fails: fails,
        }
    }

    fn heard(&self, number: u32, message: FromReader) {
        match message {
            FromReader::Alive => self.watch(number),
            FromReader::Ready => {
                if let Some(running) = self.0.worker.borrow().as_ref() {
                    running.ready.set(true);
                }
                self.send();
                self.0.hear.emit(FromReader::Ready);
            }
            FromReader::Failed {
                id: None,
                failure,
                message,
                ..
            } => self.broke_down(number, failure, message),
            message => {
                self.0.unpacks.set(unpacked(&message));
                self.0.hear.emit(message);
            }
        }
    }

    /// The worker has ended. What a program does wrong has a message; a script that could
    /// not be fetched has none.
    fn failed(&self, number: u32, event: &Event) {
        let message = get(event, "message").as_string().unwrap_or_default();
        let worker = self.0.worker.borrow();
        let ready = worker.as_ref().is_some_and(|running| running.ready.get());
        drop(worker);
        let failure = if ready || !message.is_empty() {
            Failure::Crashed
        } else {
            Failure::Unavailable
        };
        self.broke_down(number, failure, message);
    }

    /// The program has broken down by itself. If that was over a PDF, it would do so again:
    /// the file is what the person can do something about.
    fn broke_down(&self, number: u32, failure: Failure, message: String) {
        match self.0.unpacks.get() {
            Some(part) => self.broke(number, part, Failure::Pdf, message),
            None => self.broke(number, 0, failure, message),
        }
    }

    fn did_not_start(&self) {
        let reader = self.clone();
        // Later: who wants a picture read does not expect an answer yet.
        spawn_local(async move {
            super::breathe().await;
            reader.fail(
                0,
                Failure::Unavailable,
                "the worker did not start".to_owned(),
            );
        });
    }

    /// The worker holds its lock: whoever gets it next knows that the worker is gone.
    fn watch(&self, number: u32) {
        if let Some(running) = self.0.worker.borrow().as_ref() {
            let reader = Rc::downgrade(&self.0);
            alive::when_free(&running.lock, move || {
                if let Some(reader) = with(&reader, number) {
                    let message = "the worker was ended from outside".to_owned();
                    reader.broke(number, 0, Failure::Crashed, message);
                }
            });
        }
    }

    /// The worker is of no use any more: the next picture gets a new one.
    fn broke(&self, number: u32, part: u32, failure: Failure, message: String) {
        let reader = Rc::downgrade(&self.0);
        // Later: this may run inside the very closure that ending the worker frees.
        spawn_local(async move {
            super::breathe().await;
            // A worker that panics is heard of twice.
            if let Some(reader) = with(&reader, number) {
                reader.0.worker.take();
                reader.fail(part, failure, message);
            }
        });
    }

    /// Says that there is no worker, and forgets what it was to read.
    fn fail(&self, part: u32, failure: Failure, message: String) {
        self.0.waiting.take();
        self.0.unpacks.take();
        // A scan whose file is still being fetched is none any more.
        self.number();
        self.0.hear.emit(FromReader::Failed {
            id: None,
            part,
            failure,
            message,
        });
    }
}

/// The file that is being unpacked, by what the worker says.
fn unpacked(message: &FromReader) -> Option<u32> {
    match message {
        FromReader::Progress { part, parts: 0, .. } => Some(*part),
        _ => None,
    }
}

/// The reader, as long as this is its worker.
fn with(reader: &Weak<Inner>, number: u32) -> Option<Reader> {
    let reader = reader.upgrade()?;
    let same = reader.worker.borrow().as_ref()?.number == number;
    same.then_some(Reader(reader))
}
