#include "ui/views/snapshot/strings/stringcopies.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedLayout>

#include "ui/format.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/holderchildren.h"
#include "ui/models/stringchildren.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/subjectsync.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr int kMargin = 8;
constexpr int kHeadHeight = 26;

} // namespace

StringCopies::StringCopies(Selection* selection, ObjectActions* actions, QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextStyle::BodyBold, Token::Text, this))
    , m_hint(new TextLabel(TextStyle::Small, Token::TextSecondary, this))
    , m_model(new GraphTreeModel(HolderChildren::columns(), this))
    , m_tree(new DataTree(this))
    , m_empty(new EmptyState(QStringLiteral("strings"), this))
    , m_stack(new QStackedLayout)
{
    setObjectName(QStringLiteral("stringCopies"));
    m_title->setObjectName(QStringLiteral("stringCopiesTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_hint->setObjectName(QStringLiteral("stringHint"));
    m_hint->setTextFormat(Qt::PlainText);
    auto* const head = new QWidget(this);
    head->setFixedHeight(scaled(kHeadHeight));
    auto* const row = new QHBoxLayout(head);
    row->setContentsMargins(scaled(kMargin), 0, scaled(kMargin), 0);
    row->setSpacing(scaled(kMargin));
    row->addWidget(m_title);
    row->addWidget(m_hint, 1);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);

    m_tree->setObjectName(QStringLiteral("stringHolders"));
    m_tree->setAccessibleName(tr("Who holds the strings of the selected text"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 180, 90, 76, 90});
    m_tree->header()->setSectionsClickable(false); // those with most references first
    m_tree->setViewName(QStringLiteral("stringHolders"));
    actions->attach(m_tree, m_model);
    new SubjectSync(m_tree, m_model, selection, parent);
    m_job.announce({this, tr("Looking for who holds the strings"), [this] {
                        m_job.drop();
                        m_empty->setText(tr("Stopped. Select the text again to look for who holds it."));
                    }});
    show(nullptr, std::nullopt);
}

void StringCopies::show(const StringDataPtr& texts, std::optional<std::uint32_t> group)
{
    const bool isSame = texts && texts == m_data && group == m_group;
    m_data = texts;
    m_group = group;
    if (texts && group) {
        m_title->setText(copiesTitle(*texts, *group));
        showHint(texts->strings()[*group]);
    }
    if (isSame)
        return;
    m_job.drop();
    if (!texts || !group) {
        m_title->setText(tr("Held by"));
        m_hint->clear();
        m_model->resetSource(nullptr);
        m_empty->setText(tr("Select a text to see who holds it."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    auto work = [texts, g = *group](const Progress& progress) {
        Progress none; // the default routes are there already
        const Routes routes(texts->heap(), {}, none);
        return findHolders(routes, texts->strings().nodes(g), progress);
    };
    m_job.start(std::move(work), [this, texts, g = *group](const Holders& holders) { found(texts, g, holders); });
}

void StringCopies::found(const StringDataPtr& texts, std::uint32_t group, const Holders& holders)
{
    if (holders.groups.empty()) {
        m_model->resetSource(nullptr);
        m_empty->setText(holders.weak > 0 ? tr("Only weak references lead here. The strings will be collected.")
                                          : tr("Nothing strong holds these strings. They will be collected."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_model->resetSource(
        std::make_shared<HolderChildren>(texts->heapPtr(), group, texts->strings().nodes(group), texts, holders));
    m_stack->setCurrentWidget(m_tree);
}

void StringCopies::showHint(const StringGroup& group)
{
    QString text;
    if (group.kind == StringKind::Sliced)
        text = group.retained > group.total()
                   ? tr("They alone keep %1 of text alive. A copy of each piece would let it go.")
                         .arg(formatBytes(group.retained - group.total()))
                   : QString();
    else if (group.wasted() > 0 && group.isCut)
        text = tr("Perhaps copies: only 1,024 characters are stored. One for all would save up to %1.")
                   .arg(formatBytes(group.wasted()));
    else if (group.wasted() > 0)
        text = tr("A shared constant, or interning the text, would save %1.").arg(formatBytes(group.wasted()));
    m_hint->setText(text);
    m_hint->setToolTip(text);
}

QString StringCopies::hint() const
{
    return m_hint->text();
}

} // namespace heapwise::ui
