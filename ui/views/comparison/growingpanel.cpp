#include "ui/views/comparison/growingpanel.h"

#include "core/analysis/paths.h"
#include "ui/format.h"
#include "ui/models/comparisonclasses.h"
#include "ui/models/objecttext.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr std::size_t kMost = 12;
constexpr int kRowHeight = 40;
constexpr int kLineWidth = 80;
constexpr int kLineHeight = 18;
constexpr int kChangeWidth = 84;
constexpr std::uint64_t kMostRetainers = 64; ///< looked at for a name

enum Role { KindOf = Qt::UserRole, HeldBy, Values, Change, IsSteady, Node };

/// "10.6 → 139.5 → 268.4 MiB", each with its unit where these differ.
QString valuesText(const std::vector<Size>& values)
{
    QStringList texts;
    const QString unit = splitBytes(values.back()).unit;
    const bool isAlike = std::ranges::all_of(values, [&](Size value) { return splitBytes(value).unit == unit; });
    for (const Size value : values)
        texts.append(isAlike ? splitBytes(value).value : formatBytes(value));
    return texts.join(QStringLiteral(" → ")) + (isAlike ? QLatin1Char(' ') + unit : QString());
}

class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return QSize(scaled(200), scaled(kRowHeight));
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, color(Token::Selection));
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, color(Token::Hover));
        const QRect area = option.rect.adjusted(scaled(8), scaled(2), -scaled(8), -scaled(2));
        const QRect line(area.right() - scaled(kChangeWidth + kLineWidth), area.center().y() - scaled(kLineHeight) / 2,
                         scaled(kLineWidth), scaled(kLineHeight));
        const int left =
            paintChip(*painter, ObjectKind(index.data(KindOf).toInt()), area.left(), area.top() + scaled(10));
        const QRect words(left, area.top(), line.left() - left - scaled(8), area.height());
        const int nameWidth = draw(*painter, words.adjusted(0, 0, 0, -words.height() / 2), TextStyle::Body, Token::Text,
                                   index.data().toString());
        draw(*painter, words.adjusted(nameWidth + scaled(4), 0, 0, -words.height() / 2), TextStyle::Body,
             Token::TextSecondary, index.data(HeldBy).toString());
        std::vector<Size> values;
        for (const QVariant& value : index.data(Values).toList())
            values.push_back(value.toULongLong());
        draw(*painter, words.adjusted(0, words.height() / 2, 0, 0), TextStyle::Small, Token::TextSecondary,
             valuesText(values));
        const Token ink = index.data(IsSteady).toBool() ? Token::Grow : Token::TextSecondary;
        drawLine(*painter, line, values, ink);
        painter->setFont(font(TextStyle::BodyBold));
        painter->setPen(color(ink));
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, formatBytesDelta(index.data(Change).toLongLong()));
    }

private:
    static int draw(QPainter& painter, const QRect& rect, TextStyle style, Token ink, const QString& text)
    {
        const QFontMetrics metrics(font(style));
        const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, rect.width()));
        painter.setFont(font(style));
        painter.setPen(color(ink));
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, shown);
        return metrics.horizontalAdvance(shown);
    }

    /// From zero, so that lines of different rows can be compared in their steepness.
    static void drawLine(QPainter& painter, const QRect& rect, const std::vector<Size>& values, Token ink)
    {
        const double largest = double(std::max<Size>(1, *std::ranges::max_element(values)));
        QPolygonF points;
        for (std::size_t i = 0; i < values.size(); ++i)
            points.append(QPointF(rect.left() + rect.width() * double(i) / double(values.size() - 1),
                                  rect.bottom() - rect.height() * double(values[i]) / largest));
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color(ink), scaledF(1.3)));
        painter.drawPolyline(points);
        painter.setBrush(color(ink));
        painter.setPen(Qt::NoPen);
        for (const QPointF& point : points)
            painter.drawEllipse(point, scaledF(2.2), scaledF(2.2));
        painter.restore();
    }
};

/// The name by which the object that dominates `n` refers to it; empty where another object does.
QString nameInHolder(const Heap& heap, NodeId n)
{
    const NodeId holder = heap.dominators->immediateDominator(n);
    for (const Retainer& retainer : retainersOf(heap, n, 0, kMostRetainers))
        if (retainer.source == holder || holder == heap.dominators->root())
            return fieldText(*heap.snapshot, retainer.edge);
    return {};
}

} // namespace

