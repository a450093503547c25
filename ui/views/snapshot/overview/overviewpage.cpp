#include "ui/views/snapshot/overview/overviewpage.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QIODevice>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextDocument>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/objectfilter.h"
#include "ui/theme/fonts.h"
#include "ui/views/snapshot/dominatorchartpane.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/overview/compositionbar.h"
#include "ui/views/snapshot/overview/objectlist.h"
#include "ui/views/snapshot/overview/suspecttext.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wrappingrow.h"

namespace heapwise::ui {
namespace {

constexpr int kPagePadding = 14;
constexpr int kLeastChart = 180; ///< with its bar and the line below it

Subject membersOf(const Heap& heap, const Suspect& suspect)
{
    auto set = std::make_shared<ObjectSet>();
    set->title = suspectTitle(heap, suspect);
    set->nodes = suspect.members;
    std::ranges::sort(set->nodes);
    return Subject::objects(std::move(set));
}

} // namespace

OverviewPage::OverviewPage(Selection* selection, ObjectActions* actions, QWidget* parent)
    : SnapshotPage(parent)
    , m_selection(selection)
    , m_actions(actions)
    , m_objects(new ObjectFilter(this))
    , m_problem(new FieldProblem(this))
    , m_facts(new OverviewFacts(this))
    , m_suspects(new SuspectList(this))
{
    setObjectName(QStringLiteral("overviewPage"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* const halves = new QSplitter(this);
    halves->setHandleWidth(1);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_suspects);
    halves->addWidget(createRight());
    halves->setSizes({500, 500});
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_problem->setObjectName(QStringLiteral("overviewProblem"));
    layout->addWidget(m_problem);
    layout->addWidget(m_facts);
    auto* const line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    layout->addWidget(line);
    layout->addWidget(halves, 1);
    m_reading.announce({this, tr("Adding up the heap")});
    m_diagnosing.announce({this, tr("Looking for leaks"), [this] {
                               m_diagnosing.drop();
                               m_suspects->showMessage(tr("Looking for leaks was stopped."));
                           }});

    connect(m_objects, &ObjectFilter::changed, this, &OverviewPage::showFiltered);
    connect(m_problem, &FieldProblem::corrected, this,
            [this](const QString& text) { emit filterRequested(kId, text); });
    connect(m_facts, &OverviewFacts::factChosen, this, &OverviewPage::choose);
    connect(m_suspects, &SuspectList::reportRequested, this, &OverviewPage::copyReport);
    connect(m_suspects, &SuspectList::membersRequested, this, &OverviewPage::showMembers);
    connect(m_suspects, &SuspectList::nodeRequested, this, &OverviewPage::inspect);
    connect(m_suspects, &SuspectList::retainersRequested, this,
            [this](const Suspect& suspect) { emit m_actions->retainersRequested(membersOf(*m_heap, suspect)); });
    connect(m_suspects, &SuspectList::dominatorsRequested, this,
            [this](const Suspect& suspect) { emit m_actions->dominatorsRequested(suspect.holder); });
    connect(m_suspects, &SuspectList::filterCleared, this, &SnapshotPage::filterCleared);
    connect(m_suspects, &SuspectList::findingChosen, this, [this](const Finding& finding) {
        if (finding.kind == Finding::Kind::DuplicateStrings)
            emit m_actions->duplicatesRequested();
        else
            showList(findingTitle(finding), findingDetail(finding), finding.objects);
    });
}

OverviewPage::~OverviewPage() = default;

QWidget* OverviewPage::createRight()
{
    auto* const scroll = new QScrollArea(this); // large text in a low window
    scroll->setObjectName(QStringLiteral("overviewCharts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* const charts = new QWidget;
    charts->setBackgroundRole(QPalette::Base);
    charts->setAutoFillBackground(true);
    scroll->setWidget(charts);
    auto* const layout = new QVBoxLayout(charts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaled(8));
    auto* const title = new TextLabel(TextStyle::Title, Token::Text, charts);
    title->setText(tr("What the heap is made of"));
    auto* const what = new TextLabel(TextStyle::Body, Token::TextSecondary, charts);
    what->setText(tr("shallow size by kind"));
    auto* const head = new WrappingRow;
    head->setSpacing(scaled(8));
    head->addWidget(title);
    head->addWidget(what);
    head->addStretch(1);
    layout->addLayout(head);
    m_composition = new CompositionBar(charts);
    layout->addWidget(m_composition);
    m_chart = new DominatorChartPane(m_selection, DominatorChartPane::Place::Overview, charts);
    m_chart->setMinimumHeight(scaled(kLeastChart));
    layout->addWidget(m_chart, 1);
    connect(m_composition, &CompositionBar::kindChosen, m_actions, &ObjectActions::kindRequested);
    m_list = new ObjectList(m_selection, m_actions, this);
    connect(m_list, &ObjectList::closeRequested, this, [this] {
        m_right->setCurrentIndex(0);
        if (QWidget* const target = focusTarget())
            target->setFocus();
    });
    m_right = new QStackedWidget(this);
    m_right->setContentsMargins(scaled(kPagePadding), scaled(12), scaled(kPagePadding), scaled(8));
    m_right->addWidget(scroll);
    m_right->addWidget(m_list);
    return m_right;
}

// --- content --------------------------------------------------------------------------------------------

void OverviewPage::setHeap(HeapPtr heap)
{
    const bool isOther = !heap || !m_heap || heap->snapshot != m_heap->snapshot;
    m_heap = std::move(heap);
    m_objects->setHeap(m_heap);
    if (isOther) {
        m_data.reset();
        m_diagnosis.reset();
        m_reading.drop();
        m_diagnosing.drop();
        m_list->clear();
        m_right->setCurrentIndex(0);
    }
    updateFacts();
    if (m_heap && m_heap->objects && !m_data && !m_reading.isBusy())
        startData();
    m_chart->show(m_heap, DominatorOptions());
    if (m_heap && m_heap->dominators && !m_diagnosis && !m_diagnosing.isBusy())
        startDiagnosis();
    else if (m_heap && m_heap->countsOnly)
        m_suspects->showMessage(
            tr("The file is incomplete: its references are missing, so what keeps objects alive is not known."));
    else if (!m_diagnosis && !m_diagnosing.isBusy())
        m_suspects->showMessage(m_awaited);
}

void OverviewPage::setAwaited(const QString& text)
{
    m_awaited = text;
    if (!m_heap || (!m_heap->dominators && !m_heap->countsOnly))
        m_suspects->showMessage(text);
}

void OverviewPage::startData()
{
    m_reading.start(
        [heap = m_heap](const Progress& progress) {
            return std::make_shared<const OverviewData>(overviewOf(*heap, progress));
        },
        [this](const std::shared_ptr<const OverviewData>& known) {
            m_data = known;
            m_composition->setComposition(m_data->composition);
            updateFacts();
        });
}

void OverviewPage::startDiagnosis()
{
    m_suspects->showMessage(tr("Looking for leaks …"));
    m_diagnosing.start(
        [heap = m_heap](Progress& progress) { return std::make_shared<const Diagnosis>(diagnose(*heap, progress)); },
        [this](const DiagnosisPtr& diagnosis) {
            m_diagnosis = diagnosis;
            m_suspects->showDiagnosis(m_heap, m_diagnosis);
            updateFacts();
        });
}

void OverviewPage::updateFacts()
{
    m_facts->setFacts(m_heap, m_data.get(), m_diagnosis.get());
}

DataTree* OverviewPage::tree() const
{
    return m_right->currentWidget() == m_list ? m_list->tree() : nullptr;
}

QWidget* OverviewPage::focusTarget()
{
    QWidget* const first = m_suspects->firstTarget();
    return first ? first : this;
}

// --- what numbers lead to -------------------------------------------------------------------------------

void OverviewPage::showList(const QString& title, const QString& detail, std::vector<std::uint32_t> nodes)
{
    m_list->show(m_heap, title, detail, std::move(nodes));
    m_right->setCurrentWidget(m_list);
    m_list->setFocus();
}

void OverviewPage::showMembers(const Suspect& suspect)
{
    const QString detail =
        suspect.members.size() < suspect.count
            ? tr("The %1 largest of %2").arg(formatCount(suspect.members.size()), formatCount(suspect.count))
            : QString();
    showList(suspectTitle(*m_heap, suspect), detail, suspect.members);
}

void OverviewPage::inspect(NodeId node)
{
    emit m_actions->inspectRequested(Subject::object(node));
}

void OverviewPage::choose(OverviewFacts::Fact fact)
{
    switch (fact) {
    case OverviewFacts::HeapSize:
        if (m_diagnosis && !m_diagnosis->largest.empty())
            emit m_actions->dominatorsRequested(m_diagnosis->largest.front());
        break;
    case OverviewFacts::Objects:
        emit addressEntered(QStringLiteral("*")); // all classes
        break;
    case OverviewFacts::Strings:
        emit m_actions->kindRequested(ObjectKind::String);
        break;
    case OverviewFacts::Native:
        emit m_actions->kindRequested(ObjectKind::Native);
        break;
    case OverviewFacts::References:
        if (m_data)
            showList(tr("Objects with most references"),
                     tr("The %1 that refer to most others").arg(formatCount(m_data->mostReferences.size())),
                     m_data->mostReferences);
        break;
    case OverviewFacts::Source:
        break;
    }
}

void OverviewPage::setFilter(const QString& text)
{
    m_objects->setText(text, query::PlainWords::Paths);
    showFiltered();
}

void OverviewPage::setFilterField(FilterField* field)
{
    m_problem->setField(field);
}

void OverviewPage::showFiltered()
{
    if (m_objects->error())
        m_problem->showError(*m_objects->error());
    else
        m_problem->clearError();
    m_suspects->setObjects(objectsOf(m_objects->found()));
    if (!m_objects->isQuery() || m_objects->found())
        m_suspects->setFilter(m_objects->isQuery() ? QString() : m_objects->text());
}

void OverviewPage::copyReport()
{
    if (m_data && m_diagnosis)
        QGuiApplication::clipboard()->setText(overviewReport(*m_heap, *m_data, *m_diagnosis));
}

QString OverviewPage::exportNote() const
{
    return tr("Every suspect with its evidence and path, the other findings, and what the heap is made of.");
}

QList<ExportFormat> OverviewPage::exportFormats() const
{
    return {{QStringLiteral("md"), tr("Markdown")}, {QStringLiteral("html"), tr("HTML, one file")}};
}

ExportWork OverviewPage::exportWork(const QString& suffix)
{
    return [heap = m_heap, data = m_data, diagnosis = m_diagnosis,
            isHtml = suffix == QLatin1String("html")](QIODevice& to, const Progress&) {
        const QString report = overviewReport(*heap, *data, *diagnosis);
        if (!isHtml) {
            to.write(report.toUtf8());
            return QString();
        }
        QTextDocument page;
        page.setMarkdown(report, QTextDocument::MarkdownNoHTML);
        page.setMetaInformation(QTextDocument::DocumentTitle,
                                QFileInfo(QString::fromStdString(heap->snapshot->info().path)).fileName());
        to.write(page.toHtml().toUtf8());
        return QString();
    };
}

} // namespace heapwise::ui
