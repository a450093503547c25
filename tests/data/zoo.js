'use strict';
// At least one of every kind of object that V8 and Node put into a heap snapshot.   node zoo.js FILE
// build() returns them in one object; variants.js takes most of them with other capture options.
const fs = require('node:fs');
const http = require('node:http');
const vm = require('node:vm');
const zlib = require('node:zlib');
const crypto = require('node:crypto');
const { AsyncLocalStorage } = require('node:async_hooks');
const { EventEmitter } = require('node:events');

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const parsed = text => JSON.parse(JSON.stringify(text)); // a string of its own, equal to others but not the same object
const forever = 2 ** 30;

/** Own classes: inheritance, private fields, statics, and two classes of one name from two places. */
function classes() {
  class Vehicle {
    static #made = new Map();
    #serial;
    constructor(serial) {
      this.#serial = { serial };
      this.wheels = 4;
      Vehicle.#made.set(serial, this.constructor.name);
    }
    serial() {
      return this.#serial;
    }
  }
  class Tram extends Vehicle {
    constructor(i) {
      super(`tram ${i}`);
      this.line = i % 12;
      this.stops = ['depot', `stop ${i}`];
    }
  }
  class Bike extends Vehicle {
    constructor(i) {
      super(`bike ${i}`);
      this.wheels = 2;
      this[Symbol.for('lock')] = `lock ${i}`;
    }
  }
  const here = (() => {
    class Twin {
      constructor() {
        this.left = 1;
      }
    }
    return times(8, () => new Twin());
  })();
  const there = (() => {
    class Twin {
      constructor() {
        this.right = [1];
      }
    }
    return times(9, () => new Twin());
  })();
  return {
    vehicles: times(60, i => (i % 3 ? new Tram(i) : new Bike(i))),
    here,
    there,
    Vehicle,
    factory: class {
      static unit = { one: 1 };
      me = () => this;
    },
  };
}

/** Plain objects: shapes shared by many, sub- and supersets of one another, odd and very long names, dictionaries. */
function plainObjects() {
  const odd = () => ({ 'a,b': 1, 'c"d': 2, "e'f": 3, '{g}': 4 });
  const long = i => ({
    [`a_very_long_property_name_${'x'.repeat(70)}`]: i,
    [`one_more_of_them_${'y'.repeat(70)}`]: i,
    last: i,
  });
  const dictionary = {};
  for (let i = 0; i < 400; i++) dictionary[`key${i}`] = { i };
  for (let i = 0; i < 100; i++) delete dictionary[`key${i}`];
  const ring = { next: null };
  ring.next = { back: ring };
  return {
    points: times(150, i => ({ x: i + 0.5, y: i, label: `point ${i % 10}` })),
    shapes: times(90, i =>
      i % 3 === 0
        ? { kind: 'circle', r: i }
        : i % 3 === 1
          ? { kind: 'box', w: i, h: 2 }
          : { kind: 'box', w: i, h: 2, at: { i } },
    ),
    odd: [odd(), odd()],
    long: times(6, long),
    bare: Object.create(null),
    empty: {},
    indexed: { 0: 'zero', 7: 'seven', name: 'n' },
    dictionary,
    ring,
    frozen: Object.freeze({ f: [1, 2] }),
    accessor: {
      get now() {
        return 1;
      },
      set now(v) {},
    },
    symbols: { [Symbol('own')]: { s: 1 }, [Symbol.iterator]: null },
    values: { yes: true, no: false, nothing: null, missing: undefined, small: 7, big: 1e300 },
  };
}

