// What report.html holds, as the program writes it (src/report/page*.c) and the page reads it. Two documents, so that the map
// can be drawn before the papers are parsed:
//   <script type="application/json" id="coterie-main">    Main
//   <script type="application/json" id="coterie-papers">  Papers
// Tables are columns: arrays of one length, one entry a row. Where that saves much a column is packed: unpack.ts says how,
// and makes of the documents what is described here. A number that is not defined is null. Everything a
// reader sees as text is a plain string of UTF-8; the page puts it in as text, never as HTML. In both documents "<",
// ">", "&", U+2028 and U+2029 stand as \u escapes.

/** A number, or null where it is not defined. */
export type Maybe = number | null;

export interface Main {
  schema: 1;
  about: About;
  /** The network's figures, in the order to be shown. */
  figures: Figure[];
  /** The measures of vertices that were computed; values stand in the networks' columns. */
  measures: Measure[];
  coauthor: Network;
  /** Authors first, then topics; null when the run has no topics. */
  authorTopic: Network | null;
  topics: Topics;
  communities: Communities;
  years: Years;
  /** authorsPerPaper[k] papers have k authors; the last entry counts that many and more. */
  authorsPerPaper: number[];
  /** How many authors of the whole network have each degree; the fit of P(k) ~ k^-alpha from xmin, if made. */
  degrees: { degree: number[]; authors: number[]; fit: null | { alpha: number; xmin: number; ks: number; p: Maybe } };
}

export interface About {
  /** What the corpus is called: the name of the one input without its endings, or "12 inputs". */
  title: string;
  /** "coterie 0.4.0" */
  program: string;
  /** Libraries and formats: name, version. */
  versions: [string, string][];
  /** A line for a shell that makes the same results. */
  command: string;
  options: [string, string][];
  seed: number;
  inputs: { name: string; format: string; bytes: number; sha256: string; records: number }[];
  /** Sentences: which records, which papers kept, how names became authors, how papers were counted. */
  corpus: string[];
  /** What was left out and why; examples are record ids, at most 5. */
  leftOut: { reason: string; count: number; examples: string[] }[];
}

export interface Figure {
  name: string;
  title: string;
  value: Maybe | string;
  unit: string;
  /** One sentence. */
  meaning: string;
}

export interface Measure {
  /** "betweenness": the key of Network.values. */
  name: string;
  title: string;
  /** One sentence. */
  meaning: string;
  unit: string;
  /** Whole numbers only. */
  whole: boolean;
  /** "exact", or how it was sampled and how sure that is. */
  how: string;
}

/** A network, or the part of it that the page shows. */
export interface Network {
  /** What was left out of the map and by what rule ("the 12 largest communities …"); empty when nothing was. */
  cut: string;
  /** Of the whole network. */
  totalNodes: number;
  totalEdges: number;
  nodes: {
    /** "a12", "t3": the id in all files of the run. */
    id: string[];
    label: string[];
    /** 0 author, 1 group, 2 topic. */
    kind: number[];
    /** Map coordinates, y up; both empty without a layout (the page places them itself). */
    x: number[];
    y: number[];
    /** Diameter, in the units of x and y. */
    size: number[];
    /** Row of Communities, which has its colour; -1 without. */
    community: number[];
    papers: number[];
    /** For topics: row of Topics; -1 for authors. */
    topic: number[];
    orcid: (string | null)[];
  };
  edges: {
    /** Rows of nodes, source < target. */
    source: number[];
    target: number[];
    weight: number[];
    /** Papers behind the edge. */
    papers: number[];
    /** Of these papers; null when none has a year. */
    firstYear: Maybe[];
    lastYear: Maybe[];
  };
  /** By name of the measure: a value for each node shown, and its rank in the whole network (1 = highest; equal
   * values share the best rank). Topics have null. */
  values: Record<string, { value: Maybe[]; rank: Maybe[] }>;
}

export interface Topics {
  label: string[];
  /** "category" or "term". */
  source: string[];
  papers: number[];
  authors: number[];
}

/** Of the whole co-author network, largest first; the map may show fewer. */
export interface Communities {
  id: number[];
  label: string[];
  color: string[];
  people: number[];
  papers: number[];
  inside: number[];
  outside: number[];
  firstYear: Maybe[];
  lastYear: Maybe[];
  /** Rows of Topics, most telling first. */
  topics: number[][];
}

/** One entry a year from the first to the last; years without papers are there, with zeros. Empty without years. */
export interface Years {
  year: number[];
  papers: number[];
  /** Authors with a paper in the year; and those for whom it is the first. */
  authors: number[];
  newAuthors: number[];
  /** Rows of Communities and Topics (the largest, at most 24 each) with their papers in each year. */
  communities: { row: number; papers: number[] }[];
  topics: { row: number; papers: number[] }[];
}

/** The papers of the authors that the maps show, by (year, id). */
export interface Papers {
  id: string[];
  title: string[];
  year: Maybe[];
  /** Address (https://doi.org/…, https://arxiv.org/abs/…), or null. */
  link: (string | null)[];
  /** How many authors it has in all. */
  authors: number[];
  /** Paper to authors shown: rows of coauthor.nodes of paper p stand in authorRow[authorStart[p] .. authorStart[p+1]). */
  authorStart: number[];
  authorRow: number[];
  /** Paper to topics, rows of Topics, the same way. */
  topicStart: number[];
  topicRow: number[];
}
