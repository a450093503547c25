#pragma once

#include "app/cli/arguments.h"
#include "core/analysis/heap.h"
#include "core/analysis/retention/routes.h"
#include "core/report/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise::cli {

/// What a command is asked about: one object, or all instances of the classes of a name.
struct Subject {
    std::vector<std::uint32_t> nodes; ///< ascending; at least one
    bool isClass = false;
    std::string title; ///< "Map @1234", "2,000 UserRecord"

    NodeId object() const { return NodeId{nodes.front()}; }
};

/// Nothing in `nodes` where there is no such object or class; `failure` says so.
Subject findSubject(const Heap& heap, const Arguments& arguments, std::string& failure);

/// --weak and --ignore as routes; `failure` names an object to ignore that is not there.
RouteOptions routeOptions(const Heap& heap, const Arguments& arguments, std::string& failure);

/// The member "subject" that all commands about a subject have.
void writeSubject(JsonWriter& json, const Heap& heap, const Subject& subject);

/// "no object" and "1 object", "2,000 objects".
std::string objectsText(std::uint64_t count);

} // namespace heapwise::cli
