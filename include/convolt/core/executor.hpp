// SPDX-License-Identifier: BSD-3-Clause
/// Who does the work: an executor runs the shares of a piece of work, on as many threads as it likes. The library
/// starts no threads unasked; results have the same bits whoever does the work.
/// Layer: core.
#pragma once

#include <convolt/core/index.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

namespace convolt {

/// The work: a function of the number of a share. It looks at the function, which must outlive it.
class task_ref {
 public:
  template <class F>
    requires(!std::same_as<std::remove_cv_t<F>, task_ref> && std::invocable<F&, index>)
  task_ref(F& function)  // NOLINT(google-explicit-constructor): every such function is a task
      : function_(const_cast<void*>(static_cast<void const volatile*>(std::addressof(function)))),
        call_([](void* f, index share) { static_cast<void>((*static_cast<F*>(f))(share)); }) {}

  void operator()(index share) const { call_(function_, share); }

 private:
  void* function_;
  void (*call_)(void*, index);
};

/// Something that can run shares. `run(count, task)` calls task(0) to task(count - 1), each exactly once, in any order
/// and on any threads, and returns when all have returned. If some throw, it throws what one of them has thrown, after
/// the others have returned or been given up. `concurrency()` is how many shares can run at the same time.
template <class E>
concept Executor = requires(E const& executor, index count, task_ref task) {
  { executor.concurrency() } -> std::convertible_to<index>;
  executor.run(count, task);
};

/// The calling thread, and no other.
struct serial_executor {
  static constexpr index concurrency() noexcept { return 1; }
  static void run(index count, task_ref task) {
    for (index i = 0; i < count; ++i) { task(i); }
  }
};
inline constexpr serial_executor serial{};

/// Any executor, as an argument. It looks at the executor, which must outlive it; those that are no more than a number
/// are copied, and need not. By default the calling thread.
class executor_ref {
  template <class E>
  static constexpr bool is_copied =
      std::is_trivially_copyable_v<E> && sizeof(E) <= sizeof(void*) && alignof(E) <= alignof(void*);
  template <class E>
  static constexpr bool is_other = Executor<E> && !std::same_as<E, executor_ref>;

 public:
  constexpr executor_ref() = default;

  template <class E>
    requires(is_other<E> && !is_copied<E>)
  executor_ref(E const& executor)  // NOLINT(google-explicit-constructor): every executor is one
      : object_(std::addressof(executor)), functions_(&functions_of<E>) {}
  template <class E>
    requires(is_other<E> && !is_copied<E>)
  executor_ref(E const&& executor) = delete;  // the executor would be gone before it is asked

  template <class E>
    requires(is_other<E> && is_copied<E>)
  executor_ref(E const& executor)  // NOLINT(google-explicit-constructor): every executor is one
      : functions_(&functions_of<E>) {
    std::construct_at(reinterpret_cast<E*>(bytes_), executor);
  }

  [[nodiscard]] index concurrency() const { return functions_ == nullptr ? 1 : functions_->concurrency(*this); }
  void run(index count, task_ref task) const {
    if (functions_ == nullptr) {
      serial.run(count, task);
    } else {
      functions_->run(*this, count, task);
    }
  }

 private:
  struct functions {
    index (*concurrency)(executor_ref const&);
    void (*run)(executor_ref const&, index, task_ref);
  };

  template <class E>
  E const& as() const {
    if constexpr (is_copied<E>) {
      return *std::launder(reinterpret_cast<E const*>(bytes_));
    } else {
      return *static_cast<E const*>(object_);
    }
  }
  template <class E>
  static index concurrency_of(executor_ref const& executor) {
    return static_cast<index>(executor.as<E>().concurrency());
  }
  template <class E>
  static void run_on(executor_ref const& executor, index count, task_ref task) {
    executor.as<E>().run(count, task);
  }
  template <class E>
  static constexpr functions functions_of{&concurrency_of<E>, &run_on<E>};

  union {
    void const* object_ = nullptr;
    alignas(void*) std::byte bytes_[sizeof(void*)];
  };
  functions const* functions_ = nullptr;
};

}  // namespace convolt
