#include "tests/support/guitest.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QPushButton>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/numberpainter.h"

#include <cmath>

using namespace heapwise::ui;

namespace {

// WCAG 2: relative luminance and contrast.
double luminance(const QColor& c)
{
    const auto channel = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b)), low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

const TokenRow& row(Token token)
{
    return kTokens[std::size_t(token)];
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void init() { heapwise::test::failOnWarnings(); }

    void tableIsInOrder()
    {
        for (std::size_t i = 0; i < kTokenCount; ++i)
            QCOMPARE(std::size_t(kTokens[i].token), i);
    }

    void disabledButtonsCanBeRead()
    {
        for (const bool primary : {false, true}) {
            QPushButton button(QStringLiteral("Take clean snapshot"));
            button.setProperty("primary", primary);
            button.setEnabled(false);
            button.resize(200, 30);
            const QImage image = button.grab().toImage();
            const QColor surface = image.pixelColor(6, 15);
            double best = 1;
            for (int x = 20; x < 180; ++x)
                for (int y = 6; y < 24; ++y)
                    best = std::max(best, contrast(image.pixelColor(x, y), surface));
            QVERIFY2(best > 2, qPrintable(QString::number(best)));
        }
    }

    void textContrast_data()
    {
        QTest::addColumn<int>("text");
        QTest::addColumn<int>("surface");
        QTest::addColumn<bool>("dark");
        const Token texts[] = {Token::Text,  Token::TextSecondary, Token::TextTertiary, Token::Accent, Token::Warning,
                               Token::Error, Token::Success,       Token::Grow,         Token::Shrink};
        const Token surfaces[] = {Token::Window, Token::Chrome, Token::Base,   Token::Panel, Token::Header,
                                  Token::AltRow, Token::Hover,  Token::Raised, Token::Field, Token::Selection};
        for (const Token text : texts)
            for (const Token surface : surfaces)
                for (const bool dark : {true, false}) {
                    // Tertiary text becomes secondary on the selection; coloured text stands on calm surfaces.
                    const bool meaning = text != Token::Text && text != Token::TextSecondary;
                    if (meaning && surface == Token::Selection)
                        continue;
                    const bool coloured = meaning && text != Token::TextTertiary;
                    if (coloured && (surface == Token::Window || surface == Token::Hover))
                        continue;
                    QTest::addRow("%s on %s, %s", row(text).name, row(surface).name, dark ? "dark" : "light")
                        << int(text) << int(surface) << dark;
                }
    }
    void textContrast()
    {
        QFETCH(int, text);
        QFETCH(int, surface);
        QFETCH(bool, dark);
        const auto pick = [dark](int token) {
            const auto& r = kTokens[std::size_t(token)];
            return QColor::fromRgb(dark ? r.dark : r.light);
        };
        const double ratio = contrast(pick(text), pick(surface));
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }

    void kindsStandOut()
    {
        for (int kind = 0; kind < 8; ++kind)
            for (const bool dark : {true, false}) {
                const auto& k = kTokens[std::size_t(Token::KindObject) + std::size_t(kind)];
                const auto& base = row(Token::Base);
                const double ratio = contrast(QColor(dark ? k.dark : k.light), QColor(dark ? base.dark : base.light));
                QVERIFY2(ratio >= 3, k.name);
            }
    }

    void chipTextIsReadable()
    {
        for (const auto mode : {Theme::Mode::Dark, Theme::Mode::Light}) {
            Theme::instance().setMode(mode);
            for (int kind = 0; kind < 8; ++kind) {
                const QColor fill = mixed(kindColor(heapwise::ObjectKind(kind)), color(Token::Base), 0.22);
                QVERIFY(contrast(chipTextColor(heapwise::ObjectKind(kind)), fill) >= 4.5);
            }
        }
    }

    void switchingAppliesAtOnce()
    {
        QSignalSpy changed(&Theme::instance(), &Theme::themeChanged);
        Theme::instance().setMode(Theme::Mode::Light);
        Theme::instance().setMode(Theme::Mode::Dark);
        QVERIFY(changed.count() >= 1);
        QCOMPARE(color(Token::Base), QColor(0x1F2228));
        QCOMPARE(qApp->palette().color(QPalette::Base), QColor(0x1F2228));
        Theme::instance().setMode(Theme::Mode::Light);
        QCOMPARE(qApp->palette().color(QPalette::Base), QColor(0xFFFFFF));
        QCOMPARE(QSettings().value(QStringLiteral("appearance/theme")).toString(), QStringLiteral("light"));
    }

    void everyIconCanBeDrawn()
    {
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(files.size() > 60);
        for (const auto& file : files) {
            const QImage image = iconPixmap(file.chopped(4), Qt::red, 16).toImage();
            bool drawn = false;
            for (int y = 0; y < image.height() && !drawn; ++y)
                for (int x = 0; x < image.width() && !drawn; ++x)
                    drawn = qAlpha(image.pixel(x, y)) > 0;
            QVERIFY2(drawn, qPrintable(file));
        }
    }

    void iconsFollowTheTheme()
    {
        const QIcon lasting = icon(QStringLiteral("open"));
        Theme::instance().setMode(Theme::Mode::Dark);
        const QImage dark = lasting.pixmap(16).toImage();
        Theme::instance().setMode(Theme::Mode::Light);
        QVERIFY(lasting.pixmap(16).toImage() != dark);
    }

    void sizesFollowTheTypeScale()
    {
        QVERIFY(font(TextStyle::Display).pointSizeF() > font(TextStyle::Title).pointSizeF());
        QVERIFY(font(TextStyle::Title).pointSizeF() > font(TextStyle::Body).pointSizeF());
        QCOMPARE(font(TextStyle::BodyBold).weight(), QFont::DemiBold);
        QVERIFY(QFontInfo(font(TextStyle::Mono)).fixedPitch());
    }

    void numbersOfOneLengthHaveOneWidth()
    {
        const NumberPainter numbers(TextStyle::Body);
        QCOMPARE(numbers.width(QStringLiteral("111,111")), numbers.width(QStringLiteral("888,888")));
        QVERIFY(numbers.width(QStringLiteral("1,111")) < numbers.width(QStringLiteral("11,111")));
    }

    void controlsHaveTheDesignedSizes()
    {
        QPushButton button(QStringLiteral("Retry"));
        QCOMPARE(button.sizeHint().height(), scaled(26));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestTheme)
#include "tst_theme.moc"
