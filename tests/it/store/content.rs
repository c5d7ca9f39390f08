//! Sizes and shapes of content: long texts, large transactions, pages of touches, the first screen.

use planerka::domain::book::Totals;
use planerka::domain::command::{Command, DraftText};
use planerka::domain::{
    Change, Edit, GroupId, History, Intent, Origin, Record, Touch, Transaction,
};
use planerka::store::{Head, read_head};

use super::{Bench, assert_same, open};

#[test]
fn long_texts_grow_and_shrink() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    engine.commit(&[tx]).unwrap();
    let tx = bench.draft(client, "");
    engine.commit(&[tx]).unwrap();
    let id = bench.book.get(client).unwrap().recommendations[0].id;
    // Around the cap, well above it and back again; several sizes in one batch too.
    for sizes in [
        &[4000, 4096][..],
        &[20_000],
        &[100_000, 9_000],
        &[10, 30_000],
        &[5_000, 10],
        &[1],
    ] {
        let batch: Vec<Transaction> = sizes
            .iter()
            .map(|size| {
                let text = DraftText {
                    why: "щ".repeat(*size),
                    title: format!("{size}"),
                    ..DraftText::default()
                };
                bench.run(Command::EditDraft(client, id, text)).unwrap()
            })
            .collect();
        engine.commit(&batch).unwrap();
        let seqs: Vec<u64> = batch.iter().map(|t| t.entry.seq).collect();
        assert_eq!(engine.entries(&seqs).unwrap(), batch);
        engine.close(None).unwrap();
        let (again, opened) = open(dir.path());
        assert!(!opened.report.healed());
        assert_same(&bench.book, &again, &opened.book, &format!("{sizes:?}"));
        engine = again;
    }
}

#[test]
fn a_transaction_of_three_thousand_changes() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let mut tx = Transaction::new(
        Intent::Import,
        jiff::Timestamp::UNIX_EPOCH,
        None,
        "портфель.csv".to_owned(),
    );
    for n in 0..3000 {
        let mut one = Bench::new();
        one.second = n;
        let (_, add) = one.add_client(&format!("Клиент {n}"));
        let Some(Change::Client(edit)) = add.changes.into_iter().next() else {
            unreachable!("a client is one change");
        };
        let mut client = edit.after.unwrap();
        client.id = bench.ids.next(jiff::Timestamp::UNIX_EPOCH);
        tx.push(Change::create(client));
    }
    let tx = bench.apply(tx);
    engine.commit(std::slice::from_ref(&tx)).unwrap();
    let next = bench.add_client("После").1;
    engine.commit(std::slice::from_ref(&next)).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert_same(&bench.book, &engine, &opened.book, "all of it");
    assert_eq!(opened.entries, [tx.entry.clone(), next.entry.clone()]);
    assert_eq!(engine.entries(&[2, 1]).unwrap(), [next, tx]);
}

#[test]
fn five_hundred_touches_of_one_client_edited_and_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let (client, add) = bench.add_client("ООО Ромашка");
    let (other, add_other) = bench.add_client("ИП Пион");
    // The first batch makes the client and touches it; the rest comes one by one and in bulk.
    let mut batch = vec![add, add_other];
    for n in 0..300 {
        batch.push(bench.touch(client, &format!("разговор {n}")));
    }
    engine.commit(&batch).unwrap();
    for n in 0..5 {
        let tx = bench.touch(client, &"подробно ".repeat(700 * n));
        engine.commit(&[tx]).unwrap();
    }
    let tx = bench.touch(other, "один раз");
    engine.commit(&[tx]).unwrap();
    let batch: Vec<Transaction> = (0..195)
        .map(|n| bench.touch(client, &format!("ещё {n}")))
        .collect();
    engine.commit(&batch).unwrap();
    assert_eq!(engine.touches(client).unwrap().len(), 500);

    // Undo of the last thirty, one of them redone, all in one batch.
    let mut batch = Vec::new();
    for seq in (engine.seq() - 29..=engine.seq()).rev() {
        let back = engine.entries(&[seq]).unwrap().remove(0);
        batch.push(bench.apply(back.inverse(jiff::Timestamp::UNIX_EPOCH)));
    }
    let again = engine.entries(&[engine.seq() - 29]).unwrap().remove(0);
    batch.push(bench.apply(again.again(jiff::Timestamp::UNIX_EPOCH)));
    engine.commit(&batch).unwrap();

    // An edit of a touch in the middle, made longer than a page.
    let before = engine.touches(client).unwrap()[100].clone();
    let after = Touch {
        note: "д".repeat(5000),
        ..before.clone()
    };
    let mut tx = Transaction::new(Intent::LogTouch, before.at, Some(client), String::new());
    tx.push(Change::from(Edit {
        before: Some(before),
        after: Some(after),
    }));
    let tx = bench.apply(tx);
    engine.commit(&[tx]).unwrap();

    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    assert!(!opened.report.healed());
    assert_same(&bench.book, &engine, &opened.book, "after all");
    let mut all = 0;
    engine.each_touch(&mut |_| all += 1).unwrap();
    assert_eq!(all, 471 + 1);
}

#[test]
fn undo_works_after_a_restart_to_the_nanosecond() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let (client, tx) = bench.add_client("ООО Ромашка");
    let touch = bench.touch(client, "поговорили");
    engine.commit(&[tx, touch.clone()]).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = open(dir.path());
    let mut history = History::default();
    opened.entries.iter().for_each(|e| history.note(e));
    let seqs = history.to_undo().unwrap().seqs.clone();
    let found = engine.entries(&seqs).unwrap();
    assert_eq!(found, [touch]);
    let mut book = opened.book;
    for tx in found {
        let mut back = tx.inverse(jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(back.entry.origin, Origin::Undid(2));
        book.apply(&mut back).unwrap();
    }
    assert!(book.get(client).unwrap().digest.is_none());
}

