//! The whole API asked by Schemathesis, which others wrote from the specification of OpenAPI
//! alone: whatever it sends, no answer is a fault of the server's, and each is as the document
//! says.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::mail;
use super::phone::Api;
use super::variable;
use crate::support::post::unused_port;
use crate::support::server::Server;

/// Requests of each route and phase, unless `LARDER_EXAMPLES` says more.
const EXAMPLES: u64 = 3;
/// What is asked as often as the examples say, and that nothing else stops.
const UNLIMITED: &[(&str, &str)] = &[
    ("LARDER_READS_A_MINUTE", "1000000"),
    ("LARDER_WRITES_A_MINUTE", "1000000"),
    ("LARDER_PICTURES_A_MINUTE", "1000000"),
    ("LARDER_DOORS_A_MINUTE", "1000000"),
    ("LARDER_RECOMMENDATIONS_A_MINUTE", "1000000"),
];

/// What a household refuses stands in no schema: a unit that there is not, an amount of nothing.
const MEANING: &str = "positive_data_acceptance";
/// Who leaves out `If-Match` is answered with 428 (RFC 6585), and with 412 where it does not hold
/// whatever else is wrong.
const SETTINGS: &str = "[checks.missing_required_header]\n\
    expected-statuses = [400, 401, 403, 406, 415, 422, 428]\n\
    [checks.negative_data_rejection]\n\
    expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428, 429]\n";

/// The program that `cargo xtask test` has installed.
fn program() -> Result<PathBuf> {
    let program = std::env::var_os("LARDER_SCHEMATHESIS").map(PathBuf::from);
    let program = program.filter(|path| Path::new(path).exists());
    program.context("LARDER_SCHEMATHESIS is not set: run the tests by `cargo xtask test`")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_asked_is_answered_as_the_document_says() -> Result<()> {
    // Letters go out, to nobody.
    let server = mail::server(unused_port()?, UNLIMITED)?;
    let api = Api::new(&server.url);
    let owner = api.found().await?;
    for name in ["Milk", "Bread", "Eggs"] {
        let item = json!({ "name": name, "quantity": 2 });
        api.json("pantry/items", &owner, item).await?;
    }
    asked(&server.url, &owner, &[])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_person_asks_is_answered_as_the_document_says() -> Result<()> {
    let server = Server::start_with(UNLIMITED)?;
    let api = Api::new(&server.url);
    mail::sign_up(&api).await?;
    let (access, _) = mail::signed_in(&api).await?;
    let own = ["--include-path-regex", "^/api/v1/account"];
    // Whoever ends their sessions is nobody from then on; and no letters are sent here.
    let not = "--exclude-operation-id";
    let (ends, writes) = ("delete_account_sessions", "post_account_verification");
    let more = [&own[..], &[not, ends, not, writes]].concat();
    asked(&server.url, &access, &more)
}

/// Has Schemathesis ask what it may with a token.
fn asked(url: &str, token: &str, more: &[&str]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("schemathesis.toml"), SETTINGS)?;
    let seed = variable("LARDER_SEED", 1).to_string();
    let examples = variable("LARDER_EXAMPLES", EXAMPLES).to_string();
    let done = Command::new(program()?)
        .current_dir(folder.path())
        .arg("run")
        .arg(format!("{url}/api/v1/openapi.json"))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .args(["--max-examples", &examples, "--seed", &seed])
        .args(["--exclude-checks", MEANING])
        // One: parsing Python in two threads breaks in some versions of it.
        .args(["--workers", "1", "--continue-on-failure", "--no-color"])
        .args(more)
        .stdout(Stdio::piped())
        .output()?;
    let said = String::from_utf8_lossy(&done.stdout);
    ensure!(done.status.success(), "{said}");
    println!("{said}");
    Ok(())
}
