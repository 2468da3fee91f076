//! How a device comes into a household on the server.

use std::rc::Rc;

use sync::engine;

use super::Core;
use super::blobs::Uploads;
use crate::host::browser::api::{self, ApiError};
use crate::host::browser::{protect, random};
use crate::host::shell;
use crate::host::store::{Commit, Fact, Store, StoreError};
use crate::state::member::{Member, hex};
use crate::state::sync_log::Said;

/// Why a device did not come in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Closed {
    /// The server did not let it in, or was not there.
    Api(ApiError),
    /// It could not be stored.
    Store(StoreError),
}

impl From<ApiError> for Closed {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<StoreError> for Closed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Core {
    /// Makes this device's household known to the server, as its owner's.
    pub async fn found(self: &Rc<Self>, device: &str) -> Result<(), Closed> {
        // A new device may not have written anything yet: its household must not be another
        // one after a restart.
        let author = self.replica.borrow().author();
        self.push_commit(Commit {
            exchange: engine::Commit {
                author: Some(author),
                ..engine::Commit::default()
            },
            ..Commit::default()
        });
        self.stored_all().await;
        if self.replica.borrow().household_id() != author.household {
            return Err(StoreError::Full.into());
        }
        let token = self.knock(None).await?;
        let household = hex(&author.household.0);
        let answer = api::found(&household, device, &token).await;
        let member = self.answered(answer).await?;
        self.come_in(member).await
    }

    /// Joins a household by an invitation, at the server that it names, if it names one. What
    /// is on this device comes along, or goes.
    pub async fn join(
        self: &Rc<Self>,
        code: &str,
        at: Option<&str>,
        device: &str,
        brings: bool,
    ) -> Result<(), Closed> {
        let token = self.knock(at).await?;
        let answer = api::join(code, device, &token, at).await;
        let member = self.answered(answer).await?;
        // Only a server that has let it in is the household's.
        if let Some(at) = at {
            shell::server::set_address(at);
        }
        self.hang_up();
        // From here on what a person does waits for the new household.
        self.moving.set(true);
        self.stored_all().await;
        let is_back = member.household == self.replica.borrow().household_id();
        let moved = match is_back {
            true => Ok(()),
            false => self.move_to(&member, brings).await,
        };
        if !is_back && moved.is_ok() {
            // Photos of the household that it has left are not for the new one.
            let waiting = self.store.uploads().await?;
            self.uploads.replace(Uploads::new(waiting));
        }
        // The engine begins anew in any case: it may have been told that it is not wanted.
        self.begin_anew().await;
        self.moving.set(false);
        self.do_held();
        moved?;
        self.come_in(member).await
    }

    async fn move_to(&self, member: &Member, brings: bool) -> Result<(), StoreError> {
        // What was written by others is theirs to send.
        let brings = brings && !self.replica.borrow().has_exchanged();
        let commit = self.replica.borrow().moved_to(member.household, brings)?;
        self.store.commit(&commit).await
    }

    /// The token that this device shows from now on. It is kept until the server has
    /// answered: the answer may be lost, and then it is asked again. Another server is shown
    /// another one: the first may only have listened.
    async fn knock(&self, at: Option<&str>) -> Result<String, StoreError> {
        // A page in a browser knows one server only, and names none.
        let server = at.map_or_else(shell::server::address, ToOwned::to_owned);
        let kept = self.store.fact(Fact::Knock).await?;
        if let Some(token) = kept.and_then(|kept| made_for(&server, &kept)) {
            return Ok(hex(&token));
        }
        let none = || StoreError::Broken("there is no randomness".to_owned());
        let token: [u8; 32] = random().ok_or_else(none)?;
        let kept = [&token, server.as_bytes()].concat();
        self.store.keep(Fact::Knock, Some(&kept)).await?;
        Ok(hex(&token))
    }

    /// Who was refused makes another token the next time: that one may be another's by now.
    async fn answered(&self, answer: Result<Member, ApiError>) -> Result<Member, Closed> {
        if let Err(ApiError::Refused(..)) = &answer {
            self.store.keep(Fact::Knock, None).await?;
        }
        Ok(answer?)
    }

    async fn come_in(self: &Rc<Self>, member: Member) -> Result<(), Closed> {
        let kept = member.encode();
        self.store.keep(Fact::Member, Some(&kept)).await?;
        self.store.keep(Fact::Knock, None).await?;
        self.member.replace(Some(member));
        self.send_all_photos().await;
        self.say(Said::CameIn, 1);
        // Whoever shares a household means to keep it; the answer is the browser's.
        protect().await;
        self.connect_now();
        self.lay_ready_soon();
        self.voice.changed.emit(());
        Ok(())
    }
}

/// A token that was kept with the address of the server that it was made for, if that is this
/// one.
fn made_for(server: &str, kept: &[u8]) -> Option<[u8; 32]> {
    let (token, own) = kept.split_first_chunk()?;
    (own == server.as_bytes()).then_some(*token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_shown_to_the_server_that_it_was_made_for() {
        let server = "https://larder.local:8443/";
        let kept = [&[7; 32], server.as_bytes()].concat();
        assert_eq!(made_for(server, &kept), Some([7; 32]));
        for other in ["", "https://larder.local:844", "https://other.example/"] {
            assert_eq!(made_for(other, &kept), None, "{other}");
        }
        // Without an address it is the only server's.
        assert_eq!(made_for(server, &[7; 32]), None);
        assert_eq!(made_for("", &[7; 32]), Some([7; 32]));
        assert_eq!(made_for(server, b""), None);
    }
}
