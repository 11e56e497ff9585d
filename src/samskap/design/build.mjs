// Bundles the browser side into static/design/: one script, one stylesheet, hashed names, brotli and gzip beside them.
// A second script, for the pages with a camera, is fetched only there.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ourTheme } from './theme.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, 'static', 'design')
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

/** Designsystemet's theme, in our colours. */
const theme = {
  name: 'our-theme',
  setup({ onLoad }) {
    onLoad({ filter: /designsystemet-css[\\/]dist[\\/]theme[\\/]designsystemet\.css$/ }, ({ path }) => ({
      contents: ourTheme(readFileSync(path, 'utf8')),
      loader: 'css',
    }))
  },
}

/** What a room or an app needs beyond the common pieces stands in its own folder, as style.css. */
const rooms = {
  name: 'rooms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^rooms$/ }, () => ({ path: 'rooms', namespace: 'rooms' }))
    onLoad({ filter: /.*/, namespace: 'rooms' }, () => {
      const folders = ['..', '../activities'].flatMap((path) =>
        readdirSync(join(here, path)).sort().map((name) => `${path}/${name}`),
      )
      const styles = folders.filter((path) => existsSync(join(here, path, 'style.css')))
      const contents = styles.map((path) => `@import '${path}/style.css';`)
      return { contents: contents.join('\n'), loader: 'css', resolveDir: here }
    })
  },
}

const result = await build({
  absWorkingDir: here,
  entryPoints: { samskap: 'js/main.js', 'samskap-style': 'css/samskap.css', camera: 'js/camera.js' },
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  format: 'iife',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  mainFields: ['module', 'main'],
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file', '.woff': 'empty' },
  publicPath: '.',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [theme, rooms],
})

/** Public name → hashed name; Django's {% static %} reads this. */
const names = {}
for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  if (entryPoint?.endsWith('main.js')) names['design/samskap.js'] = `design/${basename(file)}`
  if (entryPoint?.endsWith('camera.js')) names['design/camera.js'] = `design/${basename(file)}`
  if (entryPoint?.endsWith('.css')) names['design/samskap.css'] = `design/${basename(file)}`
}
for (const file of readdirSync(join(here, 'images'))) {
  const content = readFileSync(join(here, 'images', file))
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()
  const hashed = file.replace(/\.(\w+)$/, `-${hash}.$1`)
  copyFileSync(join(here, 'images', file), join(out, hashed))
  names[`design/${file}`] = `design/${hashed}`
}

/** The licences of what is in the bundle travel with it. */
const licences = ['htmx.org', 'qr', '@digdir/designsystemet-css', '@fontsource/bricolage-grotesque'].map((name) => {
  const folder = join(here, 'node_modules', name)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const licence = existsSync(join(folder, 'LICENSE-MIT')) ? 'LICENSE-MIT' : 'LICENSE'
  return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8')}`
})
writeFileSync(join(out, 'licences.txt'), licences.join('\n\n----------\n\n'))

const sizes = {}
for (const file of readdirSync(out).filter((name) => /\.(js|css|svg|txt)$/.test(name))) {
  const plain = readFileSync(join(out, file))
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  const gzip = gzipSync(plain, { level: 9 })
  writeFileSync(join(out, `${file}.br`), brotli)
  writeFileSync(join(out, `${file}.gz`), gzip)
  sizes[file] = { plain: plain.length, gzip: gzip.length, brotli: brotli.length }
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify({ source: process.argv[2] ?? '', names, sizes }, null, 1))
