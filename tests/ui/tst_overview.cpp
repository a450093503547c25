// The Overview: suspects as cards, what they and the other numbers lead to, by mouse and keys.
#include "tests/support/programtext.h"
#include "tests/support/snapshotviewtest.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

#include "ui/views/snapshot/overview/factcell.h"
#include "ui/views/snapshot/overview/findingrow.h"
#include "ui/views/snapshot/overview/fixpopup.h"
#include "ui/views/snapshot/overview/kindrow.h"
#include "ui/views/snapshot/overview/objectlist.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/overview/patternhelp.h"
#include "ui/views/snapshot/overview/suspecttext.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

namespace {

/// 1,200 sessions in a dictionary, 30 jobs in a list, and a hundred equal texts.
HeapBuilder leaky()
{
    auto heap = test::program("f>app; app>sessions,jobs; " + test::members("jobs", "job", 30));
    heap.name("jobs", "Array").name("sessions", "Object");
    for (int i = 0; i < 1200; ++i) {
        const QString session = "s" + QString::number(i);
        heap.edge("sessions", session, "property", QString("session:%1").arg(i))
            .name(session, "Session")
            .size(session, 500);
    }
    for (int i = 0; i < 30; ++i)
        heap.name("job" + QString::number(i), "Job").size("job" + QString::number(i), 5000);
    return heap;
}

} // namespace

class TestOverview : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void suspectsAsCards();
    void cardsByKeys();
    void actionsLeadToOtherPages();
    void membersAreListed();
    void notALeak();
    void notALeakIsForOneFileAlone();
    void filtersFindings();
    void filtersFindingsByTheirObjects();
    void referencesLeadToWhoHasMost();
    void looksForLeaksWithProgress();
    void howToFix();
    void everyPatternHasHelp();
    void noSuspects();
    void factsAndKindsAreLinks();
    void report();
    void waitsForDominators();
    void realSnapshot();

private:
    OverviewPage* open(const HeapPtr& heap);
    OverviewPage* page() const { return m_view->findChild<OverviewPage*>("overviewPage"); }
    QStringList titles() const;
};

/// Shows the page and waits until it knows all.
OverviewPage* TestOverview::open(const HeapPtr& heap)
{
    show(heap);
    m_view->showPage(OverviewPage::kId);
    OverviewPage* const shown = page();
    [&] { QTRY_VERIFY(shown->diagnosis() && !shown->findChild<FactCell*>()->value().isEmpty()); }();
    return shown;
}

QStringList TestOverview::titles() const
{
    QStringList list;
    for (const SuspectCard* const card : page()->suspects()->cards())
        list << card->accessibleName();
    return list;
}

void TestOverview::suspectsAsCards()
{
    const HeapPtr heap = leaky().open();
    open(heap);
    QCOMPARE(titles().size(), 2);
    QVERIFY(titles()[0].startsWith("1,200 Session in Object sessions"));
    QVERIFY(titles()[1].startsWith("30 Job in Array jobs"));
    QVERIFY(page()->suspects()->cards()[0]->isExpanded());
    QVERIFY(!page()->suspects()->cards()[1]->isExpanded());
    QVERIFY(page()->suspects()->cards()[0]->accessibleDescription().startsWith("Unbounded cache, High confidence"));
    QCOMPARE(test::slowEvents(), QString());
}

void TestOverview::cardsByKeys()
{
    open(leaky().open());
    const auto& cards = page()->suspects()->cards();
    cards[0]->setFocus();
    QTest::keyClick(cards[0], Qt::Key_Return);
    QVERIFY(!cards[0]->isExpanded());
    QTest::keyClick(cards[0], Qt::Key_Down);
    QTRY_VERIFY(cards[1]->hasFocus());
    QTest::keyClick(cards[1], Qt::Key_Return);
    QVERIFY(cards[1]->isExpanded());
    QTest::keyClick(cards[1], Qt::Key_Up);
    QTRY_VERIFY(cards[0]->hasFocus());
    QTest::mouseClick(cards[0], Qt::LeftButton, {}, QPoint(cards[0]->width() / 2, 3));
    QVERIFY(cards[0]->isExpanded());
}

void TestOverview::actionsLeadToOtherPages()
{
    const HeapBuilder heap = leaky();
    open(heap.open());
    const auto buttons = page()->suspects()->cards()[0]->findChildren<QPushButton*>();
    QCOMPARE(buttons[1]->text(), "In dominators");
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), heap.node("sessions"));
}

