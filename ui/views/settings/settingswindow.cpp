#include "ui/views/settings/settingswindow.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/settings/settingpages.h"
#include "ui/views/settings/settingrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/rowheight.h"
#include "ui/widgets/textlabel.h"

#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace heapwise::ui {
namespace {
constexpr int kSectionHeight = 26; ///< of a name in the list at the left
} // namespace

SettingsWindow::SettingsWindow(QWidget* parent)
    : QDialog(parent)
    , m_list(new QListWidget)
    , m_search(new FilterField(QStringLiteral("search")))
    , m_area(new QScrollArea)
    , m_column(nullptr)
    , m_nothing(nullptr)
{
    setObjectName(QStringLiteral("settingsWindow"));
    setWindowTitle(tr("Settings"));
    auto* inner = new QWidget;
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(scaled(20), scaled(14), scaled(20), scaled(18));
    m_column->setSpacing(scaled(16));
    auto* nothing = new TextLabel(TextStyle::Body, Token::TextSecondary);
    nothing->setText(tr("No setting has these words."));
    nothing->hide();
    m_nothing = nothing;
    m_column->addWidget(nothing);
    for (const auto& page : settingPages())
        addSection(page.name, page.title, page.rows);
    m_column->addStretch(1);
    m_area->setWidget(inner);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Settings"));
    m_area->setFocusPolicy(Qt::NoFocus); // its controls have it
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(createSide());
    row->addWidget(m_area, 1);
    const auto fit = [this] { resize(QSize(scaled(860), scaled(620)).boundedTo(screen()->availableSize() * 0.92)); };
    fit();
    connect(&Theme::instance(), &Theme::metricsChanged, this, fit);
    m_search->setFocus();
}

QWidget* SettingsWindow::createSide()
{
    auto* side = new QWidget;
    side->setFixedWidth(scaled(190));
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(scaled(12), scaled(14), scaled(12), scaled(14));
    column->setSpacing(scaled(10));
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the settings"));
    m_list->setObjectName(QStringLiteral("settingsSections"));
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RowHeight(kSectionHeight, m_list));
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    auto* close = new QPushButton(tr("Close"));
    close->setAutoDefault(false);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(close);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsWindow::search);
    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsWindow::goTo);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    return side;
}

void SettingsWindow::addSection(const QString& name, const QString& title, const QList<SettingRow*>& rows)
{
    auto* section = new QWidget;
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(6));
    auto* head = new TextLabel(TextStyle::Subtitle, Token::Text);
    head->setText(title);
    column->addWidget(head);
    auto* card = new Card(Token::Base);
    card->body()->setContentsMargins(1, scaled(4), 1, scaled(4));
    for (auto* row : rows)
        card->body()->addWidget(row);
    column->addWidget(card);
    m_column->addWidget(section);
    m_list->addItem(title);
    m_sections.append({name, section, rows});
}

void SettingsWindow::search(const QString& text)
{
    bool any = false;
    for (int i = 0; i < m_sections.size(); ++i) {
        // A section whose own name is meant stays whole.
        const bool whole = text.isEmpty() || m_list->item(i)->text().contains(text, Qt::CaseInsensitive);
        bool shown = false;
        for (auto* row : m_sections[i].rows) {
            row->setVisible(whole || row->matches(text));
            shown |= !row->isHidden();
        }
        m_sections[i].widget->setVisible(shown);
        m_list->item(i)->setHidden(!shown);
        any |= shown;
    }
    m_nothing->setVisible(!any);
}

int SettingsWindow::shownRows() const
{
    int count = 0;
    for (const auto& section : m_sections)
        count += int(std::count_if(section.rows.begin(), section.rows.end(),
                                   [](const SettingRow* row) { return !row->isHidden(); }));
    return count;
}

void SettingsWindow::goTo(int section)
{
    if (section < 0)
        return;
    m_column->activate();
    m_area->verticalScrollBar()->setValue(m_sections[section].widget->y() - scaled(12));
}

void SettingsWindow::showSection(const QString& name)
{
    for (int i = 0; i < m_sections.size(); ++i)
        if (m_sections[i].name == name)
            m_list->setCurrentRow(i);
}

} // namespace heapwise::ui
