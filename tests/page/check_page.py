#!/usr/bin/env python3
"""Does a report.html tell the same as the other files of its run?

    check_page.py FOLDER     the folder that `coterie run` wrote

Both documents against summary.json, authors.csv, edges.csv, topics.csv, communities.csv and papers.csv. Exit 0 when all
holds, else 1.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import json
import math
import os
import sys

from documents import documents

csv.field_size_limit(sys.maxsize)
faults = []


def fault(text):
    faults.append(text)


def table(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(text):
    """A text as it was before the table's guard against formulas, and as the page cuts it."""
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        text = text[1:]
    return text if len(text) <= 400 else text[:400] + "…"


def number(text):
    return None if text == "" else float(text)


def near(page, full):
    if page is None or full is None or math.isnan(full):
        return page is None and (full is None or math.isnan(full))
    return abs(page - full) <= 0.51e-5 * abs(full)


def same(what, found, wanted):
    if found != wanted:
        fault(f"{what}: the page has {found!r:.80}, not {wanted!r:.80}")


def check_about(main, summary, manifest):
    about = main["about"]
    same("program", about["program"], f"coterie {manifest['coterie']}")
    same("seed", str(about["seed"]), manifest["seed"])
    same("options", dict(about["options"]), manifest["options"])
    same("inputs", [(i["name"], i["sha256"], i["records"], i["bytes"], i["format"]) for i in about["inputs"]],
         [(i["path"], i["sha256"] or "", i["records"], i["bytes"], i["format"]) for i in manifest["inputs"]])
    same("versions", about["versions"], [[lib["name"], lib["version"]] for lib in manifest["libraries"]])
    left = {row["reason"]: row["papers"] for row in summary["kept"]["papers_left_out"] if row["papers"] > 0}
    same("papers left out", {row["reason"].removeprefix("papers: "): row["count"] for row in about["leftOut"]
                             if row["reason"].startswith("papers: ")}, left)
    read = {row["kind"]: row["count"] for row in summary["reading"]["issues"]}
    same("issues", {row["reason"].removeprefix("while reading: "): row["count"] for row in about["leftOut"]
                    if row["reason"].startswith("while reading: ")}, read)


def check_figures(main, summary):
    network = next(n for n in summary["networks"] if n["kind"] == "coauthor")
    page = {figure["name"]: figure for figure in main["figures"]}
    for name, figure in network["figures"].items():
        if name not in page:
            fault(f"figure {name} is not in the page")
        elif not near(page[name]["value"], figure["value"]) or page[name]["title"] != figure["title"]:
            fault(f"figure {name}: {page[name]}, not {figure}")
    for name in ("papers", "authors", "authorships", "authors_per_paper", "papers_per_author"):
        if not near(page[name]["value"], summary["kept"][name]["value"]):
            fault(f"{name}: {page[name]['value']}, not {summary['kept'][name]['value']}")
    same("degrees", list(zip(main["degrees"]["degree"], main["degrees"]["authors"])),
         [(row["degree"], row["vertices"]) for row in network["degrees"]])
    years = {row["year"]: row for row in summary["years"]}
    for i, year in enumerate(main["years"]["year"]):
        row = years.get(year, {"papers": 0, "authors": 0, "new_authors": 0})
        same(f"year {year}", [main["years"][key][i] for key in ("papers", "authors", "newAuthors")],
             [row["papers"], row["authors"], row["new_authors"]])
    same("years", [y for y, p in zip(main["years"]["year"], main["years"]["papers"]) if p], sorted(years))


def check_people(main, authors):
    network, rows = main["coauthor"], {row["id"]: row for row in authors}
    nodes = network["nodes"]
    same("people", network["totalNodes"], len(authors))
    measures = [m["name"] for m in main["measures"] if m["name"] in network["values"]]
    for i, name in enumerate(nodes["id"]):
        row = rows[name]
        same(f"{name} label", nodes["label"][i], plain(row["label"]))
        same(f"{name} papers", nodes["papers"][i], int(row["papers"]))
        same(f"{name} kind", nodes["kind"][i], 1 if row["kind"] == "group" else 0)
        same(f"{name} orcid", nodes["orcid"][i], row["orcid"] or None)
        if row["community"]:
            same(f"{name} community", main["communities"]["id"][nodes["community"][i]], int(row["community"]))
        for measure in measures:
            if not near(network["values"][measure]["value"][i], number(row[measure])):
                fault(f"{name} {measure}: {network['values'][measure]['value'][i]}, not {row[measure]}")
    for measure in measures:
        everybody = sorted((v for v in (number(row[measure]) for row in authors) if v is not None), reverse=True)
        place = {}
        for i, value in enumerate(everybody):
            place.setdefault(value, i + 1)
        for i, name in enumerate(nodes["id"]):
            value = number(rows[name][measure])
            if measure != "role":
                same(f"{name} rank by {measure}", network["values"][measure]["rank"][i],
                     None if value is None else place[value])


