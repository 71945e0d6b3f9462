// What package.json promises is there: files, commands, a line in the change log for the version, the licence of the
// whole project, and a snippet for every word that begins a declaration.

import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'

const read = (file) => fs.readFileSync(file, 'utf8')
const manifest = JSON.parse(read('package.json'))
const { contributes } = manifest

/** The words that begin a declaration, from the grammar of the language. */
function declaringWords() {
  const grammar = read('../../grammar/route.pest')
  const rule = (name) => new RegExp(`^${name}\\s*=\\s*@?_?\\{([\\s\\S]*?)\\}$`, 'm').exec(grammar)?.[1] ?? ''
  const plain = [...rule('plain_kind').matchAll(/"(\w+)"/g)].map(([, word]) => word)
  const items = [...rule('item').matchAll(/\w+/g)].map(([word]) => word).filter((word) => word !== 'plain')
  return [...items.map((word) => (word === 'constant' ? 'let' : word)), ...plain]
}

test('every file that is named is there', () => {
  const languages = contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark])
  const paths = [
    manifest.icon,
    ...languages,
    ...[...contributes.grammars, ...contributes.snippets].map(({ path }) => path),
  ]
  for (const path of paths) assert.ok(fs.existsSync(path), path)
})

test('every command that is offered is registered', () => {
  const source = read('src/extension.ts')
  for (const { command } of contributes.commands) assert.ok(source.includes(`'${command}'`), command)
})

test('the version has a place in the change log', () => {
  assert.ok(read('CHANGELOG.md').includes(`## ${manifest.version}`))
})

test('the licence is that of the project', () => {
  assert.equal(read('LICENSE'), read('../../LICENSE-MIT'))
})

test('no machine is named in the lock file', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/)
})

test('every declaration has a snippet', () => {
  const words = declaringWords()
  assert.ok(words.length > 20, `only ${words.length} words were found in the grammar`)
  const prefixes = new Set(Object.values(JSON.parse(read('snippets/route.json'))).map(({ prefix }) => prefix))
  const without = words.filter((word) => !prefixes.has(word) && word !== 'skill_type')
  assert.deepEqual(without, [])
})
