'use strict';
// shop-api: the API server of a small web shop, leaking memory in three ordinary ways.
//
//   node --inspect leaky-server.js                      serve, with customers of its own, until Ctrl+C
//   node leaky-server.js --snapshot shop.heapsnapshot   handle 1,500 requests, write a heap snapshot, exit
//
// Options: --port N (default: any free port), --rate N (requests per second, default 20), --requests N (default 1500).
// Uses Node's own modules only; runs on Node 18 and later.
//
// Each leak is marked "LEAK" beside the line that causes it, with the fix. What is bounded or cleaned up as it should be
// (PageCache, RequestLog, the cleanup timer of Carts) is here too: a profiler has to tell one from the other.

const http = require('node:http');
const v8 = require('node:v8');
const { EventEmitter } = require('node:events');
const { randomUUID } = require('node:crypto');
const { parseArgs } = require('node:util');

// ---- The shop -------------------------------------------------------------------------------------------------------

class Product {
  constructor(id, name, cents) {
    this.id = id;
    this.name = name;
    this.cents = cents;
    this.tags = ['shop', name.split(' ')[1]];
  }
}

/** Everything the shop sells. */
class Catalog {
  constructor() {
    const adjectives = ['Plain', 'Striped', 'Woollen', 'Folding', 'Enamel', 'Oak', 'Copper', 'Linen'];
    const nouns = ['mug', 'lamp', 'chair', 'blanket', 'teapot', 'shelf', 'apron', 'clock', 'basket', 'stool'];
    this.products = new Map();
    for (const adjective of adjectives) {
      for (const noun of nouns) {
        const id = `p${this.products.size + 1}`;
        this.products.set(id, new Product(id, `${adjective} ${noun}`, 900 + this.products.size * 125));
      }
    }
  }

  get(id) { return this.products.get(id); }
  all() { return [...this.products.values()]; }
}

/** Announces a price change now and then: emits 'price' with the product. */
class PriceFeed extends EventEmitter {
  constructor(catalog) {
    super();
    this.catalog = catalog;
    // Node warned "MaxListenersExceededWarning: Possible EventEmitter memory leak detected". Somebody silenced it.
    this.setMaxListeners(0);
  }

  tick(random) {
    const products = this.catalog.all();
    const product = products[Math.floor(random() * products.length)];
    product.cents += random() < 0.5 ? -5 : 5;
    this.emit('price', product);
  }
}

class Session {
  constructor(userAgent) {
    this.id = randomUUID();
    this.userAgent = userAgent;
    this.createdAt = new Date();
    this.viewed = [];
    this.preferences = { currency: 'EUR', language: 'en', newsletter: false };
  }
}

/** The visitors, by the session id in their cookie. */
class SessionStore {
  constructor() {
    this.cache = new Map();
  }

  open(id, userAgent) {
    const known = this.cache.get(id);
    if (known) return known;
    const session = new Session(userAgent);
    // LEAK 1: nothing ever leaves this Map. A visitor without cookies (a crawler, a health check) gets a new session with
    // every request. Fix: delete sessions unused for half an hour, or bound the Map as PageCache below does.
    this.cache.set(session.id, session);
    return session;
  }
}

/** One order on its way, and the parcel service's answers about it so far. */
class OrderTracker {
  constructor(session, items) {
    this.orderId = randomUUID();
    this.session = session;
    this.items = items;
    this.events = [];
  }

  start() {
    // LEAK 2: the interval's handle is dropped, so that no one can clear it: the timer keeps this tracker, its session and
    // its items for ever. Fix: keep the handle and call clearInterval once the order has been delivered.
    setInterval(() => this.poll(), 2000);
  }

  poll() {
    if (this.delivered()) return;
    this.events.push({ at: Date.now(), status: ['packed', 'shipped', 'delivered'][this.events.length] });
  }

  delivered() { return this.events.length === 3; }
}

/** Carts of the last minutes. Healthy: abandoned carts are thrown away by a timer that close() stops. */
class Carts {
  constructor(maxAgeMs = 60_000) {
    this.bySession = new Map();
    this.cleanup = setInterval(() => this.expire(Date.now() - maxAgeMs), 5000);
    this.cleanup.unref();
  }

