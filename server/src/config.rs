//! What can be set: by flag, by variable or in a file ([`sources`]). Each has a default that
//! works.

mod keeper;
pub mod sources;
pub mod told;

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, Result};
use clap::Args;
use etcetera::{BaseStrategy, choose_base_strategy};
use reqwest::Url;
use sync::codec::HouseholdId;

use crate::accounts::providers::settings::Settings as Provider;
use crate::db;
use crate::durable;
use crate::events::settings::Contact;
use crate::identity::keys::{MAX_KEY_NAME, Scope};
use crate::identity::read_id;
use crate::mail::Password;
use crate::network::Host;
use crate::secrets::{METRICS_TOKEN, Secrets, sealing};

pub use keeper::*;

/// The shortest secret, in bytes.
const LEAST_SECRET: usize = 16;

/// Settings of `larder serve`.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Where the data is kept; made if it is not there.
    /// Without it: the system's folder for programs' data.
    #[arg(long, env = "LARDER_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A database on a PostgreSQL server, which several servers may share:
    /// postgres://USER:PASSWORD@HOST/NAME. Without it: one SQLite file beside the rest of the data.
    #[arg(
        long,
        env = "LARDER_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<db::Address>,
    /// Where to listen; port 0 takes any free one.
    #[arg(
        long,
        env = "LARDER_BIND",
        default_value = "127.0.0.1:8080",
        value_name = "ADDR:PORT",
        value_parser = listening
    )]
    pub bind: String,
    /// Serve HTTPS, which phones ask for before they give a page the camera: `local` makes a
    /// certificate authority for the home network, CERT,KEY are PEM files of your own.
    #[arg(long, env = "LARDER_TLS", value_name = "local|CERT,KEY")]
    pub tls: Option<Tls>,
    /// A name or an address that leads other devices to this machine, where it cannot know it:
    /// that of a container's host, or one that the router gives it. May be given several times.
    #[arg(long, env = "LARDER_NAME", value_delimiter = ',', value_name = "HOST")]
    pub name: Vec<Host>,
    /// How much room the receipts' pictures of one household may take.
    #[arg(
        long,
        env = "LARDER_IMAGE_QUOTA",
        default_value_t = 1024,
        value_name = "MIB"
    )]
    pub image_quota: u32,
    /// How much anybody may ask for.
    #[command(flatten)]
    pub limits: crate::limits::Settings,
    /// What every request passes.
    #[command(flatten)]
    pub gateway: crate::gateway::Settings,
    /// What the server must have to do its work.
    #[command(flatten)]
    pub ready: crate::ready::Settings,
    /// By which `/metrics` is read from other machines, as a bearer token. Without it: the one
    /// that the server has made in `metrics-token` beside its data.
    #[arg(
        long,
        env = "LARDER_METRICS_TOKEN",
        value_name = "SECRET",
        hide_env_values = true,
        value_parser = secret
    )]
    pub metrics_token: Option<String>,
    /// By which the server's own keys are sealed in the database, so that several servers have
    /// the same ones: 32 letters and digits or more. Without it each lies in a file beside the
    /// data.
    #[arg(
        long,
        env = "LARDER_KEYS_SECRET",
        value_name = "SECRET",
        hide_env_values = true,
        value_parser = sealing
    )]
    pub keys_secret: Option<Password>,
    /// What several servers share.
    #[command(flatten)]
    pub shared: crate::shared::Settings,
    /// Accounts of persons.
    #[command(flatten)]
    pub accounts: crate::accounts::Settings,
    /// Letters by e-mail.
    #[command(flatten)]
    pub mail: crate::mail::Settings,
    /// Receipts that are read here.
    #[command(flatten)]
    pub jobs: crate::jobs::Settings,
    /// Where pictures lie.
    #[command(flatten)]
    pub objects: crate::objects::Settings,
    /// What happens in households, and who is told.
    #[command(flatten)]
    pub events: crate::events::Settings,
    /// Other servers that sign people in: tables of the settings' file alone.
    #[arg(skip)]
    pub oidc: Vec<Provider>,
}

/// Where the certificate for HTTPS comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tls {
    /// A certificate authority of this server's own, beside the data.
    Local,
    /// Files that somebody else looks after.
    Files {
        /// The certificate and those between it and its authority, PEM.
        certificate: PathBuf,
        /// Its private key, PEM.
        key: PathBuf,
    },
}

impl FromStr for Tls {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "local" {
            return Ok(Self::Local);
        }
        match text.split_once(',') {
            Some((certificate, key))
                if !certificate.is_empty() && !key.is_empty() && !key.contains(',') =>
            {
                Ok(Self::Files {
                    certificate: certificate.into(),
                    key: key.into(),
                })
            }
            _ => Err("give `local`, or two PEM files with a comma between: CERT,KEY"),
        }
    }
}

