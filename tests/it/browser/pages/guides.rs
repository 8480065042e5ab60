//! The pictures in `docs/guides/`: what is seen first of a page, small enough to be kept beside the words.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use color_quant::NeuQuant;

use super::super::driver::Browsers;
use super::super::look::{DESK, PHONE};
use super::{site, walk};
use crate::guides::folder;

/// Picture, page of the walk, width of the screen.
const PICTURES: [(&str, &str, u32); 12] = [
    ("application", "candidate-apply-draft", PHONE),
    ("documents", "candidate-apply-draft-documents", PHONE),
    ("exam-day", "candidate-my-notice-noticed", PHONE),
    ("result", "candidate-my-result-issued", PHONE),
    ("board", "registrar-board", DESK),
    ("notice", "registrar-cases-notice-contracted", DESK),
    ("briefing", "registrar-cases-brief-noticed", DESK),
    ("to-sign", "head-to-sign", DESK),
    ("issue", "head-cases-issue-passed", DESK),
    ("sittings", "chair-sittings", DESK),
    ("practice", "member-cases-practice-practice", DESK),
    ("protocol", "member-cases-protocol-decided", DESK),
];

/// Colours of a picture: letters on a few grounds.
const COLOURS: usize = 48;

/// `docs/guides/pictures/{kk,ru}/NAME.png`.
pub(super) async fn pictures() {
    let (server, browsers) = (site(), Browsers::start().await);
    walk(&server, &browsers, async |visitor, sight| {
        let Some((name, _, width)) = PICTURES.iter().find(|(_, page, _)| *page == sight.name) else { return };
        for language in ["kk", "ru"] {
            assert_eq!(visitor.opens(sight, language, "light").await, None);
            visitor.fit(*width, false).await;
            let picture = visitor.driver.screenshot_as_png().await.unwrap();
            visitor.unfit().await;
            let folder = folder().join("pictures").join(language);
            fs::create_dir_all(&folder).unwrap();
            shrink(&picture, &folder.join(format!("{name}.png")));
        }
    })
    .await;
}

/// The same picture in a few colours.
fn shrink(picture: &[u8], to: &Path) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let read = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(read.bit_depth, png::BitDepth::Eight);
    let opaque: Vec<u8> = match read.color_type {
        png::ColorType::Rgba => {
            pixels.chunks_exact(4).flat_map(|one| [one[0], one[1], one[2], 255]).collect()
        }
        png::ColorType::Rgb => pixels.chunks_exact(3).flat_map(|one| [one[0], one[1], one[2], 255]).collect(),
        other => panic!("a screen in {other:?}"),
    };
    let colours = NeuQuant::new(3, COLOURS, &opaque);
    let places: Vec<u8> =
        opaque.chunks_exact(4).map(|one| u8::try_from(colours.index_of(one)).unwrap()).collect();
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(to).unwrap()), read.width, read.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(colours.color_map_rgb());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().unwrap().write_image_data(&places).unwrap();
}
