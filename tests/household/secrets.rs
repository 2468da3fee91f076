//! What a server keeps and says after everything that has a secret was done: whoever reads its
//! log, its database or its metrics finds none of them, and no person in the log.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::mail::{self, ANA, VERIFY};
use super::phone::Api;
use super::socket;
use crate::support::post::{PostOffice, unused_port};
use crate::support::server::Server;

const RESET: &str = "/account/reset";
const FIRST: &str = "blue chair on tuesday";
const SECOND: &str = "green table on monday";
const WRONG: &str = "yellow lamp on sunday";
/// What a person keeps in no log.
const NAME: &str = "Anastasia";
/// The server's own secrets lie in these, for its user alone.
const OWN: [&str; 2] = [".key", ".lock"];

/// Everything that is to be found nowhere.
#[derive(Default)]
struct Secrets(Vec<(&'static str, String)>);

impl Secrets {
    fn add(&mut self, what: &'static str, secret: &str) {
        self.0.push((what, secret.to_owned()));
    }

    fn take(&mut self, what: &'static str, answer: &Value, field: &str) -> Result<String> {
        let secret = answer[field].as_str();
        let secret = secret.with_context(|| format!("no {field} in {answer}"))?;
        self.add(what, secret);
        Ok(secret.to_owned())
    }

    /// Fails where one of them stands, as it is or as bytes.
    fn look(&self, place: &str, bytes: &[u8]) -> Result<()> {
        for (what, secret) in &self.0 {
            let raw = (0..secret.len() / 2)
                .map(|at| u8::from_str_radix(secret.get(at * 2..at * 2 + 2)?, 16).ok());
            let raw: Option<Vec<u8>> = raw.collect();
            let forms = [Some(secret.as_bytes().to_vec()), raw];
            for form in forms.into_iter().flatten().filter(|form| form.len() >= 8) {
                let found = bytes.windows(form.len()).any(|window| window == form);
                ensure!(!found, "{what} stands in {place}");
            }
        }
        Ok(())
    }
}

/// Does what a household and its persons do with secrets.
async fn live(api: &Api, office: &PostOffice, secrets: &mut Secrets) -> Result<()> {
    let body = json!({ "household": "07".repeat(16), "device": "Kitchen" });
    let founded = api.json("households", "", body).await?;
    let owner = secrets.take("a device's token", &founded, "token")?;
    let invited = api
        .json("invitations", &owner, json!({ "role": "member" }))
        .await?;
    let code = secrets.take("an invitation", &invited, "code")?;
    let joined = json!({ "code": code, "device": "Phone" });
    let joined = api.json("join", "", joined).await?;
    let phone = secrets.take("a device's token", &joined, "token")?;
    drop(socket::open(&api.url, &phone).await?);
    let key = json!({ "name": "Home Assistant", "scope": "write" });
    let key = secrets.take("a key", &api.json("keys", &owner, key).await?, "secret")?;
    let milk = json!({ "name": "Milk", "quantity": 1 });
    let added = api.json("pantry/items", &key, milk).await?;
    ensure!(added["items"][0]["id"].is_string(), "{added}");
    // What a clumsy program does: its secret among the parameters.
    let (status, _) = api
        .ask("GET", &format!("pantry/items?token={key}"), "", "", vec![])
        .await?;
    ensure!(matches!(status, 400 | 401), "{status}");

    let new = json!({ "email": ANA, "password": FIRST, "name": NAME });
    ensure!(mail::post(api, "auth/sign-up", &new).await?.0 == 202);
    let token = office.next().await?.token(VERIFY)?;
    secrets.add("a link's token", &token);
    ensure!(mail::form(api, VERIFY, &format!("token={token}")).await? == 200);
    let wrong = json!({ "email": ANA, "password": WRONG });
    ensure!(mail::post(api, "auth/tokens", &wrong).await?.0 == 401);
    let right = json!({ "email": ANA, "password": FIRST });
    let answer = api.json("auth/tokens", "", right).await?;
    let access = secrets.take("an access token", &answer, "access_token")?;
    let refresh = secrets.take("a refresh token", &answer, "refresh_token")?;
    let (status, _) = api.ask("GET", "account", &access, "", vec![]).await?;
    ensure!(status == 200, "{status}");
    let exchange = json!({ "refresh_token": refresh });
    let answer = api.json("auth/refresh", "", exchange).await?;
    secrets.take("a refresh token", &answer, "refresh_token")?;
    let forgotten = json!({ "email": ANA });
    ensure!(mail::post(api, "auth/reset", &forgotten).await?.0 == 202);
    let token = office.next().await?.token(RESET)?;
    secrets.add("a link's token", &token);
    let chosen = json!({ "token": token, "password": SECOND });
    ensure!(mail::post(api, "auth/reset/confirm", &chosen).await?.0 == 204);
    for (what, password) in [
        ("a password", FIRST),
        ("a password", SECOND),
        ("a wrong password", WRONG),
    ] {
        secrets.add(what, password);
    }
    Ok(())
}

/// Every file below a folder.
fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(files(&path)?),
            false => found.push(path),
        }
    }
    Ok(found)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_stands_in_what_a_server_keeps_or_says() -> Result<()> {
    let port = unused_port()?;
    let office = PostOffice::open(port).await?;
    let logs = tempfile::tempdir()?;
    let log = logs.path().join("log");
    let mut server = Server::start_telling(fs::File::create(&log)?, &mail::settings(port, &[]))?;
    let api = Api::new(&server.url);
    let mut secrets = Secrets::default();
    live(&api, &office, &mut secrets).await?;
    let (_, metrics) = api.ask_at("GET", "metrics", "", "", vec![]).await?;
    secrets.look("the metrics", &metrics)?;
    mail::end(&mut server)?;

    let said = fs::read(log)?;
    ensure!(!said.is_empty(), "the server said nothing");
    secrets.look("the log", &said)?;
    let said = String::from_utf8_lossy(&said);
    for person in [ANA, NAME] {
        ensure!(!said.contains(person), "a person stands in the log: {said}");
    }
    let mut looked = 0;
    for path in files(server.data())? {
        let name = path.display().to_string();
        if OWN.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let bytes = fs::read(&path)?;
        looked += bytes.len();
        secrets.look(&name, &bytes)?;
        // A copy of the database names nobody by an address: its key lies beside it.
        let names = bytes.windows(ANA.len()).any(|part| part == ANA.as_bytes());
        ensure!(!names, "an address stands in {name}");
    }
    ensure!(looked > 10_000, "the database was not looked at");
    Ok(())
}