impl Serve {
    /// The room for a household's pictures, in bytes.
    pub fn image_quota(&self) -> u64 {
        u64::from(self.image_quota) * 1024 * 1024
    }

    /// By which `/metrics` is read from other machines.
    ///
    /// # Errors
    ///
    /// If it is to be made, and cannot be.
    pub fn metrics_token(&self, secrets: &Secrets) -> Result<String> {
        match &self.metrics_token {
            Some(token) => Ok(token.clone()),
            None => secrets.text(&METRICS_TOKEN),
        }
    }

    /// How a push service reaches whoever keeps the server, if that is known.
    pub fn contact(&self) -> Option<String> {
        let named = self.events.push_contact.as_ref();
        let named = named.map(|Contact(contact)| contact.clone());
        let url = self.mail.url.as_ref().map(|Address(url)| url.clone());
        named.or_else(|| url.filter(|url| url.starts_with("https://")))
    }

    /// The data folder, whether it is there or not.
    pub fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(usual)
    }

    /// The data folder, which is there afterwards.
    pub fn data(&self) -> Result<PathBuf> {
        let folder = self.folder();
        durable::make_folder(&folder).with_context(|| {
            format!(
                "failed to make the data folder {}: choose another with `--data DIR`",
                folder.display()
            )
        })?;
        Ok(folder)
    }
}

/// The system's folder for a program's data; where it has none, one beside us.
fn usual() -> PathBuf {
    choose_base_strategy().map_or_else(|_| "data".into(), |system| system.data_dir().join("larder"))
}

/// Settings of `larder admin invite`.
#[derive(Args, Clone, Debug)]
pub struct Invite {
    /// Whose household.
    #[command(flatten)]
    pub kept: Kept,
    /// How the owner's device reaches the server: an address that it printed at its start.
    #[arg(long, default_value = "http://127.0.0.1:8080", value_name = "URL")]
    pub url: Address,
}

/// Which data is meant.
#[derive(Args, Clone, Debug)]
pub struct Folder {
    /// Where the server's data is kept, as for `larder serve`.
    #[arg(long, env = "LARDER_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The database of a server that has it elsewhere, as for `larder serve`.
    #[arg(
        long,
        env = "LARDER_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<db::Address>,
    /// By which the server's own keys are sealed in its database, as for `larder serve`.
    #[arg(
        long,
        env = "LARDER_KEYS_SECRET",
        value_name = "SECRET",
        hide_env_values = true,
        value_parser = sealing
    )]
    pub keys_secret: Option<Password>,
}

impl Folder {
    /// The data folder, whether it is there or not.
    pub fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(usual)
    }
}

/// Which household of which server is meant.
#[derive(Args, Clone, Debug)]
pub struct Kept {
    /// Where they are kept.
    #[command(flatten)]
    pub place: Folder,
    /// The household, where several are kept: without it they are listed.
    #[arg(long, value_name = "ID", value_parser = household)]
    pub household: Option<HouseholdId>,
}

/// Settings of `larder admin key make`.
#[derive(Args, Clone, Debug)]
pub struct MakeKey {
    /// Whose household.
    #[command(flatten)]
    pub kept: Kept,
    /// What the program is called: the history says it.
    #[arg(long, value_name = "NAME", value_parser = key_name)]
    pub name: String,
    /// What the key may do: read everything, read everything and write the shopping list, or
    /// read and write everything.
    #[arg(long, value_name = "read|list|write", value_parser = scope)]
    pub scope: Scope,
}

/// Settings of `larder admin key list`.
#[derive(Args, Clone, Debug)]
pub struct ListKeys {
    /// Whose household.
    #[command(flatten)]
    pub kept: Kept,
}

/// Settings of `larder admin key revoke`.
#[derive(Args, Clone, Debug)]
pub struct RevokeKey {
    /// Whose household.
    #[command(flatten)]
    pub kept: Kept,
    /// The key's id, as `larder admin key list` shows it.
    #[arg(value_name = "KEY", value_parser = id)]
    pub id: [u8; 16],
}

/// Settings of `larder admin backup`.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    /// What is backed up.
    #[command(flatten)]
    pub kept: Folder,
    /// Where its pictures lie.
    #[command(flatten)]
    pub objects: crate::objects::Settings,
    /// The backup, a new file outside of the data folder.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Settings of `larder admin verify`.
