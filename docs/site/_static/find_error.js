// SPDX-License-Identifier: BSD-3-Clause
// The field on the pages of errors: sections of both that share the rarest words with a message. No server is asked.
"use strict";

const wordsOf = (text) => new Set((text.toLowerCase().match(/[a-z_][a-z_0-9]+/g) || []));

// Sections with all their words, and in how many of them a word is.
const sections = convoltErrors.map((section) => ({...section, words: wordsOf(section.title + " " + section.text)}));
const occurrences = new Map();
for (const {words} of sections) {
  for (const word of words) { occurrences.set(word, (occurrences.get(word) || 0) + 1); }
}

// A word in few sections says much, one in all of them nothing.
const weight = (word) => Math.log(sections.length / occurrences.get(word));

function found(message) {
  const asked = [...wordsOf(message)].filter((word) => occurrences.has(word));
  const score = ({words}) => asked.filter((word) => words.has(word)).reduce((sum, word) => sum + weight(word), 0) /
                             Math.sqrt(Math.log(2 + words.size));
  return sections.map((section) => ({section, score: score(section)}))
    .filter(({score: s}) => s > 0).sort((a, b) => b.score - a.score).slice(0, 5).map(({section}) => section);
}

function show(list, message) {
  list.replaceChildren(...found(message).map(({page, anchor, title, kind}) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = page + "#" + anchor;
    link.textContent = title;
    item.append(link, " (" + kind + ")");
    return item;
  }));
}

document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll(".find-error")) {
    const field = document.createElement("textarea"), list = document.createElement("ol");
    field.placeholder = "Paste a message here";
    field.setAttribute("aria-label", "message of an error");
    field.rows = 3;
    field.addEventListener("input", () => show(list, field.value));
    place.append(field, list);
  }
});
