// SPDX-License-Identifier: BSD-3-Clause
/// Physical constants as quantities, in double; `faraday_v<float>` and so on have other types, so that float stays
/// float. All are exact since 2019 (The International System of Units, BIPM, 9th ed., 2.2). F = e N_A and R = k N_A are
/// the exact products, rounded once.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/tag.hpp>
#include <convolt/units/product.hpp>
#include <convolt/units/si.hpp>

#include <concepts>

namespace convolt::constants {

/// The charge of a proton, in C.
template <std::floating_point T>
inline constexpr auto elementary_charge_v = tag(static_cast<T>(1.602176634e-19L), coulomb{});
/// Boltzmann's constant k, in J/K.
template <std::floating_point T>
inline constexpr auto boltzmann_v = tag(static_cast<T>(1.380649e-23L), joule{} / kelvin{});
/// Avogadro's constant, in 1/mol.
template <std::floating_point T>
inline constexpr auto avogadro_v = tag(static_cast<T>(6.02214076e23L), one / mole{});
/// Faraday's constant F, the charge of a mole of protons, in C/mol.
template <std::floating_point T>
inline constexpr auto faraday_v = tag(static_cast<T>(96485.3321233100184L), coulomb{} / mole{});
/// The molar gas constant R, in J/(mol K).
template <std::floating_point T>
inline constexpr auto gas_v = tag(static_cast<T>(8.31446261815324L), joule{} / (mole{} * kelvin{}));

inline constexpr auto elementary_charge = elementary_charge_v<double>;
inline constexpr auto boltzmann = boltzmann_v<double>;
inline constexpr auto avogadro = avogadro_v<double>;
inline constexpr auto faraday = faraday_v<double>;
inline constexpr auto gas = gas_v<double>;

}  // namespace convolt::constants
