//! `bilikti rules …`: the same rules as the pages', for lawyers, operators and scripts.

mod ask;
mod say;

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

/// A question to the Rules.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    #[command(subcommand)]
    pub(crate) question: Question,
    /// Answer as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Question {
    /// The last day of a term of N working days after the day of an event.
    Term {
        /// The day of the event; it does not count.
        #[arg(long)]
        start: Date,
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1000))]
        working_days: u16,
        /// The clause that sets the term.
        #[arg(long, default_value = "Q1")]
        clause: String,
    },
    /// The earliest lawful day of the procedure for a notice sent on a day (¶6).
    Notice {
        #[arg(long)]
        sent: Date,
    },
    /// Admission to the practical stage (¶15).
    Theory {
        #[arg(long)]
        correct: u16,
        #[arg(long)]
        total: u16,
    },
    /// An individual identification number.
    Iin { number: String },
    /// A business identification number.
    Bin { number: String },
    /// The serial number of a recognition document (A2).
    Serial {
        #[command(subcommand)]
        what: Serial,
    },
    /// Every clause with its status.
    Clauses,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Serial {
    /// Read a serial number; say which level is wrong, and why.
    Parse { serial: String },
    /// Write a serial number.
    Make {
        #[arg(long)]
        oked: String,
        /// A code of the classifier, or 0 where it has none.
        #[arg(long)]
        nkz: String,
        #[arg(long)]
        nqf: String,
        /// The day the procedure ended (Q20).
        #[arg(long)]
        date: Date,
        #[arg(long)]
        centre: String,
        #[arg(long)]
        number: u32,
    },
}

/// Prints the answer; the exit code says whether the rule holds.
pub(crate) fn answer(asked: &Asked) -> ExitCode {
    match ask::ask(&asked.question) {
        Ok(answer) => {
            let shown = if asked.json { answer.json.to_string() } else { answer.text };
            // A reader that has seen enough (`| head`) changes nothing about the answer.
            writeln!(std::io::stdout(), "{shown}").ok();
            if answer.holds { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(wrong) => {
            eprintln!("bilikti rules: {wrong}");
            ExitCode::from(2)
        }
    }
}
