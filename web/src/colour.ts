// Colours of the map: the communities' own, moved to a lightness that stands out on the paper of the theme, and a
// ramp for numbers. Both are told apart by people with the common kinds of colour blindness as far as there are hues.

export type Rgb = readonly [number, number, number];

export function parseHex(hex: string): Rgb {
  const match = /^#?([0-9a-f]{6})$/i.exec(hex);
  const value = match ? parseInt(match[1] as string, 16) : 0xb3b3b3;
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function css(c: Rgb, alpha = 1): string {
  const [r, g, b] = c.map((v) => Math.round(v));
  return alpha >= 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha})`;
}

export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
const fromLinear = (v: number): number => (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055);

/** Oklab (Ottosson 2020): lightness in [0, 1], and two axes of colour. */
function toLab(c: Rgb): [number, number, number] {
  const [r, g, b] = c.map((v) => toLinear(v / 255)) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab(L: number, a: number, b: number): [number, number, number] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The colour at another lightness; its chroma shrinks until the screen can show it. */
export function atLightness(c: Rgb, lightness: number): Rgb {
  const [, a, b] = toLab(c);
  for (let chroma = 1; chroma > 0; chroma -= 0.05) {
    const rgb = fromLab(lightness, a * chroma, b * chroma);
    if (rgb.every((v) => v >= -0.002 && v <= 1.002)) {
      return rgb.map((v) => 255 * fromLinear(Math.min(1, Math.max(0, v)))) as unknown as Rgb;
    }
  }
  const grey = 255 * fromLinear(lightness ** 3);
  return [grey, grey, grey];
}

export function lightness(c: Rgb): number {
  return toLab(c)[0];
}

/** A community's colour on this paper: dark ones lifted in the dark, pale ones lowered in the light. */
export function onPaper(c: Rgb, dark: boolean): Rgb {
  const [L, a, b] = toLab(c);
  // Grey is for those without a colour of their own: it stays behind the others.
  if (Math.hypot(a, b) < 0.01 && dark) return atLightness(c, 0.56);
  const wanted = dark ? Math.min(0.86, Math.max(0.64, L + 0.04)) : Math.min(0.8, Math.max(0.4, L));
  return Math.abs(wanted - L) < 0.005 ? c : atLightness(c, wanted);
}

/** The same hue for text: dark enough, or light enough, to be read. */
export function asInk(c: Rgb, dark: boolean): Rgb {
  const L = lightness(c);
  return atLightness(c, dark ? Math.max(L, 0.8) : Math.min(L, 0.46));
}

/** Cividis (Nuñez, Anderton & Renslow 2018) at nine places: equal steps for all kinds of colour vision. */
const CIVIDIS = [
  "#00224e",
  "#1d3a6f",
  "#434e6c",
  "#61646f",
  "#7d7c78",
  "#9b9576",
  "#bbaf6d",
  "#dfca5c",
  "#fee838",
].map(parseHex);

/** t in [0, 1]: from low to high; the end that would drown in the paper is cut off. */
export function ramp(t: number, dark: boolean): Rgb {
  const u = dark ? 0.28 + 0.72 * t : 0.92 * (1 - t) + 0;
  const at = Math.min(1, Math.max(0, u)) * (CIVIDIS.length - 1);
  const i = Math.min(CIVIDIS.length - 2, Math.floor(at));
  return mix(CIVIDIS[i] as Rgb, CIVIDIS[i + 1] as Rgb, at - i);
}
