//! Where people reach this server, as their browsers have it: what passkeys are made for.
//!
//! It is what the server's keeper says (`url`), and nothing that a request says. Without that it
//! is this machine, where the server is reached from no other.

use std::net::IpAddr;

use axum::http::Uri;

use super::AccountError;
use crate::config::Address;
use crate::transport::Transport;

/// Where people reach this server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// A scheme, a host, and a port where it is not the usual one.
    text: String,
    host: String,
    /// What the keeper wrote: what links begin with.
    base: String,
}

impl Origin {
    /// Where the keeper says, or this machine where it is reached from no other one.
    pub fn of(url: Option<&Address>, transport: &Transport) -> Option<Self> {
        match url {
            Some(url) => Self::read(&url.0),
            None => transport.local_port().map(Self::here),
        }
    }

    fn here(port: u16) -> Self {
        let host = "localhost".to_owned();
        let text = match port {
            80 => format!("http://{host}"),
            port => format!("http://{host}:{port}"),
        };
        Self {
            base: text.clone(),
            text,
            host,
        }
    }

    fn read(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = uri.scheme_str()?;
        let host = uri.host()?.to_ascii_lowercase();
        let usual = if scheme == "https" { 443 } else { 80 };
        let port = uri.port_u16().filter(|port| *port != usual);
        let text = match port {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        Some(Self {
            text,
            host,
            base: url.to_owned(),
        })
    }

    /// As browsers write it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What links into this server begin with.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The name by which authenticators know this server: browsers take names alone, over HTTPS
    /// or of their own machine (Web Authentication Level 3, §5.1.3).
    ///
    /// # Errors
    ///
    /// If it has none.
    pub fn rp_id(&self) -> Result<&str, AccountError> {
        let address = self.host.trim_matches(['[', ']']).parse::<IpAddr>();
        let is_name = address.is_err() && self.host.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_secure = self.text.starts_with("https://") || self.host == "localhost";
        match is_name && is_secure {
            true => Ok(&self.host),
            false => Err(AccountError::NoHome),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_browsers_write_it() {
        for (url, origin) in [
            ("https://Larder.Example.org", "https://larder.example.org"),
            ("https://larder.lan:443", "https://larder.lan"),
            ("https://larder.lan:8443/home", "https://larder.lan:8443"),
            ("http://localhost:80", "http://localhost"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            let read = Origin::read(url).expect("one");
            assert_eq!(read.as_str(), origin);
        }
        let here = Transport::on_this_machine();
        let here = Origin::of(None, &here).expect("this machine");
        assert_eq!(here.as_str(), "http://localhost:8080");
    }

    #[test]
    fn passkeys_are_for_a_name_over_https_or_of_this_machine() {
        for (url, name) in [
            (
                "https://larder.example.org:8443",
                Some("larder.example.org"),
            ),
            ("http://localhost:8080", Some("localhost")),
            ("http://larder.example.org", None),
            ("https://192.168.1.5:8443", None),
            ("https://[fd00::1]", None),
            ("http://127.0.0.1:8080", None),
        ] {
            let origin = Origin::read(url).expect("one");
            assert_eq!(origin.rp_id().ok(), name, "{url}");
        }
    }
}
