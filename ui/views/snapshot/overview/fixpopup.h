#pragma once

#include <QDialog>

#include "core/analysis/detectors/suspect.h"

namespace heapwise::ui {

/// What a pattern is in four lines, and code with the mistake and without. Closes by Escape or a click elsewhere.
class FixPopup : public QDialog {
    Q_OBJECT
public:
    explicit FixPopup(LeakPattern pattern, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* createCode(const QString& title, const QString& code);
};

} // namespace heapwise::ui
