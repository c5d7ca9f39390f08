//! Completion scripts and the manual page, made from the grammar the program runs on.

use clap::CommandFactory;

use super::args::Args;
use super::failure::Failure;
use super::shell::Shell;
use super::words;

/// Writes the completion script of a shell.
pub(super) fn completions(shell: &Shell, name: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(name, &mut Args::command(), "planerka", &mut script);
    shell.data(&String::from_utf8_lossy(&script))
}

/// Writes the manual page with every verb after the main part.
pub(super) fn man(shell: &Shell) -> Result<(), Failure> {
    let mut page = Vec::new();
    let mut command = Args::command();
    command.build();
    let mut render = || -> std::io::Result<()> {
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        for verb in command.get_subcommands().filter(|v| v.get_name() != "help") {
            let man = clap_mangen::Man::new(verb.clone());
            page.extend_from_slice(
                format!(".SH \"PLANERKA {}\"\n", verb.get_name().to_uppercase()).as_bytes(),
            );
            man.render_synopsis_section(&mut page)?;
            man.render_description_section(&mut page)?;
            man.render_options_section(&mut page)?;
        }
        Ok(())
    };
    render().map_err(|error| words::io(shell.texts(), std::path::Path::new("man"), &error))?;
    shell.data(&String::from_utf8_lossy(&page))
}
