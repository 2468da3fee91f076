//! What may be set of letters.

use std::fmt;
use std::str::FromStr;

use clap::Args;
use lettre::message::Mailbox;

use crate::config::Address;
use crate::network::Host;

/// Settings of letters.
#[derive(Args, Clone, Default, Debug)]
#[group(id = "mail")]
pub struct Settings {
    /// The server that takes letters by SMTP: whoever signs up then confirms the address by a
    /// link, and whose password is lost gets a link to choose another one. Without it no
    /// letters go out.
    #[arg(long, env = "LARDER_SMTP_HOST", value_name = "HOST")]
    pub smtp_host: Option<Host>,
    /// The port of that server. Without it: 465 for `tls`, 587 for `starttls`, 25 for `off`.
    #[arg(
        long,
        env = "LARDER_SMTP_PORT",
        value_name = "PORT",
        value_parser = clap::value_parser!(u16).range(1..)
    )]
    pub smtp_port: Option<u16>,
    /// How what is said to that server is kept from others: TLS from the start (`tls`), TLS
    /// after a word in the open (`starttls`), or not at all (`off`), for a server on this
    /// machine or in a network of its own.
    #[arg(
        long,
        env = "LARDER_SMTP_TLS",
        default_value = "tls",
        value_name = "tls|starttls|off"
    )]
    pub smtp_tls: SmtpTls,
    /// The name by which that server knows this one, if it asks for one.
    #[arg(long, env = "LARDER_SMTP_USER", value_name = "NAME")]
    pub smtp_user: Option<String>,
    /// The password that goes with that name.
    #[arg(
        long,
        env = "LARDER_SMTP_PASSWORD",
        value_name = "SECRET",
        hide_env_values = true
    )]
    pub smtp_password: Option<Password>,
    /// From whom letters come, such as `Larder <larder@example.org>`.
    #[arg(long, env = "LARDER_MAIL_FROM", value_name = "ADDRESS", value_parser = sender)]
    pub mail_from: Option<Mailbox>,
    /// How people reach this server from wherever they are: what links in letters begin with,
    /// such as https://larder.example.org, with the path below which they reach it where it
    /// shares a name with others, and what passkeys are made for. What a request says of that
    /// counts for nothing.
    #[arg(long, env = "LARDER_URL", value_name = "URL")]
    pub url: Option<Address>,
}

/// How the way to the SMTP server is kept from others.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum SmtpTls {
    /// TLS from the start.
    #[default]
    Whole,
    /// TLS after a word in the open, and nothing without it.
    StartTls,
    /// Not at all.
    Off,
}

impl SmtpTls {
    /// Where servers of this kind listen (RFC 8314 §7.3, RFC 6409 §3.1, RFC 5321 §4.5.4.2).
    pub const fn usual_port(self) -> u16 {
        match self {
            Self::Whole => 465,
            Self::StartTls => 587,
            Self::Off => 25,
        }
    }
}

impl FromStr for SmtpTls {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "tls" => Ok(Self::Whole),
            "starttls" => Ok(Self::StartTls),
            "off" => Ok(Self::Off),
            _ => Err("give `tls`, `starttls` or `off`"),
        }
    }
}

/// A password, which is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password")
    }
}

impl FromStr for Password {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => Err("a password is not empty"),
            text => Ok(Self(text.to_owned())),
        }
    }
}

impl Settings {
    /// What is wrong with all of it together, and what to write instead: each by itself is
    /// sound.
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        let Some(host) = &self.smtp_host else {
            for (key, is_set) in [
                ("smtp-port", self.smtp_port.is_some()),
                ("smtp-user", self.smtp_user.is_some()),
                ("smtp-password", self.smtp_password.is_some()),
                ("mail-from", self.mail_from.is_some()),
            ] {
                if is_set {
                    mistakes.push(format!(
                        "`{key}` does nothing without a server for letters; write for example \
                         `smtp-host = \"mail.example.org\"`, or leave it out"
                    ));
                }
            }
            return mistakes;
        };
        for (key, is_set, example) in [
            (
                "mail-from",
                self.mail_from.is_some(),
                "Larder <larder@example.org>",
            ),
            ("url", self.url.is_some(), "https://larder.example.org"),
        ] {
            if !is_set {
                mistakes.push(format!(
                    "`smtp-host` needs `{key}` beside it; write for example \
                     `{key} = \"{example}\"`"
                ));
            }
        }
        if let Some(url) = &self.url
            && !url.is_kept_from_others()
        {
            mistakes.push(
                "`url` has no https, so whoever is in between would read the links of letters; \
                 write for example `url = \"https://larder.example.org\"`"
                    .to_owned(),
            );
        }
        match (&self.smtp_user, &self.smtp_password) {
            (Some(_), None) => mistakes.push(
                "`smtp-user` needs a password beside it; name its file by `smtp-password-file`"
                    .to_owned(),
            ),
            (None, Some(_)) => mistakes.push(
                "`smtp-password` needs a name beside it; write for example \
                 `smtp-user = \"larder\"`"
                    .to_owned(),
            ),
            (Some(_), Some(_)) if self.smtp_tls == SmtpTls::Off && !is_this_machine(host) => {
                mistakes.push(
                    "`smtp-tls = \"off\"` would send the password in the open; write \
                     `smtp-tls = \"tls\"` or `smtp-tls = \"starttls\"`"
                        .to_owned(),
                );
            }
            _ => {}
        }
        mistakes
    }
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Name(name) => name == "localhost",
        Host::Address(address) => address.to_canonical().is_loopback(),
    }
}

