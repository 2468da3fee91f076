//! Opening the database, and learning that it is lost.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStoreParameters, IdbOpenDbRequest};
use yew::Callback;

use super::super::get;
use super::super::promise::settled;
use super::{BUNDLES, OUTBOX, PENDING, STORES, answer, broken, named};
use crate::host::store::StoreError;

/// The database of the app.
pub const NAME: &str = "larder";
/// A scratch one, to try the storage with.
pub const SCRATCH: &str = "larder-check";
/// 2 brought what the exchange keeps, 3 the bundles of ops, 4 the outbox.
const VERSION: u32 = 4;
/// The last version that kept batches ready to send.
const WITH_BATCHES: f64 = 1.0;

/// How an open database can be lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lost {
    /// A newer version of the app wants to change it: it was closed for that.
    Wanted,
    /// The browser has closed it, perhaps because its data was cleared.
    Gone,
}

fn factory() -> Result<IdbFactory, StoreError> {
    get(&js_sys::global(), "indexedDB")
        .dyn_into()
        .map_err(|_| StoreError::Broken("no IndexedDB".to_owned()))
}

/// Removes a database, once whoever has just closed it is through.
pub async fn remove(name: &str) -> Result<(), StoreError> {
    let request = factory()?.delete_database(name).map_err(broken)?;
    answer(&request).await.map(|_| ())
}

/// Opens a database, and makes it the first time.
pub async fn open(name: &str) -> Result<IdbDatabase, StoreError> {
    let request = factory()?.open_with_u32(name, VERSION).map_err(broken)?;
    let upgrade = Closure::once_into_js({
        let request = request.clone();
        move |event: JsValue| upgrade(&request, get(&event, "oldVersion").as_f64())
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    Ok(opened(&request).await?.unchecked_into())
}

/// Waits for the database. While other tabs hold on to an older version, it is closed
/// again as soon as it comes after all: the person is told to close them and try again.
async fn opened(request: &IdbOpenDbRequest) -> Result<JsValue, StoreError> {
    let waiting = settled();
    request.set_onblocked(Some(&waiting.reject));
    request.set_onsuccess(Some(&waiting.resolve));
    request.set_onerror(Some(&waiting.reject));
    if JsFuture::from(waiting.promise).await.is_ok() {
        return request.result().map_err(broken);
    }
    if get(request, "readyState").as_string().as_deref() == Some("done") {
        return Err(named(request.error().ok().flatten()));
    }
    let late = Closure::once_into_js({
        let request = request.clone();
        move || {
            if let Ok(database) = request.result() {
                database.unchecked_into::<IdbDatabase>().close();
            }
        }
    });
    request.set_onsuccess(Some(late.unchecked_ref()));
    Err(StoreError::Blocked)
}

/// Makes room for a newer version of the app, and says when the database is lost.
pub fn watch(database: &IdbDatabase, lost: Callback<Lost>) {
    let wanted = Closure::<dyn Fn()>::new({
        let (database, lost) = (database.clone(), lost.clone());
        move || {
            database.close();
            lost.emit(Lost::Wanted);
        }
    });
    let gone = Closure::<dyn Fn()>::new(move || lost.emit(Lost::Gone));
    database.set_onversionchange(Some(wanted.as_ref().unchecked_ref()));
    database.set_onclose(Some(gone.as_ref().unchecked_ref()));
    // A tab opens its storage a few times in its life: what these keep is small.
    wanted.forget();
    gone.forget();
}

/// Makes the stores that are not there yet. Batches that the first version had made ready
/// to send are dropped: they are made of the ops when they are sent.
fn upgrade(request: &IdbOpenDbRequest, before: Option<f64>) {
    let Ok(database) = request.result() else {
        return;
    };
    let database: IdbDatabase = database.unchecked_into();
    if before == Some(WITH_BATCHES) {
        database.delete_object_store(PENDING).ok();
    }
    for store in STORES {
        if !database.object_store_names().contains(store) {
            let options = IdbObjectStoreParameters::new();
            // These have no name of their own.
            options.set_auto_increment([BUNDLES, OUTBOX].contains(&store));
            let made = database.create_object_store_with_optional_parameters(store, &options);
            // Without one of them, whatever needs it says so.
            made.ok();
        }
    }
}
