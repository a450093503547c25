#include "ui/goto/gotoanything.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include "core/analysis/search/namematch.h"
#include "ui/goto/gotodelegate.h"
#include "ui/goto/gotomodel.h"
#include "ui/goto/placesearch.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/textlabel.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kGoToAnythingWidth = 640, kHeight = 460, kTop = 64;
constexpr int kPageRows = 10;
constexpr int kMostShown = 8; ///< of a section, once something is typed

} // namespace

GoToAnything::GoToAnything(QWidget* parent)
    : QDialog(parent, Qt::Popup)
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_hint(new TextLabel(TextStyle::Small, Token::TextTertiary, this))
    , m_model(new GoToModel(this))
{
    setObjectName(QStringLiteral("goToAnything"));
    setAccessibleName(tr("Go to anything"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_field->setObjectName(QStringLiteral("goToField"));
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setPlaceholderText(tr("Command, document, class, function, @id, text or recent file"));
    m_field->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("goToList"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new GoToDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setObjectName(QStringLiteral("goToHint"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, scaled(8), 1, scaled(6));
    layout->setSpacing(scaled(6));
    auto* const head = new QHBoxLayout;
    head->setContentsMargins(scaled(10), 0, scaled(10), 0);
    head->addWidget(m_field);
    m_hint->setContentsMargins(scaled(12), 0, scaled(12), 0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    connect(m_field, &QLineEdit::textChanged, this, &GoToAnything::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_list->setCurrentIndex(index);
        follow(GoToHow::Open);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &GoToAnything::updateHint);
    updateHint();
}

void GoToAnything::setRows(GoToSection section, GoToRows rows)
{
    m_known[std::size_t(section)] = std::move(rows);
    filterKnown(section);
}

void GoToAnything::setPlaces(PlaceSearch* places)
{
    m_places = places;
    places->setParent(this);
    connect(places, &PlaceSearch::found, this, &GoToAnything::showSection);
}

void GoToAnything::open()
{
    const QWidget* const window = parentWidget()->window();
    resize(std::min(scaled(kGoToAnythingWidth), window->width() - scaled(40)),
           std::min(scaled(kHeight), window->height() - scaled(100)));
    QDialog::move(window->mapToGlobal(QPoint((window->width() - width()) / 2, scaled(kTop))));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

// --- searching ------------------------------------------------------------------------------------------

void GoToAnything::search()
{
    m_hasMoved = false;
    for (int section = 0; section < kGoToSections; ++section)
        if (!m_known[std::size_t(section)].isEmpty())
            filterKnown(GoToSection(section));
    if (m_places)
        m_places->search(m_field->text());
    updateHint();
}

void GoToAnything::filterKnown(GoToSection section)
{
    const NameMatch match(m_field->text().toStdString());
    const GoToRows& known = m_known[std::size_t(section)];
    if (match.isEmpty()) {
        showSection(section, known);
        return;
    }
    QList<std::pair<int, qsizetype>> order; // by score, then as they are
    for (qsizetype i = 0; i < known.size(); ++i) {
        const int score =
            std::max(match.score(known[i].text.toStdString()), match.score(known[i].detail.toStdString()) / 2);
        if (score > 0)
            order.append({-score, i});
    }
    std::sort(order.begin(), order.end());
    GoToRows shown;
    for (qsizetype i = 0; i < order.size() && i < kMostShown; ++i)
        shown << known[order[i].second];
    showSection(section, shown);
}

/// The row that was chosen stays so while others arrive; else the first one is.
void GoToAnything::showSection(GoToSection section, const GoToRows& rows)
{
    const GoToRow* const current = m_model->row(m_list->currentIndex());
    const QString chosen = m_hasMoved && current ? current->text : QString();
    m_model->setSection(section, rows);
    QModelIndex at = m_model->nextItem(0, 1);
    if (!chosen.isEmpty())
        for (QModelIndex i = at; i.isValid(); i = m_model->nextItem(i.row() + 1, 1))
            if (m_model->row(i)->text == chosen) {
                at = i;
                break;
            }
    m_list->setCurrentIndex(at);
    if (chosen.isEmpty())
        m_list->scrollToTop();
    updateHint();
}

// --- keys -----------------------------------------------------------------------------------------------

bool GoToAnything::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (handleKey(key->key(), key->modifiers()))
            return true;
    }
    return QDialog::eventFilter(watched, event);
}

bool GoToAnything::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(kPageRows);
        return true;
    case Qt::Key_PageUp:
        move(-kPageRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        follow(modifiers.testFlag(Qt::ControlModifier) ? GoToHow::Retainers : GoToHow::Open);
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        if (const GoToRow* const row = m_model->row(m_list->currentIndex()); row && !row->address.isEmpty()) {
            const QString address = row->address;
            close();
            emit addressRequested(address);
        }
        return true;
    default:
        return false;
    }
}

void GoToAnything::move(int by)
{
    const int direction = by < 0 ? -1 : 1;
    QModelIndex at = m_list->currentIndex();
    for (int step = 0; step != by; step += direction) {
        const QModelIndex next = m_model->nextItem(at.row() + direction, direction);
        if (!next.isValid())
            break;
        at = next;
    }
    m_hasMoved = true;
    m_list->setCurrentIndex(at);
    // With the title of its section, where it is the first.
    if (at.row() > 0 && m_model->row(m_model->index(at.row() - 1)) == nullptr)
        m_list->scrollTo(m_model->index(at.row() - 1));
    m_list->scrollTo(at);
}

void GoToAnything::follow(GoToHow how)
{
    const GoToRow* const row = m_model->row(m_list->currentIndex());
    if (!row)
        return;
    const auto go = row->open;
    close();
    go(how);
}

void GoToAnything::updateHint()
{
    const GoToRow* const row = m_model->row(m_list->currentIndex());
    QStringList hints;
    if (!row)
        hints << (m_field->text().trimmed().isEmpty() ? tr("Type to search") : tr("Nothing is called so"));
    else
        hints << tr("Enter opens");
    if (row && !row->address.isEmpty())
        hints << tr("Ctrl+Enter shows what keeps it alive") << tr("Tab fills the address bar");
    m_hint->setText(hints.join(QStringLiteral("   ·   ")));
}

void GoToAnything::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(color(Token::Line));
    painter.setBrush(color(Token::Base));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace heapwise::ui
