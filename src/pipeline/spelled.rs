//! Types of arguments as they are spelled where calls were recorded: `(int, f64[:, ::1])`.
//!
//! `setuptools-plugin/pyjit/_spelling.py` writes them.

use super::argument_types::ArgumentType;
use crate::types::{Element, MAX_NDIM, Record, Time};

/// Types in types, as deeply as the compiler takes them.
const MAX_DEPTH: usize = 50;

/// The types of all arguments.
///
/// # Errors
/// What is wrong with the text.
pub fn parse(text: &str) -> Result<Vec<ArgumentType>, String> {
    let mut reader = Reader { text, at: 0 };
    let types = reader.listed("(", ")", 0)?;
    reader.skip();
    match reader.rest().is_empty() {
        true => Ok(types),
        false => Err(reader.wrong("it goes on behind the type")),
    }
}

/// A text, and how many bytes of it are read. Spaces count only in what is quoted.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn ty(&mut self, depth: usize) -> Result<ArgumentType, String> {
        if depth > MAX_DEPTH {
            return Err(self.wrong("it nests too deeply"));
        }
        if self.takes("tuple[") {
            if self.takes("()") {
                self.demand("]")?;
                return Ok(ArgumentType::Tuple(Vec::new()));
            }
            return Ok(ArgumentType::Tuple(self.until("]", depth)?));
        }
        if self.takes("list[") {
            if self.takes("()") {
                self.demand("]")?;
                return Ok(ArgumentType::List(None));
            }
            let element = self.ty(depth + 1)?;
            self.demand("]")?;
            return Ok(ArgumentType::List(Some(Box::new(element))));
        }
        for (spelling, element) in [("array.array[int]", "i64"), ("array.array[float]", "f64")] {
            if self.takes(spelling) {
                return Ok(ArgumentType::ArrayArray(element.to_owned()));
            }
        }
        if self.takes("np.random.Generator") {
            return Ok(ArgumentType::Generator);
        }
        if let Some(record) = self.record()? {
            return Ok(match self.axes()? {
                None => ArgumentType::Record(record),
                Some((ndim, _)) => ArgumentType::Records { record, ndim },
            });
        }
        let start = self.at;
        if let Some(module) = self.name(false)
            && self.takes(":")
            && let Some(name) = self.name(true)
            && self.takes("(")
        {
            return self.named(module, name, depth);
        }
        self.at = start;
        self.skip();
        let word = self.word();
        if is_scalar(&word)
            && let Some((ndim, contiguous)) = self.axes()?
        {
            return Ok(ArgumentType::Array { element: word, ndim, contiguous });
        }
        match word.as_str() {
            "None" => Ok(ArgumentType::None),
            "bool" => Ok(ArgumentType::Bool),
            "int" => Ok(ArgumentType::Int),
            "float" => Ok(ArgumentType::Float),
            "complex" => Ok(ArgumentType::Complex),
            "str" => Ok(ArgumentType::Str),
            "range" => Ok(ArgumentType::Range),
            "bytes" => Ok(ArgumentType::Bytes),
            "bytearray" => Ok(ArgumentType::Bytearray),
            "memoryview" => Ok(ArgumentType::Memoryview),
            "np.bool" => Ok(ArgumentType::Scalar("bool".to_owned())),
            other if is_scalar(other) => Ok(ArgumentType::Scalar(word)),
            _ => Err(self.wrong("there is no such type")),
        }
    }

    fn listed(
        &mut self,
        start: &str,
        end: &str,
        depth: usize,
    ) -> Result<Vec<ArgumentType>, String> {
        self.demand(start)?;
        if self.takes(end) { Ok(Vec::new()) } else { self.until(end, depth) }
    }

    /// Types with commas between them, up to what ends them.
    fn until(&mut self, end: &str, depth: usize) -> Result<Vec<ArgumentType>, String> {
        let mut types = vec![self.ty(depth + 1)?];
        while !self.takes(end) {
            self.demand(",")?;
            types.push(self.ty(depth + 1)?);
        }
        Ok(types)
    }

    /// The rest of a named tuple: its fields.
    fn named(
        &mut self,
        module: String,
        name: String,
        depth: usize,
    ) -> Result<ArgumentType, String> {
        let mut fields = Vec::new();
        while !self.takes(")") {
            if !fields.is_empty() {
                self.demand(",")?;
            }
            let field = self.name(false).ok_or_else(|| self.wrong("a field has no name"))?;
            self.demand(":")?;
            fields.push((field, self.ty(depth + 1)?));
        }
        Ok(ArgumentType::Named { module, name, fields })
    }

    /// The fields of records, between braces; what stands in quotes is no brace.
    fn record(&mut self) -> Result<Option<String>, String> {
        self.skip();
        if !self.rest().starts_with('{') {
            return Ok(None);
        }
        let (start, mut depth, mut quoted, mut escaped) = (self.at, 0, false, false);
        for (index, character) in self.rest().char_indices() {
            match character {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '\'' => quoted = !quoted,
                '{' if !quoted => depth += 1,
                '}' if !quoted => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = start + index + 1;
                let text = &self.text[start..self.at];
                return match Record::parse(text) {
                    Some(_) => Ok(Some(text.to_owned())),
                    None => Err(self.wrong("these are no records")),
                };
            }
        }
        Err(self.wrong("a record does not end"))
    }

    /// The axes of an array: how many, and whether rows lie one after the other.
    fn axes(&mut self) -> Result<Option<(u8, bool)>, String> {
        if self.rest().starts_with("[()]") {
            self.at += "[()]".len();
            return Ok(Some((0, false)));
        }
        if !self.rest().starts_with("[:") {
            return Ok(None);
        }
        self.at += 1;
        for ndim in 1..=MAX_NDIM as u8 {
            if self.takes("::1]") {
                return Ok(Some((ndim, true)));
            }
            if self.takes(":]") {
                return Ok(Some((ndim, false)));
            }
            self.demand(":")?;
            self.demand(",")?;
        }
        Err(self.wrong("it has too many dimensions"))
    }

    /// A name, dotted if it may be that of a module or class, or what JSON quotes.
    fn name(&mut self, qualified: bool) -> Option<String> {
        self.skip();
        let rest = self.rest();
        if rest.starts_with('"') {
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
            let name = values.next()?.ok()?;
            self.at += values.byte_offset();
            return Some(name);
        }
        let mut end = 0;
        loop {
            let local = "<locals>";
            match rest[end..].chars().next() {
                Some(it) if it.is_alphanumeric() || it == '_' => end += it.len_utf8(),
                Some('.') if end > 0 => end += 1,
                Some('<') if qualified && rest[end..].starts_with(local) => end += local.len(),
                _ => break,
            }
        }
        self.at += end;
        (end > 0).then(|| rest[..end].to_owned())
    }

    /// The word of a scalar type: `f64`, `np.bool`, `datetime64[25s]`.
    fn word(&mut self) -> String {
        let rest = self.rest();
        let mut end =
            rest.find(|it: char| !(it.is_ascii_alphanumeric() || it == '.')).unwrap_or(rest.len());
        if matches!(&rest[..end], "datetime64" | "timedelta64")
            && rest[end..].starts_with('[')
            && !rest[end..].starts_with("[:")
            && !rest[end..].starts_with("[()]")
            && let Some(length) = rest[end..].find(']')
        {
            end += length + 1;
        }
        self.at += end;
        rest[..end].to_owned()
    }

    fn takes(&mut self, text: &str) -> bool {
        self.skip();
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn demand(&mut self, text: &str) -> Result<(), String> {
        if self.takes(text) { Ok(()) } else { Err(self.wrong(&format!("`{text}` is missing"))) }
    }

    fn skip(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong(&self, reason: &str) -> String {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        format!("`{}`, character {}: {reason}", self.text, before.chars().count() + 1)
    }
}

/// Whether it is one of NumPy's scalars.
fn is_scalar(word: &str) -> bool {
    Element::named(word).is_some() || Time::named(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let array = |element: &str, ndim, contiguous| ArgumentType::Array {
            element: element.to_owned(),
            ndim,
            contiguous,
        };
        let scalar = |name: &str| ArgumentType::Scalar(name.to_owned());
        let all = "(int, np.bool, f32, c64[:], f64[:, ::1], i8[()], datetime64[25s], \
                   timedelta64[ns][:, :], list[list[int]], list[()], tuple[()], \
                   tuple[int, tuple[float]], array.array[float], bytes, None, \
                   np.random.Generator)";
        let list = |of| ArgumentType::List(Some(Box::new(of)));
        let expected = vec![
            ArgumentType::Int,
            scalar("bool"),
            scalar("f32"),
            array("c64", 1, false),
            array("f64", 2, true),
            array("i8", 0, false),
            scalar("datetime64[25s]"),
            array("timedelta64[ns]", 2, false),
            list(list(ArgumentType::Int)),
            ArgumentType::List(None),
            ArgumentType::Tuple(Vec::new()),
            ArgumentType::Tuple(vec![
                ArgumentType::Int,
                ArgumentType::Tuple(vec![ArgumentType::Float]),
            ]),
            ArgumentType::ArrayArray("f64".to_owned()),
            ArgumentType::Bytes,
            ArgumentType::None,
            ArgumentType::Generator,
        ];
        assert_eq!(parse(all), Ok(expected));
        assert_eq!(parse("()"), Ok(Vec::new()));
        let named = ArgumentType::Named {
            module: "a.b".to_owned(),
            name: "C.<locals>.P".to_owned(),
            fields: vec![
                ("x".to_owned(), ArgumentType::Float),
                ("a b".to_owned(), array("f64", 1, true)),
            ],
        };
        let text = "(a.b:C.<locals>.P(x: float, \"a b\": f64[::1]))";
        assert_eq!(parse(text), Ok(vec![named]));
        let record = "{x: f64 at 0, 'a}': i32[2] at 8; 16}".to_owned();
        let records = ArgumentType::Records { record: record.clone(), ndim: 1 };
        let found = parse(&format!("({record}[:], {record})"));
        assert_eq!(found, Ok(vec![records, ArgumentType::Record(record)]));
    }

    #[test]
    fn what_is_broken_is_told() {
        for (text, place) in [
            ("", "character 1: `(` is missing"),
            ("(int", "character 5: `,` is missing"),
            ("(f65)", "there is no such type"),
            ("(int) int", "character 7: it goes on behind the type"),
            ("(f64[:, :, :, :, :, :, :, :, :])", "it has too many dimensions"),
            ("({x: f64 at 0)", "a record does not end"),
            ("(m:P(1x: int)", "is missing"),
            ("(é)", "there is no such type"),
            ("(\"", "there is no such type"),
        ] {
            let found = parse(text).unwrap_err();
            assert!(found.ends_with(place), "{text}: {found}");
        }
        let deep = format!("({}int{})", "list[".repeat(80), "]".repeat(80));
        assert!(parse(&deep).unwrap_err().ends_with("it nests too deeply"));
    }
}
