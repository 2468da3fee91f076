//! An open camera: a thread that talks to the device, and what the page hears of it.
//!
//! Nobody waits for the device itself. What it does not do in time counts as not to come, and
//! its thread ends by itself once the device answers at last.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nokhwa::utils::CameraFormat;
use pantry::kept::camera::{Look, NoSight};
use tokio::sync::{Mutex as AsyncMutex, oneshot, watch};
use tokio::time::timeout;

use super::source::Source;
use super::{form, picture, trouble};

/// How long to wait, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the first picture: the device wakes up, and a person may be asked.
    pub first: Duration,
    /// For each one after it; a photo may come between.
    pub next: Duration,
    /// For a photo, with the way to its form and back.
    pub photo: Duration,
    /// For the page to ask: a camera that nobody looks through goes off.
    pub page: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let asks = cfg!(target_os = "macos");
        Self {
            first: Duration::from_secs(if asks { 70 } else { 12 }),
            next: Duration::from_secs(8),
            photo: Duration::from_secs(12),
            page: Duration::from_secs(10),
        }
    }
}

/// Frames that a camera needs in a new form until it has found the light.
const SETTLING: usize = 4;

/// Damaged frames in a row for which a photo waits.
const DAMAGED: usize = 5;

/// The pause after a frame that could not be had.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a device may take to let go.
const LETTING_GO: Duration = Duration::from_secs(2);

/// An open camera.
pub struct Stream {
    shared: Arc<Shared>,
    newest: AsyncMutex<watch::Receiver<Option<Look>>>,
    ended: watch::Receiver<Option<Look>>,
    patience: Patience,
}

/// What the thread and the page share.
struct Shared {
    is_over: AtomicBool,
    /// The page waits for a picture.
    is_asked: AtomicBool,
    /// When it last began to.
    asked: Mutex<Instant>,
    /// Who waits for a photo.
    photo: Mutex<Option<oneshot::Sender<Look>>>,
}

impl Stream {
    /// Opens a device on a thread of its own; what becomes of it, [`Self::next`] says.
    pub fn start(
        open: impl FnOnce() -> Result<Box<dyn Source>, NoSight> + Send + 'static,
        patience: Patience,
    ) -> Self {
        let (say, newest) = watch::channel(None);
        let shared = Arc::new(Shared {
            is_over: AtomicBool::new(false),
            is_asked: AtomicBool::new(false),
            asked: Mutex::new(Instant::now()),
            photo: Mutex::default(),
        });
        let own = shared.clone();
        thread::spawn(move || {
            // nokhwa panics where a device goes in the middle of something.
            let run = AssertUnwindSafe(|| run(open, &own, &say, patience));
            let why = catch_unwind(run).unwrap_or(Err(NoSight::Lost));
            own.is_over.store(true, Ordering::SeqCst);
            locked(&own.photo).take();
            let why = why.err().unwrap_or(NoSight::Lost);
            // Nobody listens once the page has let go.
            say.send(Some(Look::Without(why))).ok();
        });
        Self {
            shared,
            ended: newest.clone(),
            newest: AsyncMutex::new(newest),
            patience,
        }
    }

    /// The newest picture, once there is one that was not given yet.
    pub async fn next(&self) -> Look {
        let mut newest = self.newest.lock().await;
        let is_first = newest.borrow().is_none();
        let patience = if is_first {
            self.patience.first
        } else {
            self.patience.next
        };
        *locked(&self.shared.asked) = Instant::now();
        self.shared.is_asked.store(true, Ordering::Relaxed);
        match timeout(patience, newest.changed()).await {
            Ok(Ok(())) => {}
            // The last word stands.
            Ok(Err(_)) => return without(&newest.borrow()).unwrap_or(LOST),
            Err(_) => {
                self.shared.is_over.store(true, Ordering::Relaxed);
                let why = if is_first {
                    NoSight::Busy
                } else {
                    NoSight::Lost
                };
                return Look::Without(why);
            }
        }
        let look = newest.borrow_and_update().clone();
        look.unwrap_or(LOST)
    }

