import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOutcome, isRun, summary, testAt, testsOf } from '../../src/tests'

const TEXT = `language 1
test "a \\"quoted\\" name" {
  expect queue == vip
}
  test "not at the margin" {}
// test "in a comment" {
scenario "a day" {
}
`

test('tests and scenarios are found at the left margin', () => {
  assert.deepEqual(testsOf(TEXT), [
    { kind: 'test', name: 'a "quoted" name', line: 1 },
    { kind: 'scenario', name: 'a day', line: 6 },
  ])
})

test('a line belongs to the test that begins above it', () => {
  const tests = testsOf(TEXT)
  assert.equal(testAt(tests, 0), undefined)
  assert.equal(testAt(tests, 1)?.line, 1)
  assert.equal(testAt(tests, 3)?.line, 1)
  assert.equal(testAt(tests, 99)?.kind, 'scenario')
})

test('what passed is told from what failed', () => {
  const run = { kind: 'test', name: 'a' } as const
  assert.equal(summary(run, { passed: true, text: '' }), '✓ test "a" passed')
  assert.equal(summary(run, { passed: false, text: '' }), '✗ test "a" failed')
})

test('what is no run or outcome is not taken for one', () => {
  assert.ok(isRun({ uri: 'file:///a', kind: 'test', name: 'a' }))
  assert.ok(!isRun({ uri: 'file:///a' }))
  assert.ok(!isRun(null))
  assert.ok(isOutcome({ passed: false, text: '' }))
  assert.ok(!isOutcome('passed'))
})
