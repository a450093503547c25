#pragma once

#include <QDialog>

namespace heapwise::inspector {
struct Endpoint;
struct ProcessInfo;
} // namespace heapwise::inspector

namespace heapwise::ui {

/// Says exactly what will happen before an inspector is opened, or before another computer is connected to. Deletes
/// itself.
class ConsentDialog : public QDialog {
    Q_OBJECT
public:
    ConsentDialog(const inspector::ProcessInfo& process, QWidget* parent);
    ConsentDialog(const inspector::Endpoint& elsewhere, QWidget* parent);
    /// Any other question of that kind.
    ConsentDialog(const QString& title, const QString& text, const QString& yes, QWidget* parent);
};

} // namespace heapwise::ui
