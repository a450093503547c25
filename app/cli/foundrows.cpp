#include "app/cli/foundrows.h"

#include "app/cli/objectrows.h"
#include "core/analysis/query/parser.h"
#include "core/analysis/query/propertypath.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// What a column is called on the command line, and its key in reports.
struct NamedColumn {
    std::string_view name;
    std::string_view key;
};
constexpr NamedColumn kColumns[] = {{"object", "object"},
                                    {"class", "class"},
                                    {"name", "name"},
                                    {"type", "type"},
                                    {"id", "id"},
                                    {"distance", "distance"},
                                    {"shallow", "shallowBytes"},
                                    {"retained", "retainedBytes"}};

const NamedColumn* columnNamed(std::string_view name)
{
    const auto* const found = std::ranges::find(kColumns, name, &NamedColumn::name);
    return found == std::end(kColumns) ? nullptr : found;
}

bool isPath(std::string_view name)
{
    return name.starts_with('.') || name.starts_with('[');
}

/// The properties that conditions are about, each once.
void collectPaths(const query::Term& term, std::vector<std::string>& paths)
{
    if (term.kind == query::Term::Kind::Property)
        if (std::string path = query::pathText(term.path); std::ranges::find(paths, path) == paths.end())
            paths.push_back(std::move(path));
    for (const query::Term& part : term.terms)
        collectPaths(part, paths);
}

class FoundColumns {
public:
    FoundColumns(const Heap& heap, const std::vector<std::string>& selected)
        : m_heap(heap)
        , m_all(objectColumns())
    {
        for (const std::string& name : selected)
            add(name);
    }

    void addAllOfObjects()
    {
        for (std::size_t i = 0; i < m_all.size(); ++i)
            m_columns.push_back({m_all[i], i, nullptr});
    }
    void add(const std::string& name)
    {
        if (isPath(name)) {
            const auto path = query::parsePath(name);
            ReportColumn column{name, name, ColumnKind::Text, ReportColumn::Audience::Everyone, true};
            m_columns.push_back(
                {column, 0, std::make_unique<query::PropertyPath>(*m_heap.snapshot, std::get<query::Path>(path))});
            return;
        }
        const auto at = std::ranges::find(m_all, columnNamed(name)->key, &ReportColumn::key);
        ReportColumn column = *at;
        column.audience = ReportColumn::Audience::Everyone;
        if (column.title.empty())
            column.title = name;
        m_columns.push_back({column, std::size_t(at - m_all.begin()), nullptr});
    }

    ReportTable table(std::span<const std::uint32_t> nodes) const
    {
        ReportTable table;
        for (const Column& column : m_columns)
            table.columns.push_back(column.column);
        for (const std::uint32_t n : nodes) {
            const auto cells = objectCells(m_heap, NodeId{n});
            auto& row = table.rows.emplace_back();
            for (const Column& column : m_columns)
                row.push_back(column.path ? valueCell(column.path->follow(NodeId{n})) : cells[column.index]);
        }
        return table;
    }

private:
    struct Column {
        ReportColumn column;
        std::size_t index; ///< in objectColumns()
        std::unique_ptr<const query::PropertyPath> path;
    };

    ReportCell valueCell(NodeId value) const
    {
        return value.isValid() ? ReportCell(query::valueText(m_heap, value)) : ReportCell();
    }

    const Heap& m_heap;
    std::vector<ReportColumn> m_all;
    std::vector<Column> m_columns;
};

} // namespace

std::vector<std::string> selectedColumns(std::string_view list)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (end > 0)
            names.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return names;
}

bool isFoundColumn(std::string_view name)
{
    return isPath(name) ? std::holds_alternative<query::Path>(query::parsePath(name)) : columnNamed(name) != nullptr;
}

std::string foundColumnNames()
{
    std::string names;
    for (const NamedColumn& column : kColumns)
        names.append(names.empty() ? "" : ", ").append(column.name);
    return names;
}

ReportTable foundTable(const Heap& heap, std::span<const std::uint32_t> nodes, const std::vector<std::string>& selected,
                       const query::Query& query)
{
    FoundColumns columns(heap, selected);
    if (selected.empty()) {
        columns.addAllOfObjects();
        std::vector<std::string> paths;
        collectPaths(query.root, paths);
        for (const std::string& path : paths)
            columns.add(path);
    }
    return columns.table(nodes);
}

} // namespace heapwise::cli
