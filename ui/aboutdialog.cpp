#include "ui/aboutdialog.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace heapwise::ui {

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Heapwise"));
    auto* logo = new QLabel;
    logo->setPixmap(logoPixmap(scaled(64), devicePixelRatioF()));
    auto* name = new TextLabel(TextStyle::Display, Token::Text);
    name->setText(QStringLiteral("Heapwise"));
    auto* version = new TextLabel(TextStyle::Body, Token::TextSecondary);
    version->setText(
        tr("Version %1, with Qt %2").arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion())));
    version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* what = new TextLabel(TextStyle::Body, Token::Text);
    what->setText(
        tr("A memory profiler for Node.js. It opens heap snapshots on this computer and sends nothing anywhere."));
    what->setWordWrap(true);
    auto* licence = new TextLabel(TextStyle::Small, Token::TextTertiary);
    licence->setText(
        tr("Free software under the GNU General Public License, version 3 or later. There is no warranty."));
    licence->setWordWrap(true);
    auto* close = new QPushButton(tr("Close"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);

    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(6));
    for (auto* label : {name, version, what, licence})
        words->addWidget(label);
    words->addSpacing(scaled(8));
    words->addWidget(close, 0, Qt::AlignRight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(24), scaled(20), scaled(24), scaled(18));
    row->setSpacing(scaled(20));
    row->addWidget(logo, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    setMinimumWidth(scaled(460));
}

} // namespace heapwise::ui
