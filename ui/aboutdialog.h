#pragma once

#include <QDialog>

namespace heapwise::ui {

/// Name, version, licence.
class AboutDialog : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace heapwise::ui
