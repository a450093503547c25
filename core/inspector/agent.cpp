#include "core/inspector/agent.h"

namespace heapwise::inspector {

QString objectGroup()
{
    return QStringLiteral("heapwise");
}

namespace {

// Where the program stands, as the stack says it. A hook of the program's own for stacks is not called.
QString insideBuiltinSource()
{
    return QStringLiteral(R"js(() => {
  const own = name => Object.getOwnPropertyDescriptor(Error, name);
  const hook = own('prepareStackTrace'), limit = own('stackTraceLimit');
  const restore = (name, before) => before ? Object.defineProperty(Error, name, before) : delete Error[name];
  try {
    Error.stackTraceLimit = 1000;
    Error.prepareStackTrace = (error, frames) => frames;
    const frames = new Error().stack;
    return Array.isArray(frames) && frames.some(f => String(f.getFileName()).startsWith('node:internal/bootstrap/'));
  } catch {
    return false;
  } finally {
    try { restore('prepareStackTrace', hook); restore('stackTraceLimit', limit); } catch {}
  }
})js");
}

QString samplerSource()
{
    return QStringLiteral(R"js(load => {
  const v8 = load('v8');
  const { PerformanceObserver, performance } = load('perf_hooks');
  const SILENCE_MS = 30000, MAX_EVENTS = 2000, MAX_SAMPLES = 200, RARELY = 5;
  const IDLE_SHARE = 0.005, IDLE_BYTES = 256 * 1024;
  let profiler = null, observer = null, silence = null, ticker = null;
  let events = [], samples = [], lost = 0, spent = 0, every = 0, askedEvery = 0, asked = 0;
  let last = -Infinity, due = Infinity, taken = 0;
  let isIdle = false, used = 0, needsRss = true, memory = process.memoryUsage();
  let loop = performance.eventLoopUtilization();

  const unref = timer => { if (timer.unref) timer.unref(); return timer; };
  const newProfiler = () => {
    if (!v8.GCProfiler) return;
    profiler = new v8.GCProfiler();
    profiler.start();
  };
  const takeRecords = () => {
    if (!profiler) return [];
    const result = profiler.stop();
    newProfiler();
    return result ? result.statistics : [];
  };
  const add = (entry, record) => {
    if (events.length >= MAX_EVENTS) { events.shift(); lost++; }
    const { kind, flags } = entry.detail || entry;
    events.push([kind, flags, entry.startTime, entry.duration,
      record ? record.beforeGC.heapStatistics.usedHeapSize : null,
      record ? record.afterGC.heapStatistics.usedHeapSize : null]);
  };
  const collected = list => {
    const entries = list.getEntries(), records = takeRecords();
    const paired = records.length === entries.length;
    entries.forEach((entry, i) => add(entry, paired ? records[i] : null));
    if (isIdle && performance.now() - last >= every) tick(); // it is no more
  };
  const take = began => {
    const heap = v8.getHeapStatistics(), cpu = process.cpuUsage(), { idle, active } = performance.eventLoopUtilization();
    const busy = active - loop.active, waited = idle - loop.idle;
    loop = { idle, active };
    // Being asked is some milliseconds of work, and some kilobytes.
    isIdle = busy <= IDLE_SHARE * (busy + waited) && Math.abs(heap.used_heap_size - used) < IDLE_BYTES;
    used = heap.used_heap_size;
    // What else there is reads files, for the resident size, and array buffers do not change without external memory.
    if (needsRss || heap.external_memory !== memory.external || taken % RARELY === 0) memory = process.memoryUsage();
    taken++;
    if (samples.length >= MAX_SAMPLES) samples.shift();
    samples.push([began, needsRss ? memory.rss : null, heap.total_heap_size, heap.used_heap_size, heap.external_memory,
      memory.arrayBuffers, heap.heap_size_limit, heap.number_of_native_contexts,
      busy + waited > 0 ? busy / (busy + waited) : 0, cpu.user + cpu.system, spent, Math.max(0, began - due),
      ...v8.getHeapSpaceStatistics().map(space => space.space_used_size)]);
    last = began;
  };
  // Waking up costs more than a sample. The one that is due when we are asked is taken then; should nobody ask, the timer
  // is there a little later. One in which nothing would be new is not taken before we are asked, and needs no timer: Node
  // wakes up for those that were cleared, too.
  const plan = () => {
    if (ticker) clearTimeout(ticker);
    const soon = last + every, next = asked + askedEvery, isNear = Math.abs(soon - next) <= every / 2;
    due = isIdle ? Infinity : isNear ? next + 1.1 * every : soon;
    ticker = isIdle ? null : unref(setTimeout(tick, due - performance.now()));
  };
  const tick = () => {
    try {
      const began = performance.now();
      take(began);
      plan();
      spent += performance.now() - began;
    } catch {}
  };
  const end = () => {
    if (silence) clearTimeout(silence);
    if (ticker) clearTimeout(ticker);
    if (observer) observer.disconnect();
    if (profiler) profiler.stop();
    silence = ticker = observer = profiler = null;
    events = [];
    samples = [];
    return true;
  };
  const spaces = v8.getHeapSpaceStatistics().map(space => space.space_name);
  newProfiler();
  observer = new PerformanceObserver(list => { try { collected(list); } catch {} });
  observer.observe({ entryTypes: ['gc'] });
  silence = unref(setTimeout(end, SILENCE_MS));
  return {
    poll(everyMs, askedEveryMs, isFresh, wantsRss) {
      const began = performance.now(), alive = silence !== null;
      every = everyMs;
      askedEvery = askedEveryMs;
      asked = began;
      needsRss = wantsRss;
      if (isFresh || !samples.length || began - last > every / 2) take(began);
      if (alive) {
        silence.refresh();
        plan();
      }
      const answer = JSON.stringify({ alive, now: began, origin: performance.timeOrigin, gc: events, lost, spaces,
        samples, isIdle });
      events = [];
      samples = [];
      spent += performance.now() - began;
      return answer;
    },
    end
  };
})js");
}

} // namespace

