//! What an error of a device means for a person. nokhwa passes errors on as text; the
//! system's numbers in it are the same in every language.

use nokhwa::NokhwaError;
use pantry::kept::camera::NoSight;

/// The numbers by which systems refuse (Linux, Windows), by what they mean.
const DENIED: &[&str] = &["os error 1)", "os error 13)", "0x80070005"];
const GONE: &[&str] = &["os error 2)", "os error 6)", "os error 19)", "0xC00D3EA2"];

/// Why a device cannot be opened.
pub fn opening(error: &NokhwaError) -> NoSight {
    let text = error.to_string();
    if has(&text, DENIED) {
        NoSight::Denied
    } else if has(&text, GONE) || gives_no_pictures(error) {
        NoSight::Missing
    } else {
        // The system says so, or the device does not do what it should.
        NoSight::Busy
    }
}

/// Whether an open device is not there any more.
pub fn is_gone(error: &NokhwaError) -> bool {
    has(&error.to_string(), GONE)
}

fn has(text: &str, numbers: &[&str]) -> bool {
    numbers.iter().any(|number| text.contains(number))
}

/// It has no form at all that nokhwa knows: something else than a camera.
fn gives_no_pictures(error: &NokhwaError) -> bool {
    matches!(error, NokhwaError::GetPropertyError { property, .. } if property == "CameraFormat")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_numbers_tell_why() {
        let open = |why: &str| NokhwaError::OpenDeviceError("0".to_owned(), why.to_owned());
        let none = NokhwaError::GetPropertyError {
            property: "CameraFormat".to_owned(),
            error: "Failed to Fufill".to_owned(),
        };
        for (error, why) in [
            (
                open("V4L2 Error: Keine Berechtigung (os error 13)"),
                NoSight::Denied,
            ),
            (open("Access is denied. (0x80070005)"), NoSight::Denied),
            (open("V4L2 Error: (os error 16)"), NoSight::Busy),
            (open("V4L2 Error: (os error 2)"), NoSight::Missing),
            (open("V4L2 Error: (os error 19)"), NoSight::Missing),
            (none, NoSight::Missing),
            (
                NokhwaError::GeneralError("no idea".to_owned()),
                NoSight::Busy,
            ),
        ] {
            assert_eq!(opening(&error), why, "{error}");
        }
        let read = |why: &str| NokhwaError::ReadFrameError(why.to_owned());
        assert!(is_gone(&read("No such device (os error 19)")));
        assert!(!is_gone(&read("Input/output error (os error 5)")));
        assert!(!is_gone(&read(
            "Resource temporarily unavailable (os error 11)"
        )));
    }
}