  add(session, product) {
    const cart = this.bySession.get(session.id) ?? { items: [], touched: 0 };
    cart.items.push({ productId: product.id, cents: product.cents });
    cart.touched = Date.now();
    this.bySession.set(session.id, cart);
    return cart;
  }

  take(session) {
    const cart = this.bySession.get(session.id);
    this.bySession.delete(session.id);
    return cart ? cart.items : [];
  }

  expire(before) {
    for (const [id, cart] of this.bySession) if (cart.touched < before) this.bySession.delete(id);
  }

  close() { clearInterval(this.cleanup); }
}

/** Rendered pages, the most recently used ones. Healthy: holds `limit` pages at most. */
class PageCache {
  constructor(limit) {
    this.limit = limit;
    this.pages = new Map();
  }

  get(key, render) {
    const page = this.pages.get(key) ?? render();
    this.pages.delete(key); // to the end of the Map's order: most recently used
    this.pages.set(key, page);
    if (this.pages.size > this.limit) this.pages.delete(this.pages.keys().next().value);
    return page;
  }
}

/** The last requests, for the status page. Healthy: a ring. */
class RequestLog {
  constructor(size) {
    this.entries = new Array(size).fill(null);
    this.count = 0;
  }

  add(method, path, status) {
    this.entries[this.count++ % this.entries.length] = { method, path, status };
  }
}

// ---- The API --------------------------------------------------------------------------------------------------------

/** What a page needs while it is being made: lives as long as the request, or should. */
class RequestContext {
  constructor(session, product) {
    this.session = session;
    this.product = product;
    this.html = '';
    this.trace = [`session ${session.id}`, `product ${product.id}`];
  }
}

function renderProduct({ product, session }) {
  const review = `<p>The ${product.name.toLowerCase()} everybody asks for: as described, well packed, here in two days.</p>`;
  return [
    `<!doctype html><title>${product.name}</title><h1>${product.name}</h1>`,
    `<p class="price">${(product.cents / 100).toFixed(2)} ${session.preferences.currency}</p>`,
    `<nav>Lately viewed: ${session.viewed.slice(-5).join(', ')}</nav>`,
    ...new Array(40).fill(review),
    `<footer>Visit ${session.id} since ${session.createdAt.toISOString()}</footer>`,
  ].join('\n');
}

class ShopApi {
  constructor() {
    this.catalog = new Catalog();
    this.priceFeed = new PriceFeed(this.catalog);
    this.sessions = new SessionStore();
    this.carts = new Carts();
    this.pages = new PageCache(5);
    this.log = new RequestLog(100);
    this.server = http.createServer((req, res) => this.handle(req, res));
  }

  handle(req, res) {
    const [, area, id] = req.url.split('/');
    const session = this.sessions.open(/sid=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1], req.headers['user-agent']);
    res.setHeader('set-cookie', `sid=${session.id}`);
    const { status, body } = this.route(`${req.method} ${area}`, session, id);
    this.log.add(req.method, req.url, status);
    res.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  route(action, session, id) {
    const product = this.catalog.get(id);
    switch (action) {
      case 'GET products': return product ? this.productPage(session, product) : { status: 404, body: 'No such product' };
      case 'GET tags': return this.list(id);
      case 'POST cart': return product ? this.addToCart(session, product) : { status: 404, body: 'No such product' };
      case 'POST checkout': return this.checkout(session);
      default: return { status: 404, body: 'Not found' };
    }
  }

  list(tag) {
    const render = () => this.catalog.all().filter(p => p.tags.includes(tag)).map(p => ({ id: p.id, name: p.name }));
    return { status: 200, body: this.pages.get(tag, render) };
  }

  productPage(session, product) {
    const context = new RequestContext(session, product);
    // LEAK 3: one more listener with every page; each one keeps its context, and with it the page and the session.
    // Fix: remove the listener when the response is finished (priceFeed.off), or look the price up when rendering.
    this.priceFeed.on('price', function refreshPage(changed) {
      if (changed === context.product) context.html = renderProduct(context);
    });
    context.html = renderProduct(context);
    session.viewed.push(product.id);
    return { status: 200, body: context.html };
  }

