#include "ui/models/secrets.h"

#include <QSettings>

#include "core/analysis/strings/stringholders.h"

namespace heapwise::ui {

bool hidesSecrets()
{
    return QSettings().value(QStringLiteral("privacy/hideSecrets"), true).toBool();
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
