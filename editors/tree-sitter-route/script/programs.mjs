// Parses every program of the repository that the compiler's own parser reads without an error, and fails if a tree has
// an ERROR or MISSING node. What is looked at, and what is not:
//
//   every .route file           but for those below
//   tests/spec/**/*.route       case by case, each case alone; not the cases that expect a diagnostic of the parser
//   ```route blocks of *.md     whole programs and fragments; of the pages in docs/errors not the bad program of a page
//                               that is about a diagnostic of the parser
//   the snippets for VS Code    each in the block it belongs into
//
// Which diagnostics are the parser's is read from src/syntax, so that this list needs no care. `--lenient` lists the bad
// programs that this grammar accepts though the parser does not: it is for editors, and may be kinder.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { programsOf } from './snippets.mjs'

const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const ROOT = path.resolve(HERE, '../..')

const LEFT_OUT = [
  { folder: 'tests/spec', why: 'looked at case by case' },
  { folder: 'editors/tree-sitter-route', why: 'its tests say themselves what is in error' },
  { folder: 'editors/vscode/test/grammar', why: 'has lines that are wrong on purpose' },
]

const FILES_LEFT_OUT = [{ file: 'tests/programs/many_faults.route', why: 'its faults are the point' }]

const SKIPPED_FOLDERS = new Set(['.git', 'target', 'node_modules', 'build', 'dist', 'out'])

function* files(folder, end) {
  const entries = fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) yield* files(name, end)
    else if (entry.isFile() && name.endsWith(end)) yield name
  }
}

const read = (file) => fs.readFileSync(path.join(ROOT, file), 'utf8')

/** The codes of what the parser finds. */
function codesOfParser() {
  const codes = new Set()
  for (const file of files('src/syntax', '.rs')) {
    for (const [, code] of read(file).matchAll(/\bcode(?:\(|: )"([a-z-]+)"/g)) codes.add(code)
  }
  return codes
}

function leftOut(file) {
  return LEFT_OUT.some(({ folder }) => file.startsWith(`${folder}/`)) || FILES_LEFT_OUT.some((one) => one.file === file)
}

function* wholeFiles() {
  for (const file of files('', '.route')) {
    if (!leftOut(file)) yield { place: file, text: read(file), bad: false }
  }
}

/** The cases of the specification. */
function* cases(codes) {
  for (const file of files('tests/spec', '.route')) {
    let line = 1
    for (const text of read(file).split(/^(?=\/\/# )/m)) {
      const expected = [...text.matchAll(/ \/\/~ ([a-z-]+)/g)].map(([, code]) => code)
      yield { place: `${file}:${line}`, text, bad: expected.some((code) => codes.has(code)) }
      line += text.split('\n').length - 1
    }
  }
}

/** The programs in Markdown files. */
function* blocks(codes) {
  for (const file of files('', '.md')) {
    const about = file.startsWith('docs/errors/') ? path.basename(file, '.md') : ''
    const page = read(file)
    // What stands in a block of four marks is an answer of an editor: words about programs.
    const shown = page.replace(/^````[\s\S]*?^````/gm, (answer) => answer.replace(/[^\n]/g, ' '))
    for (const found of shown.matchAll(/^```route(?: (\S+))?[^\n]*\n([\s\S]*?)^```/gm)) {
      // A block or line of a declaration means nothing alone.
      if (found[1] === 'fragment' && /^(route |classify |\d)/.test(found[2])) continue
      const line = page.slice(0, found.index).split('\n').length
      yield { place: `${file}:${line}`, text: found[2], bad: found[1] === 'bad' && codes.has(about) }
    }
  }
}

/** The places, of these programs, whose tree has an error. */
function withErrors(programs) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'route-'))
  try {
    const paths = programs.map((program, index) => {
      const file = path.join(folder, `${index}.route`)
      fs.writeFileSync(file, program.text)
      return file
    })
    const list = path.join(folder, 'paths')
    fs.writeFileSync(list, paths.join('\n'))
    const run = spawnSync('tree-sitter', ['parse', '--quiet', '--paths', list], { cwd: HERE, encoding: 'utf8' })
    if (run.error) throw run.error
    const errors = new Map()
    for (const [, index, what] of run.stdout.matchAll(/(\d+)\.route\s.*(\((?:ERROR|MISSING).*)$/gm)) {
      errors.set(Number(index), what)
    }
    if (run.status !== 0 && errors.size === 0) throw new Error(run.stdout + run.stderr)
    return programs.flatMap((program, index) => (errors.has(index) ? [{ ...program, what: errors.get(index) }] : []))
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

const SNIPPETS = 'editors/vscode/snippets/route.json'

const codes = codesOfParser()
const snippets = programsOf(SNIPPETS, JSON.parse(read(SNIPPETS)))
const all = [...wholeFiles(), ...cases(codes), ...blocks(codes), ...snippets]
const good = all.filter((program) => !program.bad)
const bad = all.filter((program) => program.bad)
if (process.argv.includes('--lenient')) {
  const refused = new Set(withErrors(bad).map((program) => program.place))
  for (const { place } of bad) if (!refused.has(place)) console.log(place)
  process.exit(0)
}
const wrong = withErrors(good)
for (const { place, what } of wrong) console.error(`${place}: ${what}`)
console.log(`${good.length} programs, ${good.length - wrong.length} without an error node; ${bad.length} left out:`)
for (const { folder, why } of LEFT_OUT) console.log(`  ${folder}: ${why}`)
for (const { file, why } of FILES_LEFT_OUT) console.log(`  ${file}: ${why}`)
console.log('  cases and pages about a diagnostic of the parser')
process.exit(wrong.length === 0 ? 0 : 1)
