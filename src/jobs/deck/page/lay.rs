//! What stands where: one function a kind of slide.

use super::chart::chart;
use super::flow::poured;
use super::table::tables;
use super::{
    Align, Area, Block, Fill, HEIGHT, INNER, Ink, Item, MARGIN, Page, Para, Role, Style, fitted,
    height, set, titled,
};
use crate::domain::slides::{Bar, Script, Section, Slide};
use crate::jobs::deck::face::Faces;

/// The top of what a page names: its label, then its title.
const TOP: f32 = 40.0;
/// Where what stands on a page ends.
const BOTTOM: f32 = 488.0;
/// The height of the strip of facts.
const FACTS: f32 = 62.0;
/// Between two columns.
const GAP: f32 = 48.0;
/// Sizes of running text, the largest first; the last is the smallest that is read from afar.
const BODY: [f32; 7] = [24.0, 22.0, 20.0, 19.0, 18.0, 17.0, 16.0];
/// Sizes of instructions, which have a page of their own.
const STEPS: [f32; 5] = [24.0, 22.0, 20.0, 18.0, 16.0];
/// Of a column this much is filled: the reader's own fonts may run wider than ours.
const FILLED: f32 = 0.92;
/// Titles are broken as though the line were this much shorter, for the same reason.
const SURE: f32 = 0.95 * INNER;

const LABEL: Style = Style::new(14.0, true, Ink::Accent);
const TITLE: Style = Style::new(32.0, true, Ink::Text);
const NAME: Style = Style::new(14.0, true, Ink::Muted);
const TEXT: Style = Style::new(20.0, false, Ink::Text);

/// Lays a presentation out.
pub(in crate::jobs::deck) fn lay(script: &Script, faces: &Faces, logo: bool) -> Vec<Page> {
    let desk = Desk { script, faces };
    let mut pages = Vec::new();
    for slide in &script.slides {
        match slide {
            Slide::Cover {
                label,
                title,
                lines,
            } => pages.push(desk.cover(label, title, lines, logo)),
            Slide::Goal { label, goals, kpi } => desk.goal(label, goals, kpi.as_ref(), &mut pages),
            Slide::Figures { label, title, bars } => pages.push(desk.figures(label, title, bars)),
            Slide::Advice { .. } => desk.advice(slide, &mut pages),
            Slide::Decisions { title, head, rows } => {
                desk.decisions(title, head, rows, &mut pages);
            }
        }
    }
    for (page, number) in pages.iter_mut().zip(1..).skip(1) {
        desk.foot(page, number);
    }
    pages
}

struct Desk<'s> {
    script: &'s Script,
    faces: &'s Faces,
}

fn text(role: Role, area: Area, paras: Vec<Para>) -> Item {
    Item::Text(Block {
        area,
        role,
        align: Align::Left,
        paras,
    })
}

/// A block as high as its text, and where it ends.
fn block(role: Role, x: f32, y: f32, w: f32, paras: Vec<Para>) -> (Item, f32) {
    let h = height(&paras);
    (text(role, Area { x, y, w, h }, paras), y + h)
}

