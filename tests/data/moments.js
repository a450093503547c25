'use strict';
// Three moments of one process that grows.   node moments.js FILE   writes FILE-1, FILE-2 and FILE-3
// The leak: `sessions` forgets no session, and each has a listener on `prices` and a socket that is still open. The
// table of `rates` is filled once, before the second moment. `jobs` come and go.
const { EventEmitter } = require('node:events');
const net = require('node:net');
const v8 = require('node:v8');

const file = process.argv[2];

class Session {
  constructor(id, socket) {
    this.id = id;
    this.socket = socket;
    this.cart = { items: [`item ${id}`], currency: 'EUR', total: `${id}.00` };
  }
}

class Job {
  constructor(number) {
    this.title = `job ${number}`;
  }
}

const sessions = new Map();
const rates = new Map();
const prices = new EventEmitter().setMaxListeners(0);
let jobs = [];

function open(id, socket) {
  const session = new Session(id, socket);
  sessions.set(id, session);
  prices.on('price', function onPrice(price) {
    session.cart.total = price;
  });
}

function connect(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket));
    socket.unref();
  });
}

async function pass(moment, port) {
  for (let i = 0; i < 40; ++i)
    open(`${moment}-${i}`, i < 4 ? await connect(port) : null);
  jobs = Array.from({ length: 60 }, (_, i) => new Job(moment * 1000 + i));
  if (moment === 2)
    for (let i = 0; i < 400; ++i) rates.set(`rate ${i}`, { from: `from ${i}`, to: `to ${i}` });
}

const accepted = [];
const server = net.createServer(socket => accepted.push(socket));
server.listen(0, '127.0.0.1', async () => {
  for (const moment of [1, 2, 3]) {
    await pass(moment, server.address().port);
    await new Promise(resolve => setTimeout(resolve, 50));
    v8.writeHeapSnapshot(`${file}-${moment}`);
  }
  process.exit(jobs.length === 60 ? 0 : 1);
});
