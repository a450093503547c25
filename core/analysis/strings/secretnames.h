#pragma once

#include <string_view>

namespace heapwise {

/// True for the name of a property or variable whose text is likely a secret: one of its words is token, password,
/// secret, authorization or the like, or its last one is key. Words are told apart by capitals and by what is no
/// letter.
bool isSecretName(std::string_view name);

} // namespace heapwise
