//! The tables `[oidc.NAME]` of the settings' file: servers that say who somebody is.

use std::path::Path;

use toml::{Table, Value};

use crate::config::is_kept_from_others;
use crate::mail::Password;

/// What is asked for where nothing else is said.
const SCOPES: [&str; 2] = ["email", "profile"];
/// The longest name, in bytes: it stands in addresses.
const MAX_NAME: usize = 32;
const MAX_LABEL: usize = 60;
/// All keys of a table.
const KEYS: [&str; 8] = [
    "client-id",
    "client-secret",
    "client-secret-file",
    "issuer",
    "label",
    "link-by-email",
    "scopes",
    "sign-up",
];

/// A server that says who somebody is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What it is called in addresses.
    pub name: String,
    /// What people read on its button.
    pub label: String,
    /// Who it says that it is.
    pub issuer: String,
    /// As what it knows this server.
    pub client_id: String,
    /// By what this server proves that, if it does.
    pub client_secret: Option<Password>,
    /// What it is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Whether whoever it knows may make an account here, whatever `sign-up` says.
    pub signs_up: bool,
    /// Whether an address that it has verified leads to the account of that address, where that
    /// is confirmed here, too.
    pub links_by_email: bool,
    /// Whether the secret stands in the settings' file itself.
    pub holds_secret: bool,
}

/// All tables below `oidc`, and what is wrong with them.
pub fn read(all: &Value, beside: &Path) -> (Vec<Settings>, Vec<String>) {
    let Some(all) = all.as_table() else {
        let why =
            "`oidc` is no table; write for example `[oidc.home]` above `issuer = \"https://…\"`";
        return (Vec::new(), vec![why.to_owned()]);
    };
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (name, value) in all {
        match one(name, value, beside) {
            Ok(settings) => read.push(settings),
            Err(why) => wrong.push(format!("[oidc.{name}]: {why}")),
        }
    }
    (read, wrong)
}

fn one(name: &str, value: &Value, beside: &Path) -> Result<Settings, String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !(1..=MAX_NAME).contains(&name.len()) || !name.bytes().all(is_plain) {
        return Err("its name has 1 to 32 small letters, digits and hyphens".to_owned());
    }
    let table = value.as_table().ok_or("it is no table")?;
    if let Some(other) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!(
            "`{other}` is not known; there are {}",
            KEYS.join(", ")
        ));
    }
    let secret = secret(table, beside)?;
    let label = text(table, "label")?.unwrap_or_else(|| name.to_owned());
    if label.is_empty() || label.len() > MAX_LABEL {
        return Err("`label` has 1 to 60 bytes".to_owned());
    }
    Ok(Settings {
        name: name.to_owned(),
        label,
        issuer: issuer(table)?,
        client_id: needed(table, "client-id")?,
        client_secret: secret.clone(),
        scopes: scopes(table)?,
        signs_up: flag(table, "sign-up")?,
        links_by_email: flag(table, "link-by-email")?,
        holds_secret: secret.is_some() && table.contains_key("client-secret"),
    })
}

fn text(table: &Table, key: &str) -> Result<Option<String>, String> {
    let Some(value) = table.get(key) else {
        return Ok(None);
    };
    let text = value.as_str().map(str::to_owned);
    text.map(Some)
        .ok_or(format!("`{key}` is no text; write `{key} = \"…\"`"))
}

fn needed(table: &Table, key: &str) -> Result<String, String> {
    let text = text(table, key)?.filter(|text| !text.is_empty());
    text.ok_or(format!("`{key}` is missing; write `{key} = \"…\"`"))
}

fn flag(table: &Table, key: &str) -> Result<bool, String> {
    match table.get(key) {
        None => Ok(false),
        Some(Value::Boolean(is_so)) => Ok(*is_so),
        Some(_) => Err(format!("`{key}` is `true` or `false`")),
    }
}

/// What its tokens say that they are from. What is asked of it holds a secret, and comes back
/// with who somebody is: nothing in between may read or change it.
fn issuer(table: &Table) -> Result<String, String> {
    let issuer = needed(table, "issuer")?;
    match is_kept_from_others(&issuer) {
        true => Ok(issuer),
        false => Err("`issuer` is no address with https; write for example \
                      `issuer = \"https://id.example.org\"`"
            .to_owned()),
    }
}

