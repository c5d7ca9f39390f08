//! The shapes on disk, held as text beside the golden bytes: bytes alone do not notice two fields of one type
//! that change places, or a term put between others, where the fixtures happen to hold equal values.
//!
//! `tests/golden/schemas.txt` has a line for every struct of the rows, every closed list of terms and the list
//! of kinds. A line is never edited; new ones are added by `PLANERKA_BLESS=1 cargo test schemas`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Text without comments and attributes, its white space made one.
fn bare(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let lines = lines.filter(|line| !line.trim_start().starts_with("#["));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ").replace(", }", " }").replace(",)", ")")
}

/// What stands between the bracket that ends `text` before `from` and its partner.
fn inside(text: &str, from: usize) -> &str {
    let mut depth = 0;
    for (at, c) in text[from..].char_indices() {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text[from + 1..from + at].trim();
        }
    }
    panic!("a bracket without an end: {}", &text[from..]);
}

/// Name and content of everything `word Name … { … }` or `word Name(…)`.
fn items<'t>(text: &'t str, word: &str) -> Vec<(String, &'t str)> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices(word) {
        let rest = &text[at + word.len()..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        let open = at + word.len() + rest.find(['{', '(', ';']).unwrap();
        if !text[open..].starts_with(';') {
            out.push((name, inside(text, open)));
        }
    }
    out
}

/// The fields of a struct: parted by commas outside of brackets.
fn fields_of(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                out.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    out.extend(Some(text[from..].trim()).filter(|last| !last.is_empty()));
    out
}

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// What a serialized struct looks like: `pub(…)` is not part of it.
fn of_structs(place: &str, text: &str) -> Vec<(String, String)> {
    let text = bare(text);
    let found = items(&text, "struct ").into_iter();
    found
        .map(|(name, fields)| {
            (
                format!("{place} {name}"),
                fields.trim_end_matches(',').to_owned(),
            )
        })
        .collect()
}

/// Terms as `code label`, whatever their order: a new one is a new line.
fn of_terms(text: &str) -> Vec<(String, String)> {
    let text = bare(text);
    let mut out = Vec::new();
    for (at, _) in text.match_indices("terms! {") {
        let block = inside(&text, at + "terms! ".len());
        for (name, terms) in items(block, "pub enum ") {
            for term in terms.split(';').map(str::trim).filter(|t| !t.is_empty()) {
                let (variant, code) = term.split_once(" = ").unwrap();
                out.push((format!("term {name} {variant}"), code.to_owned()));
            }
        }
    }
    out
}

/// Every shape of the sources.
fn shapes() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = BTreeMap::new();
    let mut add = |shapes: Vec<(String, String)>| {
        for (name, shape) in shapes {
            assert_eq!(out.insert(name.clone(), shape), None, "two of {name}");
        }
    };
    for version in fs::read_dir(root.join("store/rows")).unwrap() {
        let version = version.unwrap().path();
        if version.is_dir() {
            let mut sources = Vec::new();
            files(&version, &mut sources);
            for source in sources {
                let part = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
                let place = format!("{} {}", part(&version), part(&source));
                let text = fs::read_to_string(&source).unwrap();
                assert!(
                    !bare(&text).contains(" enum "),
                    "{}: a derived order on disk",
                    source.display()
                );
                add(of_structs(&place, &text));
            }
        }
    }
    let codec = fs::read_to_string(root.join("store/codec.rs")).unwrap();
    let scalars = of_structs("scalar", &codec).into_iter();
    add(scalars
        .filter(|(name, _)| !name.ends_with("PhantomData"))
        .collect());
    let mut domain = Vec::new();
    files(&root.join("domain"), &mut domain);
    for source in domain.iter().filter(|s| !s.ends_with("domain/terms.rs")) {
        add(of_terms(&fs::read_to_string(source).unwrap()));
    }
    let record = bare(&fs::read_to_string(root.join("domain/record.rs")).unwrap());
    let kinds = record.rfind("records! {").unwrap();
    for kind in inside(&record, kinds + "records! ".len()).split("; ") {
        let (name, rest) = kind.split_once('(').unwrap();
        let code = rest.split(',').next().unwrap();
        add(vec![(format!("kind {}", name.trim()), code.to_owned())]);
    }
    out
}

