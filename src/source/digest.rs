//! Digests of files, which Python can make, too.

use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest as _};

/// BLAKE2b with 256 bits: Python has it in its library (`blake2b(digest_size=32)`), so that a process
/// can see for itself whether a file is what it was.
pub type Digest = [u8; 32];

/// The digest of a file with that content.
pub fn digest(bytes: &[u8]) -> Digest {
    Blake2b::<U32>::digest(bytes).into()
}

/// As Python's `hexdigest` writes it.
pub fn hexadecimal(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_pythons() {
        let expected = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
        assert_eq!(hexadecimal(&digest(b"abc")), expected);
    }
}
