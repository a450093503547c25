#include "ui/warmup.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/chip.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QTimer>

namespace heapwise::ui {
namespace {

constexpr int kStyles = int(TextStyle::MonoSmall) + 1;
constexpr int kKinds = int(ObjectKind::System) + 1;

QString commonCharacters()
{
    QString text;
    for (char c = ' '; c <= '~'; ++c)
        text += QLatin1Char(c);
    return text + QStringLiteral("…–×·“”›");
}

/// One style or one chip; glyphs are kept by the format of what they are painted on.
void warm(int step)
{
    QImage image(16, 16, QImage::Format_RGB32);
    QPainter painter(&image);
    if (step < kStyles) {
        painter.setFont(font(TextStyle(step)));
        painter.drawText(0, 12, commonCharacters());
    } else {
        paintChip(painter, ObjectKind(step - kStyles), 0, 8);
    }
}

void warmFrom(int step)
{
    if (step == kStyles + kKinds)
        return;
    warm(step);
    QTimer::singleShot(0, QCoreApplication::instance(), [step] { warmFrom(step + 1); });
}

} // namespace

void warmUp()
{
    QTimer::singleShot(0, QCoreApplication::instance(), [] { warmFrom(0); });
}

} // namespace heapwise::ui
