use super::decision::Setting;
use serde::Serializer;
use std::sync::Arc;

/// Writes settings as a map from address to value.
pub(super) fn serialize<S: Serializer>(settings: &Arc<[Setting]>, out: S) -> Result<S::Ok, S::Error> {
    out.collect_map(settings.iter().map(|setting| (&setting.address, &setting.value)))
}
