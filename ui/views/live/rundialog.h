#pragma once

#include <QDialog>

#include "core/inspector/launcher.h"

class QLineEdit;
class QPlainTextEdit;

namespace heapwise::ui {

/// "Run and watch": a script, its arguments, directory and environment. Remembers the last entries.
class RunDialog : public QDialog {
    Q_OBJECT
public:
    explicit RunDialog(QWidget* parent);

signals:
    void runRequested(const heapwise::inspector::LaunchRequest& request);

private:
    void run();
    void chooseScript();

    QLineEdit* m_program;
    QLineEdit* m_script;
    QLineEdit* m_arguments;
    QLineEdit* m_directory;
    QPlainTextEdit* m_environment;
};

} // namespace heapwise::ui
