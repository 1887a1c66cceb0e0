import type { Rgb } from "../src/colour";

/** Contrast of two colours as WCAG 2 defines it. */
export function contrast(a: Rgb, b: Rgb): number {
  const light = (c: Rgb): number => {
    const [r, g, bl] = c.map((v) =>
      v / 255 <= 0.04045 ? v / 255 / 12.92 : Math.pow((v / 255 + 0.055) / 1.055, 2.4),
    ) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
}
