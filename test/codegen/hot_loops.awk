# SPDX-License-Identifier: BSD-3-Clause
# From the output of `objdump -d --no-show-raw-insn`: one line per innermost loop that multiplies floating-point numbers,
# the number of its instructions and their names in order. Padding (nop) does not count.

# Addresses have one width within a section, so that they compare as text once they are padded.
function padded(address) { return substr("0000000000000000", 1, 16 - length(address)) address }

function end_of_function(   i, j, inner, line, count, multiplies) {
  for (i = 1; i <= loops; i++) {
    inner = 1
    for (j = 1; j <= loops; j++) {
      if (j != i && first[j] >= first[i] && last[j] <= last[i] && (first[j] > first[i] || last[j] < last[i])) inner = 0
      if (j < i && first[j] == first[i] && last[j] == last[i]) inner = 0
    }
    if (!inner) continue
    line = ""
    count = 0
    multiplies = 0
    for (j = 1; j <= instructions; j++) {
      if (address_of[j] < first[i] || address_of[j] > last[i] || name_of[j] ~ /nop/) continue
      if (name_of[j] ~ /^call/) { multiplies = 0; break }
      if (name_of[j] ~ /^v?(mul|fn?madd[0-9]*)[sp][sd]$/) multiplies = 1
      line = line " " name_of[j]
      count++
    }
    if (multiplies) print count line
  }
  instructions = 0
  loops = 0
}

/^[0-9a-f]+ <.*>:$/ { end_of_function(); next }

/^ *[0-9a-f]+:\t/ {
  address = $1
  sub(/:$/, "", address)
  address = padded(address)
  name = $2
  if (name == "cs" || name == "data16") name = "nop"
  instructions++
  address_of[instructions] = address
  name_of[instructions] = name
  if (name ~ /^j/) {
    target = padded($3)
    if (target <= address && instructions > 1 && target >= address_of[1]) {
      loops++
      first[loops] = target
      last[loops] = address
    }
  }
}

END { end_of_function() }
