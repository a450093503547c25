#include "ui/views/snapshot/overview/suspectlist.h"

#include <QHBoxLayout>
#include <QLabel>

#include "core/analysis/detectors/thresholds.h"
#include "ui/format.h"
#include "ui/models/objecttext.h"
#include "ui/theme/fonts.h"
#include "ui/views/snapshot/overview/findingrow.h"
#include "ui/views/snapshot/overview/fixpopup.h"
#include "ui/views/snapshot/overview/suspecttext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textlabel.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kListPadding = 18;

QLabel* linkLabel(const QString& text, QWidget* parent)
{
    auto* const label = new TextLabel(TextStyle::Body, Token::TextSecondary, parent);
    label->setTextFormat(Qt::RichText);
    label->setText(QStringLiteral("<a href='go' style='text-decoration:none'>%1</a>").arg(text.toHtmlEscaped()));
    label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    followTheme(label);
    return label;
}

} // namespace

SuspectList::SuspectList(QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("suspectList"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &SuspectList::takeSteps);
    rebuild();
}

void SuspectList::showMessage(const QString& text)
{
    if (!m_message) {
        m_diagnosis.reset();
        rebuild();
        addHeading(tr("Leak suspects"), {}, false);
        m_message = new TextLabel(TextStyle::Body, Token::TextSecondary);
        m_message->setObjectName(QStringLiteral("suspectMessage"));
        m_message->setWordWrap(true);
        add(m_message);
    }
    m_message->setText(text);
}

void SuspectList::showDiagnosis(const HeapPtr& heap, DiagnosisPtr diagnosis)
{
    m_heap = heap;
    m_diagnosis = std::move(diagnosis);
    m_hidden.emplace(*heap);
    rebuild();
}

void SuspectList::setFilter(const QString& text)
{
    if (std::exchange(m_filter, text.trimmed()) != m_filter && m_diagnosis)
        rebuild();
}

void SuspectList::setObjects(std::shared_ptr<const BitSet> objects)
{
    if (std::exchange(m_objects, std::move(objects)) != m_objects && m_diagnosis)
        rebuild();
}

namespace {

bool hasAnyOf(const std::vector<std::uint32_t>& nodes, const BitSet& objects)
{
    return std::ranges::any_of(nodes, [&](std::uint32_t n) { return objects.test(n); });
}

} // namespace

bool SuspectList::matches(const Suspect& suspect) const
{
    if (m_objects)
        return m_objects->test(suspect.holder.value) || hasAnyOf(suspect.members, *m_objects);
    const QStringList words{suspectTitle(*m_heap, suspect), patternName(suspect.pattern), suspectSentence(suspect),
                            QString::fromStdString(suspect.script)};
    return words.join(QLatin1Char('\n')).contains(m_filter, Qt::CaseInsensitive);
}

bool SuspectList::matches(const Finding& finding) const
{
    if (m_objects)
        return hasAnyOf(finding.objects, *m_objects);
    return (findingTitle(finding) + QLatin1Char('\n') + findingDetail(finding)).contains(m_filter, Qt::CaseInsensitive);
}

void SuspectList::addNoMatch()
{
    auto* const text = new TextLabel(TextStyle::Body, Token::Text, widget());
    text->setObjectName(QStringLiteral("noFinding"));
    text->setText(m_objects ? tr("Nothing found is about an object that matches.")
                            : tr("Nothing found has \"%1\" in it.").arg(m_filter));
    text->setWordWrap(true);
    QLabel* const all = linkLabel(tr("Clear filter"), widget());
    connect(all, &QLabel::linkActivated, this, &SuspectList::filterCleared, Qt::QueuedConnection);
    add(text);
    add(all);
}

/// The list anew: what is seen first at once, the rest in events of its own, because a few dozen widgets take longer
/// to make than a frame.
void SuspectList::rebuild()
{
    m_cards.clear();
    m_steps.clear();
    auto* const content = new QWidget;
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(scaled(kListPadding), scaled(12), scaled(14), scaled(12));
    m_layout->setSpacing(scaled(8));
    m_layout->addStretch(1); // all else stands before it
    if (m_diagnosis)
        planSteps();
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    setWidget(content);
    takeSteps();
}

