#pragma once

#include <QList>
#include <QWidget>

namespace heapwise::ui {

/// One number of an object: "Retained", "15.0 KiB", "15,312 B".
struct Fact {
    QString name;
    QString value;
    QString detail;
    QString toolTip;
    bool isPending = false;
};

/// Facts side by side, in two columns where there is less room.
class FactsGrid : public QWidget {
    Q_OBJECT
public:
    explicit FactsGrid(QWidget* parent = nullptr);
    void setFacts(const QList<Fact>& facts);
    const QList<Fact>& facts() const { return m_facts; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int columns(int width) const;
    QRect cell(int fact) const;

    QList<Fact> m_facts;
};

} // namespace heapwise::ui
