#include "ui/views/live/liveobjectdialog.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/views/live/livetext.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace heapwise::ui {

using inspector::LiveObject;
using inspector::LiveProperty;

namespace {

constexpr int kRowHeight = 24;
constexpr double kShortestPause = 0.01; ///< seconds

QTreeWidgetItem* rowOf(const LiveProperty& property)
{
    const bool isAccessor = property.kind == LiveProperty::Kind::Accessor;
    auto* row =
        new QTreeWidgetItem({property.name, isAccessor ? LiveObjectDialog::tr("getter, not run") : property.value});
    row->setSizeHint(0, {0, scaled(kRowHeight)});
    return row;
}

} // namespace

LiveObjectDialog::LiveObjectDialog(inspector::Session* session, const inspector::LiveObjectRequest& request,
                                   double heapBytes, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_request(request)
    , m_head(new TextLabel(TextStyle::Title, Token::Text))
    , m_words(new TextLabel(TextStyle::Body, Token::TextSecondary))
    , m_properties(new QTreeWidget(this))
    , m_ask(new QPushButton(tr("Look")))
{
    setObjectName(QStringLiteral("liveObjectDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("@%1 in the process").arg(request.objectId));
    createParts();
    const double pause = std::max(inspector::lookSeconds(heapBytes), kShortestPause);
    m_head->setText(tr("Is @%1 still alive?").arg(request.objectId));
    m_words->setText(
        tr("V8 goes over the whole heap to find the object: the process stands still for about %1. No code "
           "of the program runs, its getters neither.")
            .arg(formatDuration(pause)));
    connect(m_ask, &QPushButton::clicked, this, &LiveObjectDialog::ask);
    connect(session, &inspector::Session::lookedAt, this, &LiveObjectDialog::showAnswer);
}

void LiveObjectDialog::createParts()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(scaled(20), scaled(18), scaled(20), scaled(16));
    column->setSpacing(scaled(12));
    m_head->setObjectName(QStringLiteral("liveObjectHead"));
    m_words->setObjectName(QStringLiteral("liveObjectText"));
    for (TextLabel* label : {m_head, m_words}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(scaled(480));
        column->addWidget(label);
    }
    m_properties->setObjectName(QStringLiteral("liveObjectProperties"));
    m_properties->setAccessibleName(tr("Properties"));
    m_properties->setHeaderLabels({tr("Property"), tr("Value now")});
    m_properties->setRootIsDecorated(false);
    m_properties->setUniformRowHeights(true);
    m_properties->header()->resizeSection(0, scaled(180));
    m_properties->setMinimumHeight(scaled(220));
    m_properties->hide();
    column->addWidget(m_properties, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon(QIcon());
    buttons->addButton(m_ask, QDialogButtonBox::ActionRole);
    m_ask->setObjectName(QStringLiteral("liveObjectAsk"));
    m_ask->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    m_ask->setDefault(true); // only now is it the dialog's
}

void LiveObjectDialog::ask()
{
    if (!m_session || !m_session->isAttached())
        return m_words->setText(tr("The process is no longer watched."));
    m_ask->setEnabled(false);
    m_words->setText(tr("Asking …"));
    m_session->lookAt(m_request);
}

void LiveObjectDialog::showAnswer(const LiveObject& object)
{
    if (object.request.objectId != m_request.objectId || m_ask->isEnabled())
        return; // of another dialog
    m_ask->setText(tr("Look again"));
    m_ask->setEnabled(object.state != LiveObject::State::OtherIds);
    m_properties->clear();
    m_properties->setVisible(object.state == LiveObject::State::Alive);
    switch (object.state) {
    case LiveObject::State::Alive:
        m_head->setText(tr("Alive: %1").arg(object.description));
        m_words->setText(object.leftOut > 0 ? tr("Its first %1 properties; %2 more are left out.")
                                                  .arg(formatCount(quint64(object.properties.size())),
                                                       formatCount(quint64(object.leftOut)))
                                            : tr("Its own properties, as they are now."));
        for (const LiveProperty& property : object.properties)
            m_properties->addTopLevelItem(rowOf(property));
        break;
    case LiveObject::State::NotThere:
        m_head->setText(tr("@%1 is not there").arg(m_request.objectId));
        m_words->setText(
            tr("It was collected, or is of a kind that V8 does not hand out: strings, numbers, and what the "
               "engine has for itself."));
        break;
    case LiveObject::State::OtherIds:
        m_head->setText(tr("The ids are no longer those of the snapshot"));
        m_words->setText(tr("Another debugger left the process since, and V8 numbered all objects anew. Take another "
                            "snapshot, and look for the object there."));
        break;
    case LiveObject::State::Failed:
        m_head->setText(tr("No answer"));
        m_words->setText(LiveText::problem(object.failure));
        break;
    }
}

} // namespace heapwise::ui
