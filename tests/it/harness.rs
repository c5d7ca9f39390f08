//! The program without its rim: keys go in, screens and effects come out, and a store of maps answers at
//! once. No terminal, no disk, no threads, so a story of a whole working day is one function.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use jiff::Zoned;
use planerka::app::{
    App, DayPlan, Depth, Effect, FirstScreen, Listed, Msg, ReadFile, Setup, Trouble,
};
use planerka::domain::command::{Command, Env, decide};
use planerka::domain::plan_sheet::PlanFormat;
use planerka::domain::ranking::rank;
use planerka::domain::{
    Book, Client, ClientId, Contact, ContactId, DayFrame, Dossier, Ids, Portfolio, Ranking,
    Transaction,
};
use planerka::input::{Key, Keymap};
use planerka::jobs::demo;
use planerka::jobs::import::{ImportError, parse_file};
use planerka::jobs::progress::Progress;
use planerka::ui::screen::{self, Pane};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use crate::histories::Histories;

/// Where the program is started: the file picker begins here.
pub const FILES: &str = "tests/fixtures/import";

/// Monday morning, in a zone that needs no database.
pub fn monday() -> Zoned {
    "2026-11-23T09:02+03:00[+03:00]".parse().unwrap()
}

/// What the program starts with in a test; differing values are set on top.
pub fn setup() -> Setup {
    let frame = DayFrame::today(monday());
    Setup {
        lang: Some("ru"),
        theme: "dark",
        depth: Depth::None,
        ascii: false,
        keymap: Keymap::default(),
        keymap_problems: Vec::new(),
        library_problems: Vec::new(),
        now: monday(),
        ids: Ids::seeded(7),
        day: DayPlan {
            hours: frame.hours,
            minutes: frame.minutes,
            call_minutes: frame.call_minutes,
            lunch: frame.lunch,
            fires: frame.fires,
        },
        library: planerka::jobs::library::load(None).0,
        presenter: String::new(),
    }
}

/// The demo portfolio with the histories it keeps on disk.
pub fn demo(clients: usize) -> (Book, Histories) {
    let mut book = Book::new();
    let mut histories = Histories::default();
    for mut transaction in demo::portfolio(1, clients, &monday()) {
        book.apply(&mut transaction).unwrap();
        histories.note(&transaction);
    }
    (book, histories)
}

/// The demo of an ordinary portfolio, made once.
pub fn typical() -> (Book, Histories) {
    static MADE: OnceLock<(Book, Histories)> = OnceLock::new();
    MADE.get_or_init(|| demo(1_200)).clone()
}

/// A portfolio written down command by command, for stories that need to know everybody in it.
pub struct Office {
    pub book: Book,
    pub histories: Histories,
    ids: Ids,
    pub now: Zoned,
}

impl Office {
    pub fn new() -> Self {
        Self {
            book: Book::new(),
            histories: Histories::default(),
            ids: Ids::seeded(3),
            now: "2026-11-02T10:00+03:00[+03:00]".parse().unwrap(),
        }
    }

    /// Carries a command out.
    pub fn run(&mut self, command: Command) -> &mut Self {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let transaction = decide(command, &self.book, &mut env).unwrap();
        self.apply(transaction)
    }

    /// Carries out what was put together without a command.
    pub fn apply(&mut self, mut transaction: Transaction) -> &mut Self {
        self.book.apply(&mut transaction).unwrap();
        self.histories.note(&transaction);
        self
    }

    /// Adds a client with one person and a mark.
    pub fn client(&mut self, name: &str, person: &str, phone: &str, tag: &str) -> ClientId {
        let at = self.now.timestamp();
        let mut client = Client::named(ClientId::from_bytes([0; 16]), name.to_owned(), at);
        client.tags = vec![tag.to_owned()];
        self.run(Command::AddClient(Box::new(client)));
        let id = self.book.all().last().unwrap().id();
        let mut contact = Contact::named(ContactId::from_bytes([0; 16]), id, person.to_owned());
        contact.phones = vec![phone.to_owned()];
        contact.decision_maker = true;
        self.run(Command::AddContact(Box::new(contact)));
        id
    }
}

