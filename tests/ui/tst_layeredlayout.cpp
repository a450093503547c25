// The layered drawing of graphs: properties over random graphs, and the shape of small ones.
#include <QtTest>

#include "ui/models/graph/layeredlayout.h"
#include "ui/models/graph/layers.h"

#include <cmath>
#include <map>
#include <random>

using namespace heapwise;
using namespace heapwise::ui;

namespace {

constexpr double kBoxWidth = 200, kBoxHeight = 44;

LayoutBox box(int layer)
{
    return {layer, {kBoxWidth, kBoxHeight}, 0, std::nullopt, std::nullopt};
}

LayoutEdge edge(int from, int to, double weight = 1)
{
    return {from, to, weight, {60, 17}};
}

/// Up to 60 boxes in up to 9 layers, sizes and rooms differing; most edges lead down, a few up or nowhere.
LayoutInput randomGraph(std::uint32_t seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](int limit) { return int(random() % std::uint32_t(limit)); };
    LayoutInput input;
    const int boxes = 1 + below(60);
    for (int i = 0; i < boxes; ++i) {
        LayoutBox made = box(below(9) - 4);
        made.size.setWidth(100 + below(150));
        made.roomBefore = below(5) == 0 ? 150 : 0;
        input.boxes.push_back(made);
    }
    for (int i = below(3 * boxes); i > 0; --i) {
        int from = below(boxes), to = below(boxes);
        if (input.boxes[std::size_t(from)].layer > input.boxes[std::size_t(to)].layer && below(10) > 0)
            std::swap(from, to);
        input.edges.push_back(edge(from, to, 1 + below(100)));
    }
    return input;
}

LayoutResult run(const LayoutInput& input)
{
    return layOut(input, Progress());
}

QRectF withRoom(const LayoutInput& input, const LayoutResult& result, int i)
{
    const double room = input.boxes[std::size_t(i)].roomBefore;
    const bool isDown = input.direction == LayoutDirection::TopDown;
    return result.boxes[std::size_t(i)].adjusted(isDown ? -room : 0, isDown ? 0 : -room, 0, 0);
}

/// The first pair that overlaps, as text; empty when none does.
QString overlap(const LayoutInput& input, const LayoutResult& result)
{
    for (int a = 0; a < int(result.boxes.size()); ++a)
        for (int b = 0; b < a; ++b)
            if (withRoom(input, result, a).adjusted(0.1, 0.1, -0.1, -0.1).intersects(withRoom(input, result, b)))
                return QStringLiteral("%1 and %2").arg(a).arg(b);
    return {};
}

double along(const LayoutInput& input, const QPointF& point)
{
    return input.direction == LayoutDirection::TopDown ? point.y() : point.x();
}

} // namespace

class TestLayeredLayout : public QObject {
    Q_OBJECT
private slots:
    void emptyGraph();
    void boxesDoNotOverlap();
    void layersAreInOrder();
    void labelsLieFree();
    void edgesJoinTheirBoxes();
    void sameInputSameOutput();
    void boxesStayWhenTheGraphGrows();
    void chainIsAStraightLine();
    void crossingsAreUndone();
    void edgesGoRoundBoxes();
    void leftToRightIsTurned();
    void fourHundredBoxes();
    void wideLayersTakeSeveralRows();
    void rowsStayWhenTheGraphGrows();
    void longEdgesIntoOneBoxShareTheirWay();
    void stops();
};

void TestLayeredLayout::emptyGraph()
{
    const LayoutResult result = run({});
    QVERIFY(result.boxes.empty());
    QVERIFY(result.bounds.isNull());
}

void TestLayeredLayout::boxesDoNotOverlap()
{
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        LayoutInput input = randomGraph(seed);
        input.direction = seed % 2 ? LayoutDirection::LeftRight : LayoutDirection::TopDown;
        input.pitch = seed % 2 ? 400 : 90;
        const QString found = overlap(input, run(input));
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(found)));
    }
}

