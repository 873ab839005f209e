# SPDX-License-Identifier: BSD-3-Clause
"""Boxes in rows with arrows that lead down, and boxes within boxes: where everything goes, for draw_architecture."""
import collections

BOX_HEIGHT, GAP, ROW_GAP, PADDING, HEADING = 50, 26, 50, 20, 54
LEAD_WIDTH = 18  # kept free beside the boxes for an arrow that passes a row
LETTER, SMALL_LETTER = 9.6, 6.4  # widths, on the generous side
BUNDLE, COLUMNS = 4, 4  # so many boxes with the same arrows share these, in so many columns


class Box:
    def __init__(self, path, name, lines, children=(), kind="folder"):
        """lines: what is written below the name, or beside it in a box that is open."""
        self.path, self.name, self.lines, self.children, self.kind = path, name, lines, list(children), kind
        self.arrows = []
        self.x = self.y = self.width = self.height = 0.0  # x and y of the upper left corner, relative to the parent

    def least_width(self):
        below = max((len(line) for line in self.lines), default=0) * SMALL_LETTER
        beside = len(self.name) * LETTER + 12 + below
        return 24 + (beside if self.children else max(len(self.name) * LETTER, below))


class Arrow:
    def __init__(self, source, target, both_ways=False, upwards=False):
        self.source, self.target = source, target
        self.both_ways, self.upwards = both_ways, upwards
        self.points = []  # x and y, from the source down to the target


def bundle(boxes, arrows):
    """Boxes with the same arrows become one frame with these arrows."""
    alike = collections.defaultdict(list)
    for box in boxes:
        ends = frozenset((a.target, "down") for a in arrows if a.source is box and not a.both_ways)
        starts = frozenset((a.source, "up") for a in arrows if a.target is box and not a.both_ways)
        plain = all(not a.both_ways and not a.upwards for a in arrows if box in (a.source, a.target))
        if plain and not box.children and (ends or starts):
            alike[ends | starts].append(box)
    for members in alike.values():
        if len(members) < BUNDLE:
            continue
        frame = Box(members[0].path + "...", "", [], members, kind="bundle")
        boxes = [b for b in boxes if b not in members] + [frame]
        merged = {}
        for a in arrows:
            source, target = (frame if b in members else b for b in (a.source, a.target))
            merged.setdefault((source, target), Arrow(source, target, a.both_ways, a.upwards))
        arrows = list(merged.values())
    return boxes, arrows


def levels_of(boxes, arrows):
    level = {}

    def visit(box):
        if box not in level:
            level[box] = max((visit(a.target) + 1 for a in arrows if a.source is box), default=0)
        return level[box]
    for box in boxes:
        visit(box)
    return level


class Lead:
    """The place where an arrow passes a row of boxes."""
    width, height = LEAD_WIDTH, 0

    def __init__(self, arrow):
        self.path, self.x = f"{arrow.source.path} {arrow.target.path}", 0.0


def make_rows(boxes, arrows):
    """Rows of boxes and leads from the bottom up, the way of each arrow through them, and all neighbours."""
    level = levels_of(boxes, arrows)
    rows = [[b for b in boxes if level[b] == i] for i in range(max(level.values()) + 1)]
    ways, links = {}, []
    for arrow in arrows:
        way = [arrow.source]
        for i in range(level[arrow.source] - 1, level[arrow.target], -1):
            way.append(Lead(arrow))
            rows[i].append(way[-1])
        way.append(arrow.target)
        ways[arrow] = way
        links += list(zip(way, way[1:]))  # upper, lower
    return rows, ways, links