/// The ranking of a portfolio; equal ones, as those of the demo, are ranked once.
fn ranked(portfolio: &Portfolio) -> Ranking {
    static DONE: Mutex<Vec<(Portfolio, Ranking)>> = Mutex::new(Vec::new());
    let mut done = DONE.lock().unwrap();
    if let Some((_, ranking)) = done.iter().find(|(known, _)| known == portfolio) {
        return ranking.clone();
    }
    let ranking = rank(portfolio);
    done.push((portfolio.clone(), ranking.clone()));
    ranking
}

/// A person at the keys.
pub struct Harness {
    pub app: App,
    effects: Vec<Effect>,
    inbox: VecDeque<Msg>,
    journal: BTreeMap<u64, Transaction>,
    histories: Histories,
    /// Answers of the store wait here while it is slow.
    held: Option<Vec<Msg>>,
    /// Why the disk refuses, when it does, and what it refused.
    refusal: Option<Trouble>,
    unsaved: Vec<Transaction>,
    /// What the person's own editor gives back.
    pub editor: Option<String>,
    /// Why no file can be written, when none can.
    pub unwritable: Option<Trouble>,
    /// What the file picker is shown instead of the directory.
    pub listing: Option<Vec<Listed>>,
    /// What was remembered on leaving.
    pub left: Option<FirstScreen>,
}

impl Harness {
    /// A workstation with a portfolio without histories, in Russian.
    pub fn new(book: Book) -> Self {
        Self::with(setup(), book, Histories::default())
    }

    /// The portfolio of an office, with its histories.
    pub fn of(office: Office) -> Self {
        Self::with(setup(), office.book, office.histories)
    }

    /// A workstation as set up, with its portfolio loaded.
    pub fn with(setup: Setup, book: Book, histories: Histories) -> Self {
        let mut this = Self::opening(setup);
        this.histories = histories;
        this.send(Msg::Loaded(Box::new(book), Vec::new(), None));
        this
    }

    /// A workstation whose portfolio is still being opened.
    pub fn opening(setup: Setup) -> Self {
        Self {
            app: App::new(setup),
            effects: Vec::new(),
            inbox: VecDeque::new(),
            journal: BTreeMap::new(),
            histories: Histories::default(),
            held: None,
            refusal: None,
            unsaved: Vec::new(),
            editor: None,
            unwritable: None,
            listing: None,
            left: None,
        }
    }

    /// Sends a message and whatever follows from it.
    pub fn send(&mut self, msg: Msg) -> &mut Self {
        self.inbox.push_back(msg);
        while let Some(msg) = self.inbox.pop_front() {
            for effect in self.app.update(msg) {
                if let Some(answer) = self.answer(&effect) {
                    match &mut self.held {
                        Some(held) => held.push(answer),
                        None => self.inbox.push_back(answer),
                    }
                }
                self.effects.push(effect);
            }
        }
        self
    }

