#pragma once

#include <QWidget>

#include "ui/theme/tokens.h"

namespace heapwise::ui {

/// A line icon of a fixed size in a token of the theme, which it follows.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    IconLabel(const QString& name, Token token, int px, QWidget* parent = nullptr);
    void setIcon(const QString& name, Token token);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    Token m_token;
};

} // namespace heapwise::ui
