// The leak detector in the window, sessions on disk and recordings that are opened: on data that is made up, and killed
// while it records.
#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QToolButton>

#include "core/timeline/recordingexport.h"
#include "core/timeline/sessionfile.h"
#include "tests/support/guitest.h"
#include "ui/liveopener.h"
#include "ui/mainwindow.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leakpanel.h"
#include "ui/views/live/recordingdocument.h"
#include "ui/views/live/sessionrecorder.h"
#include "ui/views/live/snapshotruleseditor.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/documenttabs.h"
#include "ui/widgets/messagebar.h"

#include <cmath>

#include <fcntl.h>
#include <unistd.h>

using namespace heapwise;
using namespace heapwise::ui;

namespace {

constexpr double kMiB = 1024 * 1024;

/// A program of which `perMinute` bytes are never freed, collected every ten seconds.
Sample sampleOf(int second, double perMinute)
{
    Sample sample;
    sample.time = 1'700'000'000 + second;
    sample.heapUsed = 60 * kMiB + perMinute * second / 60 + (second % 10) * kMiB;
    sample.heapTotal = sample.heapUsed + 10 * kMiB;
    sample.external = 2 * kMiB;
    sample.arrayBuffers = kMiB;
    sample.rss = sample.heapTotal + 50 * kMiB;
    sample.heapLimit = 2048 * kMiB;
    sample.spaces = {{"old_space", sample.heapUsed - 5 * kMiB}, {"new_space", 5 * kMiB}};
    if (second % 10 == 0)
        sample.collections = {
            {.time = sample.time - 0.2, .pause = 0.01, .kind = GcKind::Major, .usedAfter = sample.heapUsed}};
    return sample;
}

void feed(LiveData& data, int from, int to, double perMinute)
{
    for (int second = from; second < to; ++second)
        data.addSample(sampleOf(second, perMinute));
}

/// The other side of survivesBeingKilled(): records until it is killed.
int recordForEver(const QString& path)
{
    LiveData data;
    SessionRecorder recorder(&data);
    recorder.begin({1'700'000'000, "victim", 1, "v22.11.0", {}}, path);
    for (int second = 0;; ++second) {
        data.addSample(sampleOf(second, kMiB));
        QThread::msleep(1);
    }
}

} // namespace

class TestLeakPanel : public QObject {
    Q_OBJECT

    static QString textOf(QWidget& panel, const char* name)
    {
        return panel.findChild<QLabel*>(QString::fromLatin1(name))->text();
    }
    static void write(const QString& path, const QByteArray& text, QIODevice::OpenMode mode = QIODevice::WriteOnly)
    {
        QFile file(path);
        QVERIFY(file.open(mode) && file.write(text) == text.size());
    }

private slots:
    void initTestCase() { qRegisterMetaType<Verdict>(); }
    void init()
    {
        test::failOnWarnings();
        QSettings().clear();
    }

    void saysWhatIsMissing()
    {
        LiveData data;
        LeakMonitor monitor(&data);
        LeakPanel panel(&monitor);
        panel.setLive(true);
        feed(data, 0, 35, 0);
        QCOMPARE(textOf(panel, "leakVerdict"), QString("Not enough data"));
        QVERIFY(textOf(panel, "leakExplanation").startsWith("4 of 8 collections seen."));
        QVERIFY(!panel.findChild<QPushButton*>("leakProbe")->isHidden());
        QVERIFY(panel.findChild<QPushButton*>("leakSample")->isHidden());
    }

    void callsALeakALeak()
    {
        LiveData data;
        LeakMonitor monitor(&data);
        LeakPanel panel(&monitor);
        panel.setLive(true);
        QSignalSpy changed(&monitor, &LeakMonitor::verdictChanged);
        feed(data, 0, 1200, 16 * kMiB);
        QCOMPARE(textOf(panel, "leakVerdict"), QString("Leak likely"));
        QCOMPARE(textOf(panel, "leakSlope"), QString("+16.0 MiB"));
        QVERIFY(panel.findChild<QWidget*>("growthBars")->accessibleName().startsWith("old_space +16.0 MiB"));
        QCOMPARE(changed.size(), 2); // possible, then likely
        QCOMPARE(int(changed.last().first().value<Verdict>()), int(Verdict::LeakLikely));
        // What to do next depends on what there is.
        auto* next = panel.findChild<QPushButton*>("leakNextStep");
        QSignalSpy wanted(&panel, &LeakPanel::snapshotRequested), compare(&panel, &LeakPanel::compareRequested);
        QCOMPARE(next->text(), QString("Take clean snapshot #1"));
        next->click();
        QCOMPARE(wanted.size(), 1);
        panel.setSnapshots(3);
        QVERIFY(next->text().contains("#1") && next->text().contains("#3"));
        next->click();
        QCOMPARE(compare.size(), 1);
        panel.setLive(false);
        QVERIFY(next->isEnabled());
        panel.setSnapshots(0);
        QVERIFY(!next->isEnabled());
    }

    void leavesHealthInPeace()
    {
        LiveData data;
        LeakMonitor monitor(&data);
        LeakPanel panel(&monitor);
        feed(data, 0, 1200, 0);
        QCOMPARE(textOf(panel, "leakVerdict"), QString("Stable"));
        QVERIFY(textOf(panel, "leakExplanation").contains("19 min")); // the last collection was 10 s before the end
        QVERIFY(panel.findChild<QWidget*>("growthBars")->isHidden());
    }

    void changesTheRule()
    {
        LiveData data;
        LeakMonitor monitor(&data);
        LeakPanel panel(&monitor);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        feed(data, 0, 600, 60 * kMiB);
        QTest::mouseClick(panel.findChild<QToolButton*>("leakOptions"), Qt::LeftButton);
        auto* menu = panel.findChild<QMenu*>();
        QTRY_VERIFY(menu && menu->isVisible());
        QVERIFY(menu->actions().first()->isChecked());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().last()).center());
        QCOMPARE(int(monitor.rule()), int(LeakRule::Simple));
        QCOMPARE(monitor.ratio(), 1.5);
        feed(data, 600, 700, 60 * kMiB);
        QCOMPARE(textOf(panel, "leakVerdict"), QString("Stable")); // 10 % in a minute are not 1.5 times
        monitor.setRule(LeakRule::Floor, 0);
        QVERIFY(textOf(panel, "leakVerdict").startsWith("Leak"));
    }

