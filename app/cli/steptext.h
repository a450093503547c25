#pragma once

#include "core/analysis/retention/steps.h"
#include "core/heap/scripts.h"

#include <string>
#include <vector>

namespace heapwise::cli {

/// One step in words: by what it is held, and what it is. "closure variable `this` -> DataFetcher".
std::string stepText(const RetentionStep& step, const ScriptNames& scripts);

/// A path in words, from the roots to the object: "setInterval (1,000 ms) -> function at fetcher.js:7 -> closure
/// variable `this` -> DataFetcher".
std::string pathText(const std::vector<RetentionStep>& steps, const ScriptNames& scripts);

/// A word for programs.
const char* kindWord(RetentionStep::Kind kind);
const char* heldWord(RetentionStep::Held held);

} // namespace heapwise::cli
