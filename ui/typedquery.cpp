#include "ui/typedquery.h"

namespace heapwise::ui {

bool TypedQuery::set(const QString& text, query::PlainWords words)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_text && words == m_words)
        return false;
    m_text = trimmed;
    m_words = words;
    m_query.reset();
    m_mistake.reset();
    auto understood = query::queryInFilter(m_text.toStdString(), m_words);
    if (!understood)
        return true;
    if (auto* mistake = std::get_if<query::QueryError>(&*understood))
        m_mistake = std::move(*mistake);
    else
        m_query = std::get<query::Query>(std::move(*understood));
    return true;
}

} // namespace heapwise::ui
