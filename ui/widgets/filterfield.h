#pragma once

#include <QLineEdit>

namespace heapwise::ui {

/// A line edit with a line icon before the text and, while it holds any, a button that clears it. Esc clears,
/// a second Esc leaves the field.
class FilterField : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(const QString& iconName, QWidget* parent = nullptr);

    /// Where a character stands whose place is counted in bytes of UTF-8, as the engine does, in the coordinates of the
    /// field.
    int xOf(std::uint32_t byte);
    /// Selects what stands between two such places.
    void select(std::uint32_t beginByte, std::uint32_t endByte);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int characterAt(std::uint32_t byte) const;
};

} // namespace heapwise::ui
