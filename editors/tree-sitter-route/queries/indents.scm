; Indentation, by the names that Neovim uses. See helix/ for Helix.

[
  (settings)
  (enum_values)
  (fields)
  (days)
  (rows)
  (rules)
  (shares)
  (steps)
  (workstream_block)
  (queue_block)
  (assignment_block)
  (test_block)
  (test_row_block)
  (scenario_block)
  (array)
  (parameters)
  (outputs)
  (parenthesis)
] @indent.begin

; A rule goes on below its label.
(rule) @indent.begin

[
  "}"
  ")"
  "]"
] @indent.branch

"}" @indent.end

[
  (comment)
  (doc_comment)
  (text)
] @indent.ignore
