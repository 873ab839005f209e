// SPDX-License-Identifier: BSD-3-Clause
/// The units of neuroscience and signal processing without one-letter names, for code in which V, A or m are variables:
/// `using namespace convolt::units::spelled;`. The objects are those of convolt::units, so both can be used at once.
/// Layer: units.
#pragma once

#include <convolt/units/vocabulary.hpp>

namespace convolt::units::spelled {

// Membranes and currents.
using units::fV, units::pV, units::nV, units::uV, units::mV, units::kV, units::fA, units::pA, units::nA, units::uA,
    units::mA, units::fS, units::pS, units::nS, units::uS, units::mS, units::fF, units::pF, units::nF, units::uF,
    units::mF, units::fC, units::pC, units::nC, units::uC, units::mC;

// Resistances.
using units::Ohm, units::kOhm, units::MOhm, units::GOhm, units::TOhm, units::kohm, units::Mohm, units::Gohm;

// Time and rates.
using units::ps, units::ns, units::us, units::ms, units::ks, units::minute, units::hour, units::day, units::mHz,
    units::Hz, units::kHz, units::MHz, units::GHz;

// Lengths and volumes.
using units::pm, units::nm, units::um, units::mm, units::cm, units::dm, units::km, units::fL, units::pL, units::nL,
    units::uL, units::mL, units::dL;

// Concentrations and amounts.
using units::molar, units::fM, units::pM, units::nM, units::uM, units::mM, units::fmol, units::pmol, units::nmol,
    units::umol, units::mmol, units::mol;

// Light, fields, force, pressure, energy, mass.
using units::nW, units::uW, units::mW, units::kW, units::fJ, units::pJ, units::nJ, units::uJ, units::mJ, units::kJ,
    units::fT, units::pT, units::nT, units::uT, units::mT, units::pN, units::nN, units::uN, units::mN, units::Pa,
    units::hPa, units::kPa, units::MPa, units::eV, units::meV, units::keV, units::MeV, units::cd, units::lm, units::lx,
    units::pg, units::ng, units::ug, units::mg, units::kg, units::gram, units::tesla;

// Numbers and angles.
using units::one, units::percent, units::radian, units::rad, units::mrad, units::degree, units::deg, units::sr;

}  // namespace convolt::units::spelled
