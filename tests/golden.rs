//! Comparing what was made with what was agreed, and accepting what is new.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use similar::TextDiff;
use walkdir::WalkDir;

/// Whether to rewrite the files instead of comparing.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// The files below a folder, by their path relative to it.
pub fn read_folder(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("below the folder");
        (path.to_string_lossy().into_owned(), fs::read(entry.path()).expect("a readable file"))
    });
    files.collect()
}

/// Compares files with those in a folder, or rewrites the folder.
pub fn folder(folder: &Path, made: &BTreeMap<String, Vec<u8>>) {
    let agreed = read_folder(folder);
    if updating() {
        for path in agreed.keys().filter(|path| !made.contains_key(*path)) {
            fs::remove_file(folder.join(path)).expect("an old file removed");
        }
        for (path, bytes) in made {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a written file");
        }
        return;
    }
    let nothing = Vec::new();
    let paths: std::collections::BTreeSet<_> = agreed.keys().chain(made.keys()).collect();
    let mut differences = String::new();
    for path in paths {
        let (old, new) = (agreed.get(path), made.get(path));
        if old != new {
            differences += &difference(path, old.unwrap_or(&nothing), new.unwrap_or(&nothing));
        }
    }
    complain(&differences);
}

/// Compares a text with that in a file, or rewrites the file.
pub fn file(path: &Path, made: &str) {
    if updating() {
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, made).expect("a written file");
        return;
    }
    let agreed = fs::read(path).unwrap_or_default();
    if agreed != made.as_bytes() {
        complain(&difference(&path.display().to_string(), &agreed, made.as_bytes()));
    }
}

fn complain(differences: &str) {
    assert!(
        differences.is_empty(),
        "not as agreed:\n{differences}\n`UPDATE_GOLDEN=1 cargo test --test main` accepts this"
    );
}

fn difference(path: &str, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = TextDiff::from_lines(&old, &new);
    diff.unified_diff().header(&format!("agreed/{path}"), &format!("made/{path}")).to_string()
}
