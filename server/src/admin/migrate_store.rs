//! `larder admin migrate-store`: all that a database in a file holds comes into one on a
//! PostgreSQL server, while a server goes on with the file.
//!
//! Every row is copied once ([`copy`]), and what changes meanwhile is noted in the file by
//! triggers ([`source`]) and followed. How far it is stands in the target ([`target`]), so it may
//! be ended at any time and goes on where it stopped. Before anybody is sent to the target, both
//! are compared ([`compare`]) while nothing can change in the file any more. Pictures and secrets
//! lie beside the database, and stay there.

mod cells;
mod compare;
mod copy;
mod plan;
mod progress;
mod source;
mod target;
#[cfg(test)]
mod tests;

use std::io::stdout;
use std::path::{Path, PathBuf};
use std::pin::pin;

use anyhow::{Context, Result, anyhow, ensure};

use super::runtime;
use crate::config::MigrateStore;
use crate::db::store_move::{CLOSED, COPYING, MOVED, Mark, WHOLE, read_file, read_server};
use crate::db::{self, Address, Db};
use crate::print::print;
use crate::random;
use cells::Cells;
use compare::{Sum, compare};
use plan::Table;
use progress::Progress;
use source::Source;
use target::Target;

pub use source::forget;

/// Fewer changes than this in one round, and the copy is as good as level with the file.
const FEW: usize = 100;

/// Moves a database, or gives that up.
///
/// # Errors
///
/// If one of the databases cannot be used, or the two differ in the end. The file counts then as
/// before.
pub fn migrate_store(config: &MigrateStore) -> Result<()> {
    let file = file_of(&config.from);
    let text = runtime()?.block_on(async {
        if config.abandon {
            return abandon(&file, config.to.as_ref()).await;
        }
        let to = config.to.as_ref().context(
            "name the database that it is to come to: `--to postgres://larder:PASSWORD@HOST/NAME`",
        )?;
        let mut end = pin!(crate::asked_to_end().context("failed to listen for signals")?);
        let begun = async {
            let mut under_way = Move::begin(&file, to).await?;
            under_way.bring().await?;
            anyhow::Ok(under_way)
        };
        let under_way = tokio::select! {
            begun = begun => begun?,
            () = &mut end => return Err(stopped()),
        };
        let is_at_end = under_way.source.mark.state != COPYING;
        ensure!(
            config.switch_over || !is_at_end,
            "{} takes no change any more: finish that by `--switch-over`, or have it go on by \
             `--abandon`",
            file.display()
        );
        match config.switch_over {
            true => under_way.switch_over(end, &file, to).await,
            false => Ok(under_way.copied(&file, to)),
        }
    })?;
    print(&mut stdout().lock(), &text)?;
    Ok(())
}

/// The database's file, where its folder was named.
fn file_of(named: &Path) -> PathBuf {
    match named.is_dir() {
        true => named.join(db::FILE),
        false => named.to_owned(),
    }
}

fn stopped() -> anyhow::Error {
    anyhow!(
        "stopped: the same once more goes on where this was; `--abandon` leaves the file as it \
         was before"
    )
}

async fn abandon(file: &Path, to: Option<&Address>) -> Result<String> {
    let from = db::open_to_move(file).await?;
    let shown = file.display();
    let mark = {
        let mut here = from.begin_reading().await?;
        read_file(&mut here).await?
    };
    if let Some(mark) = mark.filter(|mark| mark.state == CLOSED) {
        check_not_whole(&mark, to)
            .await
            .with_context(|| format!("{shown} stays as it is"))?;
    }
    forget(&from)
        .await
        .with_context(|| format!("{shown} stays as it is"))?;
    from.close().await;
    Ok(format!(
        "{shown} is as if nothing had been moved. What was copied is still in the target, which \
         has to be emptied before it is filled again.\n"
    ))
}

