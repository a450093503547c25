// Cuts what one global object leads to out of a snapshot, so that a few kilobytes of a real file remain.
//   node cutout.mjs FILE.heapsnapshot PROPERTY OUT.heapsnapshot.gz
// All records that remain are those of the file; ids, sizes and locations stay, indexes are renumbered.
import fs from 'node:fs';
import zlib from 'node:zlib';

const [file, property, out] = process.argv.slice(2);
const snapshot = JSON.parse(fs.readFileSync(file, 'utf8'));
const { meta } = snapshot.snapshot;
const field = (fields, name) => fields.indexOf(name);
const stride = meta.node_fields.length;
const at = Object.fromEntries(meta.node_fields.map((name, i) => [name, i]));
const nodeTypes = meta.node_types[at.type];
const edgeTypes = meta.edge_types[field(meta.edge_fields, 'type')];
const { nodes, edges, strings, locations } = snapshot;
const count = nodes.length / stride;

const first = new Uint32Array(count + 1);
for (let n = 0; n < count; n++) first[n + 1] = first[n] + nodes[n * stride + at.edge_count];
const name = n => strings[nodes[n * stride + at.name]];
const edgeName = e => strings[edges[e * 3 + 1]];
const target = e => edges[e * 3 + 2] / stride;
const isType = (e, type) => edgeTypes[edges[e * 3]] === type;

let probe = -1;
for (let n = 0; n < count && probe < 0; n++)
  for (let e = first[n]; e < first[n + 1]; e++)
    if (isType(e, 'property') && edgeName(e) === property) probe = n;
if (probe < 0) throw new Error(`nothing has a property ${property}`);

/** Node's own modules and V8's context are the rest of the heap. */
const isBorder = n =>
  name(n) === 'system / NativeContext' ||
  name(n).startsWith('global') ||
  (nodeTypes[nodes[n * stride + at.type]] === 'code' && !/ScopeInfo|context local names|^\(shared|^[/\w]/.test(name(n)));
const depthLimit = 7;
const kept = new Map([[probe, 0]]);
const queue = [probe];
const keep = (n, depth) => {
  if (kept.has(n) || depth > depthLimit) return;
  kept.set(n, depth);
  queue.push(n);
};
for (let i = 0; i < queue.length; i++) {
  const n = queue[i];
  if (isBorder(n) || first[n + 1] - first[n] > 400) continue;
  const depth = kept.get(n);
  for (let e = first[n]; e < first[n + 1]; e++) {
    const skipped = ['__proto__', 'feedback_cell', 'code', 'constructor', 'source', 'dependent_code', 'previous'];
    const named = !isType(e, 'element') && !isType(e, 'hidden');
    const step = !named ? 1 : skipped.includes(edgeName(e)) ? depthLimit - 1 : edgeName(e) === 'next' ? 0 : 1;
    keep(target(e), Math.max(depth + step, named && edgeName(e) === '__proto__' ? Math.min(depth + 4, depthLimit) : 0));
  }
}
// A list of timers is an element of a table that only Node refers to.
for (let n = 0; n < count; n++)
  for (let e = first[n]; e < first[n + 1]; e++)
    if (isType(e, 'element') && kept.has(target(e)) && name(target(e)) === 'TimersList' && name(n) !== 'Array') kept.set(n, depthLimit);

const order = [0, ...[...kept.keys()].filter(n => n !== 0).sort((a, b) => a - b)];
const place = new Map(order.map((n, i) => [n, i]));
const texts = [];
const textIds = new Map();
const text = id => {
  const value = strings[id];
  if (!textIds.has(value)) textIds.set(value, texts.push(value) - 1);
  return textIds.get(value);
};
const newNodes = [];
const newEdges = [];
for (const n of order) {
  const record = nodes.slice(n * stride, (n + 1) * stride);
  record[at.name] = text(record[at.name]);
  record[at.edge_count] = 0;
  const add = (type, label, to) => {
    newEdges.push(type, label, place.get(to) * stride);
    record[at.edge_count]++;
  };
  if (n === 0) {
    texts.push('probe');
    add(edgeTypes.indexOf('shortcut'), texts.length - 1, probe);
    for (const holder of order.slice(1))
      if (kept.get(holder) === depthLimit) add(edgeTypes.indexOf('element'), record[at.edge_count], holder);
  } else {
    for (let e = first[n]; e < first[n + 1]; e++) {
      if (!place.has(target(e))) continue;
      const numbered = isType(e, 'element') || isType(e, 'hidden');
      add(edges[e * 3], numbered ? edges[e * 3 + 1] : text(edges[e * 3 + 1]), target(e));
    }
  }
  newNodes.push(record);
}
const newLocations = [];
for (let i = 0; i < (locations ?? []).length; i += 4) {
  const n = locations[i] / stride;
  if (place.has(n)) newLocations.push([place.get(n) * stride, ...locations.slice(i + 1, i + 4)]);
}
newLocations.sort((a, b) => a[0] - b[0]);
snapshot.snapshot.node_count = order.length;
snapshot.snapshot.edge_count = newEdges.length / 3;
const lines = (key, values) => `"${key}":[${values}]`;
const body = [
  `{"snapshot":${JSON.stringify(snapshot.snapshot)}`,
  lines('nodes', newNodes.map(r => r.join()).join('\n,')),
  lines('edges', newEdges.join()),
  '"trace_function_infos":[],"trace_tree":[],"samples":[]',
  lines('locations', newLocations.map(r => r.join()).join('\n,')),
  lines('strings', texts.map(t => JSON.stringify(t)).join(',\n')),
].join(',\n');
fs.writeFileSync(out, zlib.gzipSync(`${body}}\n`, { level: 9 }));
console.log(out, order.length, 'of', count, 'objects');
