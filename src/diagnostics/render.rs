//! Diagnostics as text for people.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Place, Severity};
use crate::source::SourceTree;

/// Lines longer than this, in bytes, are shown without the parts far from the place; in shorter
/// ones the renderer itself leaves out what is too wide.
const MAX_LINE: usize = 2000;

/// The diagnostic with the lines of source it speaks of, ending in a newline; `colour` puts in the
/// terminal's escape sequences.
pub fn render(diagnostic: &Diagnostic, tree: &SourceTree, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.to_string());
    let mut elements = Vec::new();
    if let Some(place) = &diagnostic.place {
        elements.extend(shown(place, &diagnostic.label, AnnotationKind::Primary, tree));
    }
    for (place, label) in &diagnostic.related {
        elements.extend(shown(place, label, AnnotationKind::Context, tree));
    }
    if let Some(help) = &diagnostic.help {
        // A name in it may come from a hostile source; the other texts are cleaned by the renderer.
        let lines: Vec<_> = help.lines().map(normalize_untrusted_str).collect();
        elements.push(Level::HELP.message(lines.join("\n")).into());
    }
    let group: Group = title.elements(elements);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    text.trim_end().to_owned() + "\n"
}

/// The line of a place with its label, or only where it is if the text is not known.
fn shown<'a>(
    place: &'a Place,
    label: &'a str,
    kind: AnnotationKind,
    tree: &'a SourceTree,
) -> Vec<Element<'a>> {
    let Some((display, text)) = tree.text_of(&place.path) else {
        return vec![Origin::path(place.path.as_str()).into()];
    };
    let (number, column) = tree.position(&place.path, place.span.start);
    let line = Line::of(text, place, number as usize);
    let label = (!label.is_empty()).then_some(label);
    let annotation = kind.span(line.start..line.end).label(label);
    let snippet = Snippet::source(line.text).line_start(line.number).annotation(annotation);
    if !line.cut {
        return vec![snippet.path(display).into()];
    }
    // The columns of the excerpt are not those of the line, so they are told apart from it.
    let origin = Origin::path(display).line(line.number).char_column(column as usize);
    vec![origin.into(), snippet.into()]
}

/// The first line of a place.
struct Line<'text> {
    text: &'text str,
    number: usize,
    /// Byte offsets in `text`; on boundaries of characters.
    start: usize,
    end: usize,
    /// Parts of the line are left out.
    cut: bool,
}

impl<'text> Line<'text> {
    fn of(text: &'text str, place: &Place, number: usize) -> Line<'text> {
        let start = text.floor_char_boundary((place.span.start as usize).min(text.len()));
        let end = text.ceil_char_boundary((place.span.end as usize).clamp(start, text.len()));
        let is_end = |character| matches!(character, '\n' | '\r');
        let mut first = text[..start].rfind(is_end).map_or(0, |newline| newline + 1);
        let mut last = text[start..].find(is_end).map_or(text.len(), |newline| start + newline);
        let cut = last - first > MAX_LINE;
        if cut {
            first = text.ceil_char_boundary(first.max(start.saturating_sub(MAX_LINE / 4)));
            last = text.floor_char_boundary(last.min(start + MAX_LINE / 2));
        }
        let end = end.clamp(start, last.max(start));
        Line { text: &text[first..last], number, start: start - first, end: end - first, cut }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;
    use crate::source::Span;

    fn rendered(text: &str, start: u32, end: u32) -> String {
        let tree = SourceTree::from_texts(&[("m.py", text)]).unwrap();
        let place = Place { path: "m.py".to_owned(), span: Span { start, end } };
        let diagnostic = Diagnostic::error(codes::METHOD, "it is wrong", place)
            .with_label("here")
            .with_help("do better");
        render(&diagnostic, &tree, false)
    }

    #[test]
    fn the_line_is_shown() {
        let expected = "\
error[PJ0020]: it is wrong
 --> m.py:2:5
  |
2 | y = é + 2
  |     ^ here
  |
  = help: do better
";
        assert_eq!(rendered("x = 1\ny = é + 2\n", 10, 12), expected);
    }

    #[test]
    fn any_span_is_rendered() {
        let texts = ["", "x", "é\r\ny = '\u{202e}\t'\r", "x = (1,\n 2)\n", "\u{c}x = 1\n\n\n"];
        for text in texts {
            for start in 0..text.len() as u32 + 3 {
                for end in 0..text.len() as u32 + 3 {
                    assert!(rendered(text, start, end).contains("it is wrong"));
                }
            }
        }
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("x = '{}' + y + '{}'\n", "é".repeat(5_000_000), "é".repeat(100));
        let start = text.find("y").unwrap() as u32;
        let text = rendered(&text, start, start + 1);
        assert!(text.contains("--> m.py:1:5000010\n"), "{text}");
        assert!(text.len() < 2000);
    }

    #[test]
    fn places_in_unknown_files_are_named() {
        let tree = SourceTree::default();
        let place = Place { path: "gone.py".to_owned(), span: Span { start: 5, end: 7 } };
        let diagnostic = Diagnostic::error(codes::UNREADABLE_FILE, "no", place.clone())
            .with_related(place, "there");
        assert!(render(&diagnostic, &tree, true).contains("gone.py"));
    }
}
