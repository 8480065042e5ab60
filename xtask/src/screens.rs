//! The walks over every page: `cargo xtask pictures` and `cargo xtask bench screens`.

use crate::{Outcome, shell, tools};

/// Every page in Kazakh and in Russian, at the width of a desk and of a phone; or the pictures of the guides.
pub(crate) fn pictures(arguments: &[String]) -> Outcome {
    if arguments == ["--guides"] {
        return walk("guides");
    }
    walk("pictures")?;
    println!("target/screens/{{kk,ru}}/<who>-<page>-{{desk,phone}}.png");
    Ok(())
}

/// The figures of every page, written to `docs/evidence/screens.md`.
pub(crate) fn measure() -> Outcome {
    walk("screens")?;
    println!("docs/evidence/screens.md");
    Ok(())
}

/// The walk of the browser tests, for something else than CI walks for.
fn walk(why: &str) -> Outcome {
    tools::install()?;
    // The whole workspace, as `cargo xtask test`: with other features, other dependencies would be built once more.
    let test = ["test", "--workspace", "--test", "it", "--", "every_page_holds"];
    shell::run(shell::cargo().args(test).env("BILIKTI_WALK", why))
}
