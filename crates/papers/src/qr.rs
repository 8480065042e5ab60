//! The QR code as SVG.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use crate::PaperError;

/// Black on white with the quiet zone of four modules; level M (15 % of the symbol may be lost) keeps 260 characters
/// at 69 modules, which a phone reads from a print of 36 mm.
pub(crate) fn svg(text: &str) -> Result<String, PaperError> {
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).map_err(|e| PaperError::Qr(e.to_string()))?;
    Ok(code.render::<svg::Color<'_>>().module_dimensions(1, 1).build())
}
