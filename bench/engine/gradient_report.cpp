// SPDX-License-Identifier: BSD-3-Clause
/// Writes the gradients.
/// Layer: bench.
#include <engine/gradients.hpp>
#include <engine/report.hpp>

#include <cmath>
#include <fstream>
#include <ostream>

namespace convolt::bench {

namespace {

std::string line(std::vector<std::string> const& cells) {
  std::string text = left(cells[0], 16);
  for (std::size_t i = 1; i <= 5; ++i) { text += right(cells[i], i % 2 == 1 && i > 1 ? 9 : 13); }
  return text + "  " + cells[6] + '\n';
}

double mean_of(std::vector<gradient_row> const& rows, double gradient_row::*ratio) {
  std::vector<row> ratios;
  for (gradient_row const& r : rows) {
    ratios.emplace_back();
    ratios.back().ratio = r.*ratio;
  }
  return geometric_mean(ratios);
}

}  // namespace

bool has_gradients(element numbers) { return numbers != element::c64_by_f32 && numbers != element::i16_to_i32; }

std::string verdict_on(gradient_row const& r) {
  std::string beyond;
  if (!(r.input_ratio <= wanted_gradient)) { beyond += " input"; }
  if (!(r.weights_ratio <= wanted_gradient)) { beyond += " weights"; }
  return beyond.empty() ? "met" : "over:" + beyond;
}

void print_gradients_header(std::ostream& out) {
  out << "ratio: time of the gradient over that of the forward convolution; wanted are " << number(wanted_gradient, 1)
      << " at most\n"
      << line({"id", "forward us", "input us", "ratio", "weights us", "ratio", "verdict"});
}

void print_gradients(std::ostream& out, gradient_row const& r) {
  out << line({r.id, number(r.forward_us, 3), number(r.input_us, 3), number(r.input_ratio, 2), number(r.weights_us, 3),
               number(r.weights_ratio, 2), verdict_on(r)})
      << std::flush;
}

void print_gradients_footer(std::ostream& out, std::vector<gradient_row> const& rows) {
  out << line({"geomean", "", "", number(mean_of(rows, &gradient_row::input_ratio), 3), "",
               number(mean_of(rows, &gradient_row::weights_ratio), 3), ""});
}

void write_gradients(std::filesystem::path const& file, std::vector<gradient_row> const& rows) {
  std::ofstream out = open_output(file);
  out << "id\tforward_us\tinput_us\tinput_ratio\tweights_us\tweights_ratio\tverdict\n";
  for (gradient_row const& r : rows) {
    out << r.id << '\t' << number(r.forward_us, 3) << '\t' << number(r.input_us, 3) << '\t' << number(r.input_ratio, 3)
        << '\t' << number(r.weights_us, 3) << '\t' << number(r.weights_ratio, 3) << '\t' << verdict_on(r) << '\n';
  }
}

}  // namespace convolt::bench
