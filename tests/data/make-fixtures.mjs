// Makes the files of this folder anew, all or some of them; see README.md.
//   node make-fixtures.mjs --oracle DIR [--work DIR] [NAME...]
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';

const nodeVersions = { 18: '18.20.8', 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };
const expressVersion = '5.3.0';
const fuzzSeeds = 400;

/** name: [Node's major version, program, its arguments before the file's name]. A name without extension is a .heapsnapshot. */
const fixtures = {
  'bare-18': [18, 'bare.js'],
  'bare-20': [20, 'bare.js'],
  'bare-22': [22, 'bare.js'],
  'bare-24': [24, 'bare.js'],
  'bare-26': [26, 'bare.js'],
  'express-20': [20, 'express-app.js'],
  'zoo-24': [24, 'zoo.js'],
  'numeric-22': [22, 'variants.js', 'numeric'],
  'internals-26': [26, 'variants.js', 'internals'],
  'nonglobalroots-18': [18, 'variants.js', 'nonglobalroots'],
  'alloc-18.heaptimeline': [18, 'variants.js', 'alloc'],
  'alloc-24.heaptimeline': [24, 'variants.js', 'alloc'],
  'samples-20.heaptimeline': [20, 'variants.js', 'samples'],
};

/** name: [Node's major version, arguments of fields.js after the file's name]. */
const fields = {
  'fields-18': [18],
  'fields-20': [20],
  'fields-22': [22],
  'fields-24': [24],
  'fields-26': [26],
  'fields-numeric-22': [22, 'numeric'],
};

const here = path.dirname(fileURLToPath(import.meta.url));
const demo = path.join(here, '../../resources/demo');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    oracle: { type: 'string', default: process.env.HEAPWISE_ORACLE ?? '' },
    work: { type: 'string', default: path.join(os.tmpdir(), 'heapwise-fixtures') },
  },
});
if (!fs.existsSync(path.join(options.oracle, 'spec.mjs')))
  throw new Error('--oracle DIR: a folder as README.md describes it');

const gzip = bytes => zlib.gzipSync(bytes, { level: 9 });
const stem = name => name.replace(/\.\w+$/, '');

/** Installs a package from npm into a folder of its own, once, and returns that folder. */
function install(name, version) {
  const folder = path.join(options.work, `${name}-${version}`);
  if (!fs.existsSync(path.join(folder, 'node_modules', name))) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], {
      cwd: folder,
      stdio: 'inherit',
    });
  }
  return folder;
}

/**
 * Runs a program that writes a snapshot and returns the snapshot's bytes. Snapshots contain the program's path, arguments and
 * environment: hence a copy of the program in the work folder, and an environment that tells nothing about the machine.
 */
function snapshotOf(major, folder, sources, [program, ...args], fileFirst = false) {
  const node = path.join(install('node', nodeVersions[major]), 'node_modules/node/bin/node');
  fs.mkdirSync(folder, { recursive: true });
  for (const source of sources) fs.copyFileSync(source, path.join(folder, path.basename(source)));
  const file = path.join(folder, 'written.heapsnapshot');
  execFileSync(node, fileFirst ? [program, file, ...args] : [program, ...args, file], {
    cwd: folder,
    stdio: 'inherit',
    env: { PATH: '/usr/bin:/bin', HOME: options.work },
  });
  const bytes = fs.readFileSync(file);
  fs.rmSync(file);
  return bytes;
}