fn scopes(table: &Table) -> Result<Vec<String>, String> {
    let Some(value) = table.get("scopes") else {
        return Ok(SCOPES.map(str::to_owned).into());
    };
    let why = "`scopes` is a list; write for example `scopes = [\"email\", \"profile\"]`";
    let list = value.as_array().ok_or(why)?.iter();
    let scopes: Option<Vec<String>> = list
        .map(|scope| scope.as_str().map(str::to_owned))
        .collect();
    let mut scopes = scopes.ok_or(why)?;
    // It is always asked for.
    scopes.retain(|scope| scope != "openid");
    Ok(scopes)
}

fn secret(table: &Table, beside: &Path) -> Result<Option<Password>, String> {
    let plain = text(table, "client-secret")?;
    let secret = match (plain, text(table, "client-secret-file")?) {
        (Some(_), Some(_)) => {
            return Err(
                "`client-secret` and `client-secret-file` are both there; leave one out".into(),
            );
        }
        (None, Some(file)) => {
            let path = beside.parent().unwrap_or(Path::new(".")).join(file);
            let read = std::fs::read_to_string(&path);
            let shown = path.display();
            let read = read.map_err(|error| format!("{shown} cannot be read ({error})"))?;
            Some(read.trim().to_owned())
        }
        (plain, None) => plain,
    };
    match secret.as_deref() {
        Some("") => Err("`client-secret` is empty; leave it out where there is none".to_owned()),
        _ => Ok(secret.map(Password)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Vec<Settings>, Vec<String>) {
        let table: Table = text.parse().expect("TOML");
        read(&table["oidc"], Path::new("/nowhere/larder.toml"))
    }

    const SOUND: &str =
        "[oidc.home]\nissuer = \"https://id.example.org\"\nclient-id = \"larder\"\n";

    #[test]
    fn a_provider_is_who_it_is_and_what_this_server_is_to_it() {
        let (read, wrong) = of(&format!(
            "{SOUND}client-secret = \"chair\"\nscopes = [\"openid\", \"email\"]"
        ));
        assert_eq!(wrong, [""; 0]);
        let [home] = &read[..] else {
            unreachable!("one table")
        };
        assert_eq!((home.name.as_str(), home.label.as_str()), ("home", "home"));
        assert_eq!(home.scopes.len(), 1);
        assert!(home.holds_secret && !home.signs_up && !home.links_by_email);
        assert!(!format!("{home:?}").contains("chair"), "it is never shown");
    }

    #[test]
    fn what_is_wrong_with_one_is_told_with_what_to_write() {
        for (text, told) in [
            ("oidc = 5".to_owned(), "no table"),
            (
                "[oidc.home]\nissuer = \"https://a\"".to_owned(),
                "`client-id` is missing",
            ),
            (
                "[oidc.home]\nclient-id = \"a\"".to_owned(),
                "`issuer` is missing",
            ),
            (SOUND.replace("home", "Home"), "small letters"),
            (SOUND.replace("https:", "http:"), "no address with https"),
            (SOUND.replace("https://id.example.org", "id"), "no address"),
            (
                SOUND.replace("client-id", "client_id"),
                "`client_id` is not known",
            ),
            (format!("{SOUND}sign-up = \"yes\""), "`true` or `false`"),
            (format!("{SOUND}scopes = \"email\""), "a list"),
            (format!("{SOUND}client-secret = \"\""), "empty"),
            (
                format!("{SOUND}client-secret-file = \"none\""),
                "cannot be read",
            ),
            (
                format!("{SOUND}client-secret = \"a\"\nclient-secret-file = \"b\""),
                "both",
            ),
        ] {
            let (read, wrong) = of(&text);
            assert!(read.is_empty(), "{text}");
            assert!(wrong[0].contains(told), "{text}: {wrong:?}");
        }
        let here = SOUND.replace("https://id.example.org", "http://localhost:3000");
        assert!(of(&here).1.is_empty());
    }
}
