#pragma once

#include "core/analysis/query/ast.h"
#include "core/analysis/query/scanner.h"

#include <string>

namespace heapwise::query {

/// What a token without further signs stands for: a word a part or the whole of the text, in any case; a
/// quoted one the whole or a part as it is written.
struct PatternRules {
    TextPattern::Extent word = TextPattern::Extent::Whole;
    TextPattern::Extent quoted = TextPattern::Extent::Whole;
};

// Parts of terms, taken from a scanner. Where something is wrong the scanner has an error, and the result
// means nothing.

TextPattern patternOf(Scanner& scanner, const Token& token, PatternRules rules);
/// `@48211`.
ObjectId takeObjectId(Scanner& scanner);
/// `.req.url`, `.items[3]`, `["key"]`; at least one step.
Path takePath(Scanner& scanner);
/// What follows the operator of a field: the term, negated for `!=`.
Term takeField(Scanner& scanner, const FieldInfo& field, Operator how);
/// What follows the operator of a property. `name` is its path, for errors.
void takeOperand(Scanner& scanner, Term& term, Operator how, const std::string& name);

} // namespace heapwise::query