GrowingPanel::GrowingPanel(QWidget* parent)
    : QWidget(parent)
    , m_range(new TextLabel(TextStyle::Small, Token::TextSecondary))
    , m_empty(new TextLabel(TextStyle::Body, Token::TextSecondary))
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("growingPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(scaled(10), scaled(5), scaled(10), scaled(5));
    auto* title = new TextLabel(TextStyle::BodyBold, Token::TextSecondary);
    title->setText(tr("Growing dominators"));
    title->setToolTip(tr("Objects of all snapshots that keep more alive by now. In colour what grew at every step, in "
                         "grey what levelled off."));
    head->addWidget(title, 1);
    head->addWidget(m_range);
    column->addLayout(head);
    m_list->setObjectName(QStringLiteral("growingList"));
    m_list->setAccessibleName(title->text());
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setMouseTracking(true);
    column->addWidget(m_list, 1);
    m_empty->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(10));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_empty, 1);
    m_job.announce({this, tr("Looking for what grows")});
}

void GrowingPanel::show(const ComparisonPtr& comparison, const ChosenObjectsPtr& chosen)
{
    const bool isOther = std::exchange(m_comparison, comparison) != comparison;
    if (std::exchange(m_chosen, chosen) == chosen && !isOther)
        return;
    const std::size_t count = comparison->snapshotCount();
    m_range->setText(ComparisonClasses::snapshotName(0, count) + QStringLiteral(" → ") +
                     ComparisonClasses::snapshotName(count - 1, count));
    if (isOther) {
        m_list->clear(); // else it stays until there is another
        m_list->hide();
        m_empty->show();
    }
    if (!comparison->hasIdentity())
        return m_empty->setText(tr("Objects of different processes cannot be followed."));
    if (!comparison->hasRetained())
        return m_empty->setText(tr("Known when all snapshots are complete."));
    m_job.start([comparison, chosen](const Progress& progress) { return find(*comparison, chosen.get(), progress); },
                [this, comparison, isChosen = chosen != nullptr](const std::vector<Row>& rows) {
                    found(comparison, isChosen, rows);
                });
}

std::vector<GrowingPanel::Row> GrowingPanel::find(const Comparison& comparison, const ChosenObjects* chosen,
                                                  const Progress& progress)
{
    const std::size_t last = comparison.snapshotCount() - 1;
    const Heap& heap = *comparison.heap(last);
    const BitSet* const only = chosen ? &chosen->chosen(last) : nullptr;
    std::vector<Row> rows;
    for (const GrowingDominator& growing : findGrowingDominators(comparison, kMost, progress, only))
        rows.push_back({growing, describeObject(heap, growing.node), nameInHolder(heap, growing.node)});
    return rows;
}

void GrowingPanel::found(const ComparisonPtr& comparison, bool isChosen, const std::vector<Row>& rows)
{
    const std::size_t last = comparison->snapshotCount() - 1;
    m_list->clear();
    m_list->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_empty->setText(isChosen ? tr("No object that matches keeps more alive than before.")
                              : tr("No object keeps more alive than before."));
    for (const Row& row : rows) {
        const GrowingDominator& one = row.growing;
        auto* item = new QListWidgetItem(row.label.name, m_list);
        QVariantList values;
        for (const Size value : one.retained)
            values.append(quint64(value));
        item->setData(KindOf, int(row.label.kind));
        item->setData(HeldBy, row.heldBy);
        item->setData(Values, values);
        item->setData(Change, qint64(one.growth()));
        item->setData(IsSteady, one.kind == GrowthKind::Steady);
        item->setData(Node, one.node.value);
        const QString kind = one.kind == GrowthKind::Steady    ? tr("grows at every step")
                             : comparison->snapshotCount() > 2 ? tr("warm-up, or once")
                                                               : tr("two moments cannot tell whether it goes on");
        item->setToolTip(nameWithId(row.label) + QLatin1Char('\n') + valuesText(one.retained) + QLatin1Char('\n') +
                         kind);
        item->setData(Qt::AccessibleTextRole, item->toolTip());
    }
    disconnect(m_list, &QListWidget::itemActivated, this, nullptr);
    connect(m_list, &QListWidget::itemActivated, this,
            [this, last](QListWidgetItem* item) { emit objectActivated(last, NodeId{item->data(Node).toUInt()}); });
}

} // namespace heapwise::ui