  addToCart(session, product) {
    return { status: 201, body: { items: this.carts.add(session, product).items.length } };
  }

  checkout(session) {
    const order = new OrderTracker(session, this.carts.take(session));
    order.start();
    return { status: 202, body: { orderId: order.orderId } };
  }

  listen(port) {
    return new Promise(resolve => this.server.listen(port, '127.0.0.1', () => resolve(this.server.address().port)));
  }
}

// ---- The customers --------------------------------------------------------------------------------------------------

/** The same numbers in every run (mulberry32), so that two runs can be compared. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Visits the shop over HTTP: half are crawlers without cookies, the others come back and sometimes buy something. */
class Customers {
  constructor(port, random) {
    this.port = port;
    this.random = random;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
    this.cookies = new Array(40).fill('');
    this.requests = 0;
  }

  async visit() {
    this.requests++;
    const product = `p${1 + Math.floor(this.random() * 80)}`;
    const tag = ['mug', 'lamp', 'chair', 'blanket', 'teapot', 'shelf', 'apron'][Math.floor(this.random() * 7)];
    if (this.random() < 0.5) return this.request('GET', `/products/${product}`, '', 'ExampleBot/2.1 (+https://bot.example)');
    const who = Math.floor(this.random() * this.cookies.length);
    const what = this.random();
    const [method, path] = what < 0.4 ? ['GET', `/products/${product}`] : what < 0.6 ? ['GET', `/tags/${tag}`]
      : what < 0.85 ? ['POST', `/cart/${product}`] : ['POST', '/checkout'];
    const cookie = await this.request(method, path, this.cookies[who], 'Mozilla/5.0 (X11; Linux x86_64)');
    this.cookies[who] = cookie;
  }

  /** Resolves with the cookie that the shop set. */
  request(method, path, cookie, userAgent) {
    return new Promise((resolve, reject) => {
      const headers = { 'user-agent': userAgent, ...(cookie && { cookie }) };
      const req = http.request({ port: this.port, host: '127.0.0.1', method, path, agent: this.agent, headers }, res => {
        res.resume();
        res.on('end', () => resolve(res.headers['set-cookie']?.[0] ?? ''));
      });
      req.on('error', reject);
      req.end();
    });
  }
}

// ---- Running it -----------------------------------------------------------------------------------------------------

async function takeSnapshot(shop, customers, requests, file) {
  for (let i = 0; i < requests; i++) {
    await customers.visit();
    if (i % 10 === 0) shop.priceFeed.tick(customers.random);
  }
  customers.agent.destroy();
  // From a callback of its own, so that nothing counts as reachable only because this function is still running.
  setImmediate(() => {
    v8.writeHeapSnapshot(file, { exposeNumericValues: true });
    console.log(`${file}: the heap after ${customers.requests} requests`);
    process.exit();
  });
}

function serveUntilStopped(shop, customers, port, rate) {
  console.log(`shop-api (process ${process.pid}) listens on http://127.0.0.1:${port}, ${rate} requests per second`);
  setInterval(() => customers.visit().catch(error => console.error(error.message)), 1000 / rate);
  setInterval(() => shop.priceFeed.tick(customers.random), 1000);
  setInterval(() => {
    const megabytes = (process.memoryUsage().heapUsed / 1e6).toFixed(1);
    console.log(`${customers.requests} requests, ${shop.sessions.cache.size} sessions, heap ${megabytes} MB`);
  }, 10_000);
}

async function main() {
  const { values } = parseArgs({ options: {
    snapshot: { type: 'string' },
    port: { type: 'string', default: '0' },
    rate: { type: 'string', default: '20' },
    requests: { type: 'string', default: '1500' },
  } });
  const shop = new ShopApi();
  const port = await shop.listen(Number(values.port));
  const customers = new Customers(port, seededRandom(2024));
  if (values.snapshot) await takeSnapshot(shop, customers, Number(values.requests), values.snapshot);
  else serveUntilStopped(shop, customers, port, Number(values.rate));
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
