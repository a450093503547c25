#pragma once

#include <QString>
#include <QStringList>

#include "core/analysis/classes.h"
#include "core/analysis/query/textpattern.h"
#include "ui/models/cellroles.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace heapwise::ui {

/// What is typed into a filter of class names: a part of the name in any case, `"exactly this"`, `Server*`
/// with wildcards, `/regular expression/`, with an i behind it in any case. Immutable and cheap to copy; matches() from
/// any thread, in time linear in the name whatever the expression is.
class NamePattern {
public:
    NamePattern() = default;
    explicit NamePattern(const QString& text);

    bool isEmpty() const { return m_kind == Kind::Everything; }
    bool isPart() const { return m_kind == Kind::Part; }
    bool isValid() const { return m_error.isEmpty(); }
    const QString& error() const { return m_error; } ///< what is wrong with a regular expression
    bool matches(const QString& name) const
    {
        return m_kind == Kind::Part ? hasPart(name) : matches(name.toStdString());
    }
    bool matches(const std::string& name) const;

private:
    enum class Kind { Everything, Part, Pattern };
    bool hasPart(const QString& name) const { return name.contains(m_text, Qt::CaseInsensitive); }
    void setExpression(const QString& expression, query::TextPattern::Case sensitivity);

    Kind m_kind = Kind::Everything;
    QString m_text;
    query::TextPattern m_pattern;
    QString m_error;
};

/// What is typed into the filter of the class table: a NamePattern and any number of bounds beside it. `>1MB`,
/// `<=64K`, `100K..2M` are bounds of the size; numbers without a unit, `>1000`, `100..200`, of the number of objects.
class ClassPattern {
public:
    explicit ClassPattern(const QString& text);

    bool isEmpty() const { return m_name.isEmpty() && m_bounds.empty(); }
    const QString& error() const { return m_name.error(); } ///< what is wrong with a regular expression
    /// `size` is the retained size where it is known, else the shallow one.
    bool matches(const std::string& name, std::uint64_t objects, Size size) const;

private:
    struct Bounds {
        bool isSize = false;
        double least = 0; ///< both included
        double most = 0;
    };
    static std::optional<Bounds> boundsIn(const QString& word);

    NamePattern m_name;
    std::vector<Bounds> m_bounds;
};

/// Which classes a table shows.
struct ClassFilter {
    QString text;
    std::optional<ObjectKind> kind;
    std::set<std::uint32_t> hidden; ///< ClassId values taken out one by one
    bool withoutSystem = false;     ///< leaves out what V8 keeps for itself

    bool isEmpty() const { return text.trimmed().isEmpty() && !kind && hidden.empty() && !withoutSystem; }
    friend bool operator==(const ClassFilter& a, const ClassFilter& b)
    {
        return a.text == b.text && a.kind == b.kind && a.hidden == b.hidden && a.withoutSystem == b.withoutSystem;
    }
};

/// The `count` names of classes that `text` was probably meant to be, nearest first. O(classes * length^2).
QStringList nearestClassNames(const ClassTable& classes, const QString& text, int count);

} // namespace heapwise::ui
