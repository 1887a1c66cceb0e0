// The WebGL map: sigma.js with two programs of our own. sigma gives camera, gestures and layers; the programs read the
// scene's arrays, so that a filter or a selection costs one pass over plain arrays, and upload them only when they
// have changed, so that a frame of zooming or panning uploads nothing.
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeProgram, NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { Pace } from "./pace";
import type { Scene } from "./scene";
import { edgeScale, GROWTH, MAX_RADIUS, MIN_RADIUS } from "./sizes";
import type { Box, View } from "./view";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

const NODE_VERTEX = `
attribute vec2 a_position; attribute float a_radius; attribute vec4 a_color; attribute vec2 a_corner;
uniform mat3 u_matrix; uniform vec2 u_viewport; uniform float u_scale; uniform float u_pixels;
varying vec4 v_color; varying vec2 v_offset; varying float v_radius;
void main() {
  float radius = clamp(a_radius * u_scale, ${MIN_RADIUS}, ${MAX_RADIUS}.0);
  float reach = radius + 1.5;
  vec2 center = (u_matrix * vec3(a_position, 1)).xy;
  gl_Position = vec4(center + a_corner * reach * 2.0 / u_viewport, 0, 1);
  v_offset = a_corner * reach; v_radius = radius; v_color = a_color;
}`;

