#include "ui/session.h"

#include "ui/document.h"
#include "ui/widgets/documenttabs.h"

#include <QSettings>

namespace heapwise::ui {

namespace {
const QString kFilesKey = QStringLiteral("session/files");
const QString kCurrentKey = QStringLiteral("session/current");
} // namespace

Session Session::of(const DocumentTabs& tabs)
{
    Session session;
    for (int i = 0; i < tabs.count(); ++i) {
        const Document* document = tabs.documentAt(i);
        if (!document || document->path().isEmpty()) // the start page, live sessions
            continue;
        if (document == tabs.current())
            session.current = int(session.files.size());
        session.files.append({document->path(), document->address(), document->viewState()});
    }
    return session;
}

void Session::save() const
{
    QSettings settings;
    settings.beginWriteArray(kFilesKey, int(files.size()));
    for (int i = 0; i < int(files.size()); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), files[i].path);
        settings.setValue(QStringLiteral("address"), files[i].address);
        settings.setValue(QStringLiteral("view"), files[i].viewState);
    }
    settings.endArray();
    settings.setValue(kCurrentKey, current);
}

Session Session::load()
{
    Session session;
    QSettings settings;
    const int count = settings.beginReadArray(kFilesKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const File file{settings.value(QStringLiteral("path")).toString(),
                        settings.value(QStringLiteral("address")).toString(),
                        settings.value(QStringLiteral("view")).toMap()};
        if (!file.path.isEmpty())
            session.files.append(file);
    }
    settings.endArray();
    session.current = settings.value(kCurrentKey, -1).toInt();
    return session;
}

} // namespace heapwise::ui
