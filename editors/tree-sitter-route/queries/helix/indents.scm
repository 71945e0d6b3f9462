; Indentation, by the names that Helix uses. Otherwise as ../indents.scm.

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
  (rule)
] @indent

[
  "}"
  ")"
  "]"
] @outdent