void SuspectList::planSteps()
{
    std::vector<const Suspect*> shown;
    for (const Suspect& suspect : m_diagnosis->suspects)
        if (!m_hidden->hides(*m_heap, suspect))
            shown.push_back(&suspect);
    const bool isFiltered = m_objects || !m_filter.isEmpty();
    const int hidden = int(m_diagnosis->suspects.size() - shown.size());
    std::erase_if(shown, [this](const Suspect* suspect) { return !matches(*suspect); });
    Size bytes = 0;
    for (const Suspect* const suspect : shown)
        bytes += suspect->retained;
    const double share = std::min(1.0, double(bytes) / double(m_heap->totalSize()));
    addHeading(tr("Leak suspects"),
               shown.empty() ? QString()
                             : tr("%1 found, %2 of the heap").arg(formatCount(shown.size()), formatPercent(share)),
               true);
    for (const Suspect* const suspect : shown)
        m_steps.emplace_back([this, suspect] { addCard(*suspect); });
    if (shown.empty() && !isFiltered)
        addNoSuspects();
    m_steps.emplace_back([this, hidden, isNothing = shown.empty() && isFiltered] {
        if (!addFindings() && isNothing)
            addNoMatch();
        addHidden(hidden);
    });
}

void SuspectList::takeSteps()
{
    constexpr int kAtOnce = 3; // as many cards as are seen
    for (int i = 0; i < kAtOnce && !m_steps.empty(); ++i) {
        m_steps.front()();
        m_steps.pop_front();
    }
    fitWidth();
    if (!m_steps.empty())
        m_later.start();
}

void SuspectList::add(QWidget* widget)
{
    m_layout->insertWidget(m_layout->count() - 1, widget);
}

