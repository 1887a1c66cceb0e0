// How large things are drawn, the same in WebGL and in pictures.

/** Nodes grow with zoom^GROWTH: slower than the distances between them, so that zooming in makes room. */
export const GROWTH = 0.72;
/** Pixels. */
export const MIN_RADIUS = 1.15;
export const MAX_RADIUS = 60;

/** By what an edge's width is multiplied at a zoom. */
export function edgeScale(zoom: number): number {
  return Math.min(3, Math.max(0.7, Math.pow(zoom, 0.35)));
}
