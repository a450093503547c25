#include "app/cli/fieldrows.h"

#include "app/cli/objectrows.h"
#include "core/heap/fields/decode.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

namespace heapwise::cli {

namespace {

struct Word {
    const char* key;  ///< in JSON and CSV
    const char* text; ///< for people
};

Word formWord(ObjectForm form)
{
    switch (form) {
    case ObjectForm::Plain:
        return {"object", ""};
    case ObjectForm::Map:
        return {"map", "Map"};
    case ObjectForm::Set:
        return {"set", "Set"};
    case ObjectForm::WeakMap:
        return {"weakMap", "weak collection"};
    case ObjectForm::Array:
        return {"array", "array"};
    case ObjectForm::ArrayBuffer:
        return {"arrayBuffer", "buffer"};
    case ObjectForm::View:
        return {"view", "view of a buffer"};
    case ObjectForm::Function:
        return {"function", "function"};
    case ObjectForm::BoundFunction:
        return {"boundFunction", "bound function"};
    case ObjectForm::Scope:
        return {"scope", "variables of a scope"};
    case ObjectForm::Generator:
        return {"generator", "generator"};
    case ObjectForm::Promise:
        return {"promise", "promise"};
    case ObjectForm::Timer:
        return {"timer", "timer"};
    case ObjectForm::Error:
        return {"error", "error"};
    case ObjectForm::WeakRef:
        return {"weakRef", "weak reference"};
    case ObjectForm::FinalizationRegistry:
        return {"finalizationRegistry", "finalization registry"};
    case ObjectForm::Emitter:
        return {"emitter", "event emitter"};
    case ObjectForm::EventTarget:
        return {"eventTarget", "event target"};
    case ObjectForm::Stream:
        return {"stream", "file stream"};
    case ObjectForm::Text:
        return {"string", "string"};
    case ObjectForm::Primitive:
        return {"primitive", "value"};
    case ObjectForm::Proxy:
        return {"proxy", "proxy"};
    case ObjectForm::Wrapper:
        return {"wrapper", "boxed value"};
    case ObjectForm::RegExp:
        return {"regExp", "regular expression"};
    }
    return {"object", ""};
}

Word absenceWord(Absence absence)
{
    switch (absence) {
    case Absence::None:
        return {"", ""};
    case Absence::SmallInteger:
        return {"smallInteger", "an integer, not recorded"};
    case Absence::Double:
        return {"double", "a number, not recorded"};
    case Absence::Number:
        return {"number", "a number, not recorded"};
    case Absence::IntegerOrHole:
        return {"integerOrHole", "integers or nothing, not recorded"};
    case Absence::BooleanOrNull:
        return {"booleanOrNull", "a boolean, null or undefined, not recorded"};
    case Absence::Primitive:
        return {"primitive", "an integer, a boolean, null or undefined, not recorded"};
    case Absence::Collected:
        return {"collected", "garbage collected"};
    case Absence::NeverWritten:
        return {"neverWritten", "not in snapshots"};
    }
    return {"", ""};
}

const char* kindWord(Field::Kind kind)
{
    switch (kind) {
    case Field::Kind::Property:
        return "property";
    case Field::Kind::Element:
        return "element";
    case Field::Kind::Variable:
        return "variable";
    case Field::Kind::Entry:
        return "entry";
    case Field::Kind::Member:
        return "member";
    case Field::Kind::Listener:
        return "listener";
    case Field::Kind::Part:
        return "part";
    }
    return "";
}

/// The key in JSON; for people the unit, before or after the value.
struct FactWord {
    const char* key;
    const char* before;
    const char* after;
    bool isBytes = false;
};

FactWord factWord(ObjectFact::Kind kind)
{
    switch (kind) {
    case ObjectFact::Kind::Entries:
        return {"entries", "", " entries"};
    case ObjectFact::Kind::Deleted:
        return {"deleted", "", " deleted"};
    case ObjectFact::Kind::Capacity:
        return {"capacity", "room for ", ""};
    case ObjectFact::Kind::UnusedBytes:
        return {"unusedBytes", "", " unused", true};
    case ObjectFact::Kind::Elements:
        return {"elements", "", " elements"};
    case ObjectFact::Kind::Unseen:
        return {"unseen", "", " slots without a reference"};
    case ObjectFact::Kind::Sparse:
        return {"sparse", "sparse, ", " kept in a dictionary"};
    case ObjectFact::Kind::ByteLength:
        return {"byteLength", "", " of memory", true};
    case ObjectFact::Kind::OnHeap:
        return {"onHeap", "within the heap", nullptr};
    case ObjectFact::Kind::Views:
        return {"views", "", " views"};
    case ObjectFact::Kind::State:
        return {"state", "", ""};
    case ObjectFact::Kind::Reactions:
        return {"reactions", "", " waiting"};
    case ObjectFact::Kind::TimerKind:
        return {"timerKind", "", ""};
    case ObjectFact::Kind::Delay:
        return {"delayMs", "", " ms"};
    case ObjectFact::Kind::Unreferenced:
        return {"unreferenced", "does not keep the process alive", nullptr};
    case ObjectFact::Kind::StoredBytes:
        return {"storedBytes", "", " of text stored", true};
    case ObjectFact::Kind::Cut:
        return {"cut", "probably cut", nullptr};
    case ObjectFact::Kind::Parts:
        return {"parts", "", " parts"};
    case ObjectFact::Kind::Message:
        return {"message", "", ""};
    case ObjectFact::Kind::Frames:
        return {"frames", "", " calls on a stack that was not read yet"};
    case ObjectFact::Kind::Stack:
        return {"stack", "", ""};
    case ObjectFact::Kind::Listeners:
        return {"listeners", "", " listeners"};
    case ObjectFact::Kind::DistinctFunctions:
        return {"distinctFunctions", "from ", " functions"};
    case ObjectFact::Kind::FunctionName:
        return {"functionName", "", ""};
    case ObjectFact::Kind::Description:
        return {"description", "", ""};
    case ObjectFact::Kind::Cells:
        return {"cells", "", " registered"};
    }
    return {"", "", ""};
}

/// True for facts with a number that is an answer by itself, not a value.
bool isFlag(ObjectFact::Kind kind)
{
    return factWord(kind).after == nullptr;
}

/// " entries" of one: " entry".
std::string unit(std::uint64_t number, const std::string& plural)
{
    const std::size_t end = std::min(plural.find(' ', 1), plural.size());
    if (number != 1 || end == 0 || plural[end - 1] != 's')
        return plural;
    const bool isIes = end > 3 && plural.compare(end - 3, 3, "ies") == 0;
    return plural.substr(0, end - (isIes ? 3 : 1)) + (isIes ? "y" : "") + plural.substr(end);
}

std::string factText(const ObjectFact& fact)
{
    const FactWord word = factWord(fact.kind);
    if (isFlag(fact.kind))
        return word.before;
    if (fact.absence != Absence::None && fact.number == 0)
        return fact.kind == ObjectFact::Kind::State
                   ? "whether it is pending is not in the file"
                   : std::string(word.key == std::string_view("delayMs") ? "delay: " : "") +
                         absenceWord(fact.absence).text;
    if (!fact.word.empty())
        return fact.kind == ObjectFact::Kind::Message || fact.kind == ObjectFact::Kind::Description ? quoted(fact.word)
                                                                                                    : fact.word;
    return word.before + (word.isBytes ? bytesText(fact.number) : countText(fact.number)) +
           (fact.kind == ObjectFact::Kind::Delay ? word.after : unit(fact.number, word.after));
}

/// Before "-> value" stands the key.
std::string fieldName(const Heap& heap, const Field& field)
{
    if (field.kind == Field::Kind::Element || field.kind == Field::Kind::Member)
        return "[" + field.name + "]";
    if (field.kind != Field::Kind::Entry)
        return field.name;
    if (!field.key.isValid())
        return std::string("(") + absenceWord(field.keyAbsence).text + ") ->";
    const std::string value = primitiveText(*heap.snapshot, field.key);
    return (value.empty() ? objectTitle(heap, field.key) : value) + " ->";
}

ReportCell keyCell(const Heap& heap, const Field& field)
{
    return field.key.isValid() ? ReportCell(std::uint64_t(heap.snapshot->objectId(field.key).value)) : ReportCell();
}

std::vector<ReportCell> valueCells(const Heap& heap, const Field& field)
{
    if (!field.value.isValid()) {
        std::vector<ReportCell> cells(objectColumns().size());
        cells[0] = std::string("(") + absenceWord(field.absence).text + ")";
        return cells;
    }
    auto cells = objectCells(heap, field.value);
    if (const std::string value = primitiveText(*heap.snapshot, field.value); !value.empty())
        cells[0] = value;
    else if (heap.snapshot->type(field.value) == NodeType::Number)
        cells[0] = std::string("(") + absenceWord(Absence::Double).text + ")";
    return cells;
}

} // namespace

std::string factsText(const DecodedObject& object)
{
    std::string text = formWord(object.form).text;
    for (const ObjectFact& fact : object.facts)
        if (const std::string part = factText(fact); !part.empty())
            text += (text.empty() ? "" : ", ") + part;
    return text;
}

void writeFacts(JsonWriter& json, const DecodedObject& object)
{
    json.member("form", formWord(object.form).key).key("facts").beginObject();
    for (const ObjectFact& fact : object.facts) {
        json.key(factWord(fact.kind).key);
        if (isFlag(fact.kind))
            json.value(true);
        else if (fact.absence != Absence::None && fact.number == 0)
            json.null();
        else if (!fact.word.empty())
            json.value(fact.word);
        else
            json.value(fact.number);
    }
    json.endObject();
}

ReportTable fieldTable(const Heap& heap, const DecodedObject& object)
{
    using enum ReportColumn::Audience;
    ReportTable table{{{"field", "Field", ColumnKind::Text, Everyone, true},
                       {"fieldKind", "Kind", ColumnKind::Text},
                       {"missing", "", ColumnKind::Text, Programs},
                       {"keyId", "", ColumnKind::Id, Programs}},
                      {}};
    append(table.columns, objectColumns());
    for (const Field& field : object.fields) {
        std::vector<ReportCell> row{fieldName(heap, field), std::string(kindWord(field.kind)),
                                    field.value.isValid() ? ReportCell()
                                                          : ReportCell(std::string(absenceWord(field.absence).key)),
                                    keyCell(heap, field)};
        append(row, valueCells(heap, field));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace heapwise::cli
