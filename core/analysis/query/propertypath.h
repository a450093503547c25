#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/query/ast.h"
#include "core/analysis/query/stringmemo.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace heapwise::query {

/// Follows a path from object to object: properties, variables of a function's scopes, elements, and values
/// of Maps with texts as keys. Names are those the program uses; "kHandle" also finds `[Symbol('kHandle')]`.
/// Immutable, from any thread.
class PropertyPath {
public:
    /// The snapshot must outlive it.
    PropertyPath(const Snapshot& snapshot, const Path& path);

    /// What the path leads to; invalid where it ends earlier. O(references of the objects on it).
    NodeId follow(NodeId n) const;

private:
    struct Step {
        PathStep::Kind kind;
        std::uint32_t index;
        std::unique_ptr<const StringMemo> names; ///< null for an index
        std::string name;
    };
    NodeId next(NodeId n, const Step& step) const;
    NodeId element(NodeId n, std::uint32_t index) const;
    NodeId entry(NodeId n, const std::string& key) const;

    const Snapshot& m_snapshot;
    std::vector<Step> m_steps;
};

/// What a property may be called in the file: "kHandle" or "<symbol kHandle>".
bool isNameOfProperty(std::string_view stored, std::string_view name);

/// The property, or variable of the scope, of `n` itself whose name passes; invalid where there is none.
NodeId ownValue(const Snapshot& snapshot, NodeId n, const StringMemo& names);
/// The same; of a function also the variables of the scopes around it.
NodeId namedValue(const Snapshot& snapshot, NodeId n, const StringMemo& names);

/// A value as it is shown beside its object: the text of a string, "true", digits, else class and id. Empty
/// for none.
std::string valueText(const Heap& heap, NodeId value);

} // namespace heapwise::query
