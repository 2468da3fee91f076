//! Which kind of picture bytes are, by how they begin (WHATWG MIME Sniffing §6.1; AVIF v1.1
//! §6.2 for its brands). What a device says of them counts for nothing.

/// A kind of picture that every browser shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MediaType {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// AVIF.
    Avif,
}

impl MediaType {
    const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Avif];

    /// The kind of some bytes; `None` for everything else, HEIC and SVG among it.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let at = |from: usize, expected: &[u8]| {
            bytes
                .get(from..)
                .is_some_and(|rest| rest.starts_with(expected))
        };
        if at(0, &[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if at(0, b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else if at(0, b"RIFF") && at(8, b"WEBPVP8") {
            Some(Self::Webp)
        } else if at(4, b"ftyp") && brands(bytes).any(|brand| brand == b"avif") {
            Some(Self::Avif)
        } else {
            None
        }
    }

    /// Its name (RFC 6838).
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What its files end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }
}

/// The brands of a file type box: the major one, and after its version the others
/// (ISO/IEC 14496-12 §4.3).
fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let size = bytes
        .first_chunk()
        .map_or(0, |size| u32::from_be_bytes(*size));
    let size = usize::try_from(size).unwrap_or(usize::MAX).min(bytes.len());
    let words = bytes.get(8..size).unwrap_or_default().chunks_exact(4);
    let version = 1;
    words
        .enumerate()
        .filter(move |(place, _)| *place != version)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_how_they_begin() {
        for (bytes, expected) in [
            (&b"\xFF\xD8\xFF\xE0rest"[..], Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1A\nrest", Some(MediaType::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(MediaType::Webp)),
            (b"\0\0\0\x14ftypavif\0\0\0\0mif1", Some(MediaType::Avif)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0miafavif", Some(MediaType::Avif)),
            (b"\0\0\0\x14ftypheic\0\0\0\0mif1", None),
            // Beyond the box, and where the version stands, it is no brand.
            (b"\0\0\0\x10ftypheic\0\0\0\0avif", None),
            (b"\0\0\0\x14ftypheicavifmif1", None),
            (b"\xFF\xFF\xFF\xFFftyp", None),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"<svg xmlns=", None),
            (b"<!doctype html>", None),
            (b"\xFF\xD8", None),
            (b"", None),
        ] {
            assert_eq!(MediaType::of(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn names_lead_back_to_their_kind() {
        for kind in MediaType::ALL {
            assert_eq!(MediaType::from_name(kind.name()), Some(kind));
        }
        assert_eq!(MediaType::from_name("text/html"), None);
    }
}
