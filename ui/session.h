#pragma once

#include <QList>
#include <QStringList>
#include <QVariantMap>

namespace heapwise::ui {

class DocumentTabs;

/// The files and comparisons that were open when the window was closed, each with its view and what was selected, kept
/// in the settings.
struct Session {
    struct File {
        QString path;
        QString address; ///< "@2841907", a class name, or empty
        QVariantMap viewState;
    };
    struct Compared {
        QStringList paths;
        QStringList epochs; ///< by path, as ComparisonOpener takes them
        QVariantMap viewState;
    };
    QList<File> files;           ///< in the order of the tabs
    QList<Compared> comparisons; ///< likewise; their files are among the files, unless their tabs were closed
    int current = -1;            ///< the file in front; negative: another page
    int currentComparison = -1;  ///< likewise

    static Session of(const DocumentTabs& tabs);
    void save() const;
    static Session load();
};

} // namespace heapwise::ui
