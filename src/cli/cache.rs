//! `pyjit cache`: the cache of compiled code.

use clap::{Args, Subcommand};

use super::Exit;
use super::print::Printer;
use crate::cache::{Cache, Info};

/// Look at or empty the cache of compiled code
///
/// The cache lies in PYJIT_CACHE_DIR, else where the XDG specification puts caches; an empty
/// PYJIT_CACHE_DIR turns it off. PYJIT_CACHE_SIZE limits it, in megabytes [default: 1024].
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Say where it is and how large
    Info,
    /// Remove everything in it
    Clear,
    /// List the kernels that were compiled when they were called
    List,
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    let cache = Cache::of_user();
    match arguments.action {
        Action::Info => {
            printer.out(&describe(&cache.info()));
            Exit::Done
        }
        Action::List => {
            for (known, size) in cache.kernels() {
                let signatures = known.signatures.join("; ");
                let line = format!("{}  {signatures}  {}\n", known.kernel, kilobytes(size));
                printer.out(&line);
            }
            Exit::Done
        }
        Action::Clear => match cache.clear() {
            Ok((entries, size)) => {
                printer.out(&format!("{entries} entries removed, {}\n", megabytes(size)));
                Exit::Done
            }
            Err((path, error)) => {
                printer.error(&format!("{}: {error}", path.display()));
                Exit::Problems
            }
        },
    }
}

fn describe(info: &Info) -> String {
    match &info.folder {
        None => match &info.untrusted {
            None => "there is no cache\n".to_owned(),
            Some(folder) => format!(
                "{} is not used: others than you can write to it (chmod go-w makes it yours)\n",
                folder.display()
            ),
        },
        Some(folder) => format!(
            "folder   {}\nentries  {}\nsize     {}\nlimit    {}\n",
            folder.display(),
            info.entries,
            megabytes(info.size),
            megabytes(info.limit),
        ),
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / f64::from(1 << 10))
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / f64::from(1 << 20))
}
