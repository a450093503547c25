// Every setting has the effect it promises, at once, in windows that are open.
#include "tests/support/mainwindowtest.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStyle>
#include <QTableWidget>

#include "ui/indexsettings.h"
#include "ui/notification.h"
#include "ui/settings/commands.h"
#include "ui/settings/settings.h"
#include "ui/sourcefile.h"
#include "ui/theme/fonts.h"
#include "ui/views/live/livedocument.h"
#include "ui/views/settings/settingswindow.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/statuspanel.h"
#include "ui/widgets/textlabel.h"

using namespace heapwise;
using namespace heapwise::ui;

namespace {

/// The last column that is shown: the first one takes what room the others leave.
int lastShown(const DataTree* tree)
{
    const QHeaderView* const header = tree->header();
    int at = header->count() - 1;
    while (at > 0 && header->isSectionHidden(header->logicalIndex(at)))
        --at;
    return header->logicalIndex(at);
}

} // namespace

class TestSettings : public test::MainWindowTest {
    Q_OBJECT

    SettingsWindow* settingsWindow()
    {
        m_window->showSettings();
        auto* window = m_window->findChild<SettingsWindow*>();
        window->activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitFor([window] { return window->isActiveWindow(); });
        return window;
    }
    template <typename T>
    T* control(const QString& name)
    {
        return settingsWindow()->findChild<T*>(name);
    }
    /// As a person chooses it: by keys in the box.
    template <typename T>
    void choose(const Setting<T>& setting, const T& value)
    {
        auto* box = control<QComboBox>(setting.key());
        box->setFocus();
        const int wanted = box->findData(QVariant::fromValue(value));
        QVERIFY(wanted >= 0);
        while (box->currentIndex() != wanted)
            QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(setting.value(), value);
    }
    DataTree* openTable()
    {
        open(write(QStringLiteral("s.heapsnapshot"), smallSnapshot()));
        [[maybe_unused]] const bool ready = QTest::qWaitFor([this] { return isReady(document()); });
        return child<DataTree>("classesTree");
    }

private slots:
    void init()
    {
        MainWindowTest::init();
        for (const auto& command : commands())
            resetKeys(command.id);
    }
    void cleanup()
    {
        settings::kTextPercent.set(100);
        settings::kRowHeight.set(22);
        settings::kContrast.set(QStringLiteral("system"));
        settings::kMotion.set(QStringLiteral("system"));
        settings::kTheme.set(QStringLiteral("light"));
        m_window.reset();
        test::slowEvents(); // a change of all there is may take longer than a frame
    }

    void themeIsApplied()
    {
        choose(settings::kTheme, QStringLiteral("dark"));
        QVERIFY(Theme::instance().isDark());
        choose(settings::kTheme, QStringLiteral("light"));
        QVERIFY(!Theme::instance().isDark());
    }

    void textSizeIsAppliedToOpenWindows()
    {
        auto* tree = openTable();
        const int row = tree->visualRect(tree->model()->index(0, 0)).height();
        const int column = tree->columnWidth(lastShown(tree)), header = tree->header()->height();
        const double points = QApplication::font().pointSizeF();
        auto* status = m_window->findChild<StatusPanel*>(QStringLiteral("statusPanel"));
        const int statusHeight = status->height();
        settings::kTextPercent.set(200);
        QCOMPARE(QApplication::font().pointSizeF(), 2 * points);
        QTRY_COMPARE(tree->visualRect(tree->model()->index(0, 0)).height(), 2 * row);
        QCOMPARE(tree->columnWidth(lastShown(tree)), 2 * column);
        QTRY_COMPARE(tree->header()->height(), 2 * header);
        QTRY_COMPARE(status->height(), 2 * statusHeight);
        for (auto* label : m_window->findChildren<TextLabel*>())
            QVERIFY2(label->font().pointSizeF() >= 2 * font(TextStyle::Small).pointSizeF() / 2,
                     qPrintable(label->text()));
        settings::kTextPercent.set(100);
        QTRY_COMPARE(tree->visualRect(tree->model()->index(0, 0)).height(), row);
        QTRY_COMPARE(status->height(), statusHeight);
        QCOMPARE(tree->columnWidth(lastShown(tree)), column);
    }

    void sizesComeBackExactly()
    {
        auto* table = openTable();
        QCoreApplication::processEvents(); // what is laid out late, too
        QHash<QWidget*, QPair<QSize, double>> before;
        for (auto* widget : m_window->findChildren<QWidget*>())
            if (!qobject_cast<QDockWidget*>(widget)) // what is in one says how small it may be
                before.insert(widget, {widget->minimumSize(), widget->font().pointSizeF()});
        for (const int percent : {110, 125, 175, 150, 200, 100})
            settings::kTextPercent.set(percent);
        for (auto it = before.begin(); it != before.end(); ++it) {
            QTRY_COMPARE(it.key()->minimumSize(), it->first); // layouts say some of them when they come round to it
            QVERIFY(qAbs(it.key()->font().pointSizeF() - it->second) < 0.01);
        }
        QVERIFY(table->isVisible());
    }

