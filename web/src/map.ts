// The map as a part of the page: chooses WebGL or a plain picture, draws names and rings above it, answers the pointer
// and the keyboard, moves to what is selected.
import { css } from "./colour";
import { byId, fill, h, icon, text } from "./dom";
import { count, plural, years } from "./format";
import { drawLabels, Labels } from "./labels";
import type { GlMap } from "./map_gl";
import type { Model } from "./model";
import type { NetworkName } from "./network";
import { drawPicture } from "./picture";
import { Scene } from "./scene";
import { sameSelection, type Selection, type State, type Store } from "./state";
import { boxOf, edgeAt, nodeAt, radiusAt, type Box, type View } from "./view";

interface Hit {
  node: number;
  edge: number;
}

/** Pixels round the map. */
const PADDING = 34;

const NOTHING: Hit = { node: -1, edge: -1 };

export function hasWebGl(): boolean {
  if (typeof WebGL2RenderingContext === "undefined" && typeof WebGLRenderingContext === "undefined")
    return false;
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  if (!gl) return false;
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return true;
}

export class MapView {
  private readonly stage = byId("stage");
  private readonly tip = byId("tip");
  private readonly overlay = h("canvas", { class: "overlay", "aria-hidden": "true" });
  private readonly scenes = new Map<NetworkName, { scene: Scene; labels: Labels }>();
  private gl: GlMap | null = null;
  private flat: { canvas: HTMLCanvasElement; view: View } | null = null;
  private hover: Hit = NOTHING;
  private network: NetworkName | null = null;
  private readonly webgl = hasWebGl();
  private pendingFly = false;
  /** Called when the first picture stands. */
  onFirstView: (() => void) | null = null;

  constructor(
    private readonly model: Model,
    private readonly store: Store,
  ) {
    store.on((now, before) => this.follow(now, before));
    model.whenPapers(() => this.refresh());
    this.bindStage();
    byId("zoom-in").addEventListener("click", () => this.zoom(1.6));
    byId("zoom-out").addEventListener("click", () => this.zoom(1 / 1.6));
    byId("zoom-fit").addEventListener("click", () => this.fit());
    new ResizeObserver(() => this.resized()).observe(this.stage);
  }

  get current(): { scene: Scene; labels: Labels } {
    const name = this.network ?? "people";
    let found = this.scenes.get(name);
    if (!found) {
      const scene = new Scene(this.model, this.model.net(name));
      scene.update(this.store.now);
      found = { scene, labels: new Labels(scene) };
      this.scenes.set(name, found);
    }
    return found;
  }

  /** Makes or remakes the drawing for the network that is asked for. */
  async show(name: NetworkName): Promise<void> {
    if (this.network === name) return;
    this.network = name;
    this.hover = NOTHING;
    this.gl?.kill();
    this.gl = null;
    this.flat = null;
    const { scene } = this.current;
    scene.update(this.store.now);
    fill(this.stage);
    this.stage.append(this.overlay);
    byId("map-empty").hidden = scene.net.n > 0;
    if (this.webgl) await this.startGl(name, scene);
    else
      this.startFlat(
        "This browser has no WebGL, so the map is a still picture. Everything else on this page works.",
      );
    this.describe();
    this.onFirstView?.();
    this.onFirstView = null;
    if (this.store.now.selection) this.flySoon();
  }

  private async startGl(name: NetworkName, scene: Scene): Promise<void> {
    try {
      const { GlMap: Gl } = await import("./map_gl");
      if (this.network !== name) return;
      const host = h("div", { class: "gl" });
      this.stage.prepend(host);
      this.gl = new Gl(scene, host, this.roomyBox(scene), PADDING);
      this.gl.sigma.on("afterRender", () => this.drawOver());
      this.bindGl(this.gl);
      this.gl.onPace = (links) => this.notePace(links, scene.net.m);
      this.notePace(this.gl.linksDrawn, scene.net.m);
      this.drawOver();
    } catch (error) {
      console.warn("coterie: no WebGL map:", error);
      this.gl = null;
      this.startFlat(
        "WebGL could not be started here, so the map is a still picture. Everything else on this page works.",
      );
    }
  }

  /** What the nodes cover, with room below for the years. */
  private roomyBox(scene: Scene): Box {
    const box = boxOf(scene);
    const height = this.stage.clientHeight;
    const below = byId("timeline").hidden ? 0 : 64;
    if (height < 300 || !below) return box;
    const extra = ((box.y[1] - box.y[0]) * below) / (height - 2 * PADDING - below);
    return { x: box.x, y: [box.y[0] - extra, box.y[1]] };
  }

