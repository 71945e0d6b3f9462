/**
 * The grammar of `.route` files for editors, version 1 of the language.
 *
 * It follows grammar/route.pest, which is normative, rule by rule and name by name. It may accept a little more, for an
 * editor has to show what is half written; it must never refuse what the language allows.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

/** Between entries of a block stands a line break, or commas. @param {GrammarSymbols<any>} $ */
const sep = ($) => choice($._break, repeat1(','))

/** Entries in braces. @param {GrammarSymbols<any>} $ @param {RuleOrLiteral} entry */
const block = ($, entry) =>
  seq('{', repeat(','), optional(seq(entry, repeat(seq(sep($), entry)), optional(sep($)))), '}')

/** What stands between commas; one more comma at the end is fine. @param {RuleOrLiteral} one */
const several = (one) => seq(one, repeat(seq(',', one)), optional(','))

/** @param {string} open @param {RuleOrLiteral} one @param {string} close */
const listed = (open, one, close) => seq(open, several(one), close)

/** @param {string} open @param {RuleOrLiteral} one @param {string} close */
const maybe_listed = (open, one, close) => seq(open, optional(several(one)), close)

module.exports = grammar({
  name: 'route',

  // `_in_rule` is never found. That it is asked for tells src/scanner.c that a clause may follow here, so that a line
  // which begins with a clause word goes on with the rule.
  externals: ($) => [$._break, $._in_rule],

  extras: ($) => [/[ \t\r\n]/, $.comment, $.doc_comment],

  word: ($) => $.name,

  supertypes: ($) => [$._item, $._clause],

  inline: ($) => [$._file_entry, $._primary, $._literal, $._figure],

  conflicts: ($) => [[$.order]],

  rules: {
    file: ($) => optional(seq($._file_entry, repeat(seq($._break, $._file_entry)), optional($._break))),

    _file_entry: ($) => choice($.language, $._item),

    language: ($) => seq('language', field('version', $.int)),

    _item: ($) =>
      choice(
        $.import,
        $.constant,
        $.enum,
        $.entity,
        $.channel,
        $.list,
        $.condition,
        $.table,
        $.model,
        $.closures,
        $.hours,
        $.assignment,
        $.queue,
        $.workstream,
        $.intake,
        $.test,
        $.scenario,
        $.plain,
      ),

    import: ($) => seq('import', field('file', $.text)),

    // A declaration of settings only: `profile chat_load "Chats at once" { limit 3 }`.
    plain: ($) =>
      seq(
        field(
          'kind',
          choice(
            'rating',
            'skill_type',
            'skill',
            'profile',
            'presence',
            'session',
            'notification',
            'bot',
            'auth',
            'reply',
            'organisation',
          ),
        ),
        field('name', $.name),
        field('label', optional($.text)),
        optional($.settings),
      ),

    // ─────────────────────────────── settings ───────────────────────────────

    // `type [messaging, voice]`, `members when has french >= 3`, `distribution { … }`
    setting: ($) =>
      seq(
        field('name', $.name),
        repeat(field('value', $._operand)),
        optional(seq('when', field('condition', $._expression))),
        optional($.settings),
      ),

    settings: ($) => block($, $.setting),

    // ───────────────────────────────── data ─────────────────────────────────

    enum: ($) => seq('enum', field('name', $.name), field('label', optional($.text)), $.enum_values),
    enum_values: ($) => block($, $.enum_value),
    enum_value: ($) =>
      seq(field('name', $.name), field('label', optional($.text)), optional($.named), optional($.code)),
    named: ($) => seq('named', maybe_listed('[', $.text, ']')),
    code: ($) => seq('=', optional('-'), $.int),

    entity: ($) => seq('entity', field('name', $.name), field('label', optional($.text)), $.fields),
    channel: ($) => seq('channel', field('name', $.name), field('label', optional($.text)), $.fields),
    fields: ($) => block($, $.field),
    // `product: Product? from "productid" = phone`
    field: ($) => seq(field('name', $.name), ':', field('type', $.type), optional($.from), optional($.default)),
    from: ($) => seq('from', $.text),
    default: ($) => seq('=', field('value', $._expression)),

    type: ($) => seq(choice($.list_type, $.name), optional('?')),
    list_type: ($) => seq('[', $.type, ']'),

    parameters: ($) => maybe_listed('(', $.parameter, ')'),
    parameter: ($) => seq(field('name', $.name), ':', field('type', $.type)),

    constant: ($) => seq('let', field('name', $.name), '=', field('value', $._expression)),
    list: ($) => seq('list', field('name', $.name), '=', field('value', $.array)),
    condition: ($) =>
      seq('condition', field('name', $.name), optional($.parameters), '=', field('value', $._expression)),
    model: ($) => seq('model', field('name', $.name), $.parameters, '->', field('result', $.type)),

    hours: ($) => seq('hours', field('name', $.name), field('label', optional($.text)), $.settings),
    closures: ($) => seq('closures', field('name', $.name), field('label', optional($.text)), $.days),
    days: ($) => block($, $.day),
    // `2026-12-31..2027-01-01 "New Year"`
    day: ($) => seq(field('day', $._operand), field('label', optional($.text))),

    // ──────────────────────────────── tables ────────────────────────────────

    table: ($) =>
      seq(
        'table',
        field('name', $.name),
        $.parameters,
        '->',
        field('result', choice($.outputs, $.type)),
        optional($.hit_policy),
        choice($.rows, $.from),
      ),
    outputs: ($) => listed('(', $.output, ')'),
    output: ($) => seq(optional(seq(field('name', $.name), ':')), field('type', $.type)),
    hit_policy: (_) => choice(seq(choice('first', 'unique'), optional('complete')), 'complete'),
    rows: ($) => block($, $.row),
    // `platinum | > 5000 -> high | 1`
    row: ($) =>
      seq(
        choice($.otherwise, seq($.cell, repeat(seq('|', $.cell)))),
        '->',
        field('result', $._value),
        repeat(seq('|', field('result', $._value))),
      ),
    cell: ($) =>
      choice(
        'missing',
        'present',
        seq('not', $._operand),
        seq($.compare_op, $._operand),
        seq($.text_op, $._operand),
        $._operand,
      ),

    // ──────────────────────────── lists of rules ────────────────────────────

    rules: ($) => block($, $.rule),
    // An overflow rule may begin with `after` instead of a guard.
    rule: ($) =>
      seq(optional($.label), choice(seq($._guard, $._continued_clause), $.after), repeat($._continued_clause)),
    label: ($) => seq($.text, ':'),
    _guard: ($) => choice($.when, $.otherwise),
    when: ($) => seq('when', $._expression),
    otherwise: (_) => 'otherwise',

    _continued_clause: ($) => seq(optional($._in_rule), $._clause),
    _clause: ($) =>
      choice($.set, $.require, $.hold, $.to, $.urgency, $.overflow, $.use, $.after, $.then, $.pick, $.order),

    // `set priority = high`, `set (priority, severity) = sla(customer.tier, amount)`
    set: ($) =>
      seq(
        'set',
        choice(listed('(', field('target', $.path), ')'), field('target', $.path)),
        '=',
        field('value', $._expression),
      ),
    require: ($) => seq('require', field('skill', $.name), optional(seq('>=', field('level', $._operand)))),
    hold: ($) => seq('hold', field('profile', $.name)),

    to: ($) =>
      seq(
        'to',
        choice(
          'bot',
          $.split,
          $.to_agent,
          field('queue', choice($.call, $.name, alias('agent', $.name), alias('split', $.name))),
        ),
      ),
    split: ($) => seq('split', $.shares),
    shares: ($) => block($, $.share),
    share: ($) => seq(field('queue', $.name), $.percent),
    // `to agent customer.owner in vip for 30s`
    to_agent: ($) =>
      seq(
        'agent',
        field('agent', $._value),
        'in',
        field('queue', $.name),
        optional(seq('for', field('wait', $._operand))),
      ),

    // `urgency 5`, `urgency [2, 3 after 10m]`
    urgency: ($) => seq('urgency', choice($.step, $.steps)),
    steps: ($) => listed('[', $.step, ']'),
    step: ($) => prec.right(1, seq($._value, optional(seq('after', field('wait', $._operand))))),
    overflow: ($) => seq('overflow', $.rules),
    use: ($) => seq('use', field('assignment', choice($.call, $.name))),
    // `after 5m`, `after 2h of office`
    after: ($) => seq('after', field('wait', $._operand), optional(seq('of', field('hours', $.name)))),
    // `then transfer general`
    then: ($) => seq('then', field('action', $.name), repeat(field('value', $._operand))),
    pick: ($) => seq('pick', 'agents', optional(seq('where', field('condition', $._expression)))),
    order: ($) => seq('order', 'by', $.order_key, repeat(prec.dynamic(1, seq(',', $.order_key)))),
    // `s descending`, `proficiency nearest`, `free(chat_load) ascending`
    order_key: ($) => seq($._primary, optional($._primary), optional($.direction)),
    direction: (_) => choice('ascending', 'descending'),

    // ──────────────────────── workstreams and desks ─────────────────────────

    workstream: ($) =>
      seq(
        'workstream',
        field('name', $.name),
        field('label', optional($.text)),
        optional($.copies),
        optional($.workstream_block),
      ),
    copies: ($) => seq('copies', field('name', $.name)),
    workstream_block: ($) => block($, choice($.context, $.classify, $.route, $.without, $.setting)),

    context: ($) => seq('context', $.fields),
    // `classify urgency "Urgency" first { … }`, `classify mood "Mood" model sentiment(message)`
    classify: ($) =>
      seq(
        'classify',
        field('name', $.name),
        field('label', optional($.text)),
        choice(seq('model', field('model', $.call)), seq($.policy, $.rules)),
      ),
    route: ($) => seq('route', $.policy, $.rules),
    policy: (_) => choice('first', 'all'),
    without: ($) => seq('without', $.name, optional($.name)),

    intake: ($) => seq('intake', field('entity', $.name), $.rules),

    queue: ($) =>
      seq(
        'queue',
        field('name', $.name),
        field('label', optional($.text)),
        optional($.copies),
        optional($.queue_block),
      ),
    queue_block: ($) => block($, choice($.overflow, $.prioritize, $.choose, $.setting)),
    prioritize: ($) => seq('prioritize', $.rules),
    choose: ($) => seq('choose', $.rules),

    assignment: ($) => seq('assignment', field('name', $.name), optional($.parameters), $.assignment_block),
    assignment_block: ($) => block($, choice($.rule, $.setting)),

    // ────────────────────────────── the tests ───────────────────────────────

    test: ($) => seq('test', field('label', $.text), $.test_block),
    test_block: ($) => block($, choice($.given, $.at, $.expect, $.test_rows)),

    given: ($) =>
      seq(
        'given',
        choice(
          seq('queue', field('queue', $.name), $.settings),
          seq('model', field('model', $.name), '=', field('value', $._expression)),
          seq('id', field('id', $.text)),
          seq(field('workstream', $.name), choice($.settings, seq($.from, optional($.settings)))),
        ),
      ),
    // `at 2026-03-02T10:15 "Europe/London"`
    at: ($) => seq('at', field('instant', $._operand), field('zone', optional($.text))),
    expect: ($) => seq('expect', choice($.fired, $._expression)),
    // `not fired contoso_chat.urgency."Angry words"`
    fired: ($) => seq(optional('not'), 'fired', optional($.address), field('rule', $.text)),
    address: ($) => repeat1(seq($.name, token.immediate('.'))),

    // `rows customer.tier | amount -> priority | queue { platinum | 6000 -> high | vip }`
    test_rows: ($) =>
      seq(
        'rows',
        $.given_column,
        repeat(seq('|', $.given_column)),
        '->',
        $.expect_column,
        repeat(seq('|', $.expect_column)),
        $.test_row_block,
      ),
    given_column: ($) =>
      choice(
        seq('at', field('zone', optional($.text))),
        'id',
        seq('model', field('model', $.name)),
        seq('queue', field('queue', $.name), field('fact', $.name)),
        $.path,
      ),
    expect_column: ($) => choice(seq('fired', optional($.path)), $._expression),
    test_row_block: ($) => block($, $.test_row),
    // `"a large order": platinum | 6000 -> high | vip`
    test_row: ($) =>
      seq(
        optional($.label),
        $.given_cell,
        repeat(seq('|', $.given_cell)),
        '->',
        $.cell,
        repeat(seq('|', $.cell)),
      ),
    given_cell: ($) => choice('missing', $._operand),

    scenario: ($) => seq('scenario', field('label', $.text), $.scenario_block),
    scenario_block: ($) => block($, choice($.line, $.expect, $.setting)),
    // `10:00 c1 arrives at contoso_chat { … }`
    line: ($) => seq(field('at', choice($.local, $.time)), $.setting),

    // ─────────────────────── conditions and other values ────────────────────

    _expression: ($) => choice($.conjunction, $.disjunction, $.negation, $.comparison, $._compared),

    // `and` and `or` mixed at one level are refused by the compiler, with a sentence.
    conjunction: ($) => prec.left(1, seq($._expression, 'and', $._expression)),
    disjunction: ($) => prec.left(1, seq($._expression, 'or', $._expression)),
    // `not` binds the one comparison or parenthesis that follows.
    negation: ($) => prec(2, seq('not', $._expression)),

    comparison: ($) => seq($._compared, $._tail),
    _compared: ($) => choice($.during, $.has, $.needs, $.holds, $._value),
    _tail: ($) =>
      choice(
        $.compare,
        $.presence,
        $.membership,
        $.search,
        $.within,
        $.older_than,
        $.during,
        seq('exactly', choice($.membership, $.search, $.compare)),
      ),
    compare: ($) => seq($.compare_op, $._value),
    presence: (_) => seq('is', choice('present', 'missing')),
    membership: ($) => seq(optional('not'), 'in', $._value),
    search: ($) => seq($.text_op, optional($.quantifier), $._value),
    within: ($) => seq('within', choice('last', 'next'), $._value),
    older_than: ($) => seq('older', 'than', $._value),

    text_op: (_) => choice(seq('contains', optional('word')), seq('starts', 'with'), seq('ends', 'with'), 'matches'),
    quantifier: (_) => choice('any', 'all', 'none'),
    compare_op: (_) => choice('==', '!=', '<=', '>=', '<', '>'),

    during: ($) => seq('during', field('hours', $.name)),
    // `has french >= 3`, `has calls`: of the agent.
    has: ($) => prec.right(4, seq('has', field('skill', $.name), optional($.level))),
    // `item needs french >= 3`
    needs: ($) => prec.right(4, seq('item', 'needs', field('skill', $.name), optional($.level))),
    holds: ($) => seq('item', 'holds', field('profile', $.name)),
    level: ($) => seq($.compare_op, $._value),

    // `??` binds least, then `+` and `-`, then `*` and `/`; each from left to right.
    _value: ($) => choice($.binary, $._operand),
    binary: ($) =>
      choice(
        prec.left(5, seq($._value, '??', $._value)),
        prec.left(6, seq($._value, choice('+', '-'), $._value)),
        prec.left(7, seq($._value, choice('*', '/'), $._value)),
      ),

    _operand: ($) => choice($.range, $._primary),
    range: ($) => prec.left(9, seq($._primary, choice('..', '..<'), $._primary)),

    _primary: ($) => choice($.minus, $._literal, $.array, $.parenthesis, $.call, $.path),
    minus: ($) => prec(10, seq('-', $._primary)),
    parenthesis: ($) => seq('(', $._expression, ')'),
    array: ($) => maybe_listed('[', $._expression, ']'),
    // `free(chat_load)`: the parenthesis follows the name without a space.
    call: ($) => seq(field('function', $.path), token.immediate(prec(1, '(')), optional(several($._expression)), ')'),
    path: ($) =>
      seq(
        choice($.name, alias('item', $.name), alias('has', $.name)),
        repeat(seq(token.immediate('.'), alias($.name, $.member))),
      ),

    // ─────────────────────────────── literals ───────────────────────────────

    _literal: ($) => choice($.text, $._figure, $.bool, $.any),
    _figure: ($) => choice($.instant, $.local, $.date, $.time, $.percent, $.duration, $.decimal, $.int),

    bool: (_) => choice('yes', 'no'),
    any: (_) => prec(-1, 'any'),

    // On one line, with `\"` `\\` `\n` `\t`; or long between `"""`, as it stands.
    text: ($) =>
      choice(
        seq(
          '"',
          repeat(
            choice(token.immediate(prec(1, /[^"\\{\r\n]+/)), token.immediate(prec(1, '{')), $.escape, $.interpolation),
          ),
          token.immediate('"'),
        ),
        seq(
          '"""',
          repeat(
            choice(
              token.immediate(prec(1, /[^"{]+/)),
              token.immediate(prec(1, /"|""/)),
              token.immediate(prec(1, '{')),
              $.interpolation,
            ),
          ),
          token.immediate(prec(2, '"""')),
        ),
      ),
    escape: (_) => token.immediate(prec(1, /\\[^\r\n]/)),
    // `{customer.name}`: what a template fills in.
    interpolation: (_) => token.immediate(prec(2, /\{[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\}/)),

    int: (_) => /[0-9]+/,
    decimal: (_) => /[0-9]+\.[0-9]+/,
    percent: (_) => /[0-9]+%/,
    // `1h30m`: weeks, days, hours, minutes, seconds, milliseconds.
    duration: (_) => /([0-9]+(ms|w|d|h|m|s))+/,
    date: (_) => /[0-9]{4}-[0-9]{2}-[0-9]{2}/,
    time: (_) => /[0-9]{2}:[0-9]{2}(:[0-9]{2})?/,
    local: (_) => /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?/,
    instant: (_) => /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})/,

    name: (_) => /[A-Za-z_][A-Za-z0-9_]*/,

    comment: (_) => token(choice(/\/\/([^/\r\n][^\r\n]*)?/, /\/\/\/\/[^\r\n]*/)),
    doc_comment: (_) => token(/\/\/\/([^/\r\n][^\r\n]*)?/),
  },
})