void TestLayeredLayout::layersAreInOrder()
{
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        const LayoutInput input = randomGraph(seed);
        const LayoutResult result = run(input);
        for (std::size_t i = 0; i < input.boxes.size(); ++i)
            QCOMPARE(result.boxes[i].center().y(), input.boxes[i].layer * input.pitch);
    }
}

void TestLayeredLayout::labelsLieFree()
{
    std::size_t placed = 0, all = 0;
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        const LayoutResult result = run(randomGraph(seed));
        for (std::size_t a = 0; a < result.routes.size(); ++a) {
            const QRectF label = result.routes[a].label;
            ++all;
            if (label.isNull())
                continue;
            ++placed;
            QVERIFY(result.bounds.contains(label));
            for (const QRectF& other : result.boxes)
                QVERIFY(!other.intersects(label));
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(!result.routes[b].label.intersects(label));
        }
    }
    QVERIFY2(placed * 10 > all * 8, qPrintable(QStringLiteral("%1 of %2").arg(placed).arg(all)));
}

void TestLayeredLayout::edgesJoinTheirBoxes()
{
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        const LayoutInput input = randomGraph(seed);
        const LayoutResult result = run(input);
        for (std::size_t e = 0; e < input.edges.size(); ++e) {
            const QPainterPath& path = result.routes[e].path;
            const auto touches = [](const QRectF& rect, const QPointF& at) {
                return rect.adjusted(-0.1, -0.1, 0.1, 0.1).contains(at) &&
                       !rect.adjusted(0.1, 0.1, -0.1, -0.1).contains(at);
            };
            QVERIFY(touches(result.boxes[std::size_t(input.edges[e].from)], path.elementAt(0)));
            QVERIFY(touches(result.boxes[std::size_t(input.edges[e].to)], path.currentPosition()));
        }
    }
}

void TestLayeredLayout::sameInputSameOutput()
{
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const LayoutInput input = randomGraph(seed);
        const LayoutResult a = run(input), b = run(input);
        QCOMPARE(a.boxes, b.boxes);
        for (std::size_t e = 0; e < a.routes.size(); ++e)
            QCOMPARE(a.routes[e].path, b.routes[e].path);
    }
}

void TestLayeredLayout::boxesStayWhenTheGraphGrows()
{
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        LayoutInput input = randomGraph(seed);
        const LayoutResult before = run(input);
        const std::size_t known = input.boxes.size();
        for (std::size_t i = 0; i < known; ++i)
            input.boxes[i].kept = before.boxes[i].center().x();
        std::mt19937 random(seed);
        for (int i = 0; i < 12; ++i) { // also above and below all that was there
            const int target = int(random() % known);
            input.boxes.push_back(box(input.boxes[std::size_t(target)].layer + int(random() % 5) - 3));
            input.edges.push_back(edge(int(input.boxes.size()) - 1, target));
        }
        const LayoutResult after = run(input);
        for (std::size_t i = 0; i < known; ++i)
            QCOMPARE(after.boxes[i], before.boxes[i]);
        const QString found = overlap(input, after);
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(found)));
    }
}

void TestLayeredLayout::chainIsAStraightLine()
{
    LayoutInput input;
    for (int layer = 0; layer < 8; ++layer)
        input.boxes.push_back(box(layer));
    for (int layer = 0; layer + 1 < 8; ++layer)
        input.edges.push_back(edge(layer, layer + 1, 1e4));
    for (int i = 0; i < 5; ++i) { // company in a layer does not bend it
        input.boxes.push_back(box(4));
        input.edges.push_back(edge(3, 8 + i));
    }
    const LayoutResult result = run(input);
    for (int i = 1; i < 8; ++i)
        QVERIFY(std::abs(result.boxes[std::size_t(i)].center().x() - result.boxes[0].center().x()) <= 1);
}

