#include "core/base/mappingguard.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <sys/mman.h>

namespace heapwise {

namespace {

constexpr std::uintptr_t kMappingGuardPage = 4096;

std::array<MappingGuard::Place, MappingGuard::kMost> s_places;
std::mutex s_mutex; ///< of taking and leaving places
std::atomic<unsigned> s_tears{0};
struct sigaction s_before;

MappingGuard::Place* placeOf(std::uintptr_t address)
{
    for (MappingGuard::Place& place : s_places)
        if (address >= place.begin.load(std::memory_order_acquire) &&
            address < place.end.load(std::memory_order_acquire))
            return &place;
    return nullptr;
}

/// Async-signal-safe: on Linux, mmap(2) with a fixed address is a system call and nothing more.
bool repair(std::uintptr_t address)
{
    MappingGuard::Place* const place = placeOf(address);
    if (!place)
        return false;
    place->isTorn.store(true, std::memory_order_relaxed);
    s_tears.fetch_add(1, std::memory_order_release);
    void* const page = reinterpret_cast<void*>(address / kMappingGuardPage * kMappingGuardPage);
    const std::size_t rest = place->end.load() - address / kMappingGuardPage * kMappingGuardPage;
    return ::mmap(page, rest, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == page;
}

void onBusError(int signal, siginfo_t* info, void* context)
{
    const int savedErrno = errno;
    if (repair(reinterpret_cast<std::uintptr_t>(info->si_addr))) {
        errno = savedErrno;
    } else if (s_before.sa_flags & SA_SIGINFO) {
        s_before.sa_sigaction(signal, info, context);
    } else if (s_before.sa_handler != SIG_DFL && s_before.sa_handler != SIG_IGN) {
        s_before.sa_handler(signal);
    } else {
        ::sigaction(signal, &s_before, nullptr); // the instruction is run again, and now ends the program
    }
}

void installHandler()
{
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(SIGBUS, &action, &s_before);
}

} // namespace

MappingGuard::MappingGuard(const void* begin, std::size_t bytes)
{
    static std::once_flag installed;
    std::call_once(installed, installHandler);
    const std::lock_guard lock(s_mutex);
    for (Place& place : s_places) {
        if (place.begin.load() != 0)
            continue;
        m_place = &place;
        place.isTorn.store(false);
        place.begin.store(reinterpret_cast<std::uintptr_t>(begin));
        place.end.store((reinterpret_cast<std::uintptr_t>(begin) + bytes + kMappingGuardPage - 1) / kMappingGuardPage *
                        kMappingGuardPage);
        return;
    }
}

bool MappingGuard::isTorn(const void* address)
{
    const Place* const place = placeOf(reinterpret_cast<std::uintptr_t>(address));
    return place && place->isTorn.load(std::memory_order_relaxed);
}

unsigned MappingGuard::tears()
{
    return s_tears.load(std::memory_order_acquire);
}

MappingGuard::~MappingGuard()
{
    if (!m_place)
        return;
    const std::lock_guard lock(s_mutex);
    m_place->end.store(0);
    m_place->begin.store(0);
}

} // namespace heapwise
