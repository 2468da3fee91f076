//! Programs with a key beside devices, at a real server: what one writes the other reads.

use anyhow::{Context, Result, ensure};
use pantry::household::Household;
use serde_json::{Value, json};
use sync::Op;
use sync::exchange::Frame;

use super::now_ms;
use super::phone::{Api, Phone};
use super::socket;
use crate::support::server::Server;

/// The household as a device has it.
pub fn shown(phone: &Phone) -> Household {
    let rows = phone.device.store.rows.values();
    let ops: Vec<Op> = rows.filter_map(|(row, _)| row.op()).collect();
    Household::from_ops(&ops)
}

async fn key(api: &Api, owner: &str, scope: &str) -> Result<String> {
    let body = json!({ "name": "Home Assistant", "scope": scope });
    text(&api.json("keys", owner, body).await?["secret"])
}

fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().context("a text")?.to_owned())
}

#[tokio::test]
async fn a_device_sees_at_once_what_a_program_wrote() -> Result<()> {
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let program = key(&api, &owner, "write").await?;
    let mut phone = Phone::new(1, owner.clone());
    phone.exchange(&api, now_ms()).await?;
    let mut socket = socket::open(&server.url, &owner).await?;

    let milk = json!({ "name": "Milk", "quantity": 2, "unit": "l", "location": "fridge" });
    let added = api.json("pantry/items", &program, milk).await?;
    let poke = socket::hear(&mut socket).await?;
    ensure!(matches!(poke, Frame::Poke { .. }), "{poke:?}");
    phone.exchange(&api, now_ms()).await?;
    let household = shown(&phone);
    let item = household.item_named("milk").context("it came")?;
    ensure!(added["items"][0]["id"] == item.id.to_string(), "{added}");
    let left = household.overview(item.id).context("shown")?.totals;
    ensure!(left[0].milli == 2_000, "{left:?}");
    ensure!(phone.refusals.is_empty(), "{:?}", phone.refusals);
    Ok(())
}

#[tokio::test]
async fn a_write_with_a_key_is_done_once_though_the_server_was_killed() -> Result<()> {
    let mut server = Server::start()?;
    let mut api = Api::new(&server.url);
    let owner = api.found().await?;
    let program = key(&api, &owner, "write").await?;
    let eggs = json!({ "name": "Eggs", "quantity": 6 });
    let added = api.json("pantry/items", &program, eggs).await?;
    let path = format!("pantry/lots/{}/use", text(&added["lots"][0]["id"])?);
    let one = || json!({ "quantity": 1 }).to_string().into_bytes();
    let first = api.once(&path, &program, "breakfast", one()).await?;
    server.start_again()?;
    api = Api::new(&server.url);
    let again = api.once(&path, &program, "breakfast", one()).await?;
    ensure!(first == again, "{first:?}, then {again:?}");
    let (_, lot) = api
        .ask("GET", path.trim_end_matches("/use"), &owner, "", vec![])
        .await?;
    let lot: Value = serde_json::from_slice(&lot)?;
    ensure!(lot["quantity"] == 5, "{lot}");
    Ok(())
}

#[tokio::test]
async fn what_two_sides_use_at_the_same_time_is_used_twice() -> Result<()> {
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let program = key(&api, &owner, "write").await?;
    let eggs = json!({ "name": "Eggs", "quantity": 6 });
    let added = api.json("pantry/items", &program, eggs).await?;
    let lot = text(&added["lots"][0]["id"])?;
    let mut phone = Phone::new(1, owner.clone());
    phone.exchange(&api, now_ms()).await?;
    // The phone uses one while it is offline; the program does meanwhile.
    let household = shown(&phone);
    let eggs = household.item_named("eggs").context("eggs")?.id;
    let known = household
        .lots_of(eggs)
        .into_iter()
        .next()
        .context("a lot")?;
    let kind = sync::Kind::Add {
        scope: pantry::op::scope(eggs, known.place),
        amount: -1_000,
        reason: pantry::op::Reason::Consume.code(),
    };
    let change = sync::Change::new(pantry::op::entity::LOT, known.id.into(), kind);
    phone.act(change, now_ms())?;
    let path = format!("pantry/lots/{lot}/use");
    api.json(&path, &program, json!({ "quantity": 1 })).await?;
    phone.exchange(&api, now_ms()).await?;
    let (_, shown) = api
        .ask("GET", &format!("pantry/lots/{lot}"), &owner, "", vec![])
        .await?;
    let shown: Value = serde_json::from_slice(&shown)?;
    ensure!(shown["quantity"] == 4, "{shown}");
    Ok(())
}

#[tokio::test]
async fn a_role_may_by_requests_what_it_may_by_ops() -> Result<()> {
    let server = Server::start()?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    let eggs = json!({ "name": "Eggs", "quantity": 600 });
    let added = api.json("pantry/items", &owner, eggs).await?;
    let lot = text(&added["lots"][0]["id"])?;
    for (role, stock, list) in [
        ("admin", 200, 201),
        ("member", 200, 201),
        ("shopper", 403, 201),
        ("viewer", 403, 403),
    ] {
        let token = api.join(&owner, role).await?;
        let used = json!({ "quantity": 1 }).to_string().into_bytes();
        let path = format!("pantry/lots/{lot}/use");
        let kind = "application/json";
        let (status, _) = api.ask("POST", &path, &token, kind, used).await?;
        ensure!(status == stock, "{role} uses: {status}");
        let entry = json!({ "name": format!("Bread by {role}") });
        let entry = entry.to_string().into_bytes();
        let (status, _) = api
            .ask("POST", "shopping-list", &token, kind, entry)
            .await?;
        ensure!(status == list, "{role} lists: {status}");
    }
    Ok(())
}
