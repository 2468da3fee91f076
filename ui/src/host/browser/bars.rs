//! Finding barcodes in a camera's picture: by the browser where it can, else in a worker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect};
use ui::protocol::bars::{Seen, picture_to_js, seen_from_js};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Url, Worker};

use super::camera::Shown;
use super::drawing::Drawing;
use super::{build, get, object, window};

/// The kinds of bars that goods have, by the browser's names.
const KINDS: [&str; 4] = ["ean_13", "ean_8", "upc_a", "upc_e"];

/// Pixels from left to right that are looked at: bars of a code that fills a third of the
/// picture are four pixels wide then.
const WIDTH: f64 = 1_280.0;

/// Finds barcodes; what it takes for that goes with the value.
pub struct Finder(Engine);

enum Engine {
    /// The browser's own detector.
    Browser(JsValue),
    /// Our program.
    Program(Program),
}

/// What happened on the way to an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoFinder {
    /// The program could not be fetched or does not run here.
    Unavailable,
}

impl Finder {
    /// Gets ready.
    ///
    /// # Errors
    ///
    /// Neither the browser nor our program can do it here.
    pub async fn open() -> Result<Self, NoFinder> {
        if let Some(detector) = detector().await {
            return Ok(Self(Engine::Browser(detector)));
        }
        let program = Program::start().await.ok_or(NoFinder::Unavailable)?;
        Ok(Self(Engine::Program(program)))
    }

    /// The code that the camera sees now.
    pub async fn look(&self, shown: &Shown) -> Option<Seen> {
        match &self.0 {
            Engine::Browser(detector) => detected(detector, shown.element()).await,
            Engine::Program(program) => program.look(shown).await,
        }
    }
}

/// The browser's detector, if it knows every kind.
async fn detector() -> Option<JsValue> {
    let class: Function = get(&window(), "BarcodeDetector").dyn_into().ok()?;
    let asks: Function = get(&class, "getSupportedFormats").dyn_into().ok()?;
    let known: Promise = asks.call0(&class).ok()?.dyn_into().ok()?;
    let known: Array = JsFuture::from(known).await.ok()?.dyn_into().ok()?;
    if !KINDS.iter().all(|kind| known.includes(&(*kind).into(), 0)) {
        return None;
    }
    let kinds: Array = KINDS.iter().map(|kind| JsValue::from(*kind)).collect();
    let wish = object(&[("formats", kinds.into())]);
    Reflect::construct(&class, &Array::of1(&wish)).ok()
}

async fn detected(detector: &JsValue, picture: &JsValue) -> Option<Seen> {
    let detect: Function = get(detector, "detect").dyn_into().ok()?;
    let found: Promise = detect.call1(detector, picture).ok()?.dyn_into().ok()?;
    let found: Array = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
    let first = found.get(0);
    Some(Seen {
        kind: get(&first, "format").as_string()?,
        digits: get(&first, "rawValue").as_string()?,
    })
}

/// Our program in its worker.
struct Program {
    worker: Worker,
    /// Who waits for the next message.
    waits: Rc<RefCell<Option<Function>>>,
    _hears: Closure<dyn Fn(MessageEvent)>,
    _fails: Closure<dyn Fn()>,
}

impl Drop for Program {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Program {
    async fn start() -> Option<Self> {
        let base = window().document()?.base_uri().ok()??;
        let absolute = |path: &str| Url::new_with_base(path, &base).ok().map(|url| url.href());
        let files = object(&[
            ("js", absolute(&build("barcodesJs")?)?.into()),
            ("wasm", absolute(&build("barcodesWasm")?)?.into()),
        ]);
        let program = Self::of(Worker::new(&absolute("barcodes-boot.js")?).ok()?);
        let answer = program.ask(&files, &Array::new()).await?;
        (get(&answer, "type").as_string()? == "ready").then_some(program)
    }

    fn of(worker: Worker) -> Self {
        let waits = Rc::new(RefCell::new(None::<Function>));
        let tell = |waits: &RefCell<Option<Function>>, answer: &JsValue| {
            if let Some(waiting) = waits.take() {
                // It is the end of a promise of ours.
                waiting.call1(&JsValue::UNDEFINED, answer).ok();
            }
        };
        let hears = Closure::<dyn Fn(MessageEvent)>::new({
            let waits = waits.clone();
            move |event: MessageEvent| tell(&waits, &event.data())
        });
        let fails = Closure::<dyn Fn()>::new({
            let waits = waits.clone();
            move || tell(&waits, &JsValue::UNDEFINED)
        });
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
        Self {
            worker,
            waits,
            _hears: hears,
            _fails: fails,
        }
    }

    /// Sends something and waits for what comes back.
    async fn ask(&self, message: &JsValue, hand_over: &Array) -> Option<JsValue> {
        let answer = Promise::new(&mut |done, _| {
            self.waits.replace(Some(done));
        });
        let sent = self.worker.post_message_with_transfer(message, hand_over);
        sent.ok()?;
        JsFuture::from(answer).await.ok()
    }

    async fn look(&self, shown: &Shown) -> Option<Seen> {
        let pixels = Drawing::of_camera(shown, WIDTH).ok()?.pixels().ok()?;
        let (width, height) = (pixels.width(), pixels.height());
        // The buffer itself: a copy of it would pass through the app's own memory.
        let buffer: ArrayBuffer = get(&get(&pixels, "data"), "buffer").dyn_into().ok()?;
        let picture = picture_to_js(width, height, &buffer);
        let answer = self.ask(&picture, &Array::of1(&buffer)).await?;
        seen_from_js(&answer)
    }
}
