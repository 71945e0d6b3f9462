// Fails if src/ is not what `npm run generate` makes of grammar.js: editors build what is committed there.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const GENERATED = ['parser.c', 'grammar.json', 'node-types.json', 'tree_sitter/parser.h']

const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'route-'))
try {
  const run = spawnSync('tree-sitter', ['generate', '--abi', '14', '--output', fresh], { cwd: HERE, encoding: 'utf8' })
  if (run.error) throw run.error
  if (run.status !== 0) throw new Error(run.stderr)
  const differs = (file) =>
    !fs.readFileSync(path.join(HERE, 'src', file)).equals(fs.readFileSync(path.join(fresh, file)))
  const stale = GENERATED.filter(differs)
  for (const file of stale) console.error(`src/${file} is not what grammar.js makes: run npm run generate`)
  process.exitCode = stale.length === 0 ? 0 : 1
} finally {
  fs.rmSync(fresh, { recursive: true })
}
