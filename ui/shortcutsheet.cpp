#include "ui/shortcutsheet.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/bigaction.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

struct Entry {
    const char* keys; ///< as QKeySequence spells them; several with "|"
    QString what;
};
struct Section {
    QString title;
    QList<Entry> entries;
};

QList<Section> sections()
{
    return {
        {ShortcutSheet::tr("Files and tabs"),
         {{"Ctrl+O", ShortcutSheet::tr("Open files")},
          {"Ctrl+W", ShortcutSheet::tr("Close the document")},
          {"Ctrl+Tab", ShortcutSheet::tr("Switch documents, last used first")},
          {"F5", ShortcutSheet::tr("Read the file again")},
          {"Esc", ShortcutSheet::tr("Stop what is running; then clear the filter; then leave the field")}}},
        {ShortcutSheet::tr("Finding the way"),
         {{"Alt+Left|Alt+Right", ShortcutSheet::tr("Back, forward")},
          {"Ctrl+L", ShortcutSheet::tr("Type an address: @id or a class name")},
          {"Ctrl+K", ShortcutSheet::tr("Go to anything: commands, classes, functions, objects, texts, files")},
          {"Ctrl+B|Ctrl+Shift+B", ShortcutSheet::tr("Pin the object, list the pins")},
          {"Ctrl+1|Ctrl+2", ShortcutSheet::tr("Classes, Dominators")},
          {"Ctrl+F", ShortcutSheet::tr("Filter the current view")},
          {"F6|Shift+F6", ShortcutSheet::tr("Next, previous pane")}}},
        {ShortcutSheet::tr("Tables and trees"),
         {{"A…Z", ShortcutSheet::tr("Typing letters searches the rows")},
          {"Up|Down", ShortcutSheet::tr("Previous, next row; while searching the matches")},
          {"Left|Right", ShortcutSheet::tr("Collapse, expand")},
          {"*", ShortcutSheet::tr("Expand one level")},
          {"Backspace", ShortcutSheet::tr("To the parent row")},
          {"Return", ShortcutSheet::tr("Follow the row: show more, open")}}},
        {ShortcutSheet::tr("Copying"),
         {{"Ctrl+C", ShortcutSheet::tr("Copy the selected rows with exact numbers")},
          {"Ctrl+Shift+L", ShortcutSheet::tr("Copy a link to the selected object")},
          {"Ctrl+/", ShortcutSheet::tr("This sheet")}}},
    };
}

/// Keys drawn as keys.
class Keys : public QWidget {
public:
    explicit Keys(const QString& keys)
        : m_keys(keys.split(QLatin1Char('|'))) {
        setFixedSize(scaled(190), scaled(24));
    }

protected:
    void paintEvent(QPaintEvent*) override {
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
        what->setAccessibleDescription(QString::fromUtf8(entry.keys));
        grid->addWidget(what, row, 0);
        grid->addWidget(new Keys(QString::fromUtf8(entry.keys)), row++, 1);
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
    auto* columns = new QGridLayout;
    columns->setHorizontalSpacing(scaled(40));
    columns->setVerticalSpacing(scaled(18));
    int cell = 0;
    for (const auto& section : sections()) {
        columns->addWidget(sectionWidget(section), cell / 2, cell % 2, Qt::AlignTop);
        ++cell;
    }
    auto* close = new QPushButton(tr("Close"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(scaled(24), scaled(18), scaled(24), scaled(18));
    page->setSpacing(scaled(18));
    page->addLayout(columns);
    page->addWidget(close, 0, Qt::AlignRight);
}

} // namespace heapwise::ui
