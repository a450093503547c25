// What people who do not see the window, or use no mouse, need: names, roles, children of painted views, ways
// by keys.
#include "tests/support/heapbuilder.h"
#include "tests/support/mainwindowtest.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QTabBar>

#include "ui/aboutdialog.h"
#include "ui/help/helpwindow.h"
#include "ui/settings/settings.h"
#include "ui/shortcutsheet.h"
#include "ui/theme/fonts.h"
#include "ui/views/comparison/comparedialog.h"
#include "ui/views/live/consent.h"
#include "ui/views/live/livedata.h"
#include "ui/views/live/rundialog.h"
#include "ui/views/live/timelineplot.h"
#include "ui/views/settings/settingswindow.h"
#include "ui/views/snapshot/sizehistogram.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/charts/hierarchychart.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/graph/retainergraph.h"

using namespace heapwise;
using namespace heapwise::ui;
using heapwise::test::HeapBuilder;

namespace {

QString nameOf(QWidget* widget)
{
    auto* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

bool takesFocus(const QWidget* widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) &&
           !widget->focusProxy();
}

/// Controls that stand partly outside of what they are in, or have not the room that their text takes.
QStringList cutControls(QWidget* top)
{
    QStringList list;
    for (auto* widget : top->findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                               qobject_cast<QLineEdit*>(widget) || qobject_cast<QTabBar*>(widget);
        if (!isControl || !widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const int right = widget->mapTo(top, QPoint(widget->width(), 0)).x();
        const auto* const parent = widget->parentWidget();
        const bool isOutside = right > top->width() || widget->x() < 0 || widget->geometry().right() > parent->width();
        const bool isNarrow = qobject_cast<QCheckBox*>(widget) && widget->width() < widget->sizeHint().width();
        if (isOutside || isNarrow)
            list.append(QStringLiteral("%1 \"%2\"")
                            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName()));
    }
    return list;
}

/// Focusable widgets a screen reader would have no name for. Parts of Qt's own controls are spoken of as
/// these.
QStringList nameless(QWidget* top)
{
    QStringList list;
    for (auto* widget : top->findChildren<QWidget*>()) {
        const bool isPart = widget->objectName().startsWith(QLatin1String("qt_"));
        if (takesFocus(widget) && !isPart && nameOf(widget).isEmpty())
            list.append(QStringLiteral("%1 \"%2\" in %3")
                            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                 widget->parentWidget()->objectName()));
    }
    return list;
}

/// Walks with Tab until it comes round. What was reached.
QSet<QWidget*> tabWalk(QWidget* window)
{
    QSet<QWidget*> reached;
    for (int step = 0; step < 400; ++step) {
        auto* focus = QApplication::focusWidget();
        if (!focus || (reached.contains(focus) && step > 100))
            break;
        reached.insert(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
        if (QApplication::focusWidget() == focus) // a text field that takes Tab: the way on is Ctrl+Tab
            break;
    }
    Q_UNUSED(window)
    return reached;
}

} // namespace

class TestAccessibility : public test::MainWindowTest {
    Q_OBJECT

    void openSome()
    {
        HeapBuilder heap(QStringLiteral("root>app; app>a,b,c,list; list>#x,#y,#z; a>text; b>text"));
        heap.name(QStringLiteral("app"), QStringLiteral("App"))
            .size(QStringLiteral("app"), 400)
            .size(QStringLiteral("list"), 4000);
        for (const char* name : {"x", "y", "z"})
            heap.name(QString::fromLatin1(name), QStringLiteral("Entry")).size(QString::fromLatin1(name), 600);
        heap.type(QStringLiteral("text"), QStringLiteral("string"));
        open(write(QStringLiteral("a.heapsnapshot"), heap.json()));
        QTRY_VERIFY(isReady(document()));
    }

private slots:
    void cleanup()
    {
        settings::kTextPercent.set(100);
        m_window.reset();
        test::slowEvents();
    }

    void everyControlOfTheStartPageHasAName()
    {
        const QStringList list = nameless(m_window.get());
        QVERIFY2(list.isEmpty(), qPrintable(list.join(QLatin1Char('\n'))));
    }

    void everyControlOfEveryPageHasAName()
    {
        openSome();
        document()->enterAddress(QStringLiteral("Entry"), nullptr);
        for (int view = 0; view < document()->viewNames().size(); ++view) {
            document()->setCurrentView(view);
            QCoreApplication::processEvents();
            const QStringList list = nameless(m_window.get());
            QVERIFY2(list.isEmpty(),
                     qPrintable(document()->viewNames()[view] + QStringLiteral(":\n") + list.join(QLatin1Char('\n'))));
        }
    }

