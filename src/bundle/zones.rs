use super::file::Bundle;
use crate::calendar::zone_database_version;
use std::fmt;

/// A bundle was compiled with other zone rules than the ones it runs with here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherZones<'b> {
    /// The version it was compiled with: `2026d`.
    pub compiled: &'b str,
    /// The version here.
    pub here: &'static str,
}

impl fmt::Display for OtherZones<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { compiled, here } = self;
        write!(
            out,
            "it was compiled with zone rules {compiled}, and here they are {here}: hours may begin and end at other times"
        )
    }
}

impl Bundle {
    /// The version of the zone rules it was compiled with: `2026e`. None where it knows no time zone, so that no zone
    /// rules can change what it decides.
    #[must_use]
    pub fn zone_database(&self) -> Option<&str> {
        self.program().program().zone_database.as_deref()
    }

    /// Both versions, if the bundle was compiled with other zone rules than this program carries. It runs by those that
    /// are here.
    #[must_use]
    pub fn other_zones(&self) -> Option<OtherZones<'_>> {
        let here = zone_database_version();
        self.zone_database()
            .filter(|compiled| *compiled != here)
            .map(|compiled| OtherZones { compiled, here })
    }
}
