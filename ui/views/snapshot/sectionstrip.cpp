#include "ui/views/snapshot/sectionstrip.h"

#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <numeric>

namespace heapwise::ui {

namespace {

constexpr int kSectionStripBarHeight = 14;
constexpr int kSectionStripGap = 3;
constexpr int kMinSegment = 78;

// Roughly what one item takes in a file; assumed, only for the width of what is missing.
double bytesPerItem(const std::string& section)
{
    return section == "nodes" ? 26 : section == "edges" ? 15 : 40;
}

void fillHatched(QPainter& painter, const QRect& rect)
{
    painter.save();
    painter.setClipRect(rect);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Line), scaledF(3)));
    const int step = scaled(8);
    for (int x = rect.left() - rect.height(); x < rect.right() + rect.height(); x += step)
        painter.drawLine(QPointF(x, rect.bottom() + 1), QPointF(x + rect.height() + 1, rect.top()));
    painter.restore();
}

} // namespace

SectionStrip::SectionStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("sectionStrip"));
    setFixedHeight(sizeHint().height());
}

QSize SectionStrip::sizeHint() const
{
    return QSize(scaled(600), scaled(kSectionStripBarHeight + 4) + lineHeight(TextStyle::Small) * 2);
}

void SectionStrip::setReport(const LoadReport& report)
{
    m_segments.clear();
    for (const auto& section : report.sections)
        add(section);
    QStringList spoken;
    for (const auto& segment : m_segments)
        spoken.append(segment.title + QStringLiteral(": ") + segment.detail);
    setAccessibleName(tr("Sections of the file"));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void SectionStrip::add(const LoadReport::Section& section)
{
    const QString title = sectionTitle(section.name);
    const double bytes = double(section.end - section.begin);
    const quint64 left = section.expected > section.read ? section.expected - section.read : 0;
    switch (section.state) {
    case LoadReport::State::Complete:
        m_segments.append({title, tr("complete"), Fill::Whole, bytes});
        break;
    case LoadReport::State::Cut: {
        const bool counted = section.read > 0 && section.expected > 0;
        const QString detail = counted ? formatCountOf(section.read, section.expected) : tr("cut off");
        m_segments.append({title, detail, Fill::Part, bytes});
        const double perItem = section.read > 0 ? bytes / double(section.read) : bytesPerItem(section.name);
        if (left > 0)
            m_segments.append({title, tr("missing"), Fill::Missing, double(left) * perItem});
        break;
    }
    case LoadReport::State::Missing:
        m_segments.append({title, tr("missing"), Fill::Missing, double(section.expected) * bytesPerItem(section.name)});
        break;
    }
}

QList<int> SectionStrip::widths() const
{
    const int smallest = scaled(kMinSegment);
    const int room = width() - scaled(kSectionStripGap) * std::max<int>(0, int(m_segments.size()) - 1);
    const int spare = std::max(0, room - smallest * int(m_segments.size()));
    double sum = 0;
    for (const auto& segment : m_segments)
        sum += segment.weight;
    QList<int> result;
    for (const auto& segment : m_segments)
        result.append(smallest + int(sum > 0 ? spare * segment.weight / sum : 0));
    return result;
}

void SectionStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QList<int> segmentWidths = widths();
    int x = 0;
    for (int i = 0; i < m_segments.size(); ++i) {
        const Segment& segment = m_segments[i];
        const QRect bar(x, 0, segmentWidths[i], scaled(kSectionStripBarHeight));
        if (segment.fill == Fill::Missing)
            fillHatched(painter, bar);
        else
            painter.fillRect(bar, segment.fill == Fill::Whole ? color(Token::Success)
                                                              : mixed(color(Token::Success), color(Token::Base), 0.7));
        painter.setFont(ui::font(TextStyle::Small));
        const QFontMetrics metrics(painter.font());
        const int line = lineHeight(TextStyle::Small);
        painter.setPen(color(Token::Text));
        painter.drawText(x, bar.bottom() + scaled(4) + metrics.ascent(),
                         metrics.elidedText(segment.title, Qt::ElideRight, segmentWidths[i]));
        painter.setPen(color(Token::TextTertiary));
        painter.drawText(x, bar.bottom() + scaled(4) + metrics.ascent() + line,
                         metrics.elidedText(segment.detail, Qt::ElideRight, segmentWidths[i]));
        x += segmentWidths[i] + scaled(kSectionStripGap);
    }
}

} // namespace heapwise::ui
