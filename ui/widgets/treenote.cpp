#include "ui/widgets/treenote.h"

#include <QEvent>
#include <QTreeView>

namespace heapwise::ui {

TreeNote::TreeNote(QTreeView* tree)
    : QLabel(tree->viewport())
    , m_tree(tree)
{
    setObjectName(QStringLiteral("treeNote"));
    setAlignment(Qt::AlignCenter);
    setForegroundRole(QPalette::PlaceholderText);
    setWordWrap(true);
    setMargin(8);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    tree->viewport()->installEventFilter(this);
    const auto* const model = tree->model();
    connect(model, &QAbstractItemModel::modelReset, this, &TreeNote::place);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TreeNote::place);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &TreeNote::place);
}

void TreeNote::setNote(const QString& text)
{
    setText(text);
    place();
}

void TreeNote::place()
{
    setGeometry(m_tree->viewport()->rect());
    const bool isEmpty = m_tree->model()->rowCount() == 0;
    setVisible(!text().isEmpty() && isEmpty);
    m_tree->setAccessibleDescription(isEmpty ? text() : QString());
}

bool TreeNote::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QLabel::eventFilter(watched, event);
}

} // namespace heapwise::ui
