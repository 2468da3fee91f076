//! How the slope of printed rows changes down a page. Rows are parallel on the paper, but
//! seen from the side they run towards one far point, as the ribs of a *fan* do: their
//! slope grows evenly from the top of the page to its foot.

/// What a long run of text tells of the rows around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rib {
    /// Its middle.
    pub x: f32,
    /// Middle of its height, at its middle.
    pub y: f32,
    /// How far it falls for a pixel to the right.
    pub slope: f32,
    /// Its length in pixels.
    pub length: f32,
}

/// The slope of rows by their height on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fan {
    /// The middle of the heights at which slopes were seen.
    middle: f32,
    /// The slope there.
    slope: f32,
    /// How much the slope grows for a pixel down.
    opening: f32,
    /// How far above and below the middle it does so.
    reach: f32,
}

/// From this ratio of width to height on a box shows its own slope.
pub const LONG: f32 = 5.0;

/// Fewer ribs say nothing about a fan. With eight, prices of short receipts (8 to 15 rows of
/// the tests' pages) lost their names six times as often at 12 degrees, when growth to the
/// right was not looked at yet.
const FEWEST: usize = 6;

/// Every pair of ribs is looked at; of more, the longest are, which are surest. The fullest
/// of 401 real receipts has 141 boxes, long and short.
const MOST: usize = 100;

/// A fan must fit this much better than no growth down the page does. By chance alone one of
/// four sets of six parallel ribs does, one of sixteen sets of ten and one of four hundred of
/// twenty (thrown 20,000 times, slopes off by 0.01); such a fan opens by 0.024 over the page,
/// which across a gap of fifteen heights is less than a fifth of a height.
const CLEARLY: f32 = 0.7;

/// A rib whose slope is off by more than this is wrong, no matter how much more: paper
/// curls by no more than that.
const ASTRAY: f32 = 0.05;

/// The fan opens beyond the outermost ribs by this share of what lies between them: the
/// sum at the foot is short, but a few ribs close together tell nothing of what is far.
const BEYOND: f32 = 0.5;

/// What is found in turn, the growth of slopes to the right and that down the page, settles
/// in so many rounds even where the long lines of the head all stand further right.
const ROUNDS: usize = 8;

impl Fan {
    /// Rows of one slope.
    #[must_use]
    pub fn parallel(slope: f32) -> Self {
        Self {
            middle: 0.0,
            slope,
            opening: 0.0,
            reach: 0.0,
        }
    }

    /// The fan that the ribs belong to, if their slopes clearly grow down the page.
    #[must_use]
    pub fn of(ribs: impl IntoIterator<Item = Rib>) -> Option<Self> {
        let mut ribs: Vec<Rib> = ribs.into_iter().collect();
        if ribs.len() < FEWEST {
            return None;
        }
        ribs.sort_by(|a, b| b.length.total_cmp(&a.length));
        ribs.truncate(MOST);
        let growth = Growth::of(&ribs);
        let curl = Growth::to_the_right(&ribs, 0.0);
        let clearly = growth.misfit(&ribs) < CLEARLY * curl.misfit(&ribs);
        clearly.then(|| growth.fan(&ribs))
    }

    /// The slope of a row at a height.
    #[must_use]
    pub fn at(&self, y: f32) -> f32 {
        self.slope + self.opening * (y - self.middle).clamp(-self.reach, self.reach)
    }
}

/// How much slopes grow for a pixel to the right and for one down. Curled paper slopes
/// otherwise on the left than on the right, on each row alike, and a receipt has its head in
/// the middle and its names on the left: this is no fan, but looks like one if no heed is
/// paid to it.
#[derive(Clone, Copy)]
struct Growth {
    right: f32,
    down: f32,
}

impl Growth {
    fn of(ribs: &[Rib]) -> Self {
        (0..ROUNDS).fold(Self::to_the_right(ribs, 0.0), |growth, _| {
            let rest = |rib: &Rib| rib.slope - growth.right * rib.x;
            let down = trend(ribs, |rib| rib.y, rest);
            Self::to_the_right(ribs, down)
        })
    }

    /// What is left to the right of a growth down the page.
    fn to_the_right(ribs: &[Rib], down: f32) -> Self {
        let rest = |rib: &Rib| rib.slope - down * rib.y;
        let right = trend(ribs, |rib| rib.x, rest);
        Self { right, down }
    }

    /// How far the ribs' ends stand from where it has them, all together; those of wrong
    /// ribs count little.
    fn misfit(self, ribs: &[Rib]) -> f32 {
        let rest = |rib: &Rib| rib.slope - self.right * rib.x - self.down * rib.y;
        let usual = usual(ribs, rest);
        let off = |rib: &Rib| (rest(rib) - usual).abs().min(ASTRAY) * rib.length;
        ribs.iter().map(off).sum()
    }

    /// What it makes of the rows between the ribs.
    fn fan(self, ribs: &[Rib]) -> Fan {
        let (top, foot) = ribs.iter().fold((f32::MAX, f32::MIN), |(top, foot), rib| {
            (top.min(rib.y), foot.max(rib.y))
        });
        let middle = (top + foot) / 2.0;
        Fan {
            middle,
            slope: usual(ribs, |rib| rib.slope - self.down * (rib.y - middle)),
            opening: self.down,
            reach: (0.5 + BEYOND) * (foot - top),
        }
    }
}

