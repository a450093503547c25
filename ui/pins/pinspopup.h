#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListWidget;

namespace heapwise::ui {

class Pins;

/// The pins of a document with their notes. Enter goes to one, typing in the field below changes its note, Delete takes
/// it away, Esc closes.
class PinsPopup : public QFrame {
    Q_OBJECT
public:
    explicit PinsPopup(Pins* pins, QWidget* parent);

    /// Below `anchor`, its right edge there. With the pin of `objectId` current and its note ready to be typed; 0: the
    /// list has the keys.
    void showBelow(const QWidget* anchor, quint32 objectId = 0);

signals:
    void chosen(const QString& address);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    void showNote();
    void keepNote();
    void removeCurrent();
    void choose();
    quint32 currentId() const;

    QPointer<Pins> m_pins;
    QListWidget* m_list;
    QLineEdit* m_note;
    QLabel* m_hint;
};

} // namespace heapwise::ui