  /** Where not all links can be drawn in time, that is said. */
  private notePace(links: number, all: number): void {
    fill(
      byId("pace"),
      links < all
        ? `Drawing is slow on this machine: of ${plural(all, "link")} the ${count(links)} strongest are drawn.`
        : "",
    );
  }

  private startFlat(why: string): void {
    fill(this.stage);
    const canvas = h("canvas", { class: "flat", "aria-hidden": "true" });
    this.stage.append(canvas, this.overlay);
    this.flat = { canvas, view: this.drawFlat(canvas) };
    const note = byId("map-note");
    fill(note, why);
    note.hidden = false;
    byId("zoom").hidden = true;
  }

  private drawFlat(canvas: HTMLCanvasElement): View {
    const { clientWidth, clientHeight } = this.stage;
    const size = {
      width: Math.max(200, clientWidth),
      height: Math.max(200, clientHeight),
      density: Math.min(2, devicePixelRatio || 1),
    };
    return drawPicture(canvas, this.current.scene, size);
  }

  get view(): View | null {
    return this.gl?.view ?? this.flat?.view ?? null;
  }

  /** Follows the state: another network, other looks, another selection. */
  private follow(now: State, before: State): void {
    if (this.network !== null && now.network !== this.network) {
      void this.show(now.network);
      return;
    }
    const looks =
      now.dark !== before.dark ||
      now.colour !== before.colour ||
      now.size !== before.size ||
      now.filter !== before.filter;
    const selected = !sameSelection(now.selection, before.selection);
    if (this.network === null || !(looks || selected || now.view !== before.view)) return;
    this.refresh();
    this.describe();
    if (selected && now.selection) this.flySoon();
  }

  refresh(): void {
    if (this.network === null) return;
    this.current.scene.update(this.store.now);
    if (this.gl) this.gl.restyle();
    else if (this.flat) this.flat.view = this.drawFlat(this.flat.canvas);
    if (!this.gl) this.drawOver();
  }

  private resized(): void {
    if (this.gl && this.stage.clientWidth > 0) this.gl.sigma.scheduleRender();
    else if (this.flat && this.stage.clientWidth > 0) this.refresh();
  }

