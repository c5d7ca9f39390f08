//! The door to the workstation: the one call that hands the terminal over.

use std::io::IsTerminal;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{keys, words};
use crate::app::{DayPlan, Setup};
use crate::config::{Clock, Colors, Settings, Span, ThemeName};
use crate::domain::{Hours, Ids};
use crate::runtime::{self, Workstation, WorkstationError};
use crate::ui::{Notice, Theme, theme};

/// Whether there is a terminal to hand over.
pub(super) fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Refuses in words when there is no terminal.
pub(super) fn needs_terminal(shell: &Shell) -> Result<(), Failure> {
    if has_terminal() {
        return Ok(());
    }
    let message = shell.texts().t("cli-needs-terminal");
    Err(Failure::new(Kind::Usage, message))
}

/// Opens the workstation on these settings and comes back when the person leaves it.
pub(super) fn run(settings: &Settings, shell: &Shell) -> Result<(), Failure> {
    needs_terminal(shell)?;
    let texts = *shell.texts();
    // A mistake in the person's keys is said on the first screen; all other keys work.
    let (keymap, problems) = keys::read(shell)?;
    let notice = problems
        .first()
        .map(|problem| Notice::warn(words::keymap_problem(&texts, problem)));
    super::notebook::open(&settings.data);
    let opened = runtime::open(Workstation {
        data: settings.data.clone(),
        clock: match &settings.clock {
            Clock::System => runtime::Clock::System,
            Clock::Pinned(at) => runtime::Clock::Pinned(at.clone()),
        },
        setup: Setup {
            texts,
            theme: theme(settings),
            keymap,
            now: shell.now(),
            ids: Ids::default(),
            day: day(settings),
            notice,
        },
    });
    opened.map_err(|error| match error {
        WorkstationError::NotATerminal => {
            Failure::new(Kind::Usage, texts.t("cli-needs-terminal"))
        }
        WorkstationError::Terminal(error) => {
            words::io(&texts, std::path::Path::new("terminal"), &error)
        }
        WorkstationError::Store(error) => words::store(&texts, &error),
    })
}

fn theme(settings: &Settings) -> Theme {
    let name = match settings.theme {
        ThemeName::Dark => theme::ThemeName::Dark,
        ThemeName::Light => theme::ThemeName::Light,
        ThemeName::Contrast => theme::ThemeName::Contrast,
    };
    let depth = match settings.colors {
        Colors::None => theme::Depth::None,
        Colors::Few => theme::Depth::Sixteen,
        Colors::Full => theme::Depth::True,
    };
    Theme::new(name, depth, settings.ascii)
}

fn day(settings: &Settings) -> DayPlan {
    let day = &settings.day;
    let hours = |span: Span| Hours {
        from: span.from,
        to: span.to,
    };
    DayPlan {
        hours: hours(day.hours),
        minutes: day.minutes,
        call_minutes: day.call_minutes,
        lunch: day.lunch.map(hours),
        fires: day.fires.clone(),
    }
}