QString agentSource()
{
    return QStringLiteral(R"js((() => {
  const BUSY_MS = 1000;
  const load = typeof process.getBuiltinModule === 'function' ? name => process.getBuiltinModule(name) : require;
  const makeSampler = %1;
  const insideBuiltin = %2;
  const asked = Date.now();
  let sampler = null, ended = false;
  const begin = () => { if (!sampler && !ended) sampler = makeSampler(load); };
  const turn = setTimeout(() => { try { begin(); } catch {} }, 0);
  if (turn.unref) turn.unref();
  return {
    poll(...how) {
      if (!sampler && (Date.now() - asked < BUSY_MS || insideBuiltin())) return '{"starting":true}';
      begin();
      return sampler.poll(...how);
    },
    end() {
      ended = true;
      clearTimeout(turn);
      return sampler ? sampler.end() : true;
    }
  };
})())js")
        .arg(samplerSource(), insideBuiltinSource());
}

QString readyProbe()
{
    return QStringLiteral("(%1)()?[0]:typeof performance==='object'&&performance.nodeTiming?"
                          "[performance.nodeTiming.bootstrapComplete,process.pid,process.version]:[-2]")
        .arg(insideBuiltinSource());
}

QString movePortExpression()
{
    return QStringLiteral(
        "(()=>{const load=process.getBuiltinModule?name=>process.getBuiltinModule(name):require;"
        "setTimeout(()=>{try{const i=load('inspector');i.close();i.open(0,'127.0.0.1')}catch{}},0);return 1})()");
}

QString closeInspectorExpression()
{
    return QStringLiteral("setTimeout(()=>process._debugEnd(),0);0");
}

} // namespace heapwise::inspector