    void probes()
    {
        LiveData data;
        LeakMonitor monitor(&data);
        LeakPanel panel(&monitor);
        panel.setLive(true);
        QSignalSpy asked(&panel, &LeakPanel::probeRequested), wanted(&monitor, &LeakMonitor::collectionWanted);
        auto* button = panel.findChild<QPushButton*>("leakProbe");
        button->click();
        QCOMPARE(asked.takeFirst().first().toBool(), true);
        monitor.startProbing(20, 5);
        QVERIFY(monitor.isProbing() && button->text().startsWith("Stop"));
        QCOMPARE(wanted.size(), 1);
        QTest::qWait(100); // it takes long, and the next one waits for it and four times as long
        QCOMPARE(wanted.size(), 1);
        QElapsedTimer rest;
        rest.start();
        monitor.collected();
        QTRY_COMPARE(wanted.size(), 2);
        QVERIFY(rest.elapsed() >= 300); // timers are coarse
        monitor.collected();
        QTRY_COMPARE(wanted.size(), 3);
        feed(data, 0, 60, 0);
        QVERIFY(!monitor.isProbing()); // enough were seen
        monitor.startProbing();
        button->click();
        QCOMPARE(asked.takeFirst().first().toBool(), false);
    }

    void wantsSnapshotsByRule()
    {
        LiveData data;
        LeakMonitor monitor(&data);
        LeakPanel panel(&monitor);
        panel.setLive(true);
        QSignalSpy wanted(&monitor, &LeakMonitor::snapshotWanted);
        feed(data, 0, 100, 60 * kMiB);
        QCOMPARE(wanted.size(), 0); // offered, and off
        panel.findChild<QCheckBox*>("rulePercent")->click();
        QCOMPARE(monitor.rules().growthShare, 0.3);
        feed(data, 100, 101, 60 * kMiB);
        QCOMPARE(wanted.size(), 0); // growth counts from when the rule was ticked
        feed(data, 101, 170, 60 * kMiB);
        QVERIFY(wanted.size() >= 1);
        monitor.snapshotTaken(1'700'000'170, 200 * kMiB, true);
        wanted.clear();
        feed(data, 170, 600, 60 * kMiB);
        QCOMPARE(wanted.size(), 0); // ten minutes apart
        QCOMPARE(monitor.snapshotsTaken(), 1);
    }

    void recordsAndOpensAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("sub/shop.heapwise-session");
        {
            LiveData data;
            SessionRecorder recorder(&data);
            recorder.begin({1'700'000'000, "shop", 4821, "v22.11.0", "127.0.0.1:9229"}, path);
            data.addLane(1, "[worker 2]");
            feed(data, 0, 1200, 16 * kMiB);
            data.addEvent({.kind = LiveEvent::Kind::Snapshot,
                           .time = 1'700'000'300,
                           .text = "Snapshot #1",
                           .detail = "clean",
                           .heap = 1e8,
                           .file = "/tmp/a.heapsnapshot",
                           .number = 1});
            QStringList saved; // why not, by the thread of the receiver
            connect(&recorder, &SessionRecorder::saved, &data,
                    [&](const QString&, const QString& whyNot) { saved.append(whyNot); });
            recorder.saveAs(folder.filePath("copy.heapwise-session"));
            QTRY_COMPARE(saved, QStringList{QString()});
        }
        MainWindow window;
        window.resize(1400, 850);
        window.show();
        for (const QString& file : {path, folder.filePath("copy.heapwise-session")}) {
            window.openFiles({file});
            auto* document = qobject_cast<RecordingDocument*>(window.currentDocument());
            QVERIFY(document);
            QTRY_VERIFY(document->isLoaded());
            QCOMPARE(document->data()->main().timeline.rows(), std::size_t(1200));
            QCOMPARE(document->data()->lanes().at(1).title, std::string("[worker 2]"));
            QCOMPARE(int(document->leaks()->report().verdict), int(Verdict::LeakLikely));
            QCOMPARE(document->snapshotFiles(), QStringList{"/tmp/a.heapsnapshot"});
            QCOMPARE(document->plot()->laneCount(), 6); // with the worker's
            QVERIFY(document->plot()->pointsDrawn() > 100);
            QVERIFY(!document->hasError());
            // Of a process that is gone, nothing can be taken any more.
            QVERIFY(document->findChild<QWidget*>("leakExplanation")->isVisibleTo(document));
            for (const char* const step : {"leakNextStep", "leakSample", "leakProbe"})
                QVERIFY(!document->findChild<QWidget*>(step)->isVisibleTo(document));
            QVERIFY(!document->findChild<SnapshotRulesEditor*>()->isVisibleTo(document));
        }
        const int tabs = window.tabs()->count();
        window.openFiles({path}); // is there
        QCOMPARE(window.tabs()->count(), tabs);
    }

    void survivesBeingKilled()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("killed.heapwise-session");
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {"--record", path});
        QTRY_VERIFY(QFile(path).size() > 20'000);
        victim.kill(); // -9
        QVERIFY(victim.waitForFinished());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto contents = readSession(file.readAll().toStdString());
        QVERIFY(bool(contents));
        QCOMPARE(contents->damaged, std::size_t(0));
        const auto& timeline = contents->recording.main().timeline;
        QVERIFY(timeline.rows() > 20);
        QCOMPARE(timeline.lastTime() - timeline.firstTime(), double(timeline.rows() - 1)); // none is missing
        QCOMPARE(contents->head.name, std::string("victim"));
    }

    void followsALogThatGrows()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("gc.log");
        const auto line = [](int second) {
            return QStringLiteral("GET /\n[1:0xa] %1 ms: Mark-Compact %2 (300.0) -> %3 (300.0) MB, 10.0 / 0.0 ms\n")
                .arg(second * 1000)
                .arg(9 + second * 0.1)
                .arg(5 + second * 0.1)
                .toUtf8();
        };
        QByteArray text;
        for (int i = 1; i < 100; ++i)
            text += line(10 * i);
        write(path, text);
        MainWindow window;
        window.show();
        window.openFiles({path});
        auto* document = qobject_cast<RecordingDocument*>(window.currentDocument());
        QVERIFY(document);
        QTRY_VERIFY(document->isLoaded());
        QCOMPARE(document->data()->main().collections.sessionTotals().major, std::uint64_t(99));
        QVERIFY(document->leaks()->report().isAlarm());
        write(path, line(1000), QIODevice::Append);
        QTRY_COMPARE(document->data()->main().collections.sessionTotals().major, std::uint64_t(100));
    }

