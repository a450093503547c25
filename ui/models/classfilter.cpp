#include "ui/models/classfilter.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace heapwise::ui {
namespace {

constexpr qsizetype kComparedCharacters = 40;

struct Amount {
    double value = 0;
    bool hasUnit = false;
};

/// "64K", "1.5 MiB", "300": units are binary, as on screen.
std::optional<Amount> amountIn(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d+(?:\\.\\d+)?)([kKmMgG]?)(?:i?[bB])?$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qsizetype power = QLatin1String(" KMG").indexOf(match.captured(2).toUpper());
    const bool hasUnit = !text.back().isDigit();
    return Amount{match.captured(1).toDouble() * std::pow(1024.0, hasUnit && power > 0 ? double(power) : 0), hasUnit};
}

/// Edits (insert, delete, replace) from one text to the other, two rows of the usual table.
int editDistance(const QString& a, const QString& b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int replaced = diagonal + (a[i] != b[qsizetype(j) - 1]);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

/// Also near: a name that begins like the text, since one types the start of long names.
int nameDistance(const QString& name, const QString& text)
{
    const QString lower = name.left(kComparedCharacters).toLower();
    return std::min(editDistance(lower, text), editDistance(lower.left(text.size() + 1), text) + 1);
}

} // namespace

NamePattern::NamePattern(const QString& typed)
{
    using query::TextPattern;
    m_text = typed.trimmed();
    if (m_text.isEmpty())
        return;
    const QChar quote = QLatin1Char('"'), slash = QLatin1Char('/');
    const bool isWrapped = m_text.size() > 2 && m_text.front() == m_text.back();
    m_kind = Kind::Pattern;
    if (isWrapped && m_text.front() == quote)
        m_pattern = TextPattern::literal(m_text.mid(1, m_text.size() - 2).toStdString(), TextPattern::Extent::Whole,
                                         TextPattern::Case::Exact);
    else if (isWrapped && m_text.front() == slash)
        setExpression(m_text.mid(1, m_text.size() - 2), TextPattern::Case::Exact);
    else if (m_text.size() > 3 && m_text.front() == slash && m_text.endsWith(QLatin1String("/i")))
        setExpression(m_text.mid(1, m_text.size() - 3), TextPattern::Case::Ignored);
    else if (m_text.contains(QLatin1Char('*')))
        m_pattern = TextPattern::wildcard(m_text.toStdString(), TextPattern::Extent::Whole);
    else
        m_kind = Kind::Part;
}

void NamePattern::setExpression(const QString& expression, query::TextPattern::Case sensitivity)
{
    auto made = query::TextPattern::regex(expression.toStdString(), sensitivity);
    if (const auto* error = std::get_if<std::string>(&made))
        m_error = QString::fromStdString(*error);
    else
        m_pattern = std::get<query::TextPattern>(std::move(made));
}

bool NamePattern::matches(const std::string& name) const
{
    switch (m_kind) {
    case Kind::Everything:
        return true;
    case Kind::Part:
        return hasPart(QString::fromStdString(name));
    case Kind::Pattern:
        break;
    }
    return isValid() && m_pattern.matches(name);
}

ClassPattern::ClassPattern(const QString& text)
{
    QStringList words;
    for (const QString& word : text.split(QLatin1Char(' '))) {
        if (const auto bounds = boundsIn(word))
            m_bounds.push_back(*bounds);
        else
            words << word;
    }
    m_name = NamePattern(words.join(QLatin1Char(' ')));
}

std::optional<ClassPattern::Bounds> ClassPattern::boundsIn(const QString& word)
{
    const qsizetype dots = word.indexOf(QLatin1String(".."));
    if (dots > 0) {
        const auto least = amountIn(word.left(dots)), most = amountIn(word.mid(dots + 2));
        if (!least || !most)
            return std::nullopt;
        return Bounds{least->hasUnit || most->hasUnit, least->value, most->value};
    }
    const bool isAbove = word.startsWith(QLatin1Char('>')), isBelow = word.startsWith(QLatin1Char('<'));
    const bool isIncluded = word.mid(1, 1) == QLatin1String("=");
    const auto amount = isAbove || isBelow ? amountIn(word.mid(isIncluded ? 2 : 1)) : std::nullopt;
    if (!amount)
        return std::nullopt;
    constexpr double kEndless = std::numeric_limits<double>::infinity();
    const double past = isIncluded ? 0 : 0.5; // sizes and counts are whole numbers
    return isAbove ? Bounds{amount->hasUnit, amount->value + past, kEndless}
                   : Bounds{amount->hasUnit, 0, amount->value - past};
}

bool ClassPattern::matches(const std::string& name, std::uint64_t objects, Size size) const
{
    const auto isWithin = [&](const Bounds& bounds) {
        const double value = double(bounds.isSize ? size : objects);
        return value >= bounds.least && value <= bounds.most;
    };
    return m_name.matches(name) && std::all_of(m_bounds.begin(), m_bounds.end(), isWithin);
}

QStringList nearestClassNames(const ClassTable& classes, const QString& text, int count)
{
    const QString wanted = text.trimmed().left(kComparedCharacters).toLower();
    std::vector<std::pair<int, QString>> near;
    for (std::uint32_t c = 0; c < classes.size(); ++c) {
        const HeapClass& heapClass = classes[ClassId{c}];
        if (heapClass.count == 0 || heapClass.name.empty() || heapClass.name.front() == '{')
            continue;
        const QString name = QString::fromStdString(heapClass.name);
        const int distance = nameDistance(name, wanted);
        if (distance <= std::max<int>(1, int(wanted.size()) / 2))
            near.emplace_back(distance, name);
    }
    std::sort(near.begin(), near.end());
    QStringList names;
    for (const auto& [distance, name] : near)
        if (names.size() < count && !names.contains(name))
            names << name;
    return names;
}

} // namespace heapwise::ui
