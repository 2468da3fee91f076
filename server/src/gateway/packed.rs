//! Answers on their way: text is packed where the other side takes that.
//!
//! The interface's files are packed by brotli when they are built; browsers take that over TLS
//! alone, and get gzip without. What nobody may store is sent as it is: it may hold a secret
//! beside what others chose, and a length that tells of both (CVE-2013-3587).

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::compression::predicate::{And, Predicate as _, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// Bytes below which packing costs more than it saves.
const LEAST: u64 = 1_024;

type Which = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

/// Packs what it helps.
pub fn layer() -> CompressionLayer<And<SizeAbove, Which>> {
    let which: Which = |_, _, headers, _| is_packed(headers);
    CompressionLayer::new()
        // A household's list is packed in a millisecond, and a tenth larger than at best.
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(LEAST).and(which))
}

fn is_packed(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let is_text = kind.starts_with("text/")
        || matches!(
            kind,
            "application/json"
                | "application/problem+json"
                | "application/manifest+json"
                | "image/svg+xml"
        );
    let is_stored = text(header::CACHE_CONTROL).is_none_or(|rule| !rule.contains("no-store"));
    is_text && is_stored
}
