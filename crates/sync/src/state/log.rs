//! The ops of a state in the order of their arrival.

use super::{Entry, Slot};

/// Entries of a part.
const PART: usize = 1024;

/// A list that grows by parts: what is there never moves. A list in one piece is copied each
/// time it has outgrown its room, and a page keeps the room of the largest copy for good.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    /// All but the last are full.
    parts: Vec<Vec<Entry>>,
}

impl Log {
    pub(super) fn len(&self) -> usize {
        let last = self.parts.last().map_or(0, Vec::len);
        self.parts.len().saturating_sub(1) * PART + last
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.parts.iter().flatten()
    }

    pub(super) fn at(&self, slot: Slot) -> &Entry {
        let slot = slot as usize;
        &self.parts[slot / PART][slot % PART]
    }

    pub(super) fn at_mut(&mut self, slot: Slot) -> &mut Entry {
        let slot = slot as usize;
        &mut self.parts[slot / PART][slot % PART]
    }

    pub(super) fn push(&mut self, entry: Entry) {
        match self.parts.last_mut().filter(|part| part.len() < PART) {
            Some(part) => part.push(entry),
            None => {
                // Small households need no whole part.
                let mut part = match self.parts.is_empty() {
                    true => Vec::new(),
                    false => Vec::with_capacity(PART),
                };
                part.push(entry);
                self.parts.push(part);
            }
        }
    }
}
