#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace heapwise::ui {

/// One page of the help.
struct HelpTopic {
    enum class Group { Views, Names, Numbers, Production };

    Group group;
    QString title;
    QStringList names; ///< Names: of rows and classes it explains, with `*` for any text. Views: objectNames
                       ///< it is about.
    QString text;      ///< Markdown, without the title
};

/// All topics, read once from the files in resources/help: "## title", a line "names: ..." or "for: ..."
/// where there is one, and the text up to the next title.
const QList<HelpTopic>& helpTopics();

/// The paragraph for the name of a row or class: "system / Context", "(sliced string)". An exact name comes
/// before one with `*`. Null when it needs no explanation.
const HelpTopic* topicOfName(const QString& name);
/// The topic of the view that has an object of this name. Null for none.
const HelpTopic* topicOfView(const QString& objectName);
QString groupTitle(HelpTopic::Group group);

} // namespace heapwise::ui