/// Nothing scrolls sideways: the list is as wide as its widest word or button needs.
void SuspectList::fitWidth()
{
    setMinimumWidth(widget()->minimumSizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
}

QWidget* SuspectList::firstTarget() const
{
    return m_cards.isEmpty() ? nullptr : m_cards.first();
}

void SuspectList::addHeading(const QString& title, const QString& detail, bool withReport)
{
    auto* const row = new QHBoxLayout;
    row->setSpacing(scaled(8));
    auto* const name = new TextLabel(TextStyle::Title, Token::Text);
    name->setText(title);
    auto* const more = new TextLabel(TextStyle::Body, Token::TextSecondary);
    more->setText(detail);
    row->addWidget(name);
    row->addWidget(more, 1);
    if (withReport) {
        QLabel* const report = linkLabel(tr("Copy report"), nullptr);
        report->setObjectName(QStringLiteral("copyReport"));
        report->setToolTip(tr("The whole page as Markdown, to the clipboard"));
        connect(report, &QLabel::linkActivated, this, &SuspectList::reportRequested);
        row->addWidget(report);
    }
    m_layout->insertLayout(m_layout->count() - 1, row);
}

void SuspectList::addCard(const Suspect& suspect)
{
    auto* const card = new SuspectCard(m_heap, suspect, int(m_cards.size()) + 1);
    card->setExpanded(m_cards.isEmpty());
    m_cards << card;
    add(card);
    connect(card, &SuspectCard::retainersRequested, this, [this, card] { emit retainersRequested(card->suspect()); });
    connect(card, &SuspectCard::dominatorsRequested, this, [this, card] { emit dominatorsRequested(card->suspect()); });
    connect(card, &SuspectCard::membersRequested, this, [this, card] { emit membersRequested(card->suspect()); });
    connect(card, &SuspectCard::placeRequested, this,
            [this, card] { emit nodeRequested(NodeId{card->suspect().members.front()}); });
    connect(card, &SuspectCard::nodeRequested, this, &SuspectList::nodeRequested);
    connect(card, &SuspectCard::moveRequested, this, [this, card](int step) { moveFocus(card, step); });
    connect(card, &SuspectCard::fixRequested, this, [card] {
        auto* const popup = new FixPopup(card->suspect().pattern, card);
        popup->adjustSize();
        popup->move(card->mapToGlobal(QPoint(scaled(kListPadding), card->height() / 2)));
        popup->show();
    });
    connect(card, &SuspectCard::hideRequested, this, [this, card](SuspectCard::Hide how) {
        m_hidden->hide(how, *m_heap, card->suspect());
        QMetaObject::invokeMethod(this, &SuspectList::rebuild, Qt::QueuedConnection); // the card is still in its menu
    });
}

void SuspectList::moveFocus(const SuspectCard* from, int step)
{
    const qsizetype to = m_cards.indexOf(from) + step;
    if (to < 0 || to >= m_cards.size())
        return;
    m_cards[to]->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(m_cards[to]);
}

void SuspectList::addNoSuspects()
{
    auto* const text = new TextLabel(TextStyle::Body, Token::Text, widget());
    text->setObjectName(QStringLiteral("noSuspects"));
    text->setText(tr("No suspect above %1 of the heap. The three largest dominators:")
                      .arg(QStringLiteral("%1 %").arg(int(thresholds::kSuspectShare * 100))));
    text->setWordWrap(true);
    add(text);
    auto* const card = new Card(Token::Raised);
    for (const NodeId n : m_diagnosis->largest) {
        const Size bytes = m_heap->dominators->retainedSize(n);
        auto* const row = new FindingRow(QStringLiteral("domtree"), nameWithId(describeObject(*m_heap, n)),
                                         formatPercent(double(bytes) / double(m_heap->totalSize())), bytes);
        connect(row, &QAbstractButton::clicked, this, [this, n] { emit nodeRequested(n); });
        card->body()->addWidget(row);
    }
    add(card);
}

/// False where there are none, or none that the filter lets through.
bool SuspectList::addFindings()
{
    const auto isShown = [this](const auto& one) { return matches(one); };
    if (std::ranges::none_of(m_diagnosis->findings, isShown) && std::ranges::none_of(m_diagnosis->small, isShown))
        return false;
    m_layout->insertSpacing(m_layout->count() - 1, scaled(4));
    addHeading(tr("Other findings"), {}, false);
    auto* const card = new Card(Token::Raised);
    card->setObjectName(QStringLiteral("otherFindings"));
    for (const Finding& finding : m_diagnosis->findings) {
        if (!matches(finding))
            continue;
        auto* const row =
            new FindingRow(findingIcon(finding.kind), findingTitle(finding), findingDetail(finding), finding.bytes);
        connect(row, &QAbstractButton::clicked, this, [this, finding] { emit findingChosen(finding); });
        card->body()->addWidget(row);
    }
    for (const Suspect& suspect : m_diagnosis->small) {
        if (!matches(suspect))
            continue;
        auto* const row = new FindingRow(QStringLiteral("leak"), patternName(suspect.pattern),
                                         suspectTitle(*m_heap, suspect), suspect.retained);
        connect(row, &QAbstractButton::clicked, this, [this, suspect] { emit membersRequested(suspect); });
        card->body()->addWidget(row);
    }
    add(card);
    return true;
}

void SuspectList::addHidden(int count)
{
    if (count == 0)
        return;
    QLabel* const label = linkLabel(tr("%1 hidden").arg(count), widget());
    label->setObjectName(QStringLiteral("hiddenSuspects"));
    label->setToolTip(tr("Suspects you said are no leaks. Click to show them again."));
    connect(label, &QLabel::linkActivated, this, [this] {
        m_hidden->clear();
        QMetaObject::invokeMethod(this, &SuspectList::rebuild, Qt::QueuedConnection);
    });
    add(label);
}

} // namespace heapwise::ui
