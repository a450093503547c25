#include "ui/views/snapshot/overview/patternhelp.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace heapwise::ui {
namespace {

struct HelpRow {
    LeakPattern pattern;
    std::array<const char*, 4> lines;
    const char* before;
    const char* after;
};

// clang-format off
constexpr HelpRow kHelp[] = {
    {LeakPattern::ListenerAccumulation,
     {QT_TRANSLATE_NOOP("Overview", "An emitter that lives long keeps every listener, and each listener keeps all that its function can see."),
      QT_TRANSLATE_NOOP("Overview", "A listener that is added per request or connection needs its counterpart where that request ends."),
      QT_TRANSLATE_NOOP("Overview", "Remove it with off(), or give addEventListener() a signal that is aborted at the end."),
      QT_TRANSLATE_NOOP("Overview", "once() alone does not help: when the event never comes, its wrapper stays the same way.")},
     "function handle(req, res) {\n  feed.on('price', p => res.write(p));\n}",
     "function handle(req, res) {\n  const onPrice = p => res.write(p);\n  feed.on('price', onPrice);\n  res.on('close', () => feed.off('price', onPrice));\n}"},
    {LeakPattern::UnboundedCache,
     {QT_TRANSLATE_NOOP("Overview", "A collection at the top of a module lives as long as the process, with all that is in it."),
      QT_TRANSLATE_NOOP("Overview", "Keys made from data have no natural end: users, sessions, URLs, ids."),
      QT_TRANSLATE_NOOP("Overview", "Bound it by size or age, or delete the entry where its subject ends."),
      QT_TRANSLATE_NOOP("Overview", "A WeakMap helps where the key is an object that goes by itself; it takes no strings.")},
     "const cache = new Map();\nfunction get(id) {\n  if (!cache.has(id)) cache.set(id, load(id));\n  return cache.get(id);\n}",
     "const cache = new LRUCache({ max: 1000, ttl: 60_000 });\nfunction get(id) {\n  if (!cache.has(id)) cache.set(id, load(id));\n  return cache.get(id);\n}"},
    {LeakPattern::ForgottenInterval,
     {QT_TRANSLATE_NOOP("Overview", "Node keeps each active timer, and the timer keeps its function with all it sees, this included."),
      QT_TRANSLATE_NOOP("Overview", "Nobody else needs to refer to the object: the timer alone keeps it."),
      QT_TRANSLATE_NOOP("Overview", "Keep what setInterval() returns and clear it where the owner ends."),
      QT_TRANSLATE_NOOP("Overview", "unref() lets the process end, but frees nothing while it runs.")},
     "class Poller {\n  constructor() {\n    setInterval(() => this.poll(), 1000);\n  }\n}",
     "class Poller {\n  #timer = setInterval(() => this.poll(), 1000);\n  close() {\n    clearInterval(this.#timer);\n  }\n}"},
    {LeakPattern::ClosureScope,
     {QT_TRANSLATE_NOOP("Overview", "All functions made in one call share one scope. It holds each variable that any of them names."),
      QT_TRANSLATE_NOOP("Overview", "So a small callback keeps what only its sibling uses; with direct eval, it keeps everything."),
      QT_TRANSLATE_NOOP("Overview", "Take what is needed out of the large value before the function is made, or make it elsewhere."),
      QT_TRANSLATE_NOOP("Overview", "A variable that no inner function names is not kept, however large it is.")},
     "function start(data) {\n  const log = () => console.log(data);\n  return () => data.length;\n}",
     "function start(data) {\n  return counter(data.length);\n}\nconst counter = length => () => length;"},
    {LeakPattern::UnclosedStream,
     {QT_TRANSLATE_NOOP("Overview", "An open file, socket or response is kept by its handle until it ends or is destroyed."),
      QT_TRANSLATE_NOOP("Overview", "Streams that are never read do not end, and an error in one does not close the others."),
      QT_TRANSLATE_NOOP("Overview", "Use pipeline(), which destroys all of them; end each response on each way out."),
      QT_TRANSLATE_NOOP("Overview", "Requests in flight look the same: compare with how many there should be.")},
     "const file = fs.createReadStream(path);\nfile.pipe(res);",
     "const file = fs.createReadStream(path);\nawait pipeline(file, res);"},
    {LeakPattern::StreamBacklog,
     {QT_TRANSLATE_NOOP("Overview", "write() takes everything; what cannot be sent yet waits in memory."),
      QT_TRANSLATE_NOOP("Overview", "It returns false above the high-water mark, and push() does the same on the other side."),
      QT_TRANSLATE_NOOP("Overview", "Wait for drain, or let pipeline() do it."),
      QT_TRANSLATE_NOOP("Overview", "A larger high-water mark only moves the moment.")},
     "for (const row of rows)\n  out.write(row);",
     "for (const row of rows)\n  if (!out.write(row)) await once(out, 'drain');"},
    {LeakPattern::DeadWeakRefs,
     {QT_TRANSLATE_NOOP("Overview", "A WeakRef lets its target go, but is itself an object that stays, with its key."),
      QT_TRANSLATE_NOOP("Overview", "A cache of WeakRefs so grows with every key it has ever seen."),
      QT_TRANSLATE_NOOP("Overview", "Take the entry out with a FinalizationRegistry."),
      QT_TRANSLATE_NOOP("Overview", "Checking deref() when reading frees the entries that are read again, and no others.")},
     "cache.set(key, new WeakRef(value));",
     "const gone = new FinalizationRegistry(key => {\n  if (!cache.get(key)?.deref()) cache.delete(key);\n});\ncache.set(key, new WeakRef(value));\ngone.register(value, key);"},
    {LeakPattern::LargeBuffer,
     {QT_TRANSLATE_NOOP("Overview", "The memory of a Buffer is outside the heap, and goes when the last view of it goes."),
      QT_TRANSLATE_NOOP("Overview", "A slice is a view: sixteen bytes of it keep the whole block, and small Buffers share a pool."),
      QT_TRANSLATE_NOOP("Overview", "Copy what is kept for long with Buffer.copyBytesFrom(), and let go of the rest."),
      QT_TRANSLATE_NOOP("Overview", "The heap limit does not count this memory: the process grows while the heap stays small.")},
     "headers.push(message.subarray(0, 16));",
     "headers.push(Buffer.copyBytesFrom(message, 0, 16));"},
    {LeakPattern::DuplicateStrings,
     {QT_TRANSLATE_NOOP("Overview", "Each text that is parsed or decoded is a new string, also when there is an equal one."),
      QT_TRANSLATE_NOOP("Overview", "Names of countries, units and states repeat in every record that is kept."),
      QT_TRANSLATE_NOOP("Overview", "Look them up in a Map of the values there are, and keep the one from there."),
      QT_TRANSLATE_NOOP("Overview", "For texts that differ each time, such a Map is itself a leak.")},
     "rows.push(JSON.parse(line));",
     "const row = JSON.parse(line);\nrow.country = shared(row.country);\nrows.push(row);"},
    {LeakPattern::PinnedStrings,
     {QT_TRANSLATE_NOOP("Overview", "slice(), substring() and matches refer to the string they are taken from and keep all of it."),
      QT_TRANSLATE_NOOP("Overview", "Thirty characters of a page so keep the page."),
      QT_TRANSLATE_NOOP("Overview", "Copy what is kept for long, for example through a Buffer."),
      QT_TRANSLATE_NOOP("Overview", "Pieces under 13 characters are copied anyway.")},
     "ids.push(page.slice(start, end));",
     "ids.push(Buffer.from(page.slice(start, end)).toString());"},
    {LeakPattern::GrowingArray,
     {QT_TRANSLATE_NOOP("Overview", "An array or list at the top of a module keeps each object that was ever put into it."),
      QT_TRANSLATE_NOOP("Overview", "Queues grow when they are filled faster than they are emptied, histories when nothing ends them."),
      QT_TRANSLATE_NOOP("Overview", "Bound the length, slow the producer down, or store what is old elsewhere."),
      QT_TRANSLATE_NOOP("Overview", "A long queue after a burst is normal; compare two snapshots.")},
     "history.push(event);",
     "history.push(event);\nif (history.length > 1000) history.shift();"},
    {LeakPattern::PromiseChain,
     {QT_TRANSLATE_NOOP("Overview", "Each await and then() leaves a reaction in its promise, which keeps the waiting function's variables."),
      QT_TRANSLATE_NOOP("Overview", "On a promise that never settles they pile up; Promise.race() adds one per call to each loser."),
      QT_TRANSLATE_NOOP("Overview", "Give waiting an end: a timeout or an AbortSignal that rejects, and race against short-lived promises."),
      QT_TRANSLATE_NOOP("Overview", "A promise that nobody holds is freed with its reactions, settled or not.")},
     "await Promise.race([job(), shutdown]);",
     "const done = new AbortController();\nawait Promise.race([job(), aborted(signal, done)])\n  .finally(() => done.abort());"},
    {LeakPattern::ModuleCopy,
     {QT_TRANSLATE_NOOP("Overview", "Deleting from require.cache frees nothing: the parent keeps every copy in module.children."),
      QT_TRANSLATE_NOOP("Overview", "ES modules imported with a changed query are never freed at all."),
      QT_TRANSLATE_NOOP("Overview", "Reload data by reading files, and code by starting a worker or process anew."),
      QT_TRANSLATE_NOOP("Overview", "Two copies through two versions of one package are another matter.")},
     "delete require.cache[require.resolve('./conf')];\nconst conf = require('./conf');",
     "const conf = JSON.parse(\n  await readFile('./conf.json', 'utf8'));"},
    {LeakPattern::AsyncContext,
     {QT_TRANSLATE_NOOP("Overview", "Timers, sockets and promises made during run() keep the store of that call as long as they live."),
      QT_TRANSLATE_NOOP("Overview", "A connection pool or interval made in the first request so keeps that request."),
      QT_TRANSLATE_NOOP("Overview", "Make what lives long outside: with storage.exit(), or before the first request."),
      QT_TRANSLATE_NOOP("Overview", "Keep small things in stores: an id instead of the request.")},
     "storage.run({ req }, () => {\n  setInterval(report, 60_000);\n});",
     "storage.run({ id: req.id }, () => {\n  storage.exit(() => setInterval(report, 60_000));\n});"},
    {LeakPattern::UnclosedPort,
     {QT_TRANSLATE_NOOP("Overview", "A port with a listener is kept open by Node, and both ends of a channel keep each other."),
      QT_TRANSLATE_NOOP("Overview", "Messages wait until somebody listens; they are outside the heap and of any size."),
      QT_TRANSLATE_NOOP("Overview", "Close one end when the exchange is over, and terminate workers that are done."),
      QT_TRANSLATE_NOOP("Overview", "Message sizes are not in a snapshot: watch rss beside it.")},
     "const { port1, port2 } = new MessageChannel();\nworker.postMessage({ port2 }, [port2]);\nport1.on('message', done);",
     "port1.once('message', result => {\n  done(result);\n  port1.close();\n});"},
    {LeakPattern::RetainedErrors,
     {QT_TRANSLATE_NOOP("Overview", "An error remembers its calls as objects until stack is read for the first time."),
      QT_TRANSLATE_NOOP("Overview", "Those keep the functions, their code, and what they see."),
      QT_TRANSLATE_NOOP("Overview", "Keep the message, or read stack before an error is stored."),
      QT_TRANSLATE_NOOP("Overview", "Bound the list of errors: one that repeats fills it.")},
     "failures.push(error);",
     "failures.push({ message: error.message,\n                stack: error.stack });"},
    {LeakPattern::Accumulation,
     {QT_TRANSLATE_NOOP("Overview", "Much memory hangs on this one object, and is spread over many below it."),
      QT_TRANSLATE_NOOP("Overview", "That may be right: a program has its data somewhere."),
      QT_TRANSLATE_NOOP("Overview", "Take a second snapshot later and compare: what grows and should not is the leak."),
      QT_TRANSLATE_NOOP("Overview", "Retainers show which single reference to give up.")},
     "const state = { items: [] };\nstate.items.push(item);",
     "const state = { items: new Set() };\nstate.items.add(item);\n// and where the item is done:\nstate.items.delete(item);"},
};
// clang-format on

} // namespace

PatternHelp helpFor(LeakPattern pattern)
{
    const auto row =
        std::find_if(std::begin(kHelp), std::end(kHelp), [pattern](const HelpRow& r) { return r.pattern == pattern; });
    PatternHelp help;
    for (const char* const line : row->lines)
        help.lines << QCoreApplication::translate("Overview", line);
    help.before = QString::fromUtf8(row->before);
    help.after = QString::fromUtf8(row->after);
    return help;
}

} // namespace heapwise::ui
