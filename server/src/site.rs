//! The interface's files, which were put into the program when it was built.
//!
//! Compressed once, at build time. A client that cannot take that (an old one,
//! or a page without TLS) gets the file unpacked; it stays unpacked in memory.

use std::io::Read as _;
use std::sync::OnceLock;

/// The interface's files, sorted by path; none in a build without the interface.
#[derive(Clone, Copy, Debug)]
pub struct Site(&'static [File]);

/// A file of the interface.
#[derive(Debug)]
pub struct File {
    /// Its path without a leading `/`.
    pub path: &'static str,
    /// A hash of its content.
    pub hash: &'static str,
    body: Body,
}

#[derive(Debug)]
#[allow(dead_code, reason = "a build without the interface makes neither")]
enum Body {
    Plain(&'static [u8]),
    Brotli(&'static [u8], OnceLock<Vec<u8>>),
}

include!(concat!(env!("OUT_DIR"), "/site.rs"));

impl Site {
    /// The files that were put into this program.
    pub fn embedded() -> Self {
        Self(&EMBEDDED)
    }

    /// The file at a path.
    pub fn find(self, path: &str) -> Option<&'static File> {
        let at = self.0.binary_search_by(|file| file.path.cmp(path)).ok()?;
        self.0.get(at)
    }
}

impl File {
    /// The bytes as they are stored, if they are compressed.
    pub fn brotli(&self) -> Option<&'static [u8]> {
        match self.body {
            Body::Plain(_) => None,
            Body::Brotli(bytes, _) => Some(bytes),
        }
    }

    /// The bytes of the file itself. Unpacks them the first time: work that blocks.
    pub fn plain(&'static self) -> &'static [u8] {
        match &self.body {
            Body::Plain(bytes) => bytes,
            Body::Brotli(bytes, unpacked) => unpacked.get_or_init(|| unpack(bytes)),
        }
    }

    /// Whether its name or its folder's carries a hash, so that the content can never change.
    pub fn is_immutable(&self) -> bool {
        let mut parts = self.path.split(['/', '-', '_', '.']);
        let hash = parts.find(|part| part.len() == 10);
        hash.is_some_and(|part| part.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// The content type, by the name's ending.
    pub fn content_type(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("txt") => "text/plain; charset=utf-8",
            Some("wasm") => "application/wasm",
            Some("json") => "application/json",
            Some("webmanifest") => "application/manifest+json",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("jpg") => "image/jpeg",
            Some("webp") => "image/webp",
            _ => "application/octet-stream",
        }
    }
}

fn unpack(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let read = brotli_decompressor::Decompressor::new(bytes, 1 << 16).read_to_end(&mut plain);
    debug_assert!(read.is_ok(), "we packed these bytes ourselves");
    plain
}

#[cfg(test)]
impl Site {
    /// A small interface, packed as the build packs the real one.
    pub fn example() -> Self {
        fn packed(path: &'static str, text: &str) -> File {
            let mut bytes = Vec::new();
            let params = brotli::enc::BrotliEncoderParams::default();
            brotli::BrotliCompress(&mut text.as_bytes(), &mut bytes, &params).expect("packs");
            let body = Body::Brotli(bytes.leak(), OnceLock::new());
            File {
                path,
                hash: "00",
                body,
            }
        }
        let image = Body::Plain(b"png");
        let files = vec![
            packed("app-0123456789/app.js", "app();"),
            packed("app-0123456789/app_bg.wasm", "wasm"),
            File {
                path: "icons/icon-192.png",
                hash: "01",
                body: image,
            },
            packed("index.html", "<title>Larder</title>"),
            packed("sw.js", "work();"),
        ];
        Self(files.leak())
    }

    /// The site of a build without the interface.
    pub fn none() -> Self {
        Self(&[])
    }
}
