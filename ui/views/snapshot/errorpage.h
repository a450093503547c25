#pragma once

#include <QScrollArea>

#include "core/base/result.h"
#include "core/snapshot/loadreport.h"
#include "ui/jobs/latestjob.h"

class QGridLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace heapwise::ui {

class Card;

/// Why a file could not be opened, over the whole document: title and likely cause in words, what the file has,
/// what can be done, and the details folded below.
class ErrorPage : public QScrollArea {
    Q_OBJECT
public:
    explicit ErrorPage(QWidget* parent = nullptr);

    void showError(const QString& path, const Error& error, const LoadReport& report, double seconds);
    QString detailsText() const; ///< what "Copy details" copies

signals:
    void openPartialRequested();
    void retryRequested();
    void openOtherRequested();

private:
    void addHeader(QVBoxLayout& page);
    void addSections(QVBoxLayout& page);
    void addActions(QVBoxLayout& page);
    void addDetails(QVBoxLayout& page);
    QWidget* createFacts(QWidget* parent);
    QList<std::pair<QString, QString>> facts() const;
    void readBytes();
    bool canOpenPart() const;

    QString m_path;
    Error m_error;
    LoadReport m_report;
    double m_seconds = 0;
    QLabel* m_hex = nullptr;
    LatestJob<QString> m_reading;
};

} // namespace heapwise::ui
