#pragma once

#include <QList>
#include <QString>

namespace heapwise::ui {

class SettingRow;

/// A section of the Settings window. The rows have no parent yet.
struct SettingPage {
    QString name; ///< not translated
    QString title;
    QList<SettingRow*> rows;
};

QList<SettingPage> settingPages();

} // namespace heapwise::ui
