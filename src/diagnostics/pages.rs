//! The pages that `pyjit explain` prints, one for each code.

use super::{Code, codes};

/// Every code with its page, in Markdown; the first line is the title.
const PAGES: &[(Code, &str)] = &[
    (codes::UNREADABLE_FILE, include_str!("pages/PJ0001.md")),
    (codes::UNDECODABLE_FILE, include_str!("pages/PJ0002.md")),
    (codes::SYNTAX_ERROR, include_str!("pages/PJ0003.md")),
    (codes::TOO_DEEP, include_str!("pages/PJ0004.md")),
    (codes::FOLDER_LINK, include_str!("pages/PJ0005.md")),
    (codes::METHOD, include_str!("pages/PJ0020.md")),
    (codes::NESTED_FUNCTION, include_str!("pages/PJ0021.md")),
    (codes::COROUTINE, include_str!("pages/PJ0022.md")),
    (codes::GENERATOR, include_str!("pages/PJ0023.md")),
    (codes::VARIADIC, include_str!("pages/PJ0024.md")),
    (codes::OTHER_DECORATOR, include_str!("pages/PJ0025.md")),
    (codes::BAD_OPTION, include_str!("pages/PJ0026.md")),
    (codes::BAD_SIGNATURE, include_str!("pages/PJ0027.md")),
    (codes::UNSUPPORTED_TYPE, include_str!("pages/PJ0028.md")),
    (codes::MISSING_ANNOTATION, include_str!("pages/PJ0029.md")),
    (codes::UNKNOWN_DIMENSIONS, include_str!("pages/PJ0030.md")),
    (codes::UNSUPPORTED_LAYOUT, include_str!("pages/PJ0031.md")),
    (codes::TYPE_PARAMETERS, include_str!("pages/PJ0032.md")),
    (codes::KERNEL_TOO_DEEP, include_str!("pages/PJ0033.md")),
    (codes::DECORATED_TWICE, include_str!("pages/PJ0034.md")),
    (codes::DUPLICATE_PARAMETER, include_str!("pages/PJ0035.md")),
    (codes::UNCERTAIN_DECORATOR, include_str!("pages/PJ0036.md")),
    (codes::BAD_CONFIG, include_str!("pages/PJ0050.md")),
    (codes::UNKNOWN_KEY, include_str!("pages/PJ0051.md")),
    (codes::BAD_CONFIG_VALUE, include_str!("pages/PJ0052.md")),
    (codes::BAD_RECORD, include_str!("pages/PJ0054.md")),
    (codes::STALE_RECORD, include_str!("pages/PJ0055.md")),
    (codes::CARGO_FAILED, include_str!("pages/PJ0053.md")),
    (codes::TRY, include_str!("pages/PJ0100.md")),
    (codes::WITH, include_str!("pages/PJ0101.md")),
    (codes::MATCH, include_str!("pages/PJ0102.md")),
    (codes::INNER_FUNCTION, include_str!("pages/PJ0103.md")),
    (codes::INNER_CLASS, include_str!("pages/PJ0104.md")),
    (codes::INNER_IMPORT, include_str!("pages/PJ0105.md")),
    (codes::DELETE, include_str!("pages/PJ0106.md")),
    (codes::GLOBAL, include_str!("pages/PJ0107.md")),
    (codes::INNER_TYPE_ALIAS, include_str!("pages/PJ0108.md")),
    (codes::ASYNC, include_str!("pages/PJ0109.md")),
    (codes::COMPREHENSION, include_str!("pages/PJ0111.md")),
    (codes::STRING, include_str!("pages/PJ0114.md")),
    (codes::DICT_OR_SET, include_str!("pages/PJ0116.md")),
    (codes::LIST, include_str!("pages/PJ0117.md")),
    (codes::STARRED, include_str!("pages/PJ0118.md")),
    (codes::ELLIPSIS, include_str!("pages/PJ0119.md")),
    (codes::SHELL, include_str!("pages/PJ0121.md")),
    (codes::LOOP_EXIT_OUTSIDE, include_str!("pages/PJ0122.md")),
    (codes::RAISE_FORM, include_str!("pages/PJ0124.md")),
    (codes::MESSAGE, include_str!("pages/PJ0125.md")),
    (codes::SLICE, include_str!("pages/PJ0126.md")),
    (codes::MATRIX_PRODUCT, include_str!("pages/PJ0127.md")),
    (codes::IDENTITY_OR_MEMBERSHIP, include_str!("pages/PJ0128.md")),
    (codes::UNKNOWN_NAME, include_str!("pages/PJ0130.md")),
    (codes::NEVER_ASSIGNED, include_str!("pages/PJ0131.md")),
    (codes::NO_VALUE, include_str!("pages/PJ0132.md")),
    (codes::NOT_CALLABLE, include_str!("pages/PJ0133.md")),
    (codes::PLAIN_FUNCTION, include_str!("pages/PJ0134.md")),
    (codes::CALLEE_REFUSED, include_str!("pages/PJ0135.md")),
    (codes::LIBRARY_FUNCTION, include_str!("pages/PJ0136.md")),
    (codes::LIBRARY_KEYWORD, include_str!("pages/PJ0137.md")),
    (codes::CALL_ARGUMENTS, include_str!("pages/PJ0138.md")),
    (codes::DEFAULT_UNKNOWN, include_str!("pages/PJ0140.md")),
    (codes::DECLARED_TYPE, include_str!("pages/PJ0141.md")),
    (codes::ARGUMENT_TYPE, include_str!("pages/PJ0142.md")),
    (codes::TOO_MANY_INSTANCES, include_str!("pages/PJ0143.md")),
    (codes::ATTRIBUTE, include_str!("pages/PJ0144.md")),
    (codes::VARIABLE_CLASH, include_str!("pages/PJ0150.md")),
    (codes::RETURNS_CLASH, include_str!("pages/PJ0151.md")),
    (codes::VALUES_CLASH, include_str!("pages/PJ0152.md")),
    (codes::OPERAND_TYPES, include_str!("pages/PJ0153.md")),
    (codes::NUMPY_BOOL, include_str!("pages/PJ0154.md")),
    (codes::NEGATIVE_POWER, include_str!("pages/PJ0155.md")),
    (codes::INTEGER_TOO_LARGE, include_str!("pages/PJ0156.md")),
    (codes::INCOMPARABLE, include_str!("pages/PJ0157.md")),
    (codes::NOT_INFERRED, include_str!("pages/PJ0158.md")),
    (codes::UNSETTLED, include_str!("pages/PJ0159.md")),
    (codes::TUPLE_CONVERSION, include_str!("pages/PJ0160.md")),
    (codes::MAYBE_NEGATIVE_POWER, include_str!("pages/PJ0161.md")),
    (codes::ARRAY_TRUTH, include_str!("pages/PJ0170.md")),
    (codes::ARRAY_VALUE, include_str!("pages/PJ0171.md")),
    (codes::NOT_SUBSCRIPTABLE, include_str!("pages/PJ0172.md")),
    (codes::INDEX_TYPE, include_str!("pages/PJ0173.md")),
    (codes::INDEX_COUNT, include_str!("pages/PJ0174.md")),
    (codes::TUPLE_INDEX, include_str!("pages/PJ0175.md")),
    (codes::READ_ONLY, include_str!("pages/PJ0176.md")),
    (codes::STORE_TYPE, include_str!("pages/PJ0177.md")),
    (codes::TARGET, include_str!("pages/PJ0178.md")),
    (codes::TARGETS_DIFFER, include_str!("pages/PJ0179.md")),
    (codes::UNPACK, include_str!("pages/PJ0180.md")),
    (codes::ITERABLE, include_str!("pages/PJ0181.md")),
    (codes::GENERATOR_EXPRESSION, include_str!("pages/PJ0188.md")),
    (codes::REDUCTION, include_str!("pages/PJ0189.md")),
    (codes::METHOD_OF_VALUE, include_str!("pages/PJ0198.md")),
    (codes::LARGE_TUPLE, include_str!("pages/PJ0183.md")),
    (codes::AXIS, include_str!("pages/PJ0184.md")),
    (codes::MAYBE_NONE, include_str!("pages/PJ0182.md")),
    (codes::CAPTURE, include_str!("pages/PJ0190.md")),
    (codes::FUNCTION_ESCAPES, include_str!("pages/PJ0191.md")),
    (codes::FUNCTIONS_DIFFER, include_str!("pages/PJ0192.md")),
    (codes::STRING_OPERATION, include_str!("pages/PJ0193.md")),
    (codes::SURROGATE, include_str!("pages/PJ0194.md")),
    (codes::PRINT_FORM, include_str!("pages/PJ0195.md")),
    (codes::NO_LINKER, include_str!("pages/PJ0200.md")),
    (codes::LINK_FAILED, include_str!("pages/PJ0201.md")),
    (codes::UNUSABLE_INTERPRETER, include_str!("pages/PJ0202.md")),
    (codes::DEFECT, include_str!("pages/PJ0203.md")),
    (codes::OWN_PYJIT, include_str!("pages/PJ0250.md")),
    (codes::SUBMODULE_IMPORT, include_str!("pages/PJ0251.md")),
    (codes::UNENCODABLE_NAME, include_str!("pages/PJ0252.md")),
    (codes::NAME_TAKEN, include_str!("pages/PJ0253.md")),
    (codes::NOT_IMPORTABLE, include_str!("pages/PJ0254.md")),
    (codes::KERNEL_NOT_FOUND, include_str!("pages/PJ0260.md")),
    (codes::NO_TYPES, include_str!("pages/PJ0261.md")),
    (codes::ARGUMENT_TYPES, include_str!("pages/PJ0262.md")),
];

