import assert from 'node:assert/strict'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { commandFrom, programsFrom, whyNotStarted } from '../../src/settings'

test('a blank path is the program of that name', () => {
  assert.equal(commandFrom('  ', undefined), 'enroute')
})

test('home and the folder are filled in', () => {
  assert.equal(commandFrom('~/bin/enroute', undefined), path.join(os.homedir(), 'bin/enroute'))
  assert.equal(commandFrom('${workspaceFolder}/enroute', '/desk'), '/desk/enroute')
  assert.equal(commandFrom('~other/enroute', undefined), '~other/enroute')
})

test('programs are texts, each once', () => {
  assert.deepEqual(programsFrom(['a', ' b ', '', 3, 'a']), ['a', 'b'])
  assert.deepEqual(programsFrom('a'), [])
  assert.deepEqual(programsFrom(undefined), [])
})

test('a program that is not there is told apart from one that fails', () => {
  const missing = Object.assign(new Error('spawn enroute ENOENT'), { code: 'ENOENT' })
  assert.equal(whyNotStarted('enroute', missing), 'there is no program `enroute`; say in the settings where it is')
  const failed = new Error('Command failed: enroute --version\nmore')
  assert.equal(whyNotStarted('enroute', failed), '`enroute` ends with an error: Command failed: enroute --version')
  assert.match(whyNotStarted('enroute', Object.assign(failed, { code: 'ETIMEDOUT' })), /does not answer/)
})
