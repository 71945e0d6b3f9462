; What a file declares, and where it is spoken of.

(enum name: (name) @name) @definition.type
(entity name: (name) @name) @definition.class
(channel name: (name) @name) @definition.class
(enum_value name: (name) @name) @definition.constant
(constant name: (name) @name) @definition.constant
(list name: (name) @name) @definition.constant

(condition name: (name) @name) @definition.function
(table name: (name) @name) @definition.function
(model name: (name) @name) @definition.function
(assignment name: (name) @name) @definition.function

(plain name: (name) @name) @definition.module
(hours name: (name) @name) @definition.module
(closures name: (name) @name) @definition.module
(queue name: (name) @name) @definition.module
(workstream name: (name) @name) @definition.module
(classify name: (name) @name) @definition.module

(call function: (path . (name) @name .)) @reference.call
(use assignment: (name) @name) @reference.call
(to queue: (name) @name) @reference.module
(to_agent queue: (name) @name) @reference.module
(share queue: (name) @name) @reference.module
(copies name: (name) @name) @reference.module
(require skill: (name) @name) @reference.module
(hold profile: (name) @name) @reference.module
(has skill: (name) @name) @reference.module
(needs skill: (name) @name) @reference.module
(holds profile: (name) @name) @reference.module
(during hours: (name) @name) @reference.module
(type (name) @name) @reference.type
