#pragma once

#include "core/inspector/session.h"

#include <QDialog>

class QPushButton;
class QTreeWidget;

namespace heapwise::ui {

class TextLabel;

/// An object of a snapshot as it is in the process now. Says what asking costs before it asks. Deletes itself.
class LiveObjectDialog : public QDialog {
    Q_OBJECT
public:
    /// `heapBytes` of the process now, for the estimate.
    LiveObjectDialog(inspector::Session* session, const inspector::LiveObjectRequest& request, double heapBytes,
                     QWidget* parent);

private:
    void createParts();
    void ask();
    void showAnswer(const inspector::LiveObject& object);

    QPointer<inspector::Session> m_session;
    inspector::LiveObjectRequest m_request;
    TextLabel* m_head;
    TextLabel* m_words;
    QTreeWidget* m_properties;
    QPushButton* m_ask;
};

} // namespace heapwise::ui