void TestLayeredLayout::crossingsAreUndone()
{
    LayoutInput input; // two ladders, listed so that all their rungs cross
    for (int layer = 0; layer < 4; ++layer)
        for (int side = 0; side < 2; ++side)
            input.boxes.push_back(box(layer));
    for (int layer = 0; layer < 3; ++layer)
        for (int side = 0; side < 2; ++side)
            input.edges.push_back(edge(2 * layer + side, 2 * (layer + 1) + 1 - side));
    Layers layers(input);
    QVERIFY(countCrossings(layers) > 0);
    orderLayers(layers, Progress());
    QCOMPARE(countCrossings(layers), std::uint64_t(0));

    Layers both(randomGraph(7)); // against counting every pair
    std::uint64_t pairs = 0;
    for (std::size_t row = 0; row + 1 < both.rows.size(); ++row) {
        std::vector<std::pair<int, int>> links;
        for (int i = 0; i < int(both.rows[row].size()); ++i)
            for (const auto& link : both.nodes[std::size_t(both.rows[row][std::size_t(i)])].below) {
                const auto& next = both.rows[row + 1];
                links.emplace_back(i, int(std::find(next.begin(), next.end(), link.node) - next.begin()));
            }
        for (std::size_t a = 0; a < links.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                pairs += (links[a].first < links[b].first && links[a].second > links[b].second) ||
                         (links[a].first > links[b].first && links[a].second < links[b].second);
    }
    QCOMPARE(countCrossings(both), pairs);
}

void TestLayeredLayout::edgesGoRoundBoxes()
{
    LayoutInput input;
    for (int layer = 0; layer < 4; ++layer)
        input.boxes.push_back(box(layer));
    for (int layer = 0; layer < 3; ++layer)
        input.edges.push_back(edge(layer, layer + 1, 1e4));
    input.edges.push_back(edge(0, 3));
    const LayoutResult result = run(input);
    for (int i = 0; i <= 200; ++i) {
        const QPointF at = result.routes[3].path.pointAtPercent(i / 200.0);
        QVERIFY(!result.boxes[1].contains(at) && !result.boxes[2].contains(at));
    }
}

void TestLayeredLayout::leftToRightIsTurned()
{
    LayoutInput input;
    input.direction = LayoutDirection::LeftRight;
    input.pitch = 400;
    input.boxes = {box(0), box(1), box(1)};
    input.edges = {edge(0, 1), edge(0, 2)};
    const LayoutResult result = run(input);
    QCOMPARE(result.boxes[0].center().x(), 0.0);
    QCOMPARE(result.boxes[1].center().x(), 400.0);
    QCOMPARE(result.boxes[2].center().x(), 400.0);
    QVERIFY(result.boxes[1].bottom() <= result.boxes[2].top());
    QVERIFY(along(input, result.routes[0].path.elementAt(0)) == result.boxes[0].right());
}

void TestLayeredLayout::fourHundredBoxes()
{
    std::mt19937 random(1);
    LayoutInput input;
    for (int i = 0; i < 400; ++i)
        input.boxes.push_back(box(int(random() % 12)));
    for (int i = 0; i < 800; ++i) {
        const int from = int(random() % 400), to = int(random() % 400);
        input.edges.push_back(edge(from, to));
    }
    const LayoutResult result = run(input);
    QCOMPARE(overlap(input, result), QString());
}

/// Boxes by row, as they are drawn.
std::map<double, int> rowsOf(const LayoutResult& result)
{
    std::map<double, int> rows;
    for (const QRectF& place : result.boxes)
        ++rows[place.center().y()];
    return rows;
}

void TestLayeredLayout::wideLayersTakeSeveralRows()
{
    LayoutInput input;
    input.mostInRow = 6;
    input.boxes = {box(0), box(-2)}; // the subject, and a root above forty holders of different weight
    for (int i = 0; i < 40; ++i) {
        input.boxes.push_back(box(-1));
        input.edges.push_back(edge(1, 2 + i));
        input.edges.push_back(edge(2 + i, 0, i + 1));
    }
    const LayoutResult result = run(input);
    QCOMPARE(overlap(input, result), QString());
    for (const auto& [place, count] : rowsOf(result))
        QVERIFY(count <= 6);
    QCOMPARE(result.boxes[0].center().y(), 0.0);              // what is asked for stays
    QCOMPARE(result.boxes[41].center().y(), -input.pitch);    // the heaviest is next to it
    QCOMPARE(result.boxes[2].center().y(), -7 * input.pitch); // the lightest farthest away
    QCOMPARE(result.boxes[1].center().y(), -8 * input.pitch); // and what holds them all above
    QVERIFY(result.bounds.width() < 12 * (kBoxWidth + input.boxGap));
}

void TestLayeredLayout::rowsStayWhenTheGraphGrows()
{
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        LayoutInput input = randomGraph(seed);
        input.mostInRow = 4;
        const LayoutResult before = run(input);
        const std::size_t known = input.boxes.size();
        for (std::size_t i = 0; i < known; ++i) {
            input.boxes[i].kept = before.boxes[i].center().x();
            input.boxes[i].keptRow = int(std::lround(before.boxes[i].center().y() / input.pitch));
        }
        std::mt19937 random(seed);
        for (int i = 0; i < 12; ++i) {
            const int target = int(random() % known);
            input.boxes.push_back(box(input.boxes[std::size_t(target)].layer - 1));
            input.edges.push_back(edge(int(input.boxes.size()) - 1, target));
        }
        const LayoutResult after = run(input);
        for (std::size_t i = 0; i < known; ++i) {
            QCOMPARE(after.boxes[i].center().x(), before.boxes[i].center().x());
            QVERIFY(after.boxes[i].center().y() <= before.boxes[i].center().y()); // pushed up, if at all
            for (std::size_t j = 0; j < i; ++j)
                if (input.boxes[i].layer == input.boxes[j].layer)
                    QCOMPARE(after.boxes[i].center().y() - after.boxes[j].center().y(),
                             before.boxes[i].center().y() - before.boxes[j].center().y());
                else // layers keep their order
                    QVERIFY((after.boxes[i].center().y() < after.boxes[j].center().y()) ==
                            (input.boxes[i].layer < input.boxes[j].layer));
        }
        const QString found = overlap(input, after);
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(found)));
        for (const auto& [place, count] : rowsOf(after))
            QVERIFY(count <= 4);
        input.mostInRow = 100; // with room for all, nothing moves
        const LayoutResult roomy = run(input);
        for (std::size_t i = 0; i < known; ++i)
            QCOMPARE(roomy.boxes[i], before.boxes[i]);
    }
}

