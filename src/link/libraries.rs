//! The C library as programs find it when they run: what LLD links against in place of the files
//! that a C compiler's package brings.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is known of a processor that extensions are linked for.
struct Machine {
    /// Its name in the names of files and folders.
    name: &'static str,
    /// Its number in ELF files.
    number: u16,
    /// glibc's loader, which has the functions for variables of a thread.
    loader: &'static str,
}

const MACHINES: [Machine; 2] = [
    Machine { name: "x86_64", number: 62, loader: "ld-linux-x86-64.so.2" },
    Machine { name: "aarch64", number: 183, loader: "ld-linux-aarch64.so.1" },
];

/// The shared libraries that make up the C library for a processor, as Rust names it.
///
/// # Errors
/// What was found nowhere, and where it was searched.
pub fn of_c(machine: &str) -> Result<Vec<PathBuf>, String> {
    let Some(machine) = MACHINES.iter().find(|it| it.name == machine) else {
        return Err(format!("pyjit's own linker does not know the processor {machine}"));
    };
    let Machine { name, loader, .. } = machine;
    // Where every loader looks, whatever its configuration adds.
    let folders = [
        format!("/lib/{name}-linux-gnu"),
        format!("/usr/lib/{name}-linux-gnu"),
        "/lib64".to_owned(),
        "/usr/lib64".to_owned(),
        "/lib".to_owned(),
        "/usr/lib".to_owned(),
    ];
    // pyjit itself runs with the C library that extensions get; musl is a single file.
    let musl = format!("libc.musl-{name}.so.1");
    let files: &[&str] = match cfg!(target_env = "musl") {
        true => &[&musl],
        false => &["libm.so.6", "libc.so.6", loader],
    };
    let needed: Result<Vec<PathBuf>, String> =
        files.iter().map(|file| find(file, &folders, machine)).collect();
    // Before version 2.34, glibc had the functions of threads in a library apart.
    needed
        .map(|paths| paths.into_iter().chain(find("libpthread.so.0", &folders, machine)).collect())
}

fn find(file: &str, folders: &[String], machine: &Machine) -> Result<PathBuf, String> {
    let mut paths = folders.iter().map(|folder| Path::new(folder).join(file));
    paths.find(|path| is_for(path, machine)).ok_or_else(|| {
        format!("pyjit's own linker finds no {file} for {} in {}", machine.name, folders.join(", "))
    })
}

/// Whether a file is an ELF file of 64 bits for this processor: `/lib` may hold others.
fn is_for(path: &Path, machine: &Machine) -> bool {
    let mut header = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    let [low, high] = machine.number.to_le_bytes();
    read.is_ok() && header.starts_with(b"\x7fELF\x02\x01") && header.ends_with(&[low, high])
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::{MACHINES, find, of_c};

    #[test]
    fn the_library_that_this_process_runs_with_is_found() {
        let files = of_c(std::env::consts::ARCH).expect("a C library");
        assert!(files.iter().all(|file| file.is_absolute() && file.is_file()), "{files:?}");
    }

    #[test]
    fn libraries_of_other_processors_are_passed_over() {
        let places = ["one", "two", "three"].map(|_| tempfile::tempdir().expect("a folder"));
        let folders = places.each_ref().map(|place| place.path().display().to_string());
        let mut header = *b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x28\0";
        fs::write(places[0].path().join("libc.so.6"), header).expect("a file");
        fs::write(places[1].path().join("libc.so.6"), "GROUP ( )").expect("a file");
        let missing = find("libc.so.6", &folders, &MACHINES[0]).expect_err("none is right");
        assert!(missing.contains("libc.so.6 for x86_64 in "), "{missing}");
        header[18] = 62;
        let right = places[2].path().join("libc.so.6");
        fs::write(&right, header).expect("a file");
        assert_eq!(find("libc.so.6", &folders, &MACHINES[0]), Ok(right));
        assert!(of_c("abacus").expect_err("no processor").contains("abacus"));
    }
}
