#include "ui/session.h"

#include "ui/document.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/documenttabs.h"

#include <QSettings>

namespace heapwise::ui {

namespace {
const QString kFilesKey = QStringLiteral("session/files");
const QString kCurrentKey = QStringLiteral("session/current");
const QString kComparisonsKey = QStringLiteral("session/comparisons");
const QString kCurrentComparisonKey = QStringLiteral("session/currentComparison");
} // namespace

namespace {

Session::Compared comparedIn(const ComparisonDocument& document)
{
    Session::Compared compared;
    for (const ComparedSnapshot& snapshot : document.snapshots()) {
        compared.paths.append(snapshot.document ? snapshot.document->path() : snapshot.path);
        compared.epochs.append(snapshot.epoch);
    }
    compared.viewState = document.viewState();
    return compared;
}

void saveComparisons(const Session& session)
{
    QSettings settings;
    settings.beginWriteArray(kComparisonsKey, int(session.comparisons.size()));
    for (int i = 0; i < int(session.comparisons.size()); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("paths"), session.comparisons[i].paths);
        settings.setValue(QStringLiteral("epochs"), session.comparisons[i].epochs);
        settings.setValue(QStringLiteral("view"), session.comparisons[i].viewState);
    }
    settings.endArray();
    settings.setValue(kCurrentComparisonKey, session.currentComparison);
}

void loadComparisons(Session& session)
{
    QSettings settings;
    const int count = settings.beginReadArray(kComparisonsKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const Session::Compared compared{settings.value(QStringLiteral("paths")).toStringList(),
                                         settings.value(QStringLiteral("epochs")).toStringList(),
                                         settings.value(QStringLiteral("view")).toMap()};
        if (compared.paths.size() > 1)
            session.comparisons.append(compared);
    }
    settings.endArray();
    session.currentComparison = settings.value(kCurrentComparisonKey, -1).toInt();
}

} // namespace

Session Session::of(const DocumentTabs& tabs)
{
    Session session;
    for (int i = 0; i < tabs.count(); ++i) {
        const Document* document = tabs.documentAt(i);
        if (const auto* comparison = qobject_cast<const ComparisonDocument*>(document)) {
            if (document == tabs.current())
                session.currentComparison = int(session.comparisons.size());
            session.comparisons.append(comparedIn(*comparison));
        }
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
    saveComparisons(*this);
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
    loadComparisons(session);
    return session;
}

} // namespace heapwise::ui
