// Compressed snapshots: the same as plain ones, whole, in several parts, cut and damaged.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/snapshot/decompressor.h"
#include "core/snapshot/loader.h"
#include "core/snapshot/peek.h"
#include "tests/support/fixtures.h"
#include "tests/support/gzip.h"
#include "tests/support/snapshottext.h"
#include "tests/support/zstd.h"

#include <algorithm>

using namespace heapwise;
using heapwise::test::SnapshotText;

namespace {

using Compress = std::string (*)(const std::string& text);

std::string zstd(const std::string& text)
{
    return test::zstd(text);
}

const std::string kSkippableFrame = std::string("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);

} // namespace

Q_DECLARE_METATYPE(Compress)

class TestCompression : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    LoadReport m_report;
    int m_files = 0;

    /// A file of its own each time: strings are read from the file of the one before.
    std::string write(const std::string& content)
    {
        QFile file(m_folder.filePath(QString::number(++m_files)));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(content.data(), qint64(content.size())) != qint64(content.size()))
            qFatal("cannot write the test file");
        return file.fileName().toStdString();
    }
    Result<LoadedSnapshot> load(const std::string& content, bool acceptPartial = false)
    {
        Progress progress;
        return loadSnapshot({write(content), acceptPartial, 2}, progress, m_report);
    }
    void bothFormats()
    {
        QTest::addColumn<Compress>("compress");
        QTest::newRow("gzip") << Compress(test::gzip);
        QTest::newRow("zstd") << Compress(zstd);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void isKnownByItsFirstBytes()
    {
        QCOMPARE(compressionOf(test::gzip("x")), Compression::Gzip);
        QCOMPARE(compressionOf(zstd("x")), Compression::Zstd);
        QCOMPARE(compressionOf(kSkippableFrame), Compression::Zstd);
        for (const std::string& text :
             {std::string(), std::string("{"), std::string("\x1f"), std::string("\x28\xb5\x2f"), std::string("PX*M")})
            QCOMPARE(compressionOf(text), Compression::None);
    }

    void realFileIsTheSame_data() { bothFormats(); }
    void realFileIsTheSame()
    {
        QFETCH(Compress, compress);
        const std::string text = test::gunzipped(test::fixture("bare-24.heapsnapshot.gz")).toStdString();
        const auto plain = load(text);
        QVERIFY(plain);
        const auto loaded = load(compress(text));
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
        QVERIFY(m_report.isComplete() && m_report.warnings.empty());
        const Snapshot &a = *plain->snapshot, &b = *loaded->snapshot;
        QVERIFY(b.info().compressed && b.info().textBytes == text.size() && b.info().fileBytes < text.size());
        QVERIFY(std::ranges::equal(a.edgeTargets(), b.edgeTargets()));
        QVERIFY(std::ranges::equal(a.selfSizes(), b.selfSizes()));
        QCOMPARE(a.strings().count(), b.strings().count());
        for (std::uint32_t i = 0; i < a.strings().count(); ++i)
            QVERIFY(a.strings().raw(StringId{i}) == b.strings().raw(StringId{i}));
    }

    void headerIsPeekedAt_data() { bothFormats(); }
    void headerIsPeekedAt()
    {
        QFETCH(Compress, compress);
        const auto promise = peekSnapshot(write(compress(SnapshotText().text())));
        QVERIFY(promise && promise->isCompressed);
        QCOMPARE(promise->nodeCount, 5u);
    }

    void severalPartsAreOneText_data() { bothFormats(); }
    void severalPartsAreOneText()
    {
        QFETCH(Compress, compress);
        const std::string text = SnapshotText().text();
        const auto loaded = load(compress(text.substr(0, 700)) + compress(text.substr(700)) + "padding");
        QVERIFY(loaded);
        QVERIFY(loaded->snapshot->info().compressed);
        QCOMPARE(loaded->snapshot->name(NodeId{3}), std::string("hello"));
    }

    void skippableFramesHaveNoText()
    {
        const std::string text = SnapshotText().text();
        QVERIFY(load(kSkippableFrame + zstd(text.substr(0, 700)) + kSkippableFrame + zstd(text.substr(700)) +
                     kSkippableFrame));
    }

    void largestWindowOpens()
    {
        const auto loaded = load(test::zstd(SnapshotText().text(), 31));
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
    }

    void damageIsNamed_data() { bothFormats(); }
    void damageIsNamed()
    {
        QFETCH(Compress, compress);
        std::string bytes = compress(SnapshotText().text());
        bytes.replace(bytes.size() / 2, 8, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
        const auto loaded = load(bytes);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::DamagedCompression);
        QVERIFY(loaded.error().byteOffset <= bytes.size());
    }

    /// Damaged behind the objects: what was decompressed before is offered, and opened when asked for.
    void readablePartOfDamaged_data() { bothFormats(); }
    void readablePartOfDamaged()
    {
        QFETCH(Compress, compress);
        const std::string text = test::gunzipped(test::fixture("express-20.heapsnapshot.gz")).toStdString();
        QVERIFY(!text.empty());
        std::string second = compress(text.substr(text.size() / 2));
        second.replace(9, 20, std::string(20, '\xFF'));
        const std::string bytes = compress(text.substr(0, text.size() / 2)) + second;
        const auto refused = load(bytes);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::DamagedCompression);
        const auto* nodes = m_report.find("nodes");
        QVERIFY(nodes && nodes->read > 0);
        const auto opened = load(bytes, true);
        QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
        QVERIFY(opened->snapshot->nodeCount() > 0);
        QVERIFY(!m_report.isComplete());
    }

    void nothingReadableInDamaged_data() { bothFormats(); }
    void nothingReadableInDamaged()
    {
        QFETCH(Compress, compress);
        std::string bytes = compress(SnapshotText().text());
        bytes.replace(9, 20, std::string(20, '\xFF'));
        const auto loaded = load(bytes, true);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::DamagedCompression);
    }

    void cutIsACutText_data() { bothFormats(); }
    void cutIsACutText()
    {
        QFETCH(Compress, compress);
        const std::string bytes = compress(SnapshotText().text());
        for (std::size_t cut = 4; cut < bytes.size() - 8; cut += 3) {
            const auto loaded = load(bytes.substr(0, cut));
            QVERIFY(loaded ? !m_report.isComplete()
                           : loaded.error().code == ErrorCode::Truncated || loaded.error().code == ErrorCode::Empty);
        }
    }
};

QTEST_APPLESS_MAIN(TestCompression)
#include "tst_compression.moc"
