//! How fast the workstation feels: the real program and the floor (`examples/floor.rs`) in pseudo-terminals
//! of 140×40 over the same rows, key by key in turns, so that a busy machine is busy for both.
//!
//! ```text
//! cargo build --release --bin planerka --example floor
//! cargo run --release --manifest-path benches/speed/Cargo.toml            1 000 and 10 000 clients
//! cargo run --release --manifest-path benches/speed/Cargo.toml -- 100000  or the sizes you name
//! ```
//!
//! Prints Markdown. The stores are kept in `target/speed`; delete them to have them made anew. Linux only:
//! it reads `/proc`. On a shared machine look at ratios and CPU, not at milliseconds.

mod pty;
mod report;
mod rows;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pty::{Pty, Used};
use report::{Report, cost, ms};

/// Starts of each program.
const STARTS: usize = 9;
/// Keys of one series.
const KEYS: usize = 150;
/// Keys pressed in one block before it is the other program's turn.
const BLOCK: usize = 15;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the project");
    let (product, floor) = (
        root.join("target/release/planerka"),
        root.join("target/release/examples/floor"),
    );
    if !product.exists() || !floor.exists() {
        eprintln!("Build first: cargo build --release --bin planerka --example floor");
        std::process::exit(1);
    }
    let dir = root.join("target/speed");
    fs::create_dir_all(&dir).expect("a place for the stores");
    let mut sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|n| n.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    let mut report = Report::default();
    for clients in sizes {
        eprintln!("{clients} clients: making the rows");
        let (store, table) = rows::make(&product, &dir, clients);
        let talkative = rows::talkative(&product, &store, &dir, clients);
        let bench = Bench {
            product: &product,
            floor: &floor,
            store,
            table,
            talkative,
            home: &dir,
            clients,
        };
        report.size(clients);
        bench.starts(&mut report);
        bench.keys(&mut report);
    }
    import(&product, &dir, &mut report);
    print!("{}", report.markdown());
}

/// Both programs over one portfolio.
struct Bench<'a> {
    product: &'a Path,
    floor: &'a Path,
    store: PathBuf,
    table: PathBuf,
    /// The client whose card is opened.
    talkative: String,
    home: &'a Path,
    clients: usize,
}

/// The four panes stand and the list has a row under the cursor.
fn painted(screen: &str) -> bool {
    [
        "1 Clients",
        "2 Stages",
        "3 Recommendations",
        "4 Calls today",
        "▸ ",
    ]
    .iter()
    .all(|t| screen.contains(t))
}

fn loaded(screen: &str) -> bool {
    painted(screen) && screen.contains("✓ saved")
}

