//! `planerka lock`: exit codes, words, and what is left on disk after a day of work.

use std::path::Path;

use super::Place;

/// What of `words` can be read in any file below `dir`, as UTF-8 or UTF-16.
fn readable(dir: &Path, words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(readable(&path, words));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for word in words {
            let wide = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect();
            let forms: [Vec<u8>; 3] = [
                word.as_bytes().to_vec(),
                wide(u16::to_le_bytes),
                wide(u16::to_be_bytes),
            ];
            if forms
                .iter()
                .any(|form| memchr::memmem::find(&bytes, form).is_some())
            {
                found.push(format!("{word} in {}", path.display()));
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn written(place: &Place, name: &str, text: &str) -> String {
    let path = place.path(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_store_is_encrypted_worked_with_and_opened_again() {
    let place = Place::new();
    let (first, second) = (
        written(&place, "first", "тихий омут\r\n"),
        written(&place, "second", "\u{feff}другая фраза\nи строка под ней\n"),
    );
    let none = place.run(&["lock", "on", "--passphrase-file", &first]);
    assert_eq!(none.code, 3, "{}", none.err);
    let data = super::text(&place.data());
    place
        .run(&["demo", "--clients", "12", "--no-open", "--data", &data])
        .done();
    let key = ["--passphrase-file", &first];
    for (args, code, words) in [
        (vec!["lock", "on"], 2, "--passphrase-file"),
        (vec!["lock", "off"], 1, "not encrypted"),
        (vec!["lock", "change"], 1, "not encrypted"),
    ] {
        let ran = place.run(&args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    for (text, words) in [
        ("\n", "holds no passphrase"),
        ("abc", "Too short"),
        ("aaaaaaaaaa", "guessed first"),
    ] {
        let weak = written(&place, "weak", text);
        let ran = place.run(&["lock", "on", "--passphrase-file", &weak]);
        assert_eq!(ran.code, 4, "{text:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{text:?}: {}", ran.err);
    }

    let on = place.run(&["lock", "on", "--json", key[0], key[1]]);
    assert_eq!(on.json()["encrypted"], true);
    assert!(on.err.contains("cannot be recovered"), "{}", on.err);
    assert!(on.err.contains("SSD"), "{}", on.err);
    let again = place.run(&["lock", "on", key[0], key[1]]);
    assert_eq!(again.code, 1, "{}", again.err);

    // A day of work, then nothing of it can be read.
    let client = |args: &[&str]| {
        let all: Vec<&str> = args.iter().copied().chain(key).collect();
        place.run(&all)
    };
    client(&["add", "client", "--name", "Василёк и сыновья"]).done();
    client(&[
        "log",
        "Василёк",
        "--note",
        "перезвонить Johnson, +7 912 345-67-89",
    ])
    .done();
    let refused = client(&["export", "clients"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("--yes") && refused.out.is_empty());
    let out = place.path("out.csv");
    let refused = client(&["export", "clients", "--out", out.to_str().unwrap()]);
    assert!(refused.code == 2 && !out.exists());
    let table = client(&["export", "contacts", "--yes", "--json"]).json();
    let mut words: Vec<String> = ["Василёк", "сыновья", "Johnson", "912 345", "перезвонить"]
        .map(str::to_owned)
        .to_vec();
    for row in table.as_array().unwrap() {
        for cell in row.as_object().unwrap().values() {
            let text = cell.as_str().unwrap_or_default();
            if text.chars().count() > 7 {
                words.push(text.to_owned());
            }
        }
    }
    assert!(words.len() > 20, "{words:?}");
    words.retain(|word| {
        !word.contains('-') || word.chars().any(char::is_alphabetic) && !is_id(word)
    });
    assert_eq!(readable(&place.data(), &words), [""; 0]);

    let locked = place.run(&["agenda"]);
    assert_eq!(locked.code, 2, "{}", locked.err);
    let wrong = place.run(&["agenda", "--json", "--passphrase-file", &second]);
    assert_eq!(wrong.code, 4, "{}", wrong.err);
    assert_eq!(wrong.error()["kind"], "bad-input");
    let change = ["lock", "change", "--new-passphrase-file", &second];
    client(&change).done();
    assert_eq!(client(&["agenda"]).code, 4, "the old one is gone");
    let new = ["--passphrase-file", &second];
    place.run(&["lock", "off", new[0], new[1]]).done();
    let shown = place.run(&["show", "Василёк"]);
    assert!(shown.done().contains("Василёк"));
}

/// An id or a moment: those stay visible in keys.
fn is_id(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_hexdigit() || "-:TZ+".contains(c))
}

#[test]
fn plain_backups_are_told_of_and_removed_when_asked() {
    let place = Place::new();
    let key = written(&place, "key", "тихий омут");
    let data = super::text(&place.data());
    place
        .run(&["demo", "--clients", "3", "--no-open", "--data", &data])
        .done();
    place.run(&["backup"]).done();
    let files = || {
        let all = std::fs::read_dir(place.data().join("backups")).unwrap();
        all.filter(|f| f.as_ref().unwrap().path().is_file()).count()
    };
    let there = files();
    assert!(there > 0);
    let on = place.run(&["lock", "on", "--json", "--passphrase-file", &key]);
    assert_eq!(on.json()["plain_backups"], there);
    assert!(on.err.contains("not encrypted") && on.err.contains("--forget-plain-backups"));
    assert_eq!(files(), there, "nothing is removed unasked");
    place.run(&["backup", "--passphrase-file", &key]).done();
    let encrypted = files() - there;
    let forget = ["lock", "on", "--forget-plain-backups", "--json"];
    assert_eq!(place.run(&forget).json()["plain_backups"], 0);
    assert_eq!(files(), encrypted, "the encrypted one stays");
}

#[test]
fn a_restore_that_brings_encryption_tells_what_is_left_open() {
    let (from, to) = (Place::new(), Place::new());
    let key = written(&from, "key", "тихий омут");
    let key = ["--passphrase-file", &key];
    from.client("Мастерская у реки");
    from.run(&["lock", "on", key[0], key[1]]).done();
    let file = super::text(&from.path("copy.backup"));
    from.run(&["backup", &file, key[0], key[1]]).done();
    to.client("Пекарня");
    let ran = to.run(&["restore", &file, "--yes", "--json", key[0], key[1]]);
    assert_eq!(ran.json()["plain_backups"], 1, "the store moved aside");
    assert!(ran.err.contains("--forget-plain-backups"), "{}", ran.err);
}

#[test]
fn a_new_key_leaves_the_old_passphrase_nothing_but_the_old_backups() {
    let place = Place::new();
    let (old, new) = (
        written(&place, "old", "тихий омут"),
        written(&place, "new", "другая фраза"),
    );
    let old_key = ["--passphrase-file", &old];
    let new_key = ["--passphrase-file", &new];
    place.client("Мастерская у реки");
    place.run(&["lock", "on", old_key[0], old_key[1]]).done();
    let before = place.run(&["backup", old_key[0], old_key[1]]);
    let before = before.done().to_owned();
    let change = ["lock", "change", "--new-key", "--new-passphrase-file", &new];
    let changed = place.run(&[&change[..], &old_key].concat());
    assert_eq!(changed.code, 0, "{}", changed.err);
    assert!(changed.err.contains("under a new key"), "{}", changed.err);
    let show = |key: &[&str]| place.run(&[&["show", "Мастерская"], key].concat());
    assert_eq!(show(&old_key).code, 4);
    assert!(show(&new_key).done().contains("Мастерская"));
    // The header of the old backup, by the old passphrase, gives no key to what is there now.
    let stolen = place.path("stolen");
    copy(&place.data(), &stolen);
    std::fs::remove_dir_all(stolen.join("backups")).unwrap();
    let text = std::fs::read(&before).unwrap();
    let from = memchr::memmem::find(&text, b"planerka 2\n").unwrap();
    let end = from + memchr::memmem::find(&text[from..], b"\nsum ").unwrap() + 14;
    for header in ["header", "header.2"] {
        std::fs::write(stolen.join(header), &text[from..end]).unwrap();
    }
    let stolen = super::text(&stolen);
    let ran = show(&[&old_key[..], &["--data", &stolen]].concat());
    assert_eq!(ran.code, 6, "it opens, and nothing reads: {}", ran.err);
    // That backup is told from one of the key there is now, and comes back elsewhere.
    let refused = place.run(&[&["restore", &before, "--yes"], &new_key[..]].concat());
    assert_eq!(refused.code, 4, "{}", refused.err);
    assert!(
        refused.err.contains("another passphrase"),
        "{}",
        refused.err
    );
    let newest = place.run(&[&["restore", "--newest", "--yes", "--json"], &new_key[..]].concat());
    assert_eq!(newest.json()["clients"], 1);
    let free = super::text(&place.path("free"));
    place
        .run(
            &[
                &["restore", &before, "--yes", "--data", &free],
                &old_key[..],
            ]
            .concat(),
        )
        .done();
}

#[test]
fn a_restore_says_before_and_after_that_the_portfolio_becomes_encrypted_or_stays_so() {
    let (from, to) = (Place::new(), Place::new());
    let key = written(&from, "key", "тихий омут");
    let key = ["--passphrase-file", &key];
    let plain = super::text(&from.path("plain.backup"));
    let closed = super::text(&from.path("closed.backup"));
    from.client("Мастерская у реки");
    from.run(&["backup", &plain]).done();
    from.run(&["lock", "on", key[0], key[1]]).done();
    from.run(&["backup", &closed, key[0], key[1]]).done();
    to.client("Пекарня");
    let back = |place: &Place, file: &str, more: &[&str]| {
        place.run(&[&["restore", file, "--json"], &key[..], more].concat())
    };
    // It is said where the question would be, though there is nobody to ask.
    let asked = back(&to, &closed, &[]);
    assert_eq!(asked.code, 2, "{}", asked.err);
    assert!(asked.err.contains("will be encrypted"), "{}", asked.err);
    let done = back(&to, &closed, &["--yes"]);
    assert!(done.err.contains("is encrypted now"), "{}", done.err);
    let told = done.json();
    assert_eq!(
        (&told["was_encrypted"], &told["encrypted"]),
        (&false.into(), &true.into())
    );
    let done = back(&to, &plain, &["--yes"]);
    assert!(done.err.contains("stays encrypted"), "{}", done.err);
    assert_eq!(done.json()["encrypted"], true);
    assert_eq!(to.run(&["agenda"]).code, 2, "it still asks");
}

#[test]
fn a_check_of_an_encrypted_backup_says_how_far_it_went() {
    let place = Place::new();
    let key = written(&place, "key", "тихий омут");
    let wrong = written(&place, "wrong", "другая фраза");
    let key = ["--passphrase-file", &key];
    place.client("Мастерская у реки");
    place.run(&["lock", "on", key[0], key[1]]).done();
    let file = place.run(&["backup", key[0], key[1]]).done().to_owned();
    let verify = ["backup", "verify", &file, "--json"];
    let sums = place.run(&verify);
    assert_eq!(sums.json()["checked"], "sums");
    assert!(sums.err.contains("was not checked"), "{}", sums.err);
    let whole = place.run(&[&verify[..], &key].concat());
    assert_eq!(whole.json()["checked"], "whole");
    assert!(whole.err.contains("is whole"), "{}", whole.err);
    let refused = place.run(&[&verify[..], &["--passphrase-file", &wrong]].concat());
    assert_eq!(refused.code, 4, "{}", refused.err);
    let list = place.run(&["backup", "list"]);
    assert!(list.out.contains("sums are right"), "{}", list.out);
}

#[test]
fn plain_backups_go_only_once_an_encrypted_one_is_there() {
    let place = Place::new();
    let key = written(&place, "key", "тихий омут");
    place.client("Мастерская у реки");
    place.run(&["backup"]).done();
    let key = ["--passphrase-file", &key];
    let forget = ["lock", "on", "--forget-plain-backups", "--json"];
    let later = [&forget[..], &key].concat();
    let backups = || {
        let list = place.run(&["backup", "list", "--json"]).json();
        list["backups"].as_array().unwrap().len()
    };
    assert_eq!(place.run(&later).json()["plain_backups"], 0);
    assert_eq!(backups(), 1, "made under the new passphrase");

    // So it is when the plain ones are removed some other day: without the passphrase they stay.
    place.run(&["lock", "off", key[0], key[1]]).done();
    std::fs::remove_dir_all(place.data().join("backups")).unwrap();
    place.run(&["backup"]).done();
    place.run(&["lock", "on", key[0], key[1]]).done();
    assert_eq!(place.run(&forget).code, 2, "nothing opens the store");
    assert_eq!(backups(), 1);
    assert_eq!(place.run(&later).json()["plain_backups"], 0);
    assert_eq!(backups(), 1);
    let back = [&["restore", "--newest", "--yes"], &key[..]].concat();
    place.run(&back).done();
}

#[test]
fn what_stays_under_the_old_passphrase_is_told_and_the_same_one_is_no_change() {
    let place = Place::new();
    let key = written(&place, "key", "тихий омут");
    let key = ["--passphrase-file", &key];
    place.client("Мастерская у реки");
    let with_key = |args: &[&str]| place.run(&[args, &key].concat());
    with_key(&["lock", "on"]).done();
    with_key(&["backup"]).done();
    let list = place.run(&["backup", "list", "--lang", "ru"]);
    assert!(list.out.contains("зашифрована"), "{}", list.out);
    for more in [&[][..], &["--new-key"]] {
        let change = ["lock", "change", "--new-passphrase-file", key[1]];
        let same = with_key(&[&change[..], more].concat());
        assert_eq!(same.code, 1, "{}", same.err);
        assert!(same.err.contains("is the old one"), "{}", same.err);
    }
    let off = with_key(&["lock", "off", "--json"]);
    assert!(
        off.err.contains("only the former passphrase"),
        "{}",
        off.err
    );
    let told = off.json();
    assert_eq!(
        (&told["encrypted"], &told["encrypted_backups"]),
        (&false.into(), &1.into())
    );
}

#[test]
fn a_portfolio_moved_aside_under_the_former_passphrase_comes_back_under_the_present_one() {
    let place = Place::new();
    let (old, new) = (
        written(&place, "old", "тихий омут"),
        written(&place, "new", "другая фраза"),
    );
    let old = ["--passphrase-file", &old];
    let new_key = ["--passphrase-file", &new];
    place.client("Мастерская у реки");
    place.run(&["lock", "on", old[0], old[1]]).done();
    place.run(&["backup", old[0], old[1]]).done();
    place
        .run(&["add", "client", "--name", "Пекарня", old[0], old[1]])
        .done();
    let args = ["restore", "--newest", "--as-of", "1", "--yes", "--json"];
    let told = place.run(&[&args[..], &old].concat()).json();
    let aside = told["aside"].as_str().unwrap();
    let change = ["lock", "change", "--new-passphrase-file", &new];
    place.run(&[&change[..], &old].concat()).done();
    let back = ["restore", aside, "--yes"];
    let refused = place.run(&[&back[..], &old].concat());
    assert_eq!(refused.code, 4, "the present passphrase counts");
    place.run(&[&back[..], &new_key].concat()).done();
    let shown = place.run(&["show", "Пекарня", new_key[0], new_key[1]]);
    assert!(shown.done().contains("Пекарня"));
}
