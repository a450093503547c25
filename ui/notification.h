#pragma once

#include <QString>

class QWidget;

namespace heapwise::ui {

/// A notification of the desktop, where there is one, and the window asks for attention. Returns at once; false where
/// the settings want none.
bool notify(const QString& title, const QString& text, QWidget* window);

} // namespace heapwise::ui
