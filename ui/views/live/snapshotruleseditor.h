#pragma once

#include <QWidget>

#include "core/timeline/snapshotrules.h"

class QCheckBox;
class QSpinBox;
class QVBoxLayout;

namespace heapwise::ui {

class TextLabel;

/// When snapshots are taken by themselves. Everything is off until it is ticked.
class SnapshotRulesEditor : public QWidget {
    Q_OBJECT
public:
    explicit SnapshotRulesEditor(QWidget* parent = nullptr);

    SnapshotRules rules() const;
    void setTaken(int count);

signals:
    void changed();

private:
    struct Rule {
        QCheckBox* box;
        QSpinBox* value;
    };
    Rule addRule(QVBoxLayout& column, const QString& name, const QString& text, const QString& unit, int value,
                 int greatest);

    Rule m_percent;
    Rule m_mebibytes;
    Rule m_limit;
    Rule m_every;
    QSpinBox* m_atMost;
    QSpinBox* m_apart;
    TextLabel* m_taken;
};

} // namespace heapwise::ui