/// How much a value of ribs grows with their place. Some of the ribs may be wrong, such as
/// two rows in one: it is the weighted median of what every two of them say (Theil and
/// Sen), and those far apart know it better.
fn trend(ribs: &[Rib], place: impl Fn(&Rib) -> f32, value: impl Fn(&Rib) -> f32) -> f32 {
    let mut pairs = Vec::with_capacity(ribs.len() * ribs.len() / 2);
    for (i, a) in ribs.iter().enumerate() {
        for b in &ribs[..i] {
            let apart = place(b) - place(a);
            let weight = apart.abs() * a.length.min(b.length);
            pairs.push(((value(b) - value(a)) / apart, weight));
        }
    }
    // Two at one place say nothing.
    median(pairs.into_iter().filter(|pair| pair.1 > 0.0)).unwrap_or(0.0)
}

/// The middle one of a value of ribs, by their length.
fn usual(ribs: &[Rib], value: impl Fn(&Rib) -> f32) -> f32 {
    let values = ribs.iter().map(|rib| (value(rib), rib.length));
    median(values).unwrap_or(0.0)
}

/// The weighted median of values, each with its weight; `None` without any.
#[must_use]
pub fn median(values: impl Iterator<Item = (f32, f32)>) -> Option<f32> {
    let mut sorted: Vec<(f32, f32)> = values.collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sorted.iter().map(|v| v.1).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    let mut reached = sorted.iter().filter(|(_, weight)| {
        sum += weight;
        sum >= half
    });
    reached.next().map(|v| v.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ribs 30 apart from y = 100 on.
    fn ribs(slopes: impl IntoIterator<Item = f32>) -> Vec<Rib> {
        let rib = |(i, slope)| Rib {
            x: 200.0 + 40.0 * (i % 3) as f32,
            y: 100.0 + 30.0 * i as f32,
            slope,
            length: 150.0,
        };
        slopes.into_iter().enumerate().map(rib).collect()
    }

    /// Slopes of 0.005 more from rib to rib.
    fn opening_ribs(count: usize) -> Vec<Rib> {
        ribs((0..count).map(|i| 0.005 * i as f32))
    }

    #[test]
    fn slopes_between_the_ribs_lie_between_theirs() {
        let fan = Fan::of(opening_ribs(12)).expect("a fan");
        assert!((fan.at(115.0) - 0.0025).abs() < 1e-5);
        assert!((fan.at(400.0) - 0.05).abs() < 1e-5);
    }

    #[test]
    fn a_few_wrong_ribs_do_not_bend_it() {
        let mut ribs = opening_ribs(12);
        ribs[1].slope = 0.3;
        ribs[10].slope = -0.2;
        let fan = Fan::of(ribs).expect("a fan");
        assert!((fan.at(400.0) - 0.05).abs() < 0.002);
    }

    #[test]
    fn far_from_all_ribs_it_opens_no_further() {
        let fan = Fan::of(opening_ribs(11)).expect("a fan");
        // They stand from 100 to 400.
        assert!((fan.at(550.0) - 0.075).abs() < 1e-5);
        assert_eq!(fan.at(5000.0), fan.at(550.0));
    }

    #[test]
    fn curl_is_no_fan() {
        // SROIE's 548 as `bench scan --variants` curls it: its head stands in the middle,
        // its names on the left, and its last line on the right.
        let curled = [
            (194.5, 30.0, 0.010, 155.0),
            (191.5, 53.0, 0.006, 93.0),
            (169.5, 71.5, 0.036, 189.0),
            (199.0, 90.5, 0.007, 282.0),
            (194.5, 114.5, 0.010, 187.0),
            (194.5, 135.0, 0.001, 207.0),
            (223.0, 178.5, -0.009, 114.0),
            (92.5, 214.5, 0.065, 135.0),
            (247.0, 218.5, -0.037, 130.0),
            (174.0, 239.5, 0.014, 180.0),
            (116.0, 485.5, 0.057, 184.0),
            (95.0, 506.5, 0.067, 146.0),
            (130.5, 527.0, 0.047, 213.0),
            (238.0, 653.0, -0.052, 84.0),
        ];
        let ribs = curled.map(|(x, y, slope, length)| Rib {
            x,
            y,
            slope,
            length,
        });
        assert_eq!(Fan::of(ribs), None);
    }

    #[test]
    fn parallel_and_few_ribs_are_no_fan() {
        let parallel = ribs([0.02; 12]);
        assert_eq!(Fan::of(parallel), None);
        let uneven = ribs((0..12).map(|i| [0.01, -0.01, 0.003][i % 3]));
        assert_eq!(Fan::of(uneven), None, "what differs is not their height");
        assert_eq!(Fan::of(opening_ribs(FEWEST - 1)), None);
        let in_one_line = opening_ribs(8).into_iter().map(|rib| Rib { y: 9.0, ..rib });
        assert_eq!(Fan::of(in_one_line), None);
    }
}