/// That a target is not whole yet: a run that was killed in its last moment leaves the file as if
/// it were still on its way.
async fn check_not_whole(ours: &Mark, to: Option<&Address>) -> Result<()> {
    let place = &ours.place;
    let to = to.filter(|to| to.to_string() == *place);
    let to = to.with_context(|| {
        format!("a switch-over was begun to {place}, which may be whole already: name it by `--to`")
    })?;
    let server = db::open_to_fill(to).await?;
    let theirs = {
        let mut there = server.begin_reading().await?;
        read_server(&mut there).await?
    };
    server.close().await;
    ensure!(
        !is_whole_of(theirs.as_ref(), ours),
        "all of it is in {place} already, and it cannot be taken back: run the same with \
         `--switch-over` instead of `--abandon` to end it"
    );
    Ok(())
}

/// Whether what a target says is that it has all of a file's move.
fn is_whole_of(there: Option<&Mark>, here: &Mark) -> bool {
    there.is_some_and(|there| there.state == WHOLE && there.id == here.id)
}

/// A move that is under way.
struct Move {
    source: Source,
    target: Target,
    tables: Vec<Table>,
    progress: Progress,
    /// What each table held when it was last compared.
    sums: Vec<Sum>,
}

impl Move {
    /// Begins a move, or goes on with the one that was begun.
    async fn begin(file: &Path, to: &Address) -> Result<Self> {
        let from = db::open_to_move(file).await?;
        let named = || format!("{} cannot be moved", file.display());
        check(&from).await.with_context(named)?;
        let server = db::open_to_fill(to).await?;
        let place = to.to_string();
        let filled = || format!("{place} cannot be filled");
        let tables = {
            let mut here = from.begin_reading().await?;
            let mut there = server.begin_reading().await?;
            // Before anything is written to either.
            let ours = read_file(&mut here).await?;
            let theirs = read_server(&mut there).await?;
            if let Some(ours) = ours.as_ref().filter(|ours| ours.state == MOVED) {
                ensure!(
                    is_whole_of(theirs.as_ref(), ours),
                    "{} was moved to {} before, and {place} does not hold it: bring that database \
                     back from a copy by `pg_restore`, then run `larder admin renumber`",
                    file.display(),
                    ours.place
                );
            }
            if let Some(theirs) = &theirs {
                target::check(theirs, ours.as_ref()).with_context(filled)?;
            }
            plan::tables(&mut here, &mut there).await?
        };
        let progress = Progress::new(counts(&from, &tables).await?);
        let source = Source::begin(from, tables.clone(), random_id()?, &place);
        let source = source.await.with_context(named)?;
        let shown = file.display().to_string();
        let target = Target::begin(server, random_id()?, &source.mark, &shown, &tables);
        let target = target.await.with_context(filled)?;
        Ok(Self {
            source,
            target,
            tables,
            progress,
            sums: Vec::new(),
        })
    }

    /// Brings everything over that is not there yet, and compares.
    async fn bring(&mut self) -> Result<()> {
        if self.target.is_whole().await? {
            // Only the last word was missing, or not even that.
            return Ok(());
        }
        eprintln!(
            "larder: the file has about {} rows; a server may go on with it",
            self.progress.rows()
        );
        for table in &self.tables {
            copy::copy(&self.source, &self.target, table, &mut self.progress).await?;
        }
        while self.catch_up().await? >= FEW {
            self.progress.say("changes are being followed");
        }
        self.compare().await
    }

    async fn catch_up(&self) -> Result<usize> {
        let mut read = self.source.read().await?;
        copy::catch_up(&self.source, &mut read, &self.target, &self.tables).await
    }

    /// Compares the copy with one moment of the file.
    async fn compare(&mut self) -> Result<()> {
        let mut here = self.source.read().await?;
        copy::catch_up(&self.source, &mut here, &self.target, &self.tables).await?;
        let mut there = self.target.read().await?;
        let progress = &mut self.progress;
        self.sums = compare(&mut here, &mut there, &self.tables, progress).await?;
        Ok(())
    }

