//! The cache of compiled objects and linked extensions, addressed by what went into them.
//!
//! An entry is never changed once it is there, so builds may share a cache without locks: a new
//! entry appears by renaming a complete file, and a checksum tells a damaged one, which counts as
//! missing. What cannot be read or written is as if there were no cache.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Deserialize;

/// The folder inside the cache folder that holds the entries. Another layout takes another name,
/// and nothing outside of it is ever removed.
const ENTRIES: &str = "entries-v1";
/// The folder inside the cache folder that holds extensions as Python loads them.
const LOADABLE: &str = "loadable-v1";
/// The folder inside the cache folder that holds what processes note of extensions, so that they
/// need no compiler for what is known (`setuptools-plugin/pyjit/_cache.py` writes and reads them).
const RECORDS: &str = "records-v1";
/// The folder inside the cache folder that holds modules of Python.
const MODULES: &str = "modules-v1";
const MAGIC: &[u8; 8] = b"pyjit\0\0\x01";
const CHECKSUM_SIZE: usize = blake3::OUT_LEN;
/// What `PYJIT_CACHE_SIZE` is without being said, in megabytes.
const DEFAULT_MEGABYTES: u64 = 1024;
/// A temporary file of that age was left behind by a build that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A cache, which may be absent.
#[derive(Clone, Debug)]
pub struct Cache {
    /// `None` where there is no place for it: nothing is found and nothing kept.
    folder: Option<PathBuf>,
    /// The one that is not used, since others can write to it.
    untrusted: Option<PathBuf>,
    /// The size that [`Cache::evict`] keeps it to, in bytes.
    limit: u64,
}

/// The address of an entry: a hash of everything that its content depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(blake3::Hash);

/// A kernel that was compiled for a process which runs its source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Known {
    /// Its module and qualified name.
    pub kernel: String,
    pub signatures: Vec<String>,
    /// Its extension.
    file: PathBuf,
}

/// The state of a cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    pub folder: Option<PathBuf>,
    /// The folder that is not used, since others can write to it.
    pub untrusted: Option<PathBuf>,
    pub entries: u64,
    /// In bytes.
    pub size: u64,
    /// In bytes.
    pub limit: u64,
}

impl Key {
    /// The key of something of that kind that depends on these parts and on this very build of
    /// pyjit. Parts are told apart: `["a", "b"]` is not `["ab"]`.
    pub fn new(kind: &str, parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new();
        let build = [env!("CARGO_PKG_VERSION").as_bytes(), env!("PYJIT_BUILD_ID").as_bytes()];
        for part in build.iter().chain([&kind.as_bytes()]).chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(hasher.finalize())
    }
}

impl Cache {
    /// The user's cache: in `PYJIT_CACHE_DIR`, else in the folder that the XDG specification
    /// names; absent where `PYJIT_CACHE_DIR` is empty, there is no home, or others can write to it.
    pub fn of_user() -> Cache {
        let megabytes = std::env::var("PYJIT_CACHE_SIZE").ok().and_then(|size| size.parse().ok());
        let limit = megabytes.unwrap_or(DEFAULT_MEGABYTES).saturating_mul(1 << 20);
        // What lies in it is linked and run.
        let trusted = |folder: &PathBuf| !folder.is_dir() || only_the_user_writes(folder).is_ok();
        match user_folder() {
            Some(folder) if !trusted(&folder) => {
                Cache { untrusted: Some(folder), ..Cache::absent() }
            }
            folder => Cache { folder, limit, untrusted: None },
        }
    }

    /// A cache in that folder, kept to `limit` bytes.
    pub fn at(folder: &Path, limit: u64) -> Cache {
        Cache { folder: Some(folder.to_path_buf()), untrusted: None, limit }
    }

    /// No cache.
    pub fn absent() -> Cache {
        Cache { folder: None, untrusted: None, limit: 0 }
    }

