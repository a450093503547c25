#include "core/analysis/userobjects.h"

#include "core/heap/fields/links.h"
#include "core/heap/logicalsizes.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace heapwise {

namespace {

constexpr std::size_t kUserObjectsStopEvery = 65536;

/// Properties that V8 and Node themselves put on the global object. Sorted.
constexpr std::string_view kGlobals[] = {"AbortController",
                                         "AbortSignal",
                                         "AggregateError",
                                         "Array",
                                         "ArrayBuffer",
                                         "AsyncDisposableStack",
                                         "Atomics",
                                         "BigInt",
                                         "BigInt64Array",
                                         "BigUint64Array",
                                         "Blob",
                                         "Boolean",
                                         "BroadcastChannel",
                                         "Buffer",
                                         "ByteLengthQueuingStrategy",
                                         "CloseEvent",
                                         "CompressionStream",
                                         "CountQueuingStrategy",
                                         "Crypto",
                                         "CryptoKey",
                                         "CustomEvent",
                                         "DOMException",
                                         "DataView",
                                         "Date",
                                         "DecompressionStream",
                                         "DisposableStack",
                                         "Error",
                                         "ErrorEvent",
                                         "EvalError",
                                         "Event",
                                         "EventSource",
                                         "EventTarget",
                                         "File",
                                         "FinalizationRegistry",
                                         "Float16Array",
                                         "Float32Array",
                                         "Float64Array",
                                         "FormData",
                                         "Function",
                                         "Headers",
                                         "Infinity",
                                         "Int16Array",
                                         "Int32Array",
                                         "Int8Array",
                                         "Intl",
                                         "Iterator",
                                         "JSON",
                                         "Map",
                                         "Math",
                                         "MessageChannel",
                                         "MessageEvent",
                                         "MessagePort",
                                         "NaN",
                                         "Navigator",
                                         "Number",
                                         "Object",
                                         "Performance",
                                         "PerformanceEntry",
                                         "PerformanceMark",
                                         "PerformanceMeasure",
                                         "PerformanceObserver",
                                         "PerformanceObserverEntryList",
                                         "PerformanceResourceTiming",
                                         "Promise",
                                         "Proxy",
                                         "RangeError",
                                         "ReadableByteStreamController",
                                         "ReadableStream",
                                         "ReadableStreamBYOBReader",
                                         "ReadableStreamBYOBRequest",
                                         "ReadableStreamDefaultController",
                                         "ReadableStreamDefaultReader",
                                         "ReferenceError",
                                         "Reflect",
                                         "RegExp",
                                         "Request",
                                         "Response",
                                         "Set",
                                         "SharedArrayBuffer",
                                         "Storage",
                                         "String",
                                         "SubtleCrypto",
                                         "SuppressedError",
                                         "Symbol",
                                         "SyntaxError",
                                         "Temporal",
                                         "TextDecoder",
                                         "TextDecoderStream",
                                         "TextEncoder",
                                         "TextEncoderStream",
                                         "TransformStream",
                                         "TransformStreamDefaultController",
                                         "TypeError",
                                         "URIError",
                                         "URL",
                                         "URLPattern",
                                         "URLSearchParams",
                                         "Uint16Array",
                                         "Uint32Array",
                                         "Uint8Array",
                                         "Uint8ClampedArray",
                                         "WeakMap",
                                         "WeakRef",
                                         "WeakSet",
                                         "WebAssembly",
                                         "WebSocket",
                                         "WritableStream",
                                         "WritableStreamDefaultController",
                                         "WritableStreamDefaultWriter",
                                         "__proto__",
                                         "atob",
                                         "btoa",
                                         "clearImmediate",
                                         "clearInterval",
                                         "clearTimeout",
                                         "console",
                                         "constructor",
                                         "crypto",
                                         "decodeURI",
                                         "decodeURIComponent",
                                         "encodeURI",
                                         "encodeURIComponent",
                                         "escape",
                                         "eval",
                                         "fetch",
                                         "gc",
                                         "global",
                                         "globalThis",
                                         "isFinite",
                                         "isNaN",
                                         "localStorage",
                                         "navigator",
                                         "parseFloat",
                                         "parseInt",
                                         "performance",
                                         "process",
                                         "queueMicrotask",
                                         "require",
                                         "sessionStorage",
                                         "setImmediate",
                                         "setInterval",
                                         "setTimeout",
                                         "structuredClone",
                                         "undefined",
                                         "unescape"};

bool isBuiltInGlobal(const std::string& name)
{
    if (name.starts_with("get ") || name.starts_with("set ")) // accessors are listed with their halves
        return isBuiltInGlobal(name.substr(4));
    return name.starts_with("<symbol") || std::ranges::binary_search(kGlobals, std::string_view(name));
}

class UserObjectFinder {
public:
    UserObjectFinder(const Snapshot& snapshot, const ScriptNames& scripts, const Progress& progress)
        : m_snapshot(snapshot)
        , m_scripts(scripts)
        , m_progress(progress)
        , m_isSeed(snapshot.nodeCount())
        , m_isEngines(snapshot.nodeCount())
    {}

