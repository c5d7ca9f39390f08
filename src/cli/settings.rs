//! `planerka config`: the settings in effect, as a file that would give the same.

use serde_json::json;

use super::failure::Failure;
use super::shell::Shell;

#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    /// Only check the settings; print nothing when they are good
    #[arg(long)]
    check: bool,
}

/// Prints the settings; that they could be read at all is already the check.
pub(super) fn run(shell: &Shell, args: &ConfigArgs) -> Result<(), Failure> {
    let settings = shell.settings();
    let file = settings.config.as_ref().map(|p| p.display().to_string());
    if args.check {
        super::keys::check(shell)?;
        let place = file.unwrap_or_else(|| shell.texts().t("cli-no-config-file"));
        shell.say(
            &shell
                .texts()
                .tf("cli-config-good", &[("place", place.into())]),
        );
        return Ok(());
    }
    let day = &settings.day;
    let fires: Vec<String> = day
        .fires
        .iter()
        .map(|at| format!("{:02}:{:02}", at.hour(), at.minute()))
        .collect();
    let value = json!({
        "data": settings.data.display().to_string(),
        "lang": shell.texts().lang().code(),
        "theme": settings.theme.name(),
        "ascii": settings.ascii,
        "day": {
            "hours": day.hours.to_string(),
            "minutes": day.minutes,
            "call_minutes": day.call_minutes,
            "lunch": day.lunch.map(|l| l.to_string()).unwrap_or_default(),
            "fires": fires,
        },
        "deck": {
            "accent": settings
                .deck
                .accent
                .map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}"))
                .unwrap_or_else(|| "#1f5fa8".to_owned()),
            "manager": settings.deck.manager,
        },
        "clipboard": { "method": settings.clipboard.name() },
        "notify": {
            "bell": settings.notify.bell,
            "desktop": settings.notify.desktop.name(),
            "words": settings.notify.words,
        },
        "lock": { "idle_minutes": settings.idle_minutes },
        "calendar": { "country": settings.country.name() },
        "keys": settings.keymap.as_ref().map(|path| json!({ "file": path.display().to_string() })),
    });
    if shell.json() {
        let mut value = value;
        value["file"] = file.into();
        return shell.document(&value);
    }
    let mut table = value;
    if let Some(map) = table.as_object_mut()
        && map.get("keys").is_some_and(serde_json::Value::is_null)
    {
        map.remove("keys");
    }
    let mut text = String::new();
    if let Some(file) = file {
        text.push_str(&format!("# {file}\n"));
    }
    text.push_str(&toml::to_string(&table).unwrap_or_default());
    shell.data(&text)
}
