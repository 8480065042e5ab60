//! A bar at the terminal, for work that takes its time; nothing where nobody looks.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// For bytes; `total` when it is known.
pub(crate) fn bytes(what: &'static str, total: Option<u64>) -> ProgressBar {
    bar(
        what,
        total,
        "{binary_bytes} ({binary_bytes_per_sec})",
        "{bar:30} {binary_bytes} / {binary_total_bytes}",
    )
}

/// For things that are counted.
pub(crate) fn count(what: &'static str) -> ProgressBar {
    bar(what, Some(0), "{pos}", "{bar:30} {pos} / {len}")
}

fn bar(what: &'static str, total: Option<u64>, open: &str, closed: &str) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::no_length, ProgressBar::new);
    let template = format!("{{spinner}} {{msg}} {{elapsed}} {}", if total.is_some() { closed } else { open });
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
