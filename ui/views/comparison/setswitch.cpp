#include "ui/views/comparison/setswitch.h"

#include "ui/format.h"
#include "ui/models/comparisonclasses.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace heapwise::ui {

namespace {
constexpr int kSetSwitchPadding = 10;
constexpr int kSetSwitchGap = 6;
} // namespace

/// A segment: name and count.
class SetButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit SetButton(QWidget* parent)
        : QAbstractButton(parent)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setFixedHeight(scaled(24));
        connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
    }
    void setCount(const QString& count)
    {
        m_count = count;
        setAccessibleName(text() + QLatin1Char(' ') + count);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        const int words = QFontMetrics(ui::font(TextStyle::BodyBold)).horizontalAdvance(text()) +
                          QFontMetrics(ui::font(TextStyle::Body)).horizontalAdvance(m_count);
        return QSize(words + scaled(2 * kSetSwitchPadding + kSetSwitchGap), scaled(24));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const bool isOn = isChecked() && isEnabled();
        paintRounded(painter, rect(), scaledF(3),
                     color(isOn                          ? Token::Selection
                           : underMouse() && isEnabled() ? Token::Hover
                                                         : Token::Base),
                     color(Token::Line));
        const QFont name = ui::font(isOn ? TextStyle::BodyBold : TextStyle::Body);
        const QRect area = rect().adjusted(scaled(kSetSwitchPadding), 0, -scaled(kSetSwitchPadding), 0);
        painter.setFont(name);
        painter.setPen(color(isOn ? Token::Text : isEnabled() ? Token::TextSecondary : Token::TextTertiary));
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, text());
        painter.setFont(ui::font(TextStyle::Body));
        painter.setPen(color(isOn ? Token::Text : isEnabled() ? Token::TextSecondary : Token::TextTertiary));
        painter.drawText(area.adjusted(QFontMetrics(name).horizontalAdvance(text()) + scaled(kSetSwitchGap), 0,
                                       scaled(kSetSwitchPadding), 0),
                         Qt::AlignVCenter | Qt::AlignLeft, m_count);
        if (hasFocus())
            paintFocusRing(painter, rect(), scaledF(3));
    }

private:
    QString m_count;
};

SetSwitch::SetSwitch(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("setSwitch"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    for (int i = 0; i < kChangeSetCount; ++i) {
        auto* button = new SetButton(this);
        button->setObjectName(QStringLiteral("set%1").arg(i));
        m_layout->addWidget(button);
        m_buttons.append(button);
        connect(button, &QAbstractButton::clicked, this, [this, i] {
            setCurrent(ChangeSet(i));
            emit chosen(ChangeSet(i));
        });
    }
}

QString SetSwitch::nameOf(ChangeSet set, std::size_t snapshots)
{
    const QString second = ComparisonClasses::snapshotName(1, snapshots),
                  last = ComparisonClasses::snapshotName(snapshots - 1, snapshots);
    switch (set) {
    case ChangeSet::All:
        return tr("All");
    case ChangeSet::New:
        return tr("New in %1").arg(second);
    case ChangeSet::Freed:
        return tr("Freed");
    case ChangeSet::Survived:
        return tr("Survived");
    case ChangeSet::NewAndAlive:
        return tr("New in %1, alive in %2").arg(second, last);
    }
    return {};
}

namespace {

std::size_t classCount(const Comparison& comparison, const ChosenObjects* chosen)
{
    if (!chosen)
        return comparison.classes().size();
    std::size_t count = 0;
    for (std::uint32_t c = 0; c < comparison.classes().size(); ++c)
        for (std::size_t i = 0; i < comparison.snapshotCount(); ++i)
            if (chosen->sums(i, c).count > 0) {
                ++count;
                break;
            }
    return count;
}

QString classesText(std::size_t count)
{
    return count == 1 ? SetSwitch::tr("1 class") : SetSwitch::tr("%1 classes").arg(formatCount(count));
}

} // namespace

void SetSwitch::show(const Comparison& comparison, const ChosenObjects* chosen)
{
    for (int i = 0; i < kChangeSetCount; ++i) {
        const auto set = ChangeSet(i);
        SetButton* button = m_buttons[i];
        button->setText(nameOf(set, comparison.snapshotCount()));
        button->setVisible(set != ChangeSet::NewAndAlive || comparison.snapshotCount() > 2);
        button->setEnabled(comparison.has(set));
        button->setToolTip(comparison.has(set)
                               ? QString()
                               : tr("The snapshots are of different processes: objects have no ids in common."));
        button->setCount(set == ChangeSet::All ? classesText(classCount(comparison, chosen))
                         : !comparison.has(set)
                             ? noValue()
                             : formatCount((chosen ? chosen->sums(set) : comparison.sums(set)).count));
    }
}

void SetSwitch::setCurrent(ChangeSet set)
{
    m_current = set;
    for (int i = 0; i < kChangeSetCount; ++i)
        m_buttons[i]->setChecked(i == int(set));
}

} // namespace heapwise::ui

#include "setswitch.moc"