    fn answer(&mut self, effect: &Effect) -> Option<Msg> {
        match effect {
            Effect::Commit(transaction) => {
                self.unsaved.push(transaction.clone());
                Some(self.save())
            }
            Effect::RetrySave => Some(self.save()),
            Effect::ReadEntries(seqs) => {
                let entry = |seq| self.journal.get(seq).unwrap().clone();
                Some(Msg::Entries(Ok(seqs.iter().map(entry).collect())))
            }
            Effect::ReadTouches(client) => {
                let touches = self
                    .histories
                    .touches
                    .get(client)
                    .cloned()
                    .unwrap_or_default();
                Some(Msg::Touches(*client, touches, self.app.book().seq()))
            }
            Effect::ReadCampaigns(clients) => {
                let campaigns = &self.histories.campaigns;
                let read = clients
                    .iter()
                    .map(|id| (*id, campaigns.get(id).cloned().unwrap_or_default()))
                    .collect();
                Some(Msg::Campaigns(read, self.app.book().seq()))
            }
            Effect::WriteDeck(deck) => Some(Msg::DeckWritten(match &self.unwritable {
                Some(trouble) => Err(trouble.clone()),
                None => Ok(deck.name.clone().into()),
            })),
            Effect::Dial(phone) => Some(Msg::Dialled(Ok(Some(format!("tel:{phone}"))))),
            Effect::WritePlan(sheet, format) => match format {
                PlanFormat::Text | PlanFormat::Markdown => None,
                _ => {
                    let name = format!("planerka-{}.{}", sheet.date, format.ending());
                    Some(Msg::Written(Ok(name.into())))
                }
            },
            Effect::WriteText { name, .. } => Some(Msg::Written(Ok(name.into()))),
            Effect::BackUp => Some(Msg::BackedUp(Ok(Some("копия.backup".into())))),
            Effect::BackUpBeforeImport => Some(Msg::BackedUp(Ok(None))),
            Effect::EmergencyCopy => Some(Msg::EmergencyCopied(Ok("копия.backup".into()))),
            Effect::ExternalEditor(_) => Some(Msg::Edited(Ok(self.editor.take().unwrap()))),
            Effect::ListDirectory(dir) => {
                let dir = dir.clone().unwrap_or_else(|| FILES.into());
                let listed = self.listing.clone().unwrap_or_else(|| list(&dir));
                Some(Msg::Directory(dir, Ok(listed)))
            }
            Effect::ReadFile(path) => Some(Msg::Read(read(path.clone()).map(Box::new))),
            Effect::Rank(portfolio) => Some(Msg::Ranked(Box::new(ranked(portfolio)))),
            Effect::Continue => Some(Msg::Continue),
            Effect::Settle => Some(Msg::Settled),
            Effect::Quit(first) => {
                self.left = Some(FirstScreen {
                    records: first.records.clone(),
                    totals: first.totals,
                });
                None
            }
            Effect::Notify(_)
            | Effect::Copy(_)
            | Effect::CancelJob
            | Effect::OpenStore(_)
            | Effect::TryPassphrase(_)
            | Effect::Rest(_)
            | Effect::Repaint
            | Effect::Answer(..)
            | Effect::LockOut(_)
            | Effect::TakeOver => None,
        }
    }

    fn save(&mut self) -> Msg {
        if let Some(why) = &self.refusal {
            return Msg::NotSaved(why.clone(), self.unsaved.len());
        }
        for transaction in self.unsaved.drain(..) {
            self.histories.note(&transaction);
            self.journal.insert(transaction.entry.seq, transaction);
        }
        Msg::Saved(self.journal.keys().next_back().copied().unwrap_or_default())
    }

