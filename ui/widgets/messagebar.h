#pragma once

#include <QList>
#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace heapwise::ui {

/// One tinted line on top of a view: what is missing or worth knowing, and one action, or a few to choose
/// from. Hidden until showMessage().
class MessageBar : public QWidget {
    Q_OBJECT
public:
    enum class Tone { Info, Warning, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// `headline` is set in bold before `text`; either may be empty.
    void showMessage(Tone tone, const QString& headline, const QString& text, const QString& action = {});
    /// More buttons, before the one of showMessage(), which takes them away again.
    void setChoices(const QStringList& choices);
    void setClosable(bool closable);
    /// A box to tick at the right, until the next showMessage().
    QCheckBox* setOption(const QString& text, bool isOn);
    QString text() const; ///< headline and text, plain

signals:
    void actionTriggered();
    void choiceTriggered(int choice);
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateLook();

    Tone m_tone = Tone::Info;
    QString m_headline;
    QString m_text;
    QLabel* m_icon = nullptr;
    QLabel* m_label = nullptr;
    QPushButton* m_action = nullptr;
    QList<QPushButton*> m_choices;
    QCheckBox* m_option = nullptr;
    QHBoxLayout* m_layout = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace heapwise::ui
