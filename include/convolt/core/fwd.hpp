// SPDX-License-Identifier: BSD-3-Clause
/// Declarations of what programs name of core: executors and errors.
/// Layer: core.
#pragma once

namespace convolt {

class executor_ref;
class task_ref;
class threads;
struct serial_executor;

class error;
class unit_error;
class shape_error;
class parameter_error;
class type_error;
class text_error;

}  // namespace convolt
