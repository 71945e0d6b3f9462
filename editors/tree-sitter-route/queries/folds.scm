; What can be folded. Helix folds nothing yet.

[
  (settings)
  (enum_values)
  (fields)
  (days)
  (rows)
  (rules)
  (shares)
  (workstream_block)
  (queue_block)
  (assignment_block)
  (test_block)
  (test_row_block)
  (scenario_block)
  (array)
  (text)
] @fold

((comment)+ @fold)
((doc_comment)+ @fold)
