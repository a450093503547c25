#include "ui/help/tour.h"

#include "ui/help/tourbubble.h"
#include "ui/selection.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/snapshotview.h"

#include <QDockWidget>
#include <QMainWindow>

namespace heapwise::ui {

namespace {
constexpr int kLookMs = 100;
const QString kLeakingClass = QStringLiteral("RequestContext");
} // namespace

Tour::Tour(QMainWindow* window, SnapshotDocument* sample)
    : QObject(window)
    , m_window(window)
    , m_sample(sample)
    , m_bubble(new TourBubble(window))
{
    createSteps();
    m_looking.setInterval(kLookMs);
    m_looking.setSingleShot(true);
    connect(&m_looking, &QTimer::timeout, this, &Tour::point);
    connect(m_bubble, &TourBubble::nextRequested, this, [this] { show(m_step + 1); });
    connect(m_bubble, &TourBubble::backRequested, this, [this] { show(m_step - 1); });
    connect(m_bubble, &TourBubble::skipRequested, this, &QObject::deleteLater);
    connect(sample, &QObject::destroyed, this, &QObject::deleteLater);
    connect(sample, &Document::changed, this, &Tour::beginWhenReady);
    beginWhenReady();
}

Tour::~Tour()
{
    if (m_bubble) {
        m_bubble->showStep(1, 1, {}, {}, nullptr); // takes the frame away
        m_bubble->hide();
        m_bubble->deleteLater();
    }
}

TourBubble* Tour::bubble() const
{
    return m_bubble;
}

void Tour::createSteps()
{
    const auto page = [this](QLatin1String id) { m_sample->view()->showPage(id); };
    const auto select = [this] { m_sample->enterAddress(kLeakingClass, nullptr); };
    m_steps = {
        {tr("What is wrong, in words"),
         tr("This is the heap of a small web shop after 1,500 requests. The Overview names its suspects: "
            "what accumulates, how much it keeps, "
            "and how sure that is. Open a card for the evidence and the way from the roots."),
         [page] { page(OverviewPage::kId); }, "suspectCard"},
        {tr("What there is"),
         tr("Classes lists all objects. RequestContext is a class of the shop: 1,085 of them are alive, "
            "though a request is over in milliseconds. "
            "F1 explains names such as “system / Context”."),
         [page, select] {
             page(ClassesView::kId);
             select();
         },
         "classesTree"},
        {tr("Why it is still there"),
         tr("Retainers draws what keeps them alive, from the roots down: a PriceFeed, its list of listeners "
            "for “price”, and 1,085 functions "
            "refreshPage with their scopes. Ctrl+R brings you here from any object."),
         [page, select] {
             select();
             page(RetainersView::kId);
         },
         "retainerGraph"},
        {tr("What to cut"),
         tr("Select a line or a box of the graph: the Inspector says what would be freed without it. Here it "
            "is the listener that each page adds and "
            "none removes: priceFeed.on('price', …) in productPage. Remove it when the response is finished, "
            "and the leak is gone."),
         [page] { page(RetainersView::kId); }, "inspectorDock"},
        {tr("Now your own program"),
         tr("Attach to a running Node.js process, watch its memory, and take clean snapshots. Two of them, "
            "compared, prove what grows. "
            "How to take them in production is in the Help menu."),
         [] {}, "toolAttach"},
    };
}

void Tour::beginWhenReady()
{
    const auto heap = m_sample ? m_sample->heap() : nullptr;
    if (m_step < 0 && heap && heap->has(Stage::Retained) && m_sample->view())
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_step < 0)
                    show(0);
            },
            Qt::QueuedConnection); // after the document has settled on its page
}

QWidget* Tour::findTarget(const char* name) const
{
    const QString wanted = QString::fromLatin1(name);
    auto* inSample = m_sample ? m_sample->findChild<QWidget*>(wanted) : nullptr;
    return inSample ? inSample : m_window->findChild<QWidget*>(wanted);
}

void Tour::show(int step)
{
    if (step < 0)
        return;
    if (step >= int(m_steps.size()) || !m_sample || !m_sample->view()) {
        deleteLater();
        return;
    }
    m_step = step;
    const Step& now = m_steps[std::size_t(step)];
    now.prepare();
    point();
}

// The control may come later than its page: suspects and graphs are computed.
void Tour::point()
{
    if (!m_sample || m_step < 0)
        return;
    const Step& now = m_steps[std::size_t(m_step)];
    auto* target = findTarget(now.target);
    if (auto* dock = qobject_cast<QDockWidget*>(target))
        dock->show();
    const bool isThere = target && target->isVisible();
    m_bubble->showStep(m_step + 1, int(m_steps.size()), now.title, now.text, isThere ? target : nullptr);
    if (isThere)
        m_looking.stop();
    else
        m_looking.start();
}

} // namespace heapwise::ui
