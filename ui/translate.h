#pragma once

#include <QCoreApplication>

namespace heapwise::ui {

/// In the language of the person who reads it: for what is no QObject, whose own tr() goes first.
inline QString tr(const char* text, const char* disambiguation = nullptr, int count = -1)
{
    return QCoreApplication::translate("Heapwise", text, disambiguation, count);
}

} // namespace heapwise::ui
