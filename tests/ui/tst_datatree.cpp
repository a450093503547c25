#include "tests/support/guitest.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QStandardItemModel>

#include "ui/models/cellroles.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/speedsearch.h"
#include "ui/widgets/totalsrow.h"

using namespace heapwise::ui;

namespace {

/// Name, Objects, Retained (with bar); three classes, the first with two children and a link row.
class SmallModel : public QStandardItemModel {
public:
    SmallModel()
    {
        setHorizontalHeaderLabels({QStringLiteral("Class"), QStringLiteral("Objects"), QStringLiteral("Retained")});
        for (const int column : {1, 2})
            setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
        auto* map = addRow(invisibleRootItem(), QStringLiteral("Map"), 3, 75'392'614);
        addRow(map, QStringLiteral("entry one"), 1, 100);
        addRow(map, QStringLiteral("entry two"), 1, 50);
        auto* link = new QStandardItem(QStringLiteral("Show 100 of 400 more"));
        link->setData(true, LinkRole);
        map->appendRow(link);
        addRow(invisibleRootItem(), QStringLiteral("Socket"), 12, 2048);
        addRow(invisibleRootItem(), QStringLiteral("Server\tResponse"), 7, 999);
    }

    void sort(int column, Qt::SortOrder order) override { sorted.append({column, order}); }
    QList<std::pair<int, Qt::SortOrder>> sorted;

private:
    static QStandardItem* addRow(QStandardItem* parent, const QString& name, quint64 count, quint64 bytes)
    {
        auto* first = new QStandardItem(name);
        first->setData(int(heapwise::ObjectKind::Object), KindRole);
        first->setData(quint32(name.size() * 100), ObjectIdRole);
        auto* second = new QStandardItem(QString::number(count));
        second->setData(count, CountRole);
        second->setData(QString::number(count), CopyRole);
        auto* third = new QStandardItem(QStringLiteral("about %1").arg(bytes));
        third->setData(bytes, BytesRole);
        third->setData(0.4, ShareRole);
        third->setData(QString::number(bytes), CopyRole);
        parent->appendRow({first, second, third});
        return first;
    }
};

} // namespace

class TestDataTree : public QObject {
    Q_OBJECT

    std::unique_ptr<SmallModel> m_model;
    std::unique_ptr<DataTree> m_tree;

    QModelIndex at(int row) const { return m_model->index(row, 0); }
    void clickHeader(int column)
    {
        auto* header = m_tree->header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2));
    }
    void select(int row) { m_tree->setCurrentIndex(at(row)); }

