#pragma once

#include <QString>

#include "core/analysis/query/filtertext.h"

#include <optional>

namespace heapwise::ui {

/// What stands in a filter field: plain words, a query, or a query with a mistake in it.
class TypedQuery {
public:
    /// False where it is what stood there before.
    bool set(const QString& text, query::PlainWords words);

    const QString& text() const { return m_text; }
    bool isQuery() const { return m_query || m_mistake; } ///< right or wrong
    const std::optional<query::Query>& query() const { return m_query; }
    const std::optional<query::QueryError>& mistake() const { return m_mistake; }

private:
    QString m_text;
    query::PlainWords m_words = query::PlainWords::Classes;
    std::optional<query::Query> m_query;
    std::optional<query::QueryError> m_mistake;
};

} // namespace heapwise::ui
