// The class table by package, file, place and shape; the program's own objects alone; logical sizes.
#include "tests/support/snapshotviewtest.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QToolButton>

#include "ui/views/snapshot/classgrouping.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::shop;

class TestClassGroups : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void initTestCase();
    void groupsByPackage();
    void groupsByEverything();
    void groupOpensToItsObjects();
    void showsMyCodeOnly();
    void emptyProgramIsExplained();
    void logicalSizesKeepTheSum();
    void functionsAreSplit();
    void systemClassesCanBeLeftOut();
    void groupsWaitForRetainedSizes();
    void classesComeBack();

private:
    QComboBox* by() const { return m_view->findChild<QComboBox*>("classesGrouping"); }
    QCheckBox* mine() const { return m_view->findChild<QCheckBox*>("classesMine"); }
    QAction* option(const char* name) const { return m_view->findChild<QAction*>(name); }
    ClassGrouping* grouping() const { return m_view->findChild<ClassGrouping*>(); }
    QString count() const { return m_view->findChild<QLabel*>("classesCount")->text(); }
    void choose(const QString& text);
    Size shallowSum() const { return classes()->model()->shallowSum(); }
    HeapPtr m_express;
};

void TestClassGroups::initTestCase()
{
    m_express = test::fixture("express-20.heapsnapshot.gz");
    QVERIFY(m_express);
}

/// As a person does: opens the list and walks down it by key.
void TestClassGroups::choose(const QString& text)
{
    const int row = by()->findText(text);
    QVERIFY(row >= 0);
    by()->setFocus();
    QTest::keyClick(by(), Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        QTest::keyClick(by(), Qt::Key_Down);
    QCOMPARE(by()->currentText(), text);
    QTRY_VERIFY(!grouping()->isWorking());
    QTRY_VERIFY(!classes()->model()->isWorking());
}

void TestClassGroups::groupsByPackage()
{
    show(m_express);
    QTRY_VERIFY(classModel().rowCount() > 20);
    const Size all = shallowSum();
    choose("By package");
    QTRY_VERIFY(test::find(classModel(), "express").isValid());
    for (const char* name : {"router", "body-parser", "Node.js", "(program)"})
        QVERIFY2(test::find(classModel(), name).isValid(), name);
    QCOMPARE(shallowSum(), all);
    QVERIFY2(count().endsWith(" packages"), qPrintable(count()));
    QCOMPARE(test::slowEvents(), QString());
}

void TestClassGroups::groupsByEverything()
{
    show(m_express);
    QTRY_VERIFY(classModel().rowCount() > 20);
    const Size all = shallowSum();
    for (const QString& text : {QString("By file"), QString("By source location"), QString("By shape")}) {
        choose(text);
        QTRY_COMPARE(shallowSum(), all);
    }
    QVERIFY2(count().endsWith(" shapes"), qPrintable(count()));
    choose("By file");
    QVERIFY(!test::rows(classModel()).filter(QRegularExpression("/express-app\\.js$")).isEmpty());
    filter()->setText("express-app");
    QTRY_COMPARE(classModel().rowCount(), 1);
    QCOMPARE(count(), QString("1 file"));
}

void TestClassGroups::groupOpensToItsObjects()
{
    show(m_express);
    choose("By package");
    const QModelIndex express = test::find(classModel(), "express");
    QVERIFY(express.isValid());
    select(express, classTree());
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::None); // a package is no class to inspect
    QTest::keyClick(classTree(), Qt::Key_Right);
    QTRY_VERIFY(classModel().rowCount(test::find(classModel(), "express")) > 10);
    const QModelIndex object = classModel().index(0, 0, test::find(classModel(), "express"));
    QTRY_VERIFY(object.data(NodeRole).toUInt() != NodeId::kNone);
    select(object, classTree());
    QTRY_VERIFY(inspector()->titleText().contains('@'));
}

