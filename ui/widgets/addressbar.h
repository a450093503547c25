#pragma once

#include <QList>
#include <QPointer>
#include <QString>
#include <QWidget>

#include "ui/models/cellroles.h"

#include <optional>

class QLineEdit;

namespace heapwise::ui {

/// One step of the path to what a document looks at.
struct Crumb {
    QString text;                   ///< "EventEmitter priceFeed", "_events"
    QString detail;                 ///< after it, mono and tertiary: "@2841907"
    QString icon;                   ///< name of a line icon, or
    std::optional<ObjectKind> kind; ///< a kind chip before the text
    bool mono = false;              ///< property names
    QString size;                   ///< at the end of its line where it stands in a menu: "268.4 MiB"
    QString address;                ///< what the document is told to go to when it is clicked

    friend bool operator==(const Crumb& a, const Crumb& b)
    {
        return a.text == b.text && a.detail == b.detail && a.icon == b.icon && a.kind == b.kind && a.mono == b.mono &&
               a.size == b.size && a.address == b.address;
    }
};

/// Breadcrumbs of the subject that turn into a text field (click beside them, Ctrl+L). When they do not fit,
/// the middle is left out first, so that both ends stay readable. The mark before a crumb (or Down on the crumb that
/// has the focus) opens a menu of what else could stand there.
class AddressBar : public QWidget {
    Q_OBJECT
public:
    explicit AddressBar(QWidget* parent = nullptr);

    void setCrumbs(const QList<Crumb>& crumbs);
    const QList<Crumb>& crumbs() const { return m_crumbs; }
    void setPlaceholder(const QString& text);
    /// False where there is nothing to go to: a click does not start typing.
    void setEditable(bool editable);

    /// Ctrl+L. With a text instead of where one is.
    void startEditing(const QString& text = {});
    /// Whether what is shown is pinned; nothing where it cannot be: then there is no star.
    void setPinned(std::optional<bool> pinned);
    QRect pinRect() const;
    bool isEditing() const;
    /// Shown in the field under typed text that led nowhere.
    void showProblem(const QString& why);
    /// The answer to siblingsRequested(): the menu, unless the crumbs are other ones by now.
    void showSiblings(const Crumb& of, const QList<Crumb>& siblings);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void crumbActivated(const heapwise::ui::Crumb& crumb);
    void entered(const QString& text);
    void siblingsRequested(const heapwise::ui::Crumb& of);
    void pinToggled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Segment {
        QRect rect;
        int crumb = -1; ///< -1: the ellipsis that stands for the middle
    };
    void layoutSegments();
    int crumbWidth(int crumb) const;
    int segmentAt(const QPoint& at) const;
    int crumbRoom() const; ///< up to the star
    void paintPin(QPainter& painter) const;
    /// The mark before a segment; empty where there is none to be clicked.
    QRect separatorRect(int segment) const;
    int separatorAt(const QPoint& at) const; ///< the segment behind it, or -1
    void requestSiblings(int segment);
    void paintSegment(QPainter& painter, const Segment& segment) const;
    void stopEditing();
    void updateAccessibleText();

    QList<Crumb> m_crumbs;
    QList<Segment> m_segments;
    QString m_placeholder;
    QLineEdit* m_edit = nullptr;
    QPointer<QWidget> m_returnTo; ///< had the focus before typing began
    int m_hovered = -1;
    int m_hoveredSeparator = -1; ///< the segment behind it
    int m_focused = -1;
    bool m_editable = true;
    std::optional<bool> m_pinned;
};

} // namespace heapwise::ui
