//! `larder config`: what is wrong with the settings, and what they come to.

use std::fmt::Write as _;
use std::fs::File;
use std::io::stdout;
use std::path::Path;

use anyhow::{Result, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, FromArgMatches as _};

use super::sources::{self, Mistake, Sources};
use super::{Serve, Tls};
use crate::print::print;
use crate::tls;

/// Says all that is wrong with the settings at once.
///
/// # Errors
///
/// What is wrong, if anything is.
pub fn check(named: Option<&Path>) -> Result<()> {
    let (found, mut mistakes) = Sources::read(named);
    mistakes.extend(sources::environment());
    if mistakes.is_empty() {
        mistakes.extend(around(&found));
    }
    if !mistakes.is_empty() {
        bail!(listed(&mistakes));
    }
    let file = found.file.as_ref();
    let file = file.map_or_else(
        || "there is no file, so all is as usual or in the environment".to_owned(),
        |file| format!("the file is {}", file.display()),
    );
    print(
        &mut stdout().lock(),
        &format!("The settings are sound: {file}.\n"),
    )?;
    Ok(())
}

/// All mistakes, one a line.
pub fn listed(mistakes: &[Mistake]) -> String {
    let mut text = match mistakes.len() {
        1 => "one setting is wrong".to_owned(),
        several => format!("{several} settings are wrong"),
    };
    for Mistake(mistake) in mistakes {
        let _ = write!(text, "\n  {}", mistake.replace('\n', "\n    ").trim_end());
    }
    text
}

/// What is wrong around settings that are sound by themselves: what they name.
fn around(found: &Sources) -> Vec<Mistake> {
    let serve = match settled(found) {
        Ok((serve, _)) => serve,
        Err(error) => return vec![Mistake(error.to_string())],
    };
    let mut mistakes = Vec::new();
    if let Some(file) = found.file.as_ref().filter(|_| found.holds_secret())
        && tls::is_readable_by_others(file)
    {
        mistakes.push(Mistake(format!(
            "{0} holds a secret and can be read by others on this machine; `chmod 600 {0}`",
            file.display()
        )));
    }
    if let Some(Tls::Files { certificate, key }) = &serve.tls {
        for file in [certificate, key] {
            if let Err(error) = File::open(file) {
                let shown = file.display();
                mistakes.push(Mistake(format!(
                    "`tls`: {shown} cannot be read ({error}); write `tls = \"local\"`, or name \
                     two PEM files that are there"
                )));
            }
        }
    }
    mistakes.extend(serve.mail.mistakes().into_iter().map(Mistake));
    mistakes.extend(serve.objects.mistakes().into_iter().map(Mistake));
    mistakes.extend(serve.events.mistakes().into_iter().map(Mistake));
    if !serve.oidc.is_empty() && serve.mail.url.is_none() {
        mistakes.push(Mistake(
            "`[oidc.…]` needs `url` beside it, where the other server leads people back to; write \
             for example `url = \"https://larder.example.org\"`"
                .to_owned(),
        ));
    }
    let folder = serve.folder();
    let there = folder.ancestors().find(|folder| folder.exists());
    let there = there.unwrap_or(Path::new("."));
    if let Err(error) = tempfile::tempfile_in(there) {
        mistakes.push(Mistake(format!(
            "`data`: nothing can be written in {} ({error}); write for example \
             `data = \"/var/lib/larder\"`, with a folder that this user may write in",
            there.display()
        )));
    }
    mistakes
}

fn settled(found: &Sources) -> Result<(Serve, ArgMatches), clap::Error> {
    let command = found.defaults_of(sources::args());
    let matches = command.try_get_matches_from(["serve"])?;
    let mut serve = Serve::from_arg_matches(&matches)?;
    serve.oidc.clone_from(&found.oidc);
    Ok((serve, matches))
}

/// Prints every setting as it counts, as a file would have it, and where it comes from.
///
/// # Errors
///
/// What is wrong with them.
pub fn show(named: Option<&Path>) -> Result<()> {
    let (found, mistakes) = Sources::read(named);
    if !mistakes.is_empty() {
        bail!(listed(&mistakes));
    }
    let (serve, matches) = settled(&found)?;
    let text = shown(&found, &serve, &matches);
    print(&mut stdout().lock(), &text)?;
    Ok(())
}

fn shown(found: &Sources, serve: &Serve, matches: &ArgMatches) -> String {
    let mut text = String::new();
    for arg in sources::args().get_arguments() {
        let Some(key) = arg.get_long().filter(|key| *key != "help") else {
            continue;
        };
        let from = match matches.value_source(arg.get_id().as_str()) {
            Some(ValueSource::EnvVariable) => "environment",
            _ if found.has(key) => "file",
            _ => "default",
        };
        let _ = match value(arg, matches) {
            Some(value) => writeln!(text, "{key} = {value} # {from}"),
            None if key == "data" => writeln!(text, "# data = {:?}", serve.folder()),
            None => writeln!(text, "# {key} is not set"),
        };
    }
    for one in &serve.oidc {
        let secret = one
            .client_secret
            .as_ref()
            .map_or("", |_| "client-secret = \"\" # hidden; file\n");
        let _ = write!(
            text,
            "\n[oidc.{}] # file\nissuer = {:?}\nclient-id = {:?}\n{secret}label = {:?}\n\
             sign-up = {}\nlink-by-email = {}\n",
            one.name, one.issuer, one.client_id, one.label, one.signs_up, one.links_by_email
        );
    }
    text
}

/// A value as TOML has it. A secret is none, so that nobody takes its place for one.
fn value(arg: &Arg, matches: &ArgMatches) -> Option<String> {
    let raw = matches.get_raw(arg.get_id().as_str())?;
    if sources::is_secret(arg) {
        return Some("\"\" # hidden;".to_owned());
    }
    let quoted = |text: String| match text.parse::<i64>() {
        Ok(number) => number.to_string(),
        Err(_) => toml::Value::String(text).to_string(),
    };
    let texts = raw.map(|text| quoted(text.to_string_lossy().into_owned()));
    let texts: Vec<String> = texts.collect();
    match arg.get_value_delimiter() {
        Some(_) => Some(format!("[{}]", texts.join(", "))),
        None => texts.into_iter().next(),
    }
}

#[cfg(test)]
mod tests;
