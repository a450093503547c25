// Opens a snapshot as DevTools' Memory panel does: one worker parses and processes, a second one computes dominators, then the
// class table is asked for.   node --max-old-space-size=... devtools.mjs WORKER FILE   (WORKER: made by bundle.mjs)
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const [workerFile, file] = process.argv.slice(2);

/** The client's side of the worker's protocol: numbered calls, each answered once. */
class WorkerClient {
  constructor() {
    this.calls = new Map();
    this.lastCallId = 0;
    this.worker = new Worker(pathToFileURL(path.resolve(workerFile)));
    this.worker.on('message', message => {
      const call = this.calls.get(message.callId);
      this.calls.delete(message.callId);
      if (call) message.error ? call.reject(new Error(message.error)) : call.resolve(message.result);
    });
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('error', reject);
      this.worker.once('message', resolve); // 'workerReady'
    });
  }

  post(disposition, fields, transfer) {
    const callId = ++this.lastCallId;
    return new Promise((resolve, reject) => {
      this.calls.set(callId, { resolve, reject });
      this.worker.postMessage({ callId, disposition, ...fields }, transfer);
    });
  }

  call(objectId, methodName, ...methodArguments) {
    return this.post('method', { objectId, methodName, methodArguments });
  }
}

const loader = 1;
const snapshot = 2;
const main = new WorkerClient();
await main.ready;
await main.post('createLoader', { objectId: loader });
for await (const chunk of fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 10_000_000 })) {
  await main.call(loader, 'write', chunk);
}
await main.call(loader, 'close');

const second = new WorkerClient();
await second.ready;
const { port1, port2 } = new MessageChannel();
await second.post('setupForSecondaryInit', { objectId: loader }, [port2]);
await main.post(
  'factory',
  { objectId: loader, methodName: 'buildSnapshot', methodArguments: [], newObjectId: snapshot },
  [port1],
);
const { totalSize, nodeCount } = await main.call(snapshot, 'updateStaticData');
const classes = await main.call(snapshot, 'aggregatesWithFilter', {});
console.log(JSON.stringify({ nodes: nodeCount, totalSize, classes: Object.keys(classes).length }));
process.exit();
