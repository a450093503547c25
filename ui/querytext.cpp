#include "ui/querytext.h"

#include "core/analysis/query/ast.h"
#include "ui/translate.h"

namespace heapwise::ui {

namespace {

QString stageName(Stage stage)
{
    return stage == Stage::Retainers ? tr("the references") : tr("the dominators");
}

} // namespace

QString queryErrorText(const query::QueryError& error)
{
    using Code = query::QueryError::Code;
    const QString text = QString::fromStdString(error.text), suggestion = QString::fromStdString(error.suggestion);
    switch (error.code) {
    case Code::TooLong:
        return tr("The query is longer than %1 bytes.").arg(query::kLongestQuery);
    case Code::TooDeep:
        return tr("There are more than %1 brackets within brackets.").arg(query::kDeepestQuery);
    case Code::TooManyTerms:
        return tr("There are more than %1 conditions.").arg(query::kMostTerms);
    case Code::ExpectedTerm:
        return tr("A condition is missing here.");
    case Code::UnclosedBracket:
        return tr("This bracket is not closed.");
    case Code::UnopenedBracket:
        return tr("This bracket was not opened.");
    case Code::UnclosedQuote:
        return tr("The quoted text has no end.");
    case Code::UnclosedRegex:
        return tr("The regular expression has no end: a slash is missing.");
    case Code::BadRegex:
        return tr("The regular expression is wrong: %1.").arg(text);
    case Code::BadRegexEnd:
        return tr("After a regular expression only i may follow; a slash within one is written \\/.");
    case Code::UnknownField:
        return tr("\"%1\" is not a field.").arg(text);
    case Code::BadOperator:
        return tr("%1 cannot be compared so; it takes %2").arg(text, suggestion);
    case Code::ExpectedValue:
        return tr("%1 needs a value.").arg(text);
    case Code::BadNumber:
        return tr("\"%1\" is not a number.").arg(text);
    case Code::BadSize:
        return tr("\"%1\" is not a size; they look like 300, 4K, 1.5MB or 2%.").arg(text);
    case Code::BadKind:
        return tr("\"%1\" is not a kind of object.").arg(text);
    case Code::BadObjectId:
        return tr("\"%1\" is not the id of an object; ids look like @1234.").arg(text);
    case Code::BadSnapshot:
        return tr("\"%1\" is not a snapshot; they look like #2.").arg(text);
    case Code::BadPath:
        return tr("After a dot the name of a property is needed, in brackets an index or a quoted key.");
    case Code::NotReady:
        return tr("%1 waits for %2.").arg(text, stageName(error.stage));
    case Code::NotInFile:
        return tr("This file was read without what %1 needs.").arg(text);
    case Code::NeedsComparison:
        return tr("%1 needs several snapshots to compare; this one stands alone.").arg(text);
    case Code::NoSuchSnapshot:
        return tr("There is no snapshot #%1.").arg(text);
    }
    return {};
}

QString queryNoteText(const query::QueryNote& note)
{
    using Code = query::QueryNote::Code;
    const QString text = QString::fromStdString(note.text);
    switch (note.code) {
    case Code::UnknownObject:
        return tr("There is no object @%1 in this snapshot.").arg(text);
    case Code::UnknownClass:
        return tr("No class is called \"%1\".").arg(text);
    case Code::NumbersNotRecorded:
        return tr("This snapshot was taken without the values of numbers.");
    }
    return {};
}

QString withReplaced(const QString& text, query::Span at, const QString& by)
{
    const QByteArray bytes = text.toUtf8();
    return QString::fromUtf8(bytes.left(at.begin)) + by + QString::fromUtf8(bytes.mid(at.end));
}

} // namespace heapwise::ui
