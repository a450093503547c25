#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace heapwise::ui {

/// A query that is kept under a name.
struct SavedQuery {
    QString name;
    QString text;
    friend bool operator==(const SavedQuery& a, const SavedQuery& b) { return a.name == b.name && a.text == b.text; }
};

/// The queries the user keeps, for all snapshots, and those asked last, in the settings.
namespace savedqueries {
QList<SavedQuery> load();
void store(const QList<SavedQuery>& queries);
/// The one asked last first, each once; at most 50.
QStringList history();
void remember(const QString& text);
} // namespace savedqueries

} // namespace heapwise::ui
