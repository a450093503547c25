// Bundles Chrome DevTools' heap snapshot worker, which npm has only as TypeScript, into one file that Node can run as a
// worker thread.   node bundle.mjs PEERS OUT   (PEERS: folder with chrome-devtools-frontend and esbuild in node_modules)
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [peers, out] = process.argv.slice(2);
const require = createRequire(path.resolve(peers, 'package.json'));
const devtools = path.join(
  path.dirname(require.resolve('chrome-devtools-frontend/package.json')),
  'front_end',
);
const entry = path.join(devtools, 'entrypoints/heap_snapshot_worker/heap_snapshot_worker-entrypoint.ts');

/** The sources import "x.js" and mean x.ts; the list of locales is made by DevTools' own build, and the worker shows no text. */
const sources = {
  name: 'devtools-sources',
  setup(build) {
    build.onResolve({ filter: /\/locales\.js$/ }, () => ({ path: 'locales', namespace: 'generated' }));
    build.onLoad({ filter: /^locales$/, namespace: 'generated' }, () => ({
      contents:
        ['LOCALES', 'BUNDLED_LOCALES'].map(name => `export const ${name} = ['en-US'];`).join('') +
        ['DEFAULT_LOCALE', 'REMOTE_FETCH_PATTERN', 'LOCAL_FETCH_PATTERN']
          .map(name => `export const ${name} = '';`)
          .join(''),
    }));
    build.onResolve({ filter: /^\..*\.js$/ }, ({ path: name, resolveDir }) => {
      const typescript = path.join(resolveDir, name.replace(/js$/, 'ts'));
      return fs.existsSync(typescript) ? { path: typescript } : undefined;
    });
  },
};

await require('esbuild').build({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  plugins: [sources],
  logLevel: 'warning',
});
