// SPDX-License-Identifier: BSD-3-Clause
/// Builds oneDNN primitives for a workload. Winograd is off: the algorithm is always the direct one.
/// Layer: bench.
#include <engine/peers/onednn.hpp>

#include <omp.h>
#include <dnnl.hpp>

#include <cstdlib>
#include <string>
#include <unordered_map>
#include <utility>

namespace convolt::bench {

namespace {

using dnnl::memory;

/// How the arrays reach the primitive.
enum class layout {
  plain,  // as the workload has them
  channels_last,
  free  // as the primitive likes them best
};

struct variant {
  std::string name;
  layout activations = layout::plain;
  layout weights = layout::free;
  bool reorder_activations = false;  // count the copies from and to the workload's layout
  int implementation = 0;            // number in oneDNN's list for these layouts
};

memory::dims to_dims(extents const& values, index shift = 0) {
  memory::dims dims;
  for (index const value : values) { dims.push_back(value + shift); }
  return dims;
}

/// Arrays of the workload as oneDNN describes them: extents in the order batch, channels, space, and distances.
memory::desc input_of(workload<float> const& w) {
  engine::problem const& p = w.problem;
  memory::dims dims{p.batch, w.size.in_channels};
  memory::dims steps{p.input_batch_step, p.input_channel_step};
  for (std::size_t d = 0; d < p.rank; ++d) {
    dims.push_back(p.axes[d].input);
    steps.push_back(p.axes[d].input_step);
  }
  return {dims, memory::data_type::f32, steps};
}

memory::desc output_of(workload<float> const& w) {
  engine::problem const& p = w.problem;
  memory::dims dims{p.batch, p.out_channels};
  memory::dims steps{p.output_batch_step, p.output_channel_step};
  for (std::size_t d = 0; d < p.rank; ++d) {
    dims.push_back(p.axes[d].output);
    steps.push_back(p.axes[d].output_step);
  }
  return {dims, memory::data_type::f32, steps};
}

/// oneDNN's deconvolution flips the kernel itself, so its steps are taken as positive.
memory::desc weights_of(workload<float> const& w) {
  engine::problem const& p = w.problem;
  memory::dims dims{p.out_channels / p.feature_groups, p.in_channels};
  memory::dims steps{p.weights_out_step, p.weights_in_step};
  for (std::size_t d = 0; d < p.rank; ++d) {
    dims.push_back(p.axes[d].weights);
    steps.push_back(std::abs(p.axes[d].weights_step));
  }
  if (p.feature_groups > 1) {
    dims.insert(dims.begin(), p.feature_groups);
    steps.insert(steps.begin(), p.weights_group_step);
  }
  return {dims, memory::data_type::f32, steps};
}

// Version 3 has no descriptions of operations beside those of primitives, and other names.
#if DNNL_VERSION_MAJOR >= 3
memory::dims dims_of(memory::desc const& d) { return d.get_dims(); }

template <class Primitive, class... Arguments>
typename Primitive::primitive_desc find_primitive(dnnl::primitive_attr const& attributes, dnnl::engine const& cpu,
                                                  Arguments const&... arguments) {
  return {cpu, dnnl::prop_kind::forward_inference, arguments..., attributes, true};
}
#else
memory::dims dims_of(memory::desc const& d) { return d.dims(); }

template <class Primitive, class... Arguments>
typename Primitive::primitive_desc find_primitive(dnnl::primitive_attr const& attributes, dnnl::engine const& cpu,
                                                  Arguments const&... arguments) {
  typename Primitive::desc const operation(dnnl::prop_kind::forward_inference, arguments...);
  return {operation, attributes, cpu, true};
}
#endif

memory::desc arranged(memory::desc const& plain, layout wanted) {
  if (wanted == layout::plain) { return plain; }
  memory::dims const dims = dims_of(plain);
  if (wanted == layout::free) { return {dims, memory::data_type::f32, memory::format_tag::any}; }
  using tag = memory::format_tag;
  tag const channels_last = dims.size() == 3 ? tag::nwc : dims.size() == 4 ? tag::nhwc : tag::ndhwc;
  return {dims, memory::data_type::f32, channels_last};
}

/// The parts of a primitive descriptor that are used here; those of the two operations have no common base with them.
struct description {
  dnnl::primitive primitive;
  memory::desc input, weights, output, scratchpad;
  std::string implementation;
};

template <class Primitive, class... Arguments>
description describe_primitive(int implementation, dnnl::engine const& cpu, Arguments const&... arguments) {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  auto found = find_primitive<Primitive>(attributes, cpu, arguments...);
  if (!found) { return {}; }
  for (; implementation > 0; --implementation) {
    if (!found.next_impl()) { return {}; }
  }
  return {Primitive(found), found.src_desc(),        found.weights_desc(),
          found.dst_desc(), found.scratchpad_desc(), found.impl_info_str()};
}

description describe_variant(workload<float> const& w, variant const& v, dnnl::engine const& cpu) {
  shape const& s = w.size;
  memory::desc const input = arranged(input_of(w), v.activations);
  memory::desc const weights = arranged(weights_of(w), v.weights);
  memory::desc const output = arranged(output_of(w), v.activations);
  if (s.transposed) {
    return describe_primitive<dnnl::deconvolution_forward>(
        v.implementation, cpu, dnnl::algorithm::deconvolution_direct, input, weights, output, to_dims(s.stride),
        to_dims(s.dilation, -1), to_dims(s.pad_lo), to_dims(s.pad_hi));
  }
  // oneDNN checks the upper padding against the output size, and there the part no window reaches is cut off.
  extents pad_hi;
  extents const outputs = output_extents(s);
  for (std::size_t d = 0; d < s.rank(); ++d) {
    index const reached = (outputs[d] - 1) * s.stride[d] + (s.kernel[d] - 1) * s.dilation[d] + 1;
    pad_hi.push_back(reached - s.input[d] - s.pad_lo[d]);
  }
  return describe_primitive<dnnl::convolution_forward>(v.implementation, cpu, dnnl::algorithm::convolution_direct,
                                                       input, weights, output, to_dims(s.stride),
                                                       to_dims(s.dilation, -1), to_dims(s.pad_lo), to_dims(pad_hi));
}

/// The loops oneDNN falls back to would take minutes on large rows and win on none.
bool is_hopeless(std::string const& implementation, shape const& s) {
  return implementation.rfind("ref", 0) == 0 && nominal_multiply_adds(s) > 1e6;
}

class onednn_candidate final : public candidate<float> {
 public:
  onednn_candidate(workload<float> const& w, variant const& v, dnnl::engine const& cpu, description const& d)
      : name_("onednn " + v.name + " " + d.implementation), stream_(cpu), output_(w.output_size) {
    // oneDNN takes no pointers to const, but does not write to what it reads.
    memory const user_input(input_of(w), cpu, const_cast<float*>(w.input.data()));
    memory const user_weights(weights_of(w), cpu, const_cast<float*>(w.weights.data()));
    user_output_ = memory(output_of(w), cpu, output_.data());

    memory const input = bring(user_input, d.input, cpu, v.reorder_activations);
    memory const weights = bring(user_weights, d.weights, cpu, w.pack_each_call());
    inner_output_ = d.output == user_output_.get_desc() ? user_output_ : memory(d.output, cpu);
    std::unordered_map<int, memory> arguments{
        {DNNL_ARG_SRC, input}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, inner_output_}};
    if (d.scratchpad.get_size() > 0) { arguments.emplace(DNNL_ARG_SCRATCHPAD, memory(d.scratchpad, cpu)); }
    steps_.push_back({d.primitive, std::move(arguments)});
    if (v.reorder_activations && inner_output_ != user_output_) {
      steps_.push_back(copying(inner_output_, user_output_));
    }
    stream_.wait();
  }

