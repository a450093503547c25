#include "ui/views/settings/keysmodel.h"

#include "ui/models/cellroles.h"
#include "ui/settings/commands.h"
#include "ui/settings/setting.h"

namespace heapwise::ui {

KeysModel::KeysModel(QObject* parent)
    : QAbstractTableModel(parent)
{
    connect(&SettingChanges::instance(), &SettingChanges::changed, this, [this](const QString& key) {
        if (key.startsWith(QLatin1String("keys/")))
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

int KeysModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(commands().size());
}

int KeysModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeysModel::data(const QModelIndex& index, int role) const
{
    const Command& command = commands()[index.row()];
    const bool isChanged = keysOf(command.id) != command.usual;
    if (role == Qt::DisplayRole)
        return index.column() == Name ? command.name : index.column() == Where ? command.group : keyText(command.id);
    if (role == BoldRole && index.column() == Keys)
        return isChanged;
    if (role == DimmedRole && index.column() == Where)
        return true;
    if (role == Qt::ToolTipRole && index.column() == Keys && isChanged)
        return tr("By default: %1").arg(command.usual.toString(QKeySequence::NativeText));
    return {};
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const struct {
        QString name, tip;
    } kHeaders[] = {{tr("Command"), tr("What the keys do")},
                    {tr("Where"), tr("What the command belongs to")},
                    {tr("Keys"), tr("The keys now; bold where they are not the usual ones")}};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return role == Qt::DisplayRole   ? QVariant(kHeaders[section].name)
           : role == Qt::ToolTipRole ? QVariant(kHeaders[section].tip)
                                     : QVariant();
}

} // namespace heapwise::ui
