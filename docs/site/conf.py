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
# Not all builds of the theme follow the reader's system: these do.
html_theme_options = {
    "dark_css_variables": {
        "color-problematic": "#ee5151",
        "color-foreground-primary": "#d0d2d4",
        "color-foreground-secondary": "#9ca0a5",
        "color-foreground-muted": "#81868d",
        "color-foreground-border": "#666666",
        "color-background-primary": "#131416",
        "color-background-secondary": "#1a1c1e",
        "color-background-hover": "#1e2124",
        "color-background-hover--transparent": "#1e212400",
        "color-background-border": "#303335",
        "color-background-item": "#444444",
        "color-brand-primary": "#4d9fef",
        "color-brand-content": "#4d9fef",
        "color-highlighted-background": "#083563",
        "color-highlight-on-target": "#333300",
        "color-api-keyword": "var(--color-foreground-secondary)",
        "color-admonition-background": "#18181a",
        "color-card-background": "#18181a",
    },
}
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


def setup(app):
    """The field for messages, on the pages of errors alone."""
    def add(app, pagename, templatename, context, doctree):
        if pagename in ("errors", "exceptions"):
            app.add_js_file("error_index.js")
            app.add_js_file("find_error.js")

    app.connect("html-page-context", add)
