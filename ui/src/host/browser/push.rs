//! Notes of the household's server on this device, though no page may be open: the browser
//! takes them by its push service, and the service worker shows them.

use js_sys::{Array, JSON};
use wasm_bindgen::{JsCast, JsValue};

use super::api::{self, ApiError};
use super::around::call;
use super::intl::zone;
use super::{get, object, window};
use crate::host::shell;
use crate::i18n;

/// What the person wants to be told once a day, beside what is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wish {
    /// Whether what will be due, too.
    pub soon: bool,
    /// Whether by name.
    pub names: bool,
    /// The minute of the day.
    pub minute: u16,
}

/// Nine o'clock, as the native app has it.
impl Default for Wish {
    fn default() -> Self {
        Self {
            soon: false,
            names: false,
            minute: 9 * 60,
        }
    }
}

/// How it stands with them on this device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    key: String,
    /// What this device is told, and the server's name for that; none where it is told nothing.
    pub told: Option<(String, Wish)>,
}

/// Why the device is not told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The person or the browser has said no.
    Denied,
    /// The server or the push service cannot be reached.
    Failed,
}

/// How it stands; none where the browser shows no notes, or the server sends none to it.
pub async fn standing() -> Option<Standing> {
    let has = |name: &str| !get(&window(), name).is_undefined();
    if shell::is_here() || !has("PushManager") || !has("Notification") {
        return None;
    }
    let manager = manager().await?;
    let key = api::push_key().await.ok()?;
    let told = listed().await.ok()?;
    // The person may have taken it back in the browser's own settings.
    let told = match subscription(&manager).await {
        Some(_) => told,
        None => None,
    };
    Some(Standing { key, told })
}

/// Has this device told; the browser asks the person first, if it never has.
///
/// # Errors
///
/// If it is not told.
pub async fn remind(standing: &Standing, wish: Wish) -> Result<Standing, Trouble> {
    let notes = get(&window(), "Notification");
    let said = call(&notes, "requestPermission", &JsValue::UNDEFINED).await;
    if said.and_then(|said| said.as_string()).as_deref() != Some("granted") {
        return Err(Trouble::Denied);
    }
    let manager = manager().await.ok_or(Trouble::Failed)?;
    let asked = subscribed(&manager, &standing.key).await;
    let asked = plain(&asked.ok_or(Trouble::Failed)?).ok_or(Trouble::Failed)?;
    let keys = get(&asked, "keys");
    let body = [
        ("endpoint", get(&asked, "endpoint")),
        ("p256dh", get(&keys, "p256dh")),
        ("auth", get(&keys, "auth")),
        ("names", wish.names.into()),
        ("wish", wished(wish).into()),
    ];
    api::subscribe(&body).await.map_err(|_| Trouble::Failed)?;
    let told = listed().await.map_err(|_| Trouble::Failed)?;
    let key = standing.key.clone();
    Ok(Standing { key, told })
}

/// Has this device told nothing any more.
///
/// # Errors
///
/// If the server does not hear of it.
pub async fn forget(standing: &Standing) -> Result<Standing, Trouble> {
    if let Some((id, _)) = &standing.told {
        let done = api::unsubscribe(id).await;
        // Somebody may have done so elsewhere.
        if !matches!(done, Ok(()) | Err(ApiError::Refused(404, _))) {
            return Err(Trouble::Failed);
        }
    }
    if let Some(manager) = manager().await
        && let Some(subscription) = subscription(&manager).await
    {
        call(&subscription, "unsubscribe", &JsValue::UNDEFINED).await;
    }
    Ok(Standing {
        key: standing.key.clone(),
        told: None,
    })
}

async fn manager() -> Option<JsValue> {
    let workers = get(&window().navigator(), "serviceWorker");
    let registration = call(&workers, "getRegistration", &JsValue::UNDEFINED).await?;
    let manager = get(&registration, "pushManager");
    manager.is_object().then_some(manager)
}

async fn subscription(manager: &JsValue) -> Option<JsValue> {
    let found = call(manager, "getSubscription", &JsValue::UNDEFINED).await?;
    found.is_object().then_some(found)
}

/// A subscription that the server can use: one for another key goes first.
async fn subscribed(manager: &JsValue, key: &str) -> Option<JsValue> {
    let wanted = object(&[
        ("userVisibleOnly", true.into()),
        ("applicationServerKey", key.into()),
    ]);
    if let Some(made) = call(manager, "subscribe", &wanted).await {
        return Some(made);
    }
    let old = subscription(manager).await?;
    call(&old, "unsubscribe", &JsValue::UNDEFINED).await;
    call(manager, "subscribe", &wanted).await
}

/// A subscription as a plain object.
fn plain(subscription: &JsValue) -> Option<JsValue> {
    let text = JSON::stringify(subscription).ok()?.as_string()?;
    JSON::parse(&text).ok()
}

/// What the server knows of this device.
async fn listed() -> Result<Option<(String, Wish)>, ApiError> {
    let answer = api::subscriptions().await?;
    let all: Array = get(&answer, "data").unchecked_into();
    let own = all.iter().find(|one| get(one, "this").is_truthy());
    Ok(own.and_then(|own| {
        let wish = get(&own, "wish");
        let at = get(&wish, "at").as_string()?;
        Some((
            get(&own, "id").as_string()?,
            Wish {
                soon: get(&wish, "soon").is_truthy(),
                names: get(&own, "names").is_truthy(),
                minute: minutes(&at)?,
            },
        ))
    }))
}

fn wished(wish: Wish) -> js_sys::Object {
    let at = format!("{:02}:{:02}", wish.minute / 60, wish.minute % 60);
    object(&[
        ("due", true.into()),
        ("soon", wish.soon.into()),
        ("at", at.into()),
        ("zone", zone().unwrap_or_else(|| "UTC".to_owned()).into()),
        ("language", i18n::language().tag().into()),
    ])
}

/// Minutes after midnight of a time: "09:30".
pub fn minutes(typed: &str) -> Option<u16> {
    let (hour, minute) = typed.get(..5)?.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn a_time_is_read() {
        assert_eq!(minutes("09:30"), Some(570));
        assert_eq!(minutes("23:59:00"), Some(1_439));
        for wrong in ["", "9", "24:00", "12:60", "ab:cd"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