    /// The content of an entry, if it is there and sound.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key)?;
        let bytes = fs::read(&path).ok()?;
        let content = bytes.strip_prefix(MAGIC).and_then(|rest| rest.get(CHECKSUM_SIZE..));
        let sound = content.filter(|content| bytes.starts_with(&header(key, content)));
        let Some(content) = sound else {
            // It may just have been replaced by a sound one: then that is compiled once more.
            let _ = fs::remove_file(&path);
            return None;
        };
        // Eviction goes by the time of the last use. In a cache that belongs to someone else it
        // goes by the time of writing.
        if let Ok(file) = File::options().append(true).open(&path) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(content.to_vec())
    }

    /// Keeps a content, if that is possible.
    pub fn put(&self, key: &Key, content: &[u8]) {
        if let Some(path) = self.path(key) {
            // A full disk or a read-only home must not fail a build that went well.
            let _ = write_entry(&path, &header(key, content), content);
        }
    }

    /// Keeps an extension as a file that a process can load; gives its path. The file is named for
    /// its content and is whole as soon as it is there.
    ///
    /// # Errors
    /// There is no cache, or others than the user can write to it, or the file cannot be written.
    pub fn keep_loadable(&self, extension: &[u8]) -> io::Result<PathBuf> {
        let folder = self.folder.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let name = blake3::hash(extension).to_hex();
        let (group, rest) = name.split_at(2);
        make_private(folder)?;
        let folder = folder.join(LOADABLE);
        make_private(&folder)?;
        let path = folder.join(group).join(format!("{rest}.so"));
        // A damaged one is replaced; processes that have loaded it keep what they have.
        if fs::read(&path).is_ok_and(|content| content == extension) {
            return Ok(path);
        }
        write_entry(&path, &[], extension)?;
        Ok(path)
    }

    /// Keeps a module of Python for processes to import; gives the folder that holds nothing else.
    ///
    /// # Errors
    /// There is no cache, or others than the user can write to it, or the file cannot be written.
    pub fn keep_module(&self, file: &str, text: &[u8]) -> io::Result<PathBuf> {
        let folder = self.folder.as_ref().ok_or(io::ErrorKind::NotFound)?;
        make_private(folder)?;
        let folder = folder.join(MODULES);
        make_private(&folder)?;
        let folder = folder.join(blake3::hash(text).to_hex().as_str());
        if !fs::read(folder.join(file)).is_ok_and(|content| content == text) {
            write_entry(&folder.join(file), &[], text)?;
        }
        Ok(folder)
    }

    /// Where it is and how large.
    pub fn info(&self) -> Info {
        let files = self.files();
        Info {
            folder: self.folder.clone(),
            untrusted: self.untrusted.clone(),
            entries: files.iter().filter(|file| !file.temporary).count() as u64,
            size: files.iter().map(|file| file.size).sum(),
            limit: self.limit,
        }
    }

    /// The kernels that processes have called, with the bytes that their extensions take, sorted by
    /// name. What cannot be read is left out.
    pub fn kernels(&self) -> Vec<(Known, u64)> {
        let mut known: Vec<_> = self
            .files_in(&[RECORDS])
            .into_iter()
            .filter(|file| !file.temporary)
            .filter_map(|file| {
                let text = fs::read(&file.path).ok()?;
                let json = text.split(|&byte| byte == b'\n').nth(1)?;
                // Others are of what is no kernel.
                let known: Known = serde_json::from_slice(json).ok()?;
                let size = fs::metadata(&known.file).ok()?.len();
                Some((known, size))
            })
            .collect();
        known.sort_by(|(left, _), (right, _)| {
            (&left.kernel, &left.signatures).cmp(&(&right.kernel, &right.signatures))
        });
        known
    }

    /// Removes every entry; says how many and how many bytes there were.
    ///
    /// # Errors
    /// The first entry that cannot be removed; the others are.
    pub fn clear(&self) -> Result<(u64, u64), (PathBuf, io::Error)> {
        let mut removed = (0, 0);
        let mut failure = None;
        for file in self.files() {
            match fs::remove_file(&file.path) {
                Ok(()) => removed = (removed.0 + 1, removed.1 + file.size),
                // Another process was faster.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => failure = failure.or(Some((file.path, error))),
            }
        }
        failure.map_or(Ok(removed), Err)
    }

    /// Removes the entries that were not used for the longest time until three quarters of the
    /// limit are left, if the cache is larger than its limit.
    pub fn evict(&self) {
        let mut files = self.files();
        let now = SystemTime::now();
        for file in files.iter().filter(|file| file.temporary) {
            if now.duration_since(file.used).is_ok_and(|age| age > ABANDONED) {
                let _ = fs::remove_file(&file.path);
            }
        }
        files.retain(|file| !file.temporary);
        let mut size: u64 = files.iter().map(|file| file.size).sum();
        if size <= self.limit {
            return;
        }
        files.sort_by(|left, right| (left.used, &left.path).cmp(&(right.used, &right.path)));
        for file in files {
            if size <= self.limit / 4 * 3 {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                size -= file.size;
            }
        }
    }

    fn path(&self, key: &Key) -> Option<PathBuf> {
        let name = key.0.to_hex();
        let (group, rest) = name.split_at(2);
        Some(self.folder.as_ref()?.join(ENTRIES).join(group).join(rest))
    }

    fn files(&self) -> Vec<CacheFile> {
        self.files_in(&[ENTRIES, LOADABLE, RECORDS])
    }

    fn files_in(&self, rooms: &[&str]) -> Vec<CacheFile> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let inside = |name| walkdir::WalkDir::new(folder.join(name)).min_depth(2).max_depth(2);
        let entries = rooms.iter().flat_map(inside);
        // Files may go while they are listed.
        entries.flatten().filter_map(cache_file).collect()
    }
}

