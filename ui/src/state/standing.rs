//! How it stands between this device and the server, in one value to show.

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The device is of a household on the server.
    pub is_member: bool,
    /// The server has answered on this way.
    pub is_online: bool,
    /// The person wants to be left alone.
    pub stays_offline: bool,
    /// Actions of this device that the server has not confirmed.
    pub waiting: usize,
    /// Photos of this device that the server has not got.
    pub photos: usize,
    /// Changes of others that are on their way.
    pub behind: u64,
    /// What keeps the two apart until a person does something.
    pub trouble: Option<Trouble>,
    /// Changes for a person to look at.
    pub looks: usize,
}

/// What keeps device and server apart until a person does something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The server does not know this device any more.
    Removed,
    /// This app is too old.
    Upgrade,
    /// They do not understand each other.
    Misunderstood,
}

/// What the chip shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    /// Everything is everywhere.
    InStep,
    /// Something is on its way.
    Busy,
    /// There is no way to the server now.
    Offline,
    /// A person has to look.
    Attention,
}

impl Standing {
    /// Actions and photos that are to be sent.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.waiting + self.photos
    }

    /// What the chip shows; `None` for a household without a server.
    #[must_use]
    pub fn sign(&self) -> Option<Sign> {
        if !self.is_member {
            return None;
        }
        Some(if self.trouble.is_some() || self.looks > 0 {
            Sign::Attention
        } else if !self.is_online {
            Sign::Offline
        } else if self.unsent() > 0 || self.behind > 0 {
            Sign::Busy
        } else {
            Sign::InStep
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_most_is_shown() {
        let mut standing = Standing {
            is_member: false,
            is_online: false,
            stays_offline: false,
            waiting: 3,
            photos: 0,
            behind: 0,
            trouble: None,
            looks: 0,
        };
        assert_eq!(standing.sign(), None);
        standing.is_member = true;
        assert_eq!(standing.sign(), Some(Sign::Offline));
        standing.is_online = true;
        assert_eq!(standing.sign(), Some(Sign::Busy));
        standing.waiting = 0;
        assert_eq!(standing.sign(), Some(Sign::InStep));
        standing.behind = 1;
        assert_eq!(standing.sign(), Some(Sign::Busy));
        standing.looks = 1;
        assert_eq!(standing.sign(), Some(Sign::Attention));
        standing.looks = 0;
        standing.trouble = Some(Trouble::Removed);
        assert_eq!(standing.sign(), Some(Sign::Attention));
    }
}
