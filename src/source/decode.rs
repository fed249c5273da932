//! From the bytes of a Python file to its text, and back: PEP 263.
//!
//! Python's codecs and the WHATWG's encodings of the same name are not always the same tables; the
//! differences that matter are listed here, so that a kernel is never compiled from a text that
//! Python would read otherwise.

use encoding_rs::EncoderResult;

/// How a file's text is held in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    codec: Codec,
    /// The file begins with a UTF-8 byte order mark, which its text does not hold.
    pub byte_order_mark: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Utf8,
    Ascii,
    /// ISO-8859-1 itself, in which every byte is the character of that number. The WHATWG means
    /// windows-1252 by that name.
    Latin1,
    /// Any other, through its table.
    Table(&'static encoding_rs::Encoding),
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// One sentence without a full stop.
    pub message: String,
}

/// Python's names for codecs whose table `encoding_rs` holds under the given label, spelled as
/// [`normalise`] leaves them. Each was compared with Python's over all its bytes: where both decode,
/// they agree. The ones of East Asia that do not (`euc-jp`, `big5`, `gb18030` …) are left out.
const TABLES: [(&str, &str); 58] = [
    ("cp1250", "windows-1250"),
    ("windows-1250", "windows-1250"),
    ("cp1251", "windows-1251"),
    ("windows-1251", "windows-1251"),
    ("cp1252", "windows-1252"),
    ("windows-1252", "windows-1252"),
    ("cp1253", "windows-1253"),
    ("windows-1253", "windows-1253"),
    ("cp1254", "windows-1254"),
    ("windows-1254", "windows-1254"),
    ("cp1255", "windows-1255"),
    ("windows-1255", "windows-1255"),
    ("cp1256", "windows-1256"),
    ("windows-1256", "windows-1256"),
    ("cp1257", "windows-1257"),
    ("windows-1257", "windows-1257"),
    ("cp1258", "windows-1258"),
    ("windows-1258", "windows-1258"),
    ("iso-8859-2", "iso-8859-2"),
    ("iso8859-2", "iso-8859-2"),
    ("latin2", "iso-8859-2"),
    ("iso-8859-3", "iso-8859-3"),
    ("iso8859-3", "iso-8859-3"),
    ("latin3", "iso-8859-3"),
    ("iso-8859-4", "iso-8859-4"),
    ("iso8859-4", "iso-8859-4"),
    ("latin4", "iso-8859-4"),
    ("iso-8859-5", "iso-8859-5"),
    ("iso8859-5", "iso-8859-5"),
    ("cyrillic", "iso-8859-5"),
    ("iso-8859-7", "iso-8859-7"),
    ("iso8859-7", "iso-8859-7"),
    ("greek", "iso-8859-7"),
    ("iso-8859-10", "iso-8859-10"),
    ("iso8859-10", "iso-8859-10"),
    ("latin6", "iso-8859-10"),
    ("iso-8859-13", "iso-8859-13"),
    ("iso8859-13", "iso-8859-13"),
    ("iso-8859-14", "iso-8859-14"),
    ("iso8859-14", "iso-8859-14"),
    ("latin8", "iso-8859-14"),
    ("iso-8859-15", "iso-8859-15"),
    ("iso8859-15", "iso-8859-15"),
    ("latin9", "iso-8859-15"),
    ("iso-8859-16", "iso-8859-16"),
    ("iso8859-16", "iso-8859-16"),
    ("latin10", "iso-8859-16"),
    ("koi8-r", "koi8-r"),
    ("cp866", "ibm866"),
    ("ibm866", "ibm866"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("maccyrillic", "x-mac-cyrillic"),
    ("gbk", "gbk"),
    ("cp936", "gbk"),
    ("cp932", "shift_jis"),
    ("ms932", "shift_jis"),
    ("cp949", "euc-kr"),
    ("uhc", "euc-kr"),
];

/// The text of a Python file and how it was encoded.
///
/// # Errors
/// If the declared encoding is unknown, or the bytes are not in it.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    let (bytes, byte_order_mark) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let codec = match declared_name(bytes) {
        None => Codec::Utf8,
        Some(name) => {
            let found = codec_of(&name).ok_or_else(|| DecodeError {
                message: format!("the declared encoding `{name}` is not known"),
            })?;
            if byte_order_mark && found != Codec::Utf8 {
                return Err(DecodeError {
                    message: format!("`{name}` is declared, but the file begins as UTF-8"),
                });
            }
            found
        }
    };
    let text = decode_with(codec, bytes)?;
    Ok((text, Encoding { codec, byte_order_mark }))
}