    void columnWidthsOfAnotherTextSizeAreTranslated()
    {
        auto* tree = openTable();
        const int last = lastShown(tree);
        tree->setColumnWidth(last, 130);
        m_window.reset(); // keeps them
        settings::kTextPercent.set(200);
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QCOMPARE(openTable()->columnWidth(last), 260);
    }

    void densityIsAppliedToOpenTables()
    {
        auto* tree = openTable();
        choose(settings::kRowHeight, 26);
        QTRY_COMPARE(tree->visualRect(tree->model()->index(0, 0)).height(), scaled(26));
        choose(settings::kRowHeight, 22);
        QTRY_COMPARE(tree->visualRect(tree->model()->index(0, 0)).height(), scaled(22));
    }

    void highContrastHasNoGreyText()
    {
        QVERIFY(color(Token::TextTertiary) != color(Token::Text));
        choose(settings::kContrast, QStringLiteral("high"));
        QCOMPARE(color(Token::TextTertiary), color(Token::Text));
        QCOMPARE(color(Token::TextSecondary), color(Token::Text));
        QCOMPARE(qApp->palette().color(QPalette::PlaceholderText), color(Token::Text));
        QVERIFY(color(Token::Line) != QColor::fromRgb(kTokens[std::size_t(Token::Line)].light));
    }

    void reducedMotionReachesTheStyle()
    {
        const auto duration = [] { return qApp->style()->styleHint(QStyle::SH_Widget_Animation_Duration); };
        QVERIFY(duration() > 0);
        choose(settings::kMotion, QStringLiteral("reduced"));
        QCOMPARE(duration(), 0);
    }

    void indexesGoWhereTheyShall()
    {
        control<QCheckBox>(settings::kKeepsIndex.key())->setChecked(true);
        QVERIFY(!indexOptions().folder.empty());
        auto* folder = control<QLineEdit>(settings::kIndexFolder.key());
        folder->setText(m_dir.path());
        QTest::keyClick(folder, Qt::Key_Return);
        QCOMPARE(QString::fromStdString(indexOptions().folder), m_dir.path());
        choose(settings::kIndexLimit, quint64(2ull << 30));
        QCOMPARE(quint64(indexOptions().limitBytes), quint64(2ull << 30));
        control<QCheckBox>(settings::kKeepsIndex.key())->setChecked(false);
        QVERIFY(indexOptions().folder.empty());
    }

    void overviewComesWhenASnapshotIsRead()
    {
        settings::kOverviewWhenDone.set(true);
        openTable();
        QTRY_COMPARE(document()->view()->currentPage(), OverviewPage::kId);
        settings::kOverviewWhenDone.set(false);
        open(write(QStringLiteral("t.heapsnapshot"), smallSnapshot()));
        QTRY_VERIFY(isReady(document()));
        QVERIFY(document()->view()->currentPage() != OverviewPage::kId);
    }

    void overviewDoesNotComeOverABrowsingPerson()
    {
        settings::kOverviewWhenDone.set(true);
        auto* opened = open(write(QStringLiteral("s.heapsnapshot"), smallSnapshot()));
        opened->goWhenReady(QStringLiteral("@5"));
        QTRY_VERIFY(isReady(document()));
        QCoreApplication::processEvents();
        QVERIFY(document()->view()->currentPage() != OverviewPage::kId);
    }

