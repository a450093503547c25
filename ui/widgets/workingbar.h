#pragma once

#include <QWidget>

namespace heapwise::ui {

/// The 2 px line under the view bar while work of its document takes longer than a moment: as long as the work has
/// come, or a short piece that moves on where the work does not count.
class WorkingBar : public QWidget {
    Q_OBJECT
public:
    /// Lies at the lower edge of `under`; shows the work of what is in `scope`.
    WorkingBar(const QObject* scope, QWidget* under);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();
    void place();

    const QObject* m_scope;
    double m_fraction = -1;
    int m_step = 0;
};

} // namespace heapwise::ui
