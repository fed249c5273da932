//! What records of structured arrays are made of.
//!
//! A record is no [`super::Element`]: nothing that works on numbers works on it, so its arrays are a
//! type of their own, which every operation refuses that does not name it. Such a value is held as a
//! view of the bytes with which its records begin, one for each record, and a field is another view of
//! the same memory.

use std::fmt;
use std::sync::Arc;

use super::{ArrayType, Container, Element, Layout, MAX_NDIM, Scalar, Time};

/// The greatest record that is compiled, in bytes, and how deeply records lie in each other.
const MOST_BYTES: u64 = 1 << 30;
const MOST_NESTED: usize = 16;

/// How many pieces of memory a record is copied as at most.
const MOST_SPANS: usize = 64;

/// A structured dtype of NumPy's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Record {
    /// In the order of the dtype's names.
    pub fields: Vec<RecordField>,
    /// The bytes from one record to the next, padding included.
    pub size: u32,
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordField {
    pub name: String,
    /// Where it begins, in bytes.
    pub offset: u32,
    pub content: Content,
    /// The lengths of a field that is an array, in C order.
    pub shape: Vec<u32>,
}

/// What a field, or an array that a dtype was written for, holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Content {
    Element(Element),
    Record(Arc<Record>),
}

impl Content {
    /// The size in memory, in bytes.
    pub fn size(&self) -> u32 {
        match self {
            Content::Element(element) => element.size(),
            Content::Record(record) => record.size,
        }
    }

    /// The alignment that `np.dtype(…, align=True)` gives it.
    pub fn alignment(&self) -> u32 {
        match self {
            Content::Element(element) => element.part().size(),
            Content::Record(record) => record.alignment(),
        }
    }

    /// Whether a field in it is an array.
    pub fn has_axes(&self) -> bool {
        match self {
            Content::Element(_) => false,
            Content::Record(record) => {
                record.fields.iter().any(|it| !it.shape.is_empty() || it.content.has_axes())
            }
        }
    }

    /// As the argument of `np.dtype`.
    fn numpy_text(&self) -> String {
        match self {
            Content::Element(element) => format!("'{}'", element.numpy_name()),
            Content::Record(record) => record.numpy_text(),
        }
    }
}

impl RecordField {
    /// The size in memory, in bytes.
    pub fn size(&self) -> u64 {
        let count = self.shape.iter().map(|&length| u64::from(length));
        count.fold(u64::from(self.content.size()), u64::saturating_mul)
    }
}

impl Record {
    /// The record of these fields, if it is one that is compiled: of as many bytes as its fields reach,
    /// with names that differ.
    pub fn new(fields: Vec<RecordField>, size: u64) -> Option<Record> {
        let fits = |field: &RecordField| {
            u64::from(field.offset).saturating_add(field.size()) <= size
                && field.shape.len() <= MAX_NDIM
        };
        let names =
            fields.iter().map(|field| &field.name).collect::<std::collections::BTreeSet<_>>();
        let is_one = (1..=MOST_BYTES).contains(&size)
            && !fields.is_empty()
            && names.len() == fields.len()
            && fields.iter().all(fits);
        is_one.then_some(Record { fields, size: size as u32 })
    }

