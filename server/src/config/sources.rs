//! Where settings come from: flags, then the environment, then one TOML file, then defaults.
//!
//! A key of the file is the flag's name. What the file says becomes the default of the flag
//! before the command line is read, so all sources are read by the same rules, and the order
//! among them is the parser's own. A secret may lie in a file of its own: its variable, or its
//! key, has `_FILE` behind it.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use clap::builder::Resettable;
use clap::{Arg, Args as _, Command};
use etcetera::{BaseStrategy as _, choose_base_strategy};
use toml::{Table, Value};

use super::Serve;
use crate::accounts::providers::settings::{self, Settings as Provider};

/// What is set by none: the file itself.
const FILE: &str = "config";
/// The tables of other servers.
const OIDC: &str = "oidc";
/// What the variables begin with.
const START: &str = "LARDER_";
/// How alike two names are where one was probably meant to be the other: a slip or two.
const ALIKE: f64 = 0.7;

/// One thing that is wrong, and what to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake(pub String);

/// What the file and the files of secrets say.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// Values by the flag's name.
    values: BTreeMap<String, Vec<String>>,
    /// Those of them that stand in files of their own.
    kept_apart: Vec<String>,
    /// Other servers that sign people in.
    pub oidc: Vec<Provider>,
}

impl Sources {
    /// Reads the file that is named, or else the usual one if it is there, and whatever it and
    /// the environment name.
    pub fn read(named: Option<&Path>) -> (Self, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let usual = || usual().filter(|path| path.is_file());
        let file = named.map(Path::to_owned).or_else(usual);
        let mut sources = Self::default();
        if let Some(path) = &file {
            match table(path) {
                Ok(table) => sources.take_in(&table, path, &mut mistakes),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        sources.file = file;
        sources.take_secrets(|name| env::var(name).ok(), &mut mistakes);
        (sources, mistakes)
    }

    fn take_in(&mut self, table: &Table, path: &Path, mistakes: &mut Vec<Mistake>) {
        let shown = path.display();
        for (key, value) in table {
            if key == OIDC {
                let (read, wrong) = settings::read(value, path);
                self.oidc = read;
                mistakes.extend(
                    wrong
                        .into_iter()
                        .map(|why| Mistake(format!("{shown}: {why}"))),
                );
                continue;
            }
            let read = match secret_of(key) {
                Some(secret) => apart(value, path).map(|values| {
                    self.kept_apart.push(secret.to_owned());
                    (secret, values)
                }),
                None => known(key).and_then(|arg| Ok((key.as_str(), texts(arg, value)?))),
            };
            let taken = read.and_then(|(key, values)| {
                accepts(key, &values)?;
                Ok((key.to_owned(), values))
            });
            match taken {
                Ok((key, values)) => {
                    if self.values.insert(key.clone(), values).is_some() {
                        let twice = format!("{shown}: `{key}` is there twice; leave one out");
                        mistakes.push(Mistake(twice));
                    }
                }
                Err(why) => mistakes.push(Mistake(format!("{shown}: {why}"))),
            }
        }
    }

    /// What the environment names as a secret's file counts more than what the file says.
    fn take_secrets(&mut self, var: impl Fn(&str) -> Option<String>, mistakes: &mut Vec<Mistake>) {
        for arg in args().get_arguments().filter(|arg| is_secret(arg)) {
            let (Some(key), Some(name)) = (arg.get_long(), arg.get_env()) else {
                continue;
            };
            let plain = name.to_string_lossy();
            let name = format!("{plain}_FILE");
            // Looked at before the parser of the line does, which tells what it does not take.
            let wrong = var(&plain).and_then(|value| accepts(key, &[value]).err());
            mistakes.extend(wrong.map(|why| Mistake(format!("{plain}: {why}"))));
            let Some(path) = var(&name) else {
                continue;
            };
            if var(&plain).is_some() {
                let twice = format!("{plain} and {name} are both set; leave one out");
                mistakes.push(Mistake(twice));
                continue;
            }
            let secret = lines(Path::new(&path)).map(|secret| vec![secret]);
            let taken = secret.and_then(|values| accepts(key, &values).map(|()| values));
            match taken {
                Ok(values) => {
                    self.values.insert(key.to_owned(), values);
                    self.kept_apart.push(key.to_owned());
                }
                Err(why) => mistakes.push(Mistake(format!("{name}: {why}"))),
            }
        }
    }

    /// Whether the file, or a file of a secret's own, says something of a key.
    pub fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// Whether the settings' file itself holds a secret.
    pub fn holds_secret(&self) -> bool {
        let args = args();
        let mut secrets = args.get_arguments().filter(|arg| is_secret(arg));
        self.oidc.iter().any(|one| one.holds_secret)
            || secrets.any(|arg| {
                let key = arg.get_long().unwrap_or_default();
                self.has(key) && !self.kept_apart.iter().any(|apart| apart == key)
            })
    }

    /// Makes what is said the defaults of a command and of all those below it.
    #[must_use]
    pub fn defaults_of(&self, mut command: Command) -> Command {
        for (key, values) in &self.values {
            let is_there = |arg: &Arg| arg.get_long() == Some(key);
            let id = command.get_arguments().find(|arg| is_there(arg));
            if let Some(id) = id.map(|arg| arg.get_id().clone()) {
                command = command.mut_arg(id, |arg| arg.default_values(values.clone()));
            }
        }
        let below = command.get_subcommands().map(Command::get_name);
        let below: Vec<String> = below.map(str::to_owned).collect();
        for name in below {
            command = command.mut_subcommand(name, |below| self.defaults_of(below));
        }
        command
    }
}

/// What is wrong in the environment.
pub fn environment() -> Vec<Mistake> {
    let vars = env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        name.starts_with(START).then_some((name, value))
    });
    let mut mistakes = Vec::new();
    for (name, value) in vars {
        let Ok(value) = value.into_string() else {
            mistakes.push(Mistake(format!("{name} is no text; write it in UTF-8")));
            continue;
        };
        if let Err(why) = variable(&name, &value) {
            mistakes.push(Mistake(why));
        }
    }
    mistakes
}

