'use strict';
// Most of the zoo, captured through the inspector with one of its options.   node variants.js KIND FILE
//   numeric         with numbers as nodes               internals   with V8's own objects, without user roots
//   nonglobalroots  without the globals as user roots   alloc       allocation timeline with stacks (trace_tree)
//   samples         allocation timeline without stacks
const fs = require('node:fs');
const { Session } = require('node:inspector');
const { buildSmall } = require('./zoo.js');

const [kind, file] = process.argv.slice(2);
const session = new Session();
session.connect();
const post = (method, params) =>
  new Promise((resolve, reject) => {
    session.post(`HeapProfiler.${method}`, params, (error, result) =>
      error ? reject(new Error(error.message)) : resolve(result),
    );
  });

/** Runs a capture and writes the chunks that come meanwhile to the file. */
async function capture(method, options) {
  const out = fs.openSync(file, 'w');
  session.on('HeapProfiler.addHeapSnapshotChunk', message => fs.writeSync(out, message.params.chunk));
  await post(method, { reportProgress: false, ...options });
  fs.closeSync(out);
}

const snapshotOptions = {
  numeric: { captureNumericValue: true, exposeNumericValue: true },
  internals: { exposeInternals: true, captureNumericValue: true },
  nonglobalroots: { treatGlobalObjectsAsRoots: false },
};

async function snapshot() {
  global.zoo = buildSmall();
  await new Promise(resolve => setTimeout(resolve, 100));
  await capture('takeHeapSnapshot', snapshotOptions[kind]);
}

function allocateOrders(count) {
  return Array.from({ length: count }, (_, i) => ({ order: i, text: `order ${i}` }));
}
function allocateMaps(count) {
  return allocateOrders(count).map(order => new Map([[order.text, order]]));
}

/** Allocates in slices, so that the timeline has several samples; most of it lives on, some does not. */
async function timeline() {
  await post('startTrackingHeapObjects', { trackAllocations: kind === 'alloc' });
  global.kept = [];
  for (let slice = 0; slice < 6; slice++) {
    if (slice === 1) global.zoo = buildSmall();
    global.kept.push(slice % 2 ? allocateOrders(100) : allocateMaps(50));
    allocateOrders(2000);
    await new Promise(resolve => setTimeout(resolve, 80));
  }
  await capture('stopTrackingHeapObjects');
}

post('enable')
  .then(kind in snapshotOptions ? snapshot : timeline)
  .then(() => process.exit());
