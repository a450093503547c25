// The timeline alone: what it draws of long sessions, and how it is moved through.
#include "tests/support/guitest.h"

#include "ui/views/live/livedata.h"
#include "ui/views/live/timelineplot.h"

#include <cmath>
#include <random>

using namespace heapwise;
using namespace heapwise::ui;

namespace {

/// A session of `seconds` samples, one per second, without a process.
void fill(LiveData& data, int seconds)
{
    data.addLane(0, {});
    for (int i = 0; i < seconds; ++i) {
        Sample sample;
        sample.time = 1'700'000'000 + i;
        sample.rss = 80e6 + i % 1000 * 1e4;
        sample.heapTotal = 50e6;
        sample.heapUsed = 30e6 + i % 60 * 1e5;
        sample.external = sample.arrayBuffers = 1e6;
        sample.spaces = {{"old_space", 20e6}, {"new_space", 1e6 * (i % 10)}, {"a_space_of_tomorrow", 5e5}};
        if (i % 30 == 0)
            sample.collections = {{.time = sample.time, .pause = 0.02, .kind = GcKind::Major, .usedAfter = 29e6}};
        data.addSample(sample);
    }
}

/// One that goes up and down from sample to sample in all its lines, with nothing heard in the middle third.
void fillWithNoise(LiveData& data, int seconds)
{
    std::mt19937 random(7);
    const auto noise = [&](double most) { return std::uniform_real_distribution<>(0, most)(random); };
    data.addLane(0, {});
    for (int i = 0; i < seconds; ++i) {
        if (i > seconds / 3 && i < 2 * seconds / 3)
            continue;
        Sample sample;
        sample.time = 1'700'000'000 + i;
        sample.rss = 80e6 + noise(2e7);
        sample.heapTotal = 50e6 + noise(1e7);
        sample.heapUsed = 30e6 + noise(1e7);
        sample.external = 5e6 + noise(1e6);
        sample.arrayBuffers = 2e6 + noise(1e6);
        sample.spaces = {{"old_space", 20e6 + noise(1e6)}, {"code_space", noise(1e6)}, {"new_space", noise(8e6)}};
        data.addSample(sample);
        if (i == seconds / 3)
            data.addGap({sample.time + 1, 1'700'000'000 + 2.0 * seconds / 3 - 1});
    }
}

} // namespace

class TestTimelinePlot : public QObject {
    Q_OBJECT

    static bool show(TimelinePlot& plot)
    {
        plot.resize(1200, 600);
        plot.show();
        return QTest::qWaitForWindowExposed(&plot);
    }
    static QWidget* canvasOf(const TimelinePlot& plot)
    {
        return plot.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    }

private slots:
    void init() { test::failOnWarnings(); }

    // A day at one sample per second: the plot gets a few points per pixel, whatever is shown of it.
    void aDayStaysSmall()
    {
        LiveData data;
        fill(data, 24 * 3600);
        TimelinePlot plot(&data);
        QVERIFY(show(plot));
        plot.setFollowing(false);
        for (const double hours : {24.0, 6.0, 1.0}) {
            plot.setRange(data.end() - hours * 3600, data.end());
            QVERIFY2(plot.pointsDrawn() < 12 * 4 * 1200, qPrintable(QString::number(plot.pointsDrawn())));
            QVERIFY(plot.pointsDrawn() > 1000);
        }
        test::slowEvents(); // filling it took long, which is not the window's work
    }

    void wheelDragAndSelection()
    {
        LiveData data;
        fill(data, 3600);
        TimelinePlot plot(&data);
        QVERIFY(show(plot));
        plot.showLast(600);
        QWidget* const canvas = canvasOf(plot);
        const QPoint middle = canvas->rect().center();
        QVERIFY(plot.isFollowing());
        QWheelEvent wheel(middle, canvas->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas, &wheel);
        QVERIFY(!plot.isFollowing());
        const double span = plot.to() - plot.from();
        QVERIFY(span < 600 && span > 300);
        const double from = plot.from();
        QTest::mousePress(canvas, Qt::LeftButton, {}, middle);
        QTest::mouseMove(canvas, middle + QPoint(200, 0));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, middle + QPoint(200, 0));
        QVERIFY(plot.from() < from); // earlier
        QVERIFY(std::abs(plot.to() - plot.from() - span) < 1e-3);
        QVERIFY(!std::isnan(plot.cursor()));
        QSignalSpy selected(&plot, &TimelinePlot::selectionChanged);
        QTest::mousePress(canvas, Qt::LeftButton, Qt::ShiftModifier, middle);
        QTest::mouseMove(canvas, middle + QPoint(100, 0));
        QTest::mouseRelease(canvas, Qt::LeftButton, Qt::ShiftModifier, middle + QPoint(100, 0));
        QVERIFY(selected.size() >= 1);
        QVERIFY(plot.selection().second > plot.selection().first);
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, middle);
        QCOMPARE(plot.from(), data.begin());
        QCOMPARE(plot.to(), data.end());
        test::slowEvents();
    }

    // Lines that cross each row of pixels thousands of times took ten frames for each step of the pointer.
    void aDayOfUpsAndDownsIsDraggedWithinFrames()
    {
        LiveData data;
        fillWithNoise(data, 24 * 3600);
        TimelinePlot plot(&data);
        QVERIFY(show(plot));
        plot.setFollowing(false);
        plot.setRange(data.begin(), data.begin() + 8 * 3600);
        QCoreApplication::processEvents();
        test::slowEvents(); // filling it took long, which is not the window's work
        QWidget* const canvas = canvasOf(plot);
        const QPoint middle = canvas->rect().center();
        QTest::mousePress(canvas, Qt::LeftButton, {}, middle);
        const Seconds from = plot.from();
        for (int i = 1; i <= 20; ++i) {
            QTest::mouseMove(canvas, middle - QPoint(5 * i, 0));
            QCoreApplication::processEvents(); // draws
        }
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, middle - QPoint(100, 0));
        QVERIFY(plot.from() > from);
        QCOMPARE(test::slowEvents(), QString());
    }

    void denseStacksAreFilledWithoutSeams()
    {
        LiveData data;
        fillWithNoise(data, 24 * 3600);
        TimelinePlot plot(&data);
        QVERIFY(show(plot));
        plot.setFollowing(false);
        plot.showLast(0);
        QTRY_VERIFY(!plot.itemRect(1).isEmpty());
        QCoreApplication::processEvents();
        const QImage image = plot.grab().toImage();
        // Near the foot of the lane of heap spaces there is old space everywhere, but where nothing was heard.
        const QRect spaces = plot.itemRect(1);
        const int y = spaces.top() + spaces.height() * 3 / 4;
        const QRect canvas = canvasOf(plot)->geometry();
        QColor fill;
        int filled = 0, empty = 0, first = -1;
        for (int x = canvas.left() + 60; x < canvas.right() - 10; ++x) {
            const bool isHeard =
                x < canvas.left() + canvas.width() * 3 / 10 || x > canvas.left() + canvas.width() * 3 / 4;
            if (!isHeard)
                continue;
            const QColor here = image.pixelColor(x, y);
            if (first < 0) {
                first = x;
                fill = here;
            }
            (here == fill ? filled : empty) += 1;
        }
        QVERIFY(fill != color(Token::Base));
        QVERIFY2(empty <= 20, qPrintable(QString::number(empty))); // lines of the grid
        QVERIFY(filled > 400);
        QVERIFY(image.pixelColor(canvas.left() + canvas.width() / 2, y) != fill);
    }
};

HEAPWISE_GUI_TEST_MAIN(TestTimelinePlot)
#include "tst_timelineplot.moc"
