// The help: explanations of names, of views and of columns, and the tour.
#include "tests/support/heapbuilder.h"
#include "tests/support/mainwindowtest.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QTreeView>

#include "ui/help/helptopics.h"
#include "ui/help/helpwindow.h"
#include "ui/help/tour.h"
#include "ui/help/tourbubble.h"
#include "ui/models/graphtreemodel.h"
#include "ui/sample.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/datatree.h"

using namespace heapwise;
using namespace heapwise::ui;
using heapwise::test::HeapBuilder;

class TestHelp : public test::MainWindowTest {
    Q_OBJECT

    HelpWindow* help() const { return m_window->findChild<HelpWindow*>(); }
    QString text() const { return help()->findChild<QTextBrowser*>()->toPlainText(); }
    void openSome()
    {
        HeapBuilder heap(QStringLiteral("root>app; app>scope,code,text"));
        heap.name(QStringLiteral("app"), QStringLiteral("App"))
            .name(QStringLiteral("scope"), QStringLiteral("system / Context"));
        heap.type(QStringLiteral("code"), QStringLiteral("code"))
            .type(QStringLiteral("text"), QStringLiteral("sliced string"));
        open(write(QStringLiteral("h.heapsnapshot"), heap.json()));
        QTRY_VERIFY(isReady(document()));
    }
    void pressF1On(const QString& rowName)
    {
        auto* tree = child<DataTree>("classesTree");
        tree->setFocus();
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            if (tree->model()->index(row, 0).data().toString() == rowName)
                tree->setCurrentIndex(tree->model()->index(row, 0));
        QCOMPARE(tree->currentIndex().data().toString(), rowName);
        QTest::keyClick(tree, Qt::Key_F1);
        QVERIFY(help());
    }

private slots:
    void cleanup()
    {
        m_window.reset();
        test::slowEvents(); // laying out text for the first time
    }

    void everyTopicHasAParagraph()
    {
        QVERIFY(helpTopics().size() > 40);
        for (const auto& topic : helpTopics()) {
            QVERIFY2(topic.text.size() > 60, qPrintable(topic.title));
            QVERIFY2(topic.group != HelpTopic::Group::Names || !topic.names.isEmpty(), qPrintable(topic.title));
        }
    }

    void internalNamesAreExplained_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"system / Context",
                                 "(compiled code)",
                                 "(sliced string)",
                                 "(concatenated string)",
                                 "(string)",
                                 "(array)",
                                 "(system)",
                                 "(object shape)",
                                 "(GC roots)",
                                 "(Global handles)",
                                 "system / NativeContext",
                                 "system / FeedbackVector",
                                 "Function",
                                 "Node / TCPSocketWrap",
                                 "Detached Node / Blob",
                                 "{id, name}",
                                 "(regexp)",
                                 "(number)",
                                 "(symbol)",
                                 "(bigint)",
                                 "system / EphemeronHashTable",
                                 "system / JSArrayBufferData",
                                 "system / ExternalStringData"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void internalNamesAreExplained()
    {
        QFETCH(QString, name);
        QVERIFY(topicOfName(name));
    }

    /// The classes of a real heap that are V8's: each has its paragraph.
    void namesOfRealHeapsAreExplained()
    {
        QStringList unknown;
        const HeapPtr heap = test::fixture(QStringLiteral("express-20.heapsnapshot.gz"));
        for (std::uint32_t c = 0; c < heap->classes->size(); ++c) {
            const QString name = QString::fromStdString((*heap->classes)[ClassId{c}].name);
            if (name.startsWith(QLatin1Char('(')) && !topicOfName(name))
                unknown.append(name);
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QStringLiteral(", "))));
    }

    void ownNamesAreNot()
    {
        QVERIFY(!topicOfName(QStringLiteral("RequestContext")));
        QVERIFY(!topicOfName(QString()));
    }

    void f1OnARowExplainsItsName()
    {
        openSome();
        pressF1On(QStringLiteral("system / Context"));
        QCOMPARE(help()->shownTitle(), QStringLiteral("system / Context"));
        QVERIFY(text().contains(QStringLiteral("closure")));
    }

    void f1ElsewhereExplainsTheView()
    {
        openSome();
        pressF1On(QStringLiteral("App"));
        QCOMPARE(help()->shownTitle(), QStringLiteral("Classes"));
        help()->close();
        m_window->showStartPage();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QTRY_COMPARE(help()->shownTitle(), QStringLiteral("Start"));
    }

    void f1OnAnObjectExplainsItsClass()
    {
        openSome();
        document()->enterAddress(QStringLiteral("(sliced string)"), nullptr);
        auto* filter = child<QLineEdit>("classesFilter"); // the focus is elsewhere, the selection counts
        filter->setFocus();
        QTest::keyClick(filter, Qt::Key_F1);
        QCOMPARE(help()->shownTitle(), QStringLiteral("(sliced string)"));
    }

    void searchFindsWords()
    {
        m_window->showHelp();
        auto* search = help()->findChild<QLineEdit*>(QStringLiteral("helpSearch"));
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("WeakMap"));
        QVERIFY(text().contains(QStringLiteral("WeakMap")) || help()->shownTitle().contains(QStringLiteral("WeakMap")));
    }

    void productionIsInTheMenu()
    {
        m_window->showProduction();
        QVERIFY(text().contains(QStringLiteral("--heapsnapshot-signal")));
    }

    /// Every column of every table there is says what it means.
    void everyColumnIsExplained()
    {
        openSome();
        for (int view = 0; view < document()->viewNames().size(); ++view) {
            document()->setCurrentView(view);
            QCoreApplication::processEvents();
        }
        QStringList silent;
        int seen = 0;
        for (auto* tree : m_window->findChildren<QTreeView*>()) {
            const auto* model = tree->model();
            if (!model || tree->isHeaderHidden())
                continue;
            for (int column = 0; column < model->columnCount(); ++column) {
                const QString name = model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
                ++seen;
                if (!name.isEmpty() && model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty())
                    silent.append(tree->objectName() + QLatin1Char('.') + name);
            }
        }
        QVERIFY(seen > 20);
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QStringLiteral(", "))));
    }

    void tourGoesThroughFiveSteps()
    {
        if (!hasSample())
            QSKIP("built without the sample");
        QTest::mouseClick(m_window->findChild<QAbstractButton*>(QStringLiteral("startTour")), Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<Tour*>() && m_window->findChild<Tour*>()->step() == 0);
        QPointer<Tour> tour = m_window->findChild<Tour*>();
        QPointer<TourBubble> bubble = tour->bubble();
        for (int step = 0; step < Tour::kSteps; ++step) {
            QCOMPARE(tour->step(), step);
            QVERIFY(bubble->isVisible() && !bubble->text().isEmpty());
            QTRY_VERIFY2(bubble->target() && bubble->target()->isVisible(), qPrintable(QString::number(step)));
            auto* next = bubble->findChild<QPushButton*>(QStringLiteral("tourNext"));
            QVERIFY(next->hasFocus());
            QTest::keyClick(next, Qt::Key_Space);
        }
        QTRY_VERIFY(!tour);
        QTRY_VERIFY(!bubble);
    }

    void tourCanBeSkipped()
    {
        if (!hasSample())
            QSKIP("built without the sample");
        m_window->startTour();
        QTRY_VERIFY(m_window->findChild<Tour*>() && m_window->findChild<Tour*>()->step() == 0);
        QPointer<Tour> tour = m_window->findChild<Tour*>();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!tour);
        QVERIFY(document()); // the sample stays
    }
};

HEAPWISE_GUI_TEST_MAIN(TestHelp)
#include "tst_help.moc"
