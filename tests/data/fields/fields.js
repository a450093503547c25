'use strict';
// One of each kind of object that the engine decodes, under names the tests ask for.   node fields.js FILE [numeric]
const fs = require('node:fs');
const v8 = require('node:v8');
const { EventEmitter } = require('node:events');

const key = { key: 1 };
const collections = () => {
  const map = new Map([
    ['object', { v: 1 }],
    ['true', true],
    ['integer', 5],
    [7, 'seven'],
    [{ of: 'object' }, 2.5],
    ['gone', 1],
  ]);
  map.delete('gone');
  class Cache extends Map {}
  const large = new Map();
  for (let i = 0; i < 100; i++) large.set(`key ${i}`, { i });
  const registry = new FinalizationRegistry(function cleanUp() {});
  registry.register(key, { held: 1 });
  return {
    map,
    large,
    cache: new Cache([['a', key]]),
    set: new Set(['a', { member: 1 }, 1]),
    emptyMap: new Map(),
    emptySet: new Set(),
    weakMap: new WeakMap([[key, { value: 1 }]]),
    weakSet: new WeakSet([key]),
    registry,
    live: new WeakRef(key),
    mixed: [1, true, null, 's', { a: 1 }, 2.5, undefined],
    doubles: [1.5, 2.5, 3.5],
    integers: Array.from({ length: 3 }, (_, i) => i),
    empty: [],
    sparse: (() => {
      const a = [];
      a[50000] = { far: 1 };
      return a;
    })(),
  };
};

class Shape {
  #hidden = { p: 1 };
  constructor() {
    this.first = 1;
    this.object = {};
    this.ratio = 2.5;
    this.yes = true;
    this.last = 7;
  }
  hidden() {
    return this.#hidden;
  }
}
class Integers {
  constructor() {
    this.count = 1;
    this.text = 'some';
    this.size = 2;
  }
}

const scopes = () => {
  const inBlocks = [];
  for (let i = 0; i < 2; i++) {
    const list = [i];
    const owner = { i };
    inBlocks.push(() => [list, owner]);
  }
  for (let i = 0; i < 2; i++) {
    const integer = i;
    const flag = true;
    const object = { i };
    inBlocks.push(() => [integer, flag, object]);
  }
  function outer(argument, number) {
    const local = { local: 1 };
    const nothing = null;
    return function inner() {
      return [argument, number, local, nothing];
    };
  }
  function* numbers() {
    const inGenerator = { g: 1 };
    yield inGenerator;
    yield 2;
  }
  const started = numbers();
  started.next();
  let caught;
  try {
    throw new Error('thrown');
  } catch (problem) {
    caught = () => problem;
  }
  return {
    inBlocks,
    caught,
    inFunction: outer({ given: 1 }, 12),
    bound: outer.bind({ self: 1 }, 'first argument'),
    started,
  };
};

const promises = () => {
  const pending = new Promise(() => {});
  const derived = pending.then(
    function onValue(v) {
      return v;
    },
    function onError() {},
  );
  async function waits() {
    await pending;
  }
  const rejected = Promise.reject(new Error('rejected'));
  rejected.catch(() => {});
  return { pending, derived, waiting: waits(), fulfilled: Promise.resolve({ done: 1 }), rejected, untouched: new Promise(() => {}) };
};

const timers = () => {
  const cleared = setTimeout(() => {}, 4000);
  clearTimeout(cleared);
  return {
    interval: setInterval(function tick() {}, 1234),
    timeout: setTimeout(function late() {}, 5678).unref(),
    immediate: setImmediate(function soon() {}),
    cleared,
  };
};

const errors = () => {
  class OrderError extends Error {}
  const read = new RangeError('read');
  read.stack;
  return { unread: new TypeError('unread'), read, own: new OrderError('own') };
};

const listeners = () => {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  emitter.on('one', function single() {});
  for (let i = 0; i < 20; i++) emitter.on('many', function repeated() {});
  emitter.once('once', function wrapped() {});
  const target = new EventTarget();
  target.addEventListener('change', function changed() {});
  target.addEventListener('change', function again() {});
  const controller = new AbortController();
  controller.signal.addEventListener('abort', function aborted() {});
  return { emitter, target, signal: controller.signal };
};

const buffers = () => {
  const memory = new ArrayBuffer(4096);
  const own = Buffer.alloc(20000);
  return { memory, views: [new Uint8Array(memory, 8, 16), new DataView(memory)], own, part: own.subarray(5, 10), pooled: Buffer.from('pooled'), small: new Uint8Array(8) };
};

const values = () => {
  let rope = 'start of a concatenated string';
  for (let i = 0; i < 5; i++) rope += `, ${i}`;
  const text = Buffer.from(`${process.hrtime.bigint()} `.repeat(500)).toString('latin1');
  return {
    rope,
    text,
    slice: text.slice(10, 100),
    short: `short ${process.pid}`,
    yes: true,
    no: false,
    nothing: null,
    missing: undefined,
    big: 2n ** 80n,
    symbol: Symbol('described'),
    boxed: new String('boxed text'),
    boxedNumber: new Number(4),
    expression: /a(b+)c/gi,
    proxy: new Proxy({ target: 1 }, { get: () => 1 }),
    accessor: {
      get now() {
        return 1;
      },
    },
  };
};

const open = fs.createReadStream(__filename);
const closed = fs.createReadStream(__filename);
closed.on('open', () => closed.destroy());
open.pause();

setTimeout(() => {
  globalThis.fieldsProbe = {
    isFieldsProbe: 'yes',
    key,
    collections: collections(),
    shape: new Shape(),
    numbersOnly: new Integers(),
    scopes: scopes(),
    promises: promises(),
    timers: timers(),
    errors: errors(),
    listeners: listeners(),
    buffers: buffers(),
    values: values(),
    streams: { open, closed },
  };
  setImmediate(() =>
    setTimeout(() => {
      v8.writeHeapSnapshot(process.argv[2], process.argv[3] ? { exposeNumericValues: true } : undefined);
      process.exit();
    }, 20),
  );
}, 100);
