#pragma once

#include <QDialog>
#include <QList>
#include <QPointer>

#include "ui/export/exportable.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace heapwise::ui {

class TextLabel;

/// Asks what of a view is exported, in which format, and to which file. Deletes itself.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `items` are Exportables; the first is proposed.
    ExportDialog(const QList<QWidget*>& items, QWidget* parent);

signals:
    void chosen(const QString& name, const heapwise::ui::ExportWork& work, const QString& path);

private:
    Exportable* item() const; ///< null when its widget is gone
    QString suffix() const;
    void itemChanged();
    void formatChanged();
    void fileChanged();
    void chooseFile();
    void start();

    QList<QPointer<QWidget>> m_items;
    QComboBox* m_what;
    QComboBox* m_format;
    QLineEdit* m_file;
    TextLabel* m_note;
    TextLabel* m_warning;
    QPushButton* m_export;
};

} // namespace heapwise::ui
