//! Standard output, whose reader may leave at any moment (`| head`).

use std::io::{ErrorKind, Result, Write};

/// Prints at once; false when whoever reads has seen enough.
pub fn print(out: &mut impl Write, text: &str) -> Result<bool> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        written => written.map(|()| true),
    }
}
