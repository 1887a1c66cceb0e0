// What is shown now, and who wants to know when it changes.
import type { NetworkName } from "./network";

export type View = "map" | "charts" | "tables" | "about";
export type TableName = "people" | "pairs" | "communities" | "topics" | "papers";

export type Selection =
  | { kind: "author"; id: string }
  | { kind: "edge"; a: string; b: string }
  | { kind: "community"; id: number }
  | { kind: "topic"; id: string }
  | { kind: "paper"; id: string };

export interface Filter {
  /** Years, both included; null = all, also papers without a year. */
  from: number | null;
  to: number | null;
  weight: number;
  /** Rows of Communities; empty = all. */
  communities: ReadonlySet<number>;
  /** Row of Topics; -1 = all. */
  topic: number;
}

export interface State {
  view: View;
  table: TableName;
  network: NetworkName;
  selection: Selection | null;
  filter: Filter;
  /** "community", "year", or the name of a measure. */
  colour: string;
  /** "file" (as the program sized it), "papers", "equal", or the name of a measure. */
  size: string;
  dark: boolean;
}

export const NO_FILTER: Filter = { from: null, to: null, weight: 0, communities: new Set(), topic: -1 };

type Listener = (now: State, before: State) => void;

export class Store {
  private listeners: Listener[] = [];

  constructor(private state: State) {}

  get now(): State {
    return this.state;
  }

  /** Changes some of it and tells everyone, in the order in which they asked. */
  set(change: Partial<State>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    for (const listener of this.listeners) listener(this.state, before);
  }

  setFilter(change: Partial<Filter>): void {
    this.set({ filter: { ...this.state.filter, ...change } });
  }

  on(listener: Listener): void {
    this.listeners.push(listener);
  }
}

export function isFiltered(f: Filter): boolean {
  return f.from !== null || f.to !== null || f.weight > 0 || f.communities.size > 0 || f.topic >= 0;
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
