//! Several cells: a centre of another cell is reached there.

use std::fs;

use crate::server::{Server, run};
use crate::steps::{Crew, Draft, pairs};

const CELLS: &str = r#"
here = "south"
[[cell]]
name = "south"
address = "https://south.example"
centres = ["0042"]
[[cell]]
name = "north"
address = "https://north.example"
centres = ["0107"]
"#;

#[tokio::test]
async fn p04_a2_a_centre_of_another_cell_is_reached_there() {
    let mut server = Server::demo();
    fs::write(server.data().join("catalogue/cells.toml"), CELLS).unwrap();
    server.restart();
    let visitor = server.visitor();
    let there = visitor.get("/apply?programme=welder&centre=0107").await;
    assert_eq!(there.location(), "https://north.example/apply?programme=welder&centre=0107");
    assert_eq!(visitor.get("/apply?programme=welder&centre=0042").await.status, 200);
    let serial = "25620-072121008-3-081226-0107-000000001";
    let there = visitor.get(&format!("/t/{serial}?p=abc%2Bd")).await;
    assert_eq!(there.location(), format!("https://north.example/t/{serial}?p=abc%2Bd"));
    assert_eq!(visitor.get("/t/25620-072121008-3-081226-0042-000000099").await.status, 404);

    let crew = Crew::of(&server, "omirzhanov").await;
    let draft = Draft::begin(&crew.candidate).await;
    let profession = &draft.parts()[0];
    crew.candidate.does(&profession.0, &pairs(&profession.1)).await;
    let chosen = crew.candidate.fill(&draft.path("centre"), &[("centre", "0107")]).await;
    assert_eq!(chosen.location(), "https://north.example/apply?programme=welder&centre=0107");
    // The own centre's way is as ever.
    crew.applies().await;
    server.assert_sound();
}

#[test]
fn a_directory_that_leaves_a_centre_out_is_refused() {
    let mut server = Server::demo();
    server.kill();
    let file = server.data().join("catalogue/cells.toml");
    let data = server.data();
    for (text, word) in [
        (CELLS.replace("\"0107\"", ""), "centre 0107 is in 0 cells"),
        (CELLS.replace("\"0107\"", "\"0107\", \"0042\""), "centre 0042 is in 2 cells"),
        (CELLS.replace("here = \"south\"", "here = \"east\""), "east"),
    ] {
        fs::write(&file, text).unwrap();
        let (code, told) = run(&["doctor", "--data", data.to_str().unwrap()]);
        assert!(code == 1 && told.contains(word), "{told}");
    }
}
