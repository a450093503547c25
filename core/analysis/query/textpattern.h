#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace re2 {
class RE2;
}

namespace heapwise::query {

/// A condition on a text. Immutable, cheap to copy, from any thread. Takes time linear in the text whatever
/// the pattern is: expressions are RE2's, which knows no backreferences.
class TextPattern {
public:
    /// Which part of the text has to be like what was given.
    enum class Extent {
        Whole,
        Part,
        Components, ///< a run of whole parts between slashes: "routes/a.js" of "/srv/routes/a.js"
    };
    enum class Case { Exact, Ignored };

    TextPattern() = default; ///< is like everything
    static TextPattern literal(std::string_view text, Extent extent, Case sensitivity);
    /// `*` stands for any text; ignores case.
    static TextPattern wildcard(std::string_view text, Extent extent);
    /// Matches anywhere. What is wrong with `expression` when it is none.
    static std::variant<TextPattern, std::string> regex(std::string_view expression, Case sensitivity);

    bool matches(std::string_view text) const;

private:
    enum class Kind { Everything, Whole, Part, Expression };

    Kind m_kind = Kind::Everything;
    std::string m_text;
    std::shared_ptr<const re2::RE2> m_expression;
};

} // namespace heapwise::query
