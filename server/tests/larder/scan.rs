//! `larder scan` on files that are no receipts: a clear message, never a panic.

use std::path::PathBuf;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

fn scan(args: &[&str], files: &[PathBuf]) -> Result<Output> {
    Ok(Command::new(env!("CARGO_BIN_EXE_larder"))
        .arg("scan")
        .args(args)
        .args(files)
        .output()?)
}

/// A picture of one colour.
fn blank() -> Result<Vec<u8>> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_pixel(300, 400, image::Luma([250]))
        .write_to(&mut png, image::ImageFormat::Png)?;
    Ok(png.into_inner())
}

/// The first bytes of a PNG that claims 10,000 × 10,000 pixels.
fn huge() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(10_000_u32.to_be_bytes());
    bytes.extend(10_000_u32.to_be_bytes());
    // Colour, then the checksum, then pixels that never come.
    bytes.extend([8, 2, 0, 0, 0]);
    bytes.extend(0x352c_f570_u32.to_be_bytes());
    bytes.extend(b"\0\0\x10\0IDAT\x78\x9c");
    bytes
}

/// Files that are no receipts, with a word of the message that each must give.
fn bad_files() -> Result<Vec<(&'static str, Vec<u8>, &'static str)>> {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(200, 200, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)?;
    let mut truncated = jpeg.into_inner();
    truncated.truncate(truncated.len() / 3);
    Ok(vec![
        ("empty.jpg", vec![], "empty"),
        (
            "letter.jpg",
            b"Dear larder, this is no picture.".to_vec(),
            "not a picture",
        ),
        ("truncated.jpg", truncated, "damaged"),
        ("huge.png", huge(), "megapixels"),
        (
            "photo.heic",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            "HEIC",
        ),
        ("bill.pdf", b"%PDF-1.7\n".to_vec(), "PDF"),
    ])
}

fn write(folder: &TempDir, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

#[test]
fn every_bad_file_gets_its_own_message_and_the_good_one_is_read() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let bad = bad_files()?;
    let mut files = Vec::new();
    for (name, bytes, _) in &bad {
        files.push(write(&folder, name, bytes)?);
    }
    files.push(folder.path().join("nowhere.jpg"));
    files.push(write(&folder, "blank.png", &blank()?)?);

    let output = scan(&["--json"], &files)?;
    ensure!(
        output.status.code() == Some(1),
        "something was left out: {:?}",
        output.status
    );
    let errors = String::from_utf8(output.stderr)?;
    ensure!(!errors.contains("panicked"), "{errors}");
    let text = String::from_utf8(output.stdout)?;
    let lines = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<Vec<Value>, _>>()?;
    ensure!(lines.len() == files.len(), "a line for each file: {text}");
    for (line, (name, _, word)) in lines.iter().zip(&bad) {
        let file = line["file"].as_str().context("no file")?;
        let error = line["error"]
            .as_str()
            .with_context(|| format!("{name}: {line}"))?;
        ensure!(
            file.ends_with(name) && error.contains(word),
            "{name}: {error}"
        );
    }
    let [.., nowhere, blank] = &lines[..] else {
        anyhow::bail!("two lines follow the bad ones");
    };
    ensure!(nowhere["error"].is_string(), "{nowhere}");
    ensure!(
        blank["error"].is_null() && blank["doubts"][0]["kind"] == "no_text",
        "{blank}"
    );
    Ok(())
}

#[test]
fn without_json_a_bad_file_is_one_line_for_a_person() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let output = scan(&[], &[write(&folder, "empty.jpg", b"")?])?;
    ensure!(output.status.code() == Some(1), "{:?}", output.status);
    let text = String::from_utf8(output.stdout)?;
    ensure!(
        text.lines().count() == 1 && text.contains("empty.jpg: the file is empty"),
        "{text}"
    );
    Ok(())
}

#[test]
fn too_many_files_together_are_not_even_opened() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files: Vec<PathBuf> = (0..21)
        .map(|part| folder.path().join(format!("{part}.jpg")))
        .collect();
    let output = scan(&["--together"], &files)?;
    ensure!(output.status.code() == Some(1), "{:?}", output.status);
    let text = String::from_utf8(output.stdout)?;
    ensure!(text.contains("more than the 20 pictures"), "{text}");
    Ok(())
}