    void editorIsTheOneChosen()
    {
        auto* field = control<QLineEdit>(settings::kEditorCommand.key());
        field->setText(QStringLiteral("vim +{line} {file}"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(editorCommand(QStringLiteral("/a b.js"), 3, 4),
                 (QStringList{QStringLiteral("vim"), QStringLiteral("+3"), QStringLiteral("/a b.js")}));
    }

    void sourceRootsAreKeptAndFollowed()
    {
        auto* table = control<QTableWidget>(QStringLiteral("sourceRoots"));
        QTest::mouseClick(control<QPushButton>(QStringLiteral("addRoot")), Qt::LeftButton);
        table->item(0, 0)->setText(QStringLiteral("/srv"));
        table->item(0, 1)->setText(m_dir.path());
        QCOMPARE(sourceRoots(), (QList<QPair<QString, QString>>{{QStringLiteral("/srv"), m_dir.path()}}));
        write(QStringLiteral("a.js"), "x");
        QCOMPARE(mappedPath(QStringLiteral("/srv/a.js"), sourceRoots()), m_dir.filePath(QStringLiteral("a.js")));
        addSourceRoot(QStringLiteral("/opt/app/a.js"),
                      m_dir.filePath(QStringLiteral("a.js"))); // as Locate… does
        QCOMPARE(table->rowCount(), 2);
        table->selectRow(0);
        QTest::mouseClick(control<QPushButton>(QStringLiteral("removeRoot")), Qt::LeftButton);
        QCOMPARE(sourceRoots().size(), 1);
    }

    void liveSettingsReachSessions()
    {
        choose(settings::kSampleInterval, 2000);
        QCOMPARE(LiveDocument::sampleIntervalMs(), 2000);
        QSettings().setValue(settings::kSampleInterval.key(), -7); // by hand in the file
        QVERIFY(LiveDocument::sampleIntervalMs() >= 100);
        choose(settings::kConfirmFrom, quint64(4ull << 30));
        QVERIFY(!LiveDocument::mustConfirm(3ull << 30) && LiveDocument::mustConfirm(4ull << 30));
        auto* folder = control<QLineEdit>(settings::kSnapshotFolder.key());
        folder->setText(m_dir.path());
        QTest::keyClick(folder, Qt::Key_Return);
        QCOMPARE(LiveDocument::snapshotFolder(), m_dir.path());
    }

    void notificationsCanBeTurnedOff()
    {
        control<QCheckBox>(settings::kNotifies.key())->setChecked(false);
        QVERIFY(!notify(QStringLiteral("a"), QStringLiteral("b"), m_window.get()));
        control<QCheckBox>(settings::kNotifies.key())->setChecked(true);
        QVERIFY(notify(QStringLiteral("a"), QStringLiteral("b"), m_window.get()));
    }

    void privacyIsSaidAndKept()
    {
        QVERIFY(settings::kHidesSecrets.value());
        control<QCheckBox>(settings::kHidesSecrets.key())->setChecked(false);
        QVERIFY(!QSettings().value(QStringLiteral("privacy/hideSecrets"), true).toBool());
        auto* search = control<QLineEdit>(QStringLiteral("settingsSearch"));
        search->setText(QStringLiteral("telemetry"));
        QCOMPARE(settingsWindow()->shownRows(), 1);
    }

    void rowsOfTheSectionsGrowWithTheText()
    {
        auto* list = control<QListWidget>(QStringLiteral("settingsSections"));
        const int row = list->visualItemRect(list->item(0)).height();
        QVERIFY(row >= scaled(26));
        settings::kTextPercent.set(200);
        QTRY_VERIFY(list->visualItemRect(list->item(0)).height() >= 2 * row - 1);
    }

    void searchNarrows()
    {
        auto* window = settingsWindow();
        const int all = window->shownRows();
        auto* search = window->findChild<QLineEdit*>(QStringLiteral("settingsSearch"));
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("dark")); // a choice of the theme
        QCOMPARE(window->shownRows(), 1);
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(window->shownRows(), all);
        QTest::keyClicks(search, QStringLiteral("zzz"));
        QCOMPARE(window->shownRows(), 0);
    }

    void keysCanBeChanged()
    {
        auto* edit = control<QKeySequenceEdit>(QStringLiteral("keysEdit"));
        auto* table = control<DataTree>(QStringLiteral("keysTable"));
        auto* action = m_window->findChild<QAction*>(QStringLiteral("actionOpen"));
        table->setCurrentIndex(table->model()->index(0, 0)); // Open files
        edit->setKeySequence(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O));
        emit edit->editingFinished();
        QCOMPARE(action->shortcut(), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O));
        QTest::mouseClick(control<QPushButton>(QStringLiteral("keysReset")), Qt::LeftButton);
        QCOMPARE(action->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_O));
    }

    void conflictsAreSaid()
    {
        auto* edit = control<QKeySequenceEdit>(QStringLiteral("keysEdit"));
        auto* take = control<QPushButton>(QStringLiteral("keysTake"));
        auto* table = control<DataTree>(QStringLiteral("keysTable"));
        auto* compare = m_window->findChild<QAction*>(QStringLiteral("actionCompare"));
        table->setCurrentIndex(table->model()->index(0, 0));
        edit->setKeySequence(compare->shortcut());
        emit edit->editingFinished();
        QVERIFY(control<QLabel>(QStringLiteral("keysNote"))
                    ->text()
                    .contains(command(QLatin1String("snapshot.compare")).name));
        QCOMPARE(keysOf(QLatin1String("file.open")), QKeySequence(Qt::CTRL | Qt::Key_O)); // not taken unasked
        QVERIFY(take->isVisible());
        QTest::mouseClick(take, Qt::LeftButton);
        QVERIFY(compare->shortcut().isEmpty());
        QCOMPARE(keysOf(QLatin1String("file.open")), command(QLatin1String("snapshot.compare")).usual);
    }

    void noTwoCommandsHaveTheSameKeys()
    {
        for (const auto& each : commands())
            QVERIFY2(!otherWithKeys(each.id, each.usual), qPrintable(each.name));
    }

    void everyKeyOfTheWindowCanBeChanged()
    {
        openTable();
        QStringList fixed;
        for (auto* action : m_window->findChildren<QAction*>()) {
            const auto has = [&](const Command& c) { return keysOf(c.id) == action->shortcut(); };
            if (!action->shortcut().isEmpty() && std::none_of(commands().begin(), commands().end(), has))
                fixed.append(action->text());
        }
        QVERIFY2(fixed.isEmpty(), qPrintable(fixed.join(QStringLiteral(", "))));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestSettings)
#include "tst_settings.moc"
