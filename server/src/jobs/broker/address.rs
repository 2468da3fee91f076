//! Where RabbitMQ is, and the password to it: never shown.

use std::fmt;
use std::str::FromStr;

use lapin::uri::AMQPUri;

/// The longest name of a virtual host, in bytes.
const MOST_VHOST: usize = 255;

/// An address of a RabbitMQ.
#[derive(Clone)]
pub struct Address(AMQPUri);

impl Address {
    /// What its client wants to know.
    pub(super) fn uri(&self) -> AMQPUri {
        self.0.clone()
    }
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "give an address such as amqp://larder:password@localhost, amqps:// in \
            place of amqp:// for TLS (`#`, `/` and `@` in a password are written %23, %2F and %40), \
            or leave it out: then workers look into the database";
        let rest = ["amqp://", "amqps://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        if rest.is_none_or(str::is_empty) {
            return Err(WRONG);
        }
        let url = reqwest::Url::parse(text).map_err(|_| WRONG)?;
        let mut uri: AMQPUri = text.parse().map_err(|_| WRONG)?;
        // Its own parser takes numbers with colons for this machine.
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(WRONG)?;
        uri.authority.host = host.trim_matches(['[', ']']).to_owned();
        // What is longer cannot be said to it.
        if uri.vhost.len() > MOST_VHOST {
            return Err(WRONG);
        }
        // A slash at the end is nobody's wish for a virtual host without a name.
        if uri.vhost.is_empty() {
            uri.vhost = "/".to_owned();
        }
        Ok(Self(uri))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Address(…)")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AMQPUri {
            authority, vhost, ..
        } = &self.0;
        write!(to, "{}:{}", authority.host, authority.port)?;
        match vhost.as_str() {
            "/" => Ok(()),
            named => write!(to, " ({named})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_nothing_of_ours_is_refused_with_what_to_do() {
        for wrong in [
            "",
            "localhost",
            "localhost:5672",
            "http://localhost",
            "amqp://",
            "amqp:///larder",
            "amqp://localhost:port",
            "amqp://localhost?heartbeat=often",
            &format!("amqp://localhost/{}", "x".repeat(256)),
        ] {
            let why = wrong.parse::<Address>().expect_err(wrong);
            assert!(why.contains("amqp://larder:password@localhost"), "{why}");
        }
        for (right, shown) in [
            ("amqp://localhost", "localhost:5672"),
            ("amqp://localhost/", "localhost:5672"),
            ("amqps://me:secret@mq.lan/%2f", "mq.lan:5671"),
            ("amqp://10.0.0.7:5673/food", "10.0.0.7:5673 (food)"),
            ("amqp://[::1]/food", "::1:5672 (food)"),
        ] {
            let address: Address = right.parse().expect(right);
            assert_eq!(address.to_string(), shown);
            assert!(!format!("{address:?}").contains("secret"));
        }
    }
}