fn variable(name: &str, value: &str) -> Result<(), String> {
    let args = args();
    let names = args.get_arguments().filter_map(|arg| {
        let name = arg.get_env()?.to_string_lossy().into_owned();
        Some((name, arg.get_long()?.to_owned()))
    });
    let names: BTreeMap<String, String> = names.collect();
    if let Some(key) = names.get(name) {
        let delimiter = args.get_arguments().find(|arg| arg.get_long() == Some(key));
        let delimiter = delimiter.and_then(Arg::get_value_delimiter);
        let values: Vec<String> = match delimiter {
            Some(delimiter) => value.split(delimiter).map(str::to_owned).collect(),
            None => vec![value.to_owned()],
        };
        return accepts(key, &values).map_err(|why| format!("{name}: {why}"));
    }
    // Others have variables that begin like ours; what is nearly one of ours was meant to be.
    let bare = name.trim_start_matches(START).trim_end_matches("_FILE");
    let near = nearest(
        bare,
        names.keys().map(|name| name.trim_start_matches(START)),
    );
    match near.filter(|near| *near != bare) {
        Some(near) => Err(format!("{name} is not known; {START}{near} is")),
        None => Ok(()),
    }
}

/// The settings' parser.
pub fn args() -> Command {
    Serve::augment_args(Command::new("serve"))
}

/// Whether a setting is never shown.
pub fn is_secret(arg: &Arg) -> bool {
    arg.is_hide_env_values_set()
}

/// The same parser without the environment.
#[must_use]
pub fn without_environment(command: Command) -> Command {
    let command = command.mut_args(|arg| match arg.get_id() == FILE {
        true => arg,
        false => arg.env(Resettable::Reset),
    });
    command.mut_subcommands(without_environment)
}

/// The file that is read unless another one is named.
pub fn usual() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.config_dir().join("larder").join("larder.toml"))
}

