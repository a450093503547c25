#pragma once

#include <QKeySequence>
#include <QLatin1String>
#include <QList>
#include <QString>

class QAbstractButton;
class QAction;

namespace heapwise::ui {

/// A command whose keys the user can change. The one list of them is in commands.cpp; whoever makes the action of a
/// command binds it, and the action has the keys of the settings from then on.
struct Command {
    /// Where its keys are heard. Commands of two kinds of documents may share keys; none may share one with the window.
    enum class Scope { Window, Snapshot, Live };

    QLatin1String id; ///< in the settings file
    Scope scope;
    QString group;
    QString name;
    QKeySequence usual;
};

/// All of them, in the order in which they are shown; made once.
const QList<Command>& commands();
/// The command with this id; it is an error to ask for one that does not exist.
const Command& command(QLatin1String id);

/// The keys it has now; empty for none.
QKeySequence keysOf(QLatin1String id);
void setKeys(QLatin1String id, const QKeySequence& keys);
void resetKeys(QLatin1String id);
/// The command that has these keys where `id` is heard; null for none.
const Command* otherWithKeys(QLatin1String id, const QKeySequence& keys);
/// As a person reads them: "Ctrl+O".
QString keyText(QLatin1String id);

/// Gives the keys, now and after every change.
void bindKeys(QAction* action, QLatin1String id);
void bindKeys(QAbstractButton* button, QLatin1String id);
/// A fixed part of an id: "view.1" to "view.6" for the views of a document.
QLatin1String viewCommand(int view);

} // namespace heapwise::ui
