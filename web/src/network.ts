// A network with what the page needs to walk on it: rows by id, neighbours, places.
import type { Network } from "./data";
import { placeNodes } from "./place";

export type NetworkName = "people" | "topics";

export class Net {
  readonly n: number;
  readonly m: number;
  readonly rowOf = new Map<string, number>();
  /** Neighbours of row v stand in adjNode[adjStart[v] .. adjStart[v + 1]), the edges to them in adjEdge. */
  readonly adjStart: Uint32Array;
  readonly adjNode: Uint32Array;
  readonly adjEdge: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Radius, in the units of x and y. */
  readonly radius: Float32Array;
  /** Whether the page had to place the nodes itself. */
  readonly placedHere: boolean;

  constructor(
    readonly name: NetworkName,
    readonly data: Network,
  ) {
    const { nodes, edges } = data;
    this.n = nodes.id.length;
    this.m = edges.source.length;
    nodes.id.forEach((id, row) => this.rowOf.set(id, row));
    this.adjStart = new Uint32Array(this.n + 1);
    this.adjNode = new Uint32Array(2 * this.m);
    this.adjEdge = new Uint32Array(2 * this.m);
    this.joinNeighbours();
    this.placedHere = nodes.x.length !== this.n || nodes.y.length !== this.n;
    this.radius = Float32Array.from({ length: this.n }, (_, v) => Math.max(0.01, (nodes.size[v] ?? 2) / 2));
    const at = this.placedHere ? placeNodes(this) : nodes;
    this.x = Float32Array.from(at.x);
    this.y = Float32Array.from(at.y);
  }

  private joinNeighbours(): void {
    const { source, target } = this.data.edges;
    for (let e = 0; e < this.m; e++) {
      this.adjStart[(source[e] as number) + 1]! += 1;
      this.adjStart[(target[e] as number) + 1]! += 1;
    }
    for (let v = 0; v < this.n; v++) this.adjStart[v + 1]! += this.adjStart[v] as number;
    const next = this.adjStart.slice();
    for (let e = 0; e < this.m; e++) {
      this.put(next, source[e] as number, target[e] as number, e);
      this.put(next, target[e] as number, source[e] as number, e);
    }
  }

  private put(next: Uint32Array, from: number, to: number, e: number): void {
    const at = next[from]!++;
    this.adjNode[at] = to;
    this.adjEdge[at] = e;
  }

  degree(v: number): number {
    return (this.adjStart[v + 1] as number) - (this.adjStart[v] as number);
  }

  /** Edges of v, strongest first. */
  edgesOf(v: number): number[] {
    const { weight } = this.data.edges;
    const list = [...this.adjEdge.subarray(this.adjStart[v], this.adjStart[v + 1])];
    return list.sort((a, b) => (weight[b] as number) - (weight[a] as number) || a - b);
  }

  other(e: number, v: number): number {
    const { source, target } = this.data.edges;
    return source[e] === v ? (target[e] as number) : (source[e] as number);
  }

  edgeBetween(a: number, b: number): number {
    const v = this.degree(a) <= this.degree(b) ? a : b;
    const w = v === a ? b : a;
    for (let i = this.adjStart[v] as number; i < (this.adjStart[v + 1] as number); i++) {
      if (this.adjNode[i] === w) return this.adjEdge[i] as number;
    }
    return -1;
  }
}
