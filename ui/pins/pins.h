#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include "core/analysis/heap.h"
#include "ui/filememory.h"

namespace heapwise::ui {

/// An object the user wants to find again, with a note.
struct Pin {
    quint32 objectId = 0;
    QString title; ///< "onTick() @2841907"
    QString note;

    static quint32 idIn(const QString& address) { return QStringView(address).mid(1).toUInt(); }
    QString address() const { return QLatin1Char('@') + QString::number(objectId); } ///< as the address bar takes it
};

/// The pins of one file, in the order they were made, kept with it (filememory.h).
class Pins : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Those of the file that the heap was read from.
    void load(const Heap& heap);
    const QList<Pin>& list() const { return m_list; }
    bool contains(quint32 objectId) const { return indexOf(objectId) >= 0; }
    qsizetype indexOf(quint32 objectId) const; ///< -1 for none
    /// What is pinned already keeps its note.
    void add(const Pin& pin);
    void remove(quint32 objectId);
    void setNote(quint32 objectId, const QString& note);

signals:
    void changed();

private:
    void store();

    FileMemory m_memory;
    QList<Pin> m_list;
};

} // namespace heapwise::ui
