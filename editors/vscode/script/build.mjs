// Bundles the extension into dist/, or with `test` each file of test/unit/ into build/test/.

import fs from 'node:fs'
import { build } from 'esbuild'

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' }

if (process.argv[2] === 'test') {
  const entryPoints = fs.readdirSync('test/unit').map((name) => `test/unit/${name}`)
  await build({ ...shared, entryPoints, outdir: 'build/test', outExtension: { '.js': '.cjs' } })
} else {
  await build({
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    minify: true,
    legalComments: 'inline',
  })
}
