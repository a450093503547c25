#pragma once

#include <QWidget>

#include <memory>

#include "ui/views/snapshot/inspectordetails.h"
#include "ui/widgets/paintedaccessible.h"

namespace heapwise::ui {

/// How many instances of a class have which shallow size: one bar for each power of two between the smallest and
/// the largest.
class SizeHistogram : public QWidget, public PaintedItems {
    Q_OBJECT
public:
    explicit SizeHistogram(QWidget* parent = nullptr);
    void setDistribution(const SizeDistribution& distribution);
    void clear();
    const SizeDistribution& distribution() const { return m_distribution; }
    /// Where the size of the smallest or largest object stands; empty where it does not.
    QRect labelRect(bool last) const;

    // PaintedItems: the bars
    const void* itemsVersion() const override { return m_version.get(); }
    std::vector<int> visibleItems() const override;
    bool hasItem(int item) const override { return item >= 0 && item < barCount(); }
    QString itemName(int item) const override { return barText(item); }
    QString itemDescription(int) const override { return {}; }
    QRect itemRect(int item) const override { return barRect(item); }
    bool isItemSelected(int) const override { return false; }
    int itemNear(QPoint at) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int firstBar() const;
    int barCount() const;
    QRect barRect(int bar) const;
    QString labelText(bool last) const;
    QString barText(int bar) const;

    SizeDistribution m_distribution;
    std::shared_ptr<const int> m_version; ///< another one with each distribution
};

} // namespace heapwise::ui
