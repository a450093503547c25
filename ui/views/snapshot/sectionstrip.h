#pragma once

#include <QWidget>

#include "core/snapshot/loadreport.h"

namespace heapwise::ui {

/// What a file has of a snapshot, drawn to scale: whole sections filled, cut ones filled as far as they were
/// read, missing ones hatched. Where the size of what is missing is not known it is estimated from the counts in
/// the header.
class SectionStrip : public QWidget {
    Q_OBJECT
public:
    explicit SectionStrip(QWidget* parent = nullptr);
    void setReport(const LoadReport& report);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Fill { Whole, Part, Missing };
    struct Segment {
        QString title;
        QString detail;
        Fill fill;
        double weight; ///< bytes
    };
    void add(const LoadReport::Section& section);
    QList<int> widths() const;

    QList<Segment> m_segments;
};

} // namespace heapwise::ui
