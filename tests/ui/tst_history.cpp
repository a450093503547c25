#include <QtTest>

#include "ui/views/snapshot/history.h"

using namespace heapwise;
using namespace heapwise::ui;

class TestHistory : public QObject {
    Q_OBJECT
private slots:
    void goesBackAndForward();
    void mergesFastMoves();
    void aMoveAfterGoingBackForgetsWhatLayAhead();
    void theSamePlaceIsNoMove();
    void keepsTwoHundredEntries();
};

static History::Entry at(int view, std::uint32_t node)
{
    return {view, Subject::object(NodeId{node})};
}

void TestHistory::goesBackAndForward()
{
    History history;
    QVERIFY(!history.canGoBack());
    QVERIFY(!history.canGoForward());
    history.visit(at(0, 1), 1000);
    history.visit(at(0, 2), 2000);
    history.visit(at(1, 2), 3000);
    QVERIFY(history.goBack() == at(0, 2));
    QVERIFY(history.goBack() == at(0, 1));
    QVERIFY(!history.canGoBack());
    QVERIFY(history.goForward() == at(0, 2));
    QVERIFY(history.goForward() == at(1, 2));
    QVERIFY(!history.canGoForward());
}

void TestHistory::mergesFastMoves()
{
    History history;
    history.visit(at(0, 1), 1000);
    history.visit(at(0, 2), 2000);
    for (std::uint32_t i = 3; i < 20; ++i) // the arrow key repeats
        history.visit(at(0, i), 2000 + i * 30);
    QCOMPARE(history.size(), std::size_t(2));
    history.visit(at(0, 50), 9000);
    QVERIFY(history.goBack() == at(0, 19));
    QVERIFY(history.goBack() == at(0, 1));
}

void TestHistory::aMoveAfterGoingBackForgetsWhatLayAhead()
{
    History history;
    history.visit(at(0, 1), 1000);
    history.visit(at(0, 2), 2000);
    history.visit(at(0, 3), 3000);
    history.goBack();
    history.visit(at(0, 4), 3010); // at once: going back is no move to merge with
    QVERIFY(!history.canGoForward());
    QVERIFY(history.goBack() == at(0, 2));
}

void TestHistory::theSamePlaceIsNoMove()
{
    History history;
    history.visit(at(0, 1), 1000);
    history.visit(at(0, 1), 2000);
    QCOMPARE(history.size(), std::size_t(1));
    history.visit(at(1, 1), 3000);
    QCOMPARE(history.size(), std::size_t(2));
}

void TestHistory::keepsTwoHundredEntries()
{
    History history;
    for (std::uint32_t i = 0; i < 250; ++i)
        history.visit(at(0, i), qint64(i) * 1000);
    QCOMPARE(history.size(), History::kMaxEntries);
    int steps = 0;
    while (history.canGoBack()) {
        history.goBack();
        ++steps;
    }
    QCOMPARE(steps, 199);
}

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
