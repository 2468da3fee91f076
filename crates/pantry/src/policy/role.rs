//! The roles of a household's members, with their numbers and names.

use std::fmt;

/// What a member of a household is in it. What each may write is its
/// [`policy`](Role::policy).
///
/// The roles are deliberately not ordered: a later one may be neither above nor below
/// another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Whose household it is.
    Owner,
    /// Looks after people and devices.
    Admin,
    /// Lives here.
    Member,
    /// Goes shopping: the list, checking off, and the amounts that were bought.
    Shopper,
    /// Looks on.
    Viewer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Owner,
        Self::Admin,
        Self::Member,
        Self::Shopper,
        Self::Viewer,
    ];

    /// The number in storage; never changed, never reused. 0 is none, so that a column
    /// that was not set is nobody's right.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Owner => 1,
            Self::Admin => 2,
            Self::Member => 3,
            Self::Shopper => 4,
            Self::Viewer => 5,
        }
    }

    /// The role of a number; `None` for one that a newer version added. Its holder
    /// may write nothing until this version knows what it may.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The stable name in interfaces.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Shopper => "shopper",
            Self::Viewer => "viewer",
        }
    }

    /// The role with this [`Role::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ids_lead_back_to_their_role() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
            assert_eq!(Role::from_id(role.id()), Some(role));
            assert_eq!(role.to_string(), role.id());
        }
        let known = (0..=u8::MAX).filter_map(Role::from_code).count();
        assert_eq!(known, Role::ALL.len(), "two roles have one number");
        assert_eq!(Role::from_code(0), None);
        assert_eq!(Role::from_id("Owner"), None);
        assert_eq!(Role::from_id(""), None);
    }

    /// Stored with every member and named in every answer: another number or name
    /// would give people other rights than they were given.
    #[test]
    fn codes_and_ids_never_change() {
        let roles: Vec<String> = Role::ALL
            .map(|role| format!("{}={}", role.id(), role.code()))
            .into();
        expect_test::expect!["owner=1 admin=2 member=3 shopper=4 viewer=5"]
            .assert_eq(&roles.join(" "));
    }
}
