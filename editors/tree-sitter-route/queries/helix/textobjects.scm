; What `maf`, `]f` and the like move over: declarations as classes, rules and tests as functions.

(plain (settings) @class.inside) @class.around
(entity (fields) @class.inside) @class.around
(enum (enum_values) @class.inside) @class.around
(queue (queue_block) @class.inside) @class.around
(workstream (workstream_block) @class.inside) @class.around
(assignment (assignment_block) @class.inside) @class.around

(rule) @function.around
(test (test_block) @test.inside) @test.around
(scenario (scenario_block) @test.inside) @test.around

(parameter) @parameter.around
(comment) @comment.inside
(comment)+ @comment.around

[
  (setting)
  (field)
  (row)
  (enum_value)
] @entry.around