/// A file of the cache.
struct CacheFile {
    path: PathBuf,
    size: u64,
    used: SystemTime,
    temporary: bool,
}

fn cache_file(entry: walkdir::DirEntry) -> Option<CacheFile> {
    let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
    let name = entry.file_name().to_str()?;
    let name = name.strip_suffix(".so").unwrap_or(name);
    let temporary = name.starts_with(".tmp");
    if !temporary && !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let used = metadata.modified().ok()?;
    Some(CacheFile { size: metadata.len(), used, temporary, path: entry.into_path() })
}

fn header(key: &Key, content: &[u8]) -> Vec<u8> {
    // The key takes part, so that a file under a wrong name is not sound either.
    let mut hasher = blake3::Hasher::new_keyed(key.0.as_bytes());
    hasher.update(content);
    [MAGIC.as_slice(), hasher.finalize().as_bytes()].concat()
}

fn write_entry(path: &Path, header: &[u8], content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(header)?;
    file.write_all(content)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a folder that only the user can write to: what lies in it is run.
///
/// # Errors
/// It cannot be made, or is another's, or others can write to it.
fn make_private(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        if let Some(above) = folder.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(above)?;
        }
        match fs::DirBuilder::new().mode(0o700).create(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    only_the_user_writes(folder)
}

/// # Errors
/// The folder cannot be read, is another's, or others can write to it.
fn only_the_user_writes(folder: &Path) -> io::Result<()> {
    let metadata = fs::metadata(folder)?;
    // Safety: it only tells a number.
    let user = unsafe { libc::geteuid() };
    if metadata.uid() != user || metadata.mode() & 0o022 != 0 {
        let message = format!("others can write to {}", folder.display());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
    }
    Ok(())
}

fn user_folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("PYJIT_CACHE_DIR") {
        return Some(PathBuf::from(folder)).filter(|folder| !folder.as_os_str().is_empty());
    }
    // The specification says to ignore a relative path.
    let of_variable = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute())
    };
    let caches = of_variable("XDG_CACHE_HOME")
        .or_else(|| of_variable("HOME").map(|home| home.join(".cache")))?;
    Some(caches.join("pyjit"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn key(name: &str) -> Key {
        Key::new("test", &[name.as_bytes()])
    }

    #[test]
    fn keys_tell_parts_apart() {
        assert_ne!(Key::new("t", &[b"a", b"b"]), Key::new("t", &[b"ab"]));
        assert_ne!(Key::new("t", &[b"a"]), Key::new("u", &[b"a"]));
        assert_eq!(key("a"), key("a"));
    }

    #[test]
    fn keeps_and_finds() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path(), 1 << 20);
        assert_eq!(cache.get(&key("a")), None);
        cache.put(&key("a"), b"content");
        cache.put(&key("a"), b"content");
        cache.put(&key("empty"), b"");
        assert_eq!(cache.get(&key("a")).as_deref(), Some(b"content".as_slice()));
        assert_eq!(cache.get(&key("empty")).as_deref(), Some(b"".as_slice()));
        let info = cache.info();
        assert_eq!((info.entries, info.size), (2, 2 * 40 + 7));
        assert_eq!(cache.clear().ok(), Some((2, 87)));
        assert_eq!(cache.info().entries, 0);
    }

    #[test]
    fn damaged_entries_are_missing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path(), 1 << 20);
        let (path, other) = (cache.path(&key("a")).unwrap(), cache.path(&key("b")).unwrap());
        let damages: [fn(&mut Vec<u8>); 4] = [
            |bytes| bytes.truncate(3),
            |bytes| bytes.truncate(20),
            |bytes| bytes.push(0),
            |bytes| *bytes.last_mut().unwrap() ^= 1,
        ];
        for damage in damages {
            cache.put(&key("a"), b"content");
            let mut bytes = fs::read(&path).unwrap();
            damage(&mut bytes);
            fs::write(&path, bytes).unwrap();
            assert_eq!(cache.get(&key("a")), None);
            assert!(!path.exists());
        }
        cache.put(&key("a"), b"content");
        fs::create_dir_all(other.parent().unwrap()).unwrap();
        fs::copy(&path, &other).unwrap();
        assert_eq!(cache.get(&key("b")), None);
        assert!(cache.get(&key("a")).is_some());
    }

    #[test]
    fn evicts_what_was_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path(), 10 * 140);
        for index in 0..10 {
            cache.put(&key(&index.to_string()), &[0; 100]);
            let file = File::options()
                .append(true)
                .open(cache.path(&key(&index.to_string())).unwrap())
                .unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(index)).unwrap();
        }
        cache.evict();
        assert_eq!(cache.info().entries, 10);
        assert!(cache.get(&key("0")).is_some());
        cache.put(&key("10"), &[0; 100]);
        cache.evict();
        assert_eq!(cache.info().entries, 7);
        assert!(cache.get(&key("0")).is_some());
        assert!(cache.get(&key("1")).is_none());
        assert!(cache.get(&key("10")).is_some());
    }

    #[test]
    fn extensions_are_files_that_only_the_user_writes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(&folder.path().join("below"), 280);
        let path = cache.keep_loadable(&[1; 100]).unwrap();
        assert_eq!(fs::read(&path).unwrap(), [1; 100]);
        assert_eq!(cache.keep_loadable(&[1; 100]).unwrap(), path);
        fs::write(&path, [2; 100]).unwrap();
        assert_eq!(cache.keep_loadable(&[1; 100]).unwrap(), path);
        assert_eq!(fs::read(&path).unwrap(), [1; 100]);
        assert_eq!((cache.info().entries, cache.info().size), (1, 100));
        // They are evicted like all else.
        File::options()
            .append(true)
            .open(&path)
            .unwrap()
            .set_modified(SystemTime::UNIX_EPOCH)
            .unwrap();
        let newer = cache.keep_loadable(&[3; 100]).unwrap();
        // With its head it is so large that one file has to go, and small enough that one is enough:
        // which of two that were written at once is older, nobody can say.
        cache.put(&key("a"), &[0; 60]);
        cache.evict();
        assert!(!path.exists() && newer.exists());
        assert!(cache.clear().is_ok() && !newer.exists());
        let loadable = folder.path().join("below").join(LOADABLE);
        assert_eq!(fs::metadata(&loadable).unwrap().mode() & 0o777, 0o700);
        for mode in [0o770, 0o702] {
            fs::set_permissions(&loadable, PermissionsExt::from_mode(mode)).unwrap();
            let refused = cache.keep_loadable(&[1; 100]).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
        }
    }

    #[test]
    fn works_without_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for cache in [Cache::absent(), Cache::at(&file, 1)] {
            cache.put(&key("a"), b"content");
            assert_eq!(cache.get(&key("a")), None);
            assert!(cache.keep_loadable(b"extension").is_err());
            assert_eq!(cache.info().entries, 0);
            assert!(cache.clear().is_ok());
            cache.evict();
        }
        assert_eq!(fs::read(&file).unwrap(), b"");
    }

    #[test]
    fn leaves_strangers_alone() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path(), 0);
        cache.put(&key("a"), b"content");
        let strangers = [folder.path().join("mine"), folder.path().join("entries-v1/ab/notes.txt")];
        for stranger in &strangers {
            fs::create_dir_all(stranger.parent().unwrap()).unwrap();
            fs::write(stranger, "x").unwrap();
        }
        cache.evict();
        assert_eq!(cache.get(&key("a")), None);
        assert!(cache.clear().is_ok());
        assert!(strangers.iter().all(|stranger| stranger.exists()));
    }

    #[test]
    fn many_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path(), 2000);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for index in 0..50_u8 {
                        let key = key(&(index % 10).to_string());
                        if let Some(content) = cache.get(&key) {
                            assert_eq!(content, [index % 10; 100]);
                        }
                        cache.put(&key, &[index % 10; 100]);
                        cache.evict();
                    }
                });
            }
        });
        assert!(cache.info().size <= 2000);
    }
}
