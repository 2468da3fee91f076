//! What no server has confirmed, as a file that a person can read and keep.

use std::fmt::Write;

use sync::Op;
use sync::codec::Stored;

use super::member::hex;
use super::replica::Replica;

/// The unsent ops as JSON: who wrote them, and each with its time and its body as it is
/// sent, in hexadecimal digits.
pub fn unsent(replica: &Replica) -> String {
    let ops: Vec<String> = replica.unsent().filter_map(line).collect();
    format!(
        "{{\n  \"format\": \"larder-unsent-1\",\n  \"household\": \"{}\",\n  \"replica\": \"{}\",\n  \"ops\": [\n{}\n  ]\n}}\n",
        hex(&replica.household_id().0),
        hex(&replica.replica().0.to_be_bytes()),
        ops.join(",\n")
    )
}

fn line(op: &Op) -> Option<String> {
    let stored = Stored::seal(op.clone()).ok()?;
    let mut line = String::new();
    // Numbers beyond what a JavaScript number holds are text.
    write!(
        line,
        "    {{ \"rseq\": \"{}\", \"unix_ms\": {}, \"body\": \"{}\" }}",
        op.id.rseq,
        op.hlc.unix_ms(),
        hex(stored.body())
    )
    .ok()?;
    Some(line)
}
