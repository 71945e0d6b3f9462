//! All tests that look at Enroute from outside, in one binary.

mod architecture;
