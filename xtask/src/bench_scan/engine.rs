//! The readers that are compared: Larder, and those a person could use instead.

use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use ml::{Scanner, Stage, Timings, Watch, Weights};
use serde::Deserialize;

/// Left, top, right and bottom edge in pixels.
pub type Box4 = [f32; 4];

/// What an engine made of a picture.
#[derive(Default)]
pub struct Seen {
    /// The text, a row or a line each.
    pub texts: Vec<String>,
    /// Where text was found.
    pub boxes: Vec<Box4>,
    /// The total, for the one that looks for it.
    pub total: Option<String>,
    /// Quarter turns with the clock that made the picture upright, from the one that tells.
    pub turns: Option<u8>,
    /// From the bytes of the file to the text.
    pub milliseconds: f64,
    /// Where the time went, for the one that tells.
    pub timings: Option<Timings>,
}

/// Something that reads pictures.
pub trait Engine {
    /// Its name in the table.
    fn name(&self) -> &'static str;
    /// Bytes of its weights.
    fn weights(&self) -> u64;
    /// Reads the picture in a file; its bytes are at hand too.
    fn read(&mut self, file: &Path, bytes: &[u8]) -> Result<Seen>;
    /// The most memory that it has held, in bytes; `None` where that is not told.
    fn peak_memory(&self) -> Option<u64>;
}

/// Whose turn it is when the `round`th picture is read: who comes first changes, so that
/// nobody always finds the caches warm.
pub fn order(round: usize, count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |turn| (round + turn) % count.max(1))
}

/// Ours, in this process.
pub struct Larder {
    scanner: Scanner,
    weights: u64,
}

impl Larder {
    /// With the committed weights.
    pub fn new(folder: &Path) -> Result<Self> {
        let size = |name: &str| folder.join(name).metadata().map(|file| file.len());
        Ok(Self {
            scanner: scanner(folder)?,
            weights: size("detector.onnx")? + size("recogniser.onnx")?,
        })
    }
}

/// Our reader with the committed weights.
pub fn scanner(folder: &Path) -> Result<Scanner> {
    let weights = Weights {
        detector: bytes(folder, "detector.onnx")?,
        recogniser: bytes(folder, "recogniser.onnx")?,
        alphabet: String::from_utf8(bytes(folder, "alphabet.txt")?)?,
        classifier: bytes(folder, "classifier.safetensors")?,
    };
    Ok(Scanner::new(weights)?)
}

/// A file of weights.
pub fn bytes(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let path = folder.join(name);
    std::fs::read(&path).with_context(|| format!("reading {}", path.display()))
}

impl Engine for Larder {
    fn name(&self) -> &'static str {
        "Larder"
    }

    fn weights(&self) -> u64 {
        self.weights
    }

    fn read(&mut self, _file: &Path, bytes: &[u8]) -> Result<Seen> {
        let start = Instant::now();
        let scan = self.scanner.scan(bytes, &mut Clock(start))?;
        let words = scan.draft.rows.iter().flat_map(|row| &row.words);
        let boxes = words.map(|word| {
            let b = word.bounds;
            [b.x0, b.y0, b.x1, b.y1].map(|v| v as f32)
        });
        Ok(Seen {
            texts: scan.draft.rows.iter().map(|row| row.text.clone()).collect(),
            boxes: boxes.collect(),
            total: scan.draft.total.map(|total| total.to_string()),
            turns: scan.shots.first().map(|shot| shot.turns),
            milliseconds: start.elapsed().as_secs_f64() * 1000.0,
            timings: Some(scan.timings),
        })
    }

    fn peak_memory(&self) -> Option<u64> {
        peak_of("self")
    }
}

/// The wall clock; never cancels.
struct Clock(Instant);

impl Watch for Clock {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }

    fn at(&mut self, _stage: Stage, _done: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// A process that reads one file name a line and answers with one line of JSON.
pub struct Peer {
    name: &'static str,
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
    weights: u64,
}

#[derive(Deserialize)]
struct Answer {
    texts: Vec<String>,
    boxes: Vec<Box4>,
    milliseconds: f64,
}

impl Peer {
    /// Starts `program`, whose first answer tells the bytes of its weights, or what it lacks.
    fn start(name: &'static str, program: &mut Command) -> Result<Self> {
        let mut child = program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        let asks = child.stdin.take().context("no way in")?;
        let answers = BufReader::new(child.stdout.take().context("no way out")?);
        let mut peer = Self {
            name,
            child,
            asks,
            answers,
            weights: 0,
        };
        let told = peer.line()?;
        let weights = told.trim().parse();
        peer.weights = weights.map_err(|_| anyhow::anyhow!("{}", told.trim()))?;
        Ok(peer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        let read = self.answers.read_line(&mut line)?;
        anyhow::ensure!(read > 0, "{} ended", self.name);
        Ok(line)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Engine for Peer {
    fn name(&self) -> &'static str {
        self.name
    }

    fn weights(&self) -> u64 {
        self.weights
    }

    fn read(&mut self, file: &Path, _bytes: &[u8]) -> Result<Seen> {
        writeln!(self.asks, "{}", file.display())?;
        let answer: Answer = serde_json::from_str(&self.line()?)?;
        Ok(Seen {
            texts: answer.texts,
            boxes: answer.boxes,
            milliseconds: answer.milliseconds,
            ..Seen::default()
        })
    }

    fn peak_memory(&self) -> Option<u64> {
        peak_of(&self.child.id().to_string())
    }
}

const TESSERACT: &str = include_str!("tesseract.py");
const RAPIDOCR: &str = include_str!("rapidocr.py");

/// Tesseract (its model is in Debian's `tesseract-ocr`) and RapidOCR, each in a warm process;
/// those that cannot be had are named.
pub fn peers(folder: &Path) -> Vec<Peer> {
    let started = python(folder).map(|python| {
        let start = |name, script: &str| {
            Peer::start(name, Command::new(&python).args(["-c", script]))
                .map_err(|error| println!("{name} is left out: {error:#}"))
                .ok()
        };
        [start("Tesseract", TESSERACT), start("RapidOCR", RAPIDOCR)]
    });
    match started {
        Ok(peers) => peers.into_iter().flatten().collect(),
        Err(error) => {
            println!("no peer beside us: {error:#}");
            Vec::new()
        }
    }
}

/// A Python with both peers' packages, made once.
fn python(folder: &Path) -> Result<PathBuf> {
    let python = folder.join("bin/python");
    if !folder.join("ready").exists() {
        let run = |command: &mut Command| -> Result<()> {
            anyhow::ensure!(command.status()?.success(), "{command:?} failed");
            Ok(())
        };
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet"])
            .args([
                "rapidocr-onnxruntime==1.4.4",
                "tesserocr==2.13.0",
                "pillow==13.0.0",
            ]))?;
        std::fs::write(folder.join("ready"), "")?;
    }
    Ok(python)
}

/// The high-water mark of a process, as Linux tells it.
fn peak_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn everybody_reads_every_picture_and_comes_first_in_turn() {
        let rounds: Vec<Vec<usize>> = (0..3).map(|round| order(round, 3).collect()).collect();
        assert_eq!(rounds, [[0, 1, 2], [1, 2, 0], [2, 0, 1]]);
    }
}