fn table(path: &Path) -> Result<Table, Mistake> {
    let shown = path.display();
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| {
        Mistake(format!(
            "{shown} cannot be read ({error}); name another file with `--config FILE`"
        ))
    })?;
    text.parse().map_err(|error| {
        // The parser's text has the line with a mark under what is wrong.
        Mistake(format!("{shown} is no TOML: {error}"))
    })
}

/// A secret of which the key names the file.
fn secret_of(key: &str) -> Option<&str> {
    let secret = key.strip_suffix("-file")?;
    let args = args();
    let mut secrets = args.get_arguments().filter(|arg| is_secret(arg));
    secrets
        .any(|arg| arg.get_long() == Some(secret))
        .then_some(secret)
}

fn known(key: &str) -> Result<Arg, String> {
    let args = args();
    let keys = || args.get_arguments().filter_map(Arg::get_long);
    let found = args.get_arguments().find(|arg| arg.get_long() == Some(key));
    found.cloned().ok_or_else(|| {
        let named = key.replace('_', "-");
        match nearest(&named, keys()) {
            Some(near) => format!("`{key}` is not known; `{near}` is"),
            None => {
                format!("`{key}` is not known; docs/configuration.md has all keys, leave it out")
            }
        }
    })
}

fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|known| (strsim::normalized_damerau_levenshtein(name, known), known));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (best.0 >= ALIKE).then_some(best.1)
}

/// The values of a key as a command line would have them.
fn texts(arg: Arg, value: &Value) -> Result<Vec<String>, String> {
    let key = arg.get_long().unwrap_or_default().to_owned();
    let one = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_)
        | Value::Table(_) => Err(format!(
            "`{key}` is {}; write {}",
            value.type_str(),
            example(&arg)
        )),
    };
    match value {
        Value::Array(values) if arg.get_value_delimiter().is_some() => {
            values.iter().map(one).collect()
        }
        other => Ok(vec![one(other)?]),
    }
}

/// A line that would do.
fn example(arg: &Arg) -> String {
    let key = arg.get_long().unwrap_or_default();
    let default = arg.get_default_values().first();
    let default = default.and_then(|default| default.to_str());
    let is_number = |text: &str| text.parse::<i64>().is_ok();
    match (default, arg.get_value_delimiter()) {
        (Some(number), _) if is_number(number) => format!("`{key} = {number}`"),
        (Some(text), _) => format!("`{key} = \"{text}\"`"),
        (None, Some(_)) => format!("`{key} = [\"…\"]`"),
        (None, None) => format!("`{key} = \"…\"`"),
    }
}

/// Whether the parser takes values for a key by itself.
fn accepts(key: &str, values: &[String]) -> Result<(), String> {
    let command = without_environment(args());
    let arg = command
        .get_arguments()
        .find(|arg| arg.get_long() == Some(key));
    let example = arg.map(example).unwrap_or_default();
    let keeps_secret = arg.is_some_and(is_secret);
    let words = values.iter().map(|value| format!("--{key}={value}"));
    let words = std::iter::once("serve".to_owned()).chain(words);
    let Err(error) = command.try_get_matches_from(words) else {
        return Ok(());
    };
    let mut text = error.to_string();
    // What the parser says holds the value, and what is said here may stand in a log.
    for value in values.iter().filter(|_| keeps_secret) {
        text = text.replace(&format!("'{value}'"), "'…'");
    }
    let why = text.lines().next().unwrap_or_default();
    let why = why.trim_start_matches("error: ");
    Err(format!("`{key}`: {why}; write for example {example}"))
}

fn apart(value: &Value, beside: &Path) -> Result<Vec<String>, String> {
    let path = value
        .as_str()
        .ok_or("a file is named by its path in quotes")?;
    let folder = beside.parent().unwrap_or(Path::new("."));
    Ok(vec![lines(&folder.join(path))?])
}

/// A secret in a file of its own.
fn lines(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| format!("{shown} cannot be read ({error})"))?;
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests;
