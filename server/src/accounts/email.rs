//! E-mail addresses, as far as a server can tell one from a mistake.

/// The longest address (RFC 5321 §4.5.3.1.3, without the brackets around it), in bytes.
const MAX: usize = 254;
/// The longest part before the `@`, in bytes.
const MAX_LOCAL: usize = 64;

/// An address in small letters. Case counts before the `@` by the letter of the standard, and
/// nowhere else; two accounts that differ by it alone would be one person's.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Email(String);

impl Email {
    /// Reads an address; `None` if a letter to it could never arrive.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@')?;
        let is_local = |byte: u8| byte.is_ascii_graphic() && !b"()<>[]:;@\\,\"".contains(&byte);
        let sound = text.len() <= MAX
            && (1..=MAX_LOCAL).contains(&local.len())
            && local.bytes().all(is_local)
            && local.split('.').all(|part| !part.is_empty())
            && domain.split('.').all(is_label);
        sound.then_some(Self(text))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }
}

/// A part of a domain (RFC 1123 §2.1). One part alone is a machine at home.
fn is_label(label: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(plain)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_to_which_a_letter_could_go() {
        for (typed, kept) in [
            (" Ana@Example.org ", "ana@example.org"),
            ("a.b+larder@mail.example.org", "a.b+larder@mail.example.org"),
            ("me@localhost", "me@localhost"),
        ] {
            let email = Email::parse(typed).map(|email| email.0);
            assert_eq!(email.as_deref(), Some(kept));
        }
        for wrong in [
            "",
            "@",
            "ana",
            "ana@",
            "@example.org",
            "a b@example.org",
            "a@b@example.org",
            ".a@example.org",
            "a..b@example.org",
            "ana@example..org",
            "ana@-example.org",
            "ana@exa_mple.org",
            "ana@example.org\r\nBcc: x@example.org",
            "ana@example.org, ben@example.org",
            &format!("{}@example.org", "a".repeat(65)),
            &format!("a@{}org", "example.".repeat(40)),
        ] {
            assert_eq!(Email::parse(wrong), None, "{wrong}");
        }
    }
}
