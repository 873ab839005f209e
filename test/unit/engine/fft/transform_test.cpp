// SPDX-License-Identifier: BSD-3-Clause
/// What every transform says of itself.
#include <convolt/engine/fft/transform.hpp>

#include <convolt/engine/fft/reference.hpp>
#include <support/catch.hpp>

#include <memory>

namespace {

struct here {};
namespace fft = convolt::engine::fft;

TEST_CASE("lines of real numbers have half as many frequencies") {
  auto const frequencies = [](convolt::index size, fft::line_of kind) {
    std::shared_ptr<fft::transform<double> const> const t =
        std::make_shared<fft::reference_transform<double, here>>(size, kind);
    CHECK(t->size() == size);
    CHECK(t->kind() == kind);
    return t->frequencies();
  };
  CHECK(frequencies(8, fft::line_of::complex_numbers) == 8);
  CHECK(frequencies(8, fft::line_of::real_numbers) == 5);
  CHECK(frequencies(7, fft::line_of::real_numbers) == 4);
  CHECK(frequencies(1, fft::line_of::real_numbers) == 1);
}

}  // namespace
