#pragma once

class QWidget;

namespace heapwise::ui {

class Document;
struct HelpTopic;

/// What F1 means now: the name of the current row or of what is selected, where that needs an explanation,
/// else the view the focus is in. Never null.
const HelpTopic* topicHere(const QWidget* focus, const Document* document);

} // namespace heapwise::ui
