//! `enroute bench`.