function makeFixture(name) {
  const [major, ...command] = fixtures[name];
  const folder =
    command[0] === 'express-app.js'
      ? install('express', expressVersion)
      : path.join(options.work, 'programs');
  const bytes = snapshotOf(
    major,
    folder,
    fs
      .readdirSync(here)
      .filter(file => file.endsWith('.js'))
      .map(file => path.join(here, file)),
    command,
  );
  const plain = path.join(options.work, name);
  fs.writeFileSync(plain, bytes);
  const expected = execFileSync(process.execPath, [path.join(here, 'expected.mjs'), options.oracle, plain], {
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  fs.writeFileSync(path.join(here, `${path.extname(name) ? name : `${name}.heapsnapshot`}.gz`), gzip(bytes));
  fs.writeFileSync(path.join(here, `${stem(name)}.expected.json.gz`), gzip(expected));
  fs.rmSync(plain);
}

/** One line per snapshot, in which the snapshot and the answers stand exactly as their files have them. */
function makeFuzz() {
  const folder = path.join(options.work, 'fuzz');
  fs.rmSync(folder, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [path.join(options.oracle, 'fuzz.mjs'), String(fuzzSeeds), '1', '--keep', folder],
    { stdio: 'inherit' },
  );
  const lines = [];
  for (let seed = 1; seed <= fuzzSeeds; seed++) {
    const read = extension => fs.readFileSync(path.join(folder, `fuzz-${seed}.${extension}`), 'utf8');
    lines.push(`{"seed":${seed},"snapshot":${read('heapsnapshot')},"expected":${read('expected.json')}}\n`);
  }
  fs.writeFileSync(path.join(here, 'fuzz.jsonl.gz'), gzip(lines.join('')));
}

/**
 * Three moments of one process and the second moment of another run of the same program, with DevTools' comparison of
 * each two moments.
 */
function makeMoments() {
  const folder = path.join(options.work, 'programs');
  const node = path.join(install('node', nodeVersions[24]), 'node_modules/node/bin/node');
  const target = path.join(here, 'moments');
  fs.mkdirSync(folder, { recursive: true });
  fs.mkdirSync(target, { recursive: true });
  fs.copyFileSync(path.join(here, 'moments.js'), path.join(folder, 'moments.js'));
  for (const run of ['first', 'other'])
    execFileSync(node, ['moments.js', path.join(folder, run)], {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin', HOME: options.work },
    });
  const file = name => path.join(folder, name);
  for (const name of ['first-1', 'first-2', 'first-3', 'other-2'])
    fs.writeFileSync(path.join(target, `${name}.heapsnapshot.gz`), gzip(fs.readFileSync(file(name))));
  for (const [base, current] of ['12', '23', '13']) {
    const answer = path.join(target, `diff-${base}${current}.jsonl`);
    execFileSync(process.execPath, [
      path.join(options.oracle, 'diff.mjs'),
      file(`first-${base}`),
      file(`first-${current}`),
      answer,
    ]);
  }
}

function makeDemo() {
  const bytes = snapshotOf(
    22,
    path.join(options.work, 'shop-api'),
    [path.join(demo, 'leaky-server.js')],
    ['leaky-server.js', '--snapshot'],
  );
  fs.writeFileSync(path.join(demo, 'shop-api.heapsnapshot.gz'), gzip(bytes));
}

/** A cut-out of a snapshot: what fields.js holds, of some ten thousand objects a few thousand. */
function makeFields(name, [major, ...rest]) {
  const folder = path.join(here, 'fields');
  const plain = path.join(options.work, `${name}.heapsnapshot`);
  const programs = path.join(options.work, 'programs');
  fs.writeFileSync(plain, snapshotOf(major, programs, [path.join(folder, 'fields.js')], ['fields.js', ...rest], true));
  const out = path.join(folder, `${name}.heapsnapshot.gz`);
  execFileSync(process.execPath, [path.join(folder, 'cutout.mjs'), plain, 'isFieldsProbe', out], { stdio: 'inherit' });
  fs.rmSync(plain);
}

const all = {
  ...Object.fromEntries(Object.keys(fixtures).map(name => [name, () => makeFixture(name)])),
  ...Object.fromEntries(Object.keys(fields).map(name => [name, () => makeFields(name, fields[name])])),
  fuzz: makeFuzz,
  moments: makeMoments,
  demo: makeDemo,
};
for (const name of positionals.length ? positionals : Object.keys(all)) {
  if (!all[name]) throw new Error(`No fixture is called ${name}; there are ${Object.keys(all).join(', ')}`);
  console.log(name);
  all[name]();
}
