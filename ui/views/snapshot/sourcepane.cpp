#include "ui/views/snapshot/sourcepane.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/codelines.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

const QString kFoldedKey = QStringLiteral("inspector/sourceFolded");

} // namespace

SourcePane::SourcePane(QWidget* parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_path(new TextLabel(TextStyle::Mono, Token::TextSecondary, this))
    , m_open(new QPushButton(icon(QStringLiteral("ext")), tr("Open in editor"), this))
    , m_locate(new QPushButton(tr("Locate…"), this))
    , m_lines(new CodeLines(this))
    , m_note(new TextLabel(TextStyle::Small, Token::TextSecondary, this))
{
    setObjectName(QStringLiteral("sourcePane"));
    m_fold->setObjectName(QStringLiteral("sourceFold"));
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_path->setObjectName(QStringLiteral("sourcePath"));
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setObjectName(QStringLiteral("sourceNote"));
    m_note->setWordWrap(true);
    m_open->setObjectName(QStringLiteral("openInEditor"));
    m_locate->setObjectName(QStringLiteral("locateSource"));
    m_locate->setToolTip(tr("Choose the file on this computer; files beside it will be found, too"));
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(scaled(6), scaled(3), scaled(6), scaled(3));
    row->setSpacing(scaled(6));
    row->addWidget(m_fold);
    row->addWidget(m_path, 1);
    row->addWidget(m_locate);
    row->addWidget(m_open);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    m_note->setContentsMargins(scaled(12), 0, scaled(12), scaled(6));
    layout->addWidget(m_note);
    layout->addWidget(m_lines);
    connect(m_fold, &QToolButton::clicked, this, [this] {
        const bool fold = !m_lines->isHidden();
        QSettings().setValue(kFoldedKey, fold);
        setFolded(fold);
    });
    connect(m_open, &QPushButton::clicked, this, &SourcePane::open);
    connect(m_locate, &QPushButton::clicked, this, &SourcePane::locate);
    clear();
}

void SourcePane::setPlace(const QString& title, const SourcePlace& place)
{
    if (!place.isValid()) {
        clear();
        return;
    }
    m_fold->setText(title);
    if (place == m_place && !isHidden())
        return;
    m_place = place;
    m_path->setText(place.text().section(QLatin1Char('/'), -2)); // the end tells it; the whole is in the tooltip
    m_path->setToolTip(place.text());
    m_excerpt = {};
    m_original.clear();
    m_lines->setLines(0, {}, 0);
    m_note->clear();
    setFolded(QSettings().value(kFoldedKey, false).toBool());
    m_open->setEnabled(false);
    m_open->setVisible(!place.isNodes());
    m_locate->hide();
    show();
    if (place.isNodes())
        m_note->setText(tr("Part of Node.js itself; its source is inside the node program."));
    else
        read();
    m_note->setVisible(!m_note->text().isEmpty());
}

void SourcePane::clear()
{
    m_job.drop();
    m_isOpenDue = false;
    m_place = {};
    m_original.clear();
    m_excerpt = {};
    m_open->setEnabled(false);
    hide();
}

void SourcePane::read()
{
    auto work = [place = m_place, roots = sourceRoots()](const Progress& progress) {
        return readExcerpt(place, roots, progress);
    };
    m_job.start(std::move(work), [this](const SourceExcerpt& excerpt) { showExcerpt(excerpt); });
}

void SourcePane::showExcerpt(const SourceExcerpt& excerpt)
{
    m_excerpt = excerpt;
    const bool isFound = !excerpt.file.isEmpty();
    m_open->setEnabled(isFound);
    m_open->setToolTip(isFound ? excerpt.file : QString());
    m_locate->setVisible(!isFound);
    m_lines->setLines(excerpt.firstLine, excerpt.lines, excerpt.markedLine);
    if (!excerpt.original.isEmpty())
        showOriginal();
    m_note->setText(!isFound ? tr("This file is not on this computer.")
                    : excerpt.lines.isEmpty()
                        ? tr("The file has no line %1: it is not the one that ran.").arg(m_place.line)
                        : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    if (std::exchange(m_isOpenDue, false) && isFound)
        open();
}

void SourcePane::showOriginal()
{
    const QString name = m_excerpt.originalName.isEmpty() ? QString() : m_excerpt.originalName + QStringLiteral(" · ");
    m_original = name + m_excerpt.original;
    m_path->setText(m_original);
    m_path->setToolTip(tr("%1\nby the source map %2")
                           .arg(m_place.text(), m_excerpt.map.isEmpty() ? tr("inside the file") : m_excerpt.map));
    emit originalFound(m_original);
}

void SourcePane::openSoon()
{
    m_isOpenDue = !m_open->isEnabled() && m_job.isBusy();
    if (m_open->isEnabled())
        open();
}

void SourcePane::open()
{
    m_note->setText(openInEditor(m_excerpt.file, m_excerpt.line, m_excerpt.column));
    m_note->setVisible(!m_note->text().isEmpty());
}

void SourcePane::locate()
{
    const QString name = m_place.path().section(QLatin1Char('/'), -1);
    const QString file = QFileDialog::getOpenFileName(this, tr("Where is %1?").arg(name), {}, name);
    if (file.isEmpty())
        return;
    addSourceRoot(m_place.path(), file);
    read();
}

void SourcePane::setFolded(bool folded)
{
    m_lines->setVisible(!folded);
    m_fold->setIcon(icon(folded ? QStringLiteral("chevr") : QStringLiteral("chevd")));
}

QString SourcePane::noteText() const
{
    return m_note->text();
}

} // namespace heapwise::ui
