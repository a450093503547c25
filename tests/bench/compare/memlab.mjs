// Opens a snapshot with memlab, dominators and retained sizes included, and counts its objects per class.
//   node --max-old-space-size=... memlab.mjs PEERS FILE
import { createRequire } from 'node:module';
import path from 'node:path';

const [peers, file] = process.argv.slice(2);
const require = createRequire(path.resolve(peers, 'package.json'));
const { getFullHeapFromFile } = createRequire(require.resolve('memlab/package.json'))(
  '@memlab/heap-analysis',
);

const heap = await getFullHeapFromFile(path.resolve(file));
const classes = new Map();
heap.nodes.forEach(node => {
  const total = classes.get(node.name) ?? { count: 0, shallow: 0, retained: 0 };
  total.count++;
  total.shallow += node.self_size;
  total.retained = Math.max(total.retained, node.retainedSize);
  classes.set(node.name, total);
});
console.log(JSON.stringify({ nodes: heap.nodes.length, classes: classes.size }));
process.exit();
