// SPDX-License-Identifier: BSD-3-Clause
/// Units of columns, wherever programs write them; what looks like one and is not known is never taken for 1.
#include <convolt/io/csv_header.hpp>

#include <support/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

struct spike : convolt::base_unit<"spike"> {};

namespace {

namespace io = convolt::io;

/// `name [unit]` of each column, one after another, and the line that follows.
std::string heads(std::string_view text, std::vector<convolt::any_unit> const& more = {}) {
  io::detail::csv_lines lines("x.csv", text);
  std::string found;
  for (auto const& head : io::detail::csv_header(lines, more).names_and_units()) {
    found += head.name + " [" + convolt::to_string(head.unit) + "] ";
  }
  return found + (lines.empty() ? "" : std::string(lines.next().front()));
}

std::string complaint(std::string_view text) {
  try {
    return heads(text);
  } catch (io::io_error const& e) {
    std::string const what = e.what();
    return what.substr(what.find("x.csv: ") + 7);
  }
}

TEST_CASE("units stand in brackets of either kind, of some columns or of all") {
  CHECK(heads("time (ms),v (mV)\n0,1") == "time [ms] v [mV] 0");
  CHECK(heads("t [ms], i [ nA/cm^2 ], n\n0,1,2") == "t [ms] i [nA/cm^2] n [1] 0");
  CHECK(heads("t(ms),g (mS/(cm^2*ms)), x [-]\n0,1,2") == "t [ms] g [mS/(cm^2*ms)] x [1] 0");
  CHECK(heads("v(t) (mV)\n0") == "v(t) [mV] 0");
  CHECK(heads("v (soma) [mV], f (x) scaled\n0, 1") == "v (soma) [mV] f (x) scaled [1] 0");
  CHECK(heads("\"time (ms)\",\"a, b (\xC2\xB5V)\"\n0,1") == "time [ms] a, b [uV] 0");
  CHECK(heads("rate [spike/s]", {spike{}}) == "rate [spike/s] ");
}

TEST_CASE("units stand after a slash with blanks, where all columns have one") {
  CHECK(heads("time / ms,v / mV\n0,1") == "time [ms] v [mV] 0");
  CHECK(heads("j / uA/cm^2\n0") == "j [uA/cm^2] 0");
  CHECK(heads("t, v / mV\n0,1") == "t [1] v / mV [1] 0");
  CHECK(heads("t [ms], v / mV\n0,1") == "t [ms] v / mV [1] 0");
  CHECK(heads("t/ms,v/mV\n0,1") == "t/ms [1] v/mV [1] 0");
  CHECK(heads("t, dF/F\n0,1") == "t [1] dF/F [1] 0");
}

TEST_CASE("units stand in a second line") {
  CHECK(heads("time,v\nms,mV\n0,1") == "time [ms] v [mV] 0");
  CHECK(heads("time,v,n,x\n[ms],(mV),,-\n0,1,2,3") == "time [ms] v [mV] n [1] x [1] 0");
  CHECK(heads("t,f,r,n\ns,1/ms,%,1\n7,1,2,3") == "t [s] f [1/ms] r [%] n [1] 7");
  CHECK(heads("v(t), dF / F\nmV,1\n0,1") == "v(t) [mV] dF / F [1] 0");
  CHECK(heads("t,n\nnan,inf\n") == "t [1] n [1] nan");
  CHECK(heads("t,n\n1,1\n2,2") == "t [1] n [1] 1");
  CHECK(heads("t\n\n") == "t [1] ");
}

TEST_CASE("what looks like a unit and is not known is refused with its column") {
  auto const begins = [](std::string const& text, std::string_view with) {
    return text.substr(0, with.size()) == with;
  };
  CHECK(begins(complaint("t [ms], a [mQ]\n0,1\n"), "line 1, column 2 (a) has a unit that is not understood; got 'mQ'"));
  CHECK(begins(complaint("t (ms), a (soma)\n"), "line 1, column 2 (a) has a unit that is not understood; got 'soma'"));
  CHECK(begins(complaint("a ()\n"), "line 1, column 1 (a) has a unit that is not understood; got ''"));
  CHECK(begins(complaint("t / ms, b / soma\n"), "line 1, column 2 (b) has a unit that is not understood"));
  CHECK(begins(complaint("t,v\nms,mvolt\n0,1"),
               "line 2, column 2 (v) has neither a number nor a unit that is understood; got 'mvolt'"));
  CHECK(begins(complaint("t,v\nNA,NA\n0,1"), "line 2, column 1 (t) has neither a number nor a unit"));
  CHECK(begins(complaint("a, b [mV\n1, 2\n"),
               "line 1, column 2 has a unit without its ]; expected name [unit], got 'b [mV'"));
  CHECK(begins(complaint("a mV)\n1\n"), "line 1, column 1 has no ( before its ); expected name (unit), got 'a mV)'"));
  CHECK(begins(complaint("a [mV] x\n1\n"), "line 1, column 1 has a unit without its ]"));
}

TEST_CASE("a ratio with blanks is not taken for a unit") {
  CHECK(complaint("dF / F\n").find("column 1 can be a ratio") != std::string::npos);
  CHECK(complaint("t / s, \xCE\x94"
                  "F / F\n")
            .find("column 2 can be a ratio") != std::string::npos);
  CHECK(heads("t / s, \"dF/F\"\n") == "t / s [1] dF/F [1] ");
}

}  // namespace
