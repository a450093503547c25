#include <QtTest>

class TestSnapshotView : public QObject {
    Q_OBJECT
};

QTEST_MAIN(TestSnapshotView)
#include "tst_snapshotview.moc"
