// SPDX-License-Identifier: BSD-3-Clause
/// Calls that all ranks make together, and that may be wrong on one of them. Before anything is sent all ranks hear of
/// it, and every one throws, with the rank at fault in the message: nobody is left waiting for a message that will not
/// come.
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dist/ranks.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace convolt::dist {

/// What `local()` complains about, or nothing.
template <class F>
std::string complaint_of(F const& local) {
  try {
    local();
  } catch (std::exception const& e) {
    std::string const what = e.what();
    return what.empty() ? "failed" : what;
  } catch (...) { return "failed"; }
  return {};
}

[[noreturn]] inline void throw_fault_on_rank(std::string_view where, index rank, std::string complaint) {
  throw parameter_error({.category = "fault_on_rank",
                         .where = std::string(where),
                         .problem = detail::joined({"rank ", std::to_string(rank), ": ", complaint})});
}

/// Throws parameter_error "fault_on_rank" on every rank, with the complaint of `faulty`.
[[noreturn]] inline void throw_together(ranks const& all, std::string_view where, index faulty, std::string complaint) {
  auto size = static_cast<std::uint64_t>(complaint.size());
  all.broadcast(&size, sizeof(size), faulty);
  complaint.resize(static_cast<std::size_t>(size));
  all.broadcast(complaint.data(), complaint.size(), faulty);
  throw_fault_on_rank(where, faulty, std::move(complaint));
}

/// What each rank does for itself. If that throws on any of them, all throw parameter_error "fault_on_rank" that names
/// the first one.
template <class F>
void all_or_none(ranks const& all, std::string_view where, F const& local) {
  std::string complaint = complaint_of(local);
  index const faulty = all.least(complaint.empty() ? all.count() : all.rank());
  if (faulty < all.count()) { throw_together(all, where, faulty, std::move(complaint)); }
}

/// A number for what all ranks must have in common (Fowler, Noll and Vo's FNV-1a hash): two calls that differ have the
/// same one by chance only.
class fingerprint {
 public:
  void add(index number) noexcept {
    for (int i = 0; i < 8; ++i) { add_byte(static_cast<std::uint64_t>(number) >> (8 * i) & 0xff); }
  }
  void add(std::string_view text) noexcept {
    for (char const c : text) { add_byte(static_cast<unsigned char>(c)); }
    add(static_cast<index>(text.size()));
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

 private:
  void add_byte(std::uint64_t byte) noexcept { value_ = (value_ ^ byte) * 0x100000001b3; }
  std::uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace convolt::dist

#endif
