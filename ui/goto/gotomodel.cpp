#include "ui/goto/gotomodel.h"

namespace heapwise::ui {

QString GoToModel::titleOf(GoToSection section)
{
    switch (section) {
    case GoToSection::Commands:
        return tr("Commands");
    case GoToSection::Pins:
        return tr("Pins");
    case GoToSection::Documents:
        return tr("Open documents");
    case GoToSection::Classes:
        return tr("Classes");
    case GoToSection::Functions:
        return tr("Functions");
    case GoToSection::Objects:
        return tr("Objects");
    case GoToSection::Strings:
        return tr("Strings");
    case GoToSection::Files:
        return tr("Recent files");
    }
    return {};
}

void GoToModel::setSection(GoToSection section, GoToRows rows)
{
    GoToRows& known = m_sections[std::size_t(section)];
    if (known.isEmpty() && rows.isEmpty())
        return;
    beginResetModel();
    known = std::move(rows);
    m_places.clear();
    for (int s = 0; s < kGoToSections; ++s)
        for (int item = m_sections[std::size_t(s)].isEmpty() ? 0 : -1; item < m_sections[std::size_t(s)].size(); ++item)
            m_places.append({GoToSection(s), item});
    endResetModel();
}

const GoToRow* GoToModel::row(const QModelIndex& index) const
{
    if (!index.isValid() || m_places[index.row()].item < 0)
        return nullptr;
    const Place& place = m_places[index.row()];
    return &m_sections[std::size_t(place.section)][place.item];
}

QModelIndex GoToModel::nextItem(int row, int direction) const
{
    for (; row >= 0 && row < m_places.size(); row += direction)
        if (m_places[row].item >= 0)
            return index(row);
    return {};
}

int GoToModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_places.size());
}

QVariant GoToModel::data(const QModelIndex& index, int role) const
{
    const GoToRow* const shown = row(index);
    if (role == IsTitleRole)
        return shown == nullptr;
    if (!shown)
        return role == Qt::DisplayRole ? QVariant(titleOf(m_places[index.row()].section)) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return shown->text;
    case SecondaryRole:
        return shown->detail;
    case Qt::DecorationRole:
        return shown->iconName;
    case KindRole:
        return shown->kind ? QVariant(int(*shown->kind)) : QVariant();
    case MonoRole:
        return shown->isMono;
    case KeysRole:
        return shown->keys.toString(QKeySequence::NativeText);
    case Qt::AccessibleTextRole:
        return QStringList{titleOf(m_places[index.row()].section), shown->text, shown->detail}.join(
            QLatin1String(", "));
    default:
        return {};
    }
}

Qt::ItemFlags GoToModel::flags(const QModelIndex& index) const
{
    return row(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                      : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

} // namespace heapwise::ui
