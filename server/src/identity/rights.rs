//! Who looks after whom in a household: the one place where the server decides it, for devices
//! and for persons who have signed in alike. What each role writes of the food is
//! [`pantry::policy`]'s.
//!
//! | role | invites, changes and removes | keys for programs |
//! |---|---|---|
//! | owner | everybody | yes |
//! | admin | everybody but owners | yes |
//! | member, shopper, viewer | themselves, who may go | no |

use pantry::policy::Role;

use super::{Actor, IdentityError};

/// Whether who has one role may invite somebody to another, take it away or give it.
pub fn looks_after(by: Role, whom: Role) -> bool {
    match by {
        Role::Owner => true,
        Role::Admin => whom != Role::Owner,
        Role::Member | Role::Shopper | Role::Viewer => false,
    }
}

/// Who looks after people looks after keys, too.
///
/// # Errors
///
/// For everybody else.
pub fn check_may_manage(by: &Actor) -> Result<(), IdentityError> {
    allowed(looks_after(by.role, Role::Member))
}

/// Whether somebody may be invited to a role.
///
/// # Errors
///
/// If not.
pub fn check_may_invite(by: &Actor, to: Role) -> Result<(), IdentityError> {
    allowed(looks_after(by.role, to))
}

/// Whether a member, or one of their devices, may be shut out: everybody may go.
///
/// # Errors
///
/// If not.
pub fn check_may_shut_out(by: &Actor, member: [u8; 16], of: Role) -> Result<(), IdentityError> {
    allowed(member == by.member || looks_after(by.role, of))
}

/// Whether a member's role may become another one.
///
/// # Errors
///
/// If not.
pub fn check_may_change(by: &Actor, from: Role, to: Role) -> Result<(), IdentityError> {
    allowed(looks_after(by.role, from) && looks_after(by.role, to))
}

/// Of two roles that one person has shown to have, the one that may more.
pub fn joined(one: Role, other: Role) -> Role {
    // Each may whatever those behind it may, and their numbers are in this order for ever.
    if one.code() <= other.code() {
        one
    } else {
        other
    }
}

fn allowed(may: bool) -> Result<(), IdentityError> {
    may.then_some(()).ok_or(IdentityError::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_looks_after_all_an_admin_after_all_but_owners_and_others_after_nobody() {
        for by in Role::ALL {
            for whom in Role::ALL {
                let expected = by == Role::Owner || (by == Role::Admin && whom != Role::Owner);
                assert_eq!(looks_after(by, whom), expected, "{by} {whom}");
            }
        }
    }

    #[test]
    fn who_has_two_roles_has_the_one_that_may_more() {
        for one in Role::ALL {
            assert_eq!(joined(one, one), one);
            for other in Role::ALL {
                let both = joined(one, other);
                assert_eq!(both, joined(other, one));
                let may = |role| Role::ALL.map(|whom| looks_after(role, whom));
                let more = |more: [bool; 5], less: [bool; 5]| {
                    more.iter().zip(less).all(|(more, less)| *more || !less)
                };
                assert!(more(may(both), may(one)) && more(may(both), may(other)));
            }
        }
    }
}
