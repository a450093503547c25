#pragma once

#include "ui/document.h"

class QBoxLayout;
class QScrollArea;

namespace heapwise::ui {

class ProcessList;
class RecentFiles;
class RecentList;

/// The first tab: what to open, what was open, and how to get a snapshot.
class StartPage : public Document {
    Q_OBJECT
public:
    explicit StartPage(RecentFiles* recent, QWidget* parent = nullptr);

    QString title() const override { return tr("Start"); }
    QString iconName() const override { return QStringLiteral("grid"); }
    Token iconColor() const override { return Token::Accent; }
    void focusFilter() override;
    ProcessList* processes() const { return m_processes; }

signals:
    void openRequested(const QString& path);
    void locateRequested(const QString& path);
    void sampleRequested();
    void shortcutsRequested();
    void attachRequested();
    void compareRequested();
    void demoRequested();
    void tourRequested();
    void productionRequested(); ///< how to take snapshots there

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* createHead();
    QWidget* createActions();
    QWidget* createRecent(RecentFiles* recent);
    QWidget* createNewcomers();
    void fitToWidth();

    QScrollArea* m_area = nullptr;
    QBoxLayout* m_actions = nullptr;
    QBoxLayout* m_halves = nullptr;
    QBoxLayout* m_newcomers = nullptr;
    RecentList* m_list = nullptr;
    ProcessList* m_processes = nullptr;
};

} // namespace heapwise::ui
