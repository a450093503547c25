// Fuzz target: any bytes, given out as the index of a snapshot. With hashes that do not fit they must be refused; with
// hashes that were made to fit, so that the fuzzer gets behind them, they must be refused or read within their bounds.

#include "core/analysis/heapindex.h"
#include "tests/support/indexhashes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace heapwise;

constexpr IndexKey kKey{1000, 2000, 3000};

class Parts {
public:
    explicit Parts(const std::shared_ptr<const IndexFile>& file)
        : m_read(file, nullptr)
    {}

    /// Reads what an index of a heap has. Every value of every column is looked at.
    void readAll()
    {
        auto snapshot = std::make_shared<Snapshot>();
        LoadReport report;
        HeapObjects objects(snapshot);
        ClassTable classes;
        Retainers retainers;
        Distances distances;
        DominatorTree dominators;
        ClassTotals totals;
        m_read(*snapshot, report, objects, classes, retainers, distances, dominators, totals);
        for (const auto& column :
             {snapshot->names(), snapshot->edgeTargets(), classes.classOfNodes(), dominators.order()})
            for (const std::uint32_t value : column)
                m_sum = m_sum + value;
        for (std::size_t i = 0; i < snapshot->firstEdges().size(); ++i)
            m_sum = m_sum + snapshot->firstEdges()[i];
    }
    bool isGood() const { return m_read.isGood(); }

private:
    IndexReader m_read;
    volatile std::uint64_t m_sum = 0;
};

void open(const std::vector<std::uint8_t>& bytes)
{
    const int file = memfd_create("index", MFD_CLOEXEC);
    if (file < 0 || ::write(file, bytes.data(), bytes.size()) != ssize_t(bytes.size()))
        std::abort();
    if (const auto index = IndexFile::open("/proc/self/fd/" + std::to_string(file), kKey)) {
        Parts parts(index);
        parts.readAll();
        index->isIntact(Progress());
    }
    ::close(file);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::vector<std::uint8_t> bytes(data, data + size);
    open(bytes);
    test::fitIndexHashes(bytes, kKey);
    open(bytes);
    return 0;
}
