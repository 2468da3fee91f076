//! Archives that nobody should trust: cut off, damaged, or made to do harm.

use std::fs::{self, File};
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use tempfile::TempDir;

use super::why;
use crate::admin::backup::archive::{self, Contents, Writer};
use crate::admin::backup::progress::Progress;

/// A folder with an archive of two files in it, as bytes.
fn archived() -> (TempDir, Vec<u8>, Contents) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bytes = Vec::new();
    let mut to = Writer::new(&mut bytes, Timestamp::UNIX_EPOCH, Progress::new("written"));
    for (name, text) in [("a", "milk"), ("b/c", "tea")] {
        let from = folder.path().join("file");
        fs::write(&from, text).expect("written");
        assert!(to.add(&from, name).expect("added").is_some());
    }
    let is_there = to.add(&folder.path().join("nothing"), "d").expect("looked");
    assert_eq!(is_there, None);
    let contents = to.end(0).expect("written");
    (folder, bytes, contents)
}

/// The list of an archive, and what its two files say.
fn read(folder: &Path, bytes: &[u8]) -> Result<(Contents, [String; 2])> {
    let file = folder.join("backup");
    fs::write(&file, bytes).expect("written");
    let to = tempfile::tempdir_in(folder).expect("a folder");
    let place = |name: &str| Some(to.path().join(name));
    let contents = archive::read(&file, place, Progress::new("read"))?;
    let text = |name: &str| fs::read_to_string(to.path().join(name)).unwrap_or_default();
    Ok((contents, [text("a"), text("b/c")]))
}

/// An archive of one entry, with a name that no library would write.
fn hostile(name: &str, kind: tar::EntryType) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(4);
    if kind != tar::EntryType::Regular {
        header.set_link_name("elsewhere").expect("a link");
    }
    header.set_entry_type(kind);
    header.set_cksum();
    archive.append(&header, &b"evil"[..]).expect("written");
    archive
        .into_inner()
        .and_then(GzEncoder::finish)
        .expect("written")
}

#[test]
fn what_was_archived_is_unpacked_as_it_was() {
    let (folder, bytes, contents) = archived();
    let file = folder.path().join("backup");
    fs::write(&file, bytes).expect("written");
    let to = folder.path().join("to");
    let place = |name: &str| (name != "a").then(|| to.join(name));
    let read = archive::read(&file, place, Progress::new("read"));
    assert_eq!(read.expect("whole"), contents);
    assert_eq!(fs::read_to_string(to.join("b/c")).expect("read"), "tea");
    assert!(!to.join("a").exists(), "it was only looked at");
    let version = env!("CARGO_PKG_VERSION");
    let told = format!("2 files, 1 MiB, made at 1970-01-01T00:00:00Z by Larder {version}");
    assert_eq!(contents.to_string(), told);
}

#[test]
fn a_byte_that_is_another_one_is_found_or_changes_nothing() {
    let (folder, sound, contents) = archived();
    let mut harmless = 0;
    for place in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[place] ^= 1;
        if let Ok((read, texts)) = read(folder.path(), &bytes) {
            assert_eq!(read, contents, "byte {place}");
            assert_eq!(texts, ["milk", "tea"], "byte {place}");
            harmless += 1;
        }
    }
    // When and on what system it was packed, and by which run of zeros another one is told.
    let most = sound.len() / 10;
    assert!(harmless <= most, "{harmless} bytes are not looked at");
}

#[test]
fn a_backup_that_is_cut_off_anywhere_is_none() {
    let (folder, sound, _) = archived();
    for length in 0..sound.len() {
        assert!(
            read(folder.path(), &sound[..length]).is_err(),
            "{length} bytes"
        );
    }
}

#[test]
fn nothing_is_unpacked_outside_of_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["../out", "/out", "a/../../out", "..", "./out"] {
        let bytes = hostile(name, tar::EntryType::Regular);
        let told = why(read(folder.path(), &bytes));
        assert!(told.contains("leads elsewhere"), "{name}: {told}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn nothing_but_plain_files_is_unpacked() {
    let folder = tempfile::tempdir().expect("a folder");
    let kinds = [
        tar::EntryType::Symlink,
        tar::EntryType::Link,
        tar::EntryType::Directory,
        tar::EntryType::Fifo,
        tar::EntryType::Char,
    ];
    for kind in kinds {
        let told = why(read(folder.path(), &hostile("data/a", kind)));
        assert!(told.contains("is no plain file"), "{kind:?}: {told}");
    }
}

#[test]
fn what_the_list_does_not_say_is_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = why(read(folder.path(), &hostile("a", tar::EntryType::Regular)));
    assert!(told.contains("its list is missing"), "{told}");
    let told = why(read(folder.path(), b"no archive at all"));
    assert!(told.contains("not written by Larder"), "{told}");
    let nothing = folder.path().join("nothing");
    let told = why(archive::read(&nothing, |_| None, Progress::new("read")));
    assert!(told.contains("cannot be read"), "{told}");
    // A newer Larder may keep what this one would not find.
    let mut bytes = Vec::new();
    let to = Writer::new(&mut bytes, Timestamp::UNIX_EPOCH, Progress::new("written"));
    to.end(i64::MAX).expect("written");
    let told = why(read(folder.path(), &bytes));
    assert!(told.contains("use that one"), "{told}");
}

#[test]
fn a_file_that_is_in_it_twice_is_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = folder.path().join("file");
    File::create(&from).expect("made");
    let mut bytes = Vec::new();
    let mut to = Writer::new(&mut bytes, Timestamp::UNIX_EPOCH, Progress::new("written"));
    for _ in 0..2 {
        to.add(&from, "a").expect("added");
    }
    to.end(0).expect("written");
    assert!(why(read(folder.path(), &bytes)).contains("in it twice"));
}
