#include "ui/models/secrets.h"

#include "core/analysis/strings/stringholders.h"
#include "ui/settings/settings.h"

namespace heapwise::ui {

bool hidesSecrets()
{
    return settings::kHidesSecrets.value();
}

bool isHiddenSecret(const Heap& heap, NodeId node)
{
    return isLikelySecret(heap, node) && hidesSecrets();
}

QString hiddenText()
{
    constexpr int kDots = 8;
    return QString(kDots, QChar(0x2022));
}

} // namespace heapwise::ui