impl Bench<'_> {
    fn open(&self) -> Pty {
        let store = self.store.to_str().expect("a plain path");
        Pty::spawn(self.product, &["--data", store, "--lang", "en"], self.home)
    }

    fn open_floor(&self) -> Pty {
        Pty::spawn(
            self.floor,
            &[self.table.to_str().expect("a plain path")],
            self.home,
        )
    }

    /// From nothing to a screen to work with, in turns.
    fn starts(&self, report: &mut Report) {
        eprintln!("  starts");
        let (mut first, mut whole, mut floor) = (Vec::new(), Vec::new(), Vec::new());
        // The first start after the store was filled reads what later ones find prepared.
        for round in 0..=STARTS {
            let mut at = self.open();
            let paint = at.wait("four panes", painted) - at.born;
            let all = if loaded(&at.screen()) {
                paint
            } else {
                at.wait("all", loaded) - at.born
            };
            at.quit();
            let mut under = self.open_floor();
            let list = under.wait("a list", |screen| screen.contains("▸ ")) - under.born;
            under.quit();
            if round > 0 {
                first.push(paint);
                whole.push(all);
                floor.push(list);
            }
        }
        report.times(
            "start → four panes, true data",
            &first,
            &floor,
            self.limit(40, 60, 150),
        );
        report.times(
            "start → everything loaded",
            &whole,
            &floor,
            self.limit(60, 250, 2_500),
        );
    }

    /// What may take so long at 1 000, 10 000 and 100 000 clients, in milliseconds.
    fn limit(&self, small: u64, middle: u64, large: u64) -> Duration {
        Duration::from_millis(match self.clients {
            0..=1_000 => small,
            1_001..=10_000 => middle,
            _ => large,
        })
    }

    /// Keys, one by one and all at once, then rest.
    fn keys(&self, report: &mut Report) {
        let (mut at, mut under) = (self.open(), self.open_floor());
        at.wait("all", loaded);
        under.wait("a list", |screen| screen.contains("▸ "));
        at.settle();
        under.settle();
        let step: &[&[u8]] = &[b"j"];
        let both: &[&[u8]] = &[b"j", b"k"];
        let page: &[&[u8]] = &[b"\x04"];
        eprintln!("  keys");
        at.press(b"1");
        at.press(b"gg");
        let inside = [
            series(&mut at, both, "j k"),
            series(&mut under, both, "j k"),
        ];
        compare(report, "j and k inside the page, clients", &inside);
        // Down to the last row of the page: from here on each key scrolls.
        for _ in 0..45 {
            at.send(b"j");
            under.send(b"j");
        }
        at.settle();
        under.settle();
        let scroll = alternate(&mut at, step, &mut under, step);
        compare(report, "j that scrolls, clients", &scroll);
        if self.clients > 3_000 {
            let pages = alternate(&mut at, page, &mut under, page);
            compare(report, "ctrl-d, clients", &pages);
        }
        for (pane, name) in [(b"2", "board"), (b"3", "drafts"), (b"4", "agenda")] {
            at.press(pane);
            let here = alternate(&mut at, both, &mut under, both);
            compare(report, &format!("j and k, {name}"), &here);
        }
        at.press(b"1");
        self.filter(&mut at, &mut under, report);
        self.burst(&mut at, &mut under, report);
        self.rest(&mut at, &mut under, report);
        self.card(&mut at, report);
        at.quit();
        under.quit();
    }

    /// Opens the card of a client with more than 500 touches and walks its pages; one frame is 16 ms.
    fn card(&self, at: &mut Pty, report: &mut Report) {
        eprintln!("  card");
        at.press(b"/");
        for letter in self.talkative.chars() {
            let mut bytes = [0; 4];
            at.press(letter.encode_utf8(&mut bytes).as_bytes());
        }
        at.press(b"\r");
        at.settle();
        let (mut opened, mut turned) = (Vec::new(), Vec::new());
        for _ in 0..9 {
            opened.extend(at.press(b"\r"));
            at.settle();
            for page in [b"2", b"3", b"4", b"5", b"6", b"7"] {
                turned.extend(at.press(page));
                at.settle();
            }
            at.press(b"\x1b");
            at.settle();
        }
        at.press(b"/");
        at.press(b"\x1b");
        let frame = Duration::from_millis(16);
        report.alone("card with 500 touches opens, slowest of 9", &opened, frame);
        report.alone("… slowest turn of a page", &turned, frame);
    }

    /// Opens the filter and types; the slowest letter counts.
    fn filter(&self, at: &mut Pty, under: &mut Pty, report: &mut Report) {
        eprintln!("  filter");
        let mut slowest = [Vec::new(), Vec::new()];
        for word in ["марк", "ban", "стро", "oak"] {
            for (program, worst) in [&mut *at, &mut *under].into_iter().zip(&mut slowest) {
                program.press(b"/");
                let mut letter = [0; 4];
                let typed = word
                    .chars()
                    .filter_map(|c| program.press(c.encode_utf8(&mut letter).as_bytes()));
                worst.push(typed.max().unwrap_or_default());
                program.press(b"\x1b");
                program.settle();
            }
        }
        let [product, floor] = slowest;
        report.times(
            "filter, slowest letter of four words",
            &product,
            &floor,
            self.limit(5, 10, 30),
        );
    }

    /// A key held down: 200 at once, and the cursor must stand where 200 single ones put it.
    fn burst(&self, at: &mut Pty, under: &mut Pty, report: &mut Report) {
        eprintln!("  burst");
        let keys = [b'j'; 200];
        let mut took = [Vec::new(), Vec::new()];
        let mut rows = Vec::new();
        for _ in 0..5 {
            at.press(b"gg");
            took[0].extend(at.press(&keys));
            rows.push(at.row());
            under.press(b"g");
            took[1].extend(under.press(&keys));
        }
        at.press(b"gg");
        for _ in 0..200 {
            at.press(b"j");
        }
        let right = at.row();
        let exact = rows.iter().all(|row| *row == right);
        report.times(
            "200 keys at once",
            &took[0],
            &took[1],
            Duration::from_millis(80),
        );
        let found = if exact {
            "yes".to_owned()
        } else {
            format!("NO: {rows:?}, not {right:?}")
        };
        report.row("… moved by exactly 200", &found, "", "", "yes");
    }

    /// Memory, and ten seconds of nothing.
    fn rest(&self, at: &mut Pty, under: &mut Pty, report: &mut Report) {
        eprintln!("  rest");
        let mib = |bytes: u64| bytes as f64 / (1024.0 * 1024.0);
        let (product, floor) = (mib(at.peak()), mib(under.peak()));
        let must = match self.clients {
            0..=1_000 => 40,
            1_001..=10_000 => 110,
            _ => 500,
        };
        let ratio = format!("{:.1}", product / floor);
        report.row(
            "peak memory, MiB",
            &format!("{product:.1}"),
            &format!("{floor:.1}"),
            &ratio,
            &format!("≤ {must}"),
        );
        at.settle();
        under.settle();
        let (before, bytes, from) = ([at.used(), under.used()], at.bytes, Instant::now());
        std::thread::sleep(Duration::from_secs(10));
        let spent = [at.used().since(before[0]), under.used().since(before[1])];
        at.settle();
        let seconds = from.elapsed().as_secs_f64();
        let share = |used: Used| format!("{:.3} %", used.cpu.as_secs_f64() / seconds * 100.0);
        let wakes = |used: Used| format!("{:.1}/s", used.sleeps as f64 / seconds);
        report.row(
            "idle 10 s: CPU",
            &share(spent[0]),
            &share(spent[1]),
            "",
            "≤ 0.1 %",
        );
        report.row(
            "idle 10 s: wake-ups",
            &wakes(spent[0]),
            &wakes(spent[1]),
            "",
            "≤ 2/s",
        );
        let painted = at.bytes - bytes;
        let all = format!("{} written, {painted} to the terminal", spent[0].written);
        report.row(
            "idle 10 s: bytes",
            &all,
            &spent[1].written.to_string(),
            "",
            "0 but the clock",
        );
    }
}

