#include "ui/settings/settings.h"

namespace heapwise::ui {

SettingChanges& SettingChanges::instance()
{
    static SettingChanges kChanges;
    return kChanges;
}

} // namespace heapwise::ui
