'use strict';
// A small Express program with a real leak, under load of its own.   node express-app.js FILE
// The leak: `audit` remembers every request for a report that nobody ever asks for, and with it request and response.
const http = require('node:http');
const v8 = require('node:v8');
const express = require('express');

const file = process.argv[2];
const requests = 120;

/** One line of the report, made when somebody asks for it. */
class AuditEntry {
  constructor(req, res) {
    this.at = new Date();
    this.req = req;
    this.res = res;
  }

  line() {
    return `${this.at.toISOString()} ${this.req.method} ${this.req.originalUrl} ${this.res.statusCode}`;
  }
}

const audit = [];
const users = new Map(
  Array.from({ length: 50 }, (_, i) => [String(i), { id: i, name: `user ${i}`, roles: ['reader'] }]),
);

const app = express();
app.use(express.json());
app.use((req, res, next) => {
  audit.push(new AuditEntry(req, res));
  next();
});
app.get('/users/:id', (req, res) => res.json(users.get(req.params.id) ?? {}));
app.get('/report', (req, res) => res.type('text').send(audit.map(entry => entry.line()).join('\n')));
app.post('/users', (req, res) => {
  users.set(String(users.size), req.body);
  res.status(201).json({ count: users.size });
});

function request(port, agent, number) {
  const body =
    number % 4 ? '' : JSON.stringify({ id: number, name: `new user ${number}`, roles: ['reader', 'writer'] });
  const options = {
    port,
    agent,
    method: body ? 'POST' : 'GET',
    path: body ? '/users' : `/users/${number % 50}`,
    headers: { 'content-type': 'application/json' },
  };
  return new Promise((resolve, reject) => {
    http
      .request(options, res => res.resume().on('end', resolve))
      .on('error', reject)
      .end(body);
  });
}

const server = app.listen(0, '127.0.0.1', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  for (let i = 0; i < requests; i += 4)
    await Promise.all([0, 1, 2, 3].map(j => request(server.address().port, agent, i + j)));
  agent.destroy();
  setImmediate(() => {
    v8.writeHeapSnapshot(file);
    process.exit();
  });
});
