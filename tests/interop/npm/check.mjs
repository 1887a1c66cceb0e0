// What libraries of JavaScript make of the written networks.
//
//     node check.mjs FOLDER     the folder that `coterie run --formats all` wrote
//
// graphology reads its own JSON, GEXF and GraphML, Cytoscape.js its elements, d3-force the node-link JSON. All must hold
// the same nodes, edges and values. Prints a line per check; exit 0 when all hold, 1 when not.
// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from "node:fs";
import { join } from "node:path";
import cytoscape from "cytoscape";
import { forceLink, forceSimulation } from "d3-force";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const folder = process.argv[2];
let failed = 0;

function check(holds, what, found = "") {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}${holds ? "" : `: ${JSON.stringify(found)}`}`);
  failed += holds ? 0 : 1;
}

const text = (name) => readFileSync(join(folder, name), "utf8");
const pair = (u, v) => (u < v ? `${u} ${v}` : `${v} ${u}`);

/** id -> attributes and "u v" -> attributes, of anything that was read. */
function ofGraphology(graph) {
  const nodes = new Map(), edges = new Map();
  graph.forEachNode((id, attributes) => nodes.set(id, attributes));
  graph.forEachEdge((_, attributes, u, v) => edges.set(pair(u, v), attributes));
  return { nodes, edges };
}

/** The first attribute of a that b has otherwise; names may differ by a prefix or be left out. */
function difference(a, b, names) {
  for (const [key, wanted] of a) {
    const got = b.get(key);
    if (!got) return [key, "is missing"];
    for (const name of names) {
      const x = wanted[name], y = got[name];
      const same = typeof x === "number" ? Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x)) : x === y;
      if (x !== undefined && x !== null && !same) return [key, name, x, y];
    }
  }
  return a.size === b.size ? null : [`${b.size}, not ${a.size}`];
}

function compare(what, wanted, found, label = "label") {
  const renamed = new Map([...found.nodes].map(([id, data]) => [id, { ...data, label: data[label] }]));
  const wrong = difference(wanted.nodes, renamed, ["label", "kind", "papers", "community", "first_year"]);
  check(!wrong, `${what}: nodes, labels, papers, communities`, wrong);
  const other = difference(wanted.edges, found.edges, ["weight", "papers"]);
  check(!other, `${what}: edges, weights, papers`, other);
}

function ofCytoscape(network) {
  const cy = cytoscape({ headless: true, elements: JSON.parse(text(`${network}.cyjs`)).elements });
  const again = cytoscape({ headless: true, elements: cy.json().elements });
  const nodes = new Map(again.nodes().map((node) => [node.id(), node.data()]));
  const edges = new Map(again.edges().map((e) => [pair(e.data("source"), e.data("target")), e.data()]));
  return { nodes, edges };
}

function ofD3(network) {
  const { nodes, links } = JSON.parse(text(`${network}.json`));
  forceSimulation(nodes).stop().force("link", forceLink(links).id((node) => node.id)); // throws for unknown ids
  return { nodes: new Map(nodes.map((node) => [node.id, node])),
           edges: new Map(links.map((link) => [pair(link.source.id, link.target.id), link])) };
}

for (const network of ["coauthors", "author-topics"]) {
  const graph = Graph.from(JSON.parse(text(`${network}.graphology.json`)));
  const wanted = ofGraphology(graph);
  check(graph.type === "undirected" && graph.order > 0 && graph.size > 0, `${network}: graphology`, [graph.type, graph.order]);
  compare(`${network}: graphology, out and in again`, wanted, ofGraphology(Graph.from(graph.export())));
  compare(`${network}: GEXF in graphology`, wanted, ofGraphology(gexf.parse(Graph, text(`${network}.gexf`))));
  compare(`${network}: GraphML in graphology`, wanted, ofGraphology(graphml.parse(Graph, text(`${network}.graphml`))));
  compare(`${network}: Cytoscape.js, out and in again`, wanted, ofCytoscape(network), "name");
  compare(`${network}: node-link JSON in d3-force`, wanted, ofD3(network));
}
process.exit(failed ? 1 : 0);
