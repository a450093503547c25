#pragma once

#include <QComboBox>
#include <QList>
#include <QPair>
#include <QWidget>

#include "ui/settings/setting.h"

class QCheckBox;
class QLineEdit;

namespace heapwise::ui {

/// One line of the Settings window: what is decided, a sentence on it, and the control at the right or, where
/// it needs the width, below.
class SettingRow : public QWidget {
    Q_OBJECT
public:
    enum class Place { Right, Below };

    SettingRow(const QString& name, const QString& note, QWidget* control, Place place = Place::Right);
    /// Words and sentences only.
    SettingRow(const QString& name, const QString& note);

    /// Whether `text` is in its words, in any case.
    bool matches(const QString& text) const;

private:
    QString m_words;
};

template <typename T>
using Choices = QList<QPair<T, QString>>;

/// A box that sets the setting, and shows it when it is set elsewhere. A value that is none of the choices
/// shows none.
template <typename T>
QComboBox* choiceOf(const Setting<T>& setting, const Choices<T>& choices)
{
    auto* box = new QComboBox;
    box->setObjectName(setting.key());
    for (const auto& [value, text] : choices)
        box->addItem(text, QVariant::fromValue(value));
    const auto show = [box, &setting] { box->setCurrentIndex(box->findData(QVariant::fromValue(setting.value()))); };
    show();
    setting.follow(box, show);
    QObject::connect(box, &QComboBox::activated, box,
                     [box, &setting](int index) { setting.set(box->itemData(index).template value<T>()); });
    return box;
}

QCheckBox* checkOf(const Setting<bool>& setting);
/// Set when the field is left or Enter is pressed.
QLineEdit* fieldOf(const Setting<QString>& setting);
/// A folder with "Choose…"; empty means `usual`, which is shown then.
QWidget* folderOf(const Setting<QString>& setting, const QString& usual);

} // namespace heapwise::ui
