// SPDX-License-Identifier: BSD-3-Clause
/// Writes recordings of any size as a dataset of an HDF5 file, with unit, rate and start as attributes. Without HDF5
/// this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/core/finite.hpp>
#include <convolt/io/file.hpp>
#include <convolt/io/hdf5/dataset.hpp>
#include <convolt/io/hdf5/reserve.hpp>
#include <convolt/io/recording/cuts.hpp>
#include <convolt/io/recording/raw.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/sampled.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace convolt::io {

/// What an HDF5 file is to say of its samples beside their unit and rate.
struct hdf5_writer_options {
  checked_index channels = 1;  ///< any integer says it, `r.channel_count()` too
  quantity<second, double> start = tag(0., second{});
  /// float32 or float64: of which type the numbers in the file are.
  number_kind numbers = number_kind::float32;
};

/// Writes numbers in a unit, (time, channel), piece after piece, as a dataset with the attributes unit, rate (in Hz)
/// and start (in s). The file appears under its name in commit(); without that nothing is left of it.
class hdf5_writer {
 public:
  /// `hdf5_writer("lfp.h5", "lfp", uV, 1. * kHz, {.channels = 4})`. Throws io_error where the file cannot be made,
  /// parameter_error for a rate or channels that are not positive, and a start that is not finite.
  template <AnyUnit U, detail::Rate R>
  hdf5_writer(std::filesystem::path const& path, std::string const& dataset, U const& unit, R const& rate,
              hdf5_writer_options const& options = {})
      : place_(path, where), unit_(unit), options_(options), name_(dataset) {
    double const hertz_of = detail::in_hertz(rate).raw();
    check(hertz_of);
    detail::hdf5_session const session;
    reserve(0);
    file_ = detail::hdf5_handle(H5Fcreate(place_.temporary().string().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                                H5Fclose);
    if (!file_) { fail("the file cannot be made"); }
    reserve(0);  // again: making the file has emptied it
    make_dataset();
    write_text("unit", to_string(unit));
    write_number("rate", hertz_of);
    write_number("start", options.start.raw());
  }

  /// The next samples, converted to the unit of the file. Throws unit_error, shape_error for another number of
  /// channels, io_error.
  template <Operand Q>
    requires(ArrayExpression<wrapped_t<Q>> && std::floating_point<element_t<Q>>)
  void write(Q const& q) {
    auto const numbers = quantities::owned(in(q, unit_));
    std::vector<hsize_t> const count(numbers.shape().begin(), numbers.shape().end());
    append(count, detail::kind_of_type<element_t<Q>>(), numbers.data());
  }
  template <AnySampled S>
  void write(S const& s) {
    write(s.quantity());
  }

  /// How many samples were written of each channel.
  index samples() const { return samples_; }

  /// Completes the file and puts it in its place. Throws io_error, after which nothing is left of it.
  void commit() {
    {
      detail::hdf5_session const session;
      if (!std::exchange(whole_, false)) { place_.fail("something was not written before, or it is there already"); }
      if (!dataset_.close() || !file_.close()) { fail("the disk may be full"); }
      give_back_room();
    }
    place_.commit();
  }

 private:
  static constexpr std::string_view where = "hdf5_writer";

  void check(double rate) const {
    using quantities::number_text;
    bool const kind = options_.numbers == number_kind::float32 || options_.numbers == number_kind::float64;
    if (!detail::is_channel_count(options_.channels)) {
      refuse("channels", "must be positive, and not millions", detail::text_of(options_.channels));
    }
    if (!kind) { refuse("numbers", "must be float32 or float64", name_of(options_.numbers)); }
    if (!bits::is_finite(options_.start.raw())) {
      refuse("start", "must be finite", number_text(options_.start.raw()) + " s");
    }
    if (!bits::is_finite(rate) || !(rate > 0.)) {
      refuse("rate", "must be positive and finite", number_text(rate) + " Hz");
    }
  }
  [[noreturn]] static void refuse(char const* argument, char const* problem, std::string actual) {
    throw parameter_error({.category = "bad_hdf5_options",
                           .where = "io::hdf5_writer",
                           .argument = argument,
                           .problem = problem,
                           .actual = std::move(actual)});
  }
  [[noreturn]] void fail(std::string const& reason) const {
    throw_io_error(place_.path(), {.category = "file_not_writable",
                                   .where = where,
                                   .problem = "cannot be written",
                                   .actual = reason + " (" + detail::hdf5_reason() + ")"});
  }

  /// Room for so many more bytes of numbers, for chunks that are not full, and for what HDF5 adds.
  void reserve(hsize_t numbers) const {
    constexpr hsize_t added = hsize_t{1} << 20;
    hsize_t now = 0;
    if (file_) { H5Fget_filesize(file_.get(), &now); }
    hsize_t const row = static_cast<hsize_t>(options_.channels.value) * size_of(options_.numbers);
    std::string const reason = detail::reserve_room(place_.temporary(), now + numbers + numbers / 8 + 2 * row + added);
    if (!reason.empty()) { place_.fail(reason); }
  }
  /// The file ends where HDF5's numbers do.
  void give_back_room() const {
    detail::hdf5_handle const file(H5Fopen(place_.temporary().string().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    haddr_t end = 0;
    std::error_code ignored;
    if (H5Fget_eoa(file.get(), &end) >= 0 && end > 0) {
      std::filesystem::resize_file(place_.temporary(), end, ignored);
    }
  }

  /// Chunks of about 256 kB, with all channels.
  void make_dataset() {
    hsize_t const width = static_cast<hsize_t>(options_.channels.value);
    hsize_t const tall = std::max<hsize_t>(1, (hsize_t{1} << 18) / (width * size_of(options_.numbers)));
    std::array<hsize_t, 2> const none{0, width}, most{H5S_UNLIMITED, width}, chunk{tall, width};
    detail::hdf5_handle const space(H5Screate_simple(2, none.data(), most.data()), H5Sclose);
    detail::hdf5_handle const made(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    detail::hdf5_handle const links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_chunk(made.get(), 2, chunk.data());
    H5Pset_create_intermediate_group(links.get(), 1);
    dataset_ = detail::hdf5_handle(
        H5Dcreate2(file_.get(), name_.c_str(), type(), space.get(), links.get(), made.get(), H5P_DEFAULT), H5Dclose);
    if (!dataset_) { fail(printable(name_) + " cannot be made"); }
  }
  hid_t type() const { return detail::hdf5_type(options_.numbers); }

  void write_text(char const* name, std::string const& text) {
    detail::hdf5_handle const kind(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(kind.get(), H5T_VARIABLE);  // what h5py reads as text, and not as bytes
    H5Tset_cset(kind.get(), H5T_CSET_UTF8);
    char const* const characters = text.c_str();
    write_attribute(name, kind.get(), &characters);
  }
  void write_number(char const* name, double x) { write_attribute(name, H5T_NATIVE_DOUBLE, &x); }
  void write_attribute(char const* name, hid_t kind, void const* value) {
    detail::hdf5_handle const space(H5Screate(H5S_SCALAR), H5Sclose);
    detail::hdf5_handle const attribute(H5Acreate2(dataset_.get(), name, kind, space.get(), H5P_DEFAULT, H5P_DEFAULT),
                                        H5Aclose);
    if (!attribute || H5Awrite(attribute.get(), kind, value) < 0) { fail(std::string(name) + " cannot be written"); }
  }

  void append(std::vector<hsize_t> const& count, number_kind kind, void const* numbers) {
    if (count.size() != 2 || count[1] != static_cast<hsize_t>(options_.channels.value)) {
      throw shape_error(
          {.category = "recording_shape",
           .where = "io::hdf5_writer::write",
           .argument = place_.path().string() + ":",
           .problem = "needs (time, channel)",
           .expected = "any number of samples of " + std::to_string(options_.channels.value) + " channels",
           .actual = list_text(count)});
    }
    if (count[0] == 0) { return; }
    detail::hdf5_session const session;
    bool const whole_before = std::exchange(whole_, false);  // and so it stays where something throws
    reserve(count[0] * count[1] * size_of(options_.numbers));
    std::array<hsize_t, 2> const first{static_cast<hsize_t>(samples_), 0};
    std::array<hsize_t, 2> const all{first[0] + count[0], count[1]};
    if (H5Dset_extent(dataset_.get(), all.data()) < 0) { fail("the disk may be full"); }
    detail::hdf5_handle const space(H5Dget_space(dataset_.get()), H5Sclose);
    detail::hdf5_handle const memory(H5Screate_simple(2, count.data(), nullptr), H5Sclose);
    H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr);
    if (H5Dwrite(dataset_.get(), detail::hdf5_type(kind), memory.get(), space.get(), H5P_DEFAULT, numbers) < 0) {
      fail("the disk may be full");
    }
    samples_ += static_cast<index>(count[0]);
    whole_ = whole_before;
  }

  detail::unfinished_file place_;
  any_unit unit_;
  hdf5_writer_options options_;
  std::string name_;
  detail::hdf5_handle file_;
  detail::hdf5_handle dataset_;
  index samples_ = 0;
  bool whole_ = true;  ///< all that was to be written is there: nothing failed, and commit() was not called
};

}  // namespace convolt::io

#endif