private slots:
    void init()
    {
        heapwise::test::failOnWarnings();
        QSettings().clear();
        m_model = std::make_unique<SmallModel>();
        m_tree = std::make_unique<DataTree>();
        m_tree->setModel(m_model.get());
        m_tree->setColumnWidths({0, 90, 150});
        m_tree->setDefaultSort(2, Qt::DescendingOrder);
        m_tree->setViewName(QStringLiteral("test"));
        m_tree->resize(600, 300);
        m_tree->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_tree.get()));
        m_tree->setFocus();
        heapwise::test::slowEvents();
    }
    void cleanup()
    {
        m_tree.reset();
        const QString slow = heapwise::test::slowEvents();
        QVERIFY2(slow.isEmpty(), qPrintable(slow));
    }

    void rowsAreOfTheDesignedHeight()
    {
        QCOMPARE(m_tree->visualRect(at(0)).height(), 22);
        QCOMPARE(m_tree->header()->height(), 24);
    }

    void headerClicksCycle()
    {
        QSignalSpy requested(m_tree.get(), &DataTree::sortRequested);
        clickHeader(1); // numbers: descending first
        clickHeader(1);
        clickHeader(1); // back to the default
        clickHeader(0); // text: ascending first
        const QList<std::pair<int, Qt::SortOrder>> expected = {
            {1, Qt::DescendingOrder}, {1, Qt::AscendingOrder}, {2, Qt::DescendingOrder}, {0, Qt::AscendingOrder}};
        QCOMPARE(m_model->sorted, expected);
        QCOMPARE(requested.count(), 4);
        QCOMPARE(m_tree->sortColumn(), 0);
    }

    void defaultSortLeavesAChosenOneAlone()
    {
        clickHeader(1);
        m_tree->setDefaultSort(2, Qt::AscendingOrder);
        QCOMPARE(m_tree->sortColumn(), 1);
    }

    void nameColumnTakesTheRest()
    {
        QCOMPARE(m_tree->header()->length(), m_tree->viewport()->width());
        m_tree->resize(900, 300);
        QTRY_COMPARE(m_tree->header()->length(), m_tree->viewport()->width());
        QCOMPARE(m_tree->columnWidth(1), 90);
    }

    void copiesTsvWithHeaders()
    {
        select(0);
        m_tree->selectionModel()->select(at(2), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTest::keyClick(m_tree.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("Class\tObjects\tRetained\nMap\t3\t75392614\nServer Response\t7\t999\n"));
    }

    void copiesOtherFormats()
    {
        select(1);
        QCOMPARE(m_tree->selectedText(CopyFormat::Markdown),
                 QStringLiteral("| Class | Objects | Retained |\n| --- | ---: | ---: |\n| Socket | 12 | 2048 |\n"));
        const auto array = QJsonDocument::fromJson(m_tree->selectedText(CopyFormat::Json).toUtf8()).array();
        QCOMPARE(array.size(), 1);
        QCOMPARE(array[0].toObject()[QStringLiteral("Retained")].toInt(), 2048);
    }

    void hiddenColumnsAreNotCopied()
    {
        m_tree->setColumnHidden(1, true);
        select(1);
        QCOMPARE(m_tree->selectedText(CopyFormat::Tsv), QStringLiteral("Class\tRetained\nSocket\t2048\n"));
    }

    void speedSearchGoesBetweenMatches()
    {
        m_tree->expand(at(0));
        select(0);
        QTest::keyClicks(m_tree.get(), QStringLiteral("entry"));
        QVERIFY(m_tree->speedSearch()->isActive());
        QCOMPARE(m_tree->currentIndex().data().toString(), QStringLiteral("entry one"));
        QCOMPARE(m_tree->cellDelegate()->highlight(), QStringLiteral("entry"));
        QTest::keyClick(m_tree.get(), Qt::Key_Down);
        QCOMPARE(m_tree->currentIndex().data().toString(), QStringLiteral("entry two"));
        QTest::keyClick(m_tree.get(), Qt::Key_Down); // round the end
        QCOMPARE(m_tree->currentIndex().data().toString(), QStringLiteral("entry one"));
        QTest::keyClick(m_tree.get(), Qt::Key_Up);
        QCOMPARE(m_tree->currentIndex().data().toString(), QStringLiteral("entry two"));
        QTest::keyClick(m_tree.get(), Qt::Key_Return);
        QVERIFY(!m_tree->speedSearch()->isActive());
        QCOMPARE(m_tree->currentIndex().data().toString(), QStringLiteral("entry two"));
    }

    void speedSearchSaysWhenNothingMatches()
    {
        select(0);
        QTest::keyClicks(m_tree.get(), QStringLiteral("sox"));
        QVERIFY(!m_tree->speedSearch()->hasMatch());
        QVERIFY(m_tree->findChild<QLabel*>(QStringLiteral("speedSearch"))->text().contains(QStringLiteral("no match")));
        QTest::keyClick(m_tree.get(), Qt::Key_Escape); // back to where it began
        QCOMPARE(m_tree->currentIndex(), at(0));
        QVERIFY(m_tree->cellDelegate()->highlight().isEmpty());
    }

    void ctrlFTurnsTheSearchIntoAFilter()
    {
        QSignalSpy filter(m_tree.get(), &DataTree::filterRequested);
        select(0);
        QTest::keyClicks(m_tree.get(), QStringLiteral("soc"));
        QTest::keyClick(m_tree.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(filter.count(), 1);
        QCOMPARE(filter[0][0].toString(), QStringLiteral("soc"));
    }

    void linkRowsAreActivatedByClickAndEnter()
    {
        QSignalSpy links(m_tree.get(), &DataTree::linkActivated);
        m_tree->expand(at(0));
        const QModelIndex link = m_model->index(2, 0, at(0));
        QTest::mouseClick(m_tree->viewport(), Qt::LeftButton, {}, m_tree->visualRect(link).center());
        QCOMPARE(links.count(), 1);
        m_tree->setCurrentIndex(link);
        QTest::keyClick(m_tree.get(), Qt::Key_Return);
        QCOMPARE(links.count(), 2);
    }

    void treeKeys()
    {
        select(0);
        QTest::keyClick(m_tree.get(), Qt::Key_Right);
        QVERIFY(m_tree->isExpanded(at(0)));
        QTest::keyClick(m_tree.get(), Qt::Key_Down);
        QTest::keyClick(m_tree.get(), Qt::Key_Backspace);
        QCOMPARE(m_tree->currentIndex(), at(0));
        QSignalSpy out(m_tree.get(), &DataTree::zoomOutRequested);
        QTest::keyClick(m_tree.get(), Qt::Key_Backspace);
        QCOMPARE(out.count(), 1);
        QTest::keyClick(m_tree.get(), Qt::Key_Left);
        QVERIFY(!m_tree->isExpanded(at(0)));
        QTest::keyClick(m_tree.get(), Qt::Key_Asterisk);
        QVERIFY(m_tree->isExpanded(at(0)));
    }

    void headerMenuHidesAndResets()
    {
        const auto useMenu = [this](const QString& text) {
            QTimer::singleShot(0, this, [text] {
                auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
                QVERIFY(menu);
                for (auto* action : menu->actions())
                    if (action->text() == text)
                        action->trigger();
                menu->close();
            });
            emit m_tree->header()->customContextMenuRequested(QPoint(5, 5));
        };
        useMenu(QStringLiteral("Objects"));
        QVERIFY(m_tree->isColumnHidden(1));
        useMenu(QStringLiteral("Reset columns"));
        QVERIFY(!m_tree->isColumnHidden(1));
    }

    void widthsAreRemembered()
    {
        m_tree->header()->resizeSection(1, 133);
        m_tree.reset(); // also what was not saved yet
        DataTree other;
        other.setModel(m_model.get());
        other.setColumnWidths({0, 90, 150});
        other.setViewName(QStringLiteral("test"));
        QCOMPARE(other.columnWidth(1), 133);
    }

    void totalsStandBelowTheRows()
    {
        const int before = m_tree->viewport()->height();
        TotalCell name, count, bytes;
        name.text = QStringLiteral("All classes");
        count.count = 22;
        bytes.bytes = 75'392'614;
        m_tree->setTotals({name, count, bytes});
        auto* row = m_tree->findChild<TotalsRow*>();
        QVERIFY(row && row->isVisible());
        QTRY_COMPARE(m_tree->viewport()->height(), before - 24);
        QTRY_COMPARE(row->mapTo(m_tree.get(), row->rect().bottomLeft()).y(), m_tree->rect().bottom());
        QCOMPARE(row->accessibleDescription(), QStringLiteral("All classes, 22, 71.9 MiB"));
        m_tree->setTotals({});
        QTRY_COMPARE(m_tree->viewport()->height(), before);
    }

    void scrollingManyRowsStaysQuick()
    {
        for (int i = 0; i < 3000; ++i) {
            auto* name = new QStandardItem(QStringLiteral("Class number %1 with a rather long name to shorten").arg(i));
            name->setData(int(heapwise::ObjectKind::Closure), KindRole);
            m_model->appendRow(name);
        }
        QCoreApplication::processEvents();
        m_tree->setColumnWidth(0, 150);
        heapwise::test::slowEvents(); // appending is the test's own doing
        for (int i = 0; i < 60; ++i) {
            m_tree->verticalScrollBar()->setValue(i * 1000);
            QCoreApplication::processEvents();
        }
    }
};

HEAPWISE_GUI_TEST_MAIN(TestDataTree)
#include "tst_datatree.moc"
