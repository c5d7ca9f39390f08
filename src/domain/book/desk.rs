//! Records of the portfolio as a whole: views, cohorts, arranged days, meetings, news.

use jiff::civil::Date;

use crate::domain::{Cohort, DaySheet, Meeting, Month, News, Record, SheetId, View};

/// What belongs to no single client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desk {
    /// Saved views, in the order they were made.
    pub views: Vec<View>,
    /// The focus of each month, and experiments.
    pub cohorts: Vec<Cohort>,
    /// Days arranged by hand, by date.
    pub days: Vec<DaySheet>,
    /// Meetings, in the order they were made.
    pub meetings: Vec<Meeting>,
    /// News.
    pub news: Vec<News>,
}

impl Desk {
    /// What was settled about a day.
    #[must_use]
    pub fn day(&self, date: Date) -> Option<&DaySheet> {
        let id = SheetId::of(date);
        let place = self.days.binary_search_by_key(&id, |day| day.id).ok()?;
        self.days.get(place)
    }

    /// The focus of a month that was not closed.
    #[must_use]
    pub fn focus(&self, month: Month) -> Option<&Cohort> {
        self.cohorts
            .iter()
            .rev()
            .find(|c| c.month == Some(month) && c.closed_at.is_none())
    }

    /// Takes a record as the store hands it over.
    ///
    /// # Errors
    /// The record itself when it belongs to a client.
    pub(super) fn hang(&mut self, record: Record) -> Result<(), Box<Record>> {
        match record {
            Record::View(row) => self.views.push(row),
            Record::Cohort(row) => self.cohorts.push(row),
            Record::DaySheet(row) => self.days.push(row),
            Record::Meeting(row) => self.meetings.push(row),
            Record::News(row) => self.news.push(row),
            other => return Err(Box::new(other)),
        }
        Ok(())
    }

    /// Every record, kind by kind, by key.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let views = self.views.iter().cloned().map(Record::View);
        let cohorts = self.cohorts.iter().cloned().map(Record::Cohort);
        let days = self.days.iter().cloned().map(Record::DaySheet);
        let meetings = self.meetings.iter().cloned().map(Record::Meeting);
        let news = self.news.iter().cloned().map(Record::News);
        views.chain(cohorts).chain(days).chain(meetings).chain(news)
    }
}
