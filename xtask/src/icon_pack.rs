//! Several sizes of an icon in one file, as Windows and macOS want them. Both formats take
//! PNG as it is and only put a table around it.

use anyhow::Result;

/// Windows' `.ico`: a head, a table, the pictures. `pictures` come with their width.
pub fn ico(pictures: &[(u32, Vec<u8>)]) -> Result<Vec<u8>> {
    const HEAD: usize = 6;
    const ENTRY: usize = 16;
    let mut file = Vec::new();
    for word in [0, 1, u16::try_from(pictures.len())?] {
        file.extend(word.to_le_bytes());
    }
    let mut at = HEAD + ENTRY * pictures.len();
    for (size, png) in pictures {
        // 256 is written as 0.
        let size = u8::try_from(size % 256)?;
        // No palette; one plane of 32 bits.
        file.extend([size, size, 0, 0, 1, 0, 32, 0]);
        file.extend(u32::try_from(png.len())?.to_le_bytes());
        file.extend(u32::try_from(at)?.to_le_bytes());
        at += png.len();
    }
    for (_, png) in pictures {
        file.extend(png);
    }
    Ok(file)
}

/// macOS' `.icns`: a head, then each picture behind its kind and length.
pub fn icns(pictures: &[([u8; 4], Vec<u8>)]) -> Result<Vec<u8>> {
    const HEAD: usize = 8;
    let whole = pictures.iter().map(|(_, png)| HEAD + png.len());
    let mut file = b"icns".to_vec();
    file.extend(u32::try_from(HEAD + whole.sum::<usize>())?.to_be_bytes());
    for (kind, png) in pictures {
        file.extend(kind);
        file.extend(u32::try_from(HEAD + png.len())?.to_be_bytes());
        file.extend(png);
    }
    Ok(file)
}