/** Flat, concatenated, sliced, external, two-byte and cut strings; duplicates; characters that are hard on a parser. */
function strings() {
  let concatenated = 'start';
  for (let i = 0; i < 300; i++) concatenated += `,${i}`;
  const text = `${crypto.randomBytes(8).toString('hex')} `.repeat(3000);
  return {
    concatenated,
    text,
    sliced: [text.slice(10, 400), text.slice(1000, 30000)],
    external: Buffer.alloc(1.5 * 1024 * 1024, 'x').toString('latin1'),
    duplicates: times(60, i => parsed(`the same again ${i % 6} é ☃`)),
    cut: times(6, i => parsed('L'.repeat(3000) + (i % 2))), // alike in their first 1,024 characters, which is all a file holds
    hard: [
      '\0 nul',
      '\u{1f600} pair',
      '\ud800 lone high',
      '\udc00 lone low',
      'tab\tnewline\nquote"backslash\\',
      '\u2028',
      '日本語'.repeat(40),
    ],
  };
}

function collections() {
  const map = new Map(times(120, i => [`k${i}`, { v: i }]));
  for (let i = 0; i < 40; i++) map.delete(`k${i * 2}`);
  const keys = times(30, i => ({ key: i }));
  const shared = { held: 'by two keys' };
  const weakMap = new WeakMap(keys.map((k, i) => [k, { payload: new Array(10).fill(i) }]));
  const chained = new WeakMap([
    [keys[0], shared],
    [keys[1], shared],
    [shared, keys[2]],
  ]);
  const registry = new FinalizationRegistry(() => {});
  registry.register(keys[0], { heldValue: 1 }, keys[1]);
  const holey = [1, , 3];
  const sparse = [];
  sparse[50000] = { far: 1 };
  return {
    map,
    byObject: new Map(keys.slice(0, 5).map(k => [k, k])),
    set: new Set(times(40, i => i * 1.5)),
    emptyMap: new Map(),
    emptySet: new Set(),
    keys,
    weakMap,
    chained,
    weakSet: new WeakSet(keys),
    weakRefs: keys.slice(0, 5).map(k => new WeakRef(k)),
    dead: new WeakRef({}),
    registry,
    arrays: {
      holey,
      sparse,
      nested: [[[[1]]]],
      doubles: times(50, i => i / 3),
      mixed: [1, 1.5, 'a', null, {}, [], undefined, true, 10n ** 30n],
    },
    iterators: [
      map.entries(),
      new Set([1]).values(),
      [1][Symbol.iterator](),
      'ab'[Symbol.iterator](),
      'a1'.matchAll(/\d/g),
    ],
  };
}

/** Closures over function and block scopes, generators and async functions in mid-flight, promises. */
function code() {
  const closures = [];
  for (let i = 0; i < 30; i++) {
    const block = new Array(10).fill(i);
    closures.push(
      () => block.length,
      function named() {
        return [block, closures];
      },
    );
  }
  const sibling = (() => {
    const big = new Array(500).fill(0);
    const reader = () => big;
    return { reader, tiny: () => 1 };
  })();
  function* numbers() {
    const local = { inGenerator: [1] };
    yield 1;
    yield local;
  }
  const started = numbers();
  started.next();
  async function* stream() {
    const local = { inAsyncGenerator: 1 };
    yield 1;
    yield local;
  }
  const asyncStarted = stream();
  asyncStarted.next();
  const never = times(10, () => new Promise(() => {}));
  const waiting = times(10, async i => {
    const local = new Array(20).fill(i);
    await never[0];
    return local;
  });
  const evaluated = eval('const inEval = { e: 1 }; () => inEval'); // eslint-disable-line no-eval
  return {
    closures,
    sibling,
    started,
    asyncStarted,
    never,
    waiting,
    chained: never.map(p =>
      p.then(
        v => v,
        e => e,
      ),
    ),
    settled: Promise.resolve({ done: 1 }),
    bound: closures[1].bind({ self: 1 }, 'argument'),
    args: (function () {
      return arguments;
    })(1, {}),
    evaluated,
    built: new Function('a', 'return a'),
    proxy: new Proxy({ target: 1 }, { get: (o, k) => o[k] }),
    revocable: Proxy.revocable({}, {}),
  };
}