    /// 1. What is the program's by its place in the source, and the scopes its functions see.
    /// 2. What the program gave to modules and the global object.
    /// 3. All that Node and V8 reach without going through those.
    /// 4. What is reached from those and not so.
    BitSet find()
    {
        seedByPlace();
        seedHandedOver();
        markEngines();
        return markProgram();
    }

private:
    bool stopAt(std::size_t i) const { return i % kUserObjectsStopEvery == 0 && m_progress.stopRequested(); }

    void seed(NodeId n)
    {
        if (n.isValid() && !isEngineType(m_snapshot.type(n)) && m_isSeed.insert(n.value))
            m_seeds.push_back(n.value);
    }

    void seedByPlace()
    {
        std::size_t seen = 0;
        for (const NodeLocation& at : m_snapshot.locations()) {
            if (stopAt(++seen))
                return;
            const Location& place = at.location;
            const NodeId node{at.node};
            if (!isUserScript(m_scripts.name(place.scriptId)))
                continue;
            const bool isFunction = m_snapshot.type(node) == NodeType::Closure;
            if (isFunction && place.line == 0 && place.column == 0)
                continue; // the function Node makes of a whole file
            seed(node);
            if (isFunction)
                seedScopes(internalLink(m_snapshot, node, "context"));
        }
    }

    void seedScopes(NodeId scope)
    {
        constexpr int kDeepest = 256;
        for (int depth = 0; depth < kDeepest && scope.isValid(); ++depth) {
            if (m_snapshot.type(scope) != NodeType::Object || m_isSeed.test(scope.value))
                return; // V8's own outermost scope is hidden; a known one has known ones around it
            seed(scope);
            scope = internalLink(m_snapshot, scope, "previous");
        }
    }

    bool isGlobal(NodeId n) const
    {
        return m_snapshot.type(n) == NodeType::Object &&
               m_snapshot.strings().startsWith(m_snapshot.nameId(n), "global");
    }

    void seedHandedOver()
    {
        for (std::uint32_t i = 0; i < m_snapshot.nodeCount(); ++i) {
            if (stopAt(i))
                return;
            const NodeId n{i};
            if (m_snapshot.type(n) != NodeType::Object)
                continue;
            if (isGlobal(n))
                seedGlobals(n);
            else if (isNamed(m_snapshot, n, "Module"))
                seedExports(n);
        }
    }

    void seedGlobals(NodeId global)
    {
        forEachEdge(m_snapshot, global, [&](EdgeIndex e) {
            const NodeId target = m_snapshot.edgeTarget(e);
            if (m_snapshot.edgeType(e) != EdgeType::Property || isBuiltInGlobal(m_snapshot.edgeName(e)))
                return;
            // A built-in of a version this list does not know is a function without a file of the program.
            if (m_snapshot.type(target) != NodeType::Closure)
                seed(target);
        });
        m_globals.insert(global.value);
    }

    void seedExports(NodeId module)
    {
        const NodeId exports = propertyLink(m_snapshot, module, "exports");
        if (!exports.isValid() || m_snapshot.type(exports) != NodeType::Object)
            return;
        bool isEmpty = true;
        forEachEdge(m_snapshot, exports, [&](EdgeIndex e) {
            const EdgeType type = m_snapshot.edgeType(e);
            isEmpty &=
                !(type == EdgeType::Element || (type == EdgeType::Property && m_snapshot.edgeName(e) != "__proto__"));
        });
        if (!isEmpty)
            seed(exports);
    }

