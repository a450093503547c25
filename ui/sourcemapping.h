#pragma once

#include <QString>
#include <QStringList>

#include "core/base/progress.h"

#include <optional>

namespace heapwise::ui {

/// Where a place of a generated file was written, by its source map.
struct MappedSource {
    QString map;    ///< the map's file; empty for one inside the generated file
    QString source; ///< as people name it: "src/user.ts"
    QString file;   ///< that source on this computer; empty when it is not there
    QString text;   ///< the whole source, as the map carries it; empty when it does not
    QString name;   ///< what stands there was called so; empty where the map does not say
    int line = 0;   ///< from 1
    int column = 0;
};

/// Looks for the map that a generated file names in its last sourceMappingURL comment, inside the file or
/// beside it, else for one beside the file under its name and ".map", and in it for the place (counted from
/// 1). Nothing is fetched from anywhere. Nothing when there is no map, when it cannot be read, is over 128
/// MiB, or does not know the place. Reads the file: for workers.
std::optional<MappedSource> mapSource(const QString& file, int line, int column, const Progress& progress);

/// Up to seven lines around a line (from 1) of a text, and the number of the first of them.
struct LinesAround {
    int first = 0;
    QStringList lines;
};
LinesAround linesAround(const QString& text, int line);

} // namespace heapwise::ui
