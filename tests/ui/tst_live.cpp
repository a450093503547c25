// Watching a real process in the window: from the process list to a snapshot in a tab, with mouse and keys.
#include "tests/support/guitest.h"

#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QTreeWidget>

#include "tests/support/nodeprocess.h"
#include "ui/liveopener.h"
#include "ui/livesnapshots.h"
#include "ui/mainwindow.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/views/live/eventsmodel.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/livedocument.h"
#include "ui/views/live/overviewstrip.h"
#include "ui/views/live/processlist.h"
#include "ui/views/live/processmodel.h"
#include "ui/views/live/rundialog.h"
#include "ui/views/live/sessionrecorder.h"
#include "ui/views/live/timelineplot.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/start/startpage.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/documenttabs.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise;
using namespace heapwise::ui;
using heapwise::inspector::SessionState;
using heapwise::test::nodeBinaries;
using heapwise::test::NodeProcess;

class TestLive : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;

    template <typename T>
    T* find(const char* name) const
    {
        return m_window->findChild<T*>(QString::fromLatin1(name));
    }
    LiveDocument* live() const { return m_window->findChild<LiveDocument*>(); }
    static void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    /// Chooses the process in the list of the start page.
    bool choose(qint64 pid)
    {
        auto* list = m_window->findChild<ProcessList*>();
        return QTest::qWaitFor(
            [&] {
                for (int row = 0; row < list->model()->rowCount(); ++row)
                    if (list->model()->at(row).identity.pid == pid) {
                        list->table()->setCurrentIndex(list->model()->index(row, 0));
                        return true;
                    }
                return false;
            },
            test::kPatienceMs);
    }
    QPushButton* yes() const
    {
        auto* dialog = m_window->findChild<QDialog*>("consentDialog");
        return dialog && dialog->isVisible() ? dialog->findChild<QPushButton*>("consentYes") : nullptr;
    }
    /// Both snapshots among the events, by the button for it. That their ids mean the same is known, not guessed.
    void compareBoth()
    {
        auto* const table = live()->findChild<DataTree*>("eventsTable");
        auto* const compare = live()->findChild<QPushButton*>("liveCompare");
        QVERIFY(!compare->isEnabled());
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto* const events = qobject_cast<EventsModel*>(table->model());
            if (events->at(row).kind == LiveEvent::Kind::Snapshot)
                table->selectionModel()->select(table->model()->index(row, 0),
                                                QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        QVERIFY(compare->isEnabled());
        click(compare);
        auto* const comparison = qobject_cast<ComparisonDocument*>(m_window->currentDocument());
        QVERIFY(comparison && comparison->snapshots().size() == 2);
        QTRY_VERIFY(comparison->comparison() && comparison->comparison()->hasRetained());
        QCOMPARE(comparison->comparison()->evidence(0).recorded, std::optional(true));
        QVERIFY(comparison->comparison()->hasIdentity());
    }
    /// From the list to a live document; true when samples came.
    bool attach(const NodeProcess& process)
    {
        if (!choose(process.pid()))
            return false;
        click(find<QPushButton>("attachButton"));
        if (yes())
            click(yes());
        return QTest::qWaitFor([&] { return live() && !live()->data()->isEmpty(); }, test::kPatienceMs);
    }

private slots:
    void init()
    {
        test::failOnWarnings();
        QSettings().clear();
        if (nodeBinaries().isEmpty())
            QSKIP("no node on PATH");
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1400, 850);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        test::slowEvents();
    }
    void cleanup()
    {
        m_window.reset();
        const QString slow = test::slowEvents();
        QVERIFY2(slow.isEmpty(), qPrintable(slow));
    }

    void listsRealProcesses()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)"));
        QVERIFY(choose(process.pid()));
        auto* list = m_window->findChild<ProcessList*>();
        const auto chosen = list->selected();
        QVERIFY(chosen && chosen->canAttach());
        QVERIFY(find<QPushButton>("attachButton")->isVisible());
        QTest::keyClicks(find<QLineEdit>("processFilter"), "no such process anywhere");
        QCOMPARE(list->model()->rowCount(), 0);
        QTest::keyClick(find<QLineEdit>("processFilter"), Qt::Key_Escape);
        QVERIFY(list->model()->rowCount() >= 1);
    }

    void saysWhatWillHappenFirst()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)"));
        QVERIFY(choose(process.pid()));
        click(find<QPushButton>("attachButton"));
        QVERIFY(yes());
        const QString text = m_window->findChild<QLabel*>("consentText")->text();
        QVERIFY(text.contains("SIGUSR1") && text.contains("127.0.0.1") &&
                text.contains(QString::number(process.pid())));
        QTest::keyClick(yes()->window(), Qt::Key_Escape);
        QVERIFY(!live());
        QCOMPARE(process.listenerCount(), 0); // nothing was done
    }

    void watchesAndDetaches()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)"));
        QVERIFY(attach(process));
        QCOMPARE(live()->session()->state(), SessionState::Live);
        QVERIFY(live()->title().contains(QString::number(process.pid())));
        QVERIFY(live()->plot()->laneCount() >= 5);
        QTRY_VERIFY(live()->plot()->pointsDrawn() > 10);
        QTRY_VERIFY(!std::isnan(live()->data()->costShare()));
        click(find<QPushButton>("forceGc"));
        QTRY_VERIFY(live()->data()->main().collections.sessionTotals().major >= 1);
        const auto events = live()->data()->events().size();
        click(find<QPushButton>("addMark"));
        QCOMPARE(live()->data()->events().size(), events + 1);
        click(find<QPushButton>("detach"));
        QTRY_COMPARE(live()->session()->state(), SessionState::Detached);
        QTRY_COMPARE(process.listenerCount(), 0);
        QVERIFY(process.isRunning());
        QVERIFY(!live()->data()->isEmpty()); // what was recorded stays
    }

    void snapshotOpensBehind()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)"));
        QVERIFY(attach(process));
        click(find<QPushButton>("cleanSnapshot"));
        QTRY_VERIFY(yes()); // what it costs
        QVERIFY(m_window->findChild<QLabel*>("consentText")->text().contains("stands still"));
        click(yes());
        QTRY_VERIFY(m_window->findChild<SnapshotDocument*>());
        QTRY_VERIFY(m_window->findChild<SnapshotDocument*>()->heap());
        QCOMPARE(m_window->currentDocument(), live()); // still in front
        QCOMPARE(live()->data()->snapshots(), 1);
        const LiveEvent& event = live()->data()->events().back();
        QCOMPARE(event.kind, LiveEvent::Kind::Snapshot);
        QVERIFY(QFile::exists(event.file));
        QVERIFY(event.heap > 1e6);
        click(find<QPushButton>("cleanSnapshot")); // asked once
        QTRY_COMPARE(live()->data()->snapshots(), 2);
        QVERIFY(!std::isnan(live()->data()->events().back().change));
        QTRY_VERIFY(m_window->findChildren<SnapshotDocument*>().size() == 2);
        for (auto* document : m_window->findChildren<SnapshotDocument*>())
            QTRY_VERIFY(document->heap() && document->progress() < 0);
        compareBoth();
        QVERIFY(QDir(LiveDocument::snapshotFolder()).removeRecursively());
    }

    void samplesAllocations()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => { globalThis.kept = new Array(1e5).fill({}); }, 10)"));
        QVERIFY(attach(process));
        click(find<QWidget>("samplingKinds"));
        auto* menu = find<QMenu>("samplingMenu");
        QTRY_VERIFY(menu->isVisible());
        QAction* finest = menu->actions().first();
        QVERIFY(finest->text().contains("8") && !finest->isChecked());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(finest).center());
        click(find<QPushButton>("sampleAllocations"));
        QVERIFY(live()->data()->events().back().detail.contains("8 KiB") ||
                live()->data()->events().back().detail.contains("8.0 KiB"));
        QTRY_COMPARE(find<QPushButton>("sampleAllocations")->text(), QString("Stop sampling"));
        click(find<QPushButton>("sampleAllocations"));
        QTRY_VERIFY(!live()->data()->events().back().file.isEmpty());
        QFile profile(live()->data()->events().back().file);
        QVERIFY(profile.open(QIODevice::ReadOnly));
        QVERIFY(profile.read(100).startsWith("{\"head\":"));
        QVERIFY(QDir(LiveDocument::snapshotFolder()).removeRecursively());
    }

    void hidesTheLeakDetector()
    {
        LiveDocument document({}, "none"); // attaching fails, which is no matter here
        document.resize(1200, 700);
        document.show();
        auto* panel = document.findChild<QWidget*>("leakPanel");
        QVERIFY(panel->isVisible());
        click(document.findChild<QPushButton*>("showLeakPanel"));
        QVERIFY(!panel->isVisible());
        LiveDocument next({}, "none"); // remembered
        next.show();
        QVERIFY(!next.findChild<QWidget*>("leakPanel")->isVisible());
        click(next.findChild<QPushButton*>("showLeakPanel"));
        QVERIFY(next.findChild<QWidget*>("leakPanel")->isVisible());
    }

    void looksAtAnObjectInTheProcess()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("globalThis.kept = new (class Marker { count = 7; })(); setInterval(() => {}, 1e6)"));
        QVERIFY(attach(process));
        click(find<QPushButton>("cleanSnapshot"));
        QTRY_VERIFY(yes());
        click(yes());
        QTRY_VERIFY(m_window->findChild<SnapshotDocument*>());
        auto* const document = m_window->findChild<SnapshotDocument*>();
        QTRY_VERIFY(document->heap() && document->progress() < 0);
        const QString path = QString::fromStdString(document->heap()->snapshot->info().path);
        const auto look = LiveSnapshots::instance().lookFor(path);
        QVERIFY(look);
        const auto& classes = *document->heap()->classes;
        quint64 id = 0;
        for (std::uint32_t i = 0; i < classes.size(); ++i)
            if (classes[ClassId{i}].name == "Marker")
                id = document->heap()->snapshot->objectId(NodeId{classes.instances(ClassId{i}).front()}).value;
        QVERIFY(id != 0);
        look(id, m_window.get());
        auto* const dialog = find<QDialog>("liveObjectDialog");
        QVERIFY(dialog && dialog->findChild<QLabel*>("liveObjectText")->text().contains("stands still"));
        click(dialog->findChild<QPushButton*>("liveObjectAsk"));
        auto* const head = dialog->findChild<QLabel*>("liveObjectHead");
        QTRY_COMPARE(head->text(), QString("Alive: Marker"));
        auto* const properties = dialog->findChild<QTreeWidget*>("liveObjectProperties");
        QVERIFY(properties->isVisible());
        const auto rows = properties->findItems("count", Qt::MatchExactly);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first()->text(1), QString("7"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        live()->detach();
        QTRY_VERIFY(!LiveSnapshots::instance().lookFor(path));
        QVERIFY(QDir(LiveDocument::snapshotFolder()).removeRecursively());
    }

    void snapshotOfAWorker()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start(
            "const { Worker } = require('worker_threads'); new Worker('setInterval(() => {}, 1e6)', { eval: true });"
            "setInterval(() => {}, 1e6)"));
        QVERIFY(attach(process));
        QTRY_VERIFY(live()->data()->lanes().size() == 2 && !live()->data()->lanes().at(1).timeline.isEmpty());
        click(find<QWidget>("snapshotKinds"));
        auto* menu = find<QMenu>("snapshotMenu");
        QTRY_VERIFY(menu->isVisible());
        QCOMPARE(menu->actions().size(), 3);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().last()).center());
        QTRY_VERIFY(yes());
        click(yes());
        QTRY_VERIFY(m_window->findChild<SnapshotDocument*>());
        QCOMPARE(live()->data()->events().back().lane, 1);
        QTRY_VERIFY(m_window->findChild<SnapshotDocument*>()->heap());
        QVERIFY(QDir(LiveDocument::snapshotFolder()).removeRecursively());
    }

    void saysWhenTheProcessEnds()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)"));
        QVERIFY(attach(process));
        process.process().kill();
        process.process().waitForFinished();
        QTRY_COMPARE(live()->session()->state(), SessionState::Ended);
        QVERIFY(find<MessageBar>("liveMessage")->isVisible());
        QVERIFY(find<MessageBar>("liveMessage")->text().contains("ended"));
        QVERIFY(!find<QPushButton>("cleanSnapshot")->isEnabled());
    }

    void followsARestart()
    {
        const QStringList arguments = {"--inspect=0", "-e", "setInterval(() => {}, 1e6)"};
        auto process = std::make_unique<NodeProcess>(nodeBinaries()[0]);
        QVERIFY(process->startRaw(arguments));
        QVERIFY(attach(*process));
        LiveDocument* const first = live();
        process->process().kill();
        process->process().waitForFinished();
        QTRY_COMPARE(first->session()->state(), SessionState::Ended);
        NodeProcess again(nodeBinaries()[0]);
        QVERIFY(again.startRaw(arguments));
        auto* const message = first->findChild<MessageBar*>("liveMessage");
        QTRY_VERIFY(message->text().contains(QString::number(again.pid())));
        const auto button = [&] {
            for (auto* candidate : message->findChildren<QPushButton*>())
                if (candidate->isVisible() && candidate->text() == "Watch it")
                    return candidate;
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(button());
        click(button());
        QTRY_VERIFY(m_window->findChildren<LiveDocument*>().size() == 2);
        auto* const second = qobject_cast<LiveDocument*>(m_window->currentDocument());
        QVERIFY(second && second != first);
        QTRY_VERIFY(!second->data()->isEmpty());
        QCOMPARE(second->process().pid, again.pid());
    }

    void closingTheTabLeavesTheProcess()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)"));
        QVERIFY(attach(process));
        m_window->tabs()->closeDocument(live());
        QTRY_COMPARE(process.listenerCount(), 0);
        QVERIFY(process.isRunning());
    }

    void attachesByPid()
    {
        NodeProcess process(nodeBinaries()[0]);
        QVERIFY(process.start("setInterval(() => {}, 1e6)", {"--inspect=0"}));
        m_window->live()->attachToPid(process.pid());
        QTRY_VERIFY(live() && !live()->data()->isEmpty());
        QSignalSpy problem(m_window->live(), &LiveOpener::problem);
        m_window->live()->attachToPid(1);
        QTRY_COMPARE(problem.size(), 1);
    }

    void refusesWhatIsNoAddress()
    {
        QTest::keyClicks(find<QLineEdit>("inspectorAddress"), "nowhere");
        QTest::keyClick(find<QLineEdit>("inspectorAddress"), Qt::Key_Return);
        QVERIFY(m_window->findChild<QLabel*>("processNote")->text().contains("nowhere"));
        QVERIFY(!live());
    }

    void warnsOfOtherComputers()
    {
        QTest::keyClicks(find<QLineEdit>("inspectorAddress"), "192.0.2.1:9229");
        click(find<QPushButton>("connectButton"));
        QVERIFY(yes());
        QVERIFY(m_window->findChild<QLabel*>("consentText")->text().contains("full control"));
        QTest::keyClick(yes()->window(), Qt::Key_Escape);
        QVERIFY(!live());
    }

    void runsAndWatches()
    {
        QTemporaryDir folder;
        QFile script(folder.filePath("app.js"));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("if (process.env.GREETING !== 'hello there' || process.argv[2] !== 'one word') process.exit(9);\n"
                     "setTimeout(() => process.exit(7), 3000);\n");
        script.close();
        m_window->live()->run(
            {nodeBinaries()[0].path, {script.fileName(), "one word"}, folder.path(), {"GREETING=hello there"}}, "app");
        QTRY_VERIFY(live() && !live()->data()->isEmpty());
        QTRY_VERIFY(find<MessageBar>("liveMessage")->text().contains("code 7"));
        QSignalSpy problem(m_window->live(), &LiveOpener::problem);
        m_window->live()->run({"/no/such/node", {script.fileName()}, {}, {}}, "app");
        QTRY_COMPARE(problem.size(), 1);
        m_window->live()->run({nodeBinaries()[0].path, {folder.filePath("missing.js")}, {}, {}}, "missing");
        QTRY_VERIFY(m_window->tabs()->count() >= 3 || problem.size() == 2); // started, then ended
    }

    void runDialogAsksForAScript()
    {
        m_window->live()->showRunDialog();
        auto* dialog = m_window->findChild<RunDialog*>();
        QVERIFY(!dialog->findChild<QPushButton*>("runYes")->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit*>("runScript"), "/tmp/app.js");
        QVERIFY(dialog->findChild<QPushButton*>("runYes")->isEnabled());
        QSignalSpy run(dialog, &RunDialog::runRequested);
        disconnect(dialog, &RunDialog::runRequested, m_window->live(), nullptr);
        click(dialog->findChild<QPushButton*>("runYes"));
        QCOMPARE(run.size(), 1);
        const auto request = run[0][0].value<inspector::LaunchRequest>();
        QCOMPARE(request.arguments, QStringList{"/tmp/app.js"});
        QCOMPARE(request.directory, QString("/tmp"));
    }

    void demoLeaks()
    {
        click(find<QAbstractButton>("startDemo"));
        QTRY_VERIFY(live() && live()->data()->main().timeline.rows() >= 3);
        const qint64 pid = live()->process().pid;
        QVERIFY(live()->leaks()->isProbing()); // within two minutes; a test has no time for them
        live()->leaks()->setPatience(2);
        live()->leaks()->startProbing(400, 100);
        // Eight collections; on a busy machine the process is asked every ten seconds only.
        static_cast<void>(QTest::qWaitFor([&] { return live()->leaks()->report().isAlarm(); }, 2 * test::kPatienceMs));
        const LeakReport& report = live()->leaks()->report();
        QVERIFY2(report.isAlarm(), qPrintable(QString("verdict %1 after %2 of %3 collections and %4 s, state %5")
                                                  .arg(int(report.verdict))
                                                  .arg(report.collections)
                                                  .arg(live()->data()->main().collections.sessionTotals().major)
                                                  .arg(report.observed)
                                                  .arg(int(live()->session()->state()))));
        QTRY_VERIFY(find<MessageBar>("liveMessage")->text().contains("Leak"));
        QVERIFY(find<QPushButton>("leakNextStep")->isEnabled() && find<QPushButton>("leakSample")->isVisible());
        const auto& events = live()->data()->events();
        QVERIFY(std::any_of(events.begin(), events.end(),
                            [](const LiveEvent& event) { return event.kind == LiveEvent::Kind::Verdict; }));
        QVERIFY(QFile(live()->recorder()->path()).size() > 1000); // kept on disk meanwhile
        m_window->tabs()->closeDocument(live());
        QTRY_VERIFY(!inspector::ProcFs().identity(pid)); // it ends with its tab
    }
};

HEAPWISE_GUI_TEST_MAIN(TestLive)
#include "tst_live.moc"