    void readsALogFromAPipe()
    {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        MainWindow window;
        window.show();
        window.live()->openInput(ends[0]);
        auto* document = qobject_cast<RecordingDocument*>(window.currentDocument());
        QVERIFY(document);
        QCOMPARE(document->title(), QString("Standard input"));
        const QByteArray first = "GET /\n[1:0xa] 1000 ms: Mark-Compact 9.1 (300.0) -> 5.1 (300.0) MB, 10.0 / 0.0 ms\n";
        QCOMPARE(::write(ends[1], first.data(), std::size_t(first.size())), ssize_t(first.size()));
        QTRY_COMPARE(document->data()->main().collections.sessionTotals().major, std::uint64_t(1));
        const QByteArray second = "[1:0xa] 2000 ms: Mark-Compact 9.2 (300.0) -> 5.2 (300.0) MB, 10.0 / 0.0 ms\n";
        QCOMPARE(::write(ends[1], second.data(), std::size_t(second.size())), ssize_t(second.size()));
        ::close(ends[1]); // the program has ended
        QTRY_COMPARE(document->data()->main().collections.sessionTotals().major, std::uint64_t(2));
        QVERIFY(!document->hasError());
        window.tabs()->closeDocument(document);
        ::close(ends[0]);
    }

    void saysWhyAPipeBreaks()
    {
        const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC); // nothing is mapped at its beginning
        QVERIFY(memory >= 0);
        MainWindow window;
        window.show();
        window.live()->openInput(memory);
        auto* document = qobject_cast<RecordingDocument*>(window.currentDocument());
        QVERIFY(document);
        QTRY_VERIFY(document->hasError());
        QVERIFY(document->findChild<MessageBar*>("liveMessage")->text().contains("cannot be read any further"));
        window.tabs()->closeDocument(document);
        ::close(memory);
    }

    void saysThatASessionIsCut()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("cut.heapwise-session");
        {
            LiveData data;
            SessionRecorder recorder(&data);
            recorder.begin({1'700'000'000, "cut", 1, "v22.11.0", ""}, path);
            feed(data, 0, 100, kMiB);
        }
        QTRY_VERIFY(QFile(path).size() > 10'000);
        QVERIFY(QFile(path).resize(QFile(path).size() - 20));
        MainWindow window;
        window.show();
        window.openFiles({path});
        auto* document = qobject_cast<RecordingDocument*>(window.currentDocument());
        QVERIFY(document);
        QTRY_VERIFY(document->isLoaded());
        auto* message = document->findChild<MessageBar*>("liveMessage");
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains("in the middle of a record"));
    }

    void saysWhatIsNoRecording()
    {
        QTemporaryDir folder;
        MainWindow window;
        window.show();
        for (const QByteArray& text : {QByteArray("hello\n"), QByteArray()}) {
            const QString path = folder.filePath(text.isEmpty() ? "empty.log" : "other.log");
            write(path, text);
            window.openFiles({path});
            auto* document = qobject_cast<RecordingDocument*>(window.currentDocument());
            QVERIFY(document);
            QTRY_VERIFY(document->hasError());
            QVERIFY(document->findChild<MessageBar*>("liveMessage")->text().contains(QFileInfo(path).fileName()));
        }
    }

    void exportsWhatWasMeasured()
    {
        LiveData data;
        data.addLane(1, "a \"quoted\" worker");
        feed(data, 0, 25, kMiB);
        Sample worker = sampleOf(3, 0);
        worker.lane = 1;
        worker.rss = kNoValue;
        data.addSample(worker);
        const QByteArray csv = QByteArray::fromStdString(recordingCsv(data.recording()));
        const auto lines = csv.split('\n');
        QCOMPARE(lines.size(), 1 + 25 + 1 + 1);
        QVERIFY(lines[0].startsWith(
            "lane,time,rss,heapTotal,heapUsed,external,arrayBuffers,limit,cpu,loop,groupLimit,old_space,new_space"));
        QVERIFY(lines[1].startsWith("0,1700000000,"));
        QVERIFY(lines[26].startsWith("1,1700000003,,"));
        QJsonParseError error;
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(recordingJson(data.recording())), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json["lanes"][1]["title"].toString(), QString("a \"quoted\" worker"));
        QCOMPARE(json["lanes"][0]["samples"][24][3].toDouble(), sampleOf(24, kMiB).heapUsed);
        QVERIFY(json["lanes"][1]["samples"][0][1].isNull());
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "--record") {
        const QCoreApplication app(argc, argv);
        return recordForEver(QString::fromLocal8Bit(argv[2]));
    }
    return test::runGuiTest<TestLeakPanel>(argc, argv);
}
#include "tst_leakpanel.moc"