#[test]
fn what_was_written_once_keeps_its_shape() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/schemas.txt");
    let now = shapes();
    let held = fs::read_to_string(&path).unwrap_or_default();
    let mut held: BTreeMap<String, String> = held
        .lines()
        .map(|line| {
            let (name, shape) = line.split_once(": ").unwrap();
            (name.to_owned(), shape.to_owned())
        })
        .collect();
    for (name, shape) in &held {
        assert_eq!(
            now.get(name),
            Some(shape),
            "{name} is on people's disks: it never changes"
        );
    }
    if std::env::var_os("PLANERKA_BLESS").is_some_and(|v| v == "1") {
        held.extend(now.clone());
        let lines: String = held
            .iter()
            .map(|(name, shape)| format!("{name}: {shape}\n"))
            .collect();
        fs::write(&path, lines).unwrap();
    }
    let new: Vec<_> = now
        .keys()
        .filter(|name| !held.contains_key(*name))
        .collect();
    assert!(
        new.is_empty(),
        "new shapes, PLANERKA_BLESS=1 cargo test schemas: {new:?}"
    );
    for code in ["kind ", "term Tier ", "term Intent "] {
        let codes: Vec<_> = now
            .iter()
            .filter(|(n, _)| n.starts_with(code))
            .map(|(_, c)| c)
            .collect();
        let mut once = codes.clone();
        once.dedup();
        assert!(
            codes.len() > 2 && once.len() == codes.len(),
            "{code}: a code twice"
        );
    }
}

/// The mutants that bincode reads without a word, each made of every shape there is.
#[test]
fn changes_that_bincode_would_misread_are_seen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    files(&root.join("store/rows"), &mut sources);
    let mut seen = [0; 4];
    for source in &sources {
        let text = bare(&fs::read_to_string(source).unwrap());
        for (name, fields) in items(&text, "struct ") {
            let whole = |fields: &str| format!("struct {name} {{ {fields} }}");
            let shape = |fields: &str| of_structs("v", &whole(fields));
            let was = shape(fields);
            let list = fields_of(fields);
            for at in 1..list.len() {
                let mut swapped = list.clone();
                swapped.swap(at - 1, at);
                if swapped != list {
                    assert_ne!(
                        shape(&swapped.join(", ")),
                        was,
                        "{name}: fields {at} swapped"
                    );
                    seen[0] += 1;
                }
            }
            assert_ne!(
                shape(&list[..list.len() - 1].join(", ")),
                was,
                "{name}: the last dropped"
            );
            seen[1] += 1;
            for (from, to) in [
                ("u32", "u64"),
                ("i64", "u64"),
                ("u16", "u32"),
                ("u8", "u16"),
            ] {
                if fields.contains(from) {
                    assert_ne!(
                        shape(&fields.replacen(from, to, 1)),
                        was,
                        "{name}: {from} as {to}"
                    );
                    seen[2] += 1;
                }
            }
        }
    }
    let terms = |text: &str| of_terms(&format!("terms! {{ pub enum T {{ {text} }} }}"));
    let was = terms(r#"A = 1, "a"; B = 2, "b";"#);
    for mutant in [
        r#"A = 1, "a"; X = 2, "x"; B = 3, "b";"#,
        r#"A = 2, "a"; B = 1, "b";"#,
        r#"A = 1, "a"; B = 2, "c";"#,
        r#"A = 1, "a";"#,
    ] {
        let kept = was.iter().all(|line| terms(mutant).contains(line));
        assert!(!kept, "{mutant}");
        seen[3] += 1;
    }
    let appended = terms(r#"A = 1, "a"; N = 3, "n"; B = 2, "b";"#);
    assert!(
        was.iter().all(|line| appended.contains(line)),
        "a new term changes no old one"
    );
    assert!(seen[0] > 150 && seen[1] > 30 && seen[2] > 50, "{seen:?}");
}
