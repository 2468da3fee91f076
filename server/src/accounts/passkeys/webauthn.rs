//! What a browser says of a passkey, and whether it holds (Web Authentication Level 3, §7.1 and
//! §7.2).
//!
//! Who made an authenticator is asked of nobody, so a credential is attested by nothing or by
//! itself. That the person was there and has proved so to the authenticator is asked always. What
//! libraries there are for this bring OpenSSL, a licence that is not ours to give, or a second
//! set of curves beside ring's: it is a list of comparisons, each of which a test here undoes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::Decoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::cose::Key;

/// The longest id of a credential, in bytes (§4, Credential ID).
const LONGEST_ID: usize = 1023;
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_BE_SYNCED: u8 = 0x08;
const IS_SYNCED: u8 = 0x10;
const HAS_CREDENTIAL: u8 = 0x40;
const HAS_EXTENSIONS: u8 = 0x80;

/// Why what a browser said is not believed: for the log. Whoever sent it is told nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unbelieved {
    /// It is not of the form of the standard.
    #[error("it is not of the form that browsers send")]
    Malformed,
    /// It is the answer to something else.
    #[error("it answers another question")]
    OtherCeremony,
    /// Another page asked for it.
    #[error("a page of another origin asked for it")]
    OtherOrigin,
    /// It is for another server.
    #[error("it is for another server")]
    OtherServer,
    /// The person was not there, or did not show who they are.
    #[error("nobody has shown to the authenticator who they are")]
    Unverified,
    /// It says that a copy is kept of what has none, or the other way round.
    #[error("it contradicts itself, or what it said before, on whether it is kept elsewhere")]
    Inconsistent,
    /// It was signed in no way that was asked for.
    #[error("its key or its attestation is of a kind that was not asked for")]
    OtherKind,
    /// It was not signed by the key.
    #[error("its signature is wrong")]
    Unsigned,
}

/// Whom a browser has to have spoken with.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The name by which authenticators know this server.
    pub rp_id: &'a str,
    /// Where its pages are, such as `https://larder.example.org`.
    pub origin: &'a str,
    /// The challenge, in base64url.
    pub challenge: &'a str,
}

/// A credential that was made, as `PublicKeyCredential.toJSON()` has it.
#[derive(Clone, Deserialize, ToSchema, Debug)]
pub struct Made {
    /// Its id, in base64url.
    id: String,
    /// `public-key`.
    r#type: String,
    /// What the authenticator said.
    response: MadeResponse,
}

/// What an authenticator says when it makes a credential, each in base64url.
#[derive(Clone, Deserialize, ToSchema, Debug)]
#[serde(rename_all = "camelCase")]
pub struct MadeResponse {
    /// What the browser knows of it.
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    /// The credential.
    attestation_object: String,
}

/// A credential that was used, as `PublicKeyCredential.toJSON()` has it.
#[derive(Clone, Deserialize, ToSchema, Debug)]
pub struct Used {
    /// Its id, in base64url.
    id: String,
    /// `public-key`.
    r#type: String,
    /// What the authenticator said.
    response: UsedResponse,
}

/// What an authenticator says when it uses a credential, each in base64url.
#[derive(Clone, Deserialize, ToSchema, Debug)]
#[serde(rename_all = "camelCase")]
pub struct UsedResponse {
    /// What the browser knows of it.
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    /// What was signed.
    authenticator_data: String,
    /// The signature.
    signature: String,
    /// Whose it is.
    user_handle: Option<String>,
}

/// A credential that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credential {
    /// What its authenticator calls it.
    pub id: Vec<u8>,
    /// Its public key, as it came.
    pub public_key: Vec<u8>,
    /// How often it has signed, where it counts that.
    pub counter: u32,
    /// Whether it may be kept by more than one device.
    pub may_be_synced: bool,
}

/// What is known of a credential that was used.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its public key, as it came.
    pub public_key: Vec<u8>,
    /// Whether it may be kept by more than one device.
    pub may_be_synced: bool,
}

/// What a browser knows of a ceremony (§5.8.1).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

/// What an authenticator says (§6.1).
struct Said<'a> {
    rp_id_hash: &'a [u8],
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

