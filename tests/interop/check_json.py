#!/usr/bin/env python3
"""Checks summary.json and manifest.json of a run against their schemas and against the other files.

    check_json.py SCHEMA_FOLDER FOLDER     docs/ of the project, and the folder that `coterie run` wrote

The package jsonschema does it where it is installed; else the part of JSON Schema 2020-12 that the two schemas use is
checked here. Exit 0 when all holds, else 1.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import hashlib
import json
import os
import re
import sys

KNOWN = {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required", "items", "enum",
         "additionalProperties", "const", "pattern", "minimum", "maximum", "maxItems", "anyOf"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def has_type(value, name):
    if name in ("integer", "number"):
        return isinstance(value, (int, float) if name == "number" else int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def problems(value, schema, root, place="$"):
    """Yields what does not hold."""
    unknown = set(schema) - KNOWN
    assert not unknown, f"the schema uses {unknown}, which this checker does not know"
    if "$ref" in schema:
        yield from problems(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    if "anyOf" in schema and all(list(problems(value, one, root, place)) for one in schema["anyOf"]):
        yield f"{place}: none of anyOf"
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(has_type(value, name) for name in names):
        yield f"{place}: {value!r:.60} is no {names}"
        return
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r:.60} is not allowed"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place}: {value!r:.60} is not {schema['pattern']}"
    if has_type(value, "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: {value} is out of range"
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            yield f"{place}: {len(value)} items"
        for i, item in enumerate(value):
            yield from problems(item, schema.get("items", {}), root, f"{place}[{i}]")
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{place}: no {name}"
        for name, member in value.items():
            allowed = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
            if allowed is False:
                yield f"{place}: {name} is not in the schema"
            elif isinstance(allowed, dict):
                yield from problems(member, allowed, root, f"{place}.{name}")


def all_problems(value, schema):
    try:
        import jsonschema
    except ImportError:
        return list(problems(value, schema, schema))
    return [f"{e.json_path}: {e.message:.200}" for e in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def no_repeats(pairs):
    assert len(dict(pairs)) == len(pairs), f"a member twice among {[name for name, _ in pairs]}"
    return dict(pairs)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=no_repeats)


def rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def check_outputs(folder, manifest):
    """Every file is in the manifest with its size and digest."""
    for output in manifest["outputs"]:
        with open(os.path.join(folder, output["name"]), "rb") as file:
            data = file.read()
        if len(data) != output["bytes"] or hashlib.sha256(data).hexdigest() != output["sha256"]:
            yield f"manifest.json: {output['name']} has other bytes"
    listed = {output["name"] for output in manifest["outputs"]} | {"manifest.json"}
    if listed != set(os.listdir(folder)):
        yield f"manifest.json: lists {sorted(listed)}, the folder holds {sorted(os.listdir(folder))}"


def check_counts(folder, summary):
    """The same numbers from the tables."""
    authors, edges, papers = (rows(folder, name) for name in ("authors.csv", "edges.csv", "papers.csv"))
    kept = [row for row in papers if row["kept"] == "true"]
    network = next(n for n in summary["networks"] if n["kind"] == "coauthor")
    pairs = [("authors", summary["kept"]["authors"]["value"], len(authors)),
             ("papers", summary["kept"]["papers"]["value"], len(kept)),
             ("papers of the corpus", summary["corpus"]["papers"]["value"], len(papers)),
             ("authorships", summary["kept"]["authorships"]["value"], sum(int(row["papers"]) for row in authors)),
             ("edges", network["edges"]["value"], len(edges)),
             ("papers by year", sum(row["papers"] for row in summary["years"]), sum(row["year"] != "" for row in kept)),
             ("new authors", sum(row["new_authors"] for row in summary["years"]),
              sum(row["first_year"] != "" for row in authors)),
             ("new pairs", sum(row["new_pairs"] for row in summary["years"]),
              sum(row["first_year"] != "" for row in edges)),
             ("papers left out", sum(row["papers"] for row in summary["kept"]["papers_left_out"]),
              len(papers) - len(kept)),
             ("degrees", sum(row["vertices"] for row in network["degrees"]),
              len(authors) if network["degrees"] else 0)]
    for what, told, counted in pairs:
        if told != counted:
            yield f"summary.json: {told} {what}, the tables have {counted}"


def main(schemas, folder):
    found = []
    files = {}
    for name in ("summary", "manifest"):
        files[name] = load(os.path.join(folder, name + ".json"))
        found += [f"{name}.json {p}" for p in
                  all_problems(files[name], load(os.path.join(schemas, name + ".schema.json")))]
    found += check_outputs(folder, files["manifest"])
    found += check_counts(folder, files["summary"])
    for problem in found[:50]:
        print("FAILED  " + problem)
    print(f"{len(found)} problems" if found else "all hold")
    return bool(found)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
