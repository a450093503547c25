// The widgets of a LiveDocument, from top to bottom.
#include "ui/views/live/livedocument.h"

#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace heapwise::ui {

namespace {

QPushButton* addButton(QHBoxLayout& row, const QString& iconName, const QString& text, const QString& name)
{
    auto* button = new QPushButton(icon(iconName), text);
    button->setObjectName(name);
    row.addWidget(button);
    return button;
}

/// The small button beside another one that opens a menu; `name`Kinds and `name`Menu.
QMenu* addMenuButton(QHBoxLayout& row, const QString& name, const QString& accessibleName)
{
    auto* button = new QToolButton;
    button->setObjectName(name + QStringLiteral("Kinds"));
    button->setIcon(icon(QStringLiteral("chevd")));
    button->setAccessibleName(accessibleName);
    button->setToolTip(accessibleName);
    auto* menu = new QMenu(button);
    menu->setObjectName(name + QStringLiteral("Menu"));
    QObject::connect(button, &QToolButton::clicked, menu,
                     [button, menu] { menu->popup(button->mapToGlobal(button->rect().bottomLeft())); });
    row.addWidget(button);
    return menu;
}

} // namespace

void LiveDocument::createHeader(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(2));
    row->setSpacing(scaled(8));
    m_stateLabel = new TextLabel(TextStyle::BodyBold, Token::TextSecondary);
    m_stateLabel->setObjectName(QStringLiteral("liveState"));
    m_nameLabel = new TextLabel(TextStyle::Subtitle, Token::Text);
    m_nameLabel->setTextFormat(Qt::PlainText);
    m_nameLabel->setText(m_name);
    m_factsLabel = new TextLabel(TextStyle::Body, Token::TextSecondary);
    m_factsLabel->setTextFormat(Qt::PlainText);
    m_threads = new TextLabel(TextStyle::Body, Token::TextSecondary);
    row->addWidget(m_stateLabel);
    row->addWidget(m_nameLabel);
    row->addWidget(m_factsLabel);
    row->addStretch(1);
    row->addWidget(m_threads);
    column.addLayout(row);
}

void LiveDocument::createControls(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(4), scaled(10), scaled(6));
    row->setSpacing(scaled(6));
    m_snapshot = new QPushButton(icon(QStringLiteral("camera"), Token::OnAccent), tr("Clean snapshot"));
    m_snapshot->setObjectName(QStringLiteral("cleanSnapshot"));
    m_snapshot->setProperty("primary", true);
    bindKeys(m_snapshot, QLatin1String("live.snapshot"));
    m_snapshot->setToolTip(tr("Collects garbage until finalizers have run, then takes a snapshot"));
    connect(m_snapshot, &QPushButton::clicked, this, [this] { takeSnapshot(true); });
    row->addWidget(m_snapshot);
    auto* menu = addMenuButton(*row, QStringLiteral("snapshot"), tr("Other kinds of snapshots"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSnapshotMenu(*menu); });
    m_snapshotMenu = qobject_cast<QToolButton*>(menu->parentWidget());
    m_gc = addButton(*row, QStringLiteral("trash"), tr("Force GC"), QStringLiteral("forceGc"));
    bindKeys(m_gc, QLatin1String("live.gc"));
    connect(m_gc, &QPushButton::clicked, this, &LiveDocument::forceGc);
    m_sample = addButton(*row, QStringLiteral("bolt"), tr("Sample allocations"), QStringLiteral("sampleAllocations"));
    connect(m_sample, &QPushButton::clicked, this, [this] {
        if (m_sampling || m_samplingSeconds == 0)
            toggleSampling();
        else
            sampleFor(m_samplingSeconds);
    });
    auto* samplingMenu = addMenuButton(*row, QStringLiteral("sampling"), tr("How allocations are sampled"));
    connect(samplingMenu, &QMenu::aboutToShow, this, [this, samplingMenu] { fillSamplingMenu(*samplingMenu); });
    m_mark = addButton(*row, QStringLiteral("flag"), tr("Mark"), QStringLiteral("addMark"));
    bindKeys(m_mark, QLatin1String("live.mark"));
    connect(m_mark, &QPushButton::clicked, this, &LiveDocument::addMark);
    row->addSpacing(scaled(10));
    addRangeButtons(*row);
    m_captureText = new TextLabel(TextStyle::Body, Token::TextSecondary);
    m_discard = new QPushButton(tr("Discard"));
    m_discard->setObjectName(QStringLiteral("discardSnapshot"));
    m_discard->setToolTip(
        tr("Throws the snapshot away. The process finishes it all the same: that cannot be stopped."));
    connect(m_discard, &QPushButton::clicked, m_session, &inspector::Session::discardCapture);
    row->addSpacing(scaled(10));
    row->addWidget(m_captureText);
    row->addWidget(m_discard);
    row->addStretch(1);
    addFollowBox(*row);
    addPanelButton(*row);
    m_save = addButton(*row, QStringLiteral("export"), tr("Save"), QStringLiteral("saveSession"));
    m_save->setToolTip(tr("Saves the session as a file, to be opened again or handed on"));
    connect(m_save, &QPushButton::clicked, this, &LiveDocument::saveSession);
    m_detach = addButton(*row, QStringLiteral("detach"), tr("Detach"), QStringLiteral("detach"));
    m_detach->setToolTip(tr("Leaves the process as it was found"));
    connect(m_detach, &QPushButton::clicked, this, &LiveDocument::detach);
    column.addLayout(row);
    connect(m_message, &MessageBar::actionTriggered, this, &LiveDocument::answerMessage);
    column.addWidget(m_message);
}

} // namespace heapwise::ui
