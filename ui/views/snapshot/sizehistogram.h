#pragma once

#include <QWidget>

#include "ui/views/snapshot/inspectordetails.h"

namespace heapwise::ui {

/// How many instances of a class have which shallow size: one bar for each power of two between the smallest and
/// the largest.
class SizeHistogram : public QWidget {
    Q_OBJECT
public:
    explicit SizeHistogram(QWidget* parent = nullptr);
    void setDistribution(const SizeDistribution& distribution);
    void clear();
    const SizeDistribution& distribution() const { return m_distribution; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int firstBar() const;
    int barCount() const;
    QRect barRect(int bar) const;
    QString barText(int bar) const;

    SizeDistribution m_distribution;
};

} // namespace heapwise::ui
