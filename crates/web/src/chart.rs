//! Charts drawn by the server: bars and lines in the colour of the text, told apart by their pattern. Each has its title and
//! its sum in words for who does not see it, and stands beside a table with the same numbers.

use askama::Template;

/// Units of the drawing; it is scaled to its place.
const WIDTH: u64 = 480;
const ROW: u64 = 52;
const LEFT: u64 = 40;
const RIGHT: u64 = 470;
const TOP: u64 = 16;
const FLOOR: u64 = 216;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub value: u64,
    /// What stands at its end.
    pub words: String,
    /// Drawn hatched, where the value says that something is wrong.
    pub hatched: bool,
}

#[derive(Debug, Template)]
#[template(path = "chart/bars.html")]
pub struct Bars {
    id: &'static str,
    title: String,
    description: String,
    height: u64,
    rows: Vec<BarView>,
}

#[derive(Debug)]
struct BarView {
    label: String,
    words: String,
    hatched: bool,
    text_y: u64,
    bar_y: u64,
    width: u64,
}

impl Bars {
    /// Horizontal bars, from 0 to `most`.
    pub fn new(id: &'static str, title: String, bars: &[Bar], most: u64) -> Self {
        let rows = (0..).zip(bars).map(|(place, bar)| BarView {
            label: bar.label.clone(),
            words: bar.words.clone(),
            hatched: bar.hatched,
            text_y: place * ROW + 16,
            bar_y: place * ROW + 24,
            width: (bar.value.min(most) * (WIDTH - 120)).checked_div(most).unwrap_or(0),
        });
        let told: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.words)).collect();
        let height = ROW * u64::try_from(bars.len()).unwrap_or(0);
        Self { id, title, description: told.join("; "), height, rows: rows.collect() }
    }

    /// The drawing, to be put into a page as it is.
    pub fn svg(&self) -> String {
        self.render().unwrap_or_default()
    }
}

/// One line of values, one for each label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub name: String,
    pub values: Vec<u64>,
}

#[derive(Debug, Template)]
#[template(path = "chart/lines.html")]
pub struct Lines {
    id: &'static str,
    title: String,
    description: String,
    most: u64,
    labels: Vec<(u64, String)>,
    series: Vec<SeriesView>,
}

#[derive(Debug)]
struct SeriesView {
    name: String,
    dashed: bool,
    points: String,
    marks: Vec<(u64, u64)>,
    /// Where its name stands below the drawing.
    key_y: u64,
}

impl Lines {
    /// Lines over the same labels, from 0 to the largest value. The second one is dashed.
    pub fn new(id: &'static str, title: String, labels: &[String], series: &[Series]) -> Self {
        let most = series.iter().flat_map(|one| one.values.iter().copied()).max().unwrap_or(0).max(1);
        let steps = u64::try_from(labels.len().saturating_sub(1)).unwrap_or(0).max(1);
        let x = |place: u64| LEFT + (RIGHT - LEFT) * place / steps;
        let view = |(place, one): (u64, &Series)| {
            let marks: Vec<(u64, u64)> = (0..)
                .zip(&one.values)
                .map(|(place, value)| (x(place), FLOOR - (FLOOR - TOP) * value / most))
                .collect();
            SeriesView {
                name: one.name.clone(),
                dashed: place % 2 == 1,
                points: marks.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" "),
                marks,
                key_y: FLOOR + 48 + place * 24,
            }
        };
        let told = series.iter().map(|one| {
            let values: Vec<String> = one.values.iter().map(ToString::to_string).collect();
            format!("{}: {}", one.name, values.join(", "))
        });
        Self {
            id,
            title,
            description: told.collect::<Vec<_>>().join("; "),
            most,
            labels: (0..).zip(labels).map(|(place, label)| (x(place), label.clone())).step_by(3).collect(),
            series: (0..).zip(series).map(view).collect(),
        }
    }

    /// The drawing, to be put into a page as it is.
    pub fn svg(&self) -> String {
        self.render().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share_and_tell_it_in_words() {
        let bar = |label: &str, value, hatched| Bar {
            label: label.into(),
            value,
            words: format!("{value} %"),
            hatched,
        };
        let svg =
            Bars::new("x", "Мерзім <b>".into(), &[bar("¶5", 100, false), bar("¶6", 50, true)], 100).svg();
        assert!(svg.contains("width=\"360\"") && svg.contains("width=\"180\""), "{svg}");
        assert!(svg.contains("¶5: 100 %; ¶6: 50 %"));
        assert_eq!(svg.matches("url(#x-hatch)").count(), 1);
        // Escaped, and nothing that the policy of the pages forbids.
        assert!(!svg.contains("<b>") && !svg.contains("style="));
        // Nothing to draw is no fault.
        assert!(Bars::new("x", String::new(), &[bar("a", 1, false)], 0).svg().contains("width=\"0\""));
    }

    #[test]
    fn lines_reach_from_the_floor_to_the_largest_value() {
        let labels: Vec<String> = (1..=3).map(|month| month.to_string()).collect();
        let series = [
            Series { name: "a".into(), values: vec![0, 5, 10] },
            Series { name: "b".into(), values: vec![10, 0, 0] },
        ];
        let svg = Lines::new("y", "t".into(), &labels, &series).svg();
        assert!(svg.contains("40,216 255,116 470,16"), "{svg}");
        assert_eq!(svg.matches("stroke-dasharray").count(), 2, "the line and its key");
        assert!(Lines::new("y", "t".into(), &[], &[]).svg().starts_with("<svg"));
    }
}
