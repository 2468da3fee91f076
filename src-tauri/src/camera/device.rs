//! The devices of this machine, as nokhwa finds and opens them.

use std::panic::catch_unwind;
use std::sync::mpsc;
use std::time::Duration;

use nokhwa::pixel_format::RgbFormat;
use nokhwa::utils::{ApiBackend, CameraFormat, CameraInfo, RequestedFormat, RequestedFormatType};
use nokhwa::{Buffer, Camera, NokhwaError};
use pantry::kept::camera::{Lens, NoSight};

use super::source::Source;
use super::trouble;

/// How long a person may think about whether Larder gets the camera.
const THINKING: Duration = Duration::from_secs(60);

/// Every camera of this machine. Where the system cannot tell, there is none.
pub fn list() -> Vec<Lens> {
    let lens = |info: &CameraInfo| Lens {
        id: info.index().as_string(),
        name: info.human_name(),
    };
    query().iter().map(lens).collect()
}

fn query() -> Vec<CameraInfo> {
    // It panics at a device whose name is none of its own.
    let found = catch_unwind(|| nokhwa::query(ApiBackend::Auto));
    let mut found = found.unwrap_or(Ok(Vec::new())).unwrap_or_default();
    found.retain(has_pictures);
    found.sort_by_key(|info| (info.index().as_index().ok(), info.index().as_string()));
    found
}

/// On Linux a camera has further nodes that give data about its pictures, and none of them.
#[cfg(target_os = "linux")]
fn has_pictures(info: &CameraInfo) -> bool {
    let node = format!("/sys/class/video4linux/video{}/index", info.index());
    // What cannot be told is tried.
    std::fs::read_to_string(node).map_or(true, |index| index.trim() == "0")
}

#[cfg(not(target_os = "linux"))]
fn has_pictures(_: &CameraInfo) -> bool {
    true
}

/// An open device.
pub struct Device(Camera);

impl Device {
    /// Opens the camera of this id, or else the first that lets itself be opened.
    ///
    /// # Errors
    ///
    /// What stands in the way; of several the one that a person can do most about.
    pub fn open(id: Option<&str>) -> Result<Self, NoSight> {
        if !is_permitted() {
            return Err(NoSight::Denied);
        }
        let mut found = query();
        let is_meant = |info: &CameraInfo| Some(info.index().as_string().as_str()) == id;
        // One that was chosen and is gone is no reason to show none.
        if found.iter().any(is_meant) {
            found.retain(is_meant);
        }
        let mut why = NoSight::Missing;
        for info in found {
            let any = RequestedFormat::new::<RgbFormat>(RequestedFormatType::None);
            match Camera::new(info.index().clone(), any) {
                Ok(camera) => return Ok(Self(camera)),
                Err(error) => why = worse(why, trouble::opening(&error)),
            }
        }
        Err(why)
    }
}

/// The one of two that a person can do more about.
fn worse(one: NoSight, other: NoSight) -> NoSight {
    let rank = |why| match why {
        NoSight::Denied => 3,
        NoSight::Busy => 2,
        NoSight::Lost => 1,
        NoSight::Missing => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// Whether the system lets this app have cameras; it may ask the person.
fn is_permitted() -> bool {
    if nokhwa::nokhwa_check() {
        return true;
    }
    let (tell, told) = mpsc::channel();
    nokhwa::nokhwa_initialize(move |yes| {
        // Nobody waits for an answer that comes too late.
        tell.send(yes).ok();
    });
    told.recv_timeout(THINKING).unwrap_or(false)
}

impl Source for Device {
    fn forms(&mut self) -> Result<Vec<CameraFormat>, NokhwaError> {
        self.0.compatible_camera_formats()
    }

    fn turn_to(&mut self, form: CameraFormat) -> Result<(), NokhwaError> {
        self.0.stop_stream()?;
        if self.0.camera_format() != form {
            let (exactly, format) = (RequestedFormatType::Exact(form), [form.format()]);
            let wish = RequestedFormat::with_formats(exactly, &format);
            if self.0.set_camera_requset(wish).is_err() {
                // Some give another one in its place, and only then say so.
                self.0.refresh_camera_format()?;
            }
        }
        self.0.open_stream()
    }

    fn frame(&mut self) -> Result<Buffer, NokhwaError> {
        self.0.frame()
    }
}
