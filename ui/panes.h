#pragma once

class QDockWidget;
class QWidget;

namespace heapwise::ui {

/// F6 and Shift+F6: moves the focus from the view of a document to its docks, to the one
/// beside the documents, and around. Each pane is entered at the first list or tree in it that takes the focus. Nothing
/// without a document.
void movePane(QWidget* document, QDockWidget* beside, bool forward);

} // namespace heapwise::ui
