// Times opening one snapshot with Heapwise and with the tools its users have; see README.md beside this file.
//   node compare.mjs FILE [--bench COMMAND] [--peers DIR] [--with NAME=COMMAND]... [--runs N] [--heap MB]
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const helpers = path.join(path.dirname(fileURLToPath(import.meta.url)), 'compare');
const sampleMs = 20;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      bench: { type: 'string' },
      peers: { type: 'string' },
      with: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '3' },
      heap: { type: 'string', default: '16000' },
    },
  });
  if (positionals.length !== 1)
    throw new Error('usage: node compare.mjs FILE [--bench COMMAND] [--peers DIR] ...');
  return { ...values, file: path.resolve(positionals[0]) };
}

/** A command line as a list: words at spaces, the file instead of "{}", or else at the end. */
function toCommand(text, file) {
  const words = text.trim().split(/\s+/);
  return words.includes('{}') ? words.map(word => (word === '{}' ? file : word)) : [...words, file];
}

/** The npm packages found in `peers`, each as { name, command }. */
function findPeers(peers, heap, file) {
  const require = createRequire(path.resolve(peers, 'package.json'));
  const installed = name => {
    try {
      return require.resolve(name);
    } catch {
      return null;
    }
  };
  const node = [process.execPath, `--max-old-space-size=${heap}`];
  const found = [];
  if (installed('chrome-devtools-frontend/package.json') && installed('esbuild')) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heapwise-compare-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true }));
    const worker = path.join(folder, 'worker.mjs');
    execFileSync(process.execPath, [path.join(helpers, 'bundle.mjs'), peers, worker], { stdio: 'inherit' });
    found.push({ name: 'DevTools', command: [...node, path.join(helpers, 'devtools.mjs'), worker, file] });
  }
  if (installed('memlab/package.json'))
    found.push({ name: 'memlab', command: [...node, path.join(helpers, 'memlab.mjs'), peers, file] });
  const native = installed(`@heap-snapshot/${process.platform}-${process.arch}/package.json`);
  if (native) {
    const command = [path.join(path.dirname(native), 'heap-snapshot'), 'summary', file];
    found.push({ name: 'heap-snapshot', command });
  }
  return found;
}

/** The process's peak resident set and its anonymous part now, in bytes; null once it has gone. */
function memoryOf(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'latin1');
    const bytes = key => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) * 1024;
    return { peak: bytes('VmHWM'), anonymous: bytes('RssAnon') };
  } catch {
    return null;
  }
}

/** Runs a command to its end. `peak` is the kernel's own mark; `anonymous` the most seen in samples. */
function measure([program, ...args]) {
  return new Promise(resolve => {
    const result = { ok: false, seconds: 0, peak: 0, anonymous: 0, message: '' };
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const sampling = setInterval(() => {
      const memory = memoryOf(child.pid);
      if (memory?.peak > result.peak) result.peak = memory.peak;
      if (memory?.anonymous > result.anonymous) result.anonymous = memory.anonymous;
    }, sampleMs);
    const finish = (ok, message) => {
      clearInterval(sampling);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      resolve({ ...result, ok, seconds, message });
    };
    let errors = '';
    child.stderr.on('data', data => (errors = (errors + data).slice(-2000)));
    child.on('error', error => finish(false, error.message));
    child.on('close', (code, signal) =>
      finish(code === 0, errors.trim().split('\n').at(-1) || `exit ${code ?? signal}`),
    );
  });
}

/** Every tool once per round, so that a slow minute of the machine hits all of them. */
async function runRounds(tools, rounds) {
  for (let round = 1; round <= rounds; round++) {
    for (const tool of tools) {
      const result = await measure(tool.command);
      tool.results.push(result);
      const outcome = result.ok ? `${result.seconds.toFixed(2)} s` : `failed: ${result.message}`;
      console.error(`round ${round} of ${rounds}: ${tool.name}: ${outcome}`);
    }
  }
}

function summarize({ name, results }) {
  const good = results.filter(result => result.ok);
  if (!good.length) return { name, runs: 0 };
  const seconds = good.map(result => result.seconds).sort((a, b) => a - b);
  return {
    name,
    runs: good.length,
    best: seconds[0],
    median: (seconds[(seconds.length - 1) >> 1] + seconds[seconds.length >> 1]) / 2,
    peak: Math.max(...good.map(result => result.peak)),
    anonymous: Math.max(...good.map(result => result.anonymous)),
  };
}

/** The ratios say how many times the first tool's figure each one needs. */
function printTable(rows) {
  const [first] = rows;
  const megabytes = bytes => (bytes / 1e6).toFixed(0);
  const times = (value, base) => (base ? `${(value / base).toFixed(1)}x` : '-');
  const table = [['tool', 'runs', 'best s', 'median s', 'peak RSS MB', 'anonymous MB', 'time', 'memory']];
  for (const row of rows) {
    table.push(
      row.runs
        ? [
            row.name,
            row.runs,
            row.best.toFixed(2),
            row.median.toFixed(2),
            megabytes(row.peak),
            megabytes(row.anonymous),
            times(row.best, first.best),
            times(row.peak, first.peak),
          ]
        : [row.name, 0, 'failed', '-', '-', '-', '-', '-'],
    );
  }
  const widths = table[0].map((_, column) => Math.max(...table.map(row => String(row[column]).length)));
  const pad = (cell, column) =>
    column ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[column]);
  for (const row of table) console.log(row.map(pad).join('  '));
}

const { file, bench, peers, with: others, runs, heap } = readArguments();
const tools = [
  ...(bench ? [{ name: 'Heapwise', command: toCommand(bench, file) }] : []),
  ...(peers ? findPeers(path.resolve(peers), heap, file) : []),
  ...others.map(text => {
    const [, name, command] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (!name) throw new Error(`--with NAME=COMMAND, not "${text}"`);
    return { name, command: toCommand(command, file) };
  }),
].map(tool => ({ ...tool, results: [] }));
if (!tools.length) throw new Error('nothing to compare: give --bench, --peers or --with');

for await (const chunk of fs.createReadStream(file)) void chunk; // so that no one pays for the disk
console.error(
  `${path.basename(file)}: ${(fs.statSync(file).size / 1e6).toFixed(0)} MB, ${os.cpus().length} cores`,
);
await runRounds(tools, Number(runs));
printTable(tools.map(summarize));