impl Encoding {
    /// Plain UTF-8.
    pub const UTF8: Encoding = Encoding { codec: Codec::Utf8, byte_order_mark: false };

    /// The bytes of a text in this encoding, with the byte order mark that the file had.
    ///
    /// # Errors
    /// The first character that the encoding does not have.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, char> {
        let mut bytes = if self.byte_order_mark { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        match self.codec {
            Codec::Utf8 => bytes.extend_from_slice(text.as_bytes()),
            Codec::Ascii | Codec::Latin1 => {
                let limit = if self.codec == Codec::Ascii { 0x80 } else { 0x100 };
                for character in text.chars() {
                    match u8::try_from(u32::from(character)) {
                        Ok(byte) if u32::from(byte) < limit => bytes.push(byte),
                        _ => return Err(character),
                    }
                }
            }
            Codec::Table(table) => encode_with(table, text, &mut bytes)?,
        }
        Ok(bytes)
    }

    /// The encoding's name as people write it.
    pub fn name(&self) -> &'static str {
        match self.codec {
            Codec::Utf8 => "UTF-8",
            Codec::Ascii => "ASCII",
            Codec::Latin1 => "ISO-8859-1",
            Codec::Table(table) => table.name(),
        }
    }
}

/// The encoding that a comment on the first two lines declares. The second counts only if the
/// first is blank or a comment.
fn declared_name(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes;
    for _ in 0..2 {
        let end = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r');
        let line = &rest[..end.unwrap_or(rest.len())];
        let content = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        match content {
            None => {}
            Some(start) if line[start] == b'#' => {
                if let Some(name) = name_in_comment(&line[start..]) {
                    return Some(name);
                }
            }
            Some(_) => return None,
        }
        let end = end?;
        let newline = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest = &rest[end + newline..];
    }
    None
}

/// What follows the first `coding:` or `coding=` that is followed by a name.
fn name_in_comment(comment: &[u8]) -> Option<String> {
    let mut rest = comment;
    while let Some(at) = rest.windows(6).position(|window| window == b"coding") {
        rest = &rest[at + 6..];
        let Some((b':' | b'=', after)) = rest.split_first() else { continue };
        let start = after.iter().position(|byte| !matches!(byte, b' ' | b'\t'));
        let after = &after[start.unwrap_or(after.len())..];
        let in_name =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let length = after.iter().position(|byte| !in_name(byte)).unwrap_or(after.len());
        if length > 0 {
            return Some(String::from_utf8_lossy(&after[..length]).into_owned());
        }
    }
    None
}

/// Python compares names without regard to case, `_` and `-`.
fn normalise(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

fn codec_of(name: &str) -> Option<Codec> {
    let name = normalise(name);
    // The tokenizer takes these with any suffix, e.g. `utf-8-unix`, as Emacs writes them.
    let begins = |stem: &str| name == stem || name.starts_with(&format!("{stem}-"));
    if begins("utf-8") || matches!(name.as_str(), "utf8" | "u8" | "utf" | "cp65001") {
        return Some(Codec::Utf8);
    }
    if begins("latin-1") || begins("iso-8859-1") || begins("iso-latin-1") {
        return Some(Codec::Latin1);
    }
    match name.as_str() {
        "latin1" | "latin" | "l1" | "iso8859-1" | "iso8859" | "8859" | "cp819" => {
            Some(Codec::Latin1)
        }
        "ascii" | "us-ascii" | "646" => Some(Codec::Ascii),
        _ => {
            let (_, label) = TABLES.iter().find(|(python, _)| *python == name)?;
            encoding_rs::Encoding::for_label(label.as_bytes()).map(Codec::Table)
        }
    }
}

fn decode_with(codec: Codec, bytes: &[u8]) -> Result<String, DecodeError> {
    let invalid = |offset: usize, name: &str| {
        let line = bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let byte = bytes.get(offset).copied().unwrap_or_default();
        DecodeError { message: format!("byte 0x{byte:02x} on line {line} is not {name}") }
    };
    match codec {
        Codec::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(invalid(error.valid_up_to(), "UTF-8")),
        },
        Codec::Ascii => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
            Some(offset) => Err(invalid(offset, "ASCII")),
        },
        Codec::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
        Codec::Table(table) => {
            let text = table.decode_without_bom_handling_and_without_replacement(bytes);
            let text = text.filter(|text| !(is_windows(table) && text.contains(is_c1)));
            let message = || format!("the bytes are not {}", table.name());
            text.map(|text| text.into_owned()).ok_or_else(|| DecodeError { message: message() })
        }
    }
}