    /// The record of fields that follow each other: packed, or as C lays them out.
    pub fn laid_out(fields: Vec<(String, Content, Vec<u32>)>, align: bool) -> Option<Record> {
        let padded = |at: u64, to: u32| at.div_ceil(u64::from(to)) * u64::from(to);
        let (mut at, mut greatest) = (0, 1);
        let mut placed = Vec::new();
        for (name, content, shape) in fields {
            if align {
                at = padded(at, content.alignment());
                greatest = greatest.max(content.alignment());
            }
            let field = RecordField { name, offset: u32::try_from(at).ok()?, content, shape };
            at = at.checked_add(field.size()).filter(|&at| at <= MOST_BYTES)?;
            placed.push(field);
        }
        Record::new(placed, padded(at, greatest))
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&RecordField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The record of some of its fields, where they are: `x[["a", "b"]]`; `None` for a name that it
    /// does not have, or that is there twice.
    pub fn of_some(&self, names: &[String]) -> Option<Record> {
        let fields = names.iter().map(|name| self.field(name).cloned());
        Record::new(fields.collect::<Option<_>>()?, self.size.into())
    }

    /// The bytes that belong to fields, as beginnings and lengths in order: NumPy copies these, and
    /// leaves what lies between them. `None` where fields overlap, or there are too many gaps.
    pub fn covered(&self) -> Option<Vec<(u32, u32)>> {
        let mut spans = Vec::new();
        self.add_spans(0, &mut spans)?;
        spans.sort_unstable();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (start, length) in spans {
            match runs.last_mut() {
                Some((first, count)) if *first + *count > start => return None,
                Some((first, count)) if *first + *count == start => *count += length,
                _ => runs.push((start, length)),
            }
        }
        Some(runs)
    }

    fn add_spans(&self, at: u32, spans: &mut Vec<(u32, u32)>) -> Option<()> {
        for field in &self.fields {
            let first = at + field.offset;
            match &field.content {
                Content::Record(inner) if inner.covered()? != [(0, inner.size)] => {
                    let count: u64 = field.shape.iter().map(|&length| u64::from(length)).product();
                    for index in 0..u32::try_from(count).ok()? {
                        inner.add_spans(first + index * inner.size, spans)?;
                    }
                }
                _ => spans.extend((field.size() > 0).then_some((first, field.size() as u32))),
            }
            (spans.len() <= MOST_SPANS).then_some(())?;
        }
        Some(())
    }

    /// The views of bytes that an array of so many dimensions is held as.
    pub fn bytes(ndim: u8) -> ArrayType {
        let (element, layout) = (Element::Scalar(Scalar::U8), Layout::Strided);
        ArrayType { element, ndim, layout, container: Container::Array }
    }

    /// The alignment that `np.dtype(…, align=True)` gives it.
    pub fn alignment(&self) -> u32 {
        self.fields.iter().map(|field| field.content.alignment()).max().unwrap_or(1)
    }

    /// What `np.dtype` makes it of, as a literal of Python.
    pub fn numpy_text(&self) -> String {
        let all = |text: &dyn Fn(&RecordField) -> String| {
            self.fields.iter().map(|field| text(field) + ",").collect::<String>()
        };
        let names = all(&|field| quoted(&field.name));
        let formats = all(&|field| match field.shape.as_slice() {
            [] => field.content.numpy_text(),
            shape => {
                let shape: String = shape.iter().map(|length| format!("{length},")).collect();
                format!("({},({shape}))", field.content.numpy_text())
            }
        });
        let offsets = all(&|field| field.offset.to_string());
        format!(
            "{{'names':[{names}],'formats':[{formats}],'offsets':[{offsets}],'itemsize':{}}}",
            self.size
        )
    }

    /// The name that its dtype has among those of libraries.
    pub fn dtype_name(&self) -> String {
        format!("numpy.dtype({self})")
    }

    /// The record whose dtype has that name.
    pub fn of_dtype_name(name: &str) -> Option<Record> {
        Record::parse(name.strip_prefix("numpy.dtype(")?.strip_suffix(')')?)
    }

    /// The record that is spelled so; `None` where the text is no spelling.
    pub fn parse(text: &str) -> Option<Record> {
        let mut reader = Reader { rest: text };
        let record = reader.record(0)?;
        reader.rest.is_empty().then_some(record)
    }
}

/// A name as a literal of Python and of this spelling: without anything that either would take for
/// something else.
fn quoted(name: &str) -> String {
    let mut text = String::from("'");
    for character in name.chars() {
        match character {
            '\'' | '\\' => text.extend(['\\', character]),
            // It has a meaning in symbols, of which spellings become parts.
            ' '..='~' if character != '@' => text.push(character),
            other => text.push_str(&format!("\\U{:08x}", u32::from(other))),
        }
    }
    text + "'"
}

/// `{x: f64 at 0, 'a b': i32[3] at 8; 20}`: every field with its place, and the size.
impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("{")?;
        for (index, field) in self.fields.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let name = match is_plain(&field.name) {
                true => field.name.clone(),
                false => quoted(&field.name),
            };
            write!(formatter, "{separator}{name}: {}", field.content)?;
            if !field.shape.is_empty() {
                let shape: Vec<String> = field.shape.iter().map(u32::to_string).collect();
                write!(formatter, "[{}]", shape.join(", "))?;
            }
            write!(formatter, " at {}", field.offset)?;
        }
        write!(formatter, "; {}}}", self.size)
    }
}

impl fmt::Display for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Element(element) => write!(formatter, "{element}"),
            Content::Record(record) => write!(formatter, "{record}"),
        }
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

/// What is left of a spelling.
struct Reader<'text> {
    rest: &'text str,
}

