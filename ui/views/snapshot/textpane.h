#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QPlainTextEdit;

namespace heapwise::ui {

class FilterField;

/// The text of a string as far as the file has it, wrapped, with find (Ctrl+F) and JSON formatted on demand.
class TextPane : public QWidget {
    Q_OBJECT
public:
    explicit TextPane(QWidget* parent = nullptr);

    /// `formatted` is the text as indented JSON, empty where it is none; `note` stands above it.
    void setText(const QString& text, const QString& formatted, const QString& note);

private:
    void show(bool formatted);
    void find(bool again);

    QString m_plain;
    QString m_formatted;
    FilterField* m_find;
    QLabel* m_matches;
    QCheckBox* m_json;
    QLabel* m_note;
    QPlainTextEdit* m_text;
};

} // namespace heapwise::ui