def check_edges(main, edges):
    network, wanted = main["coauthor"], {}
    ids = network["nodes"]["id"]
    shown = set(ids)
    for row in edges:
        if row["source"] in shown and row["target"] in shown:
            wanted[row["source"], row["target"]] = row
    same("pairs", network["totalEdges"], len(edges))
    columns = network["edges"]
    if not network["cut"]:
        same("edges", len(columns["source"]), len(wanted))
    for i, pair in enumerate(zip(columns["source"], columns["target"])):
        row = wanted[ids[pair[0]], ids[pair[1]]]
        same(f"{pair}", [columns["papers"][i], columns["firstYear"][i], columns["lastYear"][i]],
             [int(row["papers"]), *(int(row[y]) if row[y] else None for y in ("first_year", "last_year"))])
        if not near(columns["weight"][i], float(row["weight"])):
            fault(f"{pair} weight: {columns['weight'][i]}, not {row['weight']}")


def check_groups(main, topics, communities):
    rows = {row["community"]: row for row in communities}
    for i, number_ in enumerate(main["communities"]["id"]):
        row = rows[str(number_)]
        page = main["communities"]
        same(f"community {number_}", [page[k][i] for k in ("people", "papers", "inside", "outside", "color")],
             [*(int(row[k]) for k in ("people", "papers", "edges_inside", "edges_outside")), row["color"]])
        same(f"community {number_} topics", [main["topics"]["label"][t] for t in page["topics"][i]],
             row["main_topics"].split("; ") if row["main_topics"] else [])
    told = {row["label"]: row for row in topics}
    for i, label in enumerate(main["topics"]["label"]):
        row = told.get(label)
        if row:
            same(f"topic {label}", [main["topics"][k][i] for k in ("papers", "source")],
                 [int(row["papers"]), row["source"]])


def check_papers(main, papers, table_):
    ids, rows = main["coauthor"]["nodes"]["id"], {row["id"]: row for row in table_}
    known = set(ids)
    if not main["coauthor"]["cut"]:
        same("papers", sorted(papers["id"]), sorted(row["id"] for row in table_ if row["author_ids"] and row["kept"] == "true"))
    for i, name in enumerate(papers["id"]):
        row = rows[name]
        same(f"{name} title", papers["title"][i], plain(row["title"]))
        same(f"{name} year", papers["year"][i], int(row["year"]) if row["year"] else None)
        byline = papers["authorRow"][papers["authorStart"][i]:papers["authorStart"][i + 1]]
        same(f"{name} authors", [ids[a] for a in byline],
             list(dict.fromkeys(a for a in row["author_ids"].split() if a in known)))
        about = papers["topicRow"][papers["topicStart"][i]:papers["topicStart"][i + 1]]
        same(f"{name} topics", "; ".join(main["topics"]["label"][t] for t in about), row["topics"])
        link = papers["link"][i]
        if link is not None and not link.startswith(("https://doi.org/10.", "https://arxiv.org/abs/")):
            fault(f"{name}: {link} is no address of a paper")


def main():
    folder = sys.argv[1]
    page = os.path.join(folder, "report.html")
    if not os.path.exists(page):
        print("skipped: this coterie was built without the page")
        return 77
    main_, papers = documents(page)
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        summary = json.load(file)
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    check_about(main_, summary, manifest)
    check_figures(main_, summary)
    check_people(main_, table(folder, "authors.csv"))
    check_edges(main_, table(folder, "edges.csv"))
    check_groups(main_, table(folder, "topics.csv"), table(folder, "communities.csv"))
    check_papers(main_, papers, table(folder, "papers.csv"))
    for text in faults[:40]:
        print(text)
    print(f"{len(faults)} differences" if faults else
          f"report.html: {len(main_['coauthor']['nodes']['id'])} people, {len(main_['coauthor']['edges']['source'])} "
          f"edges, {len(papers['id'])} papers agree with the other files")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
