//! Photos of receipts that wait to be sent, while no page is open.

use std::sync::Arc;
use std::time::Duration;

use pantry::kept::frame::{Answer, Request};
use pantry::kept::{Photo, Upload};
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

/// Sends each; the first that the server does not take ends it, as the next would fail, too. One
/// that cannot be read keeps no other one back.
async fn send_all(server: &Server, storage: &Arc<Storage>) -> Result<(), String> {
    if server.account().await.is_none() {
        return Ok(());
    }
    let Answer::Uploads(uploads) = storage.answer(Request::Uploads).await else {
        return Err("the photos cannot be read".to_owned());
    };
    let mut sent = Ok(());
    for upload in uploads {
        match photo_of(storage.answer(Request::Image(upload.key)).await) {
            Ok(photo) => send_one(server, storage, upload, photo).await?,
            Err(why) => sent = Err(why),
        }
    }
    sent
}

async fn send_one(
    server: &Server,
    storage: &Arc<Storage>,
    upload: Upload,
    photo: Option<Photo>,
) -> Result<(), String> {
    if let Some(photo) = photo {
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

/// The photo to send; none where it is gone, so that nothing waits any more. One that cannot be
/// read now goes on waiting.
fn photo_of(answer: Answer) -> Result<Option<Photo>, String> {
    match answer {
        Answer::Image(photo) => Ok(photo),
        Answer::Failed(why) => Err(why.to_string()),
        _ => Err("the photo cannot be read".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use pantry::kept::StoreError;

    use super::*;

    #[test]
    fn only_a_photo_that_is_gone_waits_no_more() {
        let photo = Photo {
            media_type: "image/jpeg".to_owned(),
            bytes: b"\xff\xd8\xff".to_vec(),
        };
        let there = Answer::Image(Some(photo.clone()));
        assert_eq!(photo_of(there), Ok(Some(photo)));
        assert_eq!(photo_of(Answer::Image(None)), Ok(None));
        let broken = Answer::Failed(StoreError::Broken("the disk says no".to_owned()));
        assert!(photo_of(broken).is_err(), "it is read the next time");
        assert!(photo_of(Answer::Done).is_err());
    }
}
