#pragma once

#include <QLatin1String>
#include <QList>
#include <QMainWindow>
#include <QStringList>
#include <QVariantMap>

#include "core/analysis/heap.h"
#include "core/base/id.h"
#include "ui/views/snapshot/othersnapshots.h"

#include <functional>
#include <memory>

namespace heapwise::ui {

struct Crumb;
struct Subject;
class ObjectActions;
class Selection;
class SnapshotPage;

/// The pages of one snapshot (snapshotpages.h) with their docks, Inspector and Retainers. It is shown from the
/// first stage of loading on and takes each further stage while it is in use.
class SnapshotView : public QMainWindow {
    Q_OBJECT
public:
    explicit SnapshotView(QWidget* parent = nullptr);
    ~SnapshotView() override;

    /// What is known of the snapshot now: called after each stage. Expansion, selection, filters and scroll
    /// positions stay.
    void setHeap(heapwise::HeapPtr heap);
    /// How far the stage after the last published one has come, 0 to 1; pages that wait for it say so.
    void setProgress(heapwise::Stage stage, double fraction);
    /// Snapshots that are open beside this one: where else an object may be, and what classes are compared with.
    void setOthers(const OtherSnapshots& others);
    /// A widget between the view bar and the current view (the loading panel, message bars); takes ownership.
    void setTopWidget(QWidget* widget);

    heapwise::HeapPtr heap() const;
    Selection* selection();
    ObjectActions* actions(); ///< what is asked of them, this view does
    /// Selects the object in the current view, which scrolls to it.
    void showObject(heapwise::NodeId node);
    /// Selects it on that page; classes on theirs, all else on the current one where none is named.
    void showSubject(const Subject& subject, QLatin1String page = {});
    void showRetainers(const Subject& subject); ///< on the page of that name

    /// Makes the page if it is not there yet.
    template <typename Page>
    Page* page()
    {
        return static_cast<Page*>(page(Page::kId));
    }
    SnapshotPage* page(QLatin1String id);
    void showPage(QLatin1String id);
    QLatin1String currentPage() const;
    /// The same by their place in the bar.
    int currentView() const;
    void setCurrentView(int view);
    QStringList viewNames() const;

    /// Current page, filters and choices of all pages, as the session keeps them.
    QVariantMap viewState() const;
    void setViewState(const QVariantMap& state);

    /// The dominator path of the selection from the root, its middle left out where it is long. Each crumb's
    /// address is something goTo() takes.
    QList<Crumb> crumbs() const;
    /// Goes to `@id`, a class name or a pattern of them. Returns false and a sentence in `whyNot` where there
    /// is no such thing.
    bool goTo(const QString& addressText, QString* whyNot);

    bool canGoBack() const;
    bool canGoForward() const;
    void goBack();
    void goForward();
    /// Milliseconds of a monotonic clock, by which moves in quick succession are one; for tests.
    void setClock(std::function<qint64()> nowMs);

    void focusFilter(); ///< Ctrl+F: the filter of the current view, else that of the classes

    /// What is selected, for the status bar: "Selected: onTick() @2841907, retains 15.0 KiB in 171 objects".
    QString statusText() const;

signals:
    /// Go to `address` in another snapshot.
    void otherRequested(heapwise::ui::SnapshotDocument* other, const QString& address);
    /// A tab of its own for it.
    void tabRequested(const heapwise::ui::Subject& subject);
    void crumbsChanged();
    void statusChanged();
    void historyChanged();
    /// The first click or key that says the user is busy here: loading must not change the view any more.
    void userInteracted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace heapwise::ui
