// SPDX-License-Identifier: BSD-3-Clause
/// Transforms of lines side by side: each lane is a line of its own.
#include <convolt/engine/fft/columns.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>
#include <unit/engine/fft/lines_of_numbers.hpp>

#include <complex>
#include <vector>

namespace {

namespace test = convolt::test;
using convolt::index;
using convolt::engine::aligned_array;
using convolt::engine::default_arch;

TEMPLATE_TEST_CASE("every lane is the transform of its line", "", float, double) {
  using T = TestType;
  index const width = static_cast<index>(convolt::engine::lanes<T, default_arch>);
  for (index const n : {1, 2, 3, 4, 5, 7, 12, 23, 35}) {
    convolt::engine::fft::column_transform<T, default_arch> const t(n);
    aligned_array<T> a(t.work_size()), b(t.work_size());
    std::vector<test::complex_line<T>> lines;
    for (index l = 0; l < width; ++l) {
      lines.push_back(test::random_line<T>(n, static_cast<unsigned>(100 * n + l)));
      for (index i = 0; i < n; ++i) {
        a.data()[2 * width * i + l] = lines.back().re[static_cast<std::size_t>(i)];
        a.data()[2 * width * i + width + l] = lines.back().im[static_cast<std::size_t>(i)];
      }
    }
    T const* const y = t.run(a.data(), b.data());
    CHECK((y == a.data() || y == b.data()));
    for (index const l : {index{0}, width - 1}) {
      auto const& line = lines[static_cast<std::size_t>(l)];
      for (index k = 0; k < n; ++k) {
        std::complex<long double> const got(static_cast<long double>(y[2 * width * k + l]),
                                            static_cast<long double>(y[2 * width * k + width + l]));
        CAPTURE(n, l, k);
        CHECK(static_cast<double>(std::abs(got - test::sum_at(line, k))) <=
              test::relative_error<T>(n) * test::length_of(line) * std::sqrt(static_cast<double>(n)));
      }
    }
  }
}

}  // namespace
