#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace heapwise {

namespace detail {
/// Zeroed pages for `bytes` bytes; throws std::bad_alloc. nullptr for 0.
void* allocatePages(std::size_t bytes);
/// Keeps the content; the new part is zeroed. May move without copying.
void* resizePages(void* pages, std::size_t oldBytes, std::size_t newBytes);
void releasePages(void* pages, std::size_t bytes);
/// Makes the pages from `begin` to `end` present. Their content stays.
void populatePages(void* begin, void* end);
} // namespace detail

/// An array of plain values, zeroed by the kernel when first touched.
///
/// std::vector would write every element once more (and from one thread) and would copy when growing. What is to be
/// written all over is populated first, see populate.h. Large columns are in huge pages and come out of those that
/// others gave up, see pagepool.h.
///
/// A view() has its values elsewhere, in a mapped file, and may only be read.
template <typename T>
class Column {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    Column() = default;
    explicit Column(std::size_t size)
        : m_data(static_cast<T*>(detail::allocatePages(size * sizeof(T))))
        , m_size(size)
    {}
    Column(std::size_t size, T fillValue)
        : Column(size)
    {
        populate(0, size);
        std::fill(begin(), end(), fillValue);
    }
    Column(Column&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
        , m_owner(std::move(other.m_owner))
    {}
    Column& operator=(Column&& other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_owner, other.m_owner);
        return *this;
    }
    ~Column()
    {
        if (!m_owner)
            detail::releasePages(m_data, m_size * sizeof(T));
    }
    /// The values at `data`, which `owner` keeps there.
    static Column view(std::shared_ptr<const void> owner, const T* data, std::size_t size)
    {
        Column column;
        column.m_owner = std::move(owner);
        column.m_data = const_cast<T*>(data);
        column.m_size = size;
        return column;
    }

    /// Keeps the content; new elements are zero. Pointers become invalid.
    void resize(std::size_t size)
    {
        assert(!m_owner);
        m_data = static_cast<T*>(detail::resizePages(m_data, m_size * sizeof(T), size * sizeof(T)));
        m_size = size;
    }
    void clear() { *this = Column(); }
    /// Says that the elements [first, end) are about to be written, each of them: their pages then come in one go.
    void populate(std::size_t first, std::size_t end) { detail::populatePages(m_data + first, m_data + end); }

    bool isView() const { return m_owner != nullptr; }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    T* data() { return m_data; }
    const T* data() const { return m_data; }
    T* begin() { return m_data; }
    T* end() { return m_data + m_size; }
    const T* begin() const { return m_data; }
    const T* end() const { return m_data + m_size; }
    T& operator[](std::size_t i) { return m_data[i]; }
    const T& operator[](std::size_t i) const { return m_data[i]; }
    operator std::span<const T>() const { return {m_data, m_size}; }

private:
    T* m_data = nullptr;
    std::size_t m_size = 0;
    std::shared_ptr<const void> m_owner; ///< of a view
};

} // namespace heapwise