fn sender(text: &str) -> Result<Mailbox, &'static str> {
    let sound = text.parse().ok();
    sound.ok_or("give an address such as larder@example.org or `Larder <larder@example.org>`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(host: &str) -> Settings {
        Settings {
            smtp_host: host.parse().ok(),
            mail_from: sender("Larder <larder@example.org>").ok(),
            url: "https://larder.example.org/".parse().ok(),
            ..Settings::default()
        }
    }

    fn with_password(host: &str, smtp_tls: SmtpTls) -> Settings {
        Settings {
            smtp_tls,
            smtp_user: Some("larder".to_owned()),
            smtp_password: "blue chair".parse().ok(),
            ..settings(host)
        }
    }

    #[test]
    fn a_way_for_letters_is_whole_or_there_is_none() {
        assert_eq!(Settings::default().mistakes(), [""; 0]);
        assert_eq!(settings("mail.example.org").mistakes(), [""; 0]);
        let host = Settings {
            smtp_host: "mail.example.org".parse().ok(),
            ..Settings::default()
        };
        let told = host.mistakes();
        assert!(told[0].contains("`mail-from = \"Larder <"), "{told:?}");
        assert!(told[1].contains("`url = \"https://"), "{told:?}");
        let without = Settings {
            smtp_host: None,
            url: None,
            ..with_password("localhost", SmtpTls::Whole)
        };
        assert_eq!(without.mistakes().len(), 3, "{:?}", without.mistakes());
        let alone = Settings {
            smtp_password: None,
            ..with_password("mail.example.org", SmtpTls::Whole)
        };
        assert!(alone.mistakes()[0].contains("smtp-password-file"));
        let nameless = Settings {
            smtp_user: None,
            ..with_password("mail.example.org", SmtpTls::Whole)
        };
        assert!(nameless.mistakes()[0].contains("`smtp-user = "));
    }

    #[test]
    fn links_of_letters_go_to_nobody_in_the_open() {
        for (url, is_sound) in [
            ("https://larder.example.org", true),
            ("http://localhost:8080", true),
            ("http://127.0.0.1:8080", true),
            ("http://larder.example.org", false),
            ("http://192.168.1.5:8080", false),
            ("http://localhost.example.org", false),
        ] {
            let settings = Settings {
                url: url.parse().ok(),
                ..settings("mail.example.org")
            };
            let told = settings.mistakes();
            assert_eq!(told.is_empty(), is_sound, "{url}: {told:?}");
        }
    }

    #[test]
    fn a_password_goes_to_no_other_machine_in_the_open_and_is_never_shown() {
        for (host, tls, is_sound) in [
            ("mail.example.org", SmtpTls::Whole, true),
            ("mail.example.org", SmtpTls::StartTls, true),
            ("mail.example.org", SmtpTls::Off, false),
            ("192.168.1.5", SmtpTls::Off, false),
            ("localhost", SmtpTls::Off, true),
            ("127.0.0.1", SmtpTls::Off, true),
            ("::1", SmtpTls::Off, true),
            ("localhost.example.org", SmtpTls::Off, false),
        ] {
            let settings = with_password(host, tls);
            assert!(settings.smtp_host.is_some(), "{host}");
            assert_eq!(settings.mistakes().is_empty(), is_sound, "{host} {tls:?}");
            assert!(!format!("{settings:?}").contains("blue chair"));
        }
    }

    #[test]
    fn who_writes_has_an_address() {
        for sound in ["larder@example.org", "Larder <larder@example.org>"] {
            assert!(sender(sound).is_ok(), "{sound}");
        }
        for wrong in [
            "",
            "Larder",
            "larder@",
            "a@b.org\r\nBcc: c@d.org",
            "a@b.org, c@d.org",
        ] {
            assert!(sender(wrong).is_err(), "{wrong:?}");
        }
    }
}
