#include "ui/views/snapshot/query/queryeditor.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QTimer>

#include "ui/format.h"
#include "ui/savedqueries.h"
#include "ui/theme/fonts.h"

namespace heapwise::ui {
namespace {

constexpr int kPauseMs = 80;
constexpr int kMostShown = 12;
constexpr int kInsertRole = Qt::UserRole + 1;

QString detailOf(const query::Completion& item)
{
    switch (item.kind) {
    case query::Completion::Kind::Field:
        return QueryEditor::tr("field");
    case query::Completion::Kind::NodeKind:
        return QueryEditor::tr("kind");
    case query::Completion::Kind::Class:
        return QueryEditor::tr("class, %1 objects").arg(formatCount(item.count));
    case query::Completion::Kind::Property:
        return QueryEditor::tr("property");
    case query::Completion::Kind::Value:
        break;
    }
    return {};
}

} // namespace

QueryEditor::QueryEditor(QWidget* parent)
    : FilterField(QStringLiteral("query"), parent)
    , m_completer(new QCompleter(this))
    , m_items(new QStandardItemModel(this))
    , m_pause(new QTimer(this))
{
    setObjectName(QStringLiteral("queryEditor"));
    setAccessibleName(tr("Query"));
    setPlaceholderText(tr("Which objects? Names, class:, kind:, retained>1M, .property=value"));
    QFont mono = font();
    mono.setFamily(monoFamily());
    setFont(mono);
    m_completer->setModel(m_items);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(kMostShown);
    m_completer->popup()->setObjectName(QStringLiteral("queryCompletions"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &QueryEditor::offer);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
        m_pause->start();
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!text.isEmpty())
            return;
        closeList(); // nothing is typed any more, by whatever means
    });
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, &QueryEditor::insert);
}

QStringList QueryEditor::offered() const
{
    QStringList names;
    for (int row = 0; isOffering() && row < m_items->rowCount(); ++row)
        names << m_items->item(row)->data(Qt::AccessibleTextRole).toString();
    return names;
}

bool QueryEditor::isOffering() const
{
    return m_completer->popup()->isVisible();
}

void QueryEditor::offer()
{
    if (!m_heap || !m_heap->classes || !hasFocus())
        return;
    m_pause->stop();
    const std::string query = text().toStdString();
    const std::size_t cursor = std::size_t(text().left(cursorPosition()).toUtf8().size());
    m_completing.start([heap = m_heap, query,
                        cursor](const Progress& progress) { return query::complete(query, cursor, *heap, progress); },
                       [this, asked = text()](const query::Completions& completions) {
                           if (asked == text() && hasFocus())
                               show(completions);
                       });
}

void QueryEditor::show(const query::Completions& completions)
{
    m_replaces = completions.replaces;
    m_items->clear();
    const QByteArray bytes = text().toUtf8();
    const std::string typed = bytes.mid(m_replaces.begin, m_replaces.end - m_replaces.begin).toStdString();
    for (const query::Completion& item : completions.items) {
        if (completions.items.size() == 1 && item.text == typed)
            break; // it stands there
        const QString name = QString::fromStdString(item.name), detail = detailOf(item);
        auto* const row = new QStandardItem(detail.isEmpty() ? name : name + QStringLiteral("    ") + detail);
        row->setData(QString::fromStdString(item.text), kInsertRole);
        row->setData(name, Qt::AccessibleTextRole);
        row->setEditable(false);
        row->setSizeHint(QSize(0, scaled(20)));
        m_items->appendRow(row);
    }
    if (m_items->rowCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    const int x = xOf(m_replaces.begin);
    QRect place(x, 0, std::max(scaled(320), width() / 3), height());
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex({}); // nothing is chosen until the user does: Enter asks
}

void QueryEditor::insert(const QModelIndex& index)
{
    const QByteArray bytes = text().toUtf8();
    const QString before = QString::fromUtf8(bytes.left(m_replaces.begin)),
                  after = QString::fromUtf8(bytes.mid(m_replaces.end));
    const QString inserted = index.data(kInsertRole).toString();
    setText(before + inserted + after);
    setCursorPosition(int(before.size() + inserted.size()));
    m_completer->popup()->hide();
    if (inserted.endsWith(QLatin1Char(':')))
        m_pause->start(); // what the field takes
}

void QueryEditor::closeList()
{
    m_pause->stop();
    m_completing.drop();
    m_completer->popup()->hide();
}

void QueryEditor::recall(int step)
{
    const QStringList history = savedqueries::history();
    m_recalled = std::clamp<int>(m_recalled + step, -1, int(history.size()) - 1);
    setText(history.value(m_recalled));
}

/// Tab takes what is chosen in the list, or the first of it, before it would move the focus.
bool QueryEditor::event(QEvent* event)
{
    const bool isTab = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab;
    if (!isTab || !isOffering())
        return FilterField::event(event);
    const QModelIndex chosen = m_completer->popup()->currentIndex();
    insert(chosen.isValid() ? chosen : m_completer->popup()->model()->index(0, 0));
    event->accept();
    return true;
}

void QueryEditor::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool isReturn = key == Qt::Key_Return || key == Qt::Key_Enter;
    const bool isChosen = m_completer->popup()->currentIndex().isValid();
    if (isOffering() && (key == Qt::Key_Escape || (isChosen && isReturn))) {
        event->ignore(); // the list's own
        return;
    }
    if (isReturn) {
        closeList();
        emit asked();
    } else if (key == Qt::Key_Escape) {
        emit stopRequested();
    } else if (key == Qt::Key_Up || key == Qt::Key_Down) {
        recall(key == Qt::Key_Up ? 1 : -1);
    } else if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer();
    } else {
        FilterField::keyPressEvent(event);
    }
}

void QueryEditor::focusOutEvent(QFocusEvent* event)
{
    if (event->reason() != Qt::PopupFocusReason)
        m_completing.drop();
    FilterField::focusOutEvent(event);
}

} // namespace heapwise::ui
