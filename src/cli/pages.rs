//! The pages of `docs/errors/`, for `enroute explain`. A test holds this list and the folder equal, and rewrites the
//! list where `ENROUTE_UPDATE=1` is set.

macro_rules! pages {
    ($($code:literal,)*) => {
        &[$(($code, include_str!(concat!("../../docs/errors/", $code, ".md"))),)*]
    };
}

/// Every code with its page, by code.
pub(crate) const PAGES: &[(&str, &str)] = pages![
    "calendar-runs-out",
    "file-outside",
    "import-cycle",
    "import-missing",
    "import-not-route",
    "table-file-missing",
    "test-failed",
];
