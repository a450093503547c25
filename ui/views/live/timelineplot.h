#pragma once

#include <QWidget>

#include "core/timeline/timeline.h"
#include "ui/export/exportable.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/paintedaccessible.h"

#include <memory>

namespace heapwise::ui {

class LiveData;

/// The lanes of a live session over one time axis: memory, heap spaces, garbage collections, load, events, and one
/// more for each worker. One crosshair and one range for all. Wheel zooms at the pointer, drag pans, Shift+drag
/// selects a range, double click shows everything; arrow keys, + and - do the same. Draws from decimated data only,
/// whatever the length of the session.
class TimelinePlot : public QWidget, public Exportable, public PaintedItems {
    Q_OBJECT
public:
    explicit TimelinePlot(const LiveData* session, QWidget* parent = nullptr);
    ~TimelinePlot() override;

    /// Takes in what is new; while following, the range moves on.
    void refresh();
    /// Lanes came or went.
    void rebuild();

    Seconds from() const { return m_from; }
    Seconds to() const { return m_to; }
    void setRange(Seconds from, Seconds to);
    /// The last `seconds` of the session, 0 for all of it; goes on with it while following.
    void showLast(double seconds);
    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    Seconds cursor() const { return m_cursor; } ///< kNoValue while the pointer is elsewhere
    /// Selected by Shift+drag; empty when to <= from.
    std::pair<Seconds, Seconds> selection() const { return {m_selectedFrom, m_selectedTo}; }
    int laneCount() const;
    /// Points given to the plot at the last refresh: for tests of decimation.
    qsizetype pointsDrawn() const;

    // PaintedItems: the lanes, with their values at the cursor or now
    const void* itemsVersion() const override;
    std::vector<int> visibleItems() const override;
    bool hasItem(int item) const override { return item >= 0 && item < laneCount(); }
    QString itemName(int item) const override;
    QString itemDescription(int item) const override;
    QRect itemRect(int item) const override;
    bool isItemSelected(int) const override { return false; }
    int itemNear(QPoint at) const override;

    /// As it is shown now, with its heads.
    QString exportName() const override;
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

signals:
    void rangeChanged();
    void followingChanged(bool following);
    void cursorMoved();
    void selectionChanged();
    void snapshotActivated(int number);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Private;

    void press(QMouseEvent* event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void wheel(QWheelEvent* event);
    void zoom(Seconds at, double factor);
    void extendSelection(double seconds);
    void setCursorTime(Seconds time);
    Seconds timeAt(double x) const;
    void clampRange();
    void apply();
    void paintHeads(QPainter& painter);

    const LiveData* m_data;
    std::unique_ptr<Private> d;
    Seconds m_from = 0;
    Seconds m_to = 60;
    double m_span = 0; ///< what is followed; 0: all
    bool m_following = true;
    Seconds m_cursor = kNoValue;
    Seconds m_selectedFrom = 0;
    Seconds m_selectedTo = 0;
};

/// How a heap space is drawn: known ones have their colour, others one of the rest by their place.
Token spaceToken(const std::string& name, int place);

} // namespace heapwise::ui
