//! Frames: what a back-up is made of inside its seal. A kind (1 byte), a length (4 bytes, big-endian), as many bytes.

use acts::ports::{Content, PortError};
use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use futures_util::StreamExt as _;

use super::inconsistent;

/// Longer than any frame that is written.
const LONGEST: usize = 64 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// JSON of a `Part`.
    Part = b'P',
    /// Name, a zero byte, content.
    Enclosed = b'K',
    /// Name of an object: 16 bytes.
    Object = b'O',
    /// Bytes of the object.
    Data = b'D',
    /// JSON of what was carried.
    End = b'Z',
}

impl Kind {
    const ALL: [Self; 5] = [Self::Part, Self::Enclosed, Self::Object, Self::Data, Self::End];
}

pub(super) fn frame(kind: Kind, content: &[u8]) -> Result<Bytes, PortError> {
    let length = u32::try_from(content.len()).map_err(inconsistent)?;
    let mut frame = BytesMut::with_capacity(5 + content.len());
    frame.put_u8(kind as u8);
    frame.put_u32(length);
    frame.extend_from_slice(content);
    Ok(frame.freeze())
}

/// Reads frames from a stream of bytes.
pub(super) struct Frames {
    content: Content,
    rest: BytesMut,
}

impl Frames {
    pub(super) fn of(content: Content) -> Self {
        Self { content, rest: BytesMut::new() }
    }

    /// The next frame; none at the end. `Inconsistent` when the bytes end within one.
    pub(super) async fn next(&mut self) -> Result<Option<(Kind, Bytes)>, PortError> {
        if !self.fill(5).await? {
            return if self.rest.is_empty() { Ok(None) } else { Err(cut()) };
        }
        let kind = self.rest.get_u8();
        let kind = Kind::ALL.into_iter().find(|known| *known as u8 == kind);
        let kind = kind.ok_or_else(|| inconsistent("a frame of an unknown kind"))?;
        let length = self.rest.get_u32() as usize;
        if length > LONGEST {
            return Err(inconsistent("a frame that is too long"));
        }
        if !self.fill(length).await? {
            return Err(cut());
        }
        Ok(Some((kind, self.rest.copy_to_bytes(length))))
    }

    /// Whether `wanted` bytes are at hand.
    async fn fill(&mut self, wanted: usize) -> Result<bool, PortError> {
        while self.rest.len() < wanted {
            match self.content.next().await {
                Some(piece) => self.rest.extend_from_slice(&piece?),
                None => return Ok(false),
            }
        }
        Ok(true)
    }
}

fn cut() -> PortError {
    inconsistent("the bytes end too early")
}
