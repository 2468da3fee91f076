//! The rules of the public API's routes, as its document lists them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::routes::{Rule, rule};

/// The document, from which the routes are read.
const DOCUMENT: &str = include_str!("../../../server/openapi.json");

/// A shop's usual article.
const BARCODE: &str = "4006381333931";

/// A browser's key (RFC 8291, appendix A).
const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

/// Ids are of nothing and no edit says what it has seen, so whoever gets past the door is told
/// so; what can be done without either is done.
pub const RULES: &[Rule] = &[
    rule("/api/v1/pantry/items", "GET", 200, 401),
    rule("/api/v1/pantry/items", "POST", 201, 401),
    rule("/api/v1/pantry/items/{id}", "GET", 404, 401),
    rule("/api/v1/pantry/items/{id}", "PATCH", 428, 401),
    rule("/api/v1/pantry/items/{id}", "DELETE", 428, 401),
    rule("/api/v1/pantry/items/{id}/use", "POST", 404, 401),
    rule("/api/v1/pantry/lots", "GET", 200, 401),
    rule("/api/v1/pantry/lots/{id}", "GET", 404, 401),
    rule("/api/v1/pantry/lots/{id}", "PATCH", 428, 401),
    rule("/api/v1/pantry/lots/{id}", "DELETE", 428, 401),
    rule("/api/v1/pantry/lots/{id}/use", "POST", 404, 401),
    rule("/api/v1/pantry/lots/{id}/discard", "POST", 404, 401),
    rule("/api/v1/pantry/lots/{id}/move", "POST", 404, 401),
    rule("/api/v1/pantry/lots/{id}/open", "POST", 404, 401),
    rule("/api/v1/pantry/lots/{id}/freeze", "POST", 404, 401),
    rule("/api/v1/pantry/lots/{id}/thaw", "POST", 404, 401),
    rule("/api/v1/bulk", "POST", 200, 401),
    rule("/api/v1/barcodes/{barcode}", "GET", 200, 401),
    rule("/api/v1/barcodes/{barcode}/add", "POST", 404, 401),
    rule("/api/v1/barcodes/{barcode}/use", "POST", 404, 401),
    rule("/api/v1/places", "GET", 200, 401),
    rule("/api/v1/places", "POST", 201, 401),
    rule("/api/v1/places/{id}", "GET", 404, 401),
    rule("/api/v1/places/{id}", "PATCH", 428, 401),
    rule("/api/v1/places/{id}", "DELETE", 428, 401),
    rule("/api/v1/categories", "GET", 200, 401),
    rule("/api/v1/categories", "POST", 201, 401),
    rule("/api/v1/categories/{id}", "GET", 404, 401),
    rule("/api/v1/categories/{id}", "PATCH", 428, 401),
    rule("/api/v1/categories/{id}", "DELETE", 428, 401),
    rule("/api/v1/shopping-list", "GET", 200, 401),
    rule("/api/v1/shopping-list", "POST", 201, 401),
    rule("/api/v1/shopping-list/clear", "POST", 200, 401),
    rule("/api/v1/shopping-list/{id}", "GET", 404, 401),
    rule("/api/v1/shopping-list/{id}", "PATCH", 428, 401),
    rule("/api/v1/shopping-list/{id}", "DELETE", 428, 401),
    rule("/api/v1/shopping-list/{id}/tick", "POST", 404, 401),
    rule("/api/v1/shopping-list/{id}/untick", "POST", 404, 401),
    rule("/api/v1/recipes", "GET", 200, 401),
    rule("/api/v1/recipes", "POST", 201, 401),
    rule("/api/v1/recipes/{id}", "GET", 404, 401),
    rule("/api/v1/recipes/{id}", "PATCH", 428, 401),
    rule("/api/v1/recipes/{id}", "DELETE", 428, 401),
    rule("/api/v1/recipes/recommend", "GET", 200, 401),
    // It writes nothing: everybody of the household may ask.
    rule("/api/v1/recipes/recommend", "POST", 200, 401),
    rule("/api/v1/receipts", "GET", 200, 401),
    rule("/api/v1/receipts/{id}", "GET", 404, 401),
    rule("/api/v1/receipts/scan", "GET", 200, 401),
    // What is no form has no file in it.
    rule("/api/v1/receipts/scan", "POST", 400, 401),
    rule("/api/v1/receipts/scan/{id}", "GET", 404, 401),
    rule("/api/v1/journal", "GET", 200, 401),
    rule("/api/v1/journal/{id}", "GET", 404, 401),
    rule("/api/v1/journal/{id}/undo", "POST", 404, 401),
    rule("/api/v1/journal/{id}/redo", "POST", 404, 401),
    rule("/api/v1/export", "GET", 200, 401),
    rule("/api/v1/household", "GET", 200, 401),
    rule("/api/v1/devices", "GET", 200, 401),
    rule("/api/v1/keys", "GET", 200, 401),
    rule("/api/v1/keys", "POST", 201, 401),
    rule("/api/v1/keys/{id}", "DELETE", 404, 401),
    // Nobody of these has an account. What counts as a try is asked without a body.
    rule("/api/v1/auth/sign-up", "POST", 400, 400),
    rule("/api/v1/auth/sign-in", "POST", 400, 400),
    rule("/api/v1/auth/tokens", "POST", 400, 400),
    rule("/api/v1/auth/refresh", "POST", 401, 401),
    rule("/api/v1/auth/sign-out", "POST", 401, 401),
    // No letters go out from here.
    rule("/api/v1/auth/verify", "POST", 401, 401),
    rule("/api/v1/auth/reset", "POST", 501, 501),
    rule("/api/v1/auth/reset/confirm", "POST", 401, 401),
    // Pages of ours ask for these.
    rule("/api/v1/auth/passkey/options", "POST", 403, 403),
    rule("/api/v1/auth/passkey", "POST", 400, 400),
    rule("/api/v1/account/passkeys/options", "POST", 401, 401),
    rule("/api/v1/account/passkeys", "GET", 401, 401),
    rule("/api/v1/account/passkeys", "POST", 401, 401),
    rule("/api/v1/account/passkeys/{id}", "DELETE", 401, 401),
    rule("/api/v1/account", "GET", 401, 401),
    rule("/api/v1/account", "DELETE", 401, 401),
    rule("/api/v1/account/export", "GET", 401, 401),
    rule("/api/v1/account/verification", "POST", 401, 401),
    rule("/api/v1/account/password", "POST", 401, 401),
    rule("/api/v1/account/sessions", "GET", 401, 401),
    rule("/api/v1/account/sessions", "DELETE", 401, 401),
    rule("/api/v1/account/sessions/{id}", "DELETE", 401, 401),
    rule("/api/v1/account/households", "GET", 401, 401),
    rule("/api/v1/account/households", "POST", 401, 401),
    rule("/api/v1/account/households/{id}/devices", "POST", 401, 401),
    rule("/api/v1/account/households/{id}/reminders", "GET", 401, 401),
    rule("/api/v1/account/households/{id}/reminders", "PUT", 401, 401),
    rule("/api/v1/account/devices", "POST", 401, 401),
    rule("/api/v1/members", "GET", 200, 401),
    rule("/api/v1/members/{id}", "PATCH", 404, 401),
    // Everybody may go, and so nobody is refused before it is known who is meant.
    rule("/api/v1/members/{id}", "DELETE", 404, 401),
    rule("/api/v1/events", "GET", 200, 401),
    rule("/api/v1/webhooks", "GET", 200, 401),
    rule("/api/v1/webhooks", "POST", 201, 401),
    rule("/api/v1/webhooks/{id}", "DELETE", 404, 401),
    rule("/api/v1/webhooks/{id}/test", "POST", 404, 401),
    rule("/api/v1/webhooks/{id}/deliveries", "GET", 404, 401),
    // A key that browsers show to whoever sends them something.
    rule("/api/v1/push/key", "GET", 200, 200),
    rule("/api/v1/push/subscriptions", "GET", 200, 401),
    rule("/api/v1/push/subscriptions", "POST", 201, 401),
    rule("/api/v1/push/subscriptions/{id}", "DELETE", 404, 401),
    rule("/api/v1/openapi.json", "GET", 200, 200),
    rule("/api/v1/docs", "GET", 200, 200),
    rule("/api/v1/docs.css", "GET", 200, 200),
];

