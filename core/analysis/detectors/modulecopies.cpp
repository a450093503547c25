// One module loaded several times: deleted from require.cache and required again, it stays among its parent's children;
// imported with another query each time, every version stays for ever.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

std::string textOf(const Snapshot& snapshot, NodeId n)
{
    return n.isValid() && isTextType(snapshot.type(n)) ? snapshot.strings().text(snapshot.nameId(n), 4096)
                                                       : std::string();
}

/// The file, without what was added to load it again.
std::string fileOf(const Snapshot& snapshot, NodeId module)
{
    const std::string file = textOf(snapshot, propertyLink(snapshot, module, "filename"));
    if (!file.empty())
        return file;
    const std::string url = textOf(snapshot, propertyLink(snapshot, module, "url"));
    return url.substr(0, url.find('?'));
}

} // namespace

std::vector<Suspect> findModuleCopies(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    for (const auto kind : {Census::Name::Module, Census::Name::ModuleWrap}) {
        std::vector<std::uint32_t> modules;
        for (const NodeId module : input.census.objects(kind))
            if (!fileOf(snapshot, module).empty())
                modules.push_back(module.value);
        for (auto& group : groupedBy(modules, [&](NodeId module) { return fileOf(snapshot, module); })) {
            if (group.size() < thresholds::kModuleCopies)
                continue;
            const std::string file = fileOf(snapshot, NodeId{group.front()});
            Suspect suspect;
            suspect.pattern = LeakPattern::ModuleCopy;
            suspect.name = file.substr(file.rfind('/') + 1);
            suspect.add(Evidence::Kind::Copy, group.size(), 0, file);
            complete(input, suspect, std::move(group));
            found.push_back(std::move(suspect));
        }
    }
    return found;
}

} // namespace heapwise
