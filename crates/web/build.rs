use std::hash::{DefaultHasher, Hash, Hasher};

fn main() {
    memory_serve::load_directory("static");
    // The style sheet's address carries its content's mark, so that browsers may keep it for long.
    let mut mark = DefaultHasher::new();
    std::fs::read("static/bilikti.css").unwrap_or_default().hash(&mut mark);
    println!("cargo:rustc-env=STYLE_VERSION={:x}", mark.finish());
    // New words and templates must reach the macros that embed them.
    for folder in ["languages", "templates", "src/pages", "static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
