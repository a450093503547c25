#pragma once

#include "ui/document.h"

class QHBoxLayout;
class QVBoxLayout;

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

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* createHead();
    QWidget* createActions();
    QWidget* createRecent(RecentFiles* recent);
    QWidget* createSide();
    QWidget* createRecipes();
    void addRecipe(QVBoxLayout& list, const QString& what, const QString& code);

    RecentList* m_list = nullptr;
    ProcessList* m_processes = nullptr;
};

} // namespace heapwise::ui
