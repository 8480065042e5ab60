//! Pictures: decoded, turned upright and written anew, so that nothing but pixels is kept. The place and the device
//! in EXIF, XMP and comments are personal data the Rules do not ask for.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::{Clean, Fault, Kind};

/// The longest side, in pixels.
const SIDE: u32 = 12_000;
/// The most pixels in all.
const PIXELS: u64 = 50_000_000;
/// The most bytes of decoded pixels: 8-bit colour with transparency at the most pixels.
const DECODED: u64 = 4 * PIXELS;
/// Quality of a JPEG written anew, of 100: small print stays legible.
const QUALITY: u8 = 90;

/// A JPEG or PNG turned upright, without metadata, still a JPEG or PNG.
pub(super) fn clean(kind: Kind, bytes: Vec<u8>) -> Result<Clean, Fault> {
    let format = if kind == Kind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    if format == ImageFormat::Jpeg && !reaches_its_end(&bytes) {
        return Err(Fault::Unreadable);
    }
    let picture = decode(format, bytes).map_err(|error| fault_of(&error))??;
    let mut bytes = Vec::new();
    let written = match format {
        ImageFormat::Png => picture.write_to(Cursor::new(&mut bytes), format),
        _ => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)),
    };
    written.map_err(|error| fault_of(&error))?;
    Ok(Clean { kind, bytes, pages: None, size: Some((picture.width(), picture.height())) })
}

/// The pixels, upright. The size is judged by the header, before memory is taken for them.
pub(super) fn decode(format: ImageFormat, bytes: Vec<u8>) -> Result<Result<DynamicImage, Fault>, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > DECODED {
        return Ok(Err(Fault::TooManyPixels));
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(Ok(picture))
}

fn fault_of(error: &ImageError) -> Fault {
    match error {
        ImageError::Limits(_) => Fault::TooManyPixels,
        _ => Fault::Unreadable,
    }
}

/// Whether a JPEG runs to its end-of-image marker. The decoder fills what is missing with grey, and a person who
/// reads the scan later could not tell the grey from the paper.
fn reaches_its_end(jpeg: &[u8]) -> bool {
    let mut rest = jpeg;
    loop {
        rest = match rest {
            [] => return false,
            [0xFF, 0xD9, ..] => return true,
            // Bytes of coded data, and the markers that stand alone.
            [0xFF, 0x00 | 0x01 | 0xD0..=0xD8, after @ ..] => after,
            [0xFF, 0x02..=0xFE, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest.get(2 + length..).unwrap_or_default()
            }
            [_, after @ ..] => after,
        }
    }
}