impl Made {
    /// The credential, if it was made for this server and this ceremony (§7.1).
    ///
    /// # Errors
    ///
    /// Why it is not believed.
    pub fn believe(&self, expected: &Expected<'_>) -> Result<Credential, Unbelieved> {
        if self.r#type != "public-key" {
            return Err(Unbelieved::Malformed);
        }
        let client_data = decode(&self.response.client_data)?;
        check_client(&client_data, "webauthn.create", expected)?;
        let object = decode(&self.response.attestation_object)?;
        let attested = attested(&object)?;
        let said = Said::read(attested.data)?;
        said.check(expected)?;
        if said.flags & HAS_CREDENTIAL == 0 {
            return Err(Unbelieved::Malformed);
        }
        let (id, public_key) = credential(&said)?;
        if decode(&self.id)? != id {
            return Err(Unbelieved::Malformed);
        }
        let key = Key::read(public_key).ok_or(Unbelieved::OtherKind)?;
        attested.check(&key, &client_data)?;
        Ok(Credential {
            id: id.to_vec(),
            public_key: public_key.to_vec(),
            counter: said.counter,
            may_be_synced: said.flags & MAY_BE_SYNCED != 0,
        })
    }
}

impl Used {
    /// What its authenticator calls the credential.
    ///
    /// # Errors
    ///
    /// If it is not of the form of the standard.
    pub fn id(&self) -> Result<Vec<u8>, Unbelieved> {
        let id = decode(&self.id)?;
        match (1..=LONGEST_ID).contains(&id.len()) && self.r#type == "public-key" {
            true => Ok(id),
            false => Err(Unbelieved::Malformed),
        }
    }

    /// Whose it is, by what was said when it was made: nobody had to say who they are.
    ///
    /// # Errors
    ///
    /// If it does not say.
    pub fn user(&self) -> Result<[u8; 16], Unbelieved> {
        let handle = self.response.user_handle.as_deref();
        let handle = decode(handle.ok_or(Unbelieved::Malformed)?)?;
        handle.try_into().map_err(|_| Unbelieved::Malformed)
    }

    /// How often the credential has signed, if it was used for this server and this ceremony
    /// (§7.2).
    ///
    /// # Errors
    ///
    /// Why it is not believed.
    pub fn believe(&self, expected: &Expected<'_>, known: &Known) -> Result<u32, Unbelieved> {
        let client_data = decode(&self.response.client_data)?;
        check_client(&client_data, "webauthn.get", expected)?;
        let data = decode(&self.response.authenticator_data)?;
        let said = Said::read(&data)?;
        said.check(expected)?;
        if (said.flags & MAY_BE_SYNCED != 0) != known.may_be_synced {
            return Err(Unbelieved::Inconsistent);
        }
        let key = Key::read(&known.public_key).ok_or(Unbelieved::OtherKind)?;
        let signature = decode(&self.response.signature)?;
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        match key.has_signed(&signed, &signature) {
            true => Ok(said.counter),
            false => Err(Unbelieved::Unsigned),
        }
    }
}

/// Whether a count of signatures shows that somebody may have a copy of the credential: it does
/// not grow, though the authenticator counts (§7.2, step 22).
pub fn has_regressed(now: u32, before: i64) -> bool {
    (now != 0 || before != 0) && i64::from(now) <= before
}

impl<'a> Said<'a> {
    fn read(data: &'a [u8]) -> Result<Self, Unbelieved> {
        let (rp_id_hash, rest) = data.split_at_checked(32).ok_or(Unbelieved::Malformed)?;
        let (fixed, rest) = rest.split_first_chunk::<5>().ok_or(Unbelieved::Malformed)?;
        let [flags, counter @ ..] = *fixed;
        Ok(Self {
            rp_id_hash,
            flags,
            counter: u32::from_be_bytes(counter),
            rest,
        })
    }

    fn check(&self, expected: &Expected<'_>) -> Result<(), Unbelieved> {
        if self.rp_id_hash != Sha256::digest(expected.rp_id).as_slice() {
            return Err(Unbelieved::OtherServer);
        }
        if self.flags & PRESENT == 0 || self.flags & VERIFIED == 0 {
            return Err(Unbelieved::Unverified);
        }
        if self.flags & IS_SYNCED != 0 && self.flags & MAY_BE_SYNCED == 0 {
            return Err(Unbelieved::Inconsistent);
        }
        Ok(())
    }
}

fn decode(text: &str) -> Result<Vec<u8>, Unbelieved> {
    let bytes = URL_SAFE_NO_PAD.decode(text);
    bytes.map_err(|_| Unbelieved::Malformed)
}

