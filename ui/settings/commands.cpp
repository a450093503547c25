#include "ui/settings/commands.h"

#include "ui/settings/setting.h"
#include "ui/translate.h"

#include <QAbstractButton>
#include <QAction>

#include <algorithm>
#include <array>

namespace heapwise::ui {

namespace {

using Scope = Command::Scope;

const QString kKeysKey = QStringLiteral("keys/");
constexpr int kViews = 6;
constexpr int kFirstView = 11; ///< in the list, after the address bar

QList<Command> makeCommands()
{
    const QString file = tr("Files and tabs"), way = tr("Finding the way"), snapshot = tr("Snapshots");
    const QString live = tr("Live sessions"), window = tr("Window and help"), edit = tr("Copying and filtering");
    const auto keys = [](const char* text) {
        return QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
    };
    QList<Command> list = {
        {QLatin1String("file.open"), Scope::Window, file, tr("Open files"), keys("Ctrl+O")},
        {QLatin1String("file.export"), Scope::Window, file, tr("Export the view"), keys("Ctrl+Shift+E")},
        {QLatin1String("file.close"), Scope::Window, file, tr("Close the document"), keys("Ctrl+W")},
        {QLatin1String("file.settings"), Scope::Window, file, tr("Settings"), keys("Ctrl+,")},
        {QLatin1String("file.quit"), Scope::Window, file, tr("Quit"), keys("Ctrl+Q")},
        {QLatin1String("edit.copy"), Scope::Window, edit, tr("Copy"), keys("Ctrl+C")},
        {QLatin1String("edit.copyLink"), Scope::Window, edit, tr("Copy a link to the selected object"),
         keys("Ctrl+Shift+L")},
        {QLatin1String("edit.filter"), Scope::Window, edit, tr("Filter the current view"), keys("Ctrl+F")},
        {QLatin1String("go.back"), Scope::Window, way, tr("Back"), keys("Alt+Left")},
        {QLatin1String("go.forward"), Scope::Window, way, tr("Forward"), keys("Alt+Right")},
        {QLatin1String("go.address"), Scope::Window, way, tr("Type an address: @id or a class name"), keys("Ctrl+L")},
        {QLatin1String("go.anything"), Scope::Window, way,
         tr("Go to anything: commands, classes, functions, objects, texts, files"), keys("Ctrl+K")},
        {QLatin1String("go.pin"), Scope::Window, way, tr("Pin the object, or remove its pin"), keys("Ctrl+B")},
        {QLatin1String("go.pins"), Scope::Window, way, tr("List the pins"), keys("Ctrl+Shift+B")},
        {QLatin1String("snapshot.compare"), Scope::Window, snapshot, tr("Compare snapshots"), keys("Ctrl+Shift+C")},
        {QLatin1String("snapshot.retainers"), Scope::Snapshot, snapshot, tr("Show retainers"), keys("Ctrl+R")},
        {QLatin1String("snapshot.dominators"), Scope::Snapshot, snapshot, tr("Reveal in dominators"), keys("Ctrl+D")},
        {QLatin1String("snapshot.instances"), Scope::Snapshot, snapshot,
         tr("Instances of the class, or the object in a tab of its own"), keys("Ctrl+Return")},
        {QLatin1String("snapshot.source"), Scope::Snapshot, snapshot, tr("Open the source in the editor"), keys("F4")},
        {QLatin1String("snapshot.cut"), Scope::Snapshot, snapshot, tr("Simulate cutting the selected reference"),
         keys("Ctrl+Shift+X")},
        {QLatin1String("snapshot.reload"), Scope::Window, snapshot, tr("Read the file again"), keys("F5")},
        {QLatin1String("snapshot.stop"), Scope::Window, snapshot, tr("Stop what is running"), keys("Esc")},
        {QLatin1String("dock.workspace"), Scope::Window, window, tr("Workspace"), keys("Alt+1")},
        {QLatin1String("dock.inspector"), Scope::Snapshot, window, tr("Inspector"), keys("Alt+2")},
        {QLatin1String("dock.retainers"), Scope::Snapshot, window, tr("Retainers below the table"), keys("Alt+3")},
        {QLatin1String("live.attach"), Scope::Window, live, tr("Attach to a process"), keys("Ctrl+Shift+A")},
        {QLatin1String("live.snapshot"), Scope::Live, live, tr("Clean snapshot"), keys("Ctrl+E")},
        {QLatin1String("live.gc"), Scope::Live, live, tr("Force GC"), keys("Ctrl+Shift+G")},
        {QLatin1String("live.mark"), Scope::Live, live, tr("Add a mark"), keys("Ctrl+M")},
        {QLatin1String("live.follow"), Scope::Live, live, tr("Follow, or pause the view"), keys("Space")},
        {QLatin1String("window.nextDocument"), Scope::Window, window, tr("Next document, last used first"),
         keys("Ctrl+Tab")},
        {QLatin1String("window.previousDocument"), Scope::Window, window, tr("Previous document"),
         keys("Ctrl+Shift+Tab")},
        {QLatin1String("window.nextPane"), Scope::Window, window, tr("Next pane"), keys("F6")},
        {QLatin1String("window.previousPane"), Scope::Window, window, tr("Previous pane"), keys("Shift+F6")},
        {QLatin1String("help.here"), Scope::Window, window, tr("Help for what is selected"), keys("F1")},
        {QLatin1String("help.shortcuts"), Scope::Window, window, tr("Keyboard shortcuts"), keys("Ctrl+/")},
    };
    for (int view = 0; view < kViews; ++view)
        list.insert(kFirstView + view,
                    Command{viewCommand(view), Scope::Window, way, tr("View %1 of the document").arg(view + 1),
                            QKeySequence(Qt::CTRL | Qt::Key(int(Qt::Key_1) + view))});
    return list;
}

bool meet(Scope a, Scope b)
{
    return a == b || a == Scope::Window || b == Scope::Window;
}

template <typename Target>
void bind(Target* target, QLatin1String id)
{
    target->setShortcut(keysOf(id));
    QObject::connect(&SettingChanges::instance(), &SettingChanges::changed, target, [target, id](const QString& key) {
        if (key == kKeysKey + id)
            target->setShortcut(keysOf(id));
    });
}

} // namespace

QLatin1String viewCommand(int view)
{
    static constexpr std::array kIds = {"view.1", "view.2", "view.3", "view.4", "view.5", "view.6"};
    return QLatin1String(kIds[std::size_t(view)]);
}

const QList<Command>& commands()
{
    static const QList<Command> kCommands = makeCommands();
    return kCommands;
}

const Command& command(QLatin1String id)
{
    const auto& all = commands();
    const auto at = std::find_if(all.begin(), all.end(), [id](const Command& c) { return c.id == id; });
    Q_ASSERT(at != all.end());
    return *at;
}

QKeySequence keysOf(QLatin1String id)
{
    const QVariant chosen = QSettings().value(kKeysKey + id);
    return chosen.isValid() ? QKeySequence(chosen.toString(), QKeySequence::PortableText) : command(id).usual;
}

void setKeys(QLatin1String id, const QKeySequence& keys)
{
    if (keys == command(id).usual)
        QSettings().remove(kKeysKey + id);
    else
        QSettings().setValue(kKeysKey + id, keys.toString(QKeySequence::PortableText));
    emit SettingChanges::instance().changed(kKeysKey + id);
}

void resetKeys(QLatin1String id)
{
    setKeys(id, command(id).usual);
}

const Command* otherWithKeys(QLatin1String id, const QKeySequence& keys)
{
    if (keys.isEmpty())
        return nullptr;
    const Scope scope = command(id).scope;
    for (const auto& other : commands())
        if (other.id != id && meet(other.scope, scope) && keysOf(other.id) == keys)
            return &other;
    return nullptr;
}

QString keyText(QLatin1String id)
{
    return keysOf(id).toString(QKeySequence::NativeText);
}

void bindKeys(QAction* action, QLatin1String id)
{
    bind(action, id);
}

void bindKeys(QAbstractButton* button, QLatin1String id)
{
    bind(button, id);
}

} // namespace heapwise::ui
