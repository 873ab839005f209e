// SPDX-License-Identifier: BSD-3-Clause
/// Reads the shapes file.
/// Layer: bench.
#include <engine/shape.hpp>

#include <charconv>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string_view>

namespace convolt::bench {

namespace {

constexpr std::string_view header =
    "id\tkind\tnd\tbatch\tin_spatial\tcin\tcout\tkernel\tstride\tdilation\tpad_lo\tpad_hi\tgroups\tdtype\tfamily"
    "\tover\tseries\tnote";
constexpr std::size_t cells_without_note = 17;

index to_number(std::string const& text, index least) {
  index value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    throw std::runtime_error("'" + text + "' is not an integer");
  }
  if (value < least) { throw std::runtime_error("'" + text + "' is less than " + std::to_string(least)); }
  return value;
}

extents to_extents(std::string const& text, std::size_t rank, index least) {
  extents values;
  for (std::string const& part : split(text, ',')) { values.push_back(to_number(part, least)); }
  if (values.size() != rank) { throw std::runtime_error("'" + text + "' needs one value for each spatial axis"); }
  return values;
}

bool one_of(std::string const& word, char const* no, char const* yes) {
  if (word != no && word != yes) {
    throw std::runtime_error("'" + word + "' is neither '" + no + "' nor '" + yes + "'");
  }
  return word == yes;
}

element to_element(std::string const& word) {
  std::string known;
  for (auto const& e : elements) {
    if (e.name == word) { return e.kind; }
    known += ' ' + std::string(e.name);
  }
  throw std::runtime_error("'" + word + "' is none of the element types" + known);
}

std::string const& filled(std::string const& word, char const* column) {
  if (word.empty()) { throw std::runtime_error(std::string("the column ") + column + " is empty"); }
  return word;
}

shape to_shape(std::string const& line) {
  std::vector<std::string> const cell = split(line, '\t');
  if (cell.size() < cells_without_note) {
    throw std::runtime_error("a row has at least " + std::to_string(cells_without_note) + " cells");
  }
  auto const rank = static_cast<std::size_t>(to_number(cell[2], 1));
  if (rank > 3) { throw std::runtime_error("the peers have at most 3 spatial axes"); }
  shape s;
  s.id = filled(cell[0], "id");
  s.transposed = one_of(cell[1], "conv", "convT");
  s.batch = to_number(cell[3], 1);
  s.input = to_extents(cell[4], rank, 1);
  s.in_channels = to_number(cell[5], 1);
  s.out_channels = to_number(cell[6], 1);
  s.kernel = to_extents(cell[7], rank, 1);
  s.stride = to_extents(cell[8], rank, 1);
  s.dilation = to_extents(cell[9], rank, 1);
  s.pad_lo = to_extents(cell[10], rank, 0);
  s.pad_hi = to_extents(cell[11], rank, 0);
  s.groups = to_number(cell[12], 1);
  s.numbers = to_element(cell[13]);
  s.family = filled(cell[14], "family");
  s.over = cell[15];
  s.series = filled(cell[16], "series");
  if (s.in_channels % s.groups != 0 || s.out_channels % s.groups != 0) {
    throw std::runtime_error("the groups do not divide the channels");
  }
  for (index const extent : output_extents(s)) {
    if (extent < 1) { throw std::runtime_error("the output is empty"); }
  }
  static_cast<void>(value_over(s, s.over));  // that the word is one
  return s;
}

}  // namespace

extents output_extents(shape const& s) {
  extents output;
  for (std::size_t d = 0; d < s.rank(); ++d) {
    index const window = (s.kernel[d] - 1) * s.dilation[d] + 1;
    index const pads = s.pad_lo[d] + s.pad_hi[d];
    index const room = s.input[d] + pads - window;
    if (s.transposed) {
      output.push_back((s.input[d] - 1) * s.stride[d] + window - pads);
    } else {
      output.push_back(room < 0 ? 0 : room / s.stride[d] + 1);
    }
  }
  return output;
}

double nominal_multiply_adds(shape const& s) {
  extents const positions = s.transposed ? s.input : output_extents(s);
  auto count = static_cast<double>(s.batch * s.in_channels * (s.out_channels / s.groups));
  for (std::size_t d = 0; d < s.rank(); ++d) { count *= static_cast<double>(positions[d] * s.kernel[d]); }
  return count;
}

double value_over(shape const& s, std::string const& word) {
  if (word == "products") { return nominal_multiply_adds(s); }
  if (word == "size") {
    auto count = static_cast<double>(s.batch * s.in_channels);
    for (index const extent : s.input) { count *= static_cast<double>(extent); }
    return count;
  }
  if (word == "channels") { return static_cast<double>(s.in_channels); }
  if (word == "groups") { return static_cast<double>(s.groups); }
  if (word == "kernel") { return static_cast<double>(s.kernel.back()); }
  if (word == "stride") { return static_cast<double>(s.stride.back()); }
  if (word == "dilation") { return static_cast<double>(s.dilation.back()); }
  throw std::runtime_error("'" + word + "' is no number of a row that a family could be drawn over");
}

index total_stride(shape const& s) {
  index product = 1;
  for (index const stride : s.stride) { product *= stride; }
  return product;
}

std::vector<std::string> split(std::string const& text, char separator) {
  std::vector<std::string> parts(1);
  for (char const c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::vector<shape> read_shapes(std::filesystem::path const& file) {
  std::ifstream stream(file);
  if (!stream) { throw std::runtime_error("cannot open " + file.string()); }
  std::string line;
  if (!std::getline(stream, line) || line != header) {
    throw std::runtime_error(file.string() + ": the first line must be the column names: " + std::string(header));
  }
  std::vector<shape> shapes;
  std::set<std::string> known;
  std::map<std::string, std::string> axis_of;  // of a family
  for (int number = 2; std::getline(stream, line); ++number) {
    if (line.empty()) { continue; }
    try {
      shapes.push_back(to_shape(line));
      if (!known.insert(shapes.back().id).second) { throw std::runtime_error("there is a row of that id already"); }
      shape const& s = shapes.back();
      if (axis_of.emplace(s.family, s.over).first->second != s.over) {
        throw std::runtime_error("rows of the family " + s.family + " above are over " + axis_of[s.family]);
      }
    } catch (std::runtime_error const& fault) {
      throw std::runtime_error(file.string() + ", line " + std::to_string(number) + ": " + fault.what());
    }
  }
  return shapes;
}

}  // namespace convolt::bench