const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_offset; varying float v_radius;
uniform vec3 u_paper; uniform float u_pixels;
void main() {
  float d = length(v_offset);
  float soft = 0.5 / u_pixels + 0.25;
  float disc = 1.0 - smoothstep(v_radius - soft, v_radius + soft, d);
  float rim = clamp(v_radius * 0.16, 0.0, 1.2) * step(2.5, v_radius);
  float inner = 1.0 - smoothstep(v_radius - rim - soft, v_radius - rim + soft, d);
  vec3 rgb = mix(mix(v_color.rgb, u_paper, 0.82), v_color.rgb, rim > 0.0 ? inner : 1.0);
  float a = disc * v_color.a;
  gl_FragColor = vec4(rgb * a, a);
}`;

const EDGE_VERTEX = `
attribute vec4 a_ends; attribute float a_width; attribute vec4 a_color; attribute vec2 a_corner;
uniform mat3 u_matrix; uniform vec2 u_viewport; uniform float u_scale;
varying vec4 v_color; varying float v_side; varying float v_half;
void main() {
  vec2 from = (u_matrix * vec3(a_ends.xy, 1)).xy * u_viewport * 0.5;
  vec2 to = (u_matrix * vec3(a_ends.zw, 1)).xy * u_viewport * 0.5;
  vec2 along = to - from;
  float length_ = max(length(along), 0.0001);
  vec2 normal = vec2(-along.y, along.x) / length_;
  float width = a_width * u_scale;
  float half_ = max(width, 0.9) * 0.5;
  vec2 at = mix(from, to, a_corner.x) + normal * a_corner.y * (half_ + 0.7);
  gl_Position = vec4(at * 2.0 / u_viewport, 0, 1);
  v_side = a_corner.y * (half_ + 0.7); v_half = half_;
  v_color = vec4(a_color.rgb, a_color.a * min(1.0, width / 0.9));
  if (a_color.a == 0.0) gl_Position = vec4(2, 2, 0, 1);
}`;

const EDGE_FRAGMENT = `
precision mediump float;
varying vec4 v_color; varying float v_side; varying float v_half;
void main() {
  float a = v_color.a * (1.0 - smoothstep(v_half - 0.35, v_half + 0.65, abs(v_side)));
  gl_FragColor = vec4(v_color.rgb * a, a);
}`;

/** What the programs of one map share. */
interface Shared {
  scene: Scene;
  nodes: DiscProgram | null;
  edges: LineProgram | null;
  pace: Pace;
}

/** Pixels of a unit of radius; sigma's matrix is that of this frame when the programs are asked to draw. */
function scaleOfNodes(sigma: Sigma, zoom: number): number {
  return (sigma.getGraphToViewportRatio() / zoom) * Math.pow(zoom, GROWTH);
}

abstract class DiscProgram extends NodeProgram<
  "u_matrix" | "u_viewport" | "u_scale" | "u_pixels" | "u_paper"
> {
  protected abstract readonly shared: Shared;
  private dirty = true;
  private uploaded = new WeakSet<WebGLBuffer>();

  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: NODE_VERTEX,
      FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS: ["u_matrix", "u_viewport", "u_scale", "u_pixels", "u_paper"] as const,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_radius", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [-1, 1],
        [1, -1],
        [1, 1],
      ],
    };
  }

  processVisibleItem(_id: number, at: number, data: NodeDisplayData): void {
    this.array[at] = data.x;
    this.array[at + 1] = data.y;
    this.dirty = true;
  }

  /** Writes radius and colour of all nodes. */
  restyle(): void {
    const { scene } = this.shared;
    const bytes = new Uint8Array(this.array.buffer);
    for (let i = 0; i < scene.net.n && 4 * i + 3 < this.array.length; i++) {
      const v = scene.nodesDrawn[i] as number;
      this.array[4 * i + 2] = scene.radius[v] as number;
      const at = 16 * i + 12;
      for (let k = 0; k < 3; k++) bytes[at + k] = scene.nodeRgb[3 * v + k] as number;
      bytes[at + 3] = Math.round(255 * (scene.nodeAlpha[v] as number));
    }
    this.dirty = true;
  }

  setUniforms(
    params: RenderParams,
    { gl, uniformLocations: at }: ProgramInfo<"u_matrix" | "u_viewport" | "u_scale" | "u_pixels" | "u_paper">,
  ): void {
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    gl.uniform2f(at.u_viewport, params.width, params.height);
    gl.uniform1f(at.u_scale, scaleOfNodes(this.renderer, 1 / params.zoomRatio));
    gl.uniform1f(at.u_pixels, params.pixelRatio);
    const [r, g, b] = this.shared.scene.paper.background;
    gl.uniform3f(at.u_paper, r / 255, g / 255, b / 255);
  }

  protected override bindProgram(program: ProgramInfo): void {
    bindOnce(this as unknown as Bound, program, this.dirty, this.uploaded);
    this.dirty = false;
  }
}

abstract class LineProgram extends EdgeProgram<"u_matrix" | "u_viewport" | "u_scale"> {
  protected abstract readonly shared: Shared;
  private dirty = true;
  private uploaded = new WeakSet<WebGLBuffer>();

  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: EDGE_VERTEX,
      FRAGMENT_SHADER_SOURCE: EDGE_FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS: ["u_matrix", "u_viewport", "u_scale"] as const,
      ATTRIBUTES: [
        { name: "a_ends", size: 4, type: FLOAT },
        { name: "a_width", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [0, -1],
        [1, -1],
        [0, 1],
        [0, 1],
        [1, -1],
        [1, 1],
      ],
    };
  }

  processVisibleItem(
    _id: number,
    at: number,
    source: NodeDisplayData,
    target: NodeDisplayData,
    _data: EdgeDisplayData,
  ): void {
    this.array[at] = source.x;
    this.array[at + 1] = source.y;
    this.array[at + 2] = target.x;
    this.array[at + 3] = target.y;
    this.dirty = true;
  }

  restyle(): void {
    const { scene } = this.shared;
    const bytes = new Uint8Array(this.array.buffer);
    for (let i = 0; i < scene.net.m && 6 * i + 5 < this.array.length; i++) {
      const e = scene.edgesDrawn[i] as number;
      this.array[6 * i + 4] = scene.edgeWidth[e] as number;
      const at = 24 * i + 20;
      for (let k = 0; k < 3; k++) bytes[at + k] = scene.edgeRgb[3 * e + k] as number;
      bytes[at + 3] = Math.round(255 * (scene.edgeAlpha[e] as number));
    }
    this.dirty = true;
  }

  setUniforms(
    params: RenderParams,
    { gl, uniformLocations: at }: ProgramInfo<"u_matrix" | "u_viewport" | "u_scale">,
  ): void {
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    gl.uniform2f(at.u_viewport, params.width, params.height);
    gl.uniform1f(at.u_scale, edgeScale(1 / params.zoomRatio));
  }

  override drawWebGL(method: number, program: ProgramInfo): void {
    const all = this.capacity;
    this.capacity = Math.min(all, this.shared.pace.limit);
    super.drawWebGL(method, program);
    this.capacity = all;
  }

  protected override bindProgram(program: ProgramInfo): void {
    bindOnce(this as unknown as Bound, program, this.dirty, this.uploaded);
    this.dirty = false;
  }
}

/** The parts of sigma's Program that binding needs. */
interface Bound {
  array: Float32Array;
  constantArray: Float32Array;
  ATTRIBUTES: { name: string }[];
  CONSTANT_ATTRIBUTES: { name: string }[];
  bindAttribute(
    attribute: { name: string },
    program: ProgramInfo,
    offset: number,
    setDivisor?: boolean,
  ): number;
}

/** As sigma's bindProgram for instanced programs, but uploads only what has changed. */
function bindOnce(self: Bound, program: ProgramInfo, dirty: boolean, uploaded: WeakSet<WebGLBuffer>): void {
  const gl = program.gl as WebGL2RenderingContext;
  const first = !uploaded.has(program.buffer);
  let offset = 0;
  gl.bindBuffer(gl.ARRAY_BUFFER, program.constantBuffer);
  for (const attribute of self.CONSTANT_ATTRIBUTES)
    offset += self.bindAttribute(attribute, program, offset, false);
  if (first) gl.bufferData(gl.ARRAY_BUFFER, self.constantArray, gl.STATIC_DRAW);
  gl.bindBuffer(gl.ARRAY_BUFFER, program.buffer);
  offset = 0;
  for (const attribute of self.ATTRIBUTES) offset += self.bindAttribute(attribute, program, offset, true);
  if (first || dirty) gl.bufferData(gl.ARRAY_BUFFER, self.array, gl.DYNAMIC_DRAW);
  uploaded.add(program.buffer);
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
}

/** Picking by colour is not used: what is under the pointer is found in the scene's arrays, without waiting for the GPU. */
function makePrograms(shared: Shared) {
  class Disc extends DiscProgram {
    protected readonly shared = shared;

    constructor(gl: WebGLRenderingContext, _pick: WebGLFramebuffer | null, renderer: Sigma) {
      super(gl, null, renderer);
      shared.nodes ??= this;
    }
  }
  class Line extends LineProgram {
    protected readonly shared = shared;

    constructor(gl: WebGLRenderingContext, _pick: WebGLFramebuffer | null, renderer: Sigma) {
      super(gl, null, renderer);
      shared.edges ??= this;
    }
  }
  return { Disc, Line };
}

function makeGraph(scene: Scene): Graph {
  const { net } = scene;
  const graph = new Graph({ type: "undirected", multi: true, allowSelfLoops: true });
  for (const v of scene.nodesDrawn) graph.addNode(v, { x: net.x[v], y: net.y[v], size: 1, color: "#000" });
  const { source, target } = net.data.edges;
  for (const e of scene.edgesDrawn) graph.addUndirectedEdgeWithKey(e, source[e], target[e]);
  return graph;
}

/** Whether a program on the processor plays the graphics card: "SwiftShader", "llvmpipe" and the like. */
function drawsBySoftware(sigma: Sigma): boolean {
  const canvas = sigma.getCanvases()["edges"];
  const gl = canvas?.getContext("webgl2") ?? canvas?.getContext("webgl");
  if (!gl) return false;
  const about = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(about ? about.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return typeof name === "string" && /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

export class GlMap {
  readonly sigma: Sigma;
  private readonly shared: Shared;
  /** Told how many links are drawn at rest. */
  onPace: ((links: number) => void) | null = null;
  private moving = false;
  private resting = 0;

  constructor(
    readonly scene: Scene,
    container: HTMLElement,
    box: Box,
    padding: number,
  ) {
    this.shared = { scene, nodes: null, edges: null, pace: new Pace(scene.net.m) };
    const { Disc, Line } = makePrograms(this.shared);
    this.sigma = new Sigma(new Graph(), container, {
      nodeProgramClasses: { circle: Disc },
      edgeProgramClasses: { line: Line },
      defaultNodeType: "circle",
      defaultEdgeType: "line",
      renderLabels: false,
      enableEdgeEvents: false,
      stagePadding: padding,
      minCameraRatio: 0.004,
      maxCameraRatio: 3,
      allowInvalidContainer: true,
      zoomToSizeRatioFunction: (ratio) => ratio,
      doubleClickZoomingDuration: 250,
    });
    this.sigma.setCustomBBox(box);
    this.sigma.getMouseCaptor().removeAllListeners();
    this.sigma.getTouchCaptor().removeAllListeners();
    this.sigma.on("afterProcess", () => this.write());
    this.sigma.getCamera().on("updated", () => (this.moving = true));
    this.sigma.on("afterRender", () => this.keepPace());
    if (drawsBySoftware(this.sigma)) this.shared.pace.bySoftware();
    this.sigma.setGraph(makeGraph(scene));
  }

  /** Links that are drawn while nothing moves. */
  get linksDrawn(): number {
    return this.shared.pace.rest;
  }

  private keepPace(): void {
    if (!this.moving) return;
    this.moving = false;
    this.shared.pace.moved(performance.now());
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      if (this.shared.pace.rested()) this.sigma.scheduleRender();
      this.onPace?.(this.shared.pace.rest);
    }, 220);
  }

  private write(): void {
    this.shared.nodes?.restyle();
    this.shared.edges?.restyle();
  }

  restyle(): void {
    this.write();
    this.sigma.scheduleRender();
  }

  get view(): View {
    const { width, height } = this.sigma.getDimensions();
    const zero = this.sigma.graphToViewport({ x: 0, y: 0 });
    const one = this.sigma.graphToViewport({ x: 1, y: 1 });
    return {
      width,
      height,
      ax: one.x - zero.x,
      bx: zero.x,
      ay: one.y - zero.y,
      by: zero.y,
      zoom: 1 / this.sigma.getCamera().ratio,
    };
  }

  kill(): void {
    clearTimeout(this.resting);
    this.sigma.kill();
  }
}
