// All rows of ComparisonClasses for an export: also the objects behind "Show more".
#include "ui/models/comparisonclasses.h"

#include "ui/models/cellroles.h"

namespace heapwise::ui {

/// Classes in the order of the table, below those that are open all of their objects. Cells are made by a model that
/// belongs to the worker, whose texts are its own.
class ComparisonClasses::ClassRows : public RowSource {
public:
    struct ClassRow {
        std::uint32_t joinedClass;
        bool isOpen;
    };

    ClassRows(ComparisonPtr comparison, ChosenObjectsPtr chosen, ChangeSet set, QList<int> columns,
              std::vector<ClassRow> rows)
        : m_comparison(std::move(comparison))
        , m_chosen(std::move(chosen))
        , m_set(set)
        , m_columns(std::move(columns))
        , m_rows(std::move(rows))
    {}

    bool isTree() const override { return true; }

    QString read(const Take& take, const Progress& progress) const override
    {
        ComparisonClasses model;
        model.show(m_comparison, m_set);
        model.setChosen(m_chosen);
        const auto cells = [&](const auto& cellOf) {
            QStringList texts;
            for (const int column : m_columns) {
                const QVariant exact = cellOf(model.m_columns[std::size_t(column)], CopyRole);
                texts << (exact.isValid() ? exact : cellOf(model.m_columns[std::size_t(column)], Qt::DisplayRole))
                             .toString();
            }
            return texts;
        };
        for (const ClassRow& row : m_rows) {
            const auto classCell = [&](Column column, int role) {
                return model.classCell(row.joinedClass, column, role);
            };
            if (progress.stopRequested() || !take(0, cells(classCell)))
                return {};
            for (const Object& object :
                 row.isOpen ? objectsOf(*m_comparison, m_chosen, m_set, row.joinedClass) : std::vector<Object>()) {
                const auto objectCell = [&](Column column, int role) { return model.objectCell(object, column, role); };
                if (progress.stopRequested() || !take(1, cells(objectCell)))
                    return {};
            }
        }
        return {};
    }

private:
    ComparisonPtr m_comparison;
    ChosenObjectsPtr m_chosen;
    ChangeSet m_set;
    QList<int> m_columns;
    std::vector<ClassRow> m_rows;
};

std::shared_ptr<const RowSource>
ComparisonClasses::rowSource(const QList<int>& columns, const std::function<bool(const QModelIndex&)>& isExpanded) const
{
    std::vector<ClassRows::ClassRow> rows;
    for (int row = 0; row < int(m_rows.size()); ++row)
        rows.push_back({m_rows[std::size_t(row)], isExpanded(createIndex(row, 0, quintptr(0)))});
    return std::make_shared<ClassRows>(m_comparison, m_chosen, m_set, columns, std::move(rows));
}

} // namespace heapwise::ui
