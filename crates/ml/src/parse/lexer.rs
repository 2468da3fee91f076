//! Splits a row into tokens, one look at a time.
//!
//! What a sign or a word means depends on its neighbours: `x` is a sign between
//! numbers and a letter in a name.

use super::amounts::{Spot, Token, is_code, is_currency};
use super::measure::unit_word;
use super::number::{Number, number_length, read_number};

/// Splits a repaired row into tokens; `decimal` is the receipt's decimal sign.
pub(super) fn tokens(text: &str, decimal: char) -> Vec<Spot> {
    let mut lexer = Lexer {
        text,
        decimal,
        at: 0,
        spots: Vec::new(),
    };
    while lexer.step() {}
    lexer.spots
}

struct Lexer<'a> {
    text: &'a str,
    decimal: char,
    at: usize,
    spots: Vec<Spot>,
}

impl Lexer<'_> {
    /// Takes one token; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else {
            return false;
        };
        if first.is_whitespace() {
            self.at += first.len_utf8();
        } else if let Some(length) = number_length(rest, self.glued_to_word()) {
            self.number(length);
        } else if first.is_alphabetic() {
            self.word();
        } else {
            let token = match first {
                '$' | '€' | '£' => Token::Currency,
                '@' => Token::At,
                '/' => Token::Slash,
                '%' => Token::Percent,
                // `49.00 *98.00`: a star of the till's before the amount.
                '×' | '*' if self.follows_number() && !self.is_star() => Token::Times,
                _ => Token::Sign,
            };
            self.push(token, first.len_utf8());
        }
        true
    }

    fn push(&mut self, token: Token, length: usize) {
        self.spots.push(Spot {
            token,
            start: self.at,
            end: self.at + length,
        });
        self.at += length;
    }

    fn follows_number(&self) -> bool {
        self.spots
            .last()
            .is_some_and(|spot| matches!(spot.token, Token::Number(_) | Token::Unit(_)))
    }

    /// A star that only adorns the amount after it: a blank before it and none behind, and an
    /// amount with cents on both sides.
    fn is_star(&self) -> bool {
        let before = &self.text[..self.at];
        let after = self.text[self.at..].trim_start_matches('*');
        let glued = after.starts_with(|c: char| c.is_ascii_digit());
        let priced = self.spots.last().and_then(|spot| spot.number());
        before.ends_with(char::is_whitespace) && glued && priced.is_some_and(|n| n.decimals == 2)
    }

    /// A letter stands directly before: `T0230`, `B/V2.50`.
    fn glued_to_word(&self) -> bool {
        self.spots
            .last()
            .is_some_and(|spot| spot.end == self.at && spot.token == Token::Word)
    }

    /// A currency directly before, or one blank or opening sign before.
    fn after_currency(&self) -> bool {
        let mut before = self.spots.iter().rev().filter(|spot| !self.is_minus(spot));
        before
            .next()
            .is_some_and(|spot| spot.token == Token::Currency && self.at - spot.end <= 2)
    }

    fn is_minus(&self, spot: &Spot) -> bool {
        spot.token == Token::Sign
            && matches!(&self.text[spot.start..spot.end], "-" | "−" | "–" | "(")
    }

    fn after_minus(&self) -> bool {
        let touches = |spot: &Spot| self.is_minus(spot) && self.at - spot.end <= 1;
        let text = |spot: &Spot| &self.text[spot.start..spot.end] != "(";
        match self.spots.last() {
            Some(spot) if touches(spot) => text(spot) && !self.joins_words(self.spots.len() - 1),
            // `-$1.00` and `-RM 1.00`.
            Some(spot) if spot.token == Token::Currency && self.at - spot.end <= 1 => {
                let before = self.spots.len().checked_sub(2);
                before.is_some_and(|i| {
                    self.is_minus(&self.spots[i])
                        && text(&self.spots[i])
                        && self.spots[i].end == spot.start
                })
            }
            _ => false,
        }
    }

    /// The sign at `index` touches a letter or digit before it: `21/03-4`, `KL-7`.
    fn joins_words(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).and_then(|i| self.spots.get(i)) else {
            return false;
        };
        before.end == self.spots[index].start
            && matches!(before.token, Token::Word | Token::Number(_))
    }

    fn number(&mut self, length: usize) {
        let printed = &self.text[self.at..self.at + length];
        let (negative, currency) = (self.after_minus(), self.after_currency());
        let Some(mut number) = read_number(printed, self.decimal) else {
            return self.push(Token::Word, length);
        };
        let mut end = length;
        let tail = &self.text[self.at + length..];
        // `12.-`, `5.--`: no cents.
        let dashes = tail.len() - tail.trim_start_matches(['-', '−', '–']).len();
        let blank_after = tail[dashes..]
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || c.is_ascii_uppercase());
        let mut trailing = false;
        if dashes > 0 && blank_after && (number.is_money() || number.decimals == 2) {
            end += dashes;
            trailing = dashes == 1;
        } else if tail.starts_with(['.', ',']) && number.is_whole() {
            let rest = &tail[1..];
            let dashes = rest
                .chars()
                .take_while(|c| matches!(c, '-' | '–' | '—'))
                .map(char::len_utf8)
                .sum::<usize>();
            if dashes > 0
                && rest[dashes..]
                    .chars()
                    .next()
                    .is_none_or(char::is_whitespace)
            {
                end += 1 + dashes;
                number.decimals = 2;
            }
        }
        number.currency = currency;
        if negative || trailing {
            number.milli = -number.milli;
        }
        self.push(Token::Number(number), end);
        self.suffix(number);
    }

    /// Letters glued to a number: a unit, a flag, `x`; anything else makes it a word.
    fn suffix(&mut self, number: Number) {
        let rest = &self.text[self.at..];
        let letters: usize = rest
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum();
        if letters == 0 {
            if rest.starts_with('%') {
                if let Some(Spot {
                    token: Token::Number(number),
                    ..
                }) = self.spots.last_mut()
                {
                    number.currency = false;
                }
                self.push(Token::Percent, 1);
            }
            return;
        }
        let run = &rest[..letters];
        if let Some(after) = run.strip_prefix(['x', 'X'])
            && after.bytes().all(|b| b.is_ascii_digit())
        {
            return self.push(Token::Times, 1);
        }
        // `3.50G` is taxed and `1.25L` is a bottle: no till prints grams with cents.
        let unit = unit_word(run).filter(|_| !(number.decimals == 2 && run == "G"));
        if let Some(unit) = unit {
            return self.push(Token::Unit(unit), letters);
        }
        let flag = letters <= 4
            && run
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if flag && number.decimals == 2 {
            return self.push(Token::Flag, letters);
        }
        // `24S`, `3rd`, `7UP`: a name; `006985892002R`: a code.
        if let Some(last) = self.spots.last_mut() {
            last.token = if is_code(run, number.digits) {
                Token::Code
            } else {
                Token::Word
            };
            last.end += letters;
        }
        self.at += letters;
    }

    /// `2 AT 1 FOR 0.97`: words that do the work of signs.
    fn between_numbers(&self, run: &str, after: &str) -> Option<Token> {
        let token = match run {
            "AT" | "at" | "At" => Token::At,
            "FOR" | "for" | "For" => Token::For,
            _ => return None,
        };
        let next = after.trim_start().chars().next();
        let amount = next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '$' | '€' | '£'));
        (self.follows_number() && amount).then_some(token)
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let letters: usize = rest
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        let run = &rest[..letters];
        let next = rest[letters..].chars().next();
        let glued_number = next.is_some_and(|c| c.is_ascii_digit())
            || rest[letters..].starts_with("-")
                && rest[letters + 1..].starts_with(|c: char| c.is_ascii_digit());
        if is_currency(run)
            && (glued_number || next.is_none_or(|c| !c.is_alphanumeric()))
            && (run != "S" || glued_number)
        {
            return self.push(Token::Currency, letters);
        }
        if matches!(run, "x" | "X")
            && (self.follows_number()
                || next.is_some_and(|c| c.is_ascii_digit())
                || self.spots.is_empty())
        {
            return self.push(Token::Times, letters);
        }
        if let Some(token) = self.between_numbers(run, &rest[letters..]) {
            return self.push(token, letters);
        }
        let priced = self
            .spots
            .last()
            .and_then(Spot::number)
            .is_some_and(|n| n.is_price());
        let after_number = self
            .spots
            .last()
            .is_some_and(|spot| matches!(spot.token, Token::Number(_) | Token::Slash));
        if after_number
            && !(priced && run.len() == 1)
            && let Some(unit) = unit_word(run)
            && !glued_number
        {
            return self.push(Token::Unit(unit), letters);
        }
        let length: usize = rest
            .chars()
            .take_while(|c| {
                c.is_alphanumeric() || matches!(c, '&' | '\'' | '’' | '.' | '-' | '_' | '#')
            })
            .map(char::len_utf8)
            .sum();
        let code = is_code(&rest[..length], 0);
        self.push(if code { Token::Code } else { Token::Word }, length);
    }
}
