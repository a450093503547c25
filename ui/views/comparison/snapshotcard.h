#pragma once

#include <QAbstractButton>

#include "ui/theme/tokens.h"

namespace heapwise::ui {

/// One snapshot of a comparison: what it is called, when it was taken, how large its heap is; or how far opening has
/// come, or why it failed. A click goes to its own tab.
class SnapshotCard : public QAbstractButton {
    Q_OBJECT
public:
    struct Content {
        QString name; ///< "#1"
        QString role; ///< "Baseline"
        QString size; ///< "148.9 MiB"; "61 %" while it is opened
        QString when; ///< "14:02:10", or what is wrong
        QString objects;
        bool hasFailed = false;
        Token edge = Token::TextSecondary; ///< colour of the upper edge
    };

    explicit SnapshotCard(QWidget* parent = nullptr);
    void setContent(const Content& content);
    const Content& content() const { return m_content; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Content m_content;
};

/// From one card to the next: how much the heap and its objects grew.
class GrowthLabel : public QWidget {
    Q_OBJECT
public:
    explicit GrowthLabel(QWidget* parent = nullptr);
    void setChange(qint64 bytes, qint64 objects);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isKnown = false;
    qint64 m_bytes = 0;
    qint64 m_objects = 0;
};

} // namespace heapwise::ui
