#pragma once

#include <QStringList>

#include "core/base/progress.h"

#include <functional>
#include <memory>

class QModelIndex;

namespace heapwise::ui {

/// All rows of a table or tree, for an export: also those a view has not loaded. Read once, on a worker.
class RowSource {
public:
    /// One row: how deep it stands, 0 for the top level, and its exact cells. False when no more are wanted.
    using Take = std::function<bool(int depth, const QStringList& cells)>;

    virtual ~RowSource() = default;
    /// Gives row after row, in the order of the view, until the end or until a stop is requested. Returns a sentence
    /// when the rows changed meanwhile, else an empty text.
    virtual QString read(const Take& take, const Progress& progress) const = 0;
    /// Rows below rows can come.
    virtual bool isTree() const = 0;
};

/// A model whose rows can be read without the GUI thread.
class HasRowSource {
public:
    virtual ~HasRowSource() = default;
    /// All rows of the top level, and below each row that `isExpanded` all of its children. Cells are those of
    /// `columns`.
    virtual std::shared_ptr<const RowSource>
    rowSource(const QList<int>& columns, const std::function<bool(const QModelIndex&)>& isExpanded) const = 0;
};

} // namespace heapwise::ui
