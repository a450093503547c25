#pragma once

#include "core/heap/fields/fieldsink.h"

namespace heapwise {

/// One decoder for each form of object; each adds facts and fields of `n` to the sink and looks at `n` and what is
/// a few references away. Lists are bounded: a damaged file may have circles.
void decodeProperties(FieldSink& sink, NodeId n);
void decodeArray(FieldSink& sink, NodeId n);
void decodeArrayBuffer(FieldSink& sink, NodeId n);
void decodeView(FieldSink& sink, NodeId n);
void decodeFunction(FieldSink& sink, NodeId n);
void decodeBoundFunction(FieldSink& sink, NodeId n);
void decodeScope(FieldSink& sink, NodeId n);
void decodeGenerator(FieldSink& sink, NodeId n);
void decodePromise(FieldSink& sink, NodeId n);
void decodeTimer(FieldSink& sink, NodeId n);
void decodeError(FieldSink& sink, NodeId n);
void decodeWeakRef(FieldSink& sink, NodeId n);
void decodeRegistry(FieldSink& sink, NodeId n);
void decodeEmitter(FieldSink& sink, NodeId n);
void decodeEventTarget(FieldSink& sink, NodeId n);
void decodeStream(FieldSink& sink, NodeId n);
void decodeText(FieldSink& sink, NodeId n);
void decodePrimitive(FieldSink& sink, NodeId n);
void decodeProxy(FieldSink& sink, NodeId n);
void decodeWrapper(FieldSink& sink, NodeId n);
void decodeRegExp(FieldSink& sink, NodeId n);

} // namespace heapwise
