//! Where frames come from: a device, or in tests what acts as one.

use nokhwa::utils::CameraFormat;
use nokhwa::{Buffer, NokhwaError};

/// Gives frames. It stays on the thread that has opened it.
pub trait Source {
    /// Every form in which it can give frames.
    fn forms(&mut self) -> Result<Vec<CameraFormat>, NokhwaError>;

    /// Gives frames in this form from now on, or in the nearest that it can.
    fn turn_to(&mut self, form: CameraFormat) -> Result<(), NokhwaError>;

    /// The next frame, once there is one.
    fn frame(&mut self) -> Result<Buffer, NokhwaError>;
}