    /// Roots that a running program is on: what they hold is not the engine's for that.
    bool isRunning(NodeId n) const
    {
        return m_snapshot.type(n) == NodeType::Synthetic &&
               (isNamed(m_snapshot, n, "(Stack roots)") || isNamed(m_snapshot, n, "(Handle scope)") ||
                isNamed(m_snapshot, n, "(Handle scopes)"));
    }

    bool isFollowed(NodeId source, EdgeIndex e) const
    {
        const EdgeType type = m_snapshot.edgeType(e);
        if (type == EdgeType::Weak || m_isSeed.test(m_snapshot.edgeTarget(e).value))
            return false;
        const bool isGlobal = m_globals.count(source.value) != 0;
        if (isGlobal && type == EdgeType::Internal) // its store leads to the same values without their names
            return m_snapshot.edgeName(e) != "properties";
        // V8 keeps WeakMap pairs as references of the key and of the table: neither makes the value the engine's.
        return type != EdgeType::Internal || !isWeakMapPair(e);
    }

    /// "3 / part of key (...".
    bool isWeakMapPair(EdgeIndex e) const
    {
        constexpr std::size_t kLongestNumber = 12;
        const std::string_view name = m_snapshot.strings().raw(StringId{m_snapshot.edgeNameOrIndex(e)});
        return name.substr(0, 32).find(" / part of key (") < kLongestNumber;
    }

    void markEngines()
    {
        std::vector<std::uint32_t> pending{m_snapshot.root().value};
        m_isEngines.set(m_snapshot.root().value);
        for (std::size_t seen = 1; !pending.empty(); ++seen) {
            if (stopAt(seen))
                return;
            const NodeId n{pending.back()};
            pending.pop_back();
            if (isRunning(n) ||
                (m_snapshot.type(n) == NodeType::Hidden && isNamed(m_snapshot, n, "system / PropertyCell")))
                continue;
            forEachEdge(m_snapshot, n, [&](EdgeIndex e) {
                const std::uint32_t target = m_snapshot.edgeTargets()[e];
                if (isFollowed(n, e) && m_isEngines.insert(target))
                    pending.push_back(target);
            });
        }
    }

    /// Code and shapes lead to sources and prototypes of everything: they are not gone through.
    BitSet markProgram()
    {
        BitSet visited(m_snapshot.nodeCount()), result(m_snapshot.nodeCount());
        std::vector<std::uint32_t> pending = m_seeds;
        for (const std::uint32_t n : m_seeds)
            visited.set(n);
        for (std::size_t seen = 1; !pending.empty(); ++seen) {
            if (stopAt(seen))
                break;
            const NodeId n{pending.back()};
            pending.pop_back();
            const NodeType type = m_snapshot.type(n);
            if (type == NodeType::Code || type == NodeType::ObjectShape || type == NodeType::Synthetic)
                continue;
            if (type != NodeType::Hidden)
                result.set(n.value);
            forEachEdge(m_snapshot, n, [&](EdgeIndex e) {
                const std::uint32_t target = m_snapshot.edgeTargets()[e];
                if (m_snapshot.edgeType(e) != EdgeType::Weak && !m_isEngines.test(target) && visited.insert(target))
                    pending.push_back(target);
            });
        }
        return result;
    }

    const Snapshot& m_snapshot;
    const ScriptNames& m_scripts;
    const Progress& m_progress;
    BitSet m_isSeed;
    BitSet m_isEngines;
    std::vector<std::uint32_t> m_seeds;
    std::unordered_set<std::uint32_t> m_globals;
};

} // namespace

bool isUserScript(std::string_view name)
{
    return !name.empty() && !name.starts_with("node:") && !name.starts_with("internal/") && name != "native";
}

BitSet findUserObjects(const Snapshot& snapshot, const ScriptNames& scripts, const Progress& progress)
{
    return UserObjectFinder(snapshot, scripts, progress).find();
}

} // namespace heapwise
