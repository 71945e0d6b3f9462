// Bundles the extension into dist/, with the licences of what is bundled beside it; with `test`, each file of test/unit/
// into build/test/.

import fs from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' }

/** The licences of the packages that these files are of. */
function licences(files) {
  const packages = files.map((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean)
  const texts = [...new Set(packages)].sort().map((folder) => {
    const { name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const file = fs.readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
    if (file === undefined) throw new Error(`${name} has no licence file`)
    return `${name} ${version}\n\n${fs.readFileSync(path.join(folder, file), 'utf8').trim()}\n`
  })
  return texts.join(`\n${'─'.repeat(80)}\n\n`)
}

if (process.argv[2] === 'test') {
  const entryPoints = fs.readdirSync('test/unit').map((name) => `test/unit/${name}`)
  await build({ ...shared, entryPoints, outdir: 'build/test', outExtension: { '.js': '.cjs' } })
} else {
  const bundle = await build({
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    minify: true,
    metafile: true,
  })
  fs.writeFileSync('dist/licences.txt', licences(Object.keys(bundle.metafile.inputs)))
}
