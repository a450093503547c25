#include "ui/views/snapshot/overview/suspectcard.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "core/analysis/detectors/pathlabels.h"
#include "ui/format.h"
#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/overview/suspecttext.h"
#include "ui/views/snapshot/overview/tagandbar.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wrappingrow.h"

namespace heapwise::ui {
namespace {

constexpr int kCardPadding = 12;
constexpr int kIndent = 42; ///< of what stands below the title

TextLabel* label(TextStyle style, Token token, const QString& text, QWidget* parent)
{
    auto* const made = new TextLabel(style, token, parent);
    made->setText(text);
    return made;
}

QString link(const QString& target, const QString& text)
{
    return QStringLiteral("<a href='%1' style='text-decoration:none'>%2</a>").arg(target, text.toHtmlEscaped());
}

bool asksForRetainers(const QKeyEvent& event)
{
    const QKeySequence keys = keysOf(QLatin1String("snapshot.retainers"));
    return !keys.isEmpty() && keys == QKeySequence(event.keyCombination());
}

} // namespace

SuspectCard::SuspectCard(const HeapPtr& heap, const Suspect& suspect, int rank, QWidget* parent)
    : QFrame(parent)
    , m_heap(heap)
    , m_suspect(suspect)
    , m_layout(new QVBoxLayout(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("suspectCard"));
    const QString size = formatBytes(suspect.retained),
                  share = formatPercent(double(suspect.retained) / double(heap->totalSize()));
    setAccessibleName(QStringLiteral("%1, %2, %3").arg(suspectTitle(*heap, suspect), size, share));
    setAccessibleDescription(
        QStringLiteral("%1, %2. %3")
            .arg(patternName(suspect.pattern), confidenceName(suspect.confidence), suspectSentence(suspect)));
    m_layout->setContentsMargins(scaled(kCardPadding), scaled(10), scaled(kCardPadding), scaled(10));
    m_layout->setSpacing(scaled(6));
    m_layout->addWidget(createHead(rank));
    m_layout->addWidget(createMeasure());
    QString sentence = suspectSentence(suspect).toHtmlEscaped();
    if (const QString place = placeText(suspect); !place.isEmpty())
        sentence = tr("Made at %1. %2").arg(link(QStringLiteral("place"), place), sentence);
    auto* const words = label(TextStyle::Body, Token::TextSecondary,
                              sentence + QLatin1Char(' ') + link(QStringLiteral("fix"), tr("How to fix")), this);
    words->setTextFormat(Qt::RichText);
    words->setWordWrap(true);
    words->setIndent(scaled(kIndent - kCardPadding));
    words->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    followTheme(words);
    connect(words, &QLabel::linkActivated, this, &SuspectCard::openLink);
    m_layout->addWidget(words);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

QWidget* SuspectCard::createHead(int rank)
{
    auto* const head = new QWidget(this);
    auto* const layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaled(10));
    layout->addWidget(new RankBadge(rank, head));
    auto* const title = label(TextStyle::Subtitle, Token::Text, suspectTitle(*m_heap, m_suspect), head);
    title->setWordWrap(true);
    layout->addWidget(title, 1);
    auto* const size = label(TextStyle::Subtitle, Token::Text, formatBytes(m_suspect.retained), head);
    size->setToolTip(tr("%1 retained by the %2 together: what would be freed without them.")
                         .arg(formatExactBytes(m_suspect.retained), formatCount(m_suspect.count)));
    auto* const share = label(TextStyle::Body, Token::TextSecondary,
                              formatPercent(double(m_suspect.retained) / double(m_heap->totalSize())), head);
    share->setToolTip(tr("Share of the heap, %1").arg(formatExactBytes(m_heap->totalSize())));
    layout->addWidget(size);
    layout->addWidget(share);
    return head;
}

QWidget* SuspectCard::createMeasure()
{
    auto* const measure = new QWidget(this);
    auto* const layout = new QHBoxLayout(measure);
    layout->setContentsMargins(scaled(kIndent - kCardPadding), 0, 0, 0);
    layout->setSpacing(scaled(8));
    layout->addWidget(new PatternTag(patternName(m_suspect.pattern), measure));
    layout->addWidget(new ShareBar(double(m_suspect.retained) / double(m_heap->totalSize()), measure), 1);
    auto* const confidence =
        label(TextStyle::Body, Token::TextSecondary, confidenceName(m_suspect.confidence), measure);
    confidence->setToolTip(confidenceReasons(m_suspect));
    confidence->setAccessibleDescription(confidenceReasons(m_suspect));
    layout->addWidget(confidence);
    return measure;
}

// --- opened ---------------------------------------------------------------------------------------------

void SuspectCard::setExpanded(bool expanded)
{
    m_isExpanded = expanded;
    if (expanded && !m_details) {
        m_details = createDetails();
        m_layout->addWidget(m_details);
    }
    if (m_details)
        m_details->setVisible(expanded);
    update();
}

QWidget* SuspectCard::createDetails()
{
    auto* const details = new QWidget(this);
    auto* const layout = new QVBoxLayout(details);
    layout->setContentsMargins(scaled(kIndent - kCardPadding), 0, 0, 0);
    layout->setSpacing(scaled(3));
    for (const Evidence& evidence : m_suspect.evidence)
        if (const QString text = evidenceText(m_suspect, evidence); !text.isEmpty())
            layout->addWidget(createEvidence(text));
    auto* const growth = label(TextStyle::Small, Token::TextTertiary,
                               tr("One snapshot cannot prove growth. Take a second one."), details);
    growth->setWordWrap(true);
    layout->addWidget(growth);
    layout->addSpacing(scaled(2));
    layout->addWidget(createPath());
    layout->addSpacing(scaled(4));
    layout->addWidget(createActions());
    return details;
}

QWidget* SuspectCard::createEvidence(const QString& text)
{
    auto* const row = new QWidget(this);
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaled(6));
    layout->addWidget(new IconLabel(QStringLiteral("check"), Token::Success, 14, row), 0, Qt::AlignTop);
    auto* const words = label(TextStyle::Body, Token::Text, text, row);
    words->setWordWrap(true);
    layout->addWidget(words, 1);
    return row;
}

