//! Sealed bytes: what lies outside is encrypted and authenticated piece by piece, and can be read and written as a stream.
//!
//! The construction is STREAM over ChaCha20-Poly1305 (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance", 2015): each piece carries its number and whether it is the last, so that pieces
//! cannot be changed, left out, put elsewhere or cut off. A key seals one stream.

use acts::ports::{Content, PortError};
use aead_stream::{DecryptorBE32, EncryptorBE32};
use bytes::{Buf as _, Bytes, BytesMut};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _};
use futures_util::{StreamExt as _, stream};

/// Plain bytes in a piece.
const PIECE: usize = 64 * 1024;
/// What sealing adds to a piece.
const TAG: usize = 16;

/// Plain bytes in, sealed bytes out.
pub(crate) fn seal(key: &[u8; 32], content: Content) -> Content {
    let sealer = EncryptorBE32::from_aead(ChaCha20Poly1305::new(&(*key).into()), &[0; 7].into());
    let sealing = |sealer: &mut Option<EncryptorBE32<ChaCha20Poly1305>>, piece: Bytes, last: bool| {
        let done = match sealer {
            Some(_) if last => sealer.take().and_then(|sealer| sealer.encrypt_last(&*piece).ok()),
            Some(sealer) => sealer.encrypt_next(&*piece).ok(),
            None => None,
        };
        done.ok_or_else(|| PortError::Inconsistent("more than can be sealed".into()))
    };
    by_pieces(content, PIECE, Some(sealer), sealing)
}

/// Sealed bytes in, plain bytes out; `Inconsistent` where they are not what was sealed with `key`.
pub(crate) fn open(key: &[u8; 32], content: Content) -> Content {
    let opener = DecryptorBE32::from_aead(ChaCha20Poly1305::new(&(*key).into()), &[0; 7].into());
    let opening = |opener: &mut Option<DecryptorBE32<ChaCha20Poly1305>>, piece: Bytes, last: bool| {
        let done = match opener {
            Some(_) if last => opener.take().and_then(|opener| opener.decrypt_last(&*piece).ok()),
            Some(opener) => opener.decrypt_next(&*piece).ok(),
            None => None,
        };
        done.ok_or_else(|| PortError::Inconsistent("sealed bytes were altered, or the key is another".into()))
    };
    by_pieces(content, PIECE + TAG, Some(opener), opening)
}

/// Cuts `content` into pieces of `size`, of which the last may be shorter, and turns each with `work`.
fn by_pieces<T: Send + 'static>(
    content: Content,
    size: usize,
    tool: T,
    work: impl Fn(&mut T, Bytes, bool) -> Result<Vec<u8>, PortError> + Send + Sync + Copy + 'static,
) -> Content {
    let state = Some((content, BytesMut::new(), tool));
    stream::unfold(state, move |state| async move {
        let (mut content, mut rest, mut tool) = state?;
        // One byte more than a piece says that the piece is not the last.
        while rest.len() <= size {
            match content.next().await {
                Some(Ok(more)) => rest.extend_from_slice(&more),
                Some(Err(error)) => return Some((Err(error), None)),
                None => {
                    let last = work(&mut tool, rest.freeze(), true);
                    return Some((last.map(Bytes::from), None));
                }
            }
        }
        let piece = rest.copy_to_bytes(size);
        match work(&mut tool, piece, false) {
            Ok(turned) => Some((Ok(turned.into()), Some((content, rest, tool)))),
            Err(error) => Some((Err(error), None)),
        }
    })
    .boxed()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use acts::ports::{bytes_of, content_of};

    const KEY: [u8; 32] = [7; 32];

    async fn sealed(bytes: &[u8]) -> Vec<u8> {
        bytes_of(seal(&KEY, content_of(bytes.to_vec()))).await.unwrap()
    }

    async fn opened(key: [u8; 32], bytes: &[u8]) -> Result<Vec<u8>, PortError> {
        bytes_of(open(&key, content_of(bytes.to_vec()))).await
    }

    #[tokio::test]
    async fn any_length_comes_back() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5] {
            let plain: Vec<u8> = (0_u8..=250).cycle().take(length).collect();
            let sealed = sealed(&plain).await;
            assert_eq!(sealed.len(), length + TAG * length.div_ceil(PIECE).max(1), "{length}");
            assert_eq!(opened(KEY, &sealed).await.unwrap(), plain, "{length}");
        }
    }

    #[tokio::test]
    async fn pieces_of_any_size_are_one_stream() {
        let plain = vec![9; 2 * PIECE + 100];
        let whole = sealed(&plain).await;
        let torn =
            stream::iter(whole.chunks(1000).map(|some| Ok(Bytes::copy_from_slice(some))).collect::<Vec<_>>());
        assert_eq!(bytes_of(open(&KEY, torn.boxed())).await.unwrap(), plain);
    }

    #[tokio::test]
    async fn what_was_altered_does_not_open() {
        let plain = vec![1; 2 * PIECE + 100];
        let good = sealed(&plain).await;
        let piece = PIECE + TAG;
        let flipped = |at: usize| {
            let mut bad = good.clone();
            bad[at] ^= 1;
            bad
        };
        let swapped = [&good[piece..2 * piece], &good[..piece], &good[2 * piece..]].concat();
        let bad = [
            flipped(0),
            flipped(good.len() - 1),
            good[..good.len() - 1].to_vec(),
            good[..2 * piece].to_vec(),
            good[..piece].to_vec(),
            vec![],
            swapped,
            [&good[..], &[0]].concat(),
            [&good[..], &good[..]].concat(),
            good[piece..].to_vec(),
        ];
        for (number, bad) in bad.iter().enumerate() {
            assert!(matches!(opened(KEY, bad).await, Err(PortError::Inconsistent(_))), "{number}");
        }
        assert!(opened([8; 32], &good).await.is_err());
    }
}