/// What a series of keys took: each key, and the processor per key.
struct Series {
    took: Vec<Duration>,
    cpu: Duration,
    unpainted: usize,
}

/// Presses keys in turn, one block.
fn block(program: &mut Pty, keys: &[&[u8]], into: &mut Series) {
    let before = program.used();
    for n in 0..BLOCK {
        match program.press(keys[n % keys.len()]) {
            Some(took) => into.took.push(took),
            None => into.unpainted += 1,
        }
    }
    into.cpu += program.used().since(before).cpu;
}

fn empty() -> Series {
    Series {
        took: Vec::new(),
        cpu: Duration::ZERO,
        unpainted: 0,
    }
}

/// One program alone.
fn series(program: &mut Pty, keys: &[&[u8]], _name: &str) -> Series {
    let mut series = empty();
    for _ in 0..KEYS / BLOCK {
        block(program, keys, &mut series);
    }
    series
}

/// Both programs, block by block in turns.
fn alternate(at: &mut Pty, keys: &[&[u8]], under: &mut Pty, same: &[&[u8]]) -> [Series; 2] {
    let (mut product, mut floor) = (empty(), empty());
    for _ in 0..KEYS / BLOCK {
        block(at, keys, &mut product);
        block(under, same, &mut floor);
    }
    [product, floor]
}

fn compare(report: &mut Report, name: &str, [product, floor]: &[Series; 2]) {
    let silent = product.unpainted;
    let name = if silent > 0 {
        format!("{name} ({silent} keys painted nothing)")
    } else {
        name.to_owned()
    };
    report.keys(&name, &product.took, &floor.took);
    let per = |s: &Series| {
        s.cpu
            / u32::try_from(s.took.len() + s.unpainted)
                .unwrap_or(1)
                .max(1)
    };
    let (ours, theirs) = (per(product), per(floor));
    let ratio = format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64().max(1e-9));
    report.row(
        "… CPU per key, ms",
        &ms(ours),
        &ms(theirs),
        &ratio,
        "≤ 2.5 ×",
    );
}

/// A table of 100 000 rows of spend into an empty store, by the command line.
fn import(product: &Path, dir: &Path, report: &mut Report) {
    eprintln!("import");
    let (store, table) = (dir.join("store-import"), dir.join("spend-100000.csv"));
    let mut text = String::from("client,month,spend\n");
    for row in 0..100_000 {
        let (client, month) = (row / 24, row % 24);
        let (year, month) = (2025 + month / 12, month % 12 + 1);
        text.push_str(&format!(
            "Client {client},{year}-{month:02},{}.50\n",
            1_000 + row * 7 % 90_000
        ));
    }
    fs::write(&table, text).expect("a table");
    let (table, mut plans, mut wholes) = (
        table.to_str().expect("a plain path"),
        Vec::new(),
        Vec::new(),
    );
    for _ in 0..3 {
        let _ = fs::remove_dir_all(&store);
        let data = store.to_str().expect("a plain path");
        plans.push(cost(
            product,
            &["--data", data, "import", table, "--dry-run"],
        ));
        wholes.push(cost(product, &["--data", data, "import", table, "--yes"]));
    }
    let best = |costs: &[(Duration, Duration)]| costs.iter().copied().min().unwrap_or_default();
    let (plan, whole) = (best(&plans), best(&wholes));
    report.heading("Import of a table of 100 000 rows into an empty store");
    let rate = 100_000.0 / plan.1.as_secs_f64().max(0.001);
    report.row(
        "plan, rows per CPU second",
        &format!("{rate:.0}"),
        "",
        "",
        "≥ 300 000",
    );
    report.row(
        "durable, s",
        &format!("{:.2}", whole.0.as_secs_f64()),
        "",
        "",
        "≤ 4",
    );
}
