#pragma once

#include <QWidget>

namespace heapwise::ui {

/// The number of a suspect in a circle.
class RankBadge : public QWidget {
    Q_OBJECT
public:
    RankBadge(int rank, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_rank;
};

/// The pattern of a suspect, tinted in the colour of growth.
class PatternTag : public QWidget {
    Q_OBJECT
public:
    PatternTag(const QString& text, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

/// A share of the heap as a bar.
class ShareBar : public QWidget {
    Q_OBJECT
public:
    ShareBar(double share, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share;
};

} // namespace heapwise::ui
