#pragma once

#include <QSizeF>

#include "ui/export/exportable.h"

class QPainter;

namespace heapwise::ui {

QList<ExportFormat> pictureFormats();

/// A picture as "svg" or, in twice its size, as "png". `paint` fills the area from (0, 0); it is called on
/// the worker.
ExportWork pictureWork(std::function<void(QPainter&)> paint, QSizeF size, const QString& title, const QString& suffix);

} // namespace heapwise::ui
