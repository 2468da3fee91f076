//! Who may invite whom, and shut out whose device: every role and every role.
//!
//! The rules are said here a second time. They are the server's alone, for no merge may
//! bring back a right that was taken away.

use anyhow::{Result, ensure};
use pantry::policy::Role;
use serde_json::json;

use super::people::House;
use crate::support::server::Server;

const NEVER: &str = "00000000000000000000000000000000";

fn may_invite(by: Role, to_be: Role) -> bool {
    match by {
        Role::Owner => true,
        Role::Admin => to_be != Role::Owner,
        Role::Member | Role::Shopper | Role::Viewer => false,
    }
}

/// Somebody else's device; one's own is always one's own to shut out.
fn may_shut_out(by: Role, of: Role) -> bool {
    match by {
        Role::Owner => true,
        Role::Admin => of != Role::Owner,
        Role::Member | Role::Shopper | Role::Viewer => false,
    }
}

#[tokio::test]
async fn who_may_invite_whom() -> Result<()> {
    let server = Server::start()?;
    let house = House::found(&server, 7).await?;
    for by in Role::ALL {
        for role in Role::ALL {
            let token = &house.of(by)?.token;
            let body = json!({ "role": role.id() }).to_string().into_bytes();
            let asked = house
                .api
                .ask("POST", "invitations", token, "application/json", body);
            let (status, _) = asked.await?;
            let expected = if may_invite(by, role) { 201 } else { 403 };
            ensure!(status == expected, "{by} invites {role}: {status}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn who_may_shut_out_whose_device() -> Result<()> {
    // How much one may ask for is not the question.
    let server = Server::start_with(&[("LARDER_WRITES_A_MINUTE", "100000")])?;
    let house = House::found(&server, 7).await?;
    for by in Role::ALL {
        for of in Role::ALL {
            let victim = house.join(of).await?;
            let (device, token) = (&victim["device"], &victim["token"]);
            let device = device.as_str().unwrap_or_default();
            let victim = token.as_str().unwrap_or_default();
            let status = shut_out(&house, &house.of(by)?.token, device).await?;
            let may = may_shut_out(by, of);
            ensure!(
                status == if may { 204 } else { 403 },
                "{by} shuts out {of}: {status}"
            );
            let is_in = show(&house, victim).await? == 200;
            ensure!(is_in != may, "{by} shut out {of}, who is in: {is_in}");
            if is_in {
                // One's own; twice is once too many.
                let own = shut_out(&house, victim, device).await?;
                ensure!(own == 204, "{of} shuts out its own device: {own}");
            }
            let again = shut_out(&house, &house.keeper.token, device).await?;
            ensure!(again == 404, "a device that was shut out: {again}");
        }
        let none = shut_out(&house, &house.of(by)?.token, NEVER).await?;
        ensure!(none == 404, "a device that never was: {none}");
    }
    Ok(())
}

/// Otherwise nobody could invite owners any more.
#[tokio::test]
async fn the_last_owners_device_stays() -> Result<()> {
    let server = Server::start()?;
    let house = House::found(&server, 7).await?;
    let (keeper, owner) = (&house.keeper, house.of(Role::Owner)?);
    let first = shut_out(&house, &keeper.token, &owner.device).await?;
    let last = shut_out(&house, &keeper.token, &keeper.device).await?;
    ensure!((first, last) == (204, 409), "{first}, then {last}");
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_for_one_person() -> Result<()> {
    let server = Server::start()?;
    let house = House::found(&server, 7).await?;
    let code = house.invite(Role::Viewer).await?;
    let mut statuses = Vec::new();
    for code in [code.as_str(), code.as_str(), NEVER] {
        let body = json!({ "code": code, "device": "Phone" })
            .to_string()
            .into_bytes();
        let asked = house.api.ask("POST", "join", "", "application/json", body);
        statuses.push(asked.await?.0);
    }
    ensure!(statuses == [200, 410, 410], "{statuses:?}");
    Ok(())
}

#[tokio::test]
async fn a_device_of_another_household_is_none_of_ones_business() -> Result<()> {
    let server = Server::start()?;
    let house = House::found(&server, 7).await?;
    let other = House::found(&server, 8).await?;
    for role in Role::ALL {
        let own = &other.of(role)?.token;
        let status = shut_out(&house, own, &house.keeper.device).await?;
        ensure!(status == 404, "{role} of another household: {status}");
    }
    ensure!(show(&house, &house.keeper.token).await? == 200);
    Ok(())
}

async fn shut_out(house: &House, token: &str, device: &str) -> Result<u16> {
    let path = format!("devices/{device}");
    Ok(house.api.ask("DELETE", &path, token, "", vec![]).await?.0)
}

async fn show(house: &House, token: &str) -> Result<u16> {
    Ok(house
        .api
        .ask("GET", "household", token, "", vec![])
        .await?
        .0)
}