    /// A photo as large as the camera can make it.
    pub async fn take(&self) -> Look {
        let (tell, told) = oneshot::channel();
        locked(&self.shared.photo).replace(tell);
        if self.shared.is_over.load(Ordering::SeqCst) {
            return LOST;
        }
        match timeout(self.patience.photo, told).await {
            Ok(Ok(look)) => look,
            // The thread is gone, or another photo was asked for meanwhile.
            Ok(Err(_)) | Err(_) => LOST,
        }
    }

    /// Lets go of the device.
    pub async fn close(&self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        locked(&self.shared.photo).take();
        let mut ended = self.ended.clone();
        let gone = ended.wait_for(|look| without(look).is_some());
        // One that does not let go has lost its chance.
        timeout(LETTING_GO, gone).await.ok();
    }
}

const LOST: Look = Look::Without(NoSight::Lost);

fn without(look: &Option<Look>) -> Option<Look> {
    look.clone().filter(|look| matches!(look, Look::Without(_)))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// Whether the device is to be let go.
    fn is_over(&self, patience: Patience) -> bool {
        self.is_over.load(Ordering::Relaxed) || locked(&self.asked).elapsed() > patience.page
    }
}

/// Shows what the device sees until the page has enough, or the device.
fn run(
    open: impl FnOnce() -> Result<Box<dyn Source>, NoSight>,
    shared: &Shared,
    say: &watch::Sender<Option<Look>>,
    patience: Patience,
) -> Result<(), NoSight> {
    let mut source = open()?;
    let forms = source.forms().map_err(|error| trouble::opening(&error))?;
    let preview = form::preview(&forms).ok_or(NoSight::Missing)?;
    let still = form::still(&forms).filter(|still| form::area(still) > form::area(&preview));
    let turned = source.turn_to(preview);
    turned.map_err(|error| trouble::opening(&error))?;
    let mut seen = Instant::now();
    while !shared.is_over(patience) {
        let asks = locked(&shared.photo).take();
        if let Some(tell) = asks {
            let taken = take(&mut *source, still.unwrap_or(preview), preview)?;
            // Whoever asked may have gone.
            tell.send(taken.map_or(LOST, Look::Picture)).ok();
            seen = Instant::now();
        }
        match source.frame() {
            Ok(frame) if shared.is_asked.load(Ordering::Relaxed) => {
                if let Some(jpeg) = picture::preview(&frame) {
                    shared.is_asked.store(false, Ordering::Relaxed);
                    say.send(Some(Look::Picture(jpeg))).ok();
                    seen = Instant::now();
                }
            }
            Ok(_) => seen = Instant::now(),
            Err(error) if trouble::is_gone(&error) => return Err(NoSight::Lost),
            Err(_) => thread::sleep(PAUSE),
        }
        if seen.elapsed() > patience.next {
            return Err(NoSight::Lost);
        }
    }
    Ok(())
}

/// A photo in its own form, if that is another one than what is looked through; else, or
/// where the device does not do it, of what is looked through. None if all are damaged.
fn take(
    source: &mut dyn Source,
    still: CameraFormat,
    preview: CameraFormat,
) -> Result<Option<Vec<u8>>, NoSight> {
    let mut photo = None;
    if still != preview {
        if source.turn_to(still).is_ok() {
            photo = first_whole(source, SETTLING)?;
        }
        let back = source.turn_to(preview);
        back.map_err(|_| NoSight::Lost)?;
    }
    match photo {
        Some(photo) => Ok(Some(photo)),
        None => first_whole(source, 0),
    }
}

/// The first photo that is whole, after so many that are let pass.
fn first_whole(source: &mut dyn Source, passing: usize) -> Result<Option<Vec<u8>>, NoSight> {
    for at in 0..passing + DAMAGED {
        match source.frame() {
            Ok(_) if at < passing => {}
            Ok(frame) => {
                if let Some(photo) = picture::photo(&frame) {
                    return Ok(Some(photo));
                }
            }
            Err(error) if trouble::is_gone(&error) => return Err(NoSight::Lost),
            Err(_) => thread::sleep(PAUSE),
        }
    }
    Ok(None)
}