  /** Names, rings and what is under the pointer. */
  private drawOver(): void {
    const view = this.view;
    const context = this.overlay.getContext("2d");
    if (!view || !context) return;
    const density = Math.min(3, devicePixelRatio || 1);
    const width = Math.round(view.width * density);
    const height = Math.round(view.height * density);
    if (this.overlay.width !== width || this.overlay.height !== height) {
      this.overlay.width = width;
      this.overlay.height = height;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    const { scene, labels } = this.current;
    if (!scene.net.n) return;
    this.drawHover(context, view);
    for (const row of scene.focus?.rings ?? []) this.drawRing(context, view, row, 2.5);
    if (this.hover.node >= 0) this.drawRing(context, view, this.hover.node, 1.5);
    if (!this.gl) return;
    const limit = Math.min(160, Math.max(24, Math.round((view.width * view.height) / 11000)));
    const forced = [...(this.hover.node >= 0 ? [this.hover.node] : []), ...(scene.focus?.rings ?? [])];
    drawLabels(context, labels.place(view, forced, limit), scene.background);
  }

  private drawRing(context: CanvasRenderingContext2D, view: View, row: number, width: number): void {
    const { scene } = this.current;
    context.beginPath();
    context.arc(
      view.ax * (scene.net.x[row] as number) + view.bx,
      view.ay * (scene.net.y[row] as number) + view.by,
      radiusAt(scene, view, row) + 1.5 + width / 2,
      0,
      2 * Math.PI,
    );
    context.lineWidth = width;
    context.strokeStyle = css(scene.paper.accent);
    context.stroke();
  }

  /** The edges of the node under the pointer, or the edge itself. */
  private drawHover(context: CanvasRenderingContext2D, view: View): void {
    const { scene } = this.current;
    const { net } = scene;
    const { source, target } = net.data.edges;
    const { node, edge } = this.hover;
    const list =
      node >= 0
        ? [...net.adjEdge.subarray(net.adjStart[node], net.adjStart[node + 1])].slice(0, 400)
        : edge >= 0
          ? [edge]
          : [];
    context.strokeStyle = css(scene.paper.accent);
    for (const e of list) {
      if (!scene.pass.edge[e]) continue;
      context.globalAlpha = edge >= 0 ? 0.95 : 0.5;
      context.lineWidth = edge >= 0 ? 3 : 1 + 0.5 * (scene.edgeWidth[e] as number);
      context.beginPath();
      for (const [k, v] of [source[e] as number, target[e] as number].entries()) {
        const x = view.ax * (net.x[v] as number) + view.bx;
        const y = view.ay * (net.y[v] as number) + view.by;
        if (k === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  private hitAt(x: number, y: number, coarse: boolean): Hit {
    const view = this.view;
    if (!view) return NOTHING;
    const { scene } = this.current;
    const node = nodeAt(scene, view, x, y, coarse ? 14 : 4);
    return { node, edge: node >= 0 ? -1 : edgeAt(scene, view, x, y, coarse ? 9 : 4) };
  }

  private bindGl(gl: GlMap): void {
    const mouse = gl.sigma.getMouseCaptor();
    const touch = gl.sigma.getTouchCaptor();
    mouse.on("mousemove", (at) => {
      if (!mouse.isMouseDown) this.point(at.x, at.y);
    });
    mouse.on("mouseleave", () => this.point(-1e6, -1e6));
    mouse.on("click", (at) => this.choose(at.x, at.y, false));
    touch.on("tap", ({ touches, previousTouches }) => {
      const at = touches[0] ?? previousTouches[0];
      if (at) this.choose(at.x, at.y, true);
    });
    gl.sigma.getCamera().on("updated", () => this.hideTip());
  }

  private bindStage(): void {
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("mousemove", (event) => {
      if (this.flat) this.point(event.offsetX, event.offsetY);
    });
    this.stage.addEventListener("mouseleave", () => this.point(-1e6, -1e6));
    this.stage.addEventListener("click", (event) => {
      if (this.flat) this.choose(event.offsetX, event.offsetY, matchMedia("(pointer: coarse)").matches);
    });
  }

  private point(x: number, y: number): void {
    const hit = this.hitAt(x, y, false);
    if (hit.node !== this.hover.node || hit.edge !== this.hover.edge) {
      this.hover = hit;
      this.stage.classList.toggle("on-something", hit.node >= 0 || hit.edge >= 0);
      this.drawOver();
    }
    this.moveTip(x, y);
  }

  private choose(x: number, y: number, coarse: boolean): void {
    const hit = this.hitAt(x, y, coarse);
    const { nodes, edges } = this.current.scene.net.data;
    let selection: Selection | null = null;
    if (hit.node >= 0)
      selection = {
        kind: (nodes.topic[hit.node] ?? -1) >= 0 ? "topic" : "author",
        id: nodes.id[hit.node] as string,
      };
    else if (hit.edge >= 0) {
      selection = {
        kind: "edge",
        a: nodes.id[edges.source[hit.edge] as number] as string,
        b: nodes.id[edges.target[hit.edge] as number] as string,
      };
    }
    this.pendingFly = false;
    if (!sameSelection(selection, this.store.now.selection)) this.store.set({ selection });
  }

  private moveTip(x: number, y: number): void {
    const view = this.view;
    const { node, edge } = this.hover;
    if (!view || (node < 0 && edge < 0)) {
      this.hideTip();
      return;
    }
    const { nodes, edges } = this.current.scene.net.data;
    if (node >= 0) {
      const community = nodes.community[node] ?? -1;
      fill(
        this.tip,
        h("strong", null, text(nodes.label[node] ?? "")),
        h(
          "span",
          null,
          `${plural(nodes.papers[node] ?? 0, "paper")} · ${plural(this.current.scene.net.degree(node), "link")}`,
        ),
        community >= 0 && h("span", { class: "muted" }, text(this.model.communityName(community))),
      );
    } else {
      const s = edges.source[edge] as number;
      const t = edges.target[edge] as number;
      fill(
        this.tip,
        h("strong", null, text(nodes.label[s] ?? ""), " — ", text(nodes.label[t] ?? "")),
        h(
          "span",
          null,
          `${plural(edges.papers[edge] ?? 0, "paper")} · ${years(edges.firstYear[edge] ?? null, edges.lastYear[edge] ?? null)}`,
        ),
      );
    }
    this.tip.hidden = false;
    const { offsetWidth, offsetHeight } = this.tip;
    this.tip.style.left = `${Math.max(4, Math.min(x + 16, view.width - offsetWidth - 4))}px`;
    this.tip.style.top = `${y + 18 + offsetHeight > view.height ? y - offsetHeight - 12 : y + 18}px`;
  }

  private hideTip(): void {
    this.tip.hidden = true;
  }

  private key(event: KeyboardEvent): void {
    const step: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const move = step[event.key];
    if (move && this.gl) {
      const camera = this.gl.sigma.getCamera();
      const by = 0.14 * camera.ratio;
      void camera.animate(
        { x: camera.x + move[0] * by, y: camera.y + move[1] * by },
        { duration: this.quick(140) },
      );
    } else if (event.key === "+" || event.key === "=") this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "0" || event.key === "Home") this.fit();
    else return;
    event.preventDefault();
  }

  private quick(duration: number): number {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : duration;
  }

  zoom(by: number): void {
    if (!this.gl) return;
    const camera = this.gl.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / by) }, { duration: this.quick(200) });
  }

  fit(): void {
    void this.gl?.sigma
      .getCamera()
      .animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: this.quick(350) });
  }

  private flySoon(): void {
    this.pendingFly = true;
    requestAnimationFrame(() => {
      if (this.pendingFly) this.fly();
      this.pendingFly = false;
    });
  }

  /** Brings the selection into the part of the map that no panel covers; stays where it is when it is in sight. */
  private fly(): void {
    const view = this.view;
    const { scene } = this.current;
    const rows = scene.focus ? (scene.focus.rings.length ? scene.focus.rings : [...scene.focus.nodes]) : [];
    if (!this.gl || !view || !rows.length || !view.width) return;
    const free = this.freeArea(view);
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const v of rows) {
      const x = view.ax * (scene.net.x[v] as number) + view.bx;
      const y = view.ay * (scene.net.y[v] as number) + view.by;
      [left, right, top, bottom] = [
        Math.min(left, x),
        Math.max(right, x),
        Math.min(top, y),
        Math.max(bottom, y),
      ];
    }
    const inside =
      left >= free.left + 30 &&
      right <= free.right - 30 &&
      top >= free.top + 30 &&
      bottom <= free.bottom - 30;
    const camera = this.gl.sigma.getCamera();
    const room = Math.min(
      (free.right - free.left) / (right - left + 120),
      (free.bottom - free.top) / (bottom - top + 120),
    );
    const wanted = Math.min(Math.max(view.zoom, rows.length > 2 ? 1 : 2.2), view.zoom * room);
    if (inside && view.zoom > 1.6) return;
    const factor = wanted / view.zoom;
    const middle = this.gl.sigma.viewportToFramedGraph({ x: (left + right) / 2, y: (top + bottom) / 2 });
    const centre = this.gl.sigma.viewportToFramedGraph({ x: view.width / 2, y: view.height / 2 });
    const aim = this.gl.sigma.viewportToFramedGraph({
      x: (free.left + free.right) / 2,
      y: (free.top + free.bottom) / 2,
    });
    void camera.animate(
      {
        x: middle.x - (aim.x - centre.x) / factor,
        y: middle.y - (aim.y - centre.y) / factor,
        ratio: camera.getBoundedRatio(camera.ratio / factor),
      },
      { duration: this.quick(450) },
    );
  }

  private freeArea(view: View): { left: number; right: number; top: number; bottom: number } {
    const panel = byId("panel");
    const free = { left: 0, right: view.width, top: 0, bottom: view.height };
    if (panel.hidden) return free;
    const at = panel.getBoundingClientRect();
    const stage = this.stage.getBoundingClientRect();
    if (at.width > stage.width * 0.8) free.bottom = Math.max(120, at.top - stage.top);
    else free.right = Math.max(160, at.left - stage.left);
    return free;
  }

  /** For screen readers: what the map shows. */
  private describe(): void {
    const { scene } = this.current;
    const what = scene.net.name === "people" ? "people who wrote together" : "people and their topics";
    const { pass } = scene;
    const shown = `${plural(pass.nodes, "node")} and ${plural(pass.edges, "link")}${pass.all ? "" : " pass the filters"}`;
    this.stage.setAttribute(
      "aria-label",
      `Map of ${what}: ${shown}. Arrow keys move, plus and minus zoom, 0 shows all. The same people are in the tables and in the search.`,
    );
  }

  zoomIcons(): void {
    fill(byId("zoom-in"), icon("plus"));
    fill(byId("zoom-out"), icon("minus"));
    fill(byId("zoom-fit"), icon("fit"));
  }
}
