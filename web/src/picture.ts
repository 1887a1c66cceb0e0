// The map drawn on a plain canvas: where there is no WebGL, for printing, and to be saved.
import { css, mix } from "./colour";
import { drawLabels, Labels } from "./labels";
import type { Scene } from "./scene";
import { edgeScale } from "./sizes";
import { boxOf, fitView, radiusAt, type View } from "./view";

function drawEdges(context: CanvasRenderingContext2D, scene: Scene, view: View): void {
  const { net, edgeRgb, edgeAlpha, edgeWidth } = scene;
  const { source, target } = net.data.edges;
  const scale = edgeScale(view.zoom);
  for (const e of scene.edgesDrawn) {
    const alpha = edgeAlpha[e] as number;
    if (alpha <= 0) continue;
    const s = source[e] as number;
    const t = target[e] as number;
    const width = (edgeWidth[e] as number) * scale;
    context.strokeStyle = css([
      edgeRgb[3 * e] as number,
      edgeRgb[3 * e + 1] as number,
      edgeRgb[3 * e + 2] as number,
    ]);
    context.globalAlpha = alpha * Math.min(1, width / 0.9);
    context.lineWidth = Math.max(0.9, width);
    context.beginPath();
    context.moveTo(view.ax * (net.x[s] as number) + view.bx, view.ay * (net.y[s] as number) + view.by);
    context.lineTo(view.ax * (net.x[t] as number) + view.bx, view.ay * (net.y[t] as number) + view.by);
    context.stroke();
  }
}

function drawNodes(context: CanvasRenderingContext2D, scene: Scene, view: View): void {
  const { net, nodeRgb, nodeAlpha, paper } = scene;
  for (const v of scene.nodesDrawn) {
    const radius = radiusAt(scene, view, v);
    const rgb = [
      nodeRgb[3 * v] as number,
      nodeRgb[3 * v + 1] as number,
      nodeRgb[3 * v + 2] as number,
    ] as const;
    context.globalAlpha = nodeAlpha[v] as number;
    context.fillStyle = css(rgb);
    context.beginPath();
    const rim = radius > 2.5 ? Math.min(1.2, radius * 0.16) : 0;
    context.arc(
      view.ax * (net.x[v] as number) + view.bx,
      view.ay * (net.y[v] as number) + view.by,
      radius - rim / 2,
      0,
      2 * Math.PI,
    );
    context.fill();
    if (rim > 0) {
      context.strokeStyle = css(mix(rgb, paper.background, 0.82));
      context.lineWidth = rim;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

export interface PictureSize {
  width: number;
  height: number;
  /** Pixels of the canvas for each of these. */
  density: number;
}

/** Draws all of the scene and returns how. */
export function drawPicture(canvas: HTMLCanvasElement, scene: Scene, size: PictureSize, clear = true): View {
  canvas.width = Math.round(size.width * size.density);
  canvas.height = Math.round(size.height * size.density);
  const view = fitView(boxOf(scene), size.width, size.height, 18);
  const context = canvas.getContext("2d");
  if (!context) return view;
  context.scale(size.density, size.density);
  if (clear) {
    context.fillStyle = scene.background;
    context.fillRect(0, 0, size.width, size.height);
  }
  drawEdges(context, scene, view);
  drawNodes(context, scene, view);
  drawLabels(context, new Labels(scene).place(view, scene.focus?.rings ?? [], 70), scene.background);
  return view;
}
