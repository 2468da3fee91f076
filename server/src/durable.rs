//! Files that are there whole or not at all, whenever the power fails.

use std::fs::{DirBuilder, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a file that nobody but its owner may read (mode 0600), in place of what was there.
/// It is on the disk afterwards.
///
/// # Errors
///
/// If the file system says no; what was there stays.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    written(path, bytes)?.persist(path)?;
    sync_folder(folder_of(path))
}

/// The same where nothing is yet.
///
/// # Errors
///
/// If the file system says no, or something is there.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    written(path, bytes)?.persist_noclobber(path)?;
    sync_folder(folder_of(path))
}

fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    // Temporary files are made with mode 0600.
    let mut file = NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Makes a folder that nobody else on this machine can look into; one that is there stays as
/// it is.
///
/// # Errors
///
/// If the file system says no.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes what was renamed in a folder or removed from it last.
///
/// # Errors
///
/// If the file system says no.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows opens no folders, and keeps its directories itself.
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
