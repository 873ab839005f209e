# SPDX-License-Identifier: BSD-3-Clause
"""How Sphinx makes the site; docs/site/build calls it."""

import re

project = "convolt"
author = "the convolt developers"
copyright = "the convolt developers, BSD-3-Clause"
with open("../../../include/convolt/core/version.hpp", encoding="utf-8") as header:
    _text = header.read()
release = ".".join(
    re.search(rf"#define CONVOLT_VERSION_{part}\s+(\d+)", _text)[1] for part in ("MAJOR", "MINOR", "PATCH")
)
version = release

extensions = ["myst_parser"]
myst_heading_anchors = 4
myst_enable_extensions = ["dollarmath"]
# The formulas are written in plain text, so that the site needs no script from elsewhere.
html_theme = "furo"
html_title = f"convolt {release}"
html_copy_source = False
html_show_sphinx = False
highlight_language = "cpp"
pygments_style = "tango"
pygments_dark_style = "github-dark"
exclude_patterns = ["_build"]
suppress_warnings = ["myst.strikethrough", "misc.highlighting_failure"]
html_static_path = ["_static"]
html_css_files = ["convolt.css"]
