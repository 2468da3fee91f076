//! Every route with every method, asked by everybody.
//!
//! The routes are read from the server's own table and from the document of its API: one that
//! has no rule fails.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::api;
use super::people::{House, Person, Standing, hex};
use crate::support::server::Server;
use sync::codec::HouseholdId;

const TABLE: &str = include_str!("../../../server/src/routes.rs");
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// What a route with a method answers.
pub struct Rule {
    path: &'static str,
    method: &'static str,
    /// The status for who is of a household.
    inside: u16,
    /// The status for who is not.
    outside: u16,
}

pub const fn rule(path: &'static str, method: &'static str, inside: u16, outside: u16) -> Rule {
    Rule {
        path,
        method,
        inside,
        outside,
    }
}

/// Bodies are sound, ids are none of a device, codes are of no invitation: so whoever gets
/// past the door is told so. Roles are for [`super::rights`].
const RULES: &[Rule] = &[
    rule("/health", "GET", 200, 200),
    rule("/ready", "GET", 200, 200),
    // All of them ask from this machine.
    rule("/metrics", "GET", 200, 200),
    rule("/api/v1/households", "POST", 201, 201),
    rule("/api/v1/invitations", "POST", 201, 401),
    rule("/api/v1/join", "POST", 410, 410),
    rule("/api/v1/devices/{id}", "DELETE", 404, 401),
    rule("/api/v1/sync", "POST", 200, 401),
    // These are for who serves HTTPS with an authority of its own: here there is none.
    rule("/ca", "GET", 404, 404),
    rule("/ca.crt", "GET", 404, 404),
    rule("/ca.css", "GET", 200, 200),
    // Where links in letters lead: this one is not whole, and what is sent is no form.
    rule("/account/verify", "GET", 400, 400),
    rule("/account/verify", "POST", 415, 415),
    rule("/account/reset", "GET", 400, 400),
    rule("/account/reset", "POST", 415, 415),
    rule("/account/forgotten", "GET", 200, 200),
    rule("/account/forgotten", "POST", 415, 415),
    // A link may be sent with any body, or with none.
    rule("/account/reminders", "GET", 400, 400),
    rule("/account/reminders", "POST", 410, 410),
    // Nobody of these has signed in, so all are led to where one does; what is sent is no form.
    rule("/account/sign-in", "GET", 200, 200),
    rule("/account/sign-in", "POST", 415, 415),
    rule("/account/sign-out", "POST", 303, 303),
    rule("/account/security", "GET", 303, 303),
    rule("/account/passkeys/{id}", "POST", 303, 303),
    // There is no other server, and nobody has begun anything.
    rule("/account/oidc/{name}", "POST", 415, 415),
    rule("/account/oidc/{name}/callback", "GET", 401, 401),
    rule("/account/unlink", "POST", 415, 415),
    rule("/account/devices/{id}", "POST", 303, 303),
    rule("/account/delete", "POST", 415, 415),
    rule("/account.js", "GET", 200, 200),
    rule("/account.css", "GET", 200, 200),
    rule("/api/v1/blobs/{sha256}", "GET", 404, 401),
    // Nothing is no picture.
    rule("/api/v1/blobs/{sha256}", "PUT", 400, 401),
    rule("/api/v1/blobs/{sha256}", "DELETE", 204, 401),
    // No upgrade was asked for; strangers are not told even that.
    rule("/api/v1/sync/socket", "GET", 400, 401),
];

/// The paths in the server's table and in the document.
fn routes() -> Result<BTreeSet<String>> {
    let after = TABLE.split(".route(\"").skip(1);
    let table = after.filter_map(|rest| rest.split('"').next());
    let table = table.map(str::to_owned);
    Ok(table.chain(api::paths()?).collect())
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(api::RULES)
}

#[test]
fn every_route_has_a_rule() -> Result<()> {
    let ruled: BTreeSet<String> = rules().map(|rule| rule.path.to_owned()).collect();
    assert_eq!(
        routes()?,
        ruled,
        "the server's routes, and those with a rule"
    );
    Ok(())
}

#[tokio::test]
async fn every_route_lets_in_whom_it_should() -> Result<()> {
    // Each asks for all that there is, and for what is not.
    let any = "1000000";
    let limits = [
        ("LARDER_READS_A_MINUTE", any),
        ("LARDER_WRITES_A_MINUTE", any),
    ];
    let server = Server::start_with(&limits)?;
    let mut house = House::found(&server, 7).await?;
    let mut people = house.outsiders(&server).await?;
    for person in &mut people {
        house.shut_out(&server, person).await?;
    }
    people.append(&mut house.members);
    let routes = routes()?;
    let mut wrong = Vec::new();
    for (number, person) in people.iter().enumerate() {
        for path in &routes {
            for method in METHODS {
                let expected = expected(person, path, method);
                let got = ask(&house, person, path, method, number as u8).await?;
                if got != expected {
                    let name = &person.name;
                    wrong.push(format!("{name} {method} {path}: {got}, not {expected}"));
                }
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn expected(person: &Person, path: &str, method: &str) -> u16 {
    let rule = rules().find(|rule| rule.path == path && rule.method == method);
    let Some(rule) = rule else {
        return 405;
    };
    match person.standing {
        Standing::In(role) if path == "/api/v1/invitations" => match role.id() {
            "owner" | "admin" => rule.inside,
            _ => 403,
        },
        // Pictures are for who may write them into receipts.
        Standing::In(role) if path.starts_with("/api/v1/blobs/") && method != "GET" => {
            match role.id() {
                "shopper" | "viewer" => 403,
                _ => rule.inside,
            }
        }
        Standing::In(role) if !api::may(role.id(), path, method) => 403,
        Standing::In(_) | Standing::Elsewhere => rule.inside,
        _ => rule.outside,
    }
}

async fn ask(house: &House, person: &Person, path: &str, method: &str, number: u8) -> Result<u16> {
    let fresh = hex(HouseholdId([number + 20; 16]));
    let never = "0".repeat(32);
    let body = match path {
        "/api/v1/households" => json!({ "household": fresh, "device": "New" }).to_string(),
        "/api/v1/invitations" => json!({ "role": "viewer" }).to_string(),
        "/api/v1/join" => json!({ "code": never, "device": "New" }).to_string(),
        // No frames are frames, and nothing is no picture.
        "/api/v1/sync" | "/api/v1/blobs/{sha256}" => String::new(),
        _ => api::body(path, method, number),
    };
    // Each asks about another picture: one that was deleted stays so.
    let sha256 = format!("{number:064x}");
    let path = path.replace("{id}", &never).replace("{sha256}", &sha256);
    let path = api::filled(&path);
    let path = path.strip_prefix('/').context("a path")?;
    let asked = house
        .api
        .ask_at(method, path, &person.token, "application/json", body.into());
    Ok(asked.await?.0)
}
