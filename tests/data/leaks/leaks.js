// One small program for each kind of leak, and one without any: `node --expose-gc leaks.js NAME OUT.heapsnapshot`.
// Each makes just enough of its mistake to be recognised. What it keeps hangs on the global `leakProbe`, so that
// ../fields/cutout.mjs finds it; timers hang on nothing.
'use strict';
const { EventEmitter } = require('node:events');
const { AsyncLocalStorage } = require('node:async_hooks');
const { MessageChannel } = require('node:worker_threads');
const { Writable } = require('node:stream');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const later = ms => new Promise(done => setTimeout(done, ms));

class Session {
  constructor(number) {
    this.number = number;
  }
}

const programs = {
  /** The same things, used as they should be. */
  async healthy() {
    const bus = new EventEmitter();
    const recent = new Map();
    const timers = [];
    for (let i = 0; i < 400; i++) {
      const onPrice = () => recent.size;
      bus.on('price', onPrice);
      recent.set(`session:${i}`, new Session(i));
      if (recent.size > 100) recent.delete(recent.keys().next().value);
      const timer = setInterval(onPrice, 1000);
      bus.off('price', onPrice);
      clearInterval(timer);
    }
    const stream = fs.createReadStream(__filename).resume();
    await new Promise(done => stream.on('close', done));
    return { bus, recent, timers };
  },

  cache() {
    const sessions = new Map();
    const byName = Object.create(null);
    for (let i = 0; i < 1200; i++) {
      sessions.set(`session:${i}`, new Session(i));
      byName[`user-${i}`] = new Session(i);
    }
    return { sessions, byName };
  },

  listeners() {
    const feed = new EventEmitter().setMaxListeners(0);
    const target = new EventTarget();
    for (let i = 0; i < 60; i++) {
      const order = new Session(i);
      feed.on('price', function onPrice() { return order; });
      feed.once('end', function onEnd() { return order; });
      target.addEventListener('tick', function onTick() { return order; });
    }
    return { feed, target };
  },

  scopes() {
    const makeHandler = number => {
      const page = new Array(200).fill(number + 0.5);
      const unused = () => page;
      return function handler() { return number; };
    };
    let current = null;
    const replace = () => {
      const previous = current;
      const unused = () => previous;
      current = { body: new Array(60).fill(0.5), run() {} };
    };
    for (let i = 0; i < 60; i++) replace();
    return { handlers: times(60, makeHandler), current: () => current };
  },

  intervals() {
    class Poller {
      constructor() {
        this.results = new Array(20).fill(0.25);
        setInterval(() => this.results.length, 5000);
      }
    }
    times(40, () => new Poller());
    return {};
  },

  async streams() {
    const files = times(20, () => fs.createReadStream(__filename));
    await Promise.all(files.map(file => new Promise(done => file.on('open', done))));
    return { files };
  },

  backlog() {
    class Slow extends Writable {
      _write(chunk, encoding, done) { this.done = done; }
    }
    const out = new Slow({ highWaterMark: 16 });
    times(150, i => out.write(Buffer.alloc(16, i)));
    return { out };
  },

  async weakRefs() {
    const cache = new Map();
    for (let i = 0; i < 300; i++) cache.set(`k${i}`, new WeakRef(new Session(i)));
    await later(20);
    gc();
    await later(20);
    return { cache };
  },

  buffers() {
    return { pages: times(40, i => Buffer.alloc(100000, i)) };
  },

  strings() {
    const country = Buffer.from('a country with a rather long name, and a region');
    return { rows: times(400, () => country.toString()) };
  },

  pieces() {
    return { pieces: times(30, i => Buffer.alloc(20000, 97 + i % 26).toString().slice(5, 35)) };
  },

  queue() {
    let head = null;
    for (let i = 0; i < 1100; i++) head = { next: head, number: i };
    return { jobs: times(1100, i => new Session(i)), head };
  },

  async promises() {
    const shutdown = new Promise(() => {});
    const serve = async session => {
      await shutdown;
      return session;
    };
    times(80, i => serve(new Session(i)));
    await later(1);
    return { shutdown };
  },

  modules() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'leaks-'));
    const file = path.join(folder, 'plugin.js');
    fs.writeFileSync(file, 'module.exports = { state: new Array(100).fill(0.5) };');
    for (let i = 0; i < 10; i++) {
      require(file);
      delete require.cache[file];
    }
    fs.rmSync(folder, { recursive: true });
    return { children: module.children };
  },

  async stores() {
    const storage = new AsyncLocalStorage();
    const pending = [];
    const timers = times(70, i => storage.run(new Session(i), () => {
      const never = new Promise(() => {});
      never.then(() => {});
      pending.push(never);
      return setTimeout(() => {}, 60000 + i);
    }));
    return { storage, timers, pending };
  },

  async requests() {
    const open = [];
    const server = http.createServer((request, response) => open.push(response));
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    const agent = new http.Agent({ maxSockets: 15 });
    const { port } = server.address();
    const calls = times(120, () => http.get({ port, host: '127.0.0.1', agent }).on('error', () => {}));
    while (open.length < 15) await later(10);
    return { open, agent, calls };
  },

  ports() {
    const channels = times(40, () => new MessageChannel());
    const { port1 } = new MessageChannel();
    times(150, i => port1.postMessage({ i }));
    return { channels, port1 };
  },

  signals() {
    const root = new AbortController();
    const kept = times(70, () => AbortSignal.any([root.signal, AbortSignal.timeout(3600000)]));
    kept.forEach(signal => signal.addEventListener('abort', () => {}));
    return { root, kept };
  },

  errors() {
    const fail = depth => (depth === 0 ? new Error('refused') : fail(depth - 1));
    return { failures: times(150, () => fail(5)) };
  },
};

const [name, out] = process.argv.slice(2);
Promise.resolve(programs[name]()).then(kept => {
  globalThis.leakProbe = kept;
  v8.writeHeapSnapshot(out);
  process.exit(0);
});