/// The page of a code like `PJ0012`, however it is spelled: `pj12` and `12` are the same.
pub fn explain(code: &str) -> Option<&'static str> {
    let digits = code.trim().trim_start_matches(['p', 'P', 'j', 'J']);
    let number = digits.parse().ok()?;
    page(Code(number))
}

/// The title of a code's page, without the code. Empty for a code without page.
pub fn title(code: Code) -> &'static str {
    let first = page(code).and_then(|page| page.lines().next()).unwrap_or_default();
    first.split_once(": ").map_or("", |(_, title)| title)
}

/// Every code with its title, in order.
pub fn titles() -> Vec<(Code, &'static str)> {
    let mut titles: Vec<_> = PAGES.iter().map(|(code, _)| (*code, title(*code))).collect();
    titles.sort();
    titles
}

fn page(code: Code) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == code).map(|(_, page)| *page)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes that `codes.rs` defines, read from its text so that none can be forgotten.
    fn defined() -> Vec<Code> {
        let lines = include_str!("codes.rs").lines();
        let numbers = lines.filter_map(|line| line.split_once("Code = Code(")?.1.split(')').next());
        let mut codes: Vec<_> = numbers.filter_map(|it| it.parse().ok().map(Code)).collect();
        codes.sort();
        codes
    }

    #[test]
    fn every_code_has_one_page_and_every_page_a_code() {
        let listed: Vec<_> = titles().into_iter().map(|(code, _)| code).collect();
        assert_eq!(listed, defined());
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostics/pages");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        let mut files: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
        files.sort();
        let expected: Vec<_> = listed.iter().map(|code| format!("{code}.md")).collect();
        assert_eq!(files, expected);
    }

    #[test]
    fn every_page_begins_with_its_code_and_title() {
        for (code, page) in PAGES {
            assert!(page.starts_with(&format!("# {code}: ")), "{code}");
            assert!(!title(*code).is_empty(), "{code}");
        }
    }

    #[test]
    fn codes_are_found_however_they_are_spelled() {
        assert!(explain("PJ0001").is_some());
        assert_eq!(explain("pj1"), explain("PJ0001"));
        assert_eq!(explain("0001"), explain("PJ0001"));
        assert_eq!(explain("PJ9999"), None);
        assert_eq!(explain("nonsense"), None);
    }
}
