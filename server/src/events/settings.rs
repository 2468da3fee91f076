//! What may be set of events, and of whom they are told.

use std::str::FromStr;

use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;

/// Settings of events.
#[derive(Args, Clone, Debug)]
#[group(id = "events")]
pub struct Settings {
    /// Where the households live, as the IANA time zone database calls it: by its day food comes
    /// to be due in events. Without it: the system's zone.
    #[arg(long, env = "LARDER_ZONE", value_name = "ZONE")]
    pub zone: Option<Zone>,
    /// Whether owners and admins may have addresses called when something happens in their
    /// household.
    #[arg(
        long,
        env = "LARDER_WEBHOOKS",
        default_value = "on",
        value_name = "on|off"
    )]
    pub webhooks: Switch,
    /// Whether browsers may be told what is due, by the push services of those who make them.
    #[arg(long, env = "LARDER_PUSH", default_value = "on", value_name = "on|off")]
    pub push: Switch,
    /// How a push service reaches whoever keeps this server, such as
    /// `mailto:admin@example.org`: some ask for it. Without it: `url`, if that is set.
    #[arg(long, env = "LARDER_PUSH_CONTACT", value_name = "URI")]
    pub push_contact: Option<Contact>,
    /// Whether both may go to this machine and to private addresses, and there without TLS,
    /// such as to a Home Assistant beside it. Whoever may set them up can then have the server
    /// call whatever answers in its network.
    #[arg(
        long,
        env = "LARDER_PRIVATE_RECEIVERS",
        default_value = "off",
        value_name = "on|off"
    )]
    pub private_receivers: Switch,
}

/// Whether something is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

impl Switch {
    /// Whether it is done.
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

/// A time zone that there is.
#[derive(Clone, PartialEq, Debug)]
pub struct Zone(pub TimeZone);

impl FromStr for Zone {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let zone = TimeZone::get(text).map(Self);
        zone.map_err(|_| "give a zone of the IANA time zone database, such as Europe/Berlin")
    }
}

/// How somebody is reached: by e-mail or by a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact(pub String);

impl FromStr for Contact {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rest = text.strip_prefix("mailto:");
        let rest = rest.or_else(|| text.strip_prefix("https://"));
        let is_plain = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic());
        match rest.is_some_and(is_plain) {
            true => Ok(Self(text.to_owned())),
            false => Err("give `mailto:` with an address, or a page with `https://`"),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zone: None,
            webhooks: Switch::On,
            push: Switch::On,
            push_contact: None,
            private_receivers: Switch::Off,
        }
    }
}

impl Settings {
    /// What is wrong with all of it together, and what to write instead: each by itself is
    /// sound.
    pub fn mistakes(&self) -> Vec<String> {
        let nobody = !self.push.is_on() && !self.webhooks.is_on();
        let mut mistakes = Vec::new();
        if self.push_contact.is_some() && !self.push.is_on() {
            let useless =
                "`push-contact` does nothing with `push = \"off\"`; leave one of them out";
            mistakes.push(useless.to_owned());
        }
        if self.private_receivers.is_on() && nobody {
            mistakes.push(
                "`private-receivers` does nothing where nobody is called; leave it out, or write \
                 `webhooks = \"on\"` or `push = \"on\"`"
                    .to_owned(),
            );
        }
        mistakes
    }

    /// By whose day food comes to be due.
    pub fn zone(&self) -> TimeZone {
        let zone = self.zone.clone().map(|Zone(zone)| zone);
        zone.unwrap_or_else(TimeZone::system)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_an_address_or_a_page() {
        for sound in ["mailto:admin@example.org", "https://larder.example.org"] {
            assert!(sound.parse::<Contact>().is_ok(), "{sound}");
        }
        for wrong in [
            "",
            "admin@example.org",
            "mailto:",
            "http://a",
            "https://a b",
        ] {
            assert!(wrong.parse::<Contact>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_does_nothing_is_told() {
        let usual = Settings::default();
        assert!(usual.mistakes().is_empty());
        let off = Settings {
            webhooks: Switch::Off,
            push: Switch::Off,
            push_contact: "mailto:a@example.org".parse().ok(),
            private_receivers: Switch::On,
            ..usual
        };
        assert_eq!(off.mistakes().len(), 2);
        let alone = Settings {
            push: Switch::On,
            ..off
        };
        assert!(alone.mistakes().is_empty());
    }

    #[test]
    fn a_zone_is_one_that_there_is() {
        assert!("Europe/Berlin".parse::<Zone>().is_ok());
        assert!("Europe/Nowhere".parse::<Zone>().is_err());
    }
}
