#include "ui/views/settings/settingpages.h"

#include "ui/format.h"
#include "ui/indexsettings.h"
#include "ui/settings/settings.h"
#include "ui/translate.h"
#include "ui/views/live/livedocument.h"
#include "ui/views/settings/keyseditor.h"
#include "ui/views/settings/rootseditor.h"
#include "ui/views/settings/settingrow.h"

#include <QCheckBox>
#include <QLineEdit>

namespace heapwise::ui {

namespace {

Choices<quint64> sizes(std::initializer_list<quint64> gibibytes, const QString& none)
{
    Choices<quint64> choices;
    for (const quint64 gib : gibibytes)
        choices.append({gib << 30, formatBytes(gib << 30)});
    choices.append({settings::kNoLimit, none});
    return choices;
}

QList<SettingRow*> appearance()
{
    using namespace settings;
    Choices<int> percents;
    for (const int percent : {100, 110, 125, 150, 175, 200})
        percents.append({percent, tr("%1 %").arg(percent)});
    return {
        new SettingRow(tr("Theme"), {},
                       choiceOf<QString>(kTheme, {{QStringLiteral("system"), tr("As the system")},
                                                  {QStringLiteral("light"), tr("Light")},
                                                  {QStringLiteral("dark"), tr("Dark")}})),
        new SettingRow(tr("Text size"), tr("Of the size the system sets. Rows, charts and margins grow with it."),
                       choiceOf<int>(kTextPercent, percents)),
        new SettingRow(tr("Density"), tr("The height of rows in tables and trees."),
                       choiceOf<int>(kRowHeight, {{22, tr("Dense, 22 px")}, {26, tr("Roomy, 26 px")}})),
        new SettingRow(tr("Contrast"), tr("High contrast has no grey text and no faint lines."),
                       choiceOf<QString>(kContrast, {{QStringLiteral("system"), tr("As the system")},
                                                     {QStringLiteral("normal"), tr("Normal")},
                                                     {QStringLiteral("high"), tr("High")}})),
        new SettingRow(tr("Motion"), tr("Whether things move to their new places or are there at once."),
                       choiceOf<QString>(kMotion, {{QStringLiteral("system"), tr("As the system")},
                                                   {QStringLiteral("full"), tr("Full")},
                                                   {QStringLiteral("reduced"), tr("Reduced")}})),
    };
}

QList<SettingRow*> files()
{
    using namespace settings;
    return {
        new SettingRow(tr("Open the same files again at the next start"),
                       tr("With their views, filters and selection."), checkOf(kRestoresSession)),
        new SettingRow(tr("Switch to the Overview when a snapshot is read"),
                       tr("Unless you have begun to browse by then."), checkOf(kOverviewWhenDone)),
        new SettingRow(tr("Keep an index of each snapshot"),
                       tr("The next opening then takes a second. An index is 1.2 to 1.7 times as large as "
                          "its snapshot."),
                       checkOf(kKeepsIndex)),
        new SettingRow(tr("Folder of the indexes"), {}, folderOf(kIndexFolder, indexFolder()),
                       SettingRow::Place::Below),
        new SettingRow(tr("Limit of all indexes together"), tr("Those not used for longest are removed first."),
                       choiceOf<quint64>(kIndexLimit, sizes({1, 2, 5, 10, 20, 50, 100}, tr("No limit")))),
    };
}

QList<SettingRow*> source()
{
    return {
        new SettingRow(tr("Editor command"),
                       tr("What “Open in editor” runs. {file}, {line} and {column} stand for the place."),
                       fieldOf(settings::kEditorCommand), SettingRow::Place::Below),
        new SettingRow(tr("Source roots"),
                       tr("Where folders of the computer that ran the program are on this one. “Locate…” in "
                          "the Inspector adds to them."),
                       new RootsEditor, SettingRow::Place::Below),
    };
}

QList<SettingRow*> live()
{
    using namespace settings;
    Choices<int> intervals;
    for (const int ms : {250, 500, 1000, 2000, 5000, 10000})
        intervals.append({ms, tr("%1 s").arg(ms / 1000.0)});
    Choices<quint64> sizesToAsk{{0, tr("Always")}, {256ull << 20, formatBytes(256ull << 20)}};
    sizesToAsk += sizes({1, 2, 4, 8}, tr("Never"));
    return {
        new SettingRow(tr("Measure memory every"),
                       tr("Less often while a session is not in front, or while the process is slow to answer."),
                       choiceOf<int>(kSampleInterval, intervals)),
        new SettingRow(tr("Notify of leaks"),
                       tr("With a notification of the system, when a leak is found and the window is not in front."),
                       checkOf(kNotifies)),
        new SettingRow(tr("Ask before a snapshot of a heap above"),
                       tr("A snapshot pauses the process. Heapwise always asks before the first one, and "
                          "when memory or disk are too small."),
                       choiceOf<quint64>(kConfirmFrom, sizesToAsk)),
        new SettingRow(tr("Folder for snapshots"), {}, folderOf(kSnapshotFolder, LiveDocument::usualSnapshotFolder()),
                       SettingRow::Place::Below),
    };
}

QList<SettingRow*> privacy()
{
    return {
        new SettingRow(tr("Hide likely secrets"),
                       tr("Texts that look like keys, tokens or passwords are shown as dots until they are clicked."),
                       checkOf(settings::kHidesSecrets)),
        new SettingRow(tr("There is no telemetry"),
                       tr("Heapwise sends nothing anywhere: no usage data, no crash reports, no search for "
                          "updates. Snapshots stay on this computer.")),
    };
}

} // namespace

QList<SettingPage> settingPages()
{
    return {
        {QStringLiteral("appearance"), tr("Appearance"), appearance()},
        {QStringLiteral("files"), tr("Files"), files()},
        {QStringLiteral("source"), tr("Source"), source()},
        {QStringLiteral("live"), tr("Live sessions"), live()},
        {QStringLiteral("keys"),
         tr("Keys"),
         {new SettingRow(tr("Keyboard shortcuts"), tr("Choose a command, then press its new keys."), new KeysEditor,
                         SettingRow::Place::Below)}},
        {QStringLiteral("privacy"), tr("Privacy"), privacy()},
    };
}

} // namespace heapwise::ui
