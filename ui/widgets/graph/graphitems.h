#pragma once

#include <QGraphicsItem>

#include "ui/widgets/graph/graphpicture.h"

namespace heapwise::ui {

/// Who knows how the items of a scene are to be shown now.
class GraphItemHost {
public:
    virtual ~GraphItemHost() = default;
    virtual const GraphPicture& picture() const = 0;
    virtual GraphItemState boxState(int box) const = 0;
    virtual GraphItemState arcState(int arc) const = 0;
};

/// One box of the scene. Items have no children; all they show comes from the picture.
class GraphBoxItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };
    GraphBoxItem(const GraphItemHost* host, int box);

    int type() const override { return Type; }
    int box() const { return m_box; }
    QRectF rect() const { return m_rect; } ///< where it is now
    void setRect(const QRectF& rect);

    QRectF boundingRect() const override { return m_extent; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const GraphItemHost* m_host;
    int m_box;
    QRectF m_rect, m_extent;
};

/// The line of an arc; below the labels of all arcs, which are below the boxes.
class GraphArcItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };
    GraphArcItem(const GraphItemHost* host, int arc);

    int type() const override { return Type; }
    int arc() const { return m_arc; }
    const QPainterPath& path() const { return m_path; }
    /// Of the route's own elements, which are drawn while nobody asks for the whole of it; its path may be moved.
    void setPath(const QPainterPath& path, const EdgeRoute& route);

    /// How far `at` is from the line; more than `most` where that is so at first sight.
    double distanceTo(QPointF at, double most) const;
    double reach() const; ///< within which it is hit

    QRectF boundingRect() const override { return m_extent; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const GraphItemHost* m_host;
    int m_arc;
    QPainterPath m_path;
    int m_ownBegin = 0, m_ownEnd = 0;
    mutable QPolygonF m_line; ///< empty until it is asked for
    QRectF m_extent;
};

/// The label of an arc and, where it is cut, the scissors.
class GraphLabelItem : public QGraphicsItem {
public:
    enum { Type = UserType + 3 };
    GraphLabelItem(const GraphItemHost* host, int arc);

    int type() const override { return Type; }
    int arc() const { return m_arc; }
    QRectF label() const { return m_label; }
    void setPlace(const QRectF& label, QPointF middle);

    QRectF boundingRect() const override { return m_extent; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const GraphItemHost* m_host;
    int m_arc;
    QRectF m_label, m_extent;
    QPointF m_middle;
};

} // namespace heapwise::ui