function builtIns() {
  const expression = /a(b+)c/gi;
  expression.exec('xabbc');
  return {
    expression,
    date: new Date(0),
    error: new Error('one'),
    aggregate: new AggregateError([new TypeError('two')], 'three'),
    boxed: [new Number(1), new String('s'), new Boolean(true), Object(Symbol('b')), Object(1n)],
    bigint: 2n ** 200n,
    intl: new Intl.NumberFormat('en'),
    url: new URL('https://user@shop.example:8080/p?q=1#h'),
    query: new URLSearchParams('a=1&b=2'),
    self: globalThis,
    wasm: new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
    wasmMemory: new WebAssembly.Memory({ initial: 1 }),
    wasmTable: new WebAssembly.Table({ initial: 2, element: 'anyfunc' }),
  };
}

/** Memory outside the heap: pooled and own buffers, several views of one ArrayBuffer, shared memory. */
function binary() {
  const memory = new ArrayBuffer(64 * 1024);
  const shared = new SharedArrayBuffer(4096);
  return {
    pooled: times(5, i => Buffer.from(`pooled ${i}`)),
    own: Buffer.alloc(200 * 1024),
    slice: Buffer.alloc(100 * 1024).subarray(5, 10),
    memory,
    views: [new Uint8Array(memory, 8, 16), new Float64Array(memory), new DataView(memory)],
    shared,
    sharedView: new Int32Array(shared),
    typed: [new Uint8Array(16), new Float32Array(2000), new BigInt64Array(4)],
  };
}

/** Node's own objects, and what is usually leaked through them. */
function node() {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  for (let i = 0; i < 40; i++) {
    const payload = { listener: i };
    emitter.on('change', () => payload);
  }
  emitter.once('end', () => emitter);
  const storage = new AsyncLocalStorage();
  const controller = new AbortController();
  controller.signal.addEventListener('abort', () => emitter);
  const timers = [
    setInterval(function poll() {
      return emitter;
    }, forever),
    setTimeout(() => controller, forever),
    storage.run({ store: 1 }, () => setTimeout(() => {}, forever)),
  ];
  timers.forEach(t => t.unref());
  const cleared = setTimeout(() => emitter, forever);
  clearTimeout(cleared);
  const { port1, port2 } = new MessageChannel();
  port1.on('message', () => {}).unref();
  const context = vm.createContext({ visible: { a: 1 } });
  vm.runInContext(
    'class Inside { constructor() { this.q = 1; } } var inside = new Inside(), list = new Array(100).fill({}); function f() { return list; }',
    context,
  );
  return {
    emitter,
    storage,
    controller,
    timers,
    cleared,
    ports: [port1, port2],
    context,
    script: new vm.Script('1 + 1'),
    target: new EventTarget(),
    streams: times(3, () => fs.createReadStream(__filename).on('error', () => {})),
    server: http.createServer((req, res) => res.end()),
    hash: crypto.createHash('sha256'),
    key: crypto.createSecretKey(Buffer.alloc(32)),
    gzip: zlib.createGzip(),
    decoder: new TextDecoder(),
    blob: new Blob(['text'.repeat(50)]),
    readable: new ReadableStream({
      start(c) {
        c.enqueue('x');
      },
    }),
    headers: new Headers({ a: 'b' }),
  };
}

/** The language's objects, without those for which Node loads more modules of its own: a third of the size. */
exports.buildSmall = () => ({
  classes: classes(),
  plainObjects: plainObjects(),
  strings: strings(),
  collections: collections(),
  code: code(),
  binary: binary(),
});

exports.build = () => ({ ...exports.buildSmall(), builtIns: builtIns(), node: node() });

if (require.main === module) {
  global.zoo = exports.build();
  setTimeout(() => {
    // files are open by then, and this callback holds nothing
    require('node:v8').writeHeapSnapshot(process.argv[2]);
    process.exit();
  }, 100);
}