impl Reader<'_> {
    fn takes(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn record(&mut self, depth: usize) -> Option<Record> {
        if depth == MOST_NESTED || !self.takes("{") {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            fields.push(self.field(depth)?);
            if self.takes("; ") {
                break;
            }
            self.takes(", ").then_some(())?;
        }
        let size = self.number()?;
        self.takes("}").then_some(())?;
        Record::new(fields, size.into())
    }

    fn field(&mut self, depth: usize) -> Option<RecordField> {
        let name = self.name()?;
        self.takes(": ").then_some(())?;
        let content = match self.rest.starts_with('{') {
            true => Content::Record(Arc::new(self.record(depth + 1)?)),
            false => Content::Element(self.element()?),
        };
        let mut shape = Vec::new();
        if self.takes("[") {
            while !self.takes("]") {
                if !shape.is_empty() {
                    self.takes(", ").then_some(())?;
                }
                shape.push(self.number()?);
            }
        }
        self.takes(" at ").then_some(())?;
        Some(RecordField { name, offset: self.number()?, content, shape })
    }

    fn word(&mut self) -> &str {
        let end = self.rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '_');
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// A number by its name, or a time by NumPy's name of it: `datetime64[25s]`.
    fn element(&mut self) -> Option<Element> {
        let before = self.rest;
        let name = self.word();
        if !matches!(name, "datetime64" | "timedelta64") {
            return Element::named(name);
        }
        // What stands in brackets is a unit, or a shape.
        let length = name.len();
        let behind = before.get(length..)?;
        let unit = behind.strip_prefix('[').and_then(|it| it.split_once(']'));
        let is_unit = unit.is_some_and(|(unit, _)| unit.contains(char::is_alphabetic));
        let end = length + unit.filter(|_| is_unit).map_or(0, |(unit, _)| unit.len() + 2);
        let (name, rest) = before.split_at_checked(end)?;
        self.rest = rest;
        Time::named(name).map(Element::Time)
    }

    fn number(&mut self) -> Option<u32> {
        self.word().parse().ok()
    }

    fn name(&mut self) -> Option<String> {
        if !self.takes("'") {
            return Some(self.word().to_owned()).filter(|it| !it.is_empty());
        }
        let mut name = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\'' => {
                    self.rest = self.rest.get(at + 1..)?;
                    return Some(name);
                }
                '\\' => match characters.next()?.1 {
                    'U' => {
                        let digits: String = characters.by_ref().take(8).map(|it| it.1).collect();
                        name.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                    }
                    other => name.push(other),
                },
                other => name.push(other),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_are_the_fields() {
        let record = |text: &str| Record::parse(text).expect(text);
        let covered = |text: &str| record(text).covered();
        assert_eq!(covered("{x: u8 at 0, y: f64 at 1; 9}"), Some(vec![(0, 9)]));
        assert_eq!(covered("{x: u8 at 0, y: f64 at 8; 16}"), Some(vec![(0, 1), (8, 8)]));
        assert_eq!(covered("{x: u8 at 3, y: f64[2] at 8; 32}"), Some(vec![(3, 1), (8, 16)]));
        assert_eq!(covered("{y: f64 at 8, x: u32 at 4; 16}"), Some(vec![(4, 12)]));
        assert_eq!(covered("{x: u32 at 0, y: u16 at 2; 4}"), None);
        let nested = "{a: {x: u8 at 0; 2}[2] at 1, b: {x: u8 at 0, y: u8 at 1; 2} at 5; 7}";
        assert_eq!(covered(nested), Some(vec![(1, 1), (3, 1), (5, 2)]));
        let some = record("{x: u8 at 0, y: f64 at 8; 16}").of_some(&["y".to_owned()]);
        assert_eq!(some.map(|it| it.to_string()), Some("{y: f64 at 8; 16}".to_owned()));
    }

    #[test]
    fn times_among_fields_are_read_back() {
        let text =
            "{t: datetime64[25s][3] at 0, d: timedelta64[ms] at 24, g: timedelta64[2] at 32; 48}";
        assert_eq!(Record::parse(text).map(|it| it.to_string()), Some(text.to_owned()));
    }

    #[test]
    fn a_spelling_is_read_back() {
        let element = |name: &str| Content::Element(Element::named(name).expect("a name"));
        let inner = Record::laid_out(
            vec![
                ("x".to_owned(), element("u8"), Vec::new()),
                ("y".to_owned(), element("f64"), vec![]),
            ],
            true,
        )
        .expect("a record");
        assert_eq!(inner.to_string(), "{x: u8 at 0, y: f64 at 8; 16}");
        let names = ["a", "it's", "ü \\", "@; }"];
        let mut fields: Vec<_> =
            names.iter().map(|name| (name.to_string(), element("c64"), vec![2, 3])).collect();
        fields.push(("in".to_owned(), Content::Record(Arc::new(inner)), vec![]));
        let record = Record::laid_out(fields, false).expect("a record");
        assert_eq!(Record::parse(&record.to_string()), Some(record.clone()));
        for wrong in
            ["", "{}", "{x: f64 at 0; 4}", "{x: f64 at 0; 8} ", "{x: f65 at 0; 8}", "{x: f64 at 0"]
        {
            assert_eq!(Record::parse(wrong), None, "{wrong}");
        }
    }
}
