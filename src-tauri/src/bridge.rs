//! The commands that the page may use; `build.rs` names each. Bytes go in and bytes come out.

use pantry::kept::StoreError;
use pantry::kept::frame::{Answer, Request as Asked};
use pantry::kept::reading::decode_files;
use tauri::State;
use tauri::ipc::{InvokeBody, Request, Response};

use crate::household::Household;
use crate::place::Place;
use crate::reading::Reader;

/// What a command comes to; an error is for a person.
pub type Reply = Result<Response, String>;

/// Asks the household's database.
#[tauri::command]
pub async fn store(request: Request<'_>, household: State<'_, Household>) -> Reply {
    let asked = asked(&request)?;
    let answer = match household.storage().await {
        Ok(storage) => storage.answer(asked).await,
        Err(why) => Answer::Failed(StoreError::Broken(why.to_string())),
    };
    Ok(Response::new(answer.encode()))
}

/// Asks a database that only serves to try the storage.
#[tauri::command]
pub async fn scratch(
    request: Request<'_>,
    household: State<'_, Household>,
    place: State<'_, Place>,
) -> Reply {
    let asked = asked(&request)?;
    let storage = household.scratch(&place.scratch()).await?;
    Ok(Response::new(storage.answer(asked).await.encode()))
}

/// Gets the reader ready.
#[tauri::command]
pub async fn read_warm(reader: State<'_, Reader>) -> Reply {
    reader.warm().await?;
    done()
}

/// Reads the files of one receipt in place of what is being read.
#[tauri::command]
pub async fn read_start(request: Request<'_>, reader: State<'_, Reader>) -> Reply {
    let files = decode_files(bytes(&request)?);
    let files = files.ok_or("the page is of another version: start Larder anew")?;
    reader.start(files).await?;
    done()
}

/// What the reader has to say, once there is something.
#[tauri::command]
pub async fn read_next(reader: State<'_, Reader>) -> Reply {
    Ok(Response::new(reader.next().await.encode()))
}

/// Gives up what is being read.
#[tauri::command]
pub async fn read_stop(reader: State<'_, Reader>) -> Reply {
    reader.stop();
    done()
}

fn done() -> Reply {
    Ok(Response::new(Vec::new()))
}

fn asked(request: &Request<'_>) -> Result<Asked, String> {
    let asked = Asked::decode(bytes(request)?);
    asked.ok_or_else(|| "the page is of another version: start Larder anew".to_owned())
}

/// The bytes of a question.
fn bytes<'a>(request: &'a Request<'_>) -> Result<&'a [u8], String> {
    match request.body() {
        InvokeBody::Raw(bytes) => Ok(bytes),
        InvokeBody::Json(_) => Err("the web view does not carry bytes: update it".to_owned()),
    }
}
