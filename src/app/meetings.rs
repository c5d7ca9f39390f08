//! A calendar on its way in: what it would change is shown, and on a yes carried out in one step.

use super::importing::{Run, name_of};
use super::{App, Effect, ReadFile};
use crate::domain::Command;
use crate::domain::calendar_file::{MeetingFile, MeetingRow, MeetingVerdict, plan_meetings};
use crate::domain::command::MeetingsCommand;
use crate::ui::dialog::import::{Preview, PreviewRow, PreviewVerdict};

impl App {
    /// Shows what a calendar would change.
    pub(super) fn show_meetings(&mut self, meetings: MeetingFile, file: &ReadFile) {
        let plan = plan_meetings(&self.book, &meetings);
        let problems = file.problems.iter();
        let preview = Preview {
            file: name_of(file),
            kind: file.kind.clone(),
            encoding: file.encoding.clone(),
            delimiter: String::new(),
            about: String::new(),
            rows: plan.rows.iter().map(|row| self.meeting_row(row)).collect(),
            problems: problems.map(|(l, p)| (*l, self.words(p))).collect(),
        };
        self.import = Some(Run::Calendar(Box::new(meetings), name_of(file)));
        self.import_dialog(|d| d.set_preview(preview));
    }

    fn meeting_row(&self, row: &MeetingRow) -> PreviewRow {
        let meeting = &row.meeting;
        let (verdict, word) = match row.verdict {
            MeetingVerdict::New => (PreviewVerdict::New, None),
            MeetingVerdict::Changed(_) => (PreviewVerdict::Update, Some("meeting-moved")),
            MeetingVerdict::Removed(_) => (PreviewVerdict::Update, Some("meeting-removed")),
            MeetingVerdict::Unchanged => (PreviewVerdict::Unchanged, None),
            MeetingVerdict::Free => (PreviewVerdict::Skip, Some("meeting-free")),
            MeetingVerdict::Cancelled => (PreviewVerdict::Skip, Some("meeting-cancelled")),
        };
        let own = self.now.time_zone();
        let (from, to) = (own.to_datetime(meeting.from), own.to_datetime(meeting.to));
        let today = self.now.date();
        let day = self.texts.date_with_weekday(from.date(), today);
        let mut hours = format!("{day} {}", self.texts.time(from.time()));
        hours.push_str(&match to.date() == from.date() {
            true => format!("–{}", self.texts.time(to.time())),
            false => format!(" – {}", self.texts.date_with_weekday(to.date(), today)),
        });
        let client = meeting.client.and_then(|id| self.book.client(id));
        let parts = [
            hours,
            word.map_or_else(String::new, |id| self.texts.t(id)),
            client.map_or_else(String::new, |c| c.name.clone()),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        PreviewRow {
            line: row.line,
            name: match meeting.title.as_str() {
                "" => self.texts.t("meeting-untitled"),
                title => title.to_owned(),
            },
            verdict,
            detail: parts.join(" · "),
        }
    }

    /// The preview was agreed to.
    pub(super) fn run_meetings(
        &mut self,
        meetings: Box<MeetingFile>,
        label: String,
        effects: &mut Vec<Effect>,
    ) {
        let plan = plan_meetings(&self.book, &meetings);
        let import = MeetingsCommand::Import {
            file: meetings,
            label,
        };
        if !self.carry_out(Command::Meetings(import), effects) {
            // Why not stands below; the way back is to choose the file again.
            let why = self.texts.t("import-meetings-not");
            self.import_dialog(|d| d.set_error(why));
            return;
        }
        let changed = |v| matches!(v, MeetingVerdict::Changed(_) | MeetingVerdict::Removed(_));
        let left = |v| matches!(v, MeetingVerdict::Free | MeetingVerdict::Cancelled);
        let text = self.texts.tf(
            "import-finished",
            &[
                ("new", plan.count(|v| v == MeetingVerdict::New).into()),
                ("updated", plan.count(changed).into()),
                (
                    "unchanged",
                    plan.count(|v| v == MeetingVerdict::Unchanged).into(),
                ),
                ("skipped", plan.count(left).into()),
            ],
        );
        self.import_dialog(|d| d.set_done(text));
        self.refresh();
    }
}
