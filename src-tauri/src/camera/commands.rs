//! What the page may ask of cameras.

use pantry::kept::camera::encode_lenses;
use tauri::State;
use tauri::ipc::{Request, Response};

use super::Cameras;
use crate::bridge::{Reply, bytes, done, number};

/// How the page names the camera that it has open.
const NUMBER: &str = "larder-camera";

/// Every camera that there is.
#[tauri::command]
pub async fn camera_list() -> Reply {
    let lenses = Cameras::list().await;
    Ok(Response::new(encode_lenses(&lenses)))
}

/// Opens the camera whose id the page gives, or any.
#[tauri::command]
pub async fn camera_open(request: Request<'_>, cameras: State<'_, Cameras>) -> Reply {
    let id = String::from_utf8_lossy(bytes(&request)?).into_owned();
    let id = Some(id).filter(|id| !id.is_empty());
    cameras.open(number(&request, NUMBER)?, id).await;
    done()
}

/// The newest picture, once there is a new one.
#[tauri::command]
pub async fn camera_next(request: Request<'_>, cameras: State<'_, Cameras>) -> Reply {
    let look = cameras.next(number(&request, NUMBER)?).await;
    Ok(Response::new(look.encode()))
}

/// A picture at full resolution.
#[tauri::command]
pub async fn camera_take(request: Request<'_>, cameras: State<'_, Cameras>) -> Reply {
    let look = cameras.take(number(&request, NUMBER)?).await;
    Ok(Response::new(look.encode()))
}

/// Lets go of the camera.
#[tauri::command]
pub async fn camera_close(request: Request<'_>, cameras: State<'_, Cameras>) -> Reply {
    cameras.close(number(&request, NUMBER)?).await;
    done()
}
