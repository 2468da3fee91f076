//! The cameras of a desktop. On a phone the web view has them.
//!
//! An open camera has a thread of its own (`stream`), which alone talks to the device: a
//! driver that hangs holds up nothing else. The page asks for the newest picture, again and
//! again; one that it does not ask for is not made.

pub mod commands;
mod device;
mod form;
mod jpeg;
mod picture;
mod source;
mod stream;
#[cfg(test)]
mod tests;
mod trouble;

use std::sync::Arc;

use pantry::kept::camera::{Lens, Look, NoSight};
use tokio::sync::Mutex;

use device::Device;
use source::Source;
use stream::{Patience, Stream};

/// The camera that the page has open: at most one.
#[derive(Default)]
pub struct Cameras(Mutex<Option<Open>>);

struct Open {
    /// How the page names it.
    number: u32,
    stream: Arc<Stream>,
}

impl Cameras {
    /// Every camera that there is; none is no error.
    pub async fn list() -> Vec<Lens> {
        let listed = tokio::task::spawn_blocking(device::list).await;
        listed.unwrap_or_default()
    }

    /// Opens a camera by its id, or any, in place of the one that is open.
    pub async fn open(&self, number: u32, id: Option<String>) {
        let open = move || {
            let device = Device::open(id.as_deref())?;
            Ok(Box::new(device) as Box<dyn Source>)
        };
        let mut held = self.0.lock().await;
        if let Some(before) = held.take() {
            // The same device cannot be opened twice.
            before.stream.close().await;
        }
        let stream = Arc::new(Stream::start(open, Patience::default()));
        *held = Some(Open { number, stream });
    }

    /// The newest picture, once there is a new one.
    pub async fn next(&self, number: u32) -> Look {
        match self.stream(number).await {
            Some(stream) => stream.next().await,
            None => Look::Without(NoSight::Lost),
        }
    }

    /// A picture as large as the camera can make it.
    pub async fn take(&self, number: u32) -> Look {
        match self.stream(number).await {
            Some(stream) => stream.take().await,
            None => Look::Without(NoSight::Lost),
        }
    }

    /// Lets go of the camera, unless the page has opened another since.
    pub async fn close(&self, number: u32) {
        let mut held = self.0.lock().await;
        if let Some(open) = held.take_if(|open| open.number == number) {
            open.stream.close().await;
        }
    }

    /// Lets go of whatever is open: the page is gone.
    pub async fn let_go(&self) {
        if let Some(open) = self.0.lock().await.take() {
            open.stream.close().await;
        }
    }

    async fn stream(&self, number: u32) -> Option<Arc<Stream>> {
        let held = self.0.lock().await;
        let open = held.as_ref().filter(|open| open.number == number)?;
        Some(open.stream.clone())
    }
}