/// Every path of the document.
pub fn paths() -> Result<Vec<String>> {
    let document: Value = serde_json::from_str(DOCUMENT)?;
    let paths = document["paths"].as_object();
    Ok(paths
        .context("a document with paths")?
        .keys()
        .cloned()
        .collect())
}

/// Whether a role may do what a sound request asks for; the household's rules are said here a
/// second time.
pub fn may(role: &str, path: &str, method: &str) -> bool {
    match (method, path) {
        (_, "/api/v1/keys" | "/api/v1/keys/{id}") | ("PATCH", "/api/v1/members/{id}") => {
            matches!(role, "owner" | "admin")
        }
        (_, path) if path.starts_with("/api/v1/webhooks") => matches!(role, "owner" | "admin"),
        ("POST", "/api/v1/shopping-list") => role != "viewer",
        (
            "POST",
            "/api/v1/pantry/items"
            | "/api/v1/places"
            | "/api/v1/categories"
            | "/api/v1/bulk"
            | "/api/v1/recipes"
            | "/api/v1/receipts/scan",
        ) => !matches!(role, "shopper" | "viewer"),
        // Others only read, or find nothing to write to.
        _ => true,
    }
}

/// A sound body.
pub fn body(path: &str, method: &str, number: u8) -> String {
    let body = match (method, path) {
        ("POST", "/api/v1/pantry/items") => json!({ "name": "Milk" }),
        ("POST", "/api/v1/places") => json!({ "name": "Cellar", "kind": "pantry" }),
        ("POST", "/api/v1/categories") => json!({ "name": "Barbecue", "like": "meat" }),
        ("POST", "/api/v1/recipes") => json!({ "name": "Soup" }),
        ("POST", "/api/v1/bulk") => {
            json!({ "actions": [{ "do": "add", "with": { "name": "Tea" } }] })
        }
        // What is on the list already is not written.
        ("POST", "/api/v1/shopping-list") => json!({ "name": format!("Bread {number}") }),
        ("POST", "/api/v1/keys") => json!({ "name": "Shelf", "scope": "read" }),
        ("PATCH", "/api/v1/members/{id}") => json!({ "role": "viewer" }),
        // Nothing of that happens here, and so nobody is called.
        ("POST", "/api/v1/webhooks") => {
            json!({ "url": "https://example.org/", "types": ["receipt.processed"] })
        }
        ("POST", "/api/v1/push/subscriptions") => json!({
            "endpoint": format!("https://example.org/{number}"),
            "p256dh": P256DH, "auth": "BTBZMqHH6r4Tts7J_aSIgg",
            "wish": { "due": false, "at": "09:00", "zone": "UTC" }
        }),
        ("POST", "/api/v1/auth/verify") => json!({ "token": "never" }),
        ("POST", "/api/v1/auth/reset") => json!({ "email": "ana@example.org" }),
        ("POST", "/api/v1/auth/reset/confirm") => {
            json!({ "token": "never", "password": "blue chair on tuesday" })
        }
        ("POST", "/api/v1/auth/refresh") => json!({ "refresh_token": "never" }),
        _ => json!({}),
    };
    body.to_string()
}

/// A path with what it names.
pub fn filled(path: &str) -> String {
    path.replace("{barcode}", BARCODE)
}
