#include "ui/views/snapshot/overview/objectlist.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QToolButton>

#include "ui/models/graphtreemodel.h"
#include "ui/models/memberchildren.h"
#include "ui/theme/icons.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/subjectsync.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {

ObjectList::ObjectList(Selection* selection, ObjectActions* actions, QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextStyle::Title, Token::Text, this))
    , m_detail(new TextLabel(TextStyle::Body, Token::TextSecondary, this))
    , m_model(new GraphTreeModel(MemberChildren::columns(), this))
    , m_tree(new DataTree(this))
{
    setObjectName(QStringLiteral("overviewList"));
    auto* const back = new QToolButton(this);
    back->setObjectName(QStringLiteral("overviewListBack"));
    back->setIcon(icon(QStringLiteral("back")));
    back->setText(tr("Back"));
    back->setToolTip(tr("Back to what the heap is made of (Escape)"));
    back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    back->setAutoRaise(true);
    connect(back, &QToolButton::clicked, this, &ObjectList::closeRequested);
    m_detail->setWordWrap(true);
    auto* const head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(back);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_detail);
    layout->addWidget(m_tree, 1);
    m_tree->setObjectName(QStringLiteral("overviewListTree"));
    m_tree->setRootIsDecorated(false);
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 90, 90});
    m_tree->header()->setSortIndicatorShown(true);
    m_tree->setViewName(QStringLiteral("overviewList"));
    actions->attach(m_tree, m_model);
    new SubjectSync(m_tree, m_model, selection, this);
}

void ObjectList::show(const HeapPtr& heap, const QString& title, const QString& detail,
                      std::vector<std::uint32_t> nodes)
{
    m_title->setText(title);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_tree->setAccessibleName(title);
    const auto kept = std::make_shared<const std::vector<std::uint32_t>>(std::move(nodes));
    m_model->resetSource(std::make_shared<MemberChildren>(heap, ++m_shown, *kept, kept));
}

void ObjectList::clear()
{
    m_model->resetSource(nullptr);
}

QString ObjectList::title() const
{
    return m_title->text();
}

void ObjectList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace heapwise::ui