QWidget* SuspectCard::createPath()
{
    const auto labels = pathLabels(*m_heap, m_suspect);
    const QStringList texts = pathTexts(*m_heap, m_suspect);
    QStringList steps{texts.first().toHtmlEscaped()};
    for (std::size_t i = 0; i < labels.size(); ++i)
        steps << link(QString::number(labels[i].node.value), texts[qsizetype(i) + 1]);
    steps << QStringLiteral("<b>%1</b>").arg(texts.last().toHtmlEscaped());
    auto* const path = label(TextStyle::Mono, Token::TextSecondary, steps.join(QStringLiteral(" › ")), this);
    path->setObjectName(QStringLiteral("suspectPath"));
    path->setTextFormat(Qt::RichText);
    path->setWordWrap(true);
    path->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(path, &QLabel::linkActivated, this, &SuspectCard::openLink);
    return path;
}

QWidget* SuspectCard::createActions()
{
    auto* const row = new QWidget(this);
    auto* const layout = new WrappingRow(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaled(6));
    const auto add = [&](const QString& iconName, const QString& text, void (SuspectCard::*signal)()) {
        auto* const button = new QPushButton(text, row);
        button->setIcon(icon(iconName));
        connect(button, &QPushButton::clicked, this, signal);
        layout->addWidget(button);
        return button;
    };
    auto* const first = add(QStringLiteral("graph"), tr("Show retainers"), &SuspectCard::retainersRequested);
    first->setIcon(icon(QStringLiteral("graph"), Token::OnAccent));
    first->setProperty("primary", true);
    add(QStringLiteral("domtree"), tr("In dominators"), &SuspectCard::dominatorsRequested);
    add(QStringLiteral("classes"), tr("%1 instances").arg(formatCount(m_suspect.count)),
        &SuspectCard::membersRequested);
    layout->addStretch(1);
    auto* const hide = new QToolButton(row);
    hide->setText(tr("Not a leak"));
    hide->setAutoRaise(true);
    hide->setPopupMode(QToolButton::InstantPopup);
    auto* const menu = new QMenu(hide);
    menu->addAction(tr("Hide for this object"), this, [this] { emit hideRequested(Hide::Object); });
    menu->addAction(tr("Hide for this class"), this, [this] { emit hideRequested(Hide::Class); });
    menu->addAction(tr("Hide for this path"), this, [this] { emit hideRequested(Hide::Path); });
    hide->setMenu(menu);
    layout->addWidget(hide);
    return row;
}

void SuspectCard::openLink(const QString& target)
{
    if (target == QLatin1String("fix"))
        emit fixRequested();
    else if (target == QLatin1String("place"))
        emit placeRequested();
    else
        emit nodeRequested(NodeId{target.toUInt()});
}

// --- looks and keys -------------------------------------------------------------------------------------

void SuspectCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), scaledF(6), color(Token::Raised), color(m_isExpanded ? Token::Accent : Token::Line));
    if (hasFocus())
        paintFocusRing(painter, rect(), scaledF(6));
}

/// The keys that show retainers mean what the card is about, and not what is selected elsewhere.
bool SuspectCard::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && asksForRetainers(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

void SuspectCard::keyPressEvent(QKeyEvent* event)
{
    if (asksForRetainers(*event)) {
        emit retainersRequested();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        setExpanded(!m_isExpanded);
        return;
    case Qt::Key_Up:
        emit moveRequested(-1);
        return;
    case Qt::Key_Down:
        emit moveRequested(1);
        return;
    default:
        QFrame::keyPressEvent(event);
    }
}

void SuspectCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
        setExpanded(!m_isExpanded);
}

void SuspectCard::focusInEvent(QFocusEvent* event)
{
    QFrame::focusInEvent(event);
    update();
}

void SuspectCard::focusOutEvent(QFocusEvent* event)
{
    QFrame::focusOutEvent(event);
    update();
}

} // namespace heapwise::ui