void TestLayeredLayout::longEdgesIntoOneBoxShareTheirWay()
{
    LayoutInput input;
    input.boxes = {box(0)};
    for (int i = 0; i < 30; ++i) { // five rows of six
        input.boxes.push_back(box(-1 - i / 6));
        input.edges.push_back(edge(1 + i, 0));
    }
    const std::size_t apart = Layers(input).nodes.size();
    input.sharesWays = true;
    const Layers together(input);
    QCOMPARE(together.nodes.size(), std::size_t(31 + 4)); // one point for each row that is passed
    QVERIFY(apart > together.nodes.size());
    const LayoutResult result = run(input);
    int wholes = 0;
    for (std::size_t e = 0; e < result.routes.size(); ++e) {
        const EdgeRoute& route = result.routes[e];
        QVERIFY(result.boxes[0].adjusted(-1, -1, 1, 1).contains(route.path.currentPosition()));
        wholes += route.ownEnd == route.path.elementCount();
        QVERIFY(route.ownEnd > 3 && route.ownEnd % 3 == 1 && route.ownBegin == 0); // whole curves
    }
    QCOMPARE(wholes, 6 + 1); // those next to the box, and the first of the others
    for (LayoutBox& turned : input.boxes)
        turned.layer = -turned.layer;
    for (LayoutEdge& turned : input.edges)
        std::swap(turned.from, turned.to);
    QCOMPARE(Layers(input).nodes.size(), std::size_t(31 + 4)); // the same out of one box
    for (const EdgeRoute& route : run(input).routes)
        QVERIFY(route.ownBegin % 3 == 0 && route.ownEnd == route.path.elementCount());
}

void TestLayeredLayout::stops()
{
    Progress progress;
    progress.requestStop();
    QCOMPARE(layOut(randomGraph(3), progress).boxes.size(), randomGraph(3).boxes.size());
}

QTEST_APPLESS_MAIN(TestLayeredLayout)
#include "tst_layeredlayout.moc"
