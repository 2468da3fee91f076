//! Which member of a household on a server this device is of.

use minicbor::{Decode, Encode};
use pantry::policy::Role;
use sync::codec::HouseholdId;

use super::names::DeviceNames;

/// What a device was told when it was let in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Whose food it is.
    pub household: HouseholdId,
    /// The member.
    pub member: [u8; 16],
    /// The device.
    pub device: [u8; 16],
    /// What the member might do then.
    pub role: Role,
}

#[derive(Encode, Decode)]
struct Form {
    #[n(0)]
    household: [u8; 16],
    #[n(1)]
    member: [u8; 16],
    #[n(2)]
    device: [u8; 16],
    #[n(3)]
    role: u8,
}

impl Member {
    /// From the server's words.
    pub fn read(household: &str, member: &str, device: &str, role: &str) -> Option<Self> {
        Some(Self {
            household: HouseholdId(unhex(household)?),
            member: unhex(member)?,
            device: unhex(device)?,
            role: Role::from_id(role)?,
        })
    }

    /// As bytes to keep.
    pub fn encode(&self) -> Vec<u8> {
        let form = Form {
            household: self.household.0,
            member: self.member,
            device: self.device,
            role: self.role.code(),
        };
        // Encoding into a vector cannot fail.
        minicbor::to_vec(form).unwrap_or_default()
    }

    /// From kept bytes.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let form: Form = minicbor::decode(bytes).ok()?;
        Some(Self {
            household: HouseholdId(form.household),
            member: form.member,
            device: form.device,
            role: Role::from_code(form.role)?,
        })
    }
}

/// A household as the server lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Household {
    /// What the asking member may do now, by its stable name.
    pub role: String,
    /// Its devices, the latest seen first.
    pub devices: Vec<Device>,
    /// Who writes under which id; an older server says nothing of it.
    pub names: DeviceNames,
}

/// A device of a household.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Its id, in hexadecimal digits.
    pub id: String,
    /// Its member's.
    pub member: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was last heard of, in milliseconds since 1970.
    pub seen_ms: i64,
    /// The one that asks.
    pub this: bool,
}

/// A way in for one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// What to show at the door.
    pub code: String,
    /// Until when it holds, in milliseconds since 1970.
    pub expires_ms: i64,
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 16 bytes from 32 hexadecimal digits.
#[must_use]
pub fn unhex(text: &str) -> Option<[u8; 16]> {
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some(u128::from_str_radix(text, 16).ok()?.to_be_bytes())
}

/// The code of an invitation, from itself or from the link that carries it.
#[must_use]
pub fn invitation_code(text: &str) -> Option<String> {
    let text = text.trim();
    let code = text.rsplit(['/', '#', '=']).next().unwrap_or(text);
    let code = code.trim().to_ascii_lowercase();
    unhex(&code).map(|_| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_read_back_whole() {
        let id = "00ff00ff00ff00ff00ff00ff00ff0001";
        let member = Member::read(id, id, id, "shopper").expect("the server's words");
        assert_eq!(hex(&member.device), id);
        assert_eq!(Member::decode(&member.encode()), Some(member));
        assert_eq!(Member::read(id, id, "00", "shopper"), None);
        assert_eq!(Member::read(id, id, id, "king"), None);
        assert_eq!(Member::decode(b""), None);
    }

    #[test]
    fn an_invitation_is_a_code_or_a_link_with_it() {
        let code = "0123456789abcdef0123456789abcdef";
        for text in [
            code.to_owned(),
            format!("  {} \n", code.to_uppercase()),
            format!("https://larder.local:8443/#/join/{code}"),
        ] {
            assert_eq!(invitation_code(&text).as_deref(), Some(code));
        }
        for wrong in [
            "",
            "https://larder.local",
            "0123",
            &code[1..],
            &format!("{code}0"),
        ] {
            assert_eq!(invitation_code(wrong), None, "{wrong}");
        }
    }
}