void TestClassGroups::showsMyCodeOnly()
{
    show(m_express);
    QTRY_VERIFY(test::find(classModel(), "(compiled code)").isValid());
    const Size all = shallowSum();
    QTest::mouseClick(mine(), Qt::LeftButton, {}, QPoint(8, mine()->height() / 2));
    QVERIFY(mine()->isChecked());
    QTRY_VERIFY(!test::find(classModel(), "(compiled code)").isValid());
    const QModelIndex entry = test::find(classModel(), "AuditEntry");
    QVERIFY(entry.isValid());
    QCOMPARE(entry.siblingAtColumn(1).data().toString(), QString("120"));
    QVERIFY(shallowSum() < all);
    // The lines are classes still: one can be inspected.
    select(entry, classTree());
    QTRY_COMPARE(inspector()->titleText(), QString("AuditEntry"));
    QTest::mouseClick(mine(), Qt::LeftButton, {}, QPoint(8, mine()->height() / 2));
    QTRY_COMPARE(shallowSum(), all);
}

void TestClassGroups::emptyProgramIsExplained()
{
    const HeapPtr bare = test::fixture("bare-24.heapsnapshot.gz");
    QVERIFY(bare);
    show(bare);
    QTRY_VERIFY(classModel().rowCount() > 20);
    mine()->setChecked(true);
    QWidget* const state = m_view->findChild<QWidget*>("noMatch");
    QTRY_VERIFY(state->isVisible());
    QVERIFY(state->accessibleName().startsWith("No object is of your code"));
}

void TestClassGroups::logicalSizesKeepTheSum()
{
    show(m_express);
    QTRY_VERIFY(test::find(classModel(), "(compiled code)").isValid());
    const Size all = shallowSum();
    const QString code = test::find(classModel(), "(compiled code)").siblingAtColumn(2).data().toString();
    option("classesLogical")->trigger();
    QTRY_VERIFY(test::find(classModel(), "(compiled code)").siblingAtColumn(2).data().toString() != code);
    QCOMPARE(shallowSum(), all);
}

void TestClassGroups::functionsAreSplit()
{
    show(m_express);
    QTRY_VERIFY(test::find(classModel(), "Function").isValid());
    const Size all = shallowSum();
    option("classesFunctions")->trigger();
    const auto own = [this] {
        return test::rows(classModel()).filter(QRegularExpression("express-app\\.js:\\d+:\\d+$"));
    };
    QTRY_VERIFY(!own().isEmpty());
    QCOMPARE(shallowSum(), all);
    const QModelIndex place = test::find(classModel(), own().first());
    select(place, classTree());
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::None);
    option("classesFunctions")->trigger();
    QTRY_VERIFY(own().isEmpty());
}

void TestClassGroups::systemClassesCanBeLeftOut()
{
    show(m_express);
    QTRY_VERIFY(test::find(classModel(), "(system)").isValid());
    option("classesSystem")->trigger();
    QTRY_VERIFY(!test::find(classModel(), "(system)").isValid());
    QVERIFY(test::find(classModel(), "Map").isValid());
    option("classesSystem")->trigger();
    QTRY_VERIFY(test::find(classModel(), "(system)").isValid());
}

void TestClassGroups::groupsWaitForRetainedSizes()
{
    const auto stages = shop().openStages();
    show(stages.front());
    QVERIFY(!by()->isEnabled() && !mine()->isEnabled());
    m_view->setHeap(stages.back());
    QVERIFY(by()->isEnabled() && mine()->isEnabled());
}

void TestClassGroups::classesComeBack()
{
    show(m_express);
    QTRY_VERIFY(classModel().rowCount() > 20);
    const QStringList before = test::rows(classModel());
    choose("By package");
    QVERIFY(test::rows(classModel()) != before);
    choose("By class");
    QTRY_COMPARE(test::rows(classModel()), before);
    // Another view asks for a class while packages are shown.
    choose("By package");
    const ClassId map = m_express->classes->classOf(
        NodeId{m_express->classes->instances(classes()->model()->classAt(classModel().index(0, 0)))[0]});
    classes()->openClass(map);
    QTRY_COMPARE(by()->currentText(), QString("By class"));
    QTRY_COMPARE(test::rows(classModel()), before);
}

HEAPWISE_GUI_TEST_MAIN(TestClassGroups)
#include "tst_classgroups.moc"