#[test]
fn a_group_is_never_read_in_half() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let group = GroupId::from_bytes([9; 16]);
    let mut batch = vec![bench.add_client("до").1, bench.add_client("и ещё").1];
    for n in 0..1500 {
        let (_, mut tx) = bench.add_client(&format!("Клиент {n}"));
        tx.entry.group = Some(group);
        batch.push(tx);
    }
    engine.commit(&batch).unwrap();
    assert_eq!(
        engine
            .journal(3)
            .unwrap()
            .iter()
            .map(|e| e.seq)
            .collect::<Vec<_>>(),
        [1502, 1501, 1500]
    );
    engine.close(None).unwrap();
    let (_engine, opened) = open(dir.path());
    assert_eq!(opened.entries.first().unwrap().seq, 3);
    assert_eq!(opened.entries.len(), 1500);
}

#[test]
fn the_first_screen_is_there_until_the_store_moves_on() {
    let dir = tempfile::tempdir().unwrap();
    assert!(read_head(dir.path()).is_none(), "no store");
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let mut records: Vec<Record> = Vec::new();
    for n in 0..300 {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        let touch = bench.touch(client, "звонок");
        engine.commit(&[tx, touch]).unwrap();
        let dossier = bench.book.get(client).unwrap();
        records.push(dossier.client.clone().into());
        records.push((**dossier.digest.as_ref().unwrap()).clone().into());
    }
    let totals = Totals {
        clients: 2000,
        stages: [1, 2, 3, 4, 5],
        drafts: 17,
    };
    engine.close(Some(Head { records, totals })).unwrap();
    let book = read_head(dir.path()).unwrap();
    assert_eq!(
        (book.partial(), book.len(), book.seq()),
        (Some(totals), 300, 600)
    );
    for dossier in bench.book.all() {
        let shown = book.get(dossier.id()).unwrap();
        assert_eq!(
            (&shown.client, &shown.digest),
            (&dossier.client, &dossier.digest)
        );
    }

    let head = std::fs::read(dir.path().join("head")).unwrap();
    let (mut engine, _) = open(dir.path());
    assert!(read_head(dir.path()).is_none(), "open now");
    let (_, tx) = bench.add_client("Новый");
    engine.commit(&[tx]).unwrap();
    engine.close(None).unwrap();
    assert!(read_head(dir.path()).is_none(), "closed without one");
    std::fs::write(dir.path().join("head"), head).unwrap();
    assert!(read_head(dir.path()).is_none(), "of an older close");
}

#[test]
fn a_book_written_at_the_close_is_read_back_whatever_befell_it() {
    let dir = tempfile::tempdir().unwrap();
    let warm = dir.path().join("warm");
    let (mut engine, _) = open(dir.path());
    let mut bench = Bench::new();
    let mut first = None;
    for n in 0..700 {
        let (client, tx) = bench.add_client(&format!("Клиент {n} {}", "щ".repeat(n)));
        let touch = bench.touch(client, "звонок");
        engine.commit(&[tx, touch]).unwrap();
        first.get_or_insert(client);
    }
    engine.close_with(None, Some(&bench.book)).unwrap();
    let whole = std::fs::read(&warm).unwrap();
    let check = |bench: &Bench, what: &str| {
        let (engine, opened) = open(dir.path());
        assert!(!opened.report.healed(), "{what}");
        assert_same(&bench.book, &engine, &opened.book, what);
        let last = opened.entries.last().map(|e| e.seq);
        assert_eq!(last, Some(bench.book.seq()), "{what}");
        assert!(
            opened.entries.windows(2).all(|w| w[0].seq < w[1].seq),
            "{what}"
        );
        for dossier in bench.book.all() {
            let read = opened.book.get(dossier.id()).unwrap();
            assert_eq!(read.haystack(), dossier.haystack(), "{what}");
            assert_eq!(read.letters(), dossier.letters(), "{what}");
        }
        engine.close(None).unwrap();
    };
    check(&bench, "as written");

    // What came later is taken from the journal; a little of it is not worth another file.
    let (mut engine, _) = open(dir.path());
    let tx = bench.touch(first.unwrap(), "ещё звонок");
    engine.commit(&[tx]).unwrap();
    engine.close_with(None, Some(&bench.book)).unwrap();
    assert_eq!(std::fs::read(&warm).unwrap(), whole, "written again");
    check(&bench, "one touch later");

    // Whatever is wrong with it, the rows are there.
    for at in [0, 8, 12, 40, whole.len() / 2, whole.len() - 1] {
        let mut hurt = whole.clone();
        hurt[at] ^= 4;
        std::fs::write(&warm, hurt).unwrap();
        check(&bench, &format!("a bit flipped at {at}"));
    }
    for len in [0, 5, 100, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&warm, &whole[..len]).unwrap();
        check(&bench, &format!("cut to {len}"));
    }

    // That of another store is not taken for this one's.
    let other = tempfile::tempdir().unwrap();
    let (mut engine, _) = open(other.path());
    let mut stranger = Bench::new();
    let (_, tx) = stranger.add_client("Чужой");
    engine.commit(&[tx]).unwrap();
    engine.close_with(None, Some(&stranger.book)).unwrap();
    std::fs::copy(other.path().join("warm"), &warm).unwrap();
    check(&bench, "another store's");

    // A book that is not what was committed is not written.
    let (engine, _) = open(dir.path());
    let _ = bench.add_client("Никогда не сохранён");
    std::fs::remove_file(&warm).unwrap();
    engine.close_with(None, Some(&bench.book)).unwrap();
    assert!(!warm.exists());
}
