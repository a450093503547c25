#pragma once

namespace heapwise {

/// True for a class with a static visitParts(self, visit), which hands all members to visit(...) in a fixed order. One
/// such list serves both writing an object and reading it back, so that the two cannot differ.
template <typename T, typename Visit>
concept HasParts = requires(T& object, Visit& visit)
{
    T::visitParts(object, visit);
};

} // namespace heapwise
