; Colours, by the names that Neovim, Zed and tree-sitter itself use. Helix has names of its own: see helix/.
; Where two patterns find the same thing, the later one counts.

; Comments

(comment) @comment
(doc_comment) @comment.documentation

; Declarations

"import" @keyword.import

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
] @keyword.conditional

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
] @keyword.modifier

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
(call function: (path . (name) @function.call .))
(use assignment: (name) @function.call)

(parameter name: (name) @variable.parameter)
(output name: (name) @variable.parameter)

(plain name: (name) @module)
(channel name: (name) @module)
(closures name: (name) @module)
(hours name: (name) @module)
(queue name: (name) @module)
(workstream name: (name) @module)
(classify name: (name) @module)
(copies name: (name) @module)
(to queue: (name) @module)
(to_agent queue: (name) @module)
(share queue: (name) @module)
(require skill: (name) @module)
(hold profile: (name) @module)
(has skill: (name) @module)
(needs skill: (name) @module)
(holds profile: (name) @module)
(during hours: (name) @module)
(after hours: (name) @module)
(given queue: (name) @module)
(given model: (name) @module)
(given workstream: (name) @module)
(given_column queue: (name) @module)
(given_column model: (name) @module)

(field name: (name) @property)
(setting name: (name) @property)
(setting value: (path . (name) @constant .))
(then action: (name) @function.builtin)
(member) @variable.member

; Values

(text) @string

(label (text) @label)
(fired rule: (text) @label)
(test label: (text) @label)
(scenario label: (text) @label)

(import file: (text) @string.special.path)
(from (text) @string.special.path)

(escape) @string.escape
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
] @number

(bool) @boolean
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
