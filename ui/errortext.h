#pragma once

#include <QString>

#include "core/base/result.h"
#include "core/snapshot/loadreport.h"

namespace heapwise::ui {

/// What a person reads about an Error.
struct ErrorText {
    QString title;       ///< "This snapshot is incomplete"
    QString explanation; ///< what happened and the likely cause, one or two sentences
    QString code;        ///< "HW-0104 unexpected end of file"
    QString shortState;  ///< for the status bar, after the file name: "is incomplete"
};

ErrorText errorText(const Error& error, const LoadReport& report);

/// What a section of the file holds, in words: "Objects", "References", "Names".
QString sectionTitle(const std::string& name);

} // namespace heapwise::ui
