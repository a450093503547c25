#include "ui/views/live/snapshotruleseditor.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

QSpinBox* spinBox(const QString& name, const QString& unit, int value, int greatest)
{
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(1, greatest);
    box->setValue(value);
    box->setSuffix(unit);
    box->setKeyboardTracking(false);
    return box;
}

} // namespace

SnapshotRulesEditor::SnapshotRulesEditor(QWidget* parent)
    : QWidget(parent)
    , m_taken(new TextLabel(TextStyle::Small, Token::TextTertiary))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(4));
    m_percent = addRule(*column, QStringLiteral("rulePercent"), tr("Heap after GC grows by"), tr(" %"), 30, 10'000);
    m_mebibytes =
        addRule(*column, QStringLiteral("ruleMebibytes"), tr("Heap after GC grows by"), tr(" MiB"), 150, 1'000'000);
    m_limit = addRule(*column, QStringLiteral("ruleLimit"), tr("Heap reaches, of its limit"), tr(" %"), 80, 100);
    m_every = addRule(*column, QStringLiteral("ruleEvery"), tr("Every"), tr(" min"), 30, 10'000);
    m_atMost = spinBox(QStringLiteral("ruleAtMost"), tr(" snapshots"), 3, 1000);
    m_atMost->setPrefix(tr("at most "));
    m_apart = spinBox(QStringLiteral("ruleApart"), tr(" min apart"), 10, 10'000);
    for (auto* box : {m_atMost, m_apart}) {
        connect(box, &QSpinBox::valueChanged, this, &SnapshotRulesEditor::changed);
        column->addWidget(box);
    }
    m_taken->setWordWrap(true);
    column->addWidget(m_taken);
    setTaken(0);
}

SnapshotRulesEditor::Rule SnapshotRulesEditor::addRule(QVBoxLayout& column, const QString& name, const QString& text,
                                                       const QString& unit, int value, int greatest)
{
    auto* row = new QHBoxLayout;
    auto* box = new QCheckBox(text);
    box->setObjectName(name);
    auto* number = spinBox(name + QStringLiteral("Value"), unit, value, greatest);
    number->setAccessibleName(text);
    connect(box, &QCheckBox::toggled, this, &SnapshotRulesEditor::changed);
    connect(number, &QSpinBox::valueChanged, this, &SnapshotRulesEditor::changed);
    row->addWidget(box, 1);
    row->addWidget(number);
    column.addLayout(row);
    return {box, number};
}

SnapshotRules SnapshotRulesEditor::rules() const
{
    const auto value = [](const Rule& rule, double factor) {
        return rule.box->isChecked() ? rule.value->value() * factor : 0;
    };
    SnapshotRules rules;
    rules.growthShare = value(m_percent, 0.01);
    rules.growthBytes = value(m_mebibytes, 1 << 20);
    rules.limitShare = value(m_limit, 0.01);
    rules.everySeconds = value(m_every, 60);
    rules.atMost = m_atMost->value();
    rules.apartSeconds = m_apart->value() * 60;
    return rules;
}

void SnapshotRulesEditor::setTaken(int count)
{
    m_taken->setText(tr("%1 taken. Each pauses the process; only while memory and disk suffice.").arg(count));
}

} // namespace heapwise::ui
