; Colours, by the names that Helix uses. Otherwise as ../highlights.scm.
; Where two patterns find the same thing, the later one counts.

; Comments

(comment) @comment.line
(doc_comment) @comment.block.documentation

; Declarations

"import" @keyword.control.import

[
  "language"
  "let"
  "enum"
  "entity"
  "channel"
  "list"
  "condition"
  "table"
  "model"
  "closures"
  "hours"
  "assignment"
  "queue"
  "workstream"
  "intake"
  "test"
  "scenario"
] @keyword

(plain kind: _ @keyword)

; What stands in them

[
  "context"
  "classify"
  "route"
  "without"
  "prioritize"
  "choose"
  "overflow"
  "split"
  "copies"
  "from"
  "named"
  "given"
  "rows"
  "id"
  "at"
  "expect"
  "fired"
] @keyword

; Rules

[
  "when"
  (otherwise)
] @keyword.control.conditional

[
  "set"
  "require"
  "hold"
  "to"
  "agent"
  "bot"
  "use"
  "urgency"
  "after"
  "of"
  "for"
  "then"
  "pick"
  "agents"
  "where"
  "order"
  "by"
] @keyword

[
  (policy)
  (hit_policy)
  (direction)
] @keyword.storage.modifier

; Conditions

[
  "and"
  "or"
  "not"
  "in"
  "is"
  "within"
  "older"
  "than"
  "last"
  "next"
  "during"
  "exactly"
  "contains"
  "word"
  "starts"
  "with"
  "ends"
  "matches"
  "has"
  "item"
  "needs"
  "holds"
  "present"
  "missing"
] @keyword.operator

(quantifier) @keyword.operator

[
  (compare_op)
  ">="
  "="
  "??"
  "+"
  "-"
  "*"
  "/"
  ".."
  "..<"
  "->"
  "?"
] @operator

; Names

(enum name: (name) @type)
(entity name: (name) @type)
(type (name) @type)
(intake entity: (name) @type)

(enum_value name: (name) @constant)
(cell (path (name) @constant))
(constant name: (name) @constant)
(list name: (name) @constant)

(condition name: (name) @function)
(table name: (name) @function)
(model name: (name) @function)
(assignment name: (name) @function)
(call function: (path . (name) @function .))
(use assignment: (name) @function)

(parameter name: (name) @variable.parameter)
(output name: (name) @variable.parameter)

(plain name: (name) @namespace)
(channel name: (name) @namespace)
(closures name: (name) @namespace)
(hours name: (name) @namespace)
(queue name: (name) @namespace)
(workstream name: (name) @namespace)
(classify name: (name) @namespace)
(copies name: (name) @namespace)
(to queue: (name) @namespace)
(to_agent queue: (name) @namespace)
(share queue: (name) @namespace)
(require skill: (name) @namespace)
(hold profile: (name) @namespace)
(has skill: (name) @namespace)
(needs skill: (name) @namespace)
(holds profile: (name) @namespace)
(during hours: (name) @namespace)
(after hours: (name) @namespace)
(given queue: (name) @namespace)
(given model: (name) @namespace)
(given workstream: (name) @namespace)
(given_column queue: (name) @namespace)
(given_column model: (name) @namespace)

(field name: (name) @variable.other.member)
(setting name: (name) @variable.other.member)
(setting value: (path . (name) @constant .))
(then action: (name) @function.builtin)
(member) @variable.other.member

; Values

(text) @string

(label (text) @label)
(fired rule: (text) @label)
(test label: (text) @label)
(scenario label: (text) @label)

(import file: (text) @string.special.path)
(from (text) @string.special.path)

(escape) @constant.character.escape
(interpolation) @string.special

[
  (int)
  (decimal)
  (percent)
  (duration)
  (date)
  (time)
  (local)
  (instant)
] @constant.numeric

(bool) @constant.builtin.boolean
(any) @constant.builtin

; Marks

[
  "{"
  "}"
  "("
  ")"
  "["
  "]"
] @punctuation.bracket

[
  ","
  ":"
  "."
  "|"
] @punctuation.delimiter
