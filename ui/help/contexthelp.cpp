#include "ui/help/contexthelp.h"

#include "ui/document.h"
#include "ui/help/helptopics.h"

#include <QAbstractItemView>

namespace heapwise::ui {

namespace {

/// An object in a class is explained by its class where its own name says nothing.
const HelpTopic* topicOfRow(const QAbstractItemView& view)
{
    for (QModelIndex row = view.currentIndex().siblingAtColumn(0); row.isValid(); row = row.parent())
        if (const auto* topic = topicOfName(row.data().toString()))
            return topic;
    return nullptr;
}

} // namespace

const HelpTopic* topicHere(const QWidget* focus, const Document* document)
{
    if (const auto* view = qobject_cast<const QAbstractItemView*>(focus))
        if (const auto* topic = topicOfRow(*view))
            return topic;
    if (document && focus && document->isAncestorOf(focus))
        for (const auto& name : document->helpNames())
            if (const auto* topic = topicOfName(name))
                return topic;
    for (const QWidget* widget = focus; widget; widget = widget->parentWidget())
        if (const auto* topic = topicOfView(widget->objectName()))
            return topic;
    const auto* topic = document ? topicOfView(document->objectName()) : nullptr;
    return topic ? topic : &helpTopics().first();
}

} // namespace heapwise::ui
