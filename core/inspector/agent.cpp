#include "core/inspector/agent.h"

namespace heapwise::inspector {

QString objectGroup()
{
    return QStringLiteral("heapwise");
}

QString agentSource()
{
    return QStringLiteral(R"js((() => {
  const load = typeof process.getBuiltinModule === 'function' ? name => process.getBuiltinModule(name) : require;
  const v8 = load('v8');
  const { PerformanceObserver, performance } = load('perf_hooks');
  const SILENCE_MS = 30000, MAX_EVENTS = 2000;
  let profiler = null, observer = null, timer = null, events = [], lost = 0;
  let utilization = performance.eventLoopUtilization();

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
  };
  const end = () => {
    if (timer) clearTimeout(timer);
    if (observer) observer.disconnect();
    if (profiler) profiler.stop();
    timer = observer = profiler = null;
    events = [];
    return true;
  };

  newProfiler();
  observer = new PerformanceObserver(list => { try { collected(list); } catch {} });
  observer.observe({ entryTypes: ['gc'] });
  timer = setTimeout(end, SILENCE_MS);
  if (timer.unref) timer.unref();
  return {
    poll() {
      const began = performance.now();
      const alive = timer !== null;
      if (alive) timer.refresh();
      const memory = process.memoryUsage(), heap = v8.getHeapStatistics(), cpu = process.cpuUsage();
      const loop = performance.eventLoopUtilization(utilization);
      utilization = performance.eventLoopUtilization();
      const gc = events;
      events = [];
      const spaces = v8.getHeapSpaceStatistics().map(s => [s.space_name, s.space_size, s.space_used_size]);
      return JSON.stringify({ alive, time: began, origin: performance.timeOrigin, gc, lost, spaces,
        memory: [memory.rss, memory.heapTotal, memory.heapUsed, memory.external, memory.arrayBuffers],
        limit: heap.heap_size_limit, contexts: heap.number_of_native_contexts,
        loop: loop.utilization, cpu: cpu.user + cpu.system, cost: performance.now() - began });
    },
    end
  };
})())js");
}

QString readyProbe()
{
    return QStringLiteral("typeof performance==='object'&&performance.nodeTiming?"
                          "[performance.nodeTiming.bootstrapComplete,process.pid,process.version]:[-2]");
}

QString movePortExpression()
{
    return QStringLiteral(
        "(()=>{const i=process.getBuiltinModule?process.getBuiltinModule('inspector'):require('inspector');"
        "setTimeout(()=>{i.close();i.open(0,'127.0.0.1')},0);return 1})()");
}

QString closeInspectorExpression()
{
    return QStringLiteral("setTimeout(()=>process._debugEnd(),0);0");
}

} // namespace heapwise::inspector
