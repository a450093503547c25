#include "ui/views/start/recentlist.h"

#include "ui/recentfiles.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/start/recentdelegate.h"
#include "ui/views/start/recentmodel.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace heapwise::ui {

RecentList::RecentList(RecentFiles* recent, QWidget* parent)
    : QListView(parent)
    , m_recent(recent)
    , m_model(new RecentModel(recent, this))
{
    setObjectName(QStringLiteral("recentList"));
    setAccessibleName(tr("Recent files"));
    setFrameShape(QFrame::NoFrame);
    setModel(m_model);
    auto* delegate = new RecentDelegate(this);
    setItemDelegate(delegate);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    connect(delegate, &RecentDelegate::pinToggled, recent, &RecentFiles::setPinned, Qt::QueuedConnection);
    connect(delegate, &RecentDelegate::removeRequested, recent, &RecentFiles::remove, Qt::QueuedConnection);
    connect(delegate, &RecentDelegate::locateRequested, this, &RecentList::locateRequested, Qt::QueuedConnection);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (!index.data(RecentModel::MissingRole).toBool())
            emit openRequested(index.data(RecentModel::PathRole).toString());
    });
}

void RecentList::removeCurrent()
{
    const int row = currentIndex().row();
    m_recent->remove(currentIndex().data(RecentModel::PathRole).toString());
    setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1)));
}

void RecentList::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && event->key() == Qt::Key_Delete) {
        removeCurrent();
    } else if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        const QString path = current.data(RecentModel::PathRole).toString();
        if (current.data(RecentModel::MissingRole).toBool())
            emit locateRequested(path);
        else
            emit openRequested(path);
    } else {
        QListView::keyPressEvent(event);
    }
}

void RecentList::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex at = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!at.isValid())
        return;
    const QString path = at.data(RecentModel::PathRole).toString();
    const bool pinned = at.data(RecentModel::PinnedRole).toBool();
    QMenu menu(this);
    if (at.data(RecentModel::MissingRole).toBool())
        menu.addAction(tr("Locate…"), this, [this, path] { emit locateRequested(path); });
    else
        menu.addAction(tr("Open"), this, [this, path] { emit openRequested(path); });
    menu.addAction(pinned ? tr("Unpin") : tr("Pin"), this,
                   [this, path, pinned] { m_recent->setPinned(path, !pinned); });
    menu.addAction(tr("Remove from the list"), this, [this, path] { m_recent->remove(path); });
    menu.exec(event->globalPos());
}

void RecentList::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(ui::font(TextStyle::Body));
    painter.setPen(color(Token::TextSecondary));
    const QString text = m_model->hasEntries() ? tr("No recent file matches.") : tr("Files you open are listed here.");
    painter.drawText(viewport()->rect(), Qt::AlignCenter, text);
}

} // namespace heapwise::ui
