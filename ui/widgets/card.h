#pragma once

#include <QFrame>

#include "ui/theme/tokens.h"

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace heapwise::ui {

/// A rounded box with a 1 px border; with a head it has a filled title line.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(Token fill = Token::Raised, QWidget* parent = nullptr);

    /// Adds the title line and returns its layout, for more at the right of the title.
    QHBoxLayout* addHead(const QString& title);
    QVBoxLayout* body() const { return m_body; }

    /// One line of "What you can do": icon, title and text, button at the right.
    QPushButton* addChoice(const QString& iconName, const QString& title, const QString& text, const QString& button);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Token m_fill;
    QVBoxLayout* m_body;
    QWidget* m_head = nullptr;
    QList<QWidget*> m_choices;
};

} // namespace heapwise::ui
