//! `pyjit serve`: kernels for a process that runs Python, over its pipes.

use std::fs::Permissions;
use std::io::{self, BufRead, Write};
use std::os::unix::fs::PermissionsExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::Args;
use serde::Serialize;
use tempfile::TempDir;

use super::print::Printer;
use super::{Exit, Making, build};
use crate::cache::Cache;
use crate::link::dispatcher;
use crate::pipeline::Options;
use crate::pipeline::call::{Answer, Call, Compiled, Refusal, Unanswered, compile_call};
use crate::source::{Looked, digest, hexadecimal};

/// Compile kernels for a process that calls them, until its end of the pipe is closed
///
/// Reads requests from standard input and answers each on standard output, both as one line of
/// JSON. The decorators of pyjit start it in source that is not built; it is of no use by hand.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    making: Making,
}

/// What a process is told; each is one line.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reply {
    /// The first line. It comes again where the server had to start anew because compiling ended it:
    /// a request that was not answered is to be sent again then, and will be.
    Ready {
        version: &'static str,
        build: &'static str,
        /// The extension that stands in place of functions until they are called; none where it
        /// cannot be written anywhere.
        dispatcher: Option<PathBuf>,
    },
    /// The kernel is in the extension in that file.
    Compiled {
        module: String,
        file: PathBuf,
        /// BLAKE2b of the file, with 256 bits, in hexadecimal digits.
        extension_digest: String,
        signatures: Vec<String>,
        declared: bool,
        /// The files that the answer depends on, each with such a digest of what is in it; or
        /// `None` where there is none, and one would change the answer.
        read: Vec<(PathBuf, Option<String>)>,
    },
    /// What a stage of the compiler makes of the kernel.
    Shown(String),
    /// The kernel cannot be compiled.
    Refused {
        diagnostics: Vec<Refusal>,
        /// As of what is compiled; none where it may be compiled when it is asked for again.
        read: Option<Vec<(PathBuf, Option<String>)>>,
    },
    /// The request is none, or pyjit or the system fails.
    Failed(String),
}

pub fn run(arguments: &Arguments, printer: &Printer) -> Exit {
    close_inherited();
    let options = arguments.making.options(None);
    let own = OwnFolder::default();
    // One kernel is nothing to share between threads, which would only wait for each other to wake.
    match build::threads(arguments.making.jobs.or(Some(1))) {
        Ok(pool) => {
            let dispatcher = kept(&options.cache, &own, dispatcher()).ok();
            let exit = pool.install(|| serve(dispatcher, |line| answer(line, &options, &own)));
            // Nobody waits any more.
            options.cache.evict();
            exit
        }
        Err(error) => {
            printer.error(&format!("no threads can be started: {error}"));
            Exit::Problems
        }
    }
}

/// Closes what the process that started this one had open and marked for its children: someone may
/// wait for the end of a pipe that would stay open as long as this process does.
fn close_inherited() {
    #[cfg(target_os = "linux")]
    {
        let first: libc::c_uint = 3;
        // Safety: this process has opened nothing yet. A system without the call (before Linux 5.9)
        // says so, and nothing is closed.
        unsafe { libc::syscall(libc::SYS_close_range, first, libc::c_uint::MAX, 0) };
    }
}

/// Answers requests until there are no more, or nobody reads the answers.
fn serve(dispatcher: Option<PathBuf>, answer: impl Fn(&[u8]) -> Reply) -> Exit {
    let (version, build) = (env!("CARGO_PKG_VERSION"), env!("PYJIT_BUILD_ID"));
    let ready = Reply::Ready { version, build, dispatcher };
    let mut requests = io::stdin().lock();
    let mut going_on = send(&ready);
    while going_on {
        let mut line = Vec::new();
        match requests.read_until(b'\n', &mut line) {
            // Half a line is that of a process that ended meanwhile.
            Ok(_) if line.ends_with(b"\n") => going_on = send(&answer(&line)),
            _ => break,
        }
    }
    Exit::Done
}

/// Writes a reply; false if nobody reads it.
fn send(reply: &Reply) -> bool {
    let mut stream = io::stdout().lock();
    let written = serde_json::to_vec(reply).map_err(io::Error::from).and_then(|mut line| {
        line.push(b'\n');
        stream.write_all(&line)?;
        stream.flush()
    });
    written.is_ok()
}

fn answer(line: &[u8], options: &Options, own: &OwnFolder) -> Reply {
    let call: Call = match serde_json::from_slice(line) {
        Ok(call) => call,
        Err(error) => return Reply::Failed(format!("the request is not understood: {error}")),
    };
    // What compiling a kernel shows of defects is contained there; this is for all around it.
    let compiled = panic::catch_unwind(AssertUnwindSafe(|| compile_call(&call, options)));
    let compiled = match compiled {
        Ok(Ok(Answer::Compiled(compiled))) => compiled,
        Ok(Ok(Answer::Shown(text))) => return Reply::Shown(text),
        Ok(Err(Unanswered::Refused { diagnostics, looked })) => {
            return Reply::Refused { diagnostics, read: looked.map(digests) };
        }
        Ok(Err(Unanswered::Garbage(what))) => return Reply::Failed(what),
        Err(_) => return Reply::Failed("pyjit has a defect".to_owned()),
    };
    match kept(&options.cache, own, &compiled.extension) {
        Ok(file) => {
            let extension_digest = hexadecimal(&digest(&compiled.extension));
            let Compiled { module, signatures, declared, looked, .. } = compiled;
            let read = digests(looked);
            Reply::Compiled { module, file, extension_digest, signatures, declared, read }
        }
        Err(error) => Reply::Failed(format!("the compiled kernel cannot be written: {error}")),
    }
}

/// The files that an answer depends on, as a process can compare them.
fn digests(looked: Looked) -> Vec<(PathBuf, Option<String>)> {
    looked.into_iter().map(|(path, it)| (path, it.as_ref().map(hexadecimal))).collect()
}

/// Puts an extension where the process can load it: into the cache, else into a folder of the
/// server's own, which lasts as long as the server.
fn kept(cache: &Cache, own: &OwnFolder, extension: &[u8]) -> io::Result<PathBuf> {
    cache.keep_loadable(extension).or_else(|_| own.get()?.keep_loadable(extension))
}

/// A folder that is made when it is needed.
#[derive(Default)]
struct OwnFolder(OnceLock<TempDir>);

impl OwnFolder {
    fn get(&self) -> io::Result<Cache> {
        if self.0.get().is_none() {
            // What lies in it is run.
            let private = Permissions::from_mode(0o700);
            let new = tempfile::Builder::new().prefix("pyjit-").permissions(private).tempdir()?;
            // Another thread may have been faster; its folder is as good.
            let _ = self.0.set(new);
        }
        let folder = self.0.get().ok_or(io::ErrorKind::NotFound)?;
        Ok(Cache::at(folder.path(), u64::MAX))
    }
}
