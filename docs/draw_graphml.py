#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a GraphML file from nothing but its own x, y, size and color.

    draw_graphml.py coauthors.graphml coauthors.svg
    draw_graphml.py coauthors.graphml coauthors.png --width 1600

SVG needs the standard library only. PNG is drawn by Pillow where it is installed, else the SVG goes through
rsvg-convert or ImageMagick. Files are read as a stream; 100,000 nodes with 300,000 edges take about 15 seconds.
"""

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def local(tag):
    return tag.rsplit("}", 1)[-1]


def read(path):
    """(nodes {id: (x, y, size, (r, g, b))}, edges [(source, target)]); nodes without a position are left out."""
    names, nodes, edges = {}, {}, []
    for _, element in ElementTree.iterparse(path):
        tag = local(element.tag)
        if tag == "key":
            names[element.get("id")] = element.get("attr.name", element.get("id"))
        elif tag == "node":
            values = {names.get(data.get("key"), data.get("key")): data.text or "" for data in element}
            if "x" in values and "y" in values:
                nodes[element.get("id")] = (float(values["x"]), float(values["y"]), float(values.get("size", 10)),
                                            rgb(values.get("color", "#777777")))
        elif tag == "edge":
            edges.append((element.get("source"), element.get("target")))
        if tag in ("node", "edge"):
            element.clear()     # what is read needs no memory twice
    return nodes, edges


def rgb(text):
    text = text.strip().lstrip("#")
    try:
        return tuple(int(text[i:i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return (119, 119, 119)


def mean(a, b):
    return tuple((p + q) // 2 for p, q in zip(a, b))


class Frame:
    """From the file's coordinates (y up) to a picture's (y down)."""

    def __init__(self, nodes, width, crop):
        left = min((x - s / 2 for x, y, s, c in nodes.values()), default=-1)
        right = max((x + s / 2 for x, y, s, c in nodes.values()), default=1)
        low = min((y - s / 2 for x, y, s, c in nodes.values()), default=-1)
        high = max((y + s / 2 for x, y, s, c in nodes.values()), default=1)
        if crop:
            x, y, half = crop
            left, right, low, high = x - half, x + half, y - half, y + half
        margin = 0.02 * max(right - left, high - low, 1e-9)
        self.left, self.high = left - margin, high + margin
        self.scale = width / (right - left + 2 * margin)
        self.width, self.height = width, max(1, round((high - low + 2 * margin) * self.scale))

    def at(self, node):
        return (node[0] - self.left) * self.scale, (self.high - node[1]) * self.scale


def edge_opacity(n_edges):
    """Fainter the more there are: 0.6 for a handful, 0.07 for hundreds of thousands."""
    return max(0.07, min(0.6, 12 / math.sqrt(n_edges + 1)))


def lines(nodes, edges):
    """Long edges first, so that the short ones inside a group lie above them."""
    pairs = [(nodes[s], nodes[t]) for s, t in edges if s in nodes and t in nodes]
    pairs.sort(key=lambda p: -((p[0][0] - p[1][0]) ** 2 + (p[0][1] - p[1][1]) ** 2))
    return pairs


def discs(nodes):
    """Large ones first, so that small ones are never hidden."""
    return sorted(nodes.values(), key=lambda node: -node[2])


def write_svg(path, nodes, edges, frame, background):
    opacity = edge_opacity(len(edges))
    with open(path, "w", encoding="utf-8") as out:
        out.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width}" height="{frame.height}" '
                  f'viewBox="0 0 {frame.width} {frame.height}">\n<rect width="100%" height="100%" '
                  f'fill="{background}"/>\n<g stroke-width="0.7" stroke-opacity="{opacity:.3f}">\n')
        by_color = {}
        for a, b in lines(nodes, edges):
            (x1, y1), (x2, y2) = frame.at(a), frame.at(b)
            by_color.setdefault(mean(a[3], b[3]), []).append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        for color, paths in by_color.items():
            for i in range(0, len(paths), 500):    # one path may not blend with itself: keep them short
                out.write('<path stroke="#%02x%02x%02x" d="%s"/>\n' % (*color, "".join(paths[i:i + 500])))
        out.write("</g>\n<g>\n")
        for node in discs(nodes):
            x, y = frame.at(node)
            out.write('<circle cx="%.1f" cy="%.1f" r="%.2f" fill="#%02x%02x%02x"/>\n'
                      % (x, y, max(0.3, node[2] / 2 * frame.scale), *node[3]))
        out.write("</g>\n</svg>\n")


def write_png_with_pillow(path, nodes, edges, frame, background):
    from PIL import Image, ImageDraw
    image = Image.new("RGB", (frame.width, frame.height), background)
    draw = ImageDraw.Draw(image, "RGBA")
    alpha = round(255 * edge_opacity(len(edges)))
    width = 3 if len(edges) < 5000 else 2 if len(edges) < 50000 else 1
    for a, b in lines(nodes, edges):
        draw.line((*frame.at(a), *frame.at(b)), fill=(*mean(a[3], b[3]), alpha), width=width)
    for node in discs(nodes):
        x, y = frame.at(node)
        r = max(0.6, node[2] / 2 * frame.scale)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=node[3])
    return image


def write_png(path, nodes, edges, width, crop, background):
    try:
        image = write_png_with_pillow(path, nodes, edges, Frame(nodes, 2 * width, crop), background)
        image.resize((width, image.height // 2), 1).save(path)   # drawn at twice the size: smooth edges
        return
    except ImportError:
        pass
    with tempfile.TemporaryDirectory() as folder:
        svg = os.path.join(folder, "graph.svg")
        write_svg(svg, nodes, edges, Frame(nodes, width, crop), background)
        for command in (["rsvg-convert", "-o", path, svg], ["magick", svg, path], ["convert", svg, path]):
            if shutil.which(command[0]):
                subprocess.run(command, check=True)
                return
    sys.exit("draw_graphml.py: for PNG install Pillow, rsvg-convert or ImageMagick; SVG needs none of them")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("graphml")
    parser.add_argument("picture", help="ends in .svg or .png")
    parser.add_argument("--width", type=int, default=1600, help="pixels (1600)")
    parser.add_argument("--crop", help="X,Y,HALF: only the square of that half side around X,Y")
    parser.add_argument("--background", default="#ffffff")
    options = parser.parse_args()
    nodes, edges = read(options.graphml)
    crop = tuple(float(v) for v in options.crop.split(",")) if options.crop else None
    if options.picture.endswith(".svg"):
        write_svg(options.picture, nodes, edges, Frame(nodes, options.width, crop), options.background)
    elif options.picture.endswith(".png"):
        write_png(options.picture, nodes, edges, options.width, crop, options.background)
    else:
        sys.exit(f"draw_graphml.py: {options.picture}: must end in .svg or .png")


if __name__ == "__main__":
    main()
