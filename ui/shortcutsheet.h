#pragma once

#include <QDialog>

namespace heapwise::ui {

/// All keys on one page.
class ShortcutSheet : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutSheet(QWidget* parent = nullptr);

signals:
    void changeRequested(); ///< of the keys
};

} // namespace heapwise::ui