impl Desk<'_> {
    fn set(&self, words: &str, style: Style, width: f32) -> Vec<Para> {
        set(self.faces, words, style, width, 0.0)
    }

    /// Named texts under one another, as large as fits into each of the columns at once.
    fn sections(&self, sections: &[&Section], size: f32, width: f32) -> Vec<Para> {
        let mut all = Vec::new();
        for section in sections {
            let name = NAME.sized((size * 0.72).max(12.0));
            all.extend(set(self.faces, &section.label, name, width, size * 0.9));
            let body = set(
                self.faces,
                &section.text,
                TEXT.sized(size),
                width,
                size * 0.35,
            );
            all.extend(body);
        }
        all
    }

    /// Label and title; returns where what follows begins, and the whole title when it had to be cut.
    fn head(&self, label: &str, title: &str) -> (Vec<Item>, f32, Option<String>) {
        let mut items = Vec::new();
        let mut y = TOP;
        if !label.is_empty() {
            let (item, end) = block(Role::Body, MARGIN, y, INNER, self.set(label, LABEL, INNER));
            items.push(item);
            y = end + 4.0;
        }
        let sizes = [32.0, 28.0, 24.0, 22.0];
        let (paras, whole) = titled(self.faces, title, TITLE, &sizes, (SURE, 82.0));
        let (item, end) = block(Role::Title, MARGIN, y, INNER, paras);
        items.push(item);
        (items, end + 16.0, (!whole).then(|| title.to_owned()))
    }

    fn foot(&self, page: &mut Page, number: usize) {
        let style = Style::new(11.0, false, Ink::Muted);
        let width = INNER - 80.0;
        let (paras, _) = titled(self.faces, &self.script.foot, style, &[11.0], (width, 16.0));
        let area = Area {
            x: MARGIN,
            y: 506.0,
            w: width,
            h: 16.0,
        };
        page.items.push(text(Role::Foot, area, paras));
        page.items.push(Item::Text(Block {
            area: Area {
                x: MARGIN + width,
                w: 80.0,
                ..area
            },
            role: Role::Foot,
            align: Align::Right,
            paras: self.set(&number.to_string(), style, 80.0),
        }));
    }

    fn cover(&self, label: &str, title: &str, lines: &[String], logo: bool) -> Page {
        let mut items = Vec::new();
        if logo {
            items.push(Item::Logo(Area {
                x: MARGIN,
                y: 48.0,
                w: 240.0,
                h: 72.0,
            }));
        }
        let style = Style::new(54.0, true, Ink::Text);
        let sizes = [54.0, 48.0, 42.0, 36.0, 30.0, 26.0];
        let (name, _) = titled(self.faces, title, style, &sizes, (SURE, 170.0));
        let label = self.set(label, LABEL.sized(20.0), INNER);
        let whole = height(&label) + 10.0 + height(&name) + 58.0;
        let (item, y) = block(
            Role::Body,
            MARGIN,
            (HEIGHT - whole) / 2.0 - 10.0,
            INNER,
            label,
        );
        items.push(item);
        let (item, y) = block(Role::Title, MARGIN, y + 10.0, INNER, name);
        items.push(item);
        items.push(Item::Fill(Fill {
            area: Area {
                x: MARGIN,
                y: y + 22.0,
                w: 72.0,
                h: 4.0,
            },
            ink: Ink::Accent,
        }));
        let style = Style::new(20.0, false, Ink::Muted);
        let paras = set(self.faces, &lines.join("\n"), style, INNER, 2.0);
        items.push(block(Role::Body, MARGIN, y + 46.0, INNER, paras).0);
        Page {
            name: title.to_owned(),
            items,
        }
    }

    fn goal(&self, label: &str, goals: &[String], kpi: Option<&Section>, pages: &mut Vec<Page>) {
        let foot = kpi.map(|k| {
            let mut paras = self.set(&k.label, NAME, INNER);
            paras.extend(set(
                self.faces,
                &k.text,
                Style::new(24.0, true, Ink::Accent),
                INNER,
                4.0,
            ));
            paras
        });
        let taken = foot.as_ref().map_or(0.0, |f| height(f) + 24.0);
        let (top, room) = (TOP + 44.0, BOTTOM - TOP - 44.0);
        let sizes: &[f32] = if goals.len() == 1 {
            &[40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0]
        } else {
            &[28.0, 26.0, 24.0, 22.0, 20.0, 18.0]
        };
        let all = |size: f32| -> Vec<Para> {
            let style = TEXT.sized(size);
            goals
                .iter()
                .flat_map(|g| {
                    let mut paras = set(self.faces, g, style, INNER, size * 0.35);
                    if let Some(first) = paras.first_mut() {
                        first.above = size * 0.8;
                    }
                    paras
                })
                .collect()
        };
        let most = (room - taken) * FILLED;
        let smallest = sizes.last().copied().unwrap_or(18.0);
        let size = sizes.iter().copied().find(|s| height(&all(*s)) <= most);
        let parts = poured(all(size.unwrap_or(smallest)), |_| most);
        let last = parts.len().max(1);
        for (at, paras) in parts
            .into_iter()
            .chain(goals.is_empty().then(Vec::new))
            .enumerate()
        {
            let name = self.named(label, at);
            let mut items = vec![
                block(
                    Role::Title,
                    MARGIN,
                    TOP,
                    INNER,
                    self.set(&name, LABEL, INNER),
                )
                .0,
            ];
            let mut y = top;
            if !paras.is_empty() {
                let (item, end) = block(Role::Body, MARGIN, y, INNER, paras);
                items.push(item);
                y = end + 28.0;
            }
            if let Some(foot) = foot.clone().filter(|_| at + 1 == last) {
                items.push(block(Role::Body, MARGIN, y, INNER, foot).0);
            }
            pages.push(Page { name, items });
        }
    }

    /// A title, and that it goes on.
    fn named(&self, title: &str, at: usize) -> String {
        if at == 0 {
            title.to_owned()
        } else {
            format!("{title} {}", self.script.continued)
        }
    }

    fn figures(&self, label: &str, title: &str, bars: &[Bar]) -> Page {
        let (mut items, y, _) = self.head(label, title);
        let area = Area {
            x: MARGIN,
            y: y + 8.0,
            w: INNER,
            h: BOTTOM - y - 8.0,
        };
        items.push(Item::Chart(chart(self.faces, title, bars, area)));
        Page {
            name: title.to_owned(),
            items,
        }
    }

    fn advice(&self, slide: &Slide, pages: &mut Vec<Page>) {
        let Slide::Advice {
            label,
            title,
            value,
            sections,
            how,
            facts,
        } = slide
        else {
            return;
        };
        let (mut items, mut y, cut) = self.head(label, title);
        if let Some(value) = value {
            let words = format!("{}: {}", value.label, value.text);
            let style = Style::new(20.0, false, Ink::Accent);
            let (paras, _) = fitted(
                self.faces,
                &words,
                style,
                &[20.0, 18.0, 16.0],
                (INNER, 54.0),
            );
            let (item, end) = block(Role::Body, MARGIN, y - 6.0, INNER, paras);
            items.push(item);
            y = end + 16.0;
        }
        // A title too long for its place is told in full where there is room.
        let whole = cut.map(|title| Section::new(self.script.whole.clone(), title));
        let sections: Vec<&Section> = whole.iter().chain(sections).collect();
        let columns = Columns::between(y, BOTTOM - FACTS - 10.0);
        let page = |paras: [Vec<Para>; 2]| {
            let mut items = items.clone();
            items.extend(columns.blocks(paras));
            items.extend(self.facts(facts));
            Page {
                name: title.clone(),
                items,
            }
        };
        let left_out = usize::from(whole.is_some()) + 1;
        let (left, right) = sections.split_at(left_out.min(sections.len()));
        let with_how: Vec<&Section> = left.iter().copied().chain(how).collect();
        let try_in = |left: &[&Section], sizes: &[f32]| {
            sizes.iter().find_map(|size| {
                let both = [left, right].map(|s| self.sections(s, *size, columns.width));
                both.iter()
                    .all(|c| height(c) <= columns.high * FILLED)
                    .then_some(both)
            })
        };
        if let Some(both) = try_in(&with_how, &BODY) {
            pages.push(page(both));
            return;
        }
        if let Some(both) = try_in(left, &BODY) {
            pages.push(page(both));
        } else {
            let all = self.sections(&sections, 16.0, columns.width);
            let more = Columns::between(TOP + 66.0, BOTTOM);
            let poured = poured(all, |at| {
                FILLED * if at < 2 { columns.high } else { more.high }
            });
            let mut parts = poured.into_iter();
            let first = [parts.next(), parts.next()].map(Option::unwrap_or_default);
            pages.push(page(first));
            let mut at = 1;
            while let Some(one) = parts.next() {
                let label = self.named(label, at);
                let mut items = self.small_head(&label, title);
                items.extend(more.blocks([one, parts.next().unwrap_or_default()]));
                pages.push(Page {
                    name: self.named(title, at),
                    items,
                });
                at += 1;
            }
        }
        if let Some(how) = how {
            self.how(label, title, how, pages);
        }
    }

    /// The head of a page that goes on: title in one line.
    fn small_head(&self, label: &str, title: &str) -> Vec<Item> {
        let style = TITLE.sized(22.0);
        let (paras, _) = titled(self.faces, title, style, &[22.0, 20.0, 18.0], (SURE, 28.0));
        let (item, y) = block(
            Role::Body,
            MARGIN,
            TOP,
            INNER,
            self.set(label, LABEL, INNER),
        );
        vec![item, block(Role::Title, MARGIN, y + 4.0, INNER, paras).0]
    }

    fn how(&self, label: &str, title: &str, how: &Section, pages: &mut Vec<Page>) {
        let label = format!("{label} · {}", how.label);
        let top = TOP + 72.0;
        let width = INNER - 112.0;
        let high = (BOTTOM - top) * FILLED;
        let in_size = |size: f32| set(self.faces, &how.text, TEXT.sized(size), width, size * 0.5);
        let size = STEPS.iter().copied().find(|s| height(&in_size(*s)) <= high);
        let parts = poured(in_size(size.unwrap_or(16.0)), |_| high);
        for (at, paras) in parts.into_iter().enumerate() {
            let mut items = self.small_head(&self.named(&label, at), title);
            items.push(block(Role::Body, MARGIN, top, width, paras).0);
            pages.push(Page {
                name: self.named(&format!("{title}: {}", how.label), at),
                items,
            });
        }
    }

    fn facts(&self, facts: &[Section]) -> Vec<Item> {
        let y = BOTTOM - FACTS;
        let mut items = vec![Item::Fill(Fill {
            area: Area {
                x: MARGIN,
                y,
                w: INNER,
                h: 1.0,
            },
            ink: Ink::Line,
        })];
        // Each as wide as it asks for, within limits; what is left over is shared.
        let asked: Vec<f32> = facts
            .iter()
            .map(|fact| {
                let value = self.faces.bold.width(&fact.text, 16.0);
                let name = self.faces.regular.width(&fact.label, 12.0);
                (value.max(name) * 1.06 + 20.0).clamp(100.0, 330.0)
            })
            .collect();
        let scale = INNER / asked.iter().sum::<f32>().max(1.0);
        let mut x = MARGIN;
        for (fact, asked) in facts.iter().zip(asked) {
            let slot = asked * scale;
            let w = slot - 16.0;
            let mut paras = self.set(&fact.label, Style::new(12.0, false, Ink::Muted), w);
            let style = Style::new(16.0, true, Ink::Text);
            let room = (0.95 * w, 34.0);
            let (value, _) = titled(self.faces, &fact.text, style, &[16.0, 14.0, 12.0], room);
            paras.extend(value.into_iter().map(|p| Para { above: 2.0, ..p }));
            items.push(block(Role::Body, x, y + 10.0, w, paras).0);
            x += slot;
        }
        items
    }

    fn decisions(
        &self,
        title: &str,
        head: &[String; 5],
        rows: &[[String; 5]],
        pages: &mut Vec<Page>,
    ) {
        let (_, y, _) = self.head("", title);
        let area = Area {
            x: MARGIN,
            y,
            w: INNER,
            h: BOTTOM - y,
        };
        for (at, table) in tables(self.faces, head, rows, area).into_iter().enumerate() {
            let name = self.named(title, at);
            let (mut items, _, _) = self.head("", &name);
            items.push(Item::Table(table));
            pages.push(Page { name, items });
        }
    }
}

/// Two columns side by side.
struct Columns {
    top: f32,
    high: f32,
    width: f32,
}

impl Columns {
    const fn between(top: f32, bottom: f32) -> Self {
        Self {
            top,
            high: bottom - top,
            width: (INNER - GAP) / 2.0,
        }
    }

    fn blocks(&self, columns: [Vec<Para>; 2]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut x = MARGIN;
        for paras in columns {
            if !paras.is_empty() {
                items.push(block(Role::Body, x, self.top, self.width, paras).0);
            }
            x += self.width + GAP;
        }
        items
    }
}
