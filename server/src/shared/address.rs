//! Where Redis is, and the password to it: never shown.

use std::fmt;
use std::str::FromStr;

use redis::{ConnectionInfo, IntoConnectionInfo as _};

/// An address of a Redis.
#[derive(Clone)]
pub struct Address(ConnectionInfo);

impl Address {
    /// What its client wants to know.
    pub(super) fn info(&self) -> ConnectionInfo {
        self.0.clone()
    }
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "give an address such as redis://:password@localhost:6379, rediss:// \
            in place of redis:// for TLS (`#`, `/` and `@` in a password are written %23, %2F and \
            %40), or leave it out: then each server counts for itself";
        let rest = ["redis://", "rediss://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        // What it says behind a `#` turns the look at certificates off.
        match rest.filter(|rest| !rest.is_empty() && !rest.contains('#')) {
            Some(_) => text.into_connection_info().map(Self).map_err(|_| WRONG),
            None => Err(WRONG),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Address(…)")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.addr().fmt(to)
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
            "localhost:6379",
            "http://localhost",
            "redis://",
            "redis://localhost:port",
            "redis://localhost/first",
            "rediss://localhost/#insecure",
            "unix:///run/redis",
        ] {
            let why = wrong.parse::<Address>().expect_err(wrong);
            assert!(why.contains("redis://:password@localhost:6379"), "{why}");
        }
        let secret: Address = "redis://me:secret@cache.lan:6380/2".parse().expect("one");
        assert_eq!(secret.to_string(), "cache.lan:6380");
        assert!(!format!("{secret:?}").contains("secret"));
    }
}
