#pragma once

#include "core/analysis/query/fields.h"
#include "core/analysis/query/queryerror.h"
#include "core/analysis/query/textpattern.h"
#include "core/base/id.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace heapwise::query {

inline constexpr std::size_t kLongestQuery = 4096; ///< bytes
inline constexpr int kDeepestQuery = 32;           ///< brackets
inline constexpr int kMostTerms = 256;
inline constexpr std::size_t kLongestPath = 16;

/// What a number has to be within.
struct Bounds {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool isLeastOpen = false; ///< `least` itself is not within
    bool isMostOpen = false;
    bool isPercent = false; ///< of the heap

    bool contains(double value) const
    {
        return (isLeastOpen ? value > least : value >= least) && (isMostOpen ? value < most : value <= most);
    }
};

/// One step from an object to another: `.name`, `[3]`, or `["key"]` of a Map.
struct PathStep {
    enum class Kind : std::uint8_t { Name, Index, Key };
    Kind kind = Kind::Name;
    std::string name;
    std::uint32_t index = 0;
};
using Path = std::vector<PathStep>;
/// As it is written: ".req.url", ".items[3]".
std::string pathText(const Path& path);

/// What the value at the end of a path is compared with.
enum class Operand : std::uint8_t { Anything, True, False, Null, Undefined, Number, Object, Text, Class };

/// A condition, or several joined.
struct Term {
    enum class Kind : std::uint8_t {
        And,      ///< all of `terms`; of none: everything
        Or,       ///< one of `terms`
        Not,      ///< not the one in `terms`
        Name,     ///< the name of the class, or of a function, is like `pattern`
        Object,   ///< it is `object`
        Field,    ///< `field`, with what its ValueKind needs
        Property, ///< what `path` leads to is like `operand`
    };

    Kind kind = Kind::And;
    Span at;      ///< all of it
    Span valueAt; ///< what stands after the operator
    std::vector<Term> terms;
    FieldId field = FieldId::Class;
    TextPattern pattern;
    std::string text; ///< the value as it is written, without quotes
    Bounds bounds;
    ObjectId object;
    std::uint32_t snapshot = 0; ///< counted from 1
    const KindInfo* nodeKind = nullptr;
    Path path;
    Operand operand = Operand::Anything;
    bool isUnequal = false; ///< of Property: there is a value, and it is another
    bool isWord = false;    ///< of Name: without quotes, and no expression
};

/// A text that was understood. Says nothing of any heap yet.
struct Query {
    std::string text;
    Term root;

    bool isEmpty() const { return root.kind == Term::Kind::And && root.terms.empty(); }
};

} // namespace heapwise::query