def crossings(rows, links):
    place = {item: i for row in rows for i, item in enumerate(row)}
    row_of = {item: i for i, row in enumerate(rows) for item in row}
    total = 0
    for i, (a, b) in enumerate(links):
        for c, d in links[i + 1:]:
            if row_of[a] == row_of[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0:
                total += 1
    return total


def order_rows(rows, links):
    """Neighbours above each other: by the mean place of those above and below, kept while it crosses fewer arrows."""
    near = collections.defaultdict(list)
    for upper, lower in links:
        near[upper].append(lower)
        near[lower].append(upper)
    best, best_rows = crossings(rows, links), [list(row) for row in rows]
    for sweep in range(24):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            place = {item: (i + 0.5) / len(r) for r in rows for i, item in enumerate(r)}
            mean = {n: sum(place[m] for m in near[n]) / len(near[n]) if near[n] else place[n] for n in row}
            row.sort(key=lambda n: (mean[n], n.path))
        for row in rows:
            swap_neighbours(row, rows, links)
        now = crossings(rows, links)
        if now < best:
            best, best_rows = now, [list(row) for row in rows]
    for row, good in zip(rows, best_rows):
        row[:] = good
    return near


def swap_neighbours(row, rows, links):
    for i in range(len(row) - 1):
        before = crossings(rows, links)
        row[i], row[i + 1] = row[i + 1], row[i]
        if crossings(rows, links) >= before:
            row[i], row[i + 1] = row[i + 1], row[i]


def settle(row, wish):
    """Centres as near to the wishes as can be without overlap: least squares, by pooling those that would collide."""
    offsets, offset = [], 0.0
    for i, item in enumerate(row):
        if i > 0:
            offset += (row[i - 1].width + item.width) / 2 + GAP
        offsets.append(offset)
    pools = []  # [sum of wishes, count]
    for item, offset in zip(row, offsets):
        pools.append([wish[item] - offset, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    starts = [total / count for total, count in pools for _ in range(count)]
    for item, start, offset in zip(row, starts, offsets):
        item.x = start + offset


def place_rows(rows, near):
    """Set x, the centre for now, of everything."""
    for row in rows:
        settle(row, {item: 0.0 for item in row})
    for sweep in range(200):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            settle(row, {n: sum(m.x for m in near[n]) / len(near[n]) if near[n] else n.x for n in row})


def lay_out_bundle(frame):
    width = max(b.least_width() for b in frame.children)
    columns = min(COLUMNS, len(frame.children))
    for i, box in enumerate(frame.children):
        box.width, box.height = width, BOX_HEIGHT
        box.x = PADDING / 2 + i % columns * (width + GAP / 2)
        box.y = PADDING / 2 + i // columns * (BOX_HEIGHT + GAP / 2)
    frame.width = PADDING + columns * (width + GAP / 2) - GAP / 2
    frame.height = PADDING + -(-len(frame.children) // columns) * (BOX_HEIGHT + GAP / 2) - GAP / 2


def spread_ends(box, arrows, ways, end):
    """Where along a side of the box its arrows end: {arrow: x}, in the order of where they come from."""
    step = min(30.0, box.width / (len(arrows) + 1))
    ordered = sorted(arrows, key=lambda a: (ways[a][1 if end == "out" else -2].x, a.source.path, a.target.path))
    return {a: box.x + (i - (len(ordered) - 1) / 2) * step for i, a in enumerate(ordered)}


def lay_out(parent, arrows_between):
    """Place the boxes inside of the parent, and the arrows that arrows_between(boxes) has for them; sets its size."""
    for box in parent.children:
        box.width, box.height = box.least_width(), BOX_HEIGHT
        if box.children:
            lay_out(box, arrows_between)
    parent.children, parent.arrows = bundle(parent.children, arrows_between(parent.children))
    for box in parent.children:
        if box.kind == "bundle":
            lay_out_bundle(box)
    rows, ways, links = make_rows(parent.children, parent.arrows)
    place_rows(rows, order_rows(rows, links))
    left = min(i.x - i.width / 2 for row in rows for i in row) - PADDING
    right = max(i.x + i.width / 2 for row in rows for i in row) + PADDING
    parent.width = max(right - left, parent.least_width())
    shift = (parent.width - (right - left)) / 2 - left
    y = HEADING
    edges = {}  # upper and lower edge of the row of everything
    for row in rows[::-1]:
        height = max(i.height for i in row)
        for item in row:
            item.x += shift
            item.y = y + (height - item.height) / 2
            edges[item] = (y, y + height)
        y += height + ROW_GAP
    parent.height = y - ROW_GAP + PADDING
    outs = {b: spread_ends(b, [a for a in parent.arrows if a.source is b], ways, "out") for b in parent.children}
    ins = {b: spread_ends(b, [a for a in parent.arrows if a.target is b], ways, "in") for b in parent.children}
    for arrow in parent.arrows:
        a, b = arrow.source, arrow.target
        arrow.points = [(outs[a][arrow], a.y + a.height), (outs[a][arrow], edges[a][1])]
        for lead in ways[arrow][1:-1]:
            arrow.points += [(lead.x, edges[lead][0]), (lead.x, edges[lead][1])]
        arrow.points += [(ins[b][arrow], edges[b][0]), (ins[b][arrow], b.y)]
    for box in parent.children:
        box.x -= box.width / 2
