#include "ui/help/helpwindow.h"

#include "ui/help/helptopics.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/rowheight.h"

#include <QHBoxLayout>
#include <QScreen>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {
constexpr int kTopicRole = Qt::UserRole;
constexpr int kTopicHeight = 22;
} // namespace

HelpWindow::HelpWindow(QWidget* parent)
    : QDialog(parent)
    , m_search(new FilterField(QStringLiteral("search")))
    , m_list(new QTreeWidget)
    , m_text(new QTextBrowser)
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help"));
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the help"));
    m_list->setObjectName(QStringLiteral("helpTopics"));
    m_list->setAccessibleName(tr("Topics"));
    m_list->setHeaderHidden(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RowHeight(kTopicHeight, m_list));
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("Text"));
    m_text->setFrameShape(QFrame::NoFrame);
    QTreeWidgetItem* group = nullptr;
    for (int i = 0; i < helpTopics().size(); ++i) {
        const auto& topic = helpTopics()[i];
        if (!group || group->text(0) != groupTitle(topic.group)) {
            group = new QTreeWidgetItem(m_list, {groupTitle(topic.group)});
            group->setFlags(Qt::ItemIsEnabled);
            group->setFont(0, ui::font(TextStyle::BodyBold));
        }
        (new QTreeWidgetItem(group, {topic.title}))->setData(0, kTopicRole, i);
    }
    m_list->expandAll();
    auto* side = new QWidget;
    side->setFixedWidth(scaled(240));
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(scaled(12), scaled(12), scaled(6), scaled(12));
    column->setSpacing(scaled(8));
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(side);
    row->addWidget(m_text, 1);
    const auto fit = [this] { resize(QSize(scaled(820), scaled(520)).boundedTo(screen()->availableSize() * 0.92)); };
    fit();
    connect(&Theme::instance(), &Theme::metricsChanged, this, fit);
    connect(&Theme::instance(), &Theme::themeChanged, this, &HelpWindow::showCurrent);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &HelpWindow::showCurrent);
}

void HelpWindow::showTopic(const HelpTopic* topic)
{
    const auto index = topic ? topic - helpTopics().constData() : 0;
    m_search->clear();
    for (QTreeWidgetItemIterator it(m_list, QTreeWidgetItemIterator::Selectable); *it; ++it)
        if ((*it)->data(0, kTopicRole).toInt() == index)
            m_list->setCurrentItem(*it);
    m_list->scrollToItem(m_list->currentItem(), QAbstractItemView::PositionAtCenter);
    m_list->setFocus();
}

QString HelpWindow::shownTitle() const
{
    return m_list->currentItem() ? m_list->currentItem()->text(0) : QString();
}

void HelpWindow::search(const QString& text)
{
    for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
        auto* group = m_list->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            auto* item = group->child(i);
            const auto& topic = helpTopics()[item->data(0, kTopicRole).toInt()];
            const bool found = topic.title.contains(text, Qt::CaseInsensitive) ||
                               topic.text.contains(text, Qt::CaseInsensitive) ||
                               topic.names.join(QLatin1Char(' ')).contains(text, Qt::CaseInsensitive);
            item->setHidden(!found);
            if (found && !std::exchange(any, true) && m_list->currentItem() && m_list->currentItem()->isHidden())
                m_list->setCurrentItem(item);
        }
        group->setHidden(!any);
    }
}

void HelpWindow::showCurrent()
{
    const auto* item = m_list->currentItem();
    if (!item || !item->parent())
        return;
    const auto& topic = helpTopics()[item->data(0, kTopicRole).toInt()];
    m_text->document()->setDefaultFont(ui::font(TextStyle::Lead));
    m_text->document()->setDocumentMargin(scaled(18));
    m_text->setMarkdown(QStringLiteral("## %1\n\n%2").arg(topic.title, topic.text));
}

} // namespace heapwise::ui
