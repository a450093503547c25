#include "ui/views/snapshot/stackpane.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QVBoxLayout>

#include "core/analysis/userobjects.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr int kStackPaneHeight = 110;

} // namespace

StackPane::StackPane(QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextStyle::Small, Token::TextSecondary, this))
    , m_note(new TextLabel(TextStyle::Small, Token::TextTertiary, this))
    , m_frames(new QListWidget(this))
{
    setObjectName(QStringLiteral("stackPane"));
    m_title->setText(tr("Allocation stack recorded"));
    m_note->setObjectName(QStringLiteral("stackNote"));
    m_note->setWordWrap(true);
    m_frames->setObjectName(QStringLiteral("stackFrames"));
    m_frames->setAccessibleName(m_title->text());
    m_frames->setFont(ui::font(TextStyle::Mono));
    m_frames->setFrameShape(QFrame::NoFrame);
    m_frames->setFixedHeight(scaled(kStackPaneHeight));
    m_frames->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frames->setTextElideMode(Qt::ElideMiddle);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QLabel* const label : {m_title, m_note}) {
        label->setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(4));
        layout->addWidget(label);
    }
    auto* const indented = new QHBoxLayout;
    indented->setContentsMargins(scaled(8), 0, 0, 0);
    indented->addWidget(m_frames);
    layout->addLayout(indented);
    connect(m_frames, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        const int row = m_frames->row(item);
        if (row >= 0 && row < m_places.size() && m_places[row].isValid())
            emit placeChosen(m_places[row]);
    });
    connect(&Theme::instance(), &Theme::themeChanged, this, &StackPane::fill);
    m_job.announce({this, tr("Reading allocation stacks"), {}});
    clear();
}

void StackPane::clear()
{
    m_snapshot.reset();
    hide();
}

void StackPane::showObject(const std::shared_ptr<const Snapshot>& snapshot, NodeId node)
{
    if (!hasAllocationStacks(*snapshot)) {
        clear();
        return;
    }
    m_snapshot = snapshot;
    m_node = node;
    show();
    fill();
    if (m_stacks.snapshot != snapshot && !m_job.isBusy())
        load();
}

void StackPane::load()
{
    auto work = [snapshot = m_snapshot](Progress& progress) {
        auto stacks = readAllocationStacks(*snapshot, progress);
        if (!stacks)
            return Stacks{snapshot, nullptr, QString::fromStdString(stacks.error().detail)};
        return Stacks{snapshot, std::make_shared<AllocationStacks>(std::move(*stacks)), {}};
    };
    m_job.start(std::move(work), [this](const Stacks& stacks) {
        m_stacks = stacks;
        fill();
        if (m_snapshot && m_snapshot != stacks.snapshot)
            load(); // another file was shown meanwhile
    });
}

void StackPane::fill()
{
    m_frames->clear();
    m_places.clear();
    m_frames->hide();
    m_note->show();
    if (!m_snapshot)
        return;
    if (m_stacks.snapshot != m_snapshot) {
        m_note->setText(tr("Reading…"));
        return;
    }
    if (!m_stacks.stacks) {
        m_note->setText(tr("The stacks cannot be read: %1.").arg(m_stacks.problem));
        return;
    }
    const auto frames = m_stacks.stacks->framesOf(m_node);
    if (frames.empty()) {
        m_note->setText(tr("None for this object: it was made before the recording, or by optimised code."));
        return;
    }
    for (const AllocationFrame& frame : frames) {
        const std::string script = m_snapshot->strings().text(frame.script, 4096);
        const SourcePlace place{QString::fromStdString(script), int(frame.line), int(frame.column)};
        QString name = QString::fromStdString(m_snapshot->strings().text(frame.function, 256));
        if (name.isEmpty())
            name = tr("(anonymous)");
        const bool hasPlace = place.isValid();
        auto* const item = new QListWidgetItem(
            hasPlace ? QStringLiteral("%1  %2:%3").arg(name, place.path().section(QLatin1Char('/'), -1)).arg(place.line)
                     : name,
            m_frames);
        item->setToolTip(hasPlace ? place.text() : tr("Without a place in a file"));
        item->setForeground(color(isUserScript(script) ? Token::Accent : Token::TextSecondary));
        m_places.append(place);
    }
    m_note->hide();
    m_frames->show();
}

} // namespace heapwise::ui