fn check_client(bytes: &[u8], kind: &str, expected: &Expected<'_>) -> Result<(), Unbelieved> {
    let client: ClientData = serde_json::from_slice(bytes).map_err(|_| Unbelieved::Malformed)?;
    if client.r#type != kind || client.challenge != expected.challenge {
        return Err(Unbelieved::OtherCeremony);
    }
    // No page of ours stands in another one's frame.
    if client.origin != expected.origin || client.cross_origin || client.top_origin.is_some() {
        return Err(Unbelieved::OtherOrigin);
    }
    Ok(())
}

/// The id and the public key of a credential (§6.5.1), behind which nothing but extensions is.
fn credential<'a>(said: &Said<'a>) -> Result<(&'a [u8], &'a [u8]), Unbelieved> {
    let malformed = Unbelieved::Malformed;
    let (_authenticator, rest) = said.rest.split_at_checked(16).ok_or(malformed)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(malformed)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if !(1..=LONGEST_ID).contains(&length) {
        return Err(malformed);
    }
    let (id, rest) = rest.split_at_checked(length).ok_or(malformed)?;
    let mut decoder = Decoder::new(rest);
    decoder.skip().map_err(|_| malformed)?;
    let (key, rest) = rest.split_at_checked(decoder.position()).ok_or(malformed)?;
    let mut decoder = Decoder::new(rest);
    if said.flags & HAS_EXTENSIONS != 0 {
        // None were asked for, and those that come by themselves change nothing.
        decoder.skip().map_err(|_| malformed)?;
    }
    match decoder.position() == rest.len() {
        true => Ok((id, key)),
        false => Err(malformed),
    }
}

/// An attestation object (§6.5.4).
struct Attested<'a> {
    format: &'a str,
    data: &'a [u8],
    statement: Statement<'a>,
}

/// What vouches for it.
#[derive(Default)]
struct Statement<'a> {
    algorithm: Option<i64>,
    signature: Option<&'a [u8]>,
    /// What else it has.
    others: usize,
}

fn attested(object: &[u8]) -> Result<Attested<'_>, Unbelieved> {
    read_attested(object).ok_or(Unbelieved::Malformed)
}

fn read_attested(object: &[u8]) -> Option<Attested<'_>> {
    let mut decoder = Decoder::new(object);
    let (mut format, mut data, mut statement) = (None, None, None);
    for _ in 0..decoder.map().ok()?? {
        match decoder.str().ok()? {
            "fmt" if format.is_none() => format = Some(decoder.str().ok()?),
            "authData" if data.is_none() => data = Some(decoder.bytes().ok()?),
            "attStmt" if statement.is_none() => statement = Some(read_statement(&mut decoder)?),
            _ => return None,
        }
    }
    let attested = Attested {
        format: format?,
        data: data?,
        statement: statement?,
    };
    (decoder.position() == object.len()).then_some(attested)
}

fn read_statement<'a>(decoder: &mut Decoder<'a>) -> Option<Statement<'a>> {
    let mut found = Statement::default();
    for _ in 0..decoder.map().ok()?? {
        match decoder.str().ok()? {
            "alg" if found.algorithm.is_none() => found.algorithm = Some(decoder.i64().ok()?),
            "sig" if found.signature.is_none() => found.signature = Some(decoder.bytes().ok()?),
            _ => {
                decoder.skip().ok()?;
                found.others += 1;
            }
        }
    }
    Some(found)
}

impl Attested<'_> {
    /// Nothing was asked for, which browsers grant but where the credential vouches for itself
    /// (§5.1.3, §8.2, §8.7).
    fn check(&self, key: &Key, client_data: &[u8]) -> Result<(), Unbelieved> {
        let Statement {
            algorithm,
            signature,
            others,
        } = self.statement;
        match (self.format, algorithm, signature, others) {
            ("none", None, None, 0) => Ok(()),
            ("packed", Some(algorithm), Some(signature), 0) if algorithm == key.algorithm() => {
                let signed = [self.data, &Sha256::digest(client_data)].concat();
                let has_signed = key.has_signed(&signed, signature);
                has_signed.then_some(()).ok_or(Unbelieved::Unsigned)
            }
            _ => Err(Unbelieved::OtherKind),
        }
    }
}

#[cfg(test)]
mod tests;