void TestOverview::membersAreListed()
{
    open(leaky().open());
    const auto buttons = page()->suspects()->cards()[0]->findChildren<QPushButton*>();
    QCOMPARE(buttons[2]->text(), "1,200 instances");
    QTest::mouseClick(buttons[2], Qt::LeftButton);
    ObjectList* const list = page()->list();
    QVERIFY(list->isVisible());
    QVERIFY(list->title().startsWith("1,200 Session"));
    QTRY_VERIFY(list->tree()->model()->rowCount() > 100); // a page, and a link to the rest
    select(list->tree()->model()->index(3, 0), list->tree());
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Object);
    QTest::mouseClick(list->findChild<QToolButton*>("overviewListBack"), Qt::LeftButton);
    QVERIFY(!list->isVisible());
}

void TestOverview::notALeak()
{
    const HeapPtr heap = leaky().open();
    open(heap);
    QMenu* const menu = page()->suspects()->cards()[0]->findChild<QMenu*>();
    QCOMPARE(test::menuTexts(menu), (QStringList{"Hide for this object", "Hide for this class", "Hide for this path"}));
    menu->actions()[1]->trigger();
    QTRY_COMPARE(titles().size(), 1);
    QCOMPARE(page()->findChild<QLabel*>("hiddenSuspects")->text().remove(QRegularExpression("<[^>]*>")), "1 hidden");
    open(heap); // the same file again
    QCOMPARE(titles().size(), 1);
    emit page()->findChild<QLabel*>("hiddenSuspects")->linkActivated("go");
    QTRY_COMPARE(titles().size(), 2);
}

/// Another snapshot that is written under the same name later.
void TestOverview::notALeakIsForOneFileAlone()
{
    QTemporaryDir folder;
    const auto written = [&](const HeapBuilder& heap) -> HeapPtr {
        QFile file(folder.filePath("heap.heapsnapshot"));
        if (!file.open(QIODevice::WriteOnly) || file.write(heap.json()) <= 0)
            return nullptr;
        file.close();
        Progress progress;
        const auto opened = openHeap({file.fileName().toStdString()}, progress);
        return opened ? *opened : nullptr;
    };
    open(written(leaky()));
    page()->suspects()->cards()[0]->findChild<QMenu*>()->actions()[1]->trigger();
    QTRY_COMPARE(titles().size(), 1);
    open(written(leaky()));
    QCOMPARE(titles().size(), 1);
    HeapBuilder longer = leaky();
    longer.edge("jobs", "one more", "property", "one more");
    open(written(longer));
    QCOMPARE(titles().size(), 2);
}

void TestOverview::filtersFindings()
{
    open(leaky().open());
    auto* const field = m_view->findChild<QLineEdit*>("viewFilter");
    QVERIFY(field->isVisible());
    m_view->focusFilter();
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, "session");
    QCOMPARE(titles().size(), 1);
    QVERIFY(titles()[0].contains("Session"));
    field->clear();
    QCOMPARE(titles().size(), 2);
    QTest::keyClicks(field, "no such thing");
    QVERIFY(titles().isEmpty());
    QVERIFY(page()->findChild<QLabel*>("noFinding")->text().contains("no such thing"));
    emit page()->suspects()->filterCleared();
    QCOMPARE(titles().size(), 2);
    QVERIFY(field->text().isEmpty());
    // It belongs to this page.
    QTest::keyClicks(field, "job");
    m_view->showPage(ClassesView::kId);
    QVERIFY(!field->isVisible());
    m_view->showPage(OverviewPage::kId);
    QCOMPARE(field->text(), QString("job"));
    QCOMPARE(titles().size(), 1);
}

void TestOverview::filtersFindingsByTheirObjects()
{
    open(leaky().open());
    auto* const field = m_view->findChild<QLineEdit*>("viewFilter");
    QTest::keyClicks(field, "class:Job");
    QTRY_COMPARE(titles().size(), 1);
    QVERIFY(titles()[0].startsWith("30 Job"));
    field->setText("size>1G");
    QTRY_COMPARE(titles().size(), 0);
    QTRY_VERIFY(m_view->findChild<QLabel*>("noFinding"));
    QCOMPARE(m_view->findChild<QLabel*>("noFinding")->text(),
             QString("Nothing found is about an object that matches."));
    field->setText("size>1Q");
    QTRY_VERIFY(m_view->findChild<QLabel*>("overviewProblem")->isVisible());
    field->clear();
    QTRY_COMPARE(titles().size(), 2);
    QVERIFY(!m_view->findChild<QLabel*>("overviewProblem")->isVisible());
}

