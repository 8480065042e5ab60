//! The check digit that IIN and BIN share.

const FIRST_PASS: [u32; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_PASS: [u32; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

/// The digit that belongs after these eleven (values 0–9); `None` when no number with this beginning is assigned.
///
/// The IIN order states the formula; for the BIN it is common practice.
pub(super) fn check_digit(first: [u8; 11]) -> Option<u8> {
    // A remainder of 10 is not a digit: the second weights decide, and if they give 10 too, nothing does.
    [FIRST_PASS, SECOND_PASS].into_iter().find_map(|weights| remainder(first, weights))
}

fn remainder(first: [u8; 11], weights: [u32; 11]) -> Option<u8> {
    let sum: u32 = first.into_iter().zip(weights).map(|(digit, weight)| u32::from(digit) * weight).sum();
    u8::try_from(sum % 11).ok().filter(|remainder| *remainder < 10)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(prefix: &str) -> Option<u8> {
        let values: Vec<u8> = prefix.bytes().map(|byte| byte - b'0').collect();
        check_digit(values.try_into().unwrap())
    }

    #[test]
    fn the_first_pass_decides_when_it_gives_a_digit() {
        assert_eq!(of("90010130001"), Some(7));
        assert_eq!(of("00000000000"), Some(0));
        assert_eq!(of("12345678901"), Some(3));
    }

    #[test]
    fn each_place_has_its_own_weight() {
        for place in 0..11_u8 {
            let mut first = [0; 11];
            *first.get_mut(usize::from(place)).unwrap() = 1;
            // One alone at a place gives the weight itself: 1, 2 … 9; ten falls to the second pass, eleven to 0.
            let expected = match place {
                0..=8 => place + 1,
                9 => 1,
                _ => 0,
            };
            assert_eq!(check_digit(first), Some(expected), "place {place}");
        }
    }

    #[test]
    fn the_second_pass_decides_after_ten() {
        assert_eq!(of("90010130081"), Some(1));
        assert_eq!(of("05031550050"), Some(3));
        assert_eq!(of("08022960180"), Some(5));
    }

    #[test]
    fn ten_twice_is_not_assigned() {
        assert_eq!(of("90010130080"), None);
        assert_eq!(of("95123140035"), None);
        assert_eq!(of("05031550059"), None);
    }
}
