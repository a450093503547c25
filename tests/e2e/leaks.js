// Leaks of several kinds, each with a class of its own, in a snapshot: node leaks.js FILE
'use strict';
const { EventEmitter } = require('events');
const v8 = require('v8');

class Cached { constructor(i) { this.text = 'cached ' + i; } }
class Registered { constructor(i) { this.text = 'registered ' + i; } }
class Polled { constructor() { this.rows = []; setInterval(() => { this.rows.push(1); }, 1234); } }
class Listening { constructor(i) { this.text = 'listening ' + i; } }
class Waiting { constructor(i) { this.text = 'waiting ' + i; } }
class Payload { constructor(i) { this.text = 'payload ' + i; } }
class ListNode { constructor(i, next) { this.payload = new Payload(i); this.next = next; } }
class Shared { constructor() { this.text = 'shared'; } }

const cache = new Map();
const bus = new EventEmitter().setMaxListeners(0);
const forever = new Promise(() => {});
const first = {}, second = {};
let head = null;
globalThis.registry = {};

function subscribe(subject) {
  bus.on('data', function onData() { return subject; });
}
async function wait(subject) {
  await forever;
  return subject;
}
for (let i = 0; i < 300; i++) {
  cache.set('key:' + i, new Cached(i));
  registry['name' + i] = new Registered(i);
  new Polled();
  subscribe(new Listening(i));
  wait(new Waiting(i));
  head = new ListNode(i, head);
}
first.held = second.kept = new Shared();
exports.keep = () => [cache, bus, forever, head, first, second];

setImmediate(() => {
  v8.writeHeapSnapshot(process.argv[2]);
  process.exit(0);
});
