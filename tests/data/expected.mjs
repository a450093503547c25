// Chrome DevTools' answers for one snapshot, as JSON on standard output.   node expected.mjs ORACLE FILE
// ORACLE: see README.md. Where DevTools itself fails on the file, the rules' independent implementation answers ("source": "spec").
import crypto from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [oracle, file] = process.argv.slice(2);
const load = name => import(pathToFileURL(path.resolve(oracle, name)).href);

const hash = array =>
  crypto
    .createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
    .slice(0, 16);
const byRetained = (a, b) => b.retained - a.retained || (a.key < b.key ? -1 : 1);

/** One hash per column over all nodes in file order. Classes are numbered in the order in which they first appear. */
function hashColumns({ id, self, dom, dist, ret, cls, det }) {
  const numbers = new Map();
  const classes = Uint32Array.from(
    cls,
    name => numbers.get(name) ?? (numbers.set(name, numbers.size), numbers.size - 1),
  );
  return {
    id_u32: hash(Uint32Array.from(id)),
    self_u32: hash(Uint32Array.from(self)),
    dom_u32: hash(Uint32Array.from(dom)),
    dist_i32: hash(Int32Array.from(dist)),
    ret_f64: hash(Float64Array.from(ret)),
    cls_u32: hash(classes),
    det_u8: hash(Uint8Array.from(det)),
  };
}

async function fromDevTools() {
  const { load: open, Model } = await load('devtools-lib.mjs');
  const snapshot = await open(file);
  const node = snapshot.createNode(0);
  const nodes = Array.from({ length: snapshot.nodeCount }, (_, ordinal) => {
    node.nodeIndex = ordinal * snapshot.nodeFieldCount;
    return { id: node.id(), self: node.selfSize(), cls: node.className(), det: node.detachedness() };
  });
  const column = name => nodes.map(n => n[name]);
  const aggregates = Object.entries(snapshot.aggregatesWithFilter(new Model.NodeFilter()));
  return {
    source: 'devtools',
    totalSize: snapshot.totalSize,
    statistics: snapshot.getStatistics(),
    hashes: hashColumns({
      id: column('id'),
      self: column('self'),
      cls: column('cls'),
      det: column('det'),
      dom: snapshot.dominatorsTree,
      dist: snapshot.nodeDistances,
      ret: snapshot.retainedSizes,
    }),
    classes: aggregates
      .map(([key, a]) => ({
        key,
        name: a.name,
        count: a.count,
        shallow: a.self,
        retained: a.maxRet,
        distance: a.distance,
      }))
      .sort(byRetained),
  };
}

function fromSpec(profile, r) {
  const extra = profile.snapshot.extra_native_bytes ?? 0;
  const totalSize = r.ret[r.rootO] + extra;
  return {
    source: 'spec',
    totalSize,
    statistics: statistics(profile, r, totalSize, extra),
    hashes: hashColumns({
      id: r.id,
      self: r.self,
      cls: r.cls,
      det: r.det,
      dom: r.idom,
      dist: r.dist,
      ret: r.ret,
    }),
    classes: [...r.agg].map(([key, a]) => ({ key, ...a })).sort(byRetained),
  };
}

/** The sums of DevTools' Statistics view, over the attributed sizes. */
function statistics(profile, { N, self, type, nt, name, S }, total, extra) {
  const arrayElements = elementsOfArrays(profile);
  const sum = { native: extra, typedArrays: 0, code: 0, jsArrays: 0, strings: 0, hidden: 0 };
  for (let i = 0; i < N; i++) {
    const kind = nt[type[i]];
    if (kind === 'hidden' || kind === 'native' || kind === 'code') sum[kind] += self[i];
    else if (kind.endsWith('string')) sum.strings += self[i];
    else if (S[name[i]] === 'Array')
      sum.jsArrays += self[i] + (arrayElements.has(i) ? self[arrayElements.get(i)] : 0);
    if (kind === 'native' && S[name[i]] === 'system / JSArrayBufferData') sum.typedArrays += self[i];
  }
  return {
    total,
    native: { total: sum.native, typedArrays: sum.typedArrays },
    v8heap: {
      total: total - sum.native,
      code: sum.code,
      jsArrays: sum.jsArrays,
      strings: sum.strings,
      system: sum.hidden,
    },
  };
}

/** For each node with an internal edge "elements" to a node that nothing else refers to: that node. */
function elementsOfArrays({ snapshot: { meta }, nodes, edges, strings }) {
  const width = meta.node_fields.length;
  const countAt = meta.node_fields.indexOf('edge_count');
  const internal = meta.edge_types[0].indexOf('internal');
  const retainers = new Uint32Array(nodes.length / width);
  for (let e = 0; e < edges.length; e += 3) retainers[edges[e + 2] / width]++;
  const elements = new Map();
  for (let i = 0, e = 0; i < retainers.length; i++) {
    for (const end = e + 3 * nodes[i * width + countAt]; e < end; e += 3) {
      if (edges[e] === internal && strings[edges[e + 1]] === 'elements' && !elements.has(i))
        elements.set(i, edges[e + 2] / width);
    }
  }
  return new Map([...elements].filter(([, to]) => retainers[to] === 1));
}

/**
 * DevTools keeps its table by the printed key, so that of two classes that print alike (the closures and an object class called
 * "Function") one hides the other. The rules merge them: such a class gets the merged numbers, and DevTools' own in `devtools`.
 */
function mergeHidden(answer, spec) {
  const merged = new Map(spec.classes.map(c => [c.key, c]));
  answer.classes = answer.classes
    .map(({ key, name, ...numbers }) => {
      const { key: k, name: n, ...expected } = merged.get(key);
      return {
        key,
        name,
        ...expected,
        ...(JSON.stringify(numbers) !== JSON.stringify(expected) && { devtools: numbers }),
      };
    })
    .sort(byRetained);
}

const { parse, analyse } = await load('spec.mjs');
const profile = parse(file);
const spec = fromSpec(profile, analyse(profile));
let answer = spec;
try {
  answer = await fromDevTools();
  mergeHidden(answer, spec);
  for (const { name, count, devtools } of answer.classes) {
    if (devtools?.count >= count) throw new Error(`DevTools and the rules disagree on class ${name}`);
    if (devtools) console.error(`${path.basename(file)}: DevTools hides a part of class ${name}`);
  }
  for (const part of ['totalSize', 'statistics', 'hashes']) {
    if (JSON.stringify(answer[part]) !== JSON.stringify(spec[part]))
      throw new Error(`DevTools and the rules disagree on ${part}`);
  }
  if (answer.classes.length !== spec.classes.length)
    throw new Error('DevTools and the rules disagree on the classes');
} catch (error) {
  if (answer !== spec) throw error;
  console.error(`${path.basename(file)}: DevTools fails (${error.message}); these are the rules' answers`);
}
const { node_fields: nodeFields, edge_fields: edgeFields } = profile.snapshot.meta;
const { source, totalSize, ...rest } = answer;
const totals = {
  nodes: profile.nodes.length / nodeFields.length,
  edges: profile.edges.length / edgeFields.length,
  strings: profile.strings.length,
  totalSize,
};
process.stdout.write(JSON.stringify({ source, totals, ...rest }), () => process.exit()); // DevTools' ports are still open
