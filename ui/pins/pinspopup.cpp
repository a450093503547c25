#include "ui/pins/pinspopup.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/pins/pins.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/textlabel.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kWidth = 380;
constexpr int kRow = 24;
constexpr int kMostRows = 12;

QString rowText(const Pin& pin)
{
    return pin.note.isEmpty() ? pin.title : pin.title + QStringLiteral("  —  ") + pin.note;
}

} // namespace

PinsPopup::PinsPopup(Pins* pins, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_pins(pins)
    , m_list(new QListWidget(this))
    , m_note(new QLineEdit(this))
    , m_hint(new TextLabel(TextStyle::Small, Token::TextSecondary, this))
{
    setObjectName(QStringLiteral("pinsPopup"));
    setAccessibleName(tr("Pins"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(QStringLiteral("pinsList"));
    m_list->setAccessibleName(tr("Pins of this snapshot"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->installEventFilter(this);
    m_note->setObjectName(QStringLiteral("pinNote"));
    m_note->setPlaceholderText(tr("Note"));
    m_note->setAccessibleName(tr("Note of the selected pin"));
    m_note->installEventFilter(this);
    m_hint->setObjectName(QStringLiteral("pinsHint"));
    m_hint->setWordWrap(true);
    auto* const layout = new QVBoxLayout(this);
    const int margin = scaled(8);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(scaled(6));
    auto* const title = new TextLabel(TextStyle::BodyBold, Token::Text, this);
    title->setText(tr("Pins"));
    layout->addWidget(title);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_hint);
    connect(m_list, &QListWidget::currentRowChanged, this, &PinsPopup::showNote);
    connect(m_list, &QListWidget::itemClicked, this, &PinsPopup::choose);
    connect(m_note, &QLineEdit::textEdited, this, &PinsPopup::keepNote);
    connect(m_note, &QLineEdit::returnPressed, this, &QWidget::close);
    fill();
}

void PinsPopup::showBelow(const QWidget* anchor, quint32 objectId)
{
    const int rows = std::clamp(m_list->count(), 1, kMostRows);
    resize(scaled(kWidth),
           layout()->sizeHint().height() - m_list->sizeHint().height() + scaled(rows * kRow) + scaled(8));
    move(anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + 2)));
    const qsizetype at = objectId == 0 ? -1 : m_pins->indexOf(objectId);
    m_list->setCurrentRow(at >= 0 ? int(at) : 0);
    show();
    if (at >= 0)
        m_note->setFocus(Qt::PopupFocusReason);
    else
        m_list->setFocus(Qt::PopupFocusReason);
}

void PinsPopup::fill()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const Pin& pin : m_pins->list()) {
        auto* const item = new QListWidgetItem(icon(QStringLiteral("star")), rowText(pin), m_list);
        item->setData(Qt::UserRole, pin.objectId);
        item->setSizeHint(QSize(0, scaled(kRow)));
        item->setToolTip(rowText(pin));
    }
    const bool isEmpty = m_list->count() == 0;
    m_list->setVisible(!isEmpty);
    m_note->setVisible(!isEmpty);
    m_hint->setText(isEmpty ? tr("Nothing is pinned in this snapshot. Select an object and press Ctrl+B, or click the "
                                 "star in the address bar.")
                            : tr("Enter goes there, Tab to the note, Delete removes the pin"));
}

quint32 PinsPopup::currentId() const
{
    const QListWidgetItem* const item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toUInt() : 0;
}

void PinsPopup::showNote()
{
    const qsizetype at = m_list->currentItem() ? m_pins->indexOf(currentId()) : -1;
    m_note->setText(at >= 0 ? m_pins->list()[at].note : QString());
}

void PinsPopup::keepNote()
{
    if (!m_list->currentItem())
        return;
    m_pins->setNote(currentId(), m_note->text());
    const qsizetype at = m_pins->indexOf(currentId());
    m_list->currentItem()->setText(at >= 0 ? rowText(m_pins->list()[at]) : QString());
}

void PinsPopup::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_pins->remove(currentId());
    fill();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    showNote();
}

void PinsPopup::choose()
{
    const qsizetype at = m_list->currentItem() ? m_pins->indexOf(currentId()) : -1;
    if (at < 0)
        return;
    const QString address = m_pins->list()[at].address();
    close();
    emit chosen(address);
}

bool PinsPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_list && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        choose();
        return true;
    }
    if (watched == m_list && key == Qt::Key_Delete) {
        removeCurrent();
        return true;
    }
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void PinsPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(color(Token::Line));
    painter.setBrush(color(Token::Raised));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace heapwise::ui
