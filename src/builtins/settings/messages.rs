use crate::builtins::setting::{Form, SettingRow};

/// `messages { … }`: a text for each moment, or `no`
pub(in crate::builtins) const ROWS: &[SettingRow] = &[
    message("greeting", "When a conversation begins.", "greeting \"Hello {customer.name}\""),
    message("agent_assigned", "When an agent is given the conversation.", "agent_assigned \"One moment\""),
    message("agent_joined", "When an agent joins.", "agent_joined \"An agent is here\""),
    message("agent_left", "When an agent leaves.", "agent_left no"),
    message("agent_ended", "When an agent ends the conversation.", "agent_ended \"Goodbye\""),
    message("not_assigned", "When no agent could be found.", "not_assigned \"All agents are busy\""),
    message("position", "The customer's place in the queue.", "position no"),
    message("wait", "How long customers wait on average.", "wait no"),
    message("holiday", "On days of closure.", "holiday \"We are closed today\""),
    message("out_of_hours", "Outside opening hours.", "out_of_hours \"We open at eight\""),
    message(
        "callback_offered",
        "When overflow offers to call back.",
        "callback_offered \"We call you back\"",
    ),
    message(
        "callback_accepted",
        "When the customer wants to be called back.",
        "callback_accepted \"Thank you\"",
    ),
    message(
        "transfer_offered",
        "When the conversation is being handed on.",
        "transfer_offered \"One moment\"",
    ),
    message("transfer_accepted", "When another agent has taken over.", "transfer_accepted \"Hello\""),
    message("consult_accepted", "When a second agent joins to advise.", "consult_accepted no"),
    message("consult_ended", "When the second agent leaves.", "consult_ended no"),
    message("supervisor_joined", "When a supervisor joins.", "supervisor_joined no"),
    message("customer_disconnected", "When the customer is cut off.", "customer_disconnected no"),
    message("hold_started", "When a caller is put on hold.", "hold_started \"Please hold\""),
    message("hold_ended", "When the hold ends.", "hold_ended no"),
    message("recording_started", "When recording begins.", "recording_started \"This call is recorded\""),
    message("recording_ended", "When recording ends.", "recording_ended no"),
    message("closing_soon", "Before an inactive conversation is closed.", "closing_soon \"Are you there?\""),
    message("closed", "When a conversation was closed for inactivity.", "closed \"Write again any time\""),
    message("survey", "After the conversation.", "survey no"),
];

const fn message(word: &'static str, doc: &'static str, example: &'static str) -> SettingRow {
    SettingRow::new(word, Form::Either(&[Form::Template, Form::Word(&["no"])]), doc, example)
}
