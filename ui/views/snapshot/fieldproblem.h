#pragma once

#include <QLabel>

#include "core/analysis/query/queryerror.h"

namespace heapwise::ui {

class FilterField;

/// What is wrong with the query in a field: a line below it, with a mark under the place and what was probably meant as
/// a link. Hidden while nothing is wrong.
class FieldProblem : public QLabel {
    Q_OBJECT
public:
    explicit FieldProblem(QWidget* parent = nullptr);

    void setField(FilterField* field) { m_field = field; }
    void showError(const query::QueryError& error);
    void clearError() { hide(); }
    QString problemText() const; ///< plain; empty while nothing is wrong

signals:
    void corrected(const QString& text); ///< the text of the field with the suggestion in it

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();
    void updateLook();

    FilterField* m_field = nullptr;
    query::Span m_at;
};

} // namespace heapwise::ui