/// Python's Windows code pages have holes where the WHATWG's have the control characters
/// U+0080 to U+009F.
fn is_windows(table: &'static encoding_rs::Encoding) -> bool {
    table.name().starts_with("windows-")
}

fn is_c1(character: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&character)
}

fn encode_with(
    table: &'static encoding_rs::Encoding,
    text: &str,
    bytes: &mut Vec<u8>,
) -> Result<(), char> {
    let mut encoder = table.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
    let mut buffer = vec![0; room.unwrap_or(text.len().saturating_mul(4)) + 16];
    let (result, _, written) =
        encoder.encode_from_utf8_without_replacement(text, &mut buffer, true);
    match result {
        EncoderResult::Unmappable(character) => Err(character),
        EncoderResult::InputEmpty | EncoderResult::OutputFull => {
            bytes.extend_from_slice(&buffer[..written]);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Option<String> {
        decode(bytes).ok().map(|(text, _)| text)
    }

    #[test]
    fn utf8_is_the_default_and_strict() {
        assert_eq!(text_of("é = 1\n".as_bytes()).as_deref(), Some("é = 1\n"));
        let error = decode(b"x = 1\n\xff").unwrap_err();
        assert_eq!(error.message, "byte 0xff on line 2 is not UTF-8");
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_and_put_back() {
        let (text, encoding) = decode(b"\xef\xbb\xbfx = 1").unwrap();
        assert_eq!(text, "x = 1");
        assert!(encoding.byte_order_mark);
        assert_eq!(encoding.encode(&text).unwrap(), b"\xef\xbb\xbfx = 1");
        assert!(decode(b"\xef\xbb\xbf# coding: latin-1\n").is_err());
        assert!(decode(b"\xef\xbb\xbf# coding: utf-8\n").is_ok());
    }

    #[test]
    fn latin1_is_not_windows_1252() {
        let (text, encoding) = decode(b"# -*- coding: latin-1 -*-\n'\x80\xe9'").unwrap();
        assert!(text.ends_with("'\u{80}é'"));
        assert!(encoding.encode(&text).unwrap().ends_with(b"'\x80\xe9'"));
        assert_eq!(encoding.encode("€"), Err('€'));
        assert!(text_of(b"# coding: cp1252\n'\x80'").unwrap().ends_with("'€'"));
        assert_eq!(text_of(b"# coding: cp1252\n'\x81'"), None);
    }

    #[test]
    fn the_second_line_counts_after_a_comment_only() {
        assert!(text_of(b"#!/bin/python\n# vim: set fileencoding=latin1 :\n'\xe9'").is_some());
        assert!(text_of(b" \t\r\n# coding=latin1\n'\xe9'").is_some());
        assert_eq!(text_of(b"x = 1\n# coding: latin1\n'\xe9'"), None);
        assert_eq!(text_of(b"#\n#\n# coding: latin1\n'\xe9'"), None);
        assert_eq!(text_of(b"'# coding: latin1'\n'\xe9'"), None);
    }

    #[test]
    fn unknown_and_unsafe_names_are_refused() {
        assert!(decode(b"# coding: utf-16\n").is_err());
        assert!(decode(b"# coding: nonsense\n").is_err());
        assert_eq!(text_of(b"# coding: ascii\n'\xe9'"), None);
        assert!(decode(b"# coding: utf-8-unix\n").is_ok());
    }

    #[test]
    fn every_table_has_its_label() {
        for (python, _) in TABLES {
            assert!(codec_of(python).is_some(), "{python}");
        }
    }
}
