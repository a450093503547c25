#include "ui/help/helptopics.h"

#include "ui/resources.h"
#include "ui/translate.h"

#include <QFile>
#include <QRegularExpression>

namespace heapwise::ui {

namespace {

using Group = HelpTopic::Group;

HelpTopic topicOf(Group group, const QString& section)
{
    HelpTopic topic{
        group, section.section(QLatin1Char('\n'), 0, 0).trimmed(), {}, section.section(QLatin1Char('\n'), 1)};
    static const QRegularExpression kNames(QStringLiteral("^\\s*(?:names|for): ([^\\n]*)\\n"));
    if (const auto match = kNames.match(topic.text); match.hasMatch()) {
        for (const auto& name : match.captured(1).split(QLatin1Char(',')))
            topic.names.append(name.trimmed());
        topic.text.remove(0, match.capturedLength());
    }
    topic.text = topic.text.trimmed();
    return topic;
}

QList<HelpTopic> readTopics()
{
    initHeapwiseResources();
    static const QRegularExpression kTitle(QStringLiteral("^## "), QRegularExpression::MultilineOption);
    const std::pair<Group, const char*> files[] = {{Group::Views, ":/help/views.md"},
                                                   {Group::Names, ":/help/names.md"},
                                                   {Group::Numbers, ":/help/numbers.md"},
                                                   {Group::Production, ":/help/production.md"}};
    QList<HelpTopic> topics;
    for (const auto& [group, name] : files) {
        QFile file(QString::fromLatin1(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const auto& section : QString::fromUtf8(file.readAll()).split(kTitle, Qt::SkipEmptyParts))
            topics.append(topicOf(group, section));
    }
    return topics;
}

bool matches(const QString& pattern, const QString& name)
{
    const auto star = pattern.indexOf(QLatin1Char('*'));
    return star >= 0 && name.size() >= pattern.size() - 1 && name.startsWith(pattern.left(star)) &&
           name.endsWith(pattern.mid(star + 1));
}

} // namespace

const QList<HelpTopic>& helpTopics()
{
    static const QList<HelpTopic> kTopics = readTopics();
    return kTopics;
}

const HelpTopic* topicOfName(const QString& name)
{
    const HelpTopic* close = nullptr;
    for (const auto& topic : helpTopics()) {
        if (topic.group != Group::Names)
            continue;
        for (const auto& pattern : topic.names) {
            if (pattern == name)
                return &topic;
            if (!close && matches(pattern, name))
                close = &topic;
        }
    }
    return close;
}

const HelpTopic* topicOfView(const QString& objectName)
{
    for (const auto& topic : helpTopics())
        if (topic.group == Group::Views && !objectName.isEmpty() && topic.names.contains(objectName))
            return &topic;
    return nullptr;
}

QString groupTitle(Group group)
{
    switch (group) {
    case Group::Views:
        return tr("Views");
    case Group::Names:
        return tr("Names in snapshots");
    case Group::Numbers:
        return tr("What the numbers mean");
    case Group::Production:
        return tr("Snapshots in production");
    }
    return {};
}

} // namespace heapwise::ui
