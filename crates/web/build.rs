use std::hash::{DefaultHasher, Hash, Hasher};

fn main() {
    memory_serve::load_directory("static");
    // The addresses of style sheet and script carry a mark of their content, so that browsers may keep them for long.
    let mut mark = DefaultHasher::new();
    for file in ["static/bilikti.css", "static/passkeys.js"] {
        std::fs::read(file).unwrap_or_default().hash(&mut mark);
    }
    println!("cargo:rustc-env=STYLE_VERSION={:x}", mark.finish());
    // New words and templates must reach the macros that embed them.
    for folder in ["languages", "templates", "src/pages", "static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
