#include "ui/views/live/consent.h"

#include "core/inspector/endpoint.h"
#include "core/inspector/processlist.h"
#include "ui/theme/fonts.h"
#include "ui/views/live/livetext.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace heapwise::ui {

ConsentDialog::ConsentDialog(const QString& title, const QString& text, const QString& yes, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("consentDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(scaled(20), scaled(18), scaled(20), scaled(16));
    column->setSpacing(scaled(12));
    auto* head = new TextLabel(TextStyle::Title, Token::Text);
    head->setTextFormat(Qt::PlainText);
    head->setText(title);
    auto* words = new TextLabel(TextStyle::Body, Token::TextSecondary);
    words->setObjectName(QStringLiteral("consentText"));
    words->setTextFormat(Qt::PlainText);
    words->setText(text);
    words->setWordWrap(true);
    words->setMinimumWidth(scaled(440));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon(QIcon());
    auto* accept = buttons->addButton(yes, QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("consentYes"));
    accept->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(head);
    column->addWidget(words);
    column->addWidget(buttons);
    accept->setDefault(true); // only now is it the dialog's
}

ConsentDialog::ConsentDialog(const inspector::ProcessInfo& process, QWidget* parent)
    : ConsentDialog(tr("Open the inspector of %1?").arg(process.name), LiveText::consent(process),
                    tr("Open and attach"), parent)
{}

ConsentDialog::ConsentDialog(const inspector::Endpoint& elsewhere, QWidget* parent)
    : ConsentDialog(tr("Connect to %1?").arg(elsewhere.address()),
                    tr("This address is not on this computer. The inspector gives full control of the process to "
                       "everybody who can "
                       "reach the port, and nothing that is sent is encrypted.\n\nA forwarded port is safer: ssh -L "
                       "9229:127.0.0.1:9229 HOST"),
                    tr("Connect"), parent)
{}

} // namespace heapwise::ui
