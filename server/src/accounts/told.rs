//! What happens to accounts, told as [`crate::security`] has it.

use super::attempts::Whose;
use super::{AccountError, Accounts, digest};
use crate::security::{Told, tell};

impl Accounts {
    /// Says that somebody was not let in, unless that says nothing of them.
    pub(super) fn tell_refused<T>(
        &self,
        way: &'static str,
        typed: Option<&str>,
        from: Option<Whose>,
        done: &Result<T, AccountError>,
    ) {
        let outcome = match done {
            Err(AccountError::TooMany(_)) => "slowed",
            Err(
                AccountError::Wrong
                | AccountError::NoPasskey
                | AccountError::NotBegun
                | AccountError::Unbelieved
                | AccountError::NoVerifiedAddress
                | AccountError::ConnectFirst
                | AccountError::ConnectedElsewhere
                | AccountError::SignUpClosed,
            ) => "refused",
            _ => return,
        };
        let mut more: Vec<(&'static str, Told)> = vec![("way", way.into())];
        // What nobody else could make of it.
        let of = |bytes: &[u8; 32]| self.signer.pseudonym(bytes).map(Told::Id);
        let account = typed.and_then(|typed| of(&digest(typed)));
        more.extend(account.map(|account| ("account", account)));
        let from = from.and_then(|from| of(&from.key()));
        more.extend(from.map(|from| ("from", from)));
        tell("sign_in", outcome, &more);
    }
}
