#include "app/cli/subject.h"

#include "app/cli/objectrows.h"
#include "core/graph/topmost.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// Classes of one name from several places in the source count as one here.
std::vector<std::uint32_t> instancesNamed(const Heap& heap, const std::string& name)
{
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c) {
        if ((*heap.classes)[ClassId{c}].name != name)
            continue;
        const auto instances = heap.classes->instances(ClassId{c});
        nodes.insert(nodes.end(), instances.begin(), instances.end());
    }
    std::ranges::sort(nodes);
    return nodes;
}

} // namespace

Subject findSubject(const Heap& heap, const Arguments& arguments, std::string& failure)
{
    Subject subject;
    if (arguments.object.isValid()) {
        const NodeId n = findObject(heap, arguments.object, failure);
        if (!n.isValid())
            return subject;
        subject.nodes.push_back(n.value);
        subject.title = objectTitle(heap, n) + " @" + std::to_string(arguments.object.value);
        return subject;
    }
    subject.isClass = true;
    subject.nodes = instancesNamed(heap, arguments.className);
    subject.title = countText(subject.nodes.size()) + " " + arguments.className;
    if (subject.nodes.empty())
        failure = "There is no class " + quoted(arguments.className) + " in " + quoted(heap.snapshot->info().path) +
                  ". The command classes lists them; a name with spaces or braces needs quotes.";
    return subject;
}

RouteOptions routeOptions(const Heap& heap, const Arguments& arguments, std::string& failure)
{
    RouteOptions options;
    options.weak = arguments.weak;
    options.avoidEngine = arguments.avoidEngine;
    options.avoidNode = arguments.avoidNode;
    for (const ObjectId id : arguments.ignored) {
        const NodeId n = findObject(heap, id, failure);
        if (n.isValid())
            options.ignoredObjects.push_back(n.value);
    }
    return options;
}

void writeSubject(JsonWriter& json, const Heap& heap, const Subject& subject)
{
    json.key("subject").beginObject().member("title", subject.title).member("count", subject.nodes.size());
    json.member("retainedBytes", retainedTogether(*heap.dominators, subject.nodes)).key("id");
    if (subject.isClass)
        json.null();
    else
        json.value(heap.snapshot->objectId(subject.object()).value);
    json.endObject();
}

std::string objectsText(std::uint64_t count)
{
    return count == 0 ? "no object" : countText(count) + (count == 1 ? " object" : " objects");
}

} // namespace heapwise::cli