  void run() override {
    for (step const& s : steps_) { s.primitive.execute(stream_, s.arguments); }
  }

  buffer<float> result() override {
    stream_.wait();
    if (inner_output_ != user_output_) {
      step const copy = copying(inner_output_, user_output_);
      copy.primitive.execute(stream_, copy.arguments);
      stream_.wait();
    }
    return output_;
  }

  std::string method() const override { return name_; }

 private:
  struct step {
    dnnl::primitive primitive;
    std::unordered_map<int, memory> arguments;
  };

  static step copying(memory const& from, memory const& to) {
    return {dnnl::reorder(from, to), {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}}};
  }

  /// The array in the layout of the primitive: copied now or, if wanted, in every run.
  memory bring(memory const& user, memory::desc const& wanted, dnnl::engine const& cpu, bool every_run) {
    if (wanted == user.get_desc()) { return user; }
    memory const inner(wanted, cpu);
    step const copy = copying(user, inner);
    copy.primitive.execute(stream_, copy.arguments);
    if (every_run) { steps_.push_back(copy); }
    return inner;
  }

  std::string name_;
  dnnl::stream stream_;
  buffer<float> output_;
  memory user_output_, inner_output_;
  std::vector<step> steps_;
};

std::unique_ptr<candidate<float>> make(workload<float> const& w, variant const& v) {
  static dnnl::engine const cpu(dnnl::engine::kind::cpu, 0);
  try {
    description const d = describe_variant(w, v, cpu);
    if (!d.primitive || is_hopeless(d.implementation, w.size)) { return nullptr; }
    return std::make_unique<onednn_candidate>(w, v, cpu, d);
  } catch (dnnl::error const& fault) {
    if (fault.status == dnnl_unimplemented) { return nullptr; }
    throw;
  }
}

std::vector<variant> variants_for(table_kind table) {
  switch (table) {
    case table_kind::nhwc:
      return {{"nxc_direct", layout::plain, layout::free, false}, {"any", layout::free, layout::free, false}};
    case table_kind::nchw:
      return {{"ncx_direct", layout::plain, layout::free, false},
              {"ncx_reord", layout::free, layout::free, true},
              {"ncx_via_nxc", layout::channels_last, layout::free, true}};
    case table_kind::pack:
      return {{"nxc_direct_w", layout::plain, layout::free, false},
              {"nxc_plain_w", layout::plain, layout::plain, false},
              {"nxc_reord_w", layout::free, layout::free, true}};
    case table_kind::gradients:
    case table_kind::gradients_nchw:
    case table_kind::neighbours:
      break;  // convolt alone
  }
  return {};
}

}  // namespace

void set_up_onednn(int threads) {
  omp_set_num_threads(threads);
  // With its cache oneDNN 2.6 answers every question for the next implementation with the first one.
  dnnl::set_primitive_cache_capacity(0);
}

std::string onednn_version() {
  dnnl::version_t const* const v = dnnl::version();
  return std::to_string(v->major) + '.' + std::to_string(v->minor) + '.' + std::to_string(v->patch);
}

candidate_factories<float> onednn_candidates(workload<float> const& w, bool all_implementations) {
  int const implementations = all_implementations ? 6 : 1;
  candidate_factories<float> factories;
  for (variant v : variants_for(w.table)) {
    for (v.implementation = 0; v.implementation < implementations; ++v.implementation) {
      factories.emplace_back([v](workload<float> const& work) { return make(work, v); });
    }
  }
  return factories;
}

}  // namespace convolt::bench
