#pragma once

#include <QAbstractListModel>

#include "ui/goto/gotorow.h"

#include <array>

namespace heapwise::ui {

/// The rows of Go to anything: of each section that has any a title, and then what was found. Titles cannot be
/// selected.
class GoToModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IsTitleRole = Qt::UserRole + 200, KeysRole };
    using QAbstractListModel::QAbstractListModel;

    void setSection(GoToSection section, GoToRows rows);
    const GoToRows& section(GoToSection section) const { return m_sections[std::size_t(section)]; }
    /// Null for titles.
    const GoToRow* row(const QModelIndex& index) const;
    /// The first thing to go to from `row` on in that direction; invalid when there is none.
    QModelIndex nextItem(int row, int direction) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    static QString titleOf(GoToSection section);

private:
    struct Place {
        GoToSection section;
        int item; ///< -1: the title
    };
    std::array<GoToRows, kGoToSections> m_sections;
    QList<Place> m_places; ///< by row
};

} // namespace heapwise::ui
