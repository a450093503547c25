#pragma once

#include <QList>
#include <QString>

#include "core/base/progress.h"

#include <functional>

class QIODevice;

namespace heapwise::ui {

struct ExportFormat {
    QString suffix; ///< "csv"; also what tells formats apart
    QString name;   ///< "CSV"
};

/// Writes to the device, on a worker. Returns a sentence when it could not be done, else an empty text; that writing
/// failed, the device tells.
using ExportWork = std::function<QString(QIODevice& to, const Progress& progress)>;

/// A widget whose contents can be written to a file. The export command finds the visible ones of a document, so that a
/// new view has nothing to do but show such a widget: DataTree is one with every model.
class Exportable {
public:
    virtual ~Exportable() = default;
    /// What it is: "Classes". Empty while there is nothing to write.
    virtual QString exportName() const = 0;
    /// A sentence on what is written: "All rows that the filter leaves".
    virtual QString exportNote() const { return {}; }
    virtual QList<ExportFormat> exportFormats() const = 0;
    /// Takes what is needed from the widget: cheap, on the GUI thread. The work outlives the widget.
    virtual ExportWork exportWork(const QString& suffix) = 0;
};

} // namespace heapwise::ui
