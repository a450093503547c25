#pragma once

#include <QFrame>

#include "ui/models/graph/cutquestion.h"

class QLabel;
class QPushButton;

namespace heapwise::ui {

class TextLabel;

/// What would be freed if the selected references were cut: bytes, share, objects, how many of the subject.
class CutCard : public QFrame {
    Q_OBJECT
public:
    explicit CutCard(QWidget* parent = nullptr);

    /// While it is computed; `cuts` references and objects.
    void showWorking(std::size_t cuts, bool isReference);
    /// `subjectName`: "ServerResponse".
    void showAnswer(const CutAnswer& answer, const QString& subjectName, bool isReference);
    void showStopped();
    QString numberText() const; ///< "268.4 MiB"
    QString factText() const;   ///< the lines below, for tests and screen readers

signals:
    void ignoreRequested();
    void listRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void setHeadline(std::size_t cuts, bool isReference);

    TextLabel* m_headline;
    TextLabel* m_number;
    TextLabel* m_after;
    QLabel* m_names;
    QLabel* m_values;
    QPushButton* m_ignore;
    QPushButton* m_list;
    double m_share = 0;
    bool m_hasBar = false;
};

} // namespace heapwise::ui