    /// Presses keys written with spaces between: `j`, `ф`, `esc`, `<esc>`, `ctrl-s`. A text in «» and
    /// several letters together are typed letter by letter.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys.trim();
        while !rest.is_empty() {
            if let Some(text) = rest.strip_prefix('«') {
                let (text, tail) = text.split_once('»').unwrap();
                self.text(text);
                rest = tail.trim_start();
                continue;
            }
            let (word, tail) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            rest = tail.trim_start();
            let name = word.strip_prefix('<').and_then(|w| w.strip_suffix('>'));
            match name.unwrap_or(word).parse::<Key>() {
                Ok(key) => drop(self.send(Msg::Key(key))),
                Err(_) => drop(self.text(word)),
            }
        }
        self
    }

    /// Types text letter by letter.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.send(Msg::Key(Key::char(letter)));
        }
        self
    }

    /// The store answers nothing until it is [woken](Self::wake).
    pub fn slow_store(&mut self) -> &mut Self {
        self.held = Some(Vec::new());
        self
    }

    /// The store answers what it was asked meanwhile, and at once from now on.
    pub fn wake(&mut self) -> &mut Self {
        for msg in self.held.take().unwrap_or_default() {
            self.send(msg);
        }
        self
    }

    /// The disk is full.
    pub fn fill_disk(&mut self) -> &mut Self {
        self.refusal = Some(Trouble::new(
            "store-no-space",
            vec![("path", "/data/planerka".to_owned())],
            None,
        ));
        self
    }

    /// The disk takes changes again.
    pub fn free_disk(&mut self) -> &mut Self {
        self.refusal = None;
        self
    }

    pub fn book(&self) -> &Book {
        self.app.book()
    }

    /// What was asked of the rim since the last look.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The client of this name.
    pub fn client(&self, name: &str) -> &Dossier {
        let found = self.book().all().find(|d| d.client.name == name);
        found.unwrap_or_else(|| panic!("no client {name}"))
    }

    /// The cells of a frame. A missing text or a cursor outside fails here, whatever a story looks at.
    pub fn cells(&mut self, width: u16, height: u16) -> (Buffer, Option<Position>) {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let app = &mut self.app;
        terminal.draw(|frame| app.draw(frame)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        let missing = buffer.content().iter().any(|c| c.symbol().contains('⟨'));
        assert!(
            !missing,
            "a text is missing:\n{}",
            rows(&buffer, *buffer.area())
        );
        let cursor = terminal.backend().cursor_visible();
        (
            buffer,
            cursor.then(|| terminal.get_cursor_position().unwrap()),
        )
    }

    /// A frame as text, one line a row, without blanks at the ends of lines.
    pub fn screen(&mut self, width: u16, height: u16) -> String {
        let (buffer, _) = self.cells(width, height);
        rows(&buffer, *buffer.area())
    }

    /// The text of one pane on a screen that shows all four.
    pub fn pane(&mut self, pane: Pane) -> String {
        let (buffer, _) = self.cells(WIDE.width, WIDE.height);
        let areas = screen::areas(WIDE, pane, false).unwrap();
        rows(&buffer, areas.panes[pane.index()].unwrap())
    }

    /// The rows under a cursor, in the focused pane and in the others.
    pub fn lit(&mut self, pane: Pane) -> Vec<String> {
        let (buffer, _) = self.cells(WIDE.width, WIDE.height);
        let area = screen::areas(WIDE, pane, false).unwrap().panes[pane.index()].unwrap();
        let lit = Modifier::REVERSED | Modifier::UNDERLINED;
        (area.top()..area.bottom())
            .filter_map(|y| {
                let text: String = (area.left()..area.right())
                    .filter(|x| buffer[(*x, y)].modifier.intersects(lit))
                    .map(|x| buffer[(x, y)].symbol())
                    .collect();
                (!text.trim().is_empty()).then(|| text.trim().to_owned())
            })
            .collect()
    }

    /// The name of the current client: the title of the card beside the list.
    pub fn current(&mut self) -> String {
        let (buffer, _) = self.cells(WIDE.width, WIDE.height);
        let card = screen::areas(WIDE, Pane::Clients, false)
            .unwrap()
            .card
            .unwrap();
        let title = rows(&buffer, Rect { height: 1, ..card });
        title.trim_matches(['╭', '╮', '─', ' ', '\n']).to_owned()
    }

    /// The bottom line: news or hints.
    pub fn news(&mut self) -> String {
        let (buffer, _) = self.cells(WIDE.width, WIDE.height);
        let last = Rect {
            y: WIDE.height - 1,
            height: 1,
            ..WIDE
        };
        rows(&buffer, last).trim().to_owned()
    }
}

const WIDE: Rect = Rect::new(0, 0, 200, 60);

/// A rectangle of a buffer as text.
fn rows(buffer: &Buffer, area: Rect) -> String {
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut row = String::new();
        let mut skip = 0;
        for x in area.left()..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                row.push_str(symbol);
                skip = planerka::ui::widgets::text::width(symbol).max(1);
            }
            skip -= 1;
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

fn list(dir: &std::path::Path) -> Vec<Listed> {
    let entry = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        let about = entry.metadata().unwrap();
        Listed {
            name: entry.file_name().to_string_lossy().into_owned(),
            is_dir: about.is_dir(),
            size: about.len(),
        }
    };
    std::fs::read_dir(dir).unwrap().map(entry).collect()
}

fn read(path: PathBuf) -> Result<ReadFile, Trouble> {
    let mut parsed = parse_file(&path, None, &Progress::new()).map_err(|error: ImportError| {
        let mut args = error.args();
        args.push((
            "file",
            path.file_name().unwrap().to_string_lossy().into_owned(),
        ));
        Trouble::new(error.key(), args, error.cause())
    })?;
    let meetings = parsed.calendar.take().map(|calendar| {
        let (meetings, mut told) = calendar.meetings(&monday());
        parsed.problems.append(&mut told);
        meetings
    });
    Ok(ReadFile {
        meetings,
        kind: parsed.kind.name().to_owned(),
        encoding: parsed.encoding.to_owned(),
        delimiter: parsed.delimiter,
        rows: usize::try_from(parsed.rows).unwrap(),
        candidates: parsed.candidates,
        problems: parsed
            .problems
            .into_iter()
            .map(|p| (p.line, Trouble::new(p.key(), p.args(), None)))
            .collect(),
        path,
    })
}
