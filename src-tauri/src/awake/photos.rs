//! Photos of receipts that wait to be sent, while no page is open.

use std::sync::Arc;
use std::time::Duration;

use pantry::kept::Upload;
use pantry::kept::frame::{Answer, Request};
use tauri::{AppHandle, Manager};
use tokio::time::sleep;

use crate::server::{Asked, Server};
use crate::settings::Settings;
use crate::storage::Storage;

/// How often it is looked for some; the first time a little after the ops.
const PAUSE: Duration = Duration::from_secs(30);
const FIRST: Duration = Duration::from_secs(3);

/// Sends what there is, again and again. It may be given up at any moment: the server keeps
/// nothing of half a photo that is sent whole, and it is sent the next time.
pub async fn send(app: &AppHandle, storage: &Arc<Storage>) {
    sleep(FIRST).await;
    loop {
        if !app.state::<Settings>().get().stays_offline
            && let Err(why) = send_all(&app.state::<Server>(), storage).await
        {
            eprintln!("a photo waits: {why}");
        }
        sleep(PAUSE).await;
    }
}

/// Sends each; the first that the server does not take ends it, as the next would fail, too.
async fn send_all(server: &Server, storage: &Arc<Storage>) -> Result<(), String> {
    if server.account().await.is_none() {
        return Ok(());
    }
    let Answer::Uploads(uploads) = storage.answer(Request::Uploads).await else {
        return Err("the photos cannot be read".to_owned());
    };
    for upload in uploads {
        send_one(server, storage, upload).await?;
    }
    Ok(())
}

async fn send_one(server: &Server, storage: &Arc<Storage>, upload: Upload) -> Result<(), String> {
    if let Answer::Image(Some(photo)) = storage.answer(Request::Image(upload.key)).await {
        let name: String = upload
            .sha256
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let asked = Asked {
            method: "PUT".to_owned(),
            path: format!("blobs/{name}"),
            body: photo.bytes,
            ..Asked::default()
        };
        let answer = server.ask(asked).await?;
        // The status comes first, the greater byte before the other.
        let status = answer
            .first_chunk()
            .map_or(0, |status| u16::from_be_bytes(*status));
        // One that was deleted elsewhere is not wanted any more (`docs/blobs.md`).
        if !matches!(status, 200 | 201 | 410) {
            return Err(format!("the server answers {status}"));
        }
    }
    match storage.answer_surely(Request::Sent(upload.key)).await {
        Answer::Failed(why) => Err(why.to_string()),
        _ => Ok(()),
    }
}
