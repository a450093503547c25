#include "ui/views/comparison/setpathspanel.h"

#include "ui/format.h"
#include "ui/models/mergedpathstree.h"
#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace heapwise::ui {

SetPathsPanel::SetPathsPanel(QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextStyle::BodyBold, Token::TextSecondary))
    , m_open(new QToolButton)
    , m_tree(new DataTree)
    , m_model(new MergedPathsTree(this))
    , m_note(new TextLabel(TextStyle::Small, Token::TextSecondary))
    , m_empty(new EmptyState(QStringLiteral("graph")))
{
    setObjectName(QStringLiteral("setPathsPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(scaled(10), scaled(3), scaled(6), scaled(3));
    m_title->setObjectName(QStringLiteral("setPathsTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // class names can be long
    m_open->setObjectName(QStringLiteral("openAsGraph"));
    m_open->setText(tr("Open as graph"));
    m_open->setAutoRaise(true);
    bindKeys(m_open, QLatin1String("snapshot.retainers"));
    head->addWidget(m_title, 1);
    head->addWidget(m_open);
    column->addLayout(head);
    m_tree->setObjectName(QStringLiteral("retentionTree"));
    m_tree->setAccessibleName(tr("What keeps the objects alive"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 84});
    m_tree->setViewName(QStringLiteral("comparisonRetention"));
    auto* pages = new QWidget(this);
    m_stack = new QStackedLayout(pages);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);
    column->addWidget(pages, 1);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(8));
    column->addWidget(m_note);
    connect(m_open, &QToolButton::clicked, this,
            [this] { emit graphRequested(m_snapshot, m_question.name, m_subjects); });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        emit objectActivated(m_snapshot, m_model->nodeAt(index.siblingAtColumn(0)));
    });
    m_job.announce({this, tr("Merging paths")});
    clear(tr("Select a class to see what keeps its objects alive."));
}

void SetPathsPanel::clear(const QString& sentence)
{
    m_job.drop();
    m_question = {};
    m_title->setText(tr("Why it stays alive"));
    m_empty->setText(sentence);
    m_stack->setCurrentWidget(m_empty);
    m_note->hide();
    m_open->setEnabled(false);
    m_subjects.clear();
}

QString SetPathsPanel::stateText() const
{
    return m_stack->currentWidget() == m_empty ? m_empty->text() : QString();
}

void SetPathsPanel::show(const Question& question)
{
    if (question == m_question)
        return;
    const Comparison& comparison = *question.comparison;
    m_snapshot = comparison.snapshotOf(question.set);
    if (!comparison.heap(m_snapshot)->has(Stage::Retained))
        return clear(tr("What keeps objects alive is known when both snapshots are complete."));
    m_question = question;
    m_title->setText(question.set == ChangeSet::Freed ? tr("What kept %1 alive").arg(question.name)
                                                      : tr("Why %1 stays alive").arg(question.name));
    m_job.start([question](const Progress& progress) { return find(question, progress); },
                [this](const MergedHolders& result) { found(result); });
}

MergedHolders SetPathsPanel::find(const Question& question, const Progress& progress)
{
    const Comparison& comparison = *question.comparison;
    const auto objectsIn = [&](const auto& of) {
        return question.joinedClass == JoinedClasses::kNone ? of.objects(question.set)
                                                            : of.objects(question.set, question.joinedClass);
    };
    return mergeHolders(comparison.heap(comparison.snapshotOf(question.set)),
                        question.chosen ? objectsIn(*question.chosen) : objectsIn(comparison), progress);
}

void SetPathsPanel::found(const MergedHolders& found)
{
    const Question question = m_question;
    if (found.subjects.empty() || !found.areHeld()) {
        clear(!found.subjects.empty() ? tr("Nothing strong holds these objects. They will be collected.")
              : question.joinedClass == JoinedClasses::kNone ? tr("There is no such object in the set.")
                                                             : tr("There is no object of this class in the set."));
        m_question = question;
        return;
    }
    m_subjects = found.subjects;
    m_open->setEnabled(true);
    m_model->show(found.heap, found.paths);
    m_stack->setCurrentWidget(m_tree);
    const QModelIndexList path = m_model->mainPath();
    for (const QModelIndex& index : path)
        m_tree->expand(index);
    if (!path.isEmpty())
        m_tree->setCurrentIndex(path.last());
    m_note->setText(mergedHoldersNote(found, *m_model));
    m_note->show();
}

} // namespace heapwise::ui
