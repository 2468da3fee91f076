//! All engines side by side: merging everything into an empty document, then reading it.

use std::io::Write;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::engine::{ALL, Export, Form};
use crate::memory;
use crate::timing::Times;
use crate::trace::{Contents, Trace};

struct Contender {
    form: &'static Form,
    export: Export,
    merge: Times,
    read: Times,
}

/// Prints a row for each form of each engine.
pub fn measure(trace: &Trace, runs: usize) -> Result<Value> {
    let mut contenders = contenders(trace)?;
    let expected = contenders[0].run()?;
    // The first round warms up and is forgotten; each goes through the list the other way.
    for round in 0..=runs {
        for place in 0..contenders.len() {
            let place = if round % 2 == 0 {
                place
            } else {
                contenders.len() - 1 - place
            };
            let contender = &mut contenders[place];
            ensure!(
                contender.run()? == expected,
                "{} holds something else",
                contender.form.name
            );
        }
        if round == 0 {
            contenders.iter_mut().for_each(Contender::forget);
        }
    }
    println!(
        "{:<29} {:>24} {:>24} {:>9} {:>9} {:>8}",
        "", "merge", "read all", "kB", "brotli kB", "peak MB"
    );
    let rows = contenders.iter().map(Contender::report);
    Ok(Value::Array(rows.collect::<Result<_>>()?))
}

fn contenders(trace: &Trace) -> Result<Vec<Contender>> {
    let mut contenders = Vec::new();
    for engine in &ALL {
        let exports = (engine.record)(trace)?;
        for (form, export) in engine.forms.iter().zip(exports) {
            contenders.push(Contender {
                form,
                export,
                merge: Times::default(),
                read: Times::default(),
            });
        }
    }
    Ok(contenders)
}

impl Contender {
    fn run(&mut self) -> Result<Contents> {
        let merged = self.merge.take(|| (self.form.merge)(&self.export))?;
        self.read.take(|| merged.contents())
    }

    fn forget(&mut self) {
        self.merge = Times::default();
        self.read = Times::default();
    }

    fn report(&self) -> Result<Value> {
        let bytes: usize = self.export.iter().map(Vec::len).sum();
        let brotli = compressed(&self.export)?;
        let peak = memory::peak(self.form.name, &self.export)?;
        let megabytes =
            peak.map_or_else(|| "?".to_owned(), |bytes| (bytes / 1_000_000).to_string());
        println!(
            "{:<29} {:>24} {:>24} {:>9} {:>9} {megabytes:>8}",
            self.form.name,
            self.merge.text(),
            self.read.text(),
            bytes / 1_000,
            brotli / 1_000,
        );
        Ok(json!({
            "form": self.form.name, "merge_ms": self.merge.json(), "read_ms": self.read.json(),
            "bytes": bytes, "brotli": brotli, "peak": peak,
        }))
    }
}

/// Bytes of messages as a server would compress them while someone waits: each by itself,
/// brotli at quality 5.
pub fn compressed(messages: &Export) -> Result<usize> {
    let mut sum = 0;
    for message in messages {
        let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 5, 22);
        out.write_all(message)?;
        sum += out.into_inner().len();
    }
    Ok(sum)
}
