use crate::attribute::VALUES;

/// An item as a program in Rust would hold it: enums and known texts as symbols, decimals in hundredths, instants in
/// seconds. A text that no rule mentions may have the symbol `u32::MAX`.
#[derive(Debug, Clone, Copy)]
pub struct Interned<'a> {
    pub tier: u32,
    pub medium: u32,
    pub mood: u32,
    pub device: u32,
    pub product: u32,
    pub reason: u32,
    pub region: u32,
    pub customer: u32,
    pub account: u32,
    pub campaign: u32,
    pub store: u32,
    pub country: u32,
    pub spoken: u32,
    pub visits: i64,
    pub cases: i64,
    pub age_days: i64,
    pub rank: i64,
    pub amount: i64,
    pub balance: i64,
    pub returning: bool,
    pub opted_in: bool,
    pub opened: i64,
    pub renewed: i64,
    pub subject: &'a str,
    pub message: &'a str,
}

impl<'a> Interned<'a> {
    /// The item with those codes, in the order of the attributes.
    #[must_use]
    pub fn from_codes(codes: &[i64; VALUES], subject: &'a str, message: &'a str) -> Self {
        let symbol = |at: usize| u32::try_from(codes[at]).unwrap_or(u32::MAX);
        Self {
            tier: symbol(0),
            medium: symbol(1),
            mood: symbol(2),
            device: symbol(3),
            product: symbol(4),
            reason: symbol(5),
            region: symbol(6),
            customer: symbol(7),
            account: symbol(8),
            campaign: symbol(9),
            store: symbol(10),
            country: symbol(11),
            spoken: symbol(12),
            visits: codes[13],
            cases: codes[14],
            age_days: codes[15],
            rank: codes[16],
            amount: codes[17],
            balance: codes[18],
            returning: codes[19] == 1,
            opted_in: codes[20] == 1,
            opened: codes[21],
            renewed: codes[22],
            subject,
            message,
        }
    }
}
