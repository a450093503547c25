#include "core/heap/fields/decode.h"

#include "core/heap/fields/collections.h"
#include "core/heap/fields/decoders.h"

namespace heapwise {

namespace {

bool hasLink(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    return namedEdge(snapshot, n, EdgeType::Internal, name) != kNoEdge;
}

bool hasProperty(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    return namedEdge(snapshot, n, EdgeType::Property, name) != kNoEdge;
}

/// By what only such objects have; prototypes have the names, too, but not the links.
ObjectForm formByLinks(const Snapshot& snapshot, NodeId n)
{
    using enum ObjectForm;
    if (const NodeId table = internalLink(snapshot, n, "table"); table.isValid()) {
        const auto layout = hashTableOf(snapshot, table);
        return layout ? layout->form : Plain;
    }
    if (hasLink(snapshot, n, "buffer"))
        return View;
    if (hasLink(snapshot, n, "backing_store"))
        return ArrayBuffer;
    if (hasLink(snapshot, n, "bound_function"))
        return BoundFunction;
    if (hasLink(snapshot, n, "parameters_and_registers"))
        return Generator;
    if (hasLink(snapshot, n, "reactions_or_result"))
        return Promise;
    return Plain;
}

bool isPrototype(const Snapshot& snapshot, NodeId n)
{
    return hasProperty(snapshot, n, "constructor");
}

ObjectForm formByName(const Snapshot& snapshot, NodeId n)
{
    using enum ObjectForm;
    constexpr std::pair<std::string_view, ObjectForm> kNames[] = {{"Array", Array},
                                                                  {"system / Context", Scope},
                                                                  {"WeakRef", WeakRef},
                                                                  {"Timeout", Timer},
                                                                  {"Immediate", Timer},
                                                                  {"FinalizationRegistry", FinalizationRegistry},
                                                                  {"ArrayBuffer", ArrayBuffer},
                                                                  {"Promise", Promise},
                                                                  {"Number", Wrapper},
                                                                  {"String", Wrapper},
                                                                  {"Boolean", Wrapper},
                                                                  {"Symbol", Wrapper},
                                                                  {"BigInt", Wrapper}};
    for (const auto& [name, form] : kNames)
        if (isNamed(snapshot, n, name))
            return form;
    return Plain;
}

/// By properties and ancestors: what Node's own classes and programs' subclasses have.
ObjectForm formByProperties(const Snapshot& snapshot, NodeId n)
{
    using enum ObjectForm;
    if (inherits(snapshot, n, "Error"))
        return Error;
    if (hasProperty(snapshot, n, "_events")) {
        const bool isFile = hasProperty(snapshot, n, "path") &&
                            (isNamed(snapshot, n, "ReadStream") || isNamed(snapshot, n, "WriteStream"));
        return isFile ? Stream : Emitter;
    }
    if (hasProperty(snapshot, n, "<symbol kEvents>"))
        return EventTarget;
    const NodeId elements = internalLink(snapshot, n, "elements");
    return elements.isValid() && inherits(snapshot, n, "Array") ? Array : Plain;
}

ObjectForm formOfObject(const Snapshot& snapshot, NodeId n)
{
    if (const ObjectForm form = formByLinks(snapshot, n); form != ObjectForm::Plain)
        return form;
    if (isPrototype(snapshot, n))
        return ObjectForm::Plain;
    if (const ObjectForm form = formByName(snapshot, n); form != ObjectForm::Plain)
        return form;
    return formByProperties(snapshot, n);
}

void decodeForm(FieldSink& sink, NodeId n)
{
    switch (sink.object().form) {
    case ObjectForm::Map:
    case ObjectForm::Set:
    case ObjectForm::WeakMap: {
        const NodeId table = internalLink(sink.snapshot(), n, "table");
        const auto layout = hashTableOf(sink.snapshot(), table);
        if (layout && layout->form == ObjectForm::WeakMap)
            decodeWeakTable(sink, table, *layout);
        else if (layout)
            decodeTable(sink, table, *layout);
        return decodeProperties(sink, n);
    }
    case ObjectForm::Array:
        return decodeArray(sink, n);
    case ObjectForm::ArrayBuffer:
        return decodeArrayBuffer(sink, n);
    case ObjectForm::View:
        return decodeView(sink, n);
    case ObjectForm::Function:
        return decodeFunction(sink, n);
    case ObjectForm::BoundFunction:
        return decodeBoundFunction(sink, n);
    case ObjectForm::Scope:
        return decodeScope(sink, n);
    case ObjectForm::Generator:
        return decodeGenerator(sink, n);
    case ObjectForm::Promise:
        return decodePromise(sink, n);
    case ObjectForm::Timer:
        return decodeTimer(sink, n);
    case ObjectForm::Error:
        return decodeError(sink, n);
    case ObjectForm::WeakRef:
        return decodeWeakRef(sink, n);
    case ObjectForm::FinalizationRegistry:
        return decodeRegistry(sink, n);
    case ObjectForm::Emitter:
        return decodeEmitter(sink, n);
    case ObjectForm::EventTarget:
        return decodeEventTarget(sink, n);
    case ObjectForm::Stream:
        return decodeStream(sink, n);
    case ObjectForm::Text:
        return decodeText(sink, n);
    case ObjectForm::Primitive:
        return decodePrimitive(sink, n);
    case ObjectForm::Proxy:
        return decodeProxy(sink, n);
    case ObjectForm::Wrapper:
        return decodeWrapper(sink, n);
    case ObjectForm::RegExp:
        return decodeRegExp(sink, n);
    case ObjectForm::Plain:
        return decodeProperties(sink, n);
    }
}

} // namespace

ObjectForm formOf(const Snapshot& snapshot, NodeId n)
{
    const NodeType type = snapshot.type(n);
    if (isTextType(type))
        return ObjectForm::Text;
    if (type == NodeType::Object)
        return formOfObject(snapshot, n);
    if (type == NodeType::Closure)
        return hasLink(snapshot, n, "bound_function") ? ObjectForm::BoundFunction : ObjectForm::Function;
    if (type == NodeType::RegExp)
        return ObjectForm::RegExp;
    if (type == NodeType::Number || type == NodeType::BigInt || type == NodeType::Symbol)
        return ObjectForm::Primitive;
    if (type == NodeType::Hidden && isNamed(snapshot, n, "system / JSProxy"))
        return ObjectForm::Proxy;
    return ObjectForm::Plain;
}

DecodedObject decodeObject(const Snapshot& snapshot, const Retainers* retainers, NodeId n, std::size_t limit,
                           const Progress& progress)
{
    FieldSink sink(snapshot, retainers, limit, progress);
    sink.object().form = formOf(snapshot, n);
    decodeForm(sink, n);
    return sink.take();
}

std::string primitiveText(const Snapshot& snapshot, NodeId n)
{
    switch (oddballOf(snapshot, n)) {
    case Oddball::True:
        return "true";
    case Oddball::False:
        return "false";
    case Oddball::Null:
        return "null";
    case Oddball::Undefined:
        return "undefined";
    default:
        return recordedNumber(snapshot, n);
    }
}

} // namespace heapwise
