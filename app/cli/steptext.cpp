#include "app/cli/steptext.h"

#include "core/report/numbers.h"
#include "core/report/utf8.h"

namespace heapwise::cli {

namespace {

using Kind = RetentionStep::Kind;
using Held = RetentionStep::Held;

std::string inBackticks(const std::string& name)
{
    return "`" + name + "`";
}

/// "fetcher.js:7": the file alone, as in a sentence; empty where the heap does not name it.
std::string placeText(const RetentionStep& step, const ScriptNames& scripts)
{
    const std::string file = step.location ? scripts.name(step.location->scriptId) : std::string();
    if (file.empty())
        return {};
    return file.substr(file.find_last_of('/') + 1) + ":" + std::to_string(std::uint64_t(step.location->line) + 1);
}

std::string timerText(const char* function, const RetentionStep& step)
{
    return function + (step.delay ? " (" + countText(*step.delay) + " ms)" : std::string());
}

std::string functionText(const RetentionStep& step, const ScriptNames& scripts)
{
    const std::string place = placeText(step, scripts);
    return (step.text.empty() ? "anonymous function" : "function " + step.text) + (place.empty() ? "" : " at " + place);
}

std::string objectText(const RetentionStep& step, const ScriptNames& scripts)
{
    switch (step.kind) {
    case Kind::Root:
        return step.text.empty() ? "GC roots" : step.text;
    case Kind::Global:
        return "global object";
    case Kind::Module:
        return step.text.empty() ? "module" : "module " + step.text.substr(step.text.find_last_of('/') + 1);
    case Kind::Function:
        return functionText(step, scripts);
    case Kind::Interval:
        return timerText("setInterval", step);
    case Kind::Timeout:
        return timerText("setTimeout", step);
    case Kind::Immediate:
        return "setImmediate";
    case Kind::Generator:
        return "suspended function " + (step.text.empty() ? "(anonymous)" : step.text);
    case Kind::Scope:
        return "scope of a function";
    case Kind::Engine:
    case Kind::Object:
        break;
    }
    return step.text;
}

std::string holdText(const RetentionStep& step)
{
    switch (step.held) {
    case Held::Start:
    case Held::Callback:
        return {};
    case Held::Property:
        return "property " + inBackticks(step.name);
    case Held::Element:
        return "element " + step.name;
    case Held::Variable:
        return "closure variable " + inBackticks(step.name);
    case Held::Value:
        return step.name.empty() ? "value of an entry" : "value of key " + quoted(step.name);
    case Held::Key:
        return "key of an entry";
    case Held::Member:
        return "member";
    case Held::WeakValue:
        return "value in a WeakMap";
    case Held::Listener:
        return "listener of " + quoted(step.name);
    case Held::Reaction:
        return "waiting for it";
    case Held::Local:
        return "local variable";
    case Held::Link:
        return "internal " + inBackticks(step.name);
    }
    return {};
}

} // namespace

std::string stepText(const RetentionStep& step, const ScriptNames& scripts)
{
    const std::string hold = holdText(step);
    const std::string repeats = step.repeats > 1 ? " x" + std::to_string(step.repeats) : std::string();
    return hold + (hold.empty() ? "" : " -> ") + objectText(step, scripts) + repeats;
}

std::string pathText(const std::vector<RetentionStep>& steps, const ScriptNames& scripts)
{
    std::string text;
    std::size_t i = 0;
    if (steps.size() > 1 && steps[0].kind == Kind::Global && steps[1].held == Held::Property) {
        text = "global variable " + inBackticks(steps[1].name) + " -> " + objectText(steps[1], scripts);
        i = 2;
    }
    for (; i < steps.size(); ++i)
        text += (i > 0 ? " -> " : "") + stepText(steps[i], scripts);
    return text;
}

const char* kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Root:
        return "root";
    case Kind::Global:
        return "global";
    case Kind::Module:
        return "module";
    case Kind::Function:
        return "function";
    case Kind::Interval:
        return "interval";
    case Kind::Timeout:
        return "timeout";
    case Kind::Immediate:
        return "immediate";
    case Kind::Generator:
        return "generator";
    case Kind::Scope:
        return "scope";
    case Kind::Engine:
        return "engine";
    case Kind::Object:
        break;
    }
    return "object";
}

const char* heldWord(Held held)
{
    switch (held) {
    case Held::Start:
        break;
    case Held::Property:
        return "property";
    case Held::Element:
        return "element";
    case Held::Variable:
        return "variable";
    case Held::Value:
        return "value";
    case Held::Key:
        return "key";
    case Held::Member:
        return "member";
    case Held::WeakValue:
        return "weakValue";
    case Held::Listener:
        return "listener";
    case Held::Callback:
        return "callback";
    case Held::Reaction:
        return "reaction";
    case Held::Local:
        return "local";
    case Held::Link:
        return "link";
    }
    return "start";
}

} // namespace heapwise::cli
