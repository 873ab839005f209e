// SPDX-License-Identifier: BSD-3-Clause
/// A program that names things in signatures by convolt/fwd.hpp, and uses them where they are defined. See check_fwd.
/// CONVOLT_DEFINED_FIRST: the definitions come before the declarations. CONVOLT_WRONG: another declaration than that of
/// the library.
#if defined(CONVOLT_DEFINED_FIRST)
#include <convolt/convolt.hpp>
#include <convolt/neuro/spike_trains.hpp>
#endif

#include <convolt/fwd.hpp>

#include <cstddef>

#if defined(CONVOLT_WRONG)
namespace convolt {
template <class U>
class quantity;
}  // namespace convolt
#endif

namespace model {

using convolt::units::ms, convolt::units::mV, convolt::units::nS, convolt::units::pA;
using volts = convolt::quantity<convolt::milli<convolt::volt>, double>;
using times = convolt::axis<convolt::milli<convolt::second>>;
using trace = convolt::sampled<convolt::milli<convolt::volt>, float, convolt::no_axis_t, times>;

/// Layers, also as members behind a pointer.
struct net {
  convolt::nn::Conv1d<nS, pA>* encoder;
  convolt::nn::ConvTranspose2d<nS, convolt::nn::no_bias, double>* decoder;
  convolt::nn::ScaledWSConv3d<>* scaled;
  convolt::nn::Conv1d<convolt::nn::run_time_unit>* loaded;
  convolt::nn::lucid::ConvTranspose1d<>* torch;
  convolt::nn::adam<convolt::nn::Conv1d<nS, pA>>* adam;
  convolt::nn::sgd<convolt::nn::Conv1d<nS, pA>>* sgd;
  convolt::nn::momentum<convolt::nn::Conv1d<nS, pA>, convolt::dimensionless>* momentum;
};

volts twice(volts const& v);
std::size_t count(times const& t);
std::size_t count(trace const& x);
convolt::any_unit unit(convolt::quantity<convolt::any_unit, double> const& v);
convolt::index channels(net const& n);
std::size_t events(convolt::neuro::spike_train const&, convolt::neuro::spike_trains const&);
bool fails(convolt::error const& e);
bool fails(convolt::unit_error const&, convolt::shape_error const&, convolt::parameter_error const&,
           convolt::type_error const&, convolt::text_error const&);
convolt::index threads_of(convolt::threads const&, convolt::serial_executor const&, convolt::executor_ref);
void windows(convolt::steps const&, convolt::padding const&, convolt::raw_padding const&,
             convolt::forward_padding const&, convolt::dimension_numbers const&);
void options(convolt::lax::precision const&, convolt::lax::conv_options const&,
             convolt::lax::conv_general_dilated_options const&, convolt::lax::conv_transpose_options const&,
             convolt::lax::patches_options const&, convolt::lax::no_bias_t);
void options(convolt::nn::conv_options const&, convolt::nn::scaled_ws_conv_options const&,
             convolt::nn::conv_transpose_options const&, convolt::nn::lucid::conv_transpose_options const&);
template <class Types>
convolt::index rank(convolt::lax::convolution_plan<Types> const& plan);

}  // namespace model

#include <convolt/convolt.hpp>
#include <convolt/neuro/spike_trains.hpp>

namespace model {

static_assert(sizeof(volts) == sizeof(double), "a declaration before it changes nothing");

volts twice(volts const& v) { return v + v; }
std::size_t count(times const& t) { return t.size(); }
std::size_t count(trace const& x) { return x.axis<1>().size(); }
convolt::any_unit unit(convolt::quantity<convolt::any_unit, double> const& v) { return v.unit(); }
convolt::index channels(net const& n) {
  return n.encoder->weight().raw().shape(0) > 0 && n.decoder->trainable() && n.scaled->trainable() &&
                 n.loaded->trainable() && n.torch->trainable() && n.adam != nullptr && n.sgd != nullptr &&
                 n.momentum != nullptr
             ? 1
             : 0;
}
std::size_t events(convolt::neuro::spike_train const& one, convolt::neuro::spike_trains const& many) {
  return one.size() + many.total();
}
bool fails(convolt::error const& e) { return !e.category().empty(); }
bool fails(convolt::unit_error const& a, convolt::shape_error const& b, convolt::parameter_error const& c,
           convolt::type_error const& d, convolt::text_error const& e) {
  return fails(a) && fails(b) && fails(c) && fails(d) && e.position() == 0;
}
convolt::index threads_of(convolt::threads const& pool, convolt::serial_executor const& alone,
                          convolt::executor_ref e) {
  return pool.concurrency() + alone.concurrency() + e.concurrency();
}
void windows(convolt::steps const&, convolt::padding const&, convolt::raw_padding const&,
             convolt::forward_padding const&, convolt::dimension_numbers const&) {}
void options(convolt::lax::precision const&, convolt::lax::conv_options const&,
             convolt::lax::conv_general_dilated_options const&, convolt::lax::conv_transpose_options const&,
             convolt::lax::patches_options const&, convolt::lax::no_bias_t) {}
void options(convolt::nn::conv_options const&, convolt::nn::scaled_ws_conv_options const&,
             convolt::nn::conv_transpose_options const&, convolt::nn::lucid::conv_transpose_options const&) {}
template <class Types>
convolt::index rank(convolt::lax::convolution_plan<Types> const& plan) {
  return static_cast<convolt::index>(plan.out_shape().size());
}

/// What the declarations say is what the functions of the library make.
convolt::index use() {
  xt::xtensor<float, 3> const x = xt::zeros<float>({1, 1, 8}), w = xt::zeros<float>({1, 1, 3});
  times const t(0. * ms, 0.1 * ms, 8);
  return rank(convolt::lax::plan(x * mV, w * nS, {1}, convolt::same)) +
         static_cast<convolt::index>(
             count(t) + count(trace(xt::xtensor<float, 2>(xt::zeros<float>({2, 8})) * mV, convolt::no_axis, t)));
}

}  // namespace model
