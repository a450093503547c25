#include "ui/shortcutsheet.h"

#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/bigaction.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr double kOfScreen = 0.92;

struct Entry {
    QStringList keys;
    QString what;
};
struct Section {
    QString title;
    QList<Entry> entries;
};

/// What is no command and cannot be changed: keys that trees and charts understand.
QList<Section> fixedSections()
{
    const auto entry = [](const char* keys, const QString& what) {
        return Entry{QString::fromLatin1(keys).split(QLatin1Char('|')), what};
    };
    return {
        {ShortcutSheet::tr("Tables and trees"),
         {entry("A…Z", ShortcutSheet::tr("Typing letters searches the rows")),
          entry("Up|Down", ShortcutSheet::tr("Previous, next row; while searching the matches")),
          entry("F3|Shift+F3", ShortcutSheet::tr("Next, previous match")),
          entry("Left|Right", ShortcutSheet::tr("Collapse, expand")), entry("*", ShortcutSheet::tr("Expand one level")),
          entry("Backspace", ShortcutSheet::tr("To the parent row, or zoom out")),
          entry("Return", ShortcutSheet::tr("Follow the row: show more, open")),
          entry("Menu|Shift+F10", ShortcutSheet::tr("What can be done with the row"))}},
        {ShortcutSheet::tr("Charts and graphs"),
         {entry("Up|Down|Left|Right", ShortcutSheet::tr("To the parent, the largest child, the neighbours")),
          entry("Return", ShortcutSheet::tr("Zoom in, or open a box one step")),
          entry("+|-|0", ShortcutSheet::tr("Graph: zoom in, out, fit")),
          entry("[|]", ShortcutSheet::tr("Graph: previous, next sibling"))}},
    };
}

QList<Section> sections()
{
    QList<Section> list;
    for (const Command& command : commands()) {
        if (list.isEmpty() || list.last().title != command.group) {
            const auto known =
                std::find_if(list.begin(), list.end(), [&](const Section& s) { return s.title == command.group; });
            if (known != list.end())
                std::rotate(known, known + 1, list.end());
            else
                list.append({command.group, {}});
        }
        const QString keys = keyText(command.id);
        if (!keys.isEmpty())
            list.last().entries.append({{keys}, command.name});
    }
    return list + fixedSections();
}

/// Keys drawn as keys.
class Keys : public QWidget {
public:
    explicit Keys(const QStringList& keys)
        : m_keys(keys)
    {
        setFixedSize(scaled(190), scaled(24));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        int right = width();
        for (auto it = m_keys.rbegin(); it != m_keys.rend(); ++it)
            right = paintKey(painter, *it, right, height() / 2) - scaled(6);
    }

private:
    QStringList m_keys;
};

QWidget* sectionWidget(const Section& section)
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(scaled(14));
    grid->setVerticalSpacing(scaled(2));
    auto* title = new TextLabel(TextStyle::Subtitle, Token::Text);
    title->setText(section.title);
    title->setMinimumHeight(scaled(26));
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const auto& entry : section.entries) {
        auto* what = new TextLabel(TextStyle::Body, Token::TextSecondary);
        what->setText(entry.what);
        what->setAccessibleDescription(entry.keys.join(QStringLiteral(", ")));
        grid->addWidget(what, row, 0);
        grid->addWidget(new Keys(entry.keys), row++, 1);
    }
    grid->setColumnStretch(0, 1);
    return box;
}

} // namespace

ShortcutSheet::ShortcutSheet(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* sheet = new QWidget;
    auto* columns = new QGridLayout(sheet);
    columns->setContentsMargins(scaled(24), scaled(18), scaled(24), scaled(6));
    columns->setHorizontalSpacing(scaled(40));
    columns->setVerticalSpacing(scaled(18));
    QList<QWidget*> parts;
    for (const auto& section : sections())
        parts.append(sectionWidget(section));
    const auto arrange = [&](int count) {
        for (int cell = 0; cell < int(parts.size()); ++cell)
            columns->addWidget(parts[cell], cell / count, cell % count, Qt::AlignTop);
    };
    arrange(2);
    if (sheet->sizeHint().width() > screen()->availableSize().width() * kOfScreen) // large text
        arrange(1);
    auto* area = new QScrollArea;
    area->setWidget(sheet);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(windowTitle());
    auto* close = new QPushButton(tr("Close"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, scaled(16));
    page->setSpacing(scaled(10));
    page->addWidget(area, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(scaled(24), 0, scaled(24), 0);
    auto* change = new QPushButton(tr("Change keys…"));
    change->setObjectName(QStringLiteral("changeKeys"));
    change->setAutoDefault(false);
    connect(change, &QPushButton::clicked, this, [this] {
        accept();
        emit changeRequested();
    });
    foot->addWidget(change);
    foot->addStretch(1);
    foot->addWidget(close);
    page->addLayout(foot);
    const QSize wanted = sheet->sizeHint() + QSize(scaled(16), scaled(60));
    resize(wanted.boundedTo(screen()->availableSize() * kOfScreen));
}

} // namespace heapwise::ui
