#pragma once

#include <QList>
#include <QString>
#include <QVariantMap>

namespace heapwise::ui {

class DocumentTabs;

/// The files that were open when the window was closed, each with its view and what was selected, kept in the
/// settings.
struct Session {
    struct File {
        QString path;
        QString address; ///< "@2841907", a class name, or empty
        QVariantMap viewState;
    };
    QList<File> files; ///< in the order of the tabs
    int current = -1;  ///< the file in front; negative: another page

    static Session of(const DocumentTabs& tabs);
    void save() const;
    static Session load();
};

} // namespace heapwise::ui
