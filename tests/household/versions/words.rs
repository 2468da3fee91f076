//! What later versions say and this one does not know: words that two made-up versions have
//! on top of what is in the crate, by the places that the format keeps free for them.

use anyhow::{Context, Result, ensure};
use sync::codec::Stored;
use sync::exchange::Row;
use sync::{Field, Kind, Op, State, Value};

/// A version of the app; the first is the one in this tree.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub enum Version {
    First = 1,
    Second = 2,
    Third = 3,
}

/// Something that is said in a new way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Word {
    /// As the first version says it.
    Plain,
    /// Sets fields by a kind of op of the second version.
    Note,
    /// The same by a kind of the third version.
    Price,
    /// The third version says the colour of what is set, by a key of its own.
    Colour(u8),
    /// The third version says one thing more of an amount.
    Longer(u8),
    /// The second version has a sort of value of its own.
    Tagged,
}

/// The place of the kind's number in a body: behind the head of the map, the clock with its
/// key, and its own key. A clock takes nine bytes.
const KIND: usize = 12;
const NOTE: u8 = 40;
const PRICE: u8 = 41;
const COLOUR: u8 = 12;
/// Where the third version keeps the colour.
const COLOUR_FIELD: Field = Field(202);
/// How the content of an added amount begins: its key, three elements, 32 bytes.
const AMOUNT: [u8; 4] = [0x06, 0x83, 0x58, 0x20];
/// How the content of what sets [`TAGGED_FIELD`] alone begins.
const TAGGED: [u8; 3] = [0x06, 0xA1, 4];
/// A field that holds values with a tag.
pub const TAGGED_FIELD: Field = Field(4);
/// The tag 99.
const TAG: [u8; 2] = [0xD8, 99];
/// From the head of that array to its end, if amount and reason take a byte each.
const AMOUNT_BYTES: usize = 1 + 2 + 32 + 1 + 1;

impl Word {
    /// The body of an op of the first version in this word.
    pub fn say(self, plain: &[u8]) -> Result<Vec<u8>> {
        let mut body = plain.to_vec();
        match self {
            Self::Plain => {}
            Self::Note | Self::Price => {
                ensure!(body.get(KIND) == Some(&0), "it sets fields: {body:02x?}");
                let code = if self == Self::Note { NOTE } else { PRICE };
                body.splice(KIND..=KIND, [0x18, code]);
            }
            Self::Colour(value) => add_last(&mut body, &[COLOUR, value]),
            Self::Longer(value) => {
                let array = place(&body, &AMOUNT)? + 1;
                body[array] += 1;
                body.insert(array + AMOUNT_BYTES, value);
            }
            Self::Tagged => {
                let value = place(&body, &TAGGED)? + TAGGED.len();
                body.splice(value..value, TAG);
            }
        }
        Ok(body)
    }
}

fn place(body: &[u8], start: &[u8]) -> Result<usize> {
    let place = body.windows(start.len()).position(|at| at == start);
    place.with_context(|| format!("{start:02x?} is not in {body:02x?}"))
}

/// Adds a key with its value at the end of a map that has fewer than 23.
pub fn add_last(map: &mut Vec<u8>, entry: &[u8]) {
    map[0] += 1;
    map.extend(entry);
}

/// What a version makes of an op, put in the words of the first one.
pub fn understood(row: &Row, by: Version) -> Option<Op> {
    let knows = match row.body.get(KIND..KIND + 2)? {
        [0x18, NOTE] => by >= Version::Second,
        [0x18, PRICE] => by >= Version::Third,
        _ => return coloured(row.op()?, &row.body, by),
    };
    if !knows {
        return row.op();
    }
    let mut plain = row.clone();
    plain.body.splice(KIND..KIND + 2, [0]);
    Some(Op {
        basis: row.op()?.basis,
        ..Stored::open(row.id, &plain.body).ok()?.into_op()
    })
}

fn coloured(mut op: Op, body: &[u8], by: Version) -> Option<Op> {
    if let (Kind::Put(fields), Some(_), [.., COLOUR, value]) = (&mut op.kind, &op.unread, body)
        && by >= Version::Third
    {
        fields.insert(COLOUR_FIELD, Value::Int((*value).into()));
        op.unread = None;
    }
    Some(op)
}

/// The household as a version sees it.
pub fn fold<'a>(rows: impl IntoIterator<Item = &'a Row>, by: Version) -> State {
    let mut state = State::new();
    for row in rows {
        if let Some(op) = understood(row, by) {
            state.apply(&op, row.seq);
        }
    }
    state
}
