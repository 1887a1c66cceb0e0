// The kinds of made-up corpora, and what all of them share.
import type { Measure } from "../src/data";

export interface Recipe {
  title: string;
  seed: number;
  authors: number;
  communities: number;
  /** Papers are made until there are so many. */
  papers: number;
  /** … or so many pairs. */
  pairs: number;
  firstYear: number;
  lastYear: number;
  topics: boolean;
  layout: boolean;
  measures: boolean;
  hostile: boolean;
  /** Of papers: share that have no year. */
  yearless: number;
}

const BASE: Recipe = {
  title: "made-up.atom",
  seed: 1,
  authors: 420,
  communities: 14,
  papers: 1500,
  pairs: Infinity,
  firstYear: 1994,
  lastYear: 2023,
  topics: true,
  layout: true,
  measures: true,
  hostile: false,
  yearless: 0.01,
};

export const RECIPES: Record<string, Recipe> = {
  small: BASE,
  large: { ...BASE, title: "large.atom", authors: 20000, communities: 160, papers: Infinity, pairs: 100000 },
  hostile: {
    ...BASE,
    title: '</title><script>alert(1)</script> & "quotes" שלום 🎈',
    authors: 120,
    communities: 6,
    papers: 400,
    hostile: true,
  },
  empty: { ...BASE, title: "empty", authors: 0, communities: 0, papers: 0 },
  oneAuthor: { ...BASE, title: "one author", authors: 1, communities: 1, papers: 3 },
  onePaper: { ...BASE, title: "one paper", authors: 3, communities: 1, papers: 1 },
  noYears: { ...BASE, title: "no years", authors: 80, communities: 5, papers: 200, yearless: 1 },
  oneCommunity: { ...BASE, title: "one community", authors: 60, communities: 1, papers: 150 },
  noLayout: { ...BASE, title: "no layout", authors: 200, communities: 8, papers: 500, layout: false },
  noTopics: { ...BASE, title: "no topics", authors: 90, communities: 5, papers: 240, topics: false },
  noMeasures: { ...BASE, title: "no measures", authors: 60, communities: 4, papers: 150, measures: false },
};

export const COLORS = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#f0e442",
  "#882255",
  "#6b5c20",
  "#7a4db6",
  "#7ac54d",
  "#f2a77a",
  "#f24d6b",
  "#983e2f",
  "#c5c57a",
  "#5cd4d4",
  "#b6a7f2",
  "#f289f2",
  "#4d7a20",
  "#d43e98",
  "#a78920",
  "#206bd4",
  "#98d4a7",
  "#7a5c98",
];

export const MEASURES: Measure[] = [
  {
    name: "degree",
    title: "Degree",
    meaning: "How many people someone has written with.",
    unit: "people",
    whole: true,
    how: "exact",
  },
  {
    name: "strength",
    title: "Strength",
    meaning: "The sum of the weights of someone's edges: shared papers.",
    unit: "papers",
    whole: false,
    how: "exact",
  },
  {
    name: "betweenness",
    title: "Betweenness",
    meaning: "On how many shortest paths between two others someone stands.",
    unit: "pairs",
    whole: false,
    how: "estimated from 2,048 sources; off by less than 0.01 with probability 0.9",
  },
  {
    name: "clustering",
    title: "Local clustering",
    meaning: "The share of pairs of someone's co-authors who wrote together.",
    unit: "share",
    whole: false,
    how: "exact",
  },
];