    void everyControlOfEveryDialogHasAName_data()
    {
        QTest::addColumn<int>("which");
        int which = 0;
        for (const char* name : {"settings", "shortcuts", "help", "about", "compare", "run", "consent"})
            QTest::newRow(name) << which++;
    }
    void everyControlOfEveryDialogHasAName()
    {
        QFETCH(int, which);
        std::unique_ptr<QDialog> dialog;
        switch (which) {
        case 0:
            dialog = std::make_unique<SettingsWindow>(m_window.get());
            break;
        case 1:
            dialog = std::make_unique<ShortcutSheet>(m_window.get());
            break;
        case 2:
            dialog = std::make_unique<HelpWindow>(m_window.get());
            break;
        case 3:
            dialog = std::make_unique<AboutDialog>(m_window.get());
            break;
        case 4:
            dialog = std::make_unique<CompareDialog>(QStringList{QStringLiteral("/a"), QStringLiteral("/b")},
                                                     QStringList(), 2, m_window.get());
            break;
        case 5:
            dialog = std::make_unique<RunDialog>(m_window.get());
            break;
        default:
            dialog = std::make_unique<ConsentDialog>(QStringLiteral("Ask?"), QStringLiteral("Text"),
                                                     QStringLiteral("Yes"), m_window.get());
        }
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow());
        const QStringList list = nameless(dialog.get());
        QVERIFY2(list.isEmpty(), qPrintable(list.join(QLatin1Char('\n'))));
        for (auto* button : dialog->findChildren<QPushButton*>())
            QVERIFY2(!button->property("primary").toBool() || button->isDefault(),
                     qPrintable(button->text())); // Return
        // And Tab comes to all of it.
        QWidget* first = nullptr;
        QList<QWidget*> wanted;
        for (auto* widget : dialog->findChildren<QWidget*>())
            if (takesFocus(widget) && !widget->objectName().startsWith(QLatin1String("qt_"))) {
                first = first ? first : widget;
                wanted.append(widget);
            }
        QVERIFY(first);
        first->setFocus(Qt::TabFocusReason);
        const auto reached = tabWalk(dialog.get());
        for (auto* widget : wanted)
            QVERIFY2(reached.contains(widget), qPrintable(QString::fromLatin1(widget->metaObject()->className()) +
                                                          QLatin1Char(' ') + nameOf(widget)));
    }

    void f6ReachesEveryPane()
    {
        openSome();
        m_window->resize(1400, 860);
        for (int view = 0; view < document()->viewNames().size(); ++view) {
            document()->setCurrentView(view);
            QCoreApplication::processEvents();
            QSet<QWidget*> panes;
            QList<QWidget*> docks;
            for (auto* dock : document()->findChildren<QDockWidget*>())
                if (dock->isVisible())
                    docks.append(dock);
            for (int step = 0; step < 8; ++step) {
                QTest::keyClick(m_window.get(), Qt::Key_F6);
                QWidget* pane = document();
                for (auto* dock : docks)
                    if (dock->isAncestorOf(QApplication::focusWidget()))
                        pane = dock;
                panes.insert(pane);
            }
            QCOMPARE(panes.size(), docks.size() + 1);
        }
    }

    void f6ReachesPagesWithoutTables()
    {
        m_window->showStartPage();
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(m_window->currentDocument()->isAncestorOf(QApplication::focusWidget()));
    }

    void paintedChartsHaveChildren()
    {
        openSome();
        document()->setCurrentView(2); // Dominators
        auto* chart = child<QWidget>("dominatorsView")->findChild<HierarchyChart*>();
        QTRY_VERIFY(chart && chart->layout() && chart->visibleItems().size() > 1);
        auto* interface = QAccessible::queryAccessibleInterface(chart);
        QVERIFY(interface->childCount() > 1);
        QCOMPARE(interface->role(), QAccessible::Tree);
        for (int i = 0; i < interface->childCount(); ++i) {
            QVERIFY(!interface->child(i)->text(QAccessible::Name).isEmpty());
            QVERIFY(!interface->child(i)->text(QAccessible::Description).isEmpty());
            QVERIFY(!interface->child(i)->rect().isEmpty());
        }
    }

    void histogramHasItsBars()
    {
        SizeHistogram histogram;
        SizeDistribution sizes;
        sizes.smallest = 16;
        sizes.largest = 100;
        sizes.bars[4] = 3;
        sizes.bars[6] = 1;
        histogram.setDistribution(sizes);
        histogram.resize(300, 100);
        auto* interface = QAccessible::queryAccessibleInterface(&histogram);
        QCOMPARE(interface->childCount(), 3);
        QVERIFY(interface->child(0)->text(QAccessible::Name).startsWith(QLatin1Char('3')));
    }

    void timelineHasItsLanesAndKeys()
    {
        LiveData data;
        data.addLane(0, QString());
        TimelinePlot plot(&data);
        plot.resize(900, 500);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        auto* interface = QAccessible::queryAccessibleInterface(&plot);
        QCOMPARE(interface->childCount(), plot.laneCount());
        QVERIFY(!interface->child(0)->text(QAccessible::Name).isEmpty());
        QVERIFY(!interface->child(0)->text(QAccessible::Description).isEmpty());
        plot.setRange(plot.from(), plot.to());
        const double span = plot.to() - plot.from();
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.to() - plot.from() < span);
        const double from = plot.from();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.from() > from);
        QTest::keyClick(&plot, Qt::Key_Home);
        QVERIFY(plot.from() <= from);
    }

    void layoutHoldsAtTwiceTheTextSize()
    {
        openSome();
        m_window->resize(1440, 860);
        settings::kTextPercent.set(200);
        for (int view = 0; view < document()->viewNames().size(); ++view) {
            document()->setCurrentView(view);
            QCoreApplication::processEvents();
            for (auto* button : document()->findChildren<QAbstractButton*>())
                if (button->isVisible() && !button->text().isEmpty() && button->inherits("QPushButton"))
                    QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(button->text()) &&
                                 button->height() >= button->fontMetrics().height(),
                             qPrintable(button->text()));
            QTRY_COMPARE(cutControls(document()).join(QStringLiteral(", ")), QString());
            for (auto* tree : document()->findChildren<DataTree*>())
                if (tree->isVisible())
                    QVERIFY(tree->viewport()->height() > 0 && tree->sizeHintForRow(0) != 22);
        }
    }
};

HEAPWISE_GUI_TEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
