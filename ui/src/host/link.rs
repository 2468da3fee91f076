//! The socket of whichever host there is.

use yew::Callback;

use super::browser::link::{Heard, Link as Socket};
use super::shell::{self, NativeLink};

/// An open way to the server, or one that is being opened; it ends with the value.
#[derive(Debug)]
pub enum Link {
    /// The page's own.
    Socket(Socket),
    /// The native app's.
    Native(NativeLink),
}

impl Link {
    /// Opens a way to the household's server; `None` where there is none.
    pub fn open(on: Callback<Heard>) -> Option<Self> {
        match shell::is_here() {
            true => Some(Self::Native(NativeLink::open(on))),
            false => Socket::open(on).map(Self::Socket),
        }
    }

    /// Sends a frame; on a way that is gone, nothing happens.
    pub fn send(&self, frame: &[u8]) {
        match self {
            Self::Socket(link) => link.send(frame),
            Self::Native(link) => link.send(frame),
        }
    }
}
