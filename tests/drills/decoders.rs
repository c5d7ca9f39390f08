//! The targets of the fuzzer in every run: the corpus as it is, then cut, stretched and spoiled by chance.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Dice, rounds};

#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// The inputs kept for a target.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let Ok(listed) = fs::read_dir(&dir) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Spoils an input in a few places.
fn spoil(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    const TELLING: [u8; 12] = [
        0, 1, 0x7f, 0x80, 0xfa, 0xff, b'"', b'\n', b';', b'(', b'9', b'-',
    ];
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at.min(bytes.len())..(at + dice.below(9)).min(bytes.len()))),
            2 => bytes.insert(at, TELLING[dice.below(TELLING.len())]),
            3 => {
                // A piece of another input.
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(64)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            4 => {
                // A piece of its own, over and over.
                let to = (at + dice.below(16)).min(bytes.len());
                let piece = bytes[at..to].to_vec();
                for _ in 0..dice.below(40) {
                    bytes.splice(at..at, piece.iter().copied());
                }
            }
            what => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = match what {
                        5 => *byte ^ (1 << dice.below(8)),
                        _ => TELLING[dice.below(TELLING.len())],
                    };
                }
            }
        }
    }
    bytes
}

#[test]
fn no_decoder_panics_and_each_gives_back_what_it_took() {
    let times = rounds("PLANERKA_DECODER_ROUNDS", 12);
    let mut dice = Dice::new(6);
    for (name, target) in targets::ALL {
        let corpus = corpus(name);
        assert!(!corpus.is_empty(), "fuzz/corpus/{name} is empty");
        corpus.iter().for_each(|input| target(input));
        for _ in 0..times {
            let input = &corpus[dice.below(corpus.len())];
            let other = &corpus[dice.below(corpus.len())];
            let spoilt = spoil(input, other, &mut dice);
            let fed = std::panic::catch_unwind(|| target(&spoilt));
            assert!(
                fed.is_ok(),
                "{name} on {:?}",
                String::from_utf8_lossy(&spoilt)
            );
        }
    }
}

/// Writes an input under a name of its own.
fn keep(target: &str, name: &str, bytes: &[u8]) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join(name), bytes).unwrap();
}

fn hex(path: &Path) -> Vec<u8> {
    let text = fs::read_to_string(path).unwrap();
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}

#[test]
#[ignore = "writes the inputs the fuzzer begins with, where stored bytes are concerned"]
fn seeds() {
    use planerka::domain::Kind;
    use planerka::store::raw;
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for (schema, folder) in [(1u8, "v1"), (2, "v2")] {
        for file in fs::read_dir(golden.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let payload = hex(&path);
            if name.starts_with("journal") {
                keep("entry", &name, &payload);
                let dir = tempfile::tempdir().unwrap();
                raw::write_frames(dir.path(), &[(1, &payload), (2, &payload)]).unwrap();
                let segment = fs::read_dir(dir.path()).unwrap().next().unwrap().unwrap();
                let bytes = fs::read(segment.path()).unwrap();
                let end = 8 + 2 * (16 + payload.len());
                keep("frames", &name, &[&[128][..], &bytes[8..end]].concat());
                continue;
            }
            let (kind, _) = name.rsplit_once('-').unwrap();
            let code = Kind::ALL.iter().position(|k| k.name() == kind);
            let Some(code) = code else { panic!("{kind}") };
            let code = u8::try_from(code).unwrap();
            keep(
                "row",
                &format!("{folder}-{name}"),
                &[&[code, schema][..], &payload].concat(),
            );
            let kind = Kind::ALL[usize::from(code)];
            if kind == Kind::Touch {
                keep(
                    "page",
                    &format!("{folder}-{name}"),
                    &[&[schema][..], &payload].concat(),
                );
            }
            let len = u32::try_from(payload.len()).unwrap().to_le_bytes();
            let packed = [&[2, kind.code(), schema, 0][..], &len, &payload].concat();
            if name.ends_with("full") {
                keep("packed", &format!("{folder}-{name}"), &packed);
            }
        }
    }
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("store");
    let (engine, bench) = crate::damage::fill(&dir, planerka::store::OpenOptions::default(), 1, 1);
    crate::damage::close(engine, &bench);
    for (target, layout) in [("seal", &[][..]), ("head", &[3])] {
        let bytes = fs::read(dir.join(target)).unwrap();
        keep(target, "closed", &[layout, &bytes[10..]].concat());
    }
    let warm = fs::read(dir.join("warm")).unwrap();
    let front = u16::from_le_bytes([warm[8], warm[9]]);
    let from = 16 + usize::from(front);
    let bytes = [&front.to_le_bytes()[..], &warm[16..from], &warm[from + 8..]].concat();
    keep("warm", "closed", &bytes);
    let backup = fs::read_dir(dir.join("backups")).unwrap().next().unwrap();
    keep(
        "backup",
        "whole",
        &fs::read(backup.unwrap().path()).unwrap(),
    );
    keep("header", "plain", &fs::read(dir.join("header")).unwrap());
}
