// Tokenizes the programs of examples/contoso and compares each token's scopes with what was kept in test/snapshots/.
// `--update` keeps what is found: look at the difference before you commit it.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const PROGRAMS = '../../examples/contoso'
const KEPT = 'test/snapshots'
const WORK = 'build/snapshots'
const update = process.argv.includes('--update')

const names = fs.readdirSync(PROGRAMS).filter((name) => name.endsWith('.route'))
fs.rmSync(WORK, { recursive: true, force: true })
fs.mkdirSync(WORK, { recursive: true })
fs.mkdirSync(KEPT, { recursive: true })
for (const name of names) {
  fs.copyFileSync(path.join(PROGRAMS, name), path.join(WORK, name))
  const kept = path.join(KEPT, `${name}.snap`)
  if (fs.existsSync(kept)) fs.copyFileSync(kept, path.join(WORK, `${name}.snap`))
  else if (!update) throw new Error(`there is no ${kept}: run npm run update`)
}
const given = [...(update ? ['--updateSnapshot'] : []), `${WORK}/*.route`]
const run = spawnSync('vscode-tmgrammar-snap', given, { stdio: 'inherit' })
if (run.error) throw run.error
if (update) for (const name of names) fs.copyFileSync(path.join(WORK, `${name}.snap`), path.join(KEPT, `${name}.snap`))
process.exitCode = run.status ?? 1