void TestOverview::referencesLeadToWhoHasMost()
{
    const HeapBuilder heap = leaky();
    open(heap.open());
    const auto facts = page()->findChildren<FactCell*>();
    QTest::mouseClick(facts[2], Qt::LeftButton);
    ObjectList* const list = page()->list();
    QVERIFY(list->isVisible());
    QTRY_VERIFY(list->tree()->model()->rowCount() > 1);
    QVERIFY(test::find(*list->tree()->model(), "Object").isValid());
    QCOMPARE(facts[5]->focusPolicy(), Qt::NoFocus); // the source leads nowhere
}

void TestOverview::looksForLeaksWithProgress()
{
    Progress progress;
    QCOMPARE(progress.phase(), -1);
    diagnose(*leaky().open(), progress);
    QCOMPARE(progress.fraction(), 1.0);
}

void TestOverview::howToFix()
{
    open(leaky().open());
    emit page()->suspects()->cards()[0]->fixRequested();
    auto* const popup = page()->findChild<FixPopup*>("fixPopup");
    QVERIFY(popup && popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Escape);
    QTRY_VERIFY(!page()->findChild<FixPopup*>("fixPopup"));
}

void TestOverview::everyPatternHasHelp()
{
    for (std::size_t i = 0; i < kLeakPatternCount; ++i) {
        const PatternHelp help = helpFor(LeakPattern(i));
        QCOMPARE(help.lines.size(), 4);
        QVERIFY(!help.lines.contains(QString()) && !help.before.isEmpty() && !help.after.isEmpty());
        QVERIFY(help.before != help.after);
        QVERIFY(i == std::size_t(LeakPattern::Accumulation) ||
                patternName(LeakPattern(i)) != patternName(LeakPattern::Accumulation));
    }
}

void TestOverview::noSuspects()
{
    open(test::shop().open());
    QVERIFY(titles().isEmpty());
    QVERIFY(page()->findChild<QLabel*>("noSuspects")->text().startsWith("No suspect above 5 % of the heap."));
    auto* const largest = page()->suspects()->findChild<FindingRow*>();
    QVERIFY(largest);
    QTest::mouseClick(largest, Qt::LeftButton);
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Object);
}

void TestOverview::factsAndKindsAreLinks()
{
    const HeapPtr heap = leaky().open();
    open(heap);
    const auto kinds = page()->findChildren<KindRow*>();
    QCOMPARE(kinds.size(), qsizetype(kObjectKinds));
    QCOMPARE(kinds[0]->kind(), ObjectKind::Object);
    QTest::mouseClick(kinds[0], Qt::LeftButton);
    QTRY_COMPARE(m_view->currentPage(), ClassesView::kId);
    QTRY_VERIFY(test::rows(classModel()).contains("Session"));
    QVERIFY(!test::rows(classModel()).contains("Array"));
    m_view->showPage(OverviewPage::kId);
    const auto facts = page()->findChildren<FactCell*>();
    QCOMPARE(facts.size(), 6);
    QVERIFY(facts[0]->toolTip().contains("shallow sizes"));
    QTest::mouseClick(facts[0], Qt::LeftButton);
    QTRY_COMPARE(m_view->currentPage(), DominatorsView::kId);
}

void TestOverview::report()
{
    open(leaky().open());
    emit page()->findChild<QLabel*>("copyReport")->linkActivated("go");
    const QString report = QGuiApplication::clipboard()->text();
    QVERIFY(report.contains("### 1. 1,200 Session in Object sessions"));
    QVERIFY(report.contains("## What the heap is made of"));
    QVERIFY(report.contains("(GC roots) › app › sessions › Session ×1,200") ||
            report.contains("sessions › Session ×1,200"));
}

void TestOverview::waitsForDominators()
{
    const auto stages = leaky().openStages();
    show(stages.front());
    m_view->showPage(OverviewPage::kId);
    QVERIFY(page());
    QVERIFY(!page()->diagnosis());
    for (const HeapPtr& heap : stages)
        m_view->setHeap(heap);
    QTRY_COMPARE(titles().size(), 2);
}

void TestOverview::realSnapshot()
{
    open(test::fixture("../../resources/demo/shop-api.heapsnapshot.gz"));
    QVERIFY(titles()[0].contains("refreshPage() listeners on one PriceFeed"));
    const auto facts = page()->findChildren<FactCell*>();
    QVERIFY(facts[5]->value().startsWith("Node v"));
    QVERIFY(page()->suspects()->cards()[0]->grab().width() > 100);
    QCOMPARE(test::slowEvents(), QString());
}

HEAPWISE_GUI_TEST_MAIN(TestOverview)
#include "tst_overview.moc"
