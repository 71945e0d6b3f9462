// Runs every query over a program that has most of the language. A query that names a node the grammar does not have is
// an error, and so is one that finds nothing.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const PROGRAM = path.resolve(HERE, '../../tests/programs/every_construct.route')

const queries = fs
  .readdirSync(path.join(HERE, 'queries'), { recursive: true })
  .filter((name) => name.endsWith('.scm'))
  .sort()
for (const name of queries) {
  const run = spawnSync('tree-sitter', ['query', '--captures', `queries/${name}`, PROGRAM], {
    cwd: HERE,
    encoding: 'utf8',
  })
  if (run.error) throw run.error
  const found = run.stdout.split('\n').filter((line) => line.includes('capture')).length
  const right = run.status === 0 && found > 0
  console.log(`${right ? '✓' : '✗'} queries/${name}: ${found} captures`)
  if (!right) {
    console.error(run.stderr)
    process.exitCode = 1
  }
}
