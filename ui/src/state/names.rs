//! What the devices of the household are called, by the ids that they write under: kept, so
//! that the history says who did what without a server.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use sync::ReplicaId;

/// Whose an action is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    /// This device's.
    This,
    /// That of a device with this name.
    Named(String),
    /// That of a device whose name is not known here.
    Other,
}

/// The names of devices.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeviceNames {
    of: BTreeMap<ReplicaId, Writer>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Writer {
    name: String,
    this: bool,
}

#[derive(Encode, Decode)]
struct Row {
    #[n(0)]
    replica: u64,
    #[n(1)]
    name: String,
    #[n(2)]
    this: bool,
}

impl DeviceNames {
    /// Notes what the device of an id is called, and whether it is this one. What is no id is
    /// left out.
    pub fn add(&mut self, replica: &str, name: String, this: bool) {
        if let Ok(id) = u64::from_str_radix(replica, 16) {
            self.of.insert(ReplicaId(id), Writer { name, this });
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Whether it is known whose an id is.
    pub fn knows(&self, replica: ReplicaId) -> bool {
        self.of.contains_key(&replica)
    }

    /// Whose an id is; `own` is what this device writes under now.
    pub fn who(&self, replica: ReplicaId, own: ReplicaId) -> Who {
        match self.of.get(&replica) {
            _ if replica == own => Who::This,
            Some(writer) if writer.this => Who::This,
            Some(writer) => Who::Named(writer.name.clone()),
            None => Who::Other,
        }
    }

    /// As bytes to keep.
    pub fn encode(&self) -> Vec<u8> {
        let rows: Vec<Row> = self
            .of
            .iter()
            .map(|(replica, writer)| Row {
                replica: replica.0,
                name: writer.name.clone(),
                this: writer.this,
            })
            .collect();
        // Encoding into a vector cannot fail.
        minicbor::to_vec(rows).unwrap_or_default()
    }

    /// From kept bytes; what cannot be read is asked for again.
    pub fn decode(bytes: &[u8]) -> Self {
        let rows: Vec<Row> = minicbor::decode(bytes).unwrap_or_default();
        let of = rows.into_iter().map(|row| {
            let Row {
                replica,
                name,
                this,
            } = row;
            (ReplicaId(replica), Writer { name, this })
        });
        Self { of: of.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_an_action_is_outlives_the_page() {
        let mut names = DeviceNames::default();
        names.add("00000000000000ff", "Anna's phone".to_owned(), false);
        names.add("0000000000000002", "Tablet".to_owned(), true);
        names.add("nonsense", "Nobody".to_owned(), false);
        let names = DeviceNames::decode(&names.encode());
        let who = |id| names.who(ReplicaId(id), ReplicaId(1));
        assert_eq!(who(255), Who::Named("Anna's phone".to_owned()));
        // An earlier id of this device, and the one that it has now.
        assert_eq!((who(2), who(1)), (Who::This, Who::This));
        assert_eq!(who(3), Who::Other);
        assert!(names.knows(ReplicaId(255)) && !names.knows(ReplicaId(3)));
        assert!(DeviceNames::decode(b"no rows").is_empty());
    }
}
