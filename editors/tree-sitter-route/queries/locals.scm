; Parameters are known in their declaration and nowhere else.

[
  (condition)
  (table)
  (assignment)
] @local.scope

(parameter name: (name) @local.definition.parameter)

(path . (name) @local.reference)
