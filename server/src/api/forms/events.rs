//! What happened, as programs are told of it.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::moment;
use crate::events;
use crate::identity::hex;

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "5b1f0c9e8d7a6b5c4d3e2f1a0b9c8d7e", "type": "item.expiring",
    "timestamp": "2026-12-01T00:00:04Z",
    "data": {
        "item": "0192f0c1a2b37d0e8f10111213141516", "lot": "0192f0c1a2b37d0e8f10111213141517",
        "name": "Milk", "amount": { "quantity": 1, "unit": "l" }, "due_on": "2026-12-04",
        "due_kind": "best_before", "days_left": 3
    }
}))]
pub struct Event {
    /// Its id: whoever is told of it twice knows by that.
    pub id: String,
    /// What it tells of: `item.added`, `item.expiring`, `item.expired` or `receipt.processed`.
    /// There may be more.
    #[serde(rename = "type")]
    pub of: &'static str,
    /// When it was noted.
    pub timestamp: String,
    /// What it tells, by its type; members may be added.
    pub data: Value,
}

impl From<&events::Event> for Event {
    fn from(event: &events::Event) -> Self {
        Self {
            id: hex(&event.id),
            of: event.kind.name(),
            timestamp: moment(event.at_ms),
            // It was written as JSON.
            data: serde_json::from_str(&event.data).unwrap_or_default(),
        }
    }
}

/// An event in JSON.
pub fn event_json(event: &events::Event) -> String {
    // It is made of plain values, which can be written.
    serde_json::to_string(&Event::from(event)).unwrap_or_default()
}