    /// Lets nothing change in the file any more, brings the last changes over, compares, and
    /// makes the target whole. Whatever fails before that, the file goes on.
    async fn switch_over(
        mut self,
        end: impl Future<Output = ()>,
        file: &Path,
        to: &Address,
    ) -> Result<String> {
        if !self.target.is_whole().await? {
            self.source.close().await?;
            eprintln!("larder: the file takes no change any more; the last ones come over");
            let done = tokio::select! {
                done = self.finish() => done,
                () = end => Err(stopped()),
            };
            if let Err(error) = done {
                return Err(self.give_back(error).await);
            }
        }
        if self.source.mark.state != MOVED {
            self.source.leave().await?;
        }
        Ok(self.moved(file, to))
    }

    async fn finish(&mut self) -> Result<()> {
        self.compare().await?;
        self.target.finish().await
    }

    /// Has the file go on, unless the target became whole all the same.
    async fn give_back(&mut self, error: anyhow::Error) -> anyhow::Error {
        match self.target.is_whole().await {
            Ok(false) => match self.source.reopen().await {
                Ok(()) => error.context("the file goes on as before"),
                Err(why) => error.context(format!(
                    "the file takes no change ({why:#}): have it go on by `--abandon`"
                )),
            },
            Ok(true) | Err(_) => error.context(
                "the file takes no change, and the target may be whole already: run the same once \
                 more",
            ),
        }
    }

    fn held(&self) -> String {
        let rows: u64 = self.sums.iter().map(|sum| sum.rows).sum();
        let mut text = String::new();
        for (table, sum) in self.tables.iter().zip(&self.sums) {
            text.push_str(&format!("  {}: {sum}\n", table.name));
        }
        match self.sums.is_empty() {
            true => "All tables".to_owned(),
            false => format!("{text}All {rows} rows of {} tables", self.tables.len()),
        }
    }

    fn copied(&self, file: &Path, to: &Address) -> String {
        format!(
            "{} are in {to} as {} has them: counted and compared on both sides.\n\
             The server goes on with the file. The same with `--switch-over` brings what changes \
             from now on, and then stops writing for as long as one more comparison takes.\n",
            self.held(),
            file.display()
        )
    }

    fn moved(&self, file: &Path, to: &Address) -> String {
        let folder = file.parent().unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        format!(
            "{} are in {to}: counted and compared on both sides.\n\
             {} takes no change any more, and no server starts on it. End the one that may still \
             run, put this into its settings (docs/configuration.md), with the password of the \
             database, and start it again:\n\n\
             data = \"{}\"\ndatabase = \"{}\"\n\n\
             Pictures and secrets stay where they are, in that folder or in the bucket.\n",
            self.held(),
            file.display(),
            folder.display(),
            to.without_password()
        )
    }
}

/// That a file is one of this version, and refers to nothing that is not there.
async fn check(from: &Db) -> Result<()> {
    let mut read = from.begin_reading().await?;
    let version: i64 = db::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations")
        .fetch_one(&mut *read)
        .await?;
    ensure!(
        version == db::newest(),
        "its tables are those of another version: start this version of `larder serve` on it first"
    );
    let strays: Vec<Cells> = db::query_as("PRAGMA foreign_key_check")
        .fetch_all(&mut *read)
        .await?;
    ensure!(
        strays.is_empty(),
        "it is damaged, rows refer to none: restore a backup first (docs/backups.md)"
    );
    Ok(())
}

async fn counts(from: &Db, tables: &[Table]) -> Result<Vec<(String, i64)>> {
    let mut read = from.begin_reading().await?;
    let mut counts = Vec::new();
    for table in tables {
        let text = format!("SELECT count(*) FROM \"{}\"", table.name);
        let count = db::query_scalar(&text).fetch_one(&mut *read).await?;
        counts.push((table.name.clone(), count));
    }
    Ok(counts)
}

fn random_id() -> Result<[u8; 16]> {
    random::bytes().context("the system gives no random numbers")
}
