#include "ui/savedqueries.h"

#include <QSettings>

namespace heapwise::ui::savedqueries {

namespace {

constexpr int kLongestHistory = 50;
const QString kSaved = QStringLiteral("query/saved");
const QString kHistory = QStringLiteral("query/history");

} // namespace

QList<SavedQuery> load()
{
    QSettings settings;
    QList<SavedQuery> queries;
    const int count = settings.beginReadArray(kSaved);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        queries << SavedQuery{settings.value(QStringLiteral("name")).toString(),
                              settings.value(QStringLiteral("text")).toString()};
    }
    return queries;
}

void store(const QList<SavedQuery>& queries)
{
    QSettings settings;
    settings.remove(kSaved);
    settings.beginWriteArray(kSaved, int(queries.size()));
    for (int i = 0; i < queries.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("name"), queries[i].name);
        settings.setValue(QStringLiteral("text"), queries[i].text);
    }
    settings.endArray();
}

QStringList history()
{
    return QSettings().value(kHistory).toStringList();
}

void remember(const QString& text)
{
    QStringList texts = history();
    texts.removeAll(text);
    texts.prepend(text);
    while (texts.size() > kLongestHistory)
        texts.removeLast();
    QSettings().setValue(kHistory, texts);
}

} // namespace heapwise::ui::savedqueries