#[derive(Args, Clone, Debug)]
pub struct Verify {
    /// What is looked at where no backup is named.
    #[command(flatten)]
    pub kept: Folder,
    /// Where its pictures lie.
    #[command(flatten)]
    pub objects: crate::objects::Settings,
    /// The backup. Without it: the data folder itself.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Settings of `larder admin restore`.
#[derive(Args, Clone, Debug)]
pub struct Restore {
    /// Where it comes to: a folder that is empty or not there yet.
    #[command(flatten)]
    pub kept: Folder,
    /// The backup.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// The start of a link: a scheme and a host, without a slash at its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address(pub String);

impl Address {
    /// Whether nobody in between reads what is sent there: it goes over HTTPS, or nowhere.
    pub fn is_kept_from_others(&self) -> bool {
        is_kept_from_others(&self.0)
    }
}

/// Whether nobody in between reads what is sent to an address: it goes over HTTPS, or nowhere.
pub fn is_kept_from_others(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim_end_matches('/');
        let host = ["https://", "http://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"#?\"<>".contains(&byte);
        match host {
            Some(host) if !host.is_empty() && host.bytes().all(is_plain) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err("give an address such as https://192.168.1.5:8443"),
        }
    }
}

/// A household's id as people see it: 32 hexadecimal digits.
fn household(text: &str) -> Result<HouseholdId, &'static str> {
    id(text).map(HouseholdId)
}

fn id(text: &str) -> Result<[u8; 16], &'static str> {
    read_id(text).ok_or("an id has 32 hexadecimal digits")
}

/// An address, or a name for one, and a port.
fn listening(text: &str) -> Result<String, &'static str> {
    let is_fit = text
        .rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    let fit = is_fit.then(|| text.to_owned());
    fit.ok_or("give an address and a port, such as 0.0.0.0:8080")
}

/// A secret that nobody guesses: an empty one would open to all.
fn secret(text: &str) -> Result<String, &'static str> {
    let is_fit = text.len() >= LEAST_SECRET && text.bytes().all(|byte| byte.is_ascii_graphic());
    let fit = is_fit.then(|| text.to_owned());
    fit.ok_or("a secret has at least 16 letters, digits and signs, and no blanks")
}

fn scope(text: &str) -> Result<Scope, &'static str> {
    Scope::from_id(text).ok_or("a scope is `read`, `list` or `write`")
}

fn key_name(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        name if !name.is_empty() && name.len() <= MAX_KEY_NAME => Ok(name.to_owned()),
        _ => Err("a key has a name of 1 to 100 bytes"),
    }
}

/// Settings of `larder scan`.
#[derive(Args, Clone, Debug)]
pub struct Scan {
    /// One line of JSON for each file instead of a table.
    #[arg(long)]
    pub json: bool,
    /// The files are shots or pages of one receipt, in any order where they overlap: twenty
    /// pictures at most, each page of a PDF being one.
    #[arg(long)]
    pub together: bool,
    /// Pictures of receipts: JPEG, PNG or WebP, or PDF, whose pages are read as one receipt.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Settings of `larder parse`.
#[derive(Args, Clone, Debug)]
pub struct Parse {
    /// One line of JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_is_local_or_two_files() {
        assert_eq!("local".parse(), Ok(Tls::Local));
        let files = Tls::Files {
            certificate: "a.pem".into(),
            key: "b.pem".into(),
        };
        assert_eq!("a.pem,b.pem".parse(), Ok(files));
        for wrong in ["", "yes", "a.pem", "a.pem,", ",b.pem", "a,b,c"] {
            assert!(wrong.parse::<Tls>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn who_listens_has_an_address_and_a_port() {
        for right in ["127.0.0.1:8080", "[::]:0", "localhost:80"] {
            assert_eq!(listening(right), Ok(right.to_owned()));
        }
        for wrong in ["", "8080", "127.0.0.1", ":80", "a:b", "a:65536"] {
            assert!(listening(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        let address = |text: &str| text.parse::<Address>().map(|address| address.0);
        assert_eq!(
            address("https://larder.lan:8443/"),
            Ok("https://larder.lan:8443".to_owned())
        );
        for wrong in [
            "",
            "larder.lan",
            "https://",
            "ftp://a",
            "http://a b",
            "http://a/#/b",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_household_has_32_hexadecimal_digits() {
        assert_eq!(household(&"0A".repeat(16)), Ok(HouseholdId([10; 16])));
        for wrong in [
            "",
            "0a",
            &"0g".repeat(16),
            &"+1".repeat(16),
            &"é".repeat(16),
        ] {
            assert!(household(wrong).is_err(), "{wrong}");
        }
    }
}
