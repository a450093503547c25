#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise {

/// What reading a file found, section by section in the order of the file; the error page draws it.
struct LoadReport {
    enum class State { Complete, Cut, Missing };
    struct Section {
        std::string name; ///< the JSON key: snapshot, nodes, edges, locations, strings, ...
        State state = State::Missing;
        std::uint64_t begin = 0; ///< byte offsets in the uncompressed text
        std::uint64_t end = 0;
        std::uint64_t read = 0;     ///< items (objects, references, strings) that were read whole
        std::uint64_t expected = 0; ///< items the header promises; 0: it does not say

        template <typename Self, typename Visit>
        static void visitParts(Self& self, Visit& visit)
        {
            visit(self.name, self.state, self.begin, self.end, self.read, self.expected);
        }
    };
    std::uint64_t fileBytes = 0;
    std::uint64_t textBytes = 0; ///< of what could be decompressed; the file itself when it is plain
    std::vector<Section> sections;
    std::vector<std::string> warnings; ///< tolerated oddities: "edge_count says 9, the file has 10"
    int nodeFieldCount = 0;

    const Section* find(const std::string& name) const
    {
        for (const auto& section : sections)
            if (section.name == name)
                return &section;
        return nullptr;
    }
    bool isComplete() const
    {
        for (const auto& section : sections)
            if (section.state != State::Complete)
                return false;
        return true;
    }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.fileBytes, self.textBytes, self.sections, self.warnings, self.nodeFieldCount);
    }
};

} // namespace heapwise
